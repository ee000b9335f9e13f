"""The relation stage: from a parse and its mentions to relations, and the code of a given pair."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from extractor.actors.mentions import Found
from extractor.relations.context import Context, Cues, Gates, load_cues, load_gates, read_context
from extractor.relations.match import Candidate, candidates, find_triggers
from extractor.relations.rules import Rulebook, load_rules
from extractor.relations.syntax import Syntax
from extractor.relations.when_where import when, where
from extractor.types import Attribution, Mention, Relation, Span

if TYPE_CHECKING:
    from pathlib import Path

    from extractor.actors.knowledge import Knowledge
    from extractor.language import Parse, Read
    from extractor.relations.rules import Rule
    from extractor.relations.steps import Match

_OWNED: Final = 0.9
_COUNTED: Final = 1.0
_PLACED: Final = 0.55
_REACH: Final = 4
_INSTRUMENT: Final = 0.75
_MADE: Final = 0.75
_LOCATED_SURE: Final = 0.6
_LOCATED: Final = frozenset({"in", "at", "near", "inside", "across", "throughout", "around"})
_CIVILIANS: Final = frozenset({"CVL", "LAB", "EDU", "OPP", "AGR", "REF"})
_STATE_ROLES: Final = frozenset({"GOV", "MIL", "SPY"})
_WITHIN_A_STATE: Final = frozenset({"COERCE", "SANCTION", "ACCUSE", "REQUEST", "ASSAULT", "REJECT"})
_SPEECH_ACTS: Final = frozenset({"AGREE", "REJECT", "THREATEN"})
_LEAST: Final = 0.15
_TOWN_PREPOSITIONS: Final = frozenset({"of", "by", "from"})


@dataclass(frozen=True, slots=True)
class Coded:
    """A candidate with its context and the code that both give."""

    candidate: Candidate
    context: Context
    event: str | None
    tie: str | None
    mode: str | None
    negated: bool
    modality: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Grammar:
    """Everything that the relation stage reads by: rules and context cues."""

    book: Rulebook
    cues: Cues
    gates: Gates


def load_grammar(models: Path) -> Grammar:
    """Load rules, frames, ontology and cues of the models folder."""
    book = load_rules(models)
    return Grammar(book, load_cues(models, book.forms), load_gates(models, book.forms))


class Reader:
    """Reads the relations of one document."""

    def __init__(self, parse: Parse, found: list[Found], grammar: Grammar, knowledge: Knowledge) -> None:
        """Wrap a parse with its mentions."""
        self.parse = parse
        self.syntax = Syntax(parse, frozenset(grammar.cues.nouns))
        self.grammar = grammar
        self.knowledge = knowledge
        self.heads: dict[int, Found] = {}
        self.shared: dict[int, list[Found]] = {}
        self.inside: dict[int, Found] = {}
        for mention in sorted(found, key=lambda m: m.start - m.end):
            if mention.form != "shared":
                self.inside.update(dict.fromkeys(range(mention.start, mention.end), mention))
        for mention in sorted(found, key=lambda m: m.end - m.start):
            if mention.form == "shared":
                self.shared.setdefault(mention.head, []).append(mention)
            else:
                self.heads[mention.head] = mention
        self.found = sorted(found, key=lambda m: (m.start, -m.end))
        self._triggers: list[Match] | None = None
        self._ordered: list[Coded] = []
        self._games: dict[int, bool] = {}

    @property
    def triggers(self) -> list[Match]:
        """All triggers of the document."""
        if self._triggers is None:
            self._triggers = find_triggers(self.syntax, self.grammar.book)
        return self._triggers

    def reach(self, token: int, things: bool, places: bool, depth: int = 0) -> list[tuple[Found, float]]:  # noqa: FBT001 -- the steps' signature
        """The actors at a token: the mention that it heads, else the owner of the thing that it names."""
        mention = self.heads.get(token)
        if mention is None:
            inner = self.inside.get(token)
            if inner is not None and inner.kind == "named" and inner.form != "adjective":
                mention = inner
        if mention is not None:
            if not mention.place:
                return [(mention, mention.sure), *((other, other.sure) for other in self.shared.get(token, ()))]
            return self._country(mention) if places else []
        if not things or depth > _REACH or self.parse.lower[token] in self.grammar.gates.not_owned:
            return []
        return self._owner(token, places, depth)

    def _country(self, mention: Found) -> list[tuple[Found, float]]:
        """A place that stands at the target's end, read as its country."""
        state = self.knowledge.states.get(mention.actor.country or "")
        if state is None:
            return []
        sure = 0.9 if mention.actor.type == "state" and mention.form != "seat" else _PLACED
        return [(replace(mention, actor=replace(state.actor, reason=f"country of {mention.actor.name}")), sure)]

    def _owner(self, token: int, places: bool, depth: int) -> list[tuple[Found, float]]:  # noqa: FBT001 -- as reach
        parse, syntax = self.parse, self.syntax
        if parse.coarse[token] not in ("N", "P", "A", "C", "V"):
            return []
        found: list[tuple[Found, float]] = []
        if parse.coarse[token] != "V":
            for owner in syntax.spread(parse.kids(token, "poss")):
                found.extend((m, s * _OWNED) for m, s in self.reach(owner, True, False, depth + 1))  # noqa: FBT003 -- as reach
            if not found:
                for before in reversed(syntax.premodifiers(token)):
                    mention = self.heads.get(before)
                    if mention is not None and parse.deps[before] != "poss" and not self._in_hyphen(before):
                        if mention.place:
                            found.extend((m, s * _OWNED) for m, s in self._country(mention))
                        else:
                            found.append((mention, mention.sure * _OWNED))
        if not found:
            for inner in syntax.prepositional(token, _TOWN_PREPOSITIONS):
                found.extend((m, s * _OWNED) for m, s in self.reach(inner, True, places, depth + 1))  # noqa: FBT003 -- as reach
        if not found and places:
            for inner in syntax.prepositional(token, _LOCATED):
                mention = self.heads.get(inner)
                if mention is not None and mention.place:
                    found.extend((m, s * _LOCATED_SURE) for m, s in self._country(mention))
        if not found and parse.deps[token] == "dobj" and parse.coarse[parse.heads[token]] == "V":
            # What somebody makes speaks for him: "published a report accusing Y".
            for maker in syntax.subjects(parse.heads[token]):
                found.extend((m, s * _MADE) for m, s in self.reach(maker, False, False, depth + 1))  # noqa: FBT003 -- as reach
        if not found and parse.deps[token] == "pobj" and parse.lower[parse.heads[token]] in ("with", "by", "through"):
            # An instrument is its wielder's: "retaliated with attacks that killed dozens".
            verb = parse.heads[parse.heads[token]]
            if parse.coarse[verb] == "V":
                for doer in syntax.subjects(verb):
                    found.extend((m, s * _INSTRUMENT) for m, s in self.reach(doer, True, False, depth + 1))  # noqa: FBT003 -- as reach
        return found

    def _in_hyphen(self, token: int) -> bool:
        words = self.parse.words
        return words[token + 1 : token + 2] in (("-",), ("–",)) or (token > 0 and words[token - 1] in ("-", "–"))

    def read(self) -> list[Coded]:
        """All relations of the document, the best reading of each (sentence, source, target, code)."""
        actors = frozenset(token for token, mention in self.heads.items() if not mention.place)
        coded: list[Coded] = []
        specific: dict[tuple[int, str], int] = {}
        for match in self.triggers:  # the most specific of a word comes first
            word = (match.head, match.trigger.kind)
            if self._void(match.head) or match.trigger.specific < specific.get(word, 0):
                continue
            found = [self.code(c) for c in candidates(match, self.syntax, self.grammar.book, self.reach, actors)]
            if found:
                specific[word] = match.trigger.specific
                coded.extend(found)
        return self._best([one for one in coded if one.confidence >= _LEAST and self._is_public(one) and not _own_side(one)])

    def _void(self, trigger: int) -> bool:
        """Whether a trigger only names the matter of a film, an anniversary or a game."""
        parse, gates = self.parse, self.grammar.gates
        sentence = parse.sentence_of[trigger]
        if sentence not in self._games:
            first, last = parse.sentences[sentence]
            words = " ".join(parse.lower[first:last])
            self._games[sentence] = gates.sport.search(words) is not None or any(
                year.isdecimal() and len(year) == 4 and year < gates.before for year in parse.lower[first:last]  # noqa: PLR2004
            )
        if self._games[sentence]:
            return True
        at = trigger
        for _ in range(_REACH):
            head = parse.heads[at]
            if head == at or parse.coarse[head] == "V":
                return False
            if parse.coarse[head] == "N" and parse.lower[head] in gates.void_nouns and parse.deps[at] != "relcl":
                return True
            at = head
        return False

    def _is_public(self, one: Coded) -> bool:
        """Whether at least one end is an actor of public life, as `ontology.yml` draws the line."""
        public = self.grammar.book.ontology.public
        return any(
            (found.actor.role in public.roles and not found.place)
            or (found.actor.type in public.types and not found.place)
            or (found.kind == "named" and found.actor.role in public.named_roles)
            or found.form == "given"
            for found in (one.candidate.source, one.candidate.target)
        )

    def runner_up(self, one: Coded) -> str | None:
        """The next best rule for the same ends."""
        found = one.candidate
        pair = (found.source.start, found.target.start)
        for other in self._ordered:
            rival = other.candidate
            if rival.rule.id != found.rule.id and (rival.source.start, rival.target.start) in (pair, pair[::-1]):
                return rival.rule.id
        return None

    def mentions(self, acting: set[tuple[int, int]]) -> list[Found]:
        """The mentions to report: actors, and places where a relation takes them for actors (by token range)."""
        out = []
        for mention in self.found:
            if mention.place and (mention.start, mention.end) not in acting:
                continue
            around = self.heads.get(mention.head)
            if mention.form in ("adjective", "acronym") and self._part_of_description(mention):
                continue
            if around is not None and around.place and (mention.start, mention.end) not in acting:
                continue
            out.append(mention)
        return out

    def _part_of_description(self, mention: Found) -> bool:
        """Whether a word of nationality only says whose a described actor is: "Iraqi" in "Iraqi officials"."""
        return any(
            other is not mention and other.start <= mention.start and mention.end <= other.end and other.head >= mention.end
            and self.parse.deps[mention.head] != "poss"
            for other in self._around(mention)
        )

    def _around(self, mention: Found) -> list[Found]:
        return [other for other in self.found if other.start <= mention.start < other.end and other.end - other.start > 1]

    def why_silent(self, match: Match) -> str:
        """Why a trigger gave no relation."""
        rule, syntax = match.trigger.rule, self.syntax
        if match.trigger.kind == "verb":
            subjects = [m for token in syntax.subjects(match.head) for m in self.reach(token, True, False)]  # noqa: FBT003 -- as reach
            if not subjects:
                return f"{rule.id}: no resolved actor stands as its source"
        return f"{rule.id}: no frame ({', '.join(use.name for use in rule.uses)}) finds two different resolved actors"

    def code(self, candidate: Candidate) -> Coded:
        """The code of a candidate in its context."""
        rule, ontology = candidate.rule, self.grammar.book.ontology
        carrier = candidate.carrier if candidate.match.trigger.kind == "noun" else None
        context = read_context(self.syntax, candidate.match.head, self.grammar.cues, carrier)
        event, mode = rule.event, rule.mode
        negated, modality = context.polarity == "negated", context.modality
        if candidate.use.name == "undertakes" and event in ("AGREE", "THREATEN"):
            act = self._undertaken(candidate.match.head)
            if act is not None and act.event is not None:
                info = ontology.roots[act.event]
                if event == "THREATEN" or (info.promised == "THREATEN" and act.event != "MOBILIZE"):
                    event = "THREATEN"
                    mode = info.promised_modes.get(act.mode or "", info.promised_mode or mode)
                elif info.promised == "CONCEDE":
                    event, mode = "CONCEDE", None
        elif context.refused and event is not None and rule.tie is None and ontology.roots[event].refused is not None:
            event, mode, negated, modality = ontology.roots[event].refused, None, False, "asserted"
        elif context.promised and event is not None and rule.tie is None and candidate.use.name != "urges":
            info = ontology.roots[event]
            if info.promised != event and (info.promised != "THREATEN" or self._speaks(context, candidate.source)):
                event = info.promised
                mode = info.promised_modes.get(mode or "", info.promised_mode)
        if rule.civilians is not None and event == rule.event and candidate.source.actor.role in _CIVILIANS:
            event, mode = "PROTEST", rule.civilians
        if mode is not None and event is not None and mode not in ontology.roots[event].modes:
            mode = None
        confidence = rule.weight * candidate.sure * (0.95 if modality != "asserted" else 1.0)
        return Coded(candidate, context, event, rule.tie, mode, negated, modality, round(min(confidence, 0.99), 3))

    def _speaks(self, context: Context, source: Found) -> bool:
        """Whether the one who would do it says so himself."""
        if context.speaker is None:
            return True
        return any(m.actor.id == source.actor.id or m.actor.country == source.actor.country
                   for m, _ in self.reach(context.speaker, True, False))  # noqa: FBT003 -- as reach

    def _undertaken(self, verb: int) -> Rule | None:
        """The rule of the act that a verb of promising or threatening governs."""
        inner = set(self.syntax.complements(verb))
        objects = {t for v in inner for t in self.syntax.objects(v)} | set(self.syntax.prepositional(verb, frozenset()))
        best: Match | None = None
        for match in self.triggers:
            if match.head in inner or (match.head in objects and match.trigger.kind == "noun"):
                if best is None or (match.head in inner, match.trigger.specific) > (best.head in inner, best.trigger.specific):
                    best = match
        return None if best is None else best.trigger.rule

    def _best(self, coded: list[Coded]) -> list[Coded]:
        """One reading a trigger and pair, then one a (sentence, pair, code); symmetric pairs in text order."""
        ordered = sorted((_in_text_order(one) for one in coded), key=lambda one: -one.confidence)
        self._ordered = ordered
        by_trigger: dict[tuple[int, int, int], Coded] = {}
        by_code: dict[tuple[object, ...], Coded] = {}
        claimed: set[tuple[int, str, str]] = set()
        for one in ordered:
            found = one.candidate
            pair = (found.source.start, found.target.start)
            key = (found.match.head, *pair)
            if key in by_trigger or (found.match.head, pair[1], pair[0]) in by_trigger:
                continue
            actors = (found.source.actor.id, found.target.actor.id)
            if found.match.trigger.kind == "noun" and (found.match.head, *actors) in claimed:
                continue
            code = (self.parse.sentence_of[found.match.head], *pair, one.event, one.tie)
            if code in by_code:
                continue
            by_trigger[key] = by_code[code] = one
            claimed.update((noun, *actors) for noun in found.match.objects)
        kept = [one for one in by_code.values() if not self._carried_elsewhere(one, claimed)]
        kept = self._without_contents(kept)
        return sorted(kept, key=lambda one: (one.candidate.match.head, one.candidate.source.start, one.candidate.target.start))

    def _without_contents(self, kept: list[Coded]) -> list[Coded]:
        """Drop the act that a promise, threat or refusal between the same two speaks of: the speech act is coded."""
        speech = [
            (one, set(self.parse.subtree(one.candidate.match.head))) for one in kept
            if one.event in _SPEECH_ACTS and one.candidate.match.trigger.kind != "noun"
        ]
        return [
            one for one in kept
            if not any(
                one is not said and one.candidate.match.head in scope and one.candidate.match.head != said.candidate.match.head
                and one.tie is None
                and one.candidate.source.actor.id == said.candidate.source.actor.id
                and one.candidate.target.actor.id == said.candidate.target.actor.id
                for said, scope in speech
            )
        ]

    def _carried_elsewhere(self, one: Coded, claimed: set[tuple[int, str, str]]) -> bool:
        found = one.candidate
        named = (found.match.head, found.source.actor.id, found.target.actor.id)
        return found.match.trigger.kind == "noun" and named in claimed


