"""Find triggers in a parse and read the relations that their frames place around them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Final

from extractor.relations.rules import ANY, Use
from extractor.relations.steps import Match, Way, objects_of, through_quantity, walk
from extractor.types import Actor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.actors.mentions import Found
    from extractor.relations.reach import Reach
    from extractor.relations.rules import Rule, Rulebook, Trigger
    from extractor.relations.syntax import Syntax

_VERB_CLASSES: Final[dict[str, frozenset[str]]] = {
    "verb": frozenset({"V"}),
    "noun": frozenset({"N", "P"}),
    "adjective": frozenset({"A", "V", "N"}),
    "suffix": frozenset({"A", "V", "N", "P", ""}),
    "prefix": frozenset({"A", "V", "N", "P", "R", "", "I"}),
}
_HYPHENS: Final = frozenset({"-", "–", "‑"})
_PARTICLE_DEPS: Final = frozenset(
    {
        "prt",
        "prep",
        "advmod",
        "dobj",
        "acomp",
        "agent",
        "oprd",
        "dative",
        "npadvmod",
        "xcomp",
        "ccomp",
        "attr",
        "aux",
        "mark",
    }
)
_GAP: Final = 6
_NAMELESS: Final = "XXX."


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a trigger: rule, ends and the way between them (`seen`: as the parse has it, not the frame)."""

    match: Match
    use: Use
    way: int
    source: Found
    target: Found
    sure: float
    carrier: int | None
    seen: str = ""

    @property
    def rule(self) -> Rule:
        """The rule that this reading applies."""
        return self.match.trigger.rule

    @property
    def symmetric(self) -> bool:
        """Whether both do it to each other."""
        return self.rule.symmetric or self.use.frame.ways[self.way].symmetric

    @property
    def path(self) -> str:
        """How source and target were reached."""
        way = self.use.frame.ways[self.way]
        return f"{self.use.name}: {self.seen or f'{way.source} → {way.target}'}"


def find_triggers(syntax: Syntax, book: Rulebook) -> list[Match]:
    """All triggers in a document, the most specific reading of each word first ("strike" + "deal" before "strike")."""
    parse = syntax.parse
    dates = {token for start, end, label in parse.entities if label in ("DATE", "TIME") for token in range(start, end)}
    out: list[Match] = []
    said = [frozenset(parse.lower[start:end]) for start, end in parse.sentences]
    for token, word in enumerate(parse.lower):
        triggers = book.triggers.get(word)
        if triggers is None or (token in dates and parse.coarse[token] == "P"):
            continue
        around = said[parse.sentence_of[token]]
        found = [
            match
            for trigger in triggers
            if (not trigger.after or trigger.after[0] in around)
            and (not trigger.before or trigger.before[0] in around)
            and (match := _matches(trigger, token, syntax, book)) is not None
        ]
        if not found:
            continue
        out.extend(sorted(found, key=lambda match: -match.trigger.specific))
    return _without_swallowed(out)


def _without_swallowed(matches: list[Match]) -> list[Match]:
    """Drop triggers that are part of a longer one ("strike" in "air strike", "meet" in "refuse to meet")."""
    inside = {
        token for match in matches if match.trigger.kind == "noun" for token in match.tokens if token != match.head
    }
    behind = {
        token
        for match in matches
        if match.trigger.kind == "verb" and match.trigger.after
        for token in match.tokens[len(match.trigger.before) :]
        if token != match.head and token not in match.objects
    }
    return [
        match
        for match in matches
        if not (match.trigger.kind == "noun" and match.head in inside) and match.head not in behind
    ]


