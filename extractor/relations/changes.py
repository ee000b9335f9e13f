"""What changes in the relations of a text when the rules change: what appears, vanishes, or gets another code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from extractor.types import Relation

Kind = Literal["appeared", "vanished", "changed", "confidence"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
LEAST: Final = 0.05
"""A confidence that changes by no more than this is as before."""


@dataclass(frozen=True, slots=True)
class Change:
    """A relation that is not as it was.

    Attributes:
        kind: `appeared`, `vanished`, `changed` (another code, mode, status or direction), or `confidence`.
        before: The relation by the first rules, None where it appeared.
        after: The relation by the second rules, None where it vanished.
    """

    kind: Kind
    before: Relation | None
    after: Relation | None

    @property
    def relation(self) -> Relation:
        """The relation as it is now, or was last."""
        shown = self.after or self.before
        assert shown is not None  # noqa: S101 -- a change has a side
        return shown


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of the relations of one document.

    Attributes:
        changes: In text order.
        steady: How many relations are as before.
    """

    changes: tuple[Change, ...]
    steady: int


def changes(before: Sequence[Relation], after: Sequence[Relation]) -> Changes:
    """Compare the relations that two rule sets read in one document.

    Args:
        before: By the first rules.
        after: By the second rules.

    Returns:
        What changed. Two relations are one statement where trigger and pair are the same, or sentence, pair and code;
        what is left of a sentence and pair on both sides has changed its code.
    """
    old, new = list(before), list(after)
    found: list[Change] = []
    steady = 0
    for same in _SAME:
        for one, other in _matched(old, new, same):
            kind = _kind(one, other)
            if kind is None:
                steady += 1
            else:
                found.append(Change(kind, one, other))
    found += [Change("vanished", one, None) for one in old]
    found += [Change("appeared", None, one) for one in new]
    return Changes(tuple(sorted(found, key=lambda change: change.relation.trigger.start)), steady)


def _pair(one: Relation) -> frozenset[str]:
    return frozenset({one.source.actor.id, "" if one.target is None else one.target.actor.id})


def _sentence(one: Relation) -> tuple[int, int]:
    return (one.sentence.start, one.sentence.end)


def _code(one: Relation) -> tuple[object, ...]:
    return (one.event, one.tie, one.mode, one.polarity, one.modality, one.symmetric, _way(one))


def _way(one: Relation) -> tuple[str, ...]:
    """Who is the source; of what is mutual the order means nothing."""
    ends = (one.source.actor.id, "" if one.target is None else one.target.actor.id)
    return tuple(sorted(ends)) if one.symmetric else ends


# By what two relations are told to be one statement, the surest first.
_SAME: Final[tuple[Callable[[Relation], object], ...]] = (
    lambda one: one.id,
    lambda one: (one.trigger.start, _pair(one), _code(one)),
    lambda one: (_sentence(one), _pair(one), _code(one)),
    lambda one: (one.trigger.start, _pair(one)),
    lambda one: (_sentence(one), _pair(one)),
)


def _matched(
    old: list[Relation], new: list[Relation], same: Callable[[Relation], object]
) -> list[tuple[Relation, Relation]]:
    """The relations that are one by a key, taken out of both lists."""
    waiting: dict[object, list[Relation]] = {}
    for one in new:
        waiting.setdefault(same(one), []).append(one)
    pairs = [(one, fitting.pop(0)) for one in old if (fitting := waiting.get(same(one)))]
    gone = {id(one) for pair in pairs for one in pair}
    old[:] = [one for one in old if id(one) not in gone]
    new[:] = [one for one in new if id(one) not in gone]
    return pairs


def _kind(before: Relation, after: Relation) -> Kind | None:
    if _code(before) != _code(after):
        return "changed"
    return "confidence" if abs(before.confidence - after.confidence) > LEAST else None
