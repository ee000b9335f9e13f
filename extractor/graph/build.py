"""From relation rows to the actor network."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from math import fsum
from typing import TYPE_CHECKING, Any

from extractor.graph.fold import (
    NO_COUNTRY,
    EdgeFold,
    EdgeKey,
    EventKey,
    Level,
    View,
    edge_key,
    event_key,
    node_id,
)
from extractor.graph.measures import measure
from extractor.graph.reports import End, Report, report

if TYPE_CHECKING:
    import networkx as nx

    from extractor.types import Extraction

Coordinates = Callable[[str | None], tuple[float, float] | None]
"""Country code to latitude and longitude, in degrees, of its capital; None where it knows none."""
CountryName = Callable[[str], str | None]
"""Country code to the name of the country; None where it knows none."""


def network(
    extractions: Iterable[Extraction],
    *,
    level: Level = "actor",
    edges: EdgeFold = "relation",
    asserted_only: bool = False,
    coordinates: Coordinates | None = None,
    country_name: CountryName | None = None,
) -> nx.MultiDiGraph[str]:
    """The network of the relations in some extractions.

    The same relations give the same network, node for node and in the same order, whatever the order of the documents,
    and the same as `from_rows` gives from their rows.

    Args:
        extractions: What `Extractor.pipe` yields; read once, none is kept.
        level: What a node is: an `actor`, a `country` (its id the country's code), or a `role` within a country
            (`IRN.MIL`).
        edges: What an edge is: one `relation` between two nodes, everything between a `pair`, or one `event`.
        asserted_only: Leave out relations that are negated, possible, conditional, intended or demanded.
        coordinates: Gives latitude and longitude of a country's capital; without it nodes have none.
        country_name: Names countries in the labels of the levels `country` and `role`; without it a label is the name
            of the state as the texts' actors have it, else the code.

    Returns:
        A multigraph. A missing value is a missing attribute, never None.

        Nodes, keyed by id: `label`, `type`, `role`, `country`, `lat`, `lon`; `mentions`: distinct spans of text that
        stand for the node *at an end of a relation* (rows know no others); `documents`: distinct documents of these;
        `first_seen`, `last_seen`: days of publication of these; and the measures of `extractor.graph.measures`.

        Edges, keyed by their `id`: `label` (the relation), `kind`, `event`, `tie`, `quad`; `weight`: distinct events,
        above 0, where the same source, relation and target on one day of publication are one event (see
        `extractor.graph.fold.event_key`); `reports`: distinct sentences; `documents`; `intensity`: mean over the
        events; `symmetric`; `first_seen`, `last_seen`; `evidence`: the sentence of highest confidence, of equals the
        shortest; `confidence`: that of the evidence, 0 to 1; `polarity`, `modality`. Edges differ where polarity,
        modality or `symmetric` differ. With `edges="pair"` the `label` is the relation with most events, `relations`
        lists all with their events, and `kind`, `event`, `tie`, `quad` are there where all agree.

        The graph's own attributes say how it was made: `level`, `edges`, `asserted_only`, `relations` (rows in it),
        `dropped_actors` and `dropped_relations` (those that the level has no place for).

    Raises:
        ValueError: `level` or `edges` is none of the known words.
    """
    rows = (relation.as_row() for extraction in extractions for relation in extraction.relations)
    return from_rows(
        rows,
        level=level,
        edges=edges,
        asserted_only=asserted_only,
        coordinates=coordinates,
        country_name=country_name,
    )


def from_rows(
    rows: Iterable[Mapping[str, Any]],
    *,
    level: Level = "actor",
    edges: EdgeFold = "relation",
    asserted_only: bool = False,
    coordinates: Coordinates | None = None,
    country_name: CountryName | None = None,
) -> nx.MultiDiGraph[str]:
    """The network of relation rows, as RELATIONS.jsonl holds them; no text is read again.

    A row given twice counts once; a row without target makes no edge.

    Args:
        rows: Rows as `Relation.as_row` makes them; read once, none is kept.
        level: As for `network`.
        edges: As for `network`.
        asserted_only: As for `network`.
        coordinates: As for `network`.
        country_name: As for `network`.

    Returns:
        The same graph as `network` gives for the same relations.

    Raises:
        RowError: A row is no relation row; the message has its number and what it lacks.
        ValueError: `level` or `edges` is none of the known words.
    """
    sums = _Sums(View(level, edges, asserted_only))
    for number, row in enumerate(rows, start=1):
        told = report(row, number)
        if told is not None:
            sums.add(told)
    return _graph(sums, coordinates, country_name)


@dataclass(slots=True)
class _Seen:
    """What nodes and edges have in common: where and when they were seen."""

    documents: set[str] = field(default_factory=set)
    first: str | None = None
    last: str | None = None

    def see(self, told: Report) -> None:
        self.documents.add(told.doc_id)
        if told.day is not None:
            self.first = told.day if self.first is None else min(self.first, told.day)
            self.last = told.day if self.last is None else max(self.last, told.day)


@dataclass(slots=True)
class _Node:
    seen: _Seen = field(default_factory=_Seen)
    spans: set[tuple[str, int, int]] = field(default_factory=set)
    names: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)

    def add(self, told: Report, end: End) -> None:
        self.seen.see(told)
        self.spans.add((told.doc_id, end.start, end.end))
        self.names[end.name] += 1
        for counter, value in ((self.types, end.type), (self.roles, end.role), (self.countries, end.country)):
            if value is not None:
                counter[value] += 1


@dataclass(slots=True)
class _Edge:
    seen: _Seen = field(default_factory=_Seen)
    events: defaultdict[EventKey, list[float]] = field(default_factory=lambda: defaultdict(list))
    sentences: set[tuple[str, int, int]] = field(default_factory=set)
    best: tuple[float, int, str] | None = None
    codes: set[tuple[str, str | None, str | None, str | None]] = field(default_factory=set)

    def add(self, told: Report) -> None:
        self.seen.see(told)
        scores = self.events[event_key(told)]
        if told.intensity is not None:
            scores.append(told.intensity)
        self.sentences.add((told.doc_id, *told.sentence))
        self.codes.add((told.kind, told.event, told.tie, told.quad))
        evidence = (-told.confidence, len(told.text), told.text)
        self.best = evidence if self.best is None else min(self.best, evidence)


class _Sums:
    """Everything counted so far; the order in which rows were added leaves no trace."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.rows: set[tuple[str | int | None, ...]] = set()
        self.relations = 0
        self.nodes: defaultdict[str, _Node] = defaultdict(_Node)
        self.edges: defaultdict[EdgeKey, _Edge] = defaultdict(_Edge)
        self.states: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.dropped_actors: set[str] = set()
        self.dropped_relations = 0

    def add(self, told: Report) -> None:
        if told.key in self.rows or (self.view.asserted_only and not told.asserted):
            return
        self.rows.add(told.key)
        for end in (told.source, told.target):
            if end.id == end.country:
                self.states[end.id][end.name] += 1
        source, target = node_id(told.source, self.view.level), node_id(told.target, self.view.level)
        if source is None or target is None:
            self.dropped_relations += 1
            self.dropped_actors.update(
                end.id for end, node in ((told.source, source), (told.target, target)) if node is None
            )
            return
        self.relations += 1
        self.nodes[source].add(told, told.source)
        self.nodes[target].add(told, told.target)
        self.edges[edge_key(told, source, target, self.view.edges)].add(told)


def _graph(sums: _Sums, coordinates: Coordinates | None, country_name: CountryName | None) -> nx.MultiDiGraph[str]:
    import networkx as nx  # noqa: PLC0415 - the package must import fast, see its docstring

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        level=sums.view.level,
        edges=sums.view.edges,
        asserted_only=sums.view.asserted_only,
        relations=sums.relations,
        dropped_actors=len(sums.dropped_actors),
        dropped_relations=sums.dropped_relations,
    )

    def name_of(country: str) -> str:
        known = country_name(country) if country_name else None
        return known or _commonest(sums.states.get(country)) or country

    for key, node in sorted(sums.nodes.items()):
        graph.add_node(key, **_node_attributes(key, node, sums.view.level, name_of, coordinates))
    for edge_of, edge in sorted(sums.edges.items()):
        graph.add_edge(edge_of.source, edge_of.target, key=edge_of.id, **_edge_attributes(edge_of, edge))
    for key, measures in measure(graph).items():
        graph.nodes[key].update(measures)
    return graph