def _matches(trigger: Trigger, token: int, syntax: Syntax, book: Rulebook) -> Match | None:
    parse = syntax.parse
    kind = trigger.kind
    if parse.coarse[token] not in _VERB_CLASSES[kind] or _serves_another(kind, token, syntax):
        return None
    size = len(trigger.before)
    if size and (token < size or parse.lower[token - size : token] != trigger.before):
        return None
    first = token - size
    if kind == "suffix":
        return (
            Match(trigger, token, tuple(range(first, token + 1)))
            if first > 0 and parse.words[first - 1] in _HYPHENS
            else None
        )
    if kind == "prefix":
        joined = token + 1 < len(parse) and parse.words[token + 1] in _HYPHENS
        return Match(trigger, token, (token,)) if joined else None
    if (
        kind == "verb"
        and first > 1
        and parse.words[first - 1] in _HYPHENS
        and parse.tags[token] in ("VBN", "VBG", "VBD")
        and size == 0
    ):
        return None
    tokens = list(range(first, token + 1))
    tail = None
    if trigger.after:
        after = _after(trigger.after, token, syntax) if kind == "verb" else _right_behind(trigger.after, token, syntax)
        if after is None:
            return None
        tokens.extend(after)
        last = after[-1]
        takes_object = parse.coarse[last] == "V" or (parse.coarse[last] in ("I", "T") and parse.kids(last, "pobj"))
        tail = last if takes_object else None
    bare = Match(trigger, token, tuple(tokens), tail)
    if kind != "verb":
        return bare
    if not _with_subjects(bare, syntax, book):
        return None
    return _with_objects(bare, syntax, book)


def _with_subjects(match: Match, syntax: Syntax, book: Rulebook) -> bool:
    nouns = match.trigger.rule.subjects
    return not nouns or any(
        _is_noun(syntax, inner, nouns, book)
        for subject in syntax.subjects(match.head)
        for inner in through_quantity(syntax, subject)
    )


def _with_objects(match: Match, syntax: Syntax, book: Rulebook) -> Match | None:
    rule = match.trigger.rule
    if not rule.objects and not rule.not_objects:
        return match
    objects = objects_of(match, syntax)
    if syntax.passive(match.head):
        objects = [*objects, *syntax.parse.kids(match.head, "dobj")]  # "Y was given aid"
    heads = [inner for noun in objects for inner in through_quantity(syntax, noun)]
    if rule.not_objects and any(_is_noun(syntax, head, rule.not_objects, book) for head in heads):
        return None
    if not rule.objects or (ANY in rule.objects and heads):
        return match
    fitting = tuple(head for head in heads if _is_noun(syntax, head, rule.objects, book))
    if not fitting:
        return None
    return Match(
        match.trigger,
        match.head,
        (*match.tokens, *(h for h in fitting[:1] if h not in match.tokens)),
        match.tail,
        fitting,
    )


def _is_noun(syntax: Syntax, head: int, nouns: frozenset[str], book: Rulebook) -> bool:
    parse = syntax.parse
    word = parse.lower[head]
    singular = book.forms.singular(word)
    if word in nouns or singular in nouns:
        return True
    if head > 0:
        before = parse.lower[head - 1]
        if before in _HYPHENS and head > 1:
            first = parse.lower[head - 2]  # "cease-fire"
            return bool(nouns & {f"{first}-{word}", f"{first}-{singular}", f"{first}{word}", f"{first}{singular}"})
        return f"{before} {word}" in nouns or f"{before} {singular}" in nouns
    return False


def _serves_another(kind: str, token: int, syntax: Syntax) -> bool:
    """Whether a word only serves the next: an auxiliary, a noun before a noun ("attack helicopter")."""
    parse = syntax.parse
    if kind == "verb":
        return parse.deps[token] in ("aux", "auxpass")
    head = parse.heads[token]
    return kind == "noun" and parse.deps[token] == "compound" and head > token and parse.coarse[head] == "N"


def _right_behind(words: tuple[str, ...], noun: int, syntax: Syntax) -> tuple[int, ...] | None:
    """The tokens of "of fire" behind "exchange"."""
    last = noun + 1 + len(words)
    return tuple(range(noun + 1, last)) if syntax.parse.lower[noun + 1 : last] == words else None


