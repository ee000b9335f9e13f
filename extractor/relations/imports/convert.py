"""Turn PETRARCH's verbs and patterns into rules for `--rules`, and list what cannot be carried over.

A block becomes a rule for its verbs alone and one for each code of its patterns: the noun behind a verb is among the
`objects` of a rule, particles and prepositions belong to its triggers, and nouns of no event are `not_objects`. What a
rule of ours cannot ask for (words before the verb, a noun behind another one) is told and left out, never guessed at.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from extractor.actors.imports.petrarch import Problem
from extractor.relations.imports.petrarch import Piece, Verb

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from extractor.forms import Forms
    from extractor.relations.imports.cameo import Event, EventCodes
    from extractor.relations.imports.petrarch import Block, Code, Pattern, VerbDictionary

Words = tuple[str, ...]

_PARTICLES: Final = frozenset(
    "up down out off back away over aside in on forth forward together apart along around through ahead behind by "
    "against to with from into for at upon of about onto between under after before toward towards near across".split()
)
_PREPOSITIONS: Final = _PARTICLES | frozenset("as inside outside within without amid among during over per via".split())
_WORD: Final = re.compile(r"[^\W_][\w'’.-]*")
_MOST_SPELT: Final = 500  # ways to spell one phrase out, and triggers of one rule
_MOST_LINES: Final = 5
_NOUN_WORDS: Final = 2  # an object is a noun, or a noun and the word before it
_DEPTH: Final = 4


class _Shape(NamedTuple):
    """What a pattern asks for behind its verb.

    Attributes:
        tails: Words that belong to the verb: particles, prepositions with their nouns; each one way to say it.
        objects: The nouns one of which must be the object; none where anybody may be.
        through: The preposition behind the object that leads to the target, "" for any.
    """

    tails: tuple[Words, ...]
    objects: tuple[str, ...]
    through: str = ""


@dataclass(frozen=True, slots=True)
class Converted:
    """What a dictionary, or several, became.

    Attributes:
        files: Name of a file (the root, in lower case) -> its rules, in the form of YAML.
        carried: How many verbs and patterns are in the rules.
        problems: What is not, or not as it was meant, line by line.
    """

    files: Mapping[str, tuple[dict[str, Any], ...]]
    carried: int
    problems: tuple[Problem, ...]

    @property
    def rules(self) -> int:
        """How many rules there are."""
        return sum(map(len, self.files.values()))


def convert(dictionaries: Iterable[VerbDictionary], codes: EventCodes, forms: Forms, weight: str) -> Converted:
    """Make rules of dictionaries.

    Args:
        dictionaries: What was read.
        codes: What CAMEO's codes are in PLOVER.
        forms: How verbs are inflected here; other forms become triggers of their own.
        weight: How far the rules are to be trusted, above 0 and at most 1.
    """
    making = _Making(codes, forms, weight)
    for dictionary in dictionaries:
        making.problems += dictionary.problems
        for block in dictionary.blocks:
            _Converting(making, dictionary, block).run()
    order = {problem: at for at, problem in enumerate(making.problems)}
    problems = sorted(order, key=lambda problem: (problem.file, problem.line, order[problem]))
    return Converted({root: tuple(rules) for root, rules in making.files.items()}, making.carried, tuple(problems))


@dataclass(slots=True)
class _Making:
    """The rules under way."""

    codes: EventCodes
    forms: Forms
    weight: str
    files: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    ids: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    carried: int = 0

    def ident(self, block: str, code: str) -> str:
        """A new id: `petrarch.abandon.345`."""
        stem = f"petrarch.{_slug(block)[:60]}.{_slug(code)}"
        ident, number = stem, 1
        while ident in self.ids:
            number += 1
            ident = f"{stem}.{number}"
        self.ids.add(ident)
        return ident


class _Converting:
    """One block on its way to rules."""

    def __init__(self, making: _Making, dictionary: VerbDictionary, block: Block) -> None:
        self._making = making
        self._dictionary = dictionary
        self._block = block

    def run(self) -> None:
        block, patterns = self._block, self._patterns()
        verbs = [verb for verb in block.verbs if self._sound(verb)]
        if block.verbs and not verbs:
            return
        if not verbs and _WORD.fullmatch(block.name.lower()):
            verbs = [_named(block)]
        void = sorted({noun for pattern, shape in patterns if pattern.code.none for noun in shape.objects})
        self._alone(verbs, void)
        groups: dict[tuple[Code, bool, str], list[tuple[Pattern, _Shape]]] = defaultdict(list)
        for pattern, shape in patterns:
            if not pattern.code.none:
                groups[pattern.code, bool(shape.objects), f"{shape.tails}{shape.through}"].append((pattern, shape))
        for (code, _, _), members in _joined(groups).items():
            self._rule(code, verbs, members)

    def _alone(self, verbs: list[Verb], void: list[str]) -> None:
        """Rules for the verbs without a pattern, one for each code among them."""
        by_code: dict[Code, list[Verb]] = defaultdict(list)
        for verb in verbs:
            code = verb.code or self._block.code
            if code is not None and not code.none:
                by_code[code].append(verb)
        for code, several in by_code.items():
            event = self._event(code, several[0].line)
            if event is None:
                continue
            frames = ["reciprocal", "acts_prep"] if _mutual(code) else ["acts_on", "acts_prep"]
            lines = [verb.line for verb in several]
            self._add(code, event, {"verbs": self._triggers(several, ((),))}, lines, frames=frames, not_objects=void)

    def _rule(self, code: Code, verbs: list[Verb], members: list[tuple[Pattern, _Shape]]) -> None:
        """A rule for patterns of one code and kind."""
        lines = [pattern.line for pattern, _ in members]
        event = self._event(code, *lines)
        if event is None or not verbs:
            return
        first = members[0][1]
        tails = tuple(dict.fromkeys(tail for _, shape in members for tail in shape.tails))
        objects = sorted({noun for _, shape in members for noun in shape.objects})
        if first.objects:
            frames = [f"through({first.through})" if first.through else "through"]
        else:
            frames = ["acts_on", "acts_prep"]
        if _mutual(code):
            frames = ["reciprocal", *(frame for frame in frames if frame != "acts_on")]
        triggers = self._triggers(verbs, tails)
        if len(triggers) > _MOST_SPELT:
            self._left_out(lines, "its verbs and words make too many triggers")
            return
        self._add(code, event, {"verbs": triggers}, lines, frames=frames, objects=objects)

    def _add(self, code: Code, event: Event, triggers: dict[str, Any], lines: list[int], **more: Any) -> None:
        self._making.carried += len(lines)
        rule = {
            "id": self._making.ident(self._block.name, str(code).replace(":", "-")),
            "event": event.root,
            "mode": event.mode or "",
            "triggers": triggers,
            **more,
            "symmetric": "true" if _mutual(code) else "",
            "weight": self._making.weight,
            "imported": f"{self._dictionary.file}, {_lines(lines)}",
        }
        self._making.files[(event.root or "").lower()].append(rule)

    def _triggers(self, verbs: Iterable[Verb], tails: tuple[Words, ...]) -> list[str]:
        """The verbs with each of the tails; irregular forms that are not known here stand for themselves."""
        found: dict[str, None] = {}
        for verb in verbs:
            first, *rest = verb.words
            known = self._making.forms.verb(first)
            firsts = (first, *(form for form in verb.forms if form not in known and _WORD.fullmatch(form)))
            for base, tail in product(firsts, tails):
                found[" ".join((base, *rest, *tail))] = None
        return list(found)

    def _event(self, code: Code, *lines: int) -> Event | None:
        """What a code is here; None, and told, where it is nothing."""
        if not code.forth:
            self._left_out(lines, "codes only what the target does to the source")
            return None
        event = self._making.codes.event(code.forth)
        if event is None:
            self._left_out(lines, f"[{code.forth}] is no code of CAMEO")
        elif event.root is None:
            self._left_out(lines, "statements (CAMEO 01) are no events in PLOVER")
            return None
        elif code.back and self._making.codes.event(code.back) != event:
            self._left_out(lines, "has another code for the way back, which is left out; the rest is carried over")
        return event

    def _sound(self, verb: Verb) -> bool:
        sound = all(_WORD.fullmatch(word) for word in verb.words)
        if not sound:
            self._left_out([verb.line], "holds a word that is none")
        return sound

    def _patterns(self) -> list[tuple[Pattern, _Shape]]:
        """The patterns that a rule can ask for; the others are told."""
        found = []
        for pattern in self._block.patterns:
            shape = self._shape(pattern)
            if isinstance(shape, str):
                self._left_out([pattern.line], shape)
            elif pattern.code.none and (any(shape.tails) or not shape.objects):
                self._left_out([pattern.line], "says that there is no event, and not of an object alone")
            else:
                self._making.carried += pattern.code.none
                found.append((pattern, shape))
        return found

    def _shape(self, pattern: Pattern) -> _Shape | str:
        """What a pattern asks for, or why no rule can ask for it."""
        particles, rest = _cut(pattern.after)
        why = _unfit(pattern, rest)
        if why:
            return why
        nouns = [piece.words for piece in rest if not piece.prepositional]
        links = [piece.words for piece in rest if piece.prepositional]
        objects = self._spelt(nouns[0]) if nouns else ()
        tails = self._spelt(links[0]) if links and not nouns else ((),)
        if not tails or (nouns and not objects):
            return "its words make nothing that can be spelt out"
        if any(len(noun) > _NOUN_WORDS for noun in objects):
            return f"has an object of more than {_NOUN_WORDS} words"
        if not objects and not any(tails) and not particles:
            return "asks for nothing besides the verb"
        through = links[0][0] if nouns and links else ""
        return _Shape(tuple((*particles, *tail) for tail in tails), tuple(" ".join(noun) for noun in objects), through)

    def _spelt(self, words: Words, depth: int = 0) -> tuple[Words, ...]:
        """All ways to spell a phrase out: each set of synonyms replaced by each of its members; none if too many."""
        ways: list[Words] = [()]
        for word in words:
            if word.startswith("&"):
                members = self._dictionary.synonyms.get(word, ()) if depth < _DEPTH else ()
                spelt = tuple(one for member in members for one in self._spelt(member, depth + 1))
            else:
                spelt = ((word,),) if _WORD.fullmatch(word) else ()
            ways = [(*way, *one) for way, one in product(ways, spelt)]
            if not ways or len(ways) > _MOST_SPELT:
                return ()
        return tuple(dict.fromkeys(ways))

    def _left_out(self, lines: Iterable[int], why: str) -> None:
        self._making.problems += [Problem(self._dictionary.file, line, why) for line in lines]


def _joined(
    groups: Mapping[tuple[Code, bool, str], list[tuple[Pattern, _Shape]]],
) -> dict[tuple[Code, bool, str], list[tuple[Pattern, _Shape]]]:
    """Groups of patterns; those of one code that ask for no object are one, whatever belongs to their verbs."""
    joined: dict[tuple[Code, bool, str], list[tuple[Pattern, _Shape]]] = defaultdict(list)
    for (code, with_object, kind), members in groups.items():
        joined[code, with_object, kind if with_object else ""].extend(members)
    return joined


def _cut(pieces: tuple[Piece, ...]) -> tuple[Words, tuple[Piece, ...]]:
    """The particles right behind a verb, and what follows them; "in detention" in braces is a preposition's."""
    particles: list[str] = []
    rest = list(pieces)
    while rest and not rest[0].prepositional and rest[0].words[0] in _PARTICLES:
        if len(rest[0].words) > 1:
            rest[0] = Piece(rest[0].words, prepositional=True)
            break
        particles.append(rest.pop(0).words[0])
    return tuple(particles), tuple(rest)