def _node_attributes(
    key: str,
    node: _Node,
    level: Level,
    name_of: Callable[[str], str],
    coordinates: Coordinates | None,
) -> dict[str, Any]:
    country = _commonest(node.countries)
    role = _commonest(node.roles)
    if level == "actor":
        label, kind = _commonest(node.names), _commonest(node.types)
    elif level == "country":
        label, kind, role = name_of(key), "state", None
    else:
        place = name_of(country) if country else NO_COUNTRY
        label, kind = (f"{place} {role}", _commonest(node.types)) if role else (place, "state")
    where = coordinates(country) if coordinates and country else None
    return _present(
        label=label,
        type=kind,
        role=role,
        country=country,
        lat=where[0] if where else None,
        lon=where[1] if where else None,
        mentions=len(node.spans),
        **_seen_attributes(node.seen),
    )


def _edge_attributes(key: EdgeKey, edge: _Edge) -> dict[str, Any]:
    events = Counter(event.label for event in edge.events)
    ranked = sorted(events.items(), key=lambda item: (-item[1], item[0]))
    kinds, roots, ties, quads = (_agreed(values) for values in zip(*edge.codes, strict=True))
    scores = [fsum(told) / len(told) for told in edge.events.values() if told]
    return _present(
        id=key.id,
        label=key.label or ranked[0][0],
        kind=kinds,
        event=roots,
        tie=ties,
        quad=quads,
        relations=None if key.label else " | ".join(f"{label} {count}" for label, count in ranked),
        weight=len(edge.events),
        reports=len(edge.sentences),
        intensity=round(fsum(scores) / len(scores), 3) if scores else None,
        symmetric=key.symmetric,
        evidence=edge.best[2] if edge.best else None,
        confidence=-edge.best[0] if edge.best else None,
        polarity=key.polarity,
        modality=key.modality,
        **_seen_attributes(edge.seen),
    )


def _seen_attributes(seen: _Seen) -> dict[str, Any]:
    return {"documents": len(seen.documents), "first_seen": seen.first, "last_seen": seen.last}


def _present(**attributes: Any) -> dict[str, Any]:
    return {name: value for name, value in attributes.items() if value is not None}


def _commonest(counter: Counter[str] | None) -> str | None:
    """The commonest value, of equally common ones the first in the alphabet."""
    return min(counter.items(), key=lambda item: (-item[1], item[0]))[0] if counter else None


def _agreed(values: Iterable[str | None]) -> str | None:
    distinct = set(values)
    return distinct.pop() if len(distinct) == 1 else None
