"""Two networks side by side: which pairs of actors are new, gone, warmer or colder."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from math import fsum
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    import networkx as nx

Kind = Literal["new", "lost", "warmed", "cooled"]
KINDS: Final[tuple[Kind, ...]] = ("new", "lost", "warmed", "cooled")
STEP: Final = 1.0
_AFFIRMED: Final = ("affirmed", "asserted")
_TIE: Final = "tie"


@dataclass(frozen=True, slots=True)
class Dyad:
    """What stands between two actors in one network, whichever of them acts.

    Attributes:
        weight: Distinct events and ties.
        intensity: Mean score of the events, -10 (conflict) to 10 (cooperation), each counted once; None where only
            ties, or relations without a score, join the two.
        relations: Names of the relations with their weights, the heaviest first.
        evidence: The sentence of the heaviest edge.
    """

    weight: float
    intensity: float | None
    relations: tuple[tuple[str, float], ...]
    evidence: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one pair of actors.

    Attributes:
        kind: `new`, `lost`, `warmed` or `cooled`.
        ids: The two actors, sorted by id.
        names: What to call them.
        before: What stood between them in the first network; None where it is new.
        after: What stands between them in the second; None where it is lost.
    """

    kind: Kind
    ids: tuple[str, str]
    names: tuple[str, str]
    before: Dyad | None
    after: Dyad | None

    @property
    def by(self) -> float:
        """How far the mean intensity rose, in points of the scale; 0 where one of the two has none."""
        scores = [None if dyad is None else dyad.intensity for dyad in (self.before, self.after)]
        return 0.0 if scores[0] is None or scores[1] is None else scores[1] - scores[0]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one network to another.

    Attributes:
        changes: New pairs and lost ones, those with most events first; then warmed and cooled ones, those that moved
            farthest first.
        steady: How many pairs are in both networks and neither warmed nor cooled.
    """

    changes: tuple[Change, ...]
    steady: int

    def of(self, kind: Kind) -> tuple[Change, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.changes if change.kind == kind)


def compare(before: nx.MultiDiGraph[str], after: nx.MultiDiGraph[str], step: float = STEP) -> Comparison:
    """Compare two networks pair by pair.

    Only what is said to have happened, or to hold, counts: relations that are affirmed and asserted. Which of the two
    acts makes no difference, and what an actor does to itself is left out.

    Args:
        before: The first network, as `extractor.network` makes it or `extractor.read.graphml` reads it.
        after: The second.
        step: How many points of the scale (-10 to 10) the mean intensity of a pair's events must rise or fall by for
            the pair to have warmed or cooled.

    Returns:
        The changes; equal networks have none.
    """
    old, new = dyads(before), dyads(after)
    changes: list[Change] = []
    steady = 0
    for ids in sorted(old.keys() | new.keys()):
        kind = _kind(old.get(ids), new.get(ids), step)
        if kind is None:
            steady += 1
        else:
            names = (_label(ids[0], after, before), _label(ids[1], after, before))
            changes.append(Change(kind, ids, names, old.get(ids), new.get(ids)))
    return Comparison(tuple(sorted(changes, key=_rank)), steady)


def dyads(graph: nx.MultiDiGraph[str]) -> dict[tuple[str, str], Dyad]:
    """What stands between each two actors of a network that something affirmed and asserted joins.

    Args:
        graph: A network; edges without `polarity`, `modality` or `weight` count as affirmed, asserted and 1.
    """
    sums: defaultdict[tuple[str, str], _Sum] = defaultdict(_Sum)
    for source, target, data in graph.edges(data=True):
        said = (data.get("polarity", _AFFIRMED[0]), data.get("modality", _AFFIRMED[1]))
        if source != target and said == _AFFIRMED:
            sums[(source, target) if source < target else (target, source)].add(data)
    return {ids: one.dyad() for ids, one in sums.items()}


@dataclass(slots=True)
class _Sum:
    relations: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    scores: list[tuple[float, float]] = field(default_factory=list)
    best: tuple[float, str] | None = None

    def add(self, data: dict[str, Any]) -> None:
        weight = float(data.get("weight", 1))
        self.relations[str(data.get("label", "?"))] += weight
        score = data.get("intensity")
        if score is not None and data.get("kind") != _TIE:
            self.scores.append((float(score), weight))
        if data.get("evidence"):
            said = (-weight, str(data["evidence"]))
            self.best = said if self.best is None else min(self.best, said)

    def dyad(self) -> Dyad:
        events = fsum(weight for _, weight in self.scores)
        mean = round(fsum(score * weight for score, weight in self.scores) / events, 3) if events else None
        ranked = sorted(self.relations.items(), key=lambda item: (-item[1], item[0]))
        return Dyad(fsum(self.relations.values()), mean, tuple(ranked), self.best[1] if self.best else None)


def _kind(before: Dyad | None, after: Dyad | None, step: float) -> Kind | None:
    if before is None:
        return "new"
    if after is None:
        return "lost"
    if before.intensity is None or after.intensity is None:
        return None
    # Scores have three decimals: binary floats must not make a hair less of a whole step.
    by = round(after.intensity - before.intensity, 3)
    return "warmed" if by >= step else "cooled" if by <= -step else None


def _rank(change: Change) -> tuple[Any, ...]:
    weight = max(dyad.weight for dyad in (change.before, change.after) if dyad is not None)
    return (KINDS.index(change.kind), -abs(round(change.by, 3)), -weight, change.ids)


def _label(node: str, *graphs: nx.MultiDiGraph[str]) -> str:
    return next((str(graph.nodes[node].get("label", node)) for graph in graphs if node in graph), node)
