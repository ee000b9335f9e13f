"""The pair is given, a code must be chosen: what `actorgraph relate` does."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extractor.actors.mentions import Found, head_of
from extractor.relations.context import read_context
from extractor.relations.relate import Reader
from extractor.relations.rules import ANY
from extractor.types import Actor

if TYPE_CHECKING:
    from extractor.actors.knowledge import Knowledge
    from extractor.language import Parse, Read
    from extractor.relations.coding import Coded
    from extractor.relations.grammar import Grammar
    from extractor.relations.steps import Match
    from extractor.types import Row

_PRIOR: Final = "CONSULT"
_FALLBACK_SURE: Final = 0.49
_PRIOR_SURE: Final = 0.05


def relate_pair(
    read: Read,
    found: list[Found],
    grammar: Grammar,
    knowledge: Knowledge,
    source: tuple[int, int],
    target: tuple[int, int],
) -> Row:
    """The likeliest code for what the source does to the target.

    First the frames, with the two given spans as the only actors; then, as fallback, the trigger that stands best
    between the two in the parse.

    Args:
        read: The sentence.
        found: Its mentions.
        grammar: Rules and cues.
        knowledge: What is known of actors.
        source: Character range of the source, in the text as given.
        target: Character range of the target.

    Returns:
        A row of the contract, without the id.
    """
    parse = read.parse
    if not len(parse):
        return _prior()
    mentions = with_pair(read, found, source, target)
    *_, begin, end = mentions
    reader = Reader(parse, mentions, grammar, knowledge)
    wanted = {begin.actor.id, end.actor.id}
    fitting = [
        one
        for one in reader.read()
        if {one.candidate.source.actor.id, one.candidate.target.actor.id} == wanted and one.event is not None
    ]
    fitting.sort(
        key=lambda one: (
            one.candidate.source.actor.id != "given.source" and not one.candidate.symmetric,
            -one.confidence,
        )
    )
    if fitting and (fitting[0].candidate.source.actor.id == "given.source" or fitting[0].candidate.symmetric):
        return _row(fitting[0])
    return _fallback(reader, begin, end)


def given_pair(read: Read, source: tuple[int, int], target: tuple[int, int]) -> tuple[Found, Found]:
    """Two character ranges as mentions of two nameless actors."""
    return _given(read, source, "given.source"), _given(read, target, "given.target")


def with_pair(read: Read, found: list[Found], source: tuple[int, int], target: tuple[int, int]) -> list[Found]:
    """The mentions of a sentence with a given pair in place of what overlaps it, source and target as the last two."""
    roles = {mention.head: mention.actor.role for mention in found if mention.form != "shared"}
    ends = tuple(
        replace(end, actor=replace(end.actor, role=roles.get(end.head, ANY)))
        for end in given_pair(read, source, target)
    )
    tokens = {token: end for end in ends for token in range(end.start, end.end)}
    out: list[Found] = []
    stands_for: dict[str, Found] = {}
    for mention in found:
        end = next((tokens[token] for token in range(mention.start, mention.end) if token in tokens), None)
        if end is None:
            out.append(mention)
        elif mention.head == end.head:
            stands_for[mention.actor.id] = end
    # What points back to a given end ("its") is that end.
    out = [replace(m, actor=stands_for[m.actor.id].actor) if m.actor.id in stands_for else m for m in out]
    return [*out, *ends]


def _given(read: Read, span: tuple[int, int], ident: str) -> Found:
    parse = read.parse
    first, last = _clean_range(read, span)
    start = max(0, bisect_right(parse.starts, first) - 1)
    end = max(start + 1, bisect_left(parse.starts, last))
    while end - start > 1 and parse.ends[start] <= first:
        start += 1
    head = head_of(parse, start, end)
    # A long span ("the factory in X"): the head of what comes first carries it.
    return Found(start, end, head, "named", Actor(ident, ident, "group"), "given")


def _clean_range(read: Read, span: tuple[int, int]) -> tuple[int, int]:
    offsets = read.clean.offsets
    if offsets is None:
        return span
    return bisect_left(offsets, span[0]), bisect_left(offsets, span[1])


def _row(one: Coded) -> Row:
    return {
        "event": one.event,
        "mode": one.mode,
        "polarity": "negated" if one.negated else "affirmed",
        "modality": one.modality,
        "rule": one.candidate.rule.id,
        "confidence": one.confidence,
    }


def _fallback(reader: Reader, source: Found, target: Found) -> Row:
    """The trigger nearest to both ends in the tree, verbs over nouns, between the two over outside."""
    best: tuple[float, Match] | None = None
    for match in reader.triggers:
        rule = match.trigger.rule
        if rule.event is None or rule.needs_clause or not rule.may(source.actor.role, target.actor.role):
            continue
        score = _fit(reader, match, source, target)
        if best is None or score > best[0]:
            best = (score, match)
    if best is None:
        return _prior()
    match = best[1]
    context = read_context(reader.syntax, match.head, reader.grammar.cues)
    event = match.trigger.rule.event
    negated = context.polarity == "negated"
    info = reader.grammar.book.ontology.roots[event or _PRIOR]
    if info.refused and (context.refused or (context.promised and negated)):
        event, negated = info.refused, False
    elif context.promised:
        event = info.promised
    return {
        "event": event,
        "mode": match.trigger.rule.mode if event == match.trigger.rule.event else None,
        "polarity": "negated" if negated else "affirmed",
        "modality": context.modality,
        "rule": f"fallback.{match.trigger.rule.id}",
        "confidence": _FALLBACK_SURE,
    }


def _prior() -> Row:
    """What is answered where no word tells anything."""
    return {
        "event": _PRIOR,
        "mode": None,
        "polarity": "affirmed",
        "modality": "asserted",
        "rule": "fallback.prior",
        "confidence": _PRIOR_SURE,
    }


def _fit(reader: Reader, match: Match, source: Found, target: Found) -> float:
    parse, syntax = reader.parse, reader.syntax
    head = match.head
    score = 0.5 * match.trigger.specific + match.trigger.rule.weight
    if parse.coarse[head] == "V":
        subjects = syntax.subjects(head)
        if any(source.start <= token < source.end for token in subjects):
            score += 4.0
        below = set(parse.subtree(head))
        score += 1.5 if target.head in below else 0.0
        score += 1.0 if source.head in below else 0.0
        score += 0.5
    else:
        above = _ancestors(parse, target.head)
        score += 1.5 if head in above else 0.0
        score += 1.0 if source.head in set(parse.subtree(head)) else 0.0
    if source.end <= head < target.start:
        score += 1.5
    if parse.sentence_of[head] != parse.sentence_of[target.head]:
        score -= 3.0
    distance = min(abs(head - source.head), abs(head - target.head))
    return score - 0.05 * distance - 0.3 * _depth(parse, head)


def _ancestors(parse: Parse, token: int) -> set[int]:
    out: set[int] = set()
    while parse.heads[token] != token and parse.heads[token] not in out:
        token = parse.heads[token]
        out.add(token)
    return out


def _depth(parse: Parse, token: int) -> int:
    return len(_ancestors(parse, token))