def _unfit(pattern: Pattern, rest: tuple[Piece, ...]) -> str:
    """Why no rule can ask for what a pattern is built of; "" where one can.

    Args:
        pattern: The pattern.
        rest: What stands behind its verb and particles.
    """
    nouns = [piece for piece in rest if not piece.prepositional]
    links = [piece for piece in rest if piece.prepositional]
    checks = (
        (pattern.marked, "places source, target or a word to pass over ($ + % ^)"),
        (bool(pattern.before), "asks for words before the verb"),
        (len(nouns) > 1 or (bool(nouns) and rest[0] is not nouns[0]), "asks for more than one phrase behind the verb"),
        (any(piece.words[0] in _PREPOSITIONS for piece in nouns), "asks for more than one phrase behind the verb"),
        (len(links) > 1, "asks for more than one preposition"),
        (any(piece.words[0] not in _PREPOSITIONS for piece in links), "has no preposition in its brackets"),
        (
            bool(nouns) and any(len(piece.words) > 1 for piece in links),
            "asks for a noun behind an object and a preposition",
        ),
    )
    return next((why for unfit, why in checks if unfit), "")


def _mutual(code: Code) -> bool:
    return bool(code.back) and code.back == code.forth


def _named(block: Block) -> Verb:
    """The verb that a block without verbs is named by."""
    return Verb(block.line, (block.name.lower(),))


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "x"


def _lines(lines: Iterable[int]) -> str:
    """`line 3`, `lines 3, 5 and 9 more`."""
    several = sorted(set(lines))
    more = len(several) - _MOST_LINES
    shown = ", ".join(map(str, several[:_MOST_LINES]))
    return f"line{'' if len(several) == 1 else 's'} {shown}" + (f" and {more} more" if more > 0 else "")


def reasons(problems: Iterable[Problem]) -> Iterator[tuple[str, int]]:
    """Each reason for which lines were left out, and how often, the most frequent first."""
    counts: dict[str, int] = defaultdict(int)
    for problem in problems:
        counts[re.sub(r"\[[^\]]*\]|'.*'", "…", problem.what)] += 1
    yield from sorted(counts.items(), key=lambda item: -item[1])