def _after(words: tuple[str, ...], verb: int, syntax: Syntax) -> tuple[int, ...] | None:
    """The tokens of the words that belong to a verb: right behind it, or hanging on it a little further on."""
    parse = syntax.parse
    if parse.lower[verb + 1 : verb + 1 + len(words)] == words:
        return tuple(range(verb + 1, verb + 1 + len(words)))
    for child in parse.children[verb]:
        if (
            child > verb
            and child - verb <= 2 * _GAP
            and parse.lower[child] == words[0]
            and parse.deps[child] in _PARTICLE_DEPS
        ):
            found = [child]
            for word in words[1:]:
                following = next(
                    (
                        t
                        for t in (found[-1] + 1, *parse.children[found[-1]], *parse.children[verb])
                        if found[-1] < t < len(parse) and parse.lower[t] == word
                    ),
                    None,
                )
                if following is None:
                    return None
                found.append(following)
            return tuple(found)
    return None


def candidates(match: Match, syntax: Syntax, book: Rulebook, reach: Reach) -> Iterator[Candidate]:
    """The readings of one match: every frame of its rule that finds both ends.

    Within a frame the first way that reaches a target wins for a given source.

    Args:
        match: The trigger.
        syntax: The document.
        book: The rules.
        reach: Who stands where.
    """
    for use in _fitting(match):
        yield from _by_frame(match, use, syntax, book, reach)


def _by_frame(match: Match, use: Use, syntax: Syntax, book: Rulebook, reach: Reach) -> Iterator[Candidate]:
    rule = match.trigger.rule
    way = Way(syntax, book.forms, match, use.words, reach.actors, frozenset(reach.heads))
    done: set[int] = set()
    nameless: set[int] = set()
    for index, how in enumerate(use.frame.ways):
        if how.when and use.words and not how.when & use.words:
            continue
        begins = walk(how.source, way)
        sources = [f for token in begins for f in reach.at(token, things=how.things, places=how.source_places)]
        if how.source_places:  # the authorities of a place act, not the place
            sources = [(replace(found, place=False), sure) for found, sure in sources]
        if not sources:
            continue
        ends = walk(how.target, way)
        targets = [found for token in ends for found in reach.at(token, things=how.things, places=how.places)]
        carrier = next(iter(walk(how.source.rpartition("/")[0], way)), None) if "/" in how.source else None
        reached: set[int] = set()
        for (source, source_sure), (target, target_sure) in product(sources, targets):
            if source.start in done or _same(source, target, nested=rule.tie is not None):
                continue
            if not rule.may(source.actor.role, target.actor.role) or (source.start in nameless and not target.place):
                continue
            # People of no country are done to where they are, too: "killed 48 people in two attacks in Y".
            (nameless if target.actor.id.startswith(_NAMELESS) else reached).add(source.start)
            yield Candidate(match, use, index, source, target, how.sure * source_sure * target_sure, carrier)
        done |= reached


def sources_only(match: Match, syntax: Syntax, book: Rulebook, reach: Reach) -> Iterator[Candidate]:
    """The sources of one match by the first way of each frame, with nobody for a target."""
    for use in _fitting(match):
        way = Way(syntax, book.forms, match, use.words, reach.actors)
        how = use.frame.ways[0]
        for token in walk(how.source, way):
            for source, sure in reach.at(token, things=how.things):
                nobody = replace(source, start=source.start, actor=Actor("", ""))
                yield Candidate(match, use, 0, source, nobody, how.sure * sure, None)


def _fitting(match: Match) -> list[Use]:
    return [use for use in match.trigger.rule.uses if match.trigger.kind in use.frame.trigger]


def _same(source: Found, target: Found, *, nested: bool) -> bool:
    """Whether two mentions are one actor, or one lies in the other (as it may in "Iran-backed militias")."""
    if source.actor.id == target.actor.id or source.head == target.head:
        return source.actor.id == target.actor.id or "shared" not in (source.form, target.form)
    return not nested and source.start < target.end and target.start < source.end
