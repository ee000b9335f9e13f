"""A network made plain for any file format: cleaned text, typed columns, unique ids, stable order."""

from __future__ import annotations

import json
import re
import warnings
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from math import isfinite
from typing import TYPE_CHECKING, Any, Final, Literal

from extractor.errors import one_line
from extractor.export.registry import ExportWarning

if TYPE_CHECKING:
    import networkx as nx

ColumnType = Literal["boolean", "long", "double", "string"]
Scalar = bool | int | float | str

# All that XML 1.0 cannot hold, not even escaped: control characters, lone surrogates, U+FFFE and U+FFFF.
_ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Integers beyond this lose digits in every reader written in JavaScript.
_SAFE_INTEGER: Final = 2**53
# The order of columns; others come behind them, sorted.
_FIRST: Final = (
    *("type", "role", "country", "lat", "lon", "mentions"),
    *("kind", "event", "tie", "quad", "relations", "reports", "documents", "intensity", "symmetric"),
    *("polarity", "modality", "first_seen", "last_seen", "evidence"),
)
# Names that Gephi takes for looks or ids; a column of our data by such a name would be lost in its table.
_RESERVED: Final = frozenset(
    {"id", "r", "g", "b", "color", "size", "nodelabel", "edgelabel", "edge weight", "timeset", "source", "target"}
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the node or edge table: its name and the one type of all its values."""

    name: str
    type: ColumnType


@dataclass(frozen=True, slots=True)
class PlainNode:
    """A node with text that any format can hold."""

    id: str
    label: str
    values: dict[str, Scalar]


@dataclass(frozen=True, slots=True)
class PlainEdge:
    """An edge with text that any format can hold.

    Attributes:
        type: Differs between any two edges from one node to another; Gephi merges edges that have it in common.
    """

    id: str
    source: str
    target: str
    type: str
    label: str
    weight: float
    values: dict[str, Scalar]


@dataclass(frozen=True, slots=True)
class Plain:
    """A network ready to be written.

    `label` and `weight` are no columns; ids are unique, without line breaks or outer blanks.
    """

    nodes: list[PlainNode]
    edges: list[PlainEdge]
    node_columns: list[Column]
    edge_columns: list[Column]


def plain(graph: nx.MultiDiGraph[Any]) -> Plain:
    """Make a network plain.

    Missing values (None, empty text, numbers that are not finite) are left out. Lists become text joined by " | ".
    A column that mixes kinds of values holds text.

    Args:
        graph: Any multigraph; edges may lack a `weight`, which then is 1.

    Returns:
        Nodes sorted by id; edges sorted by source, target, type and id.

    Raises:
        ValueError: The weight of an edge is not a finite number above 0: Gephi would remove the edge.

    Warns:
        ExportWarning: Characters or numbers had to be left out.
    """
    clean = _Cleaner()
    names = _ids((node, clean.line(str(node)) or "node") for node in sorted(graph, key=str))
    nodes = []
    for node, data in graph.nodes(data=True):
        values = clean.values(data)
        label = _label(values.pop("label", None))
        nodes.append(PlainNode(names[node], label or names[node], values))
    nodes.sort(key=lambda node: node.id)
    edges = _edges(graph, clean, names)
    clean.warn()
    node_columns = _columns([node.values for node in nodes])
    edge_columns = _columns([edge.values for edge in edges])
    return Plain(nodes, edges, node_columns, edge_columns)


def text_of(value: Scalar, column: ColumnType) -> str:
    """A value as text: `true` and `false`, integers without and doubles with a point, text as it is."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if column == "double":
        return repr(float(value))
    return str(value)


def column_ids(columns: Iterable[Column], before: str = "") -> dict[str, str]:
    """An id for each column, by its name: lower case, and unique among them even where case does not count."""
    slugs = ((one.name, re.sub("[^a-z0-9]+", "_", one.name.lower()).strip("_") or "column") for one in columns)
    return _ids((name, before + slug) for name, slug in slugs)


def removed_illegal(text: str) -> tuple[str, int]:
    """Text without the characters that XML 1.0 cannot hold, and how many there were."""
    return _ILLEGAL.subn("", text)


def warn(message: str) -> None:
    """Warn once of what happened to a file."""
    warnings.warn(message, ExportWarning, stacklevel=2)


def _edges(graph: nx.MultiDiGraph[Any], clean: _Cleaner, names: dict[Any, str]) -> list[PlainEdge]:
    found = sorted(graph.edges(keys=True, data=True), key=lambda edge: (str(edge[0]), str(edge[1]), str(edge[2])))
    ids = _ids((index, clean.line(str(data.get("id", f"e{index}"))) or "e") for index, (*_, data) in enumerate(found))
    edges = []
    for index, (source, target, _, data) in enumerate(found):
        weight = data.get("weight", 1)
        if not isinstance(weight, int | float) or not isfinite(weight) or weight <= 0:
            where = one_line(f"{names[source]} -> {names[target]}", 120)
            raise ValueError(f"edge {where} has the weight {weight!r}: it must be a finite number above 0")
        values = clean.values({name: value for name, value in data.items() if name not in {"id", "weight"}})
        label = _label(values.pop("label", None))
        edges.append(
            PlainEdge(
                id=ids[index],
                source=names[source],
                target=names[target],
                type=_type(label, values),
                label=label,
                weight=float(weight),
                values=values,
            )
        )
    return sorted(_typed_apart(edges), key=lambda edge: (edge.source, edge.target, edge.type, edge.id))


def _label(value: Scalar | None) -> str:
    return "" if value is None else text_of(value, "string")


def _type(label: str, values: Mapping[str, Scalar]) -> str:
    """The relation with all that keeps it apart from others of its name: "ASSAULT (negated)", "CONSULT (mutual)"."""
    said = [str(values.get(name, usual)) for name, usual in (("polarity", "affirmed"), ("modality", "asserted"))]
    marks = [mark for mark in said if mark not in {"affirmed", "asserted"}]
    if values.get("symmetric") is True:
        marks.append("mutual")
    return f"{label} ({', '.join(marks)})" if marks else label


def _typed_apart(edges: list[PlainEdge]) -> list[PlainEdge]:
    """Give edges that would still be merged the day, and where that is not enough the id, in their type."""
    for mark in ("first_seen", "id"):
        shared = Counter((edge.source, edge.target, edge.type) for edge in edges)
        edges = [
            _retyped(edge, edge.id if mark == "id" else str(edge.values.get(mark, "undated")))
            if shared[edge.source, edge.target, edge.type] > 1
            else edge
            for edge in edges
        ]
    return edges


def _retyped(edge: PlainEdge, mark: str) -> PlainEdge:
    kind = f"{edge.type} {mark}".strip()
    return PlainEdge(edge.id, edge.source, edge.target, kind, edge.label, edge.weight, edge.values)


def _ids(wanted: Iterable[tuple[Any, str]]) -> dict[Any, str]:
    """An id for each key: the wanted one, with a number behind it where another key has it."""
    taken: set[str] = set()
    ids: dict[Any, str] = {}
    for key, name in wanted:
        unique, number = name, 1
        while unique in taken:
            number += 1
            unique = f"{name}_{number}"
        taken.add(unique)
        ids[key] = unique
    return ids


def _columns(rows: Iterable[Mapping[str, Scalar]]) -> list[Column]:
    kinds: dict[str, set[ColumnType]] = {}
    for row in rows:
        for name, value in row.items():
            kinds.setdefault(name, set()).add(_kind(value))
    order = {name: place for place, name in enumerate(_FIRST)}
    names = sorted(kinds, key=lambda name: (order.get(name, len(order)), name))
    return [Column(name, _common(kinds[name])) for name in names]


def _kind(value: Scalar) -> ColumnType:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "long" if abs(value) <= _SAFE_INTEGER else "string"
    return "double" if isinstance(value, float) else "string"


def _common(kinds: set[ColumnType]) -> ColumnType:
    if len(kinds) == 1:
        return next(iter(kinds))
    return "double" if kinds == {"long", "double"} else "string"


@dataclass(slots=True)
class _Cleaner:
    """Makes values plain and counts what it has to leave out."""

    characters: int = 0
    numbers: int = 0
    names: dict[str, str] = field(default_factory=dict)

    def text(self, text: str) -> str:
        clean, count = removed_illegal(text)
        self.characters += count
        return clean

    def line(self, text: str) -> str:
        return " ".join(self.text(text).split())

    def values(self, data: Mapping[Any, Any]) -> dict[str, Scalar]:
        found: dict[str, Scalar] = {}
        for name, value in data.items():
            scalar = self.scalar(value)
            if scalar is not None:
                found[self.name(str(name))] = scalar
        return found

    def name(self, name: str) -> str:
        """Name of a column: not one that Gephi keeps for itself."""
        if name not in self.names:
            clean = self.line(name) or "column"
            while clean.casefold() in _RESERVED or clean in self.names.values():
                clean = f"{clean}_value"
            self.names[name] = clean
        return self.names[name]

    def scalar(self, value: Any) -> Scalar | None:
        if isinstance(value, Enum):
            value = value.value
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, str):
            return self.text(value) or None
        if isinstance(value, int):
            return int(value)
        if isinstance(value, float):
            self.numbers += not isfinite(value)
            return float(value) if isfinite(value) else None
        return self.compound(value)

    def compound(self, value: Any) -> Scalar | None:
        if isinstance(value, date):
            return value.isoformat()
        if hasattr(value, "item"):  # a number of numpy
            return self.scalar(value.item())
        if isinstance(value, Mapping):
            return self.text(json.dumps(value, ensure_ascii=False, sort_keys=True, default=str))
        if isinstance(value, Iterable):
            parts = [str(part) for part in value if part is not None]
            return self.text(" | ".join(sorted(parts) if isinstance(value, set | frozenset) else parts)) or None
        return self.text(str(value)) or None

    def warn(self) -> None:
        if self.characters:
            warn(f"{self.characters} character(s) that XML cannot hold were removed")
        if self.numbers:
            warn(f"{self.numbers} number(s) that are not finite were left out")
