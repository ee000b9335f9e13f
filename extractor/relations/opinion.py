"""A second opinion on who does what to whom, for pairs that no frame joins.

Frames say where source and target stand around a trigger. Where they are silent, a trigger may still join two actors
that stand around it in a way that is seldom or badly parsed. A logistic regression over traits (see `traits`), trained
on sentences of the project's own (`models/build/opinion.py`), says how likely that is. It never changes a code: the
rule of the trigger gives it, as for every other reading. Without the weights the program reads by frames alone.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from extractor.data import DataError
from extractor.relations.match import Candidate
from extractor.relations.rules import Frame, Use, Way
from extractor.relations.traits import Traits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from extractor.actors.mentions import Found
    from extractor.relations.coding import Coded, Coder
    from extractor.relations.reach import Reach
    from extractor.relations.steps import Match
    from extractor.relations.syntax import Syntax
    from extractor.relations.traits import End

FILE: Final = "opinion.tsv"
FRAME: Final = "weighed"
_USE: Final = Use(
    FRAME,
    Frame(
        says="X and Y stand around the trigger as source and target mostly do",
        trigger=("verb", "noun", "adjective"),
        ways=(Way(source="", target=""),),
    ),
    frozenset(),
)
_BIAS: Final = "(always)"
LEAST: Final = 0.42
"""The probability of what is worth surmising."""
_DENSE: Final = 10
"""Sentences a reading by frames, at most, in a text where anything is surmised."""
_HOPELESS: Final = -4.0
"""Odds of trigger and ends alone that what holds of both together never makes good."""
_MENTIONS: Final = 14
_DESCRIBING: Final = frozenset({"poss", "compound", "amod", "nmod", "npadvmod"})


class Opinion(msgspec.Struct, frozen=True, array_like=True):
    """Weights of traits, in the logarithm of the odds, and of what always holds."""

    bias: float
    weights: dict[str, float]

    def sum(self, traits: Iterable[str]) -> float:
        """The weights of some traits together; one that is not known weighs nothing."""
        weights = self.weights
        return sum(weights.get(trait, 0.0) for trait in traits)


def load_opinion(models: Path) -> Opinion | None:
    """Load the weights; None where there are none.

    Args:
        models: The models folder.

    Raises:
        DataError: A line is no trait with a weight.
    """
    path = models / "relations" / FILE
    if not path.is_file():
        return None
    weights: dict[str, float] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        weight, _, trait = line.partition("\t")
        try:
            weights[trait] = float(weight)
        except ValueError as error:
            message = f"{path.name}: line {number}: {weight!r} is no weight; run models/build/opinion.py"
            raise DataError(message) from error
    return Opinion(weights.pop(_BIAS, 0.0), weights)


class Option(NamedTuple):
    """A trigger, and two mentions of its sentence that it might join."""

    match: Match
    source: Found
    target: Found


class Surmises:
    """What may be surmised in one document."""

    def __init__(
        self,
        syntax: Syntax,
        reach: Reach,
        mentions: Sequence[Found],
        triggers: Sequence[Match],
        framed: Sequence[Coded],
    ) -> None:
        """Take a document.

        Args:
            syntax: The document.
            reach: Who stands where; it knows the countries of places.
            mentions: Its mentions, in text order.
            triggers: The readings of its triggers that no gate holds back, the most specific of a word first.
            framed: What the frames have read in it.
        """
        events = [one.candidate for one in framed if one.event is not None]
        self._parse = syntax.parse
        self._reach = reach
        self._triggers = _foremost(triggers)
        self._mentions = self._by_sentence(mentions)
        self._joined = {frozenset({one.source.head, one.target.head}) for one in events}
        # A frame knows better whom a word joins, once it has found somebody.
        self._spoken = {one.match.head for one in events}
        read = ((one.match.head, one.source.head, one.target.head) for one in events)
        self._traits = Traits(syntax, [m for ms in self._mentions.values() for m in ms], self._triggers, read)

    def _by_sentence(self, mentions: Iterable[Found]) -> dict[int, list[Found]]:
        known = [mention for mention in mentions if mention.actor.id]
        heads = {mention.head for mention in known if not mention.place}
        out: dict[int, list[Found]] = defaultdict(list)
        for mention in known:
            inside = out[self._parse.sentence_of[mention.head]]
            if len(inside) < _MENTIONS and not self._describes(mention.head, heads):
                inside.append(mention)
        return out

    def _describes(self, token: int, heads: set[int]) -> bool:
        """Whether a mention only says whose another one is: "Syria" in "Syria's top diplomat"."""
        while self._parse.deps[token] in _DESCRIBING and self._parse.heads[token] != token:
            token = self._parse.heads[token]
            if token in heads:
                return True
        return False

    def options(self) -> Iterator[Option]:
        """All that could be: every trigger with every two different actors of its sentence."""
        for match in self._triggers:
            rule, noun = match.trigger.rule, match.trigger.kind == "noun"
            beside = [
                mention
                for mention in self._mentions.get(self._parse.sentence_of[match.head], ())
                if noun or not mention.start <= match.head < mention.end
            ]
            for source in beside:
                if source.place:
                    continue
                for target in beside:
                    if _one(source, target) or self._traits.introduces(source, target):
                        continue
                    if rule.may(source.actor.role, target.actor.role):
                        yield Option(match, source, target)

    def traits(self, option: Option) -> list[str]:
        """All traits of an option."""
        match, source, target = option
        return [
            *self._traits.of_trigger(match),
            *self._traits.of_end(match, source, "A"),
            *self._traits.of_end(match, target, "B"),
            *self._traits.of_pair(match, source, target),
        ]

    def weighed(self, opinion: Opinion) -> Iterator[tuple[float, Option]]:
        """The options that no frame has read and that are not hopeless, each with its probability (0 to 1)."""
        alone: dict[int, float] = {}
        beside: dict[tuple[int, int, End], float] = {}

        def side(match: Match, mention: Found, end: End) -> float:
            key = (id(match), id(mention), end)
            if key not in beside:
                beside[key] = opinion.sum(self._traits.of_end(match, mention, end))
            return beside[key]

        for option in self.options():
            match, source, target = option
            if frozenset({source.head, target.head}) in self._joined or match.head in self._spoken:
                continue
            if self._traits.told(match, target):
                continue
            if id(match) not in alone:
                alone[id(match)] = opinion.bias + opinion.sum(self._traits.of_trigger(match))
            odds = alone[id(match)] + side(match, source, "A") + side(match, target, "B")
            if odds < _HOPELESS:
                continue
            odds += opinion.sum(self._traits.of_pair(match, source, target))
            yield 1 / (1 + math.exp(-odds)), option

    def code(self, option: Option, coder: Coder, probability: float = 1.0) -> Coded | None:
        """The code of an option in its context; None where a place has no country to stand for, or no code is left."""
        match, source, target = option
        end = self._reach.as_country(target) if target.place else target
        if end is None or end.actor.id == source.actor.id:
            return None
        seen = self._traits.ways(match, source, target)
        coded = coder.code(Candidate(match, _USE, 0, source, end, probability, None, seen))
        return None if coded.event is None else replace(coded, confidence=round(probability, 3))

    def read(self, opinion: Opinion, coder: Coder) -> list[Coded]:
        """The likeliest reading of every pair that is likely enough.

        In a text where frames find hardly anything to read, nothing is surmised either.
        """
        if len(self._parse.sentences) > _DENSE * (len(self._joined) + 1):
            return []
        likely = [(probability, option) for probability, option in self.weighed(opinion) if probability >= LEAST]
        out: dict[frozenset[tuple[int, str]], Coded] = {}
        for probability, option in sorted(likely, key=lambda one: -one[0]):
            _, source, target = option
            pair = frozenset({(source.start, source.actor.id), (target.start, target.actor.id)})
            if pair not in out and (coded := self.code(option, coder, probability)) is not None:
                out[pair] = coded
        return list(out.values())


def _foremost(triggers: Iterable[Match]) -> list[Match]:
    """Of each word the most specific readings, one a root."""
    out: dict[int, list[Match]] = defaultdict(list)
    for match in triggers:
        rule, taken = match.trigger.rule, out[match.head]
        if rule.event is None or rule.tie is not None or rule.needs_clause:
            continue
        if taken and match.trigger.specific < taken[0].trigger.specific:
            continue
        if all(other.trigger.rule.event != rule.event for other in taken):
            taken.append(match)
    return [match for matches in out.values() for match in matches]


def _one(source: Found, target: Found) -> bool:
    """Whether two mentions are one actor or share words."""
    same = source is target or source.actor.id == target.actor.id or source.head == target.head
    return same or (source.start < target.end and target.start < source.end)