def _own_side(one: Coded) -> bool:
    """Whether a state only deals with its own: an official who speaks of his country, a state and its own troops."""
    source, target = one.candidate.source.actor, one.candidate.target.actor
    if one.tie is not None or one.candidate.target.place:
        return False  # troops deployed in the capital are deployed somewhere, not against the state
    if target.id == source.country and source.role in _STATE_ROLES:
        return True
    return source.id == target.country and target.role in _STATE_ROLES and one.event not in _WITHIN_A_STATE


def _in_text_order(one: Coded) -> Coded:
    found = one.candidate
    if found.symmetric and found.target.start < found.source.start:
        return replace(one, candidate=replace(found, source=found.target, target=found.source))
    return one


class Writer:
    """Turns coded candidates of one document into relations with offsets in the text as given."""

    def __init__(self, read: Read, reader: Reader) -> None:
        """Wrap one document's read."""
        self.read = read
        self.reader = reader

    def span(self, start: int, end: int) -> Span:
        """A token range as a span of the given text."""
        parse, document = self.read.parse, self.read.document
        first, last = self.read.clean.span(parse.starts[start], parse.ends[end - 1])
        return Span(first, last, document.text[first:last])

    def mention(self, found: Found) -> Mention:
        """A found mention as the contract's mention."""
        return Mention(self.read.document.id, self.span(found.start, found.end), found.kind, found.actor)

    def relation(self, one: Coded, runner_up: str | None) -> Relation:
        """A coded candidate as the contract's relation."""
        parse, found = self.read.parse, one.candidate
        document = self.read.document
        ontology = self.reader.grammar.book.ontology
        head = found.match.head
        sentence = parse.sentences[parse.sentence_of[found.source.start]]
        low = min(sentence[0], found.source.start, found.target.start)
        high = max(sentence[1], found.source.end, found.target.end)
        tokens = sorted(found.match.tokens)
        run = [token for token in tokens if token - tokens[0] == tokens.index(token)]
        trigger = self.span(run[0], run[-1] + 1) if head in run else self.span(head, head + 1)
        root = ontology.roots.get(one.event or "")
        source, target = self.mention(found.source), self.mention(found.target)
        ident = "|".join(map(str, (document.id, trigger.start, trigger.end, source.span.start, target.span.start,
                                   source.actor.id, target.actor.id, one.event, one.tie)))
        return Relation(
            id=hashlib.sha256(ident.encode("utf-8", "replace")).hexdigest()[:16],
            document=document,
            sentence=self._sentence(low, high),
            kind="event" if one.tie is None else "tie",
            event=one.event,
            tie=one.tie,
            mode=one.mode,
            quad=None if root is None else root.quad,
            intensity=ontology.intensity(one.event, one.mode),
            source=source,
            target=target,
            symmetric=found.symmetric,
            trigger=trigger,
            polarity="negated" if one.negated else "affirmed",
            modality=one.modality,  # type: ignore[arg-type]
            attribution=self._attribution(one),
            time=None if one.tie else when(parse, head, document.date),
            place=None if one.tie else where(self.reader.syntax, head, self.reader.heads),
            rule=found.rule.id,
            runner_up=runner_up,
            confidence=one.confidence,
            path=found.path + "".join(f"; cue {cue!r}" for cue in one.context.cues),
        )

    def _sentence(self, low: int, high: int) -> Span:
        span = self.span(low, high)
        text = span.text.rstrip()
        return Span(span.start, span.start + len(text), text)

    def _attribution(self, one: Coded) -> Attribution | None:
        speaker = one.context.speaker
        if speaker is None:
            speaker = self._according_to(one.candidate.match.head)
        if speaker is None:
            return None
        reached = self.reader.reach(speaker, True, False)  # noqa: FBT003 -- as reach
        parse = self.read.parse
        if reached:
            mention = reached[0][0]
            if mention.actor.id == one.candidate.source.actor.id and mention.start == one.candidate.source.start:
                return None
            return Attribution(self.span(mention.start, mention.end).text, mention.actor)
        tokens = [t for t in parse.subtree(speaker) if speaker - 6 <= t <= speaker]
        return Attribution(self.span(min(tokens), speaker + 1).text)

    def _according_to(self, trigger: int) -> int | None:
        parse = self.read.parse
        first, last = parse.sentences[parse.sentence_of[trigger]]
        for token in range(first, last - 2):
            if parse.lower[token] == "according" and parse.lower[token + 1] == "to":
                return next(iter(parse.kids(token + 1, "pobj")), None)
        return None
