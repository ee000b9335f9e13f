"""The two tables that Gephi's spreadsheet import takes.

Gephi reads `Type` as Directed or Undirected and `Kind` as the type that keeps parallel edges apart; our own `kind`
(event or tie) therefore stands in the column `relation_kind`.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from extractor.export.plain import Column, Scalar, plain, text_of
from extractor.export.registry import DEFAULTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import networkx as nx

    from extractor.export.registry import Options

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_RENAMED: Final = {"kind": "relation_kind"}


def dump_nodes(graph: nx.MultiDiGraph[Any], stream: BinaryIO, options: Options = DEFAULTS) -> None:
    """Write the table of nodes: Id, Label and the columns of the network.

    Args:
        graph: A network as `extractor.network` gives it.
        stream: Where to write UTF-8; left open.
        options: Whether text that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    network = plain(graph)
    head = ("Id", "Label")
    rows = ((node.id, node.label, *_cells(network.node_columns, node.values)) for node in network.nodes)
    _write((*head, *(column.name for column in network.node_columns)), rows, stream, options)


def dump_edges(graph: nx.MultiDiGraph[Any], stream: BinaryIO, options: Options = DEFAULTS) -> None:
    """Write the table of edges: Source, Target, Type, Kind, Id, Label, Weight and the columns of the network.

    Args:
        graph: A network as `extractor.network` gives it.
        stream: Where to write UTF-8; left open.
        options: Whether text that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    network = plain(graph)
    head = ("Source", "Target", "Type", "Kind", "Id", "Label", "Weight")
    rows = (
        (
            *(edge.source, edge.target, "Directed", edge.type, edge.id, edge.label, edge.weight),
            *_cells(network.edge_columns, edge.values),
        )
        for edge in network.edges
    )
    names = (_RENAMED.get(column.name, column.name) for column in network.edge_columns)
    _write((*head, *names), rows, stream, options)


def guarded(text: str) -> str:
    """Text that no spreadsheet runs as a formula: with an apostrophe before a first = + - @ or control character."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _cells(columns: Iterable[Column], values: Mapping[str, Scalar]) -> list[Scalar]:
    found = (values.get(column.name, "") for column in columns)
    # numbers stay numbers: as text, -9.0 would be guarded
    return [text_of(value, "string") if isinstance(value, bool) else value for value in found]


def _write(head: Sequence[str], rows: Iterable[Sequence[Scalar]], stream: BinaryIO, options: Options) -> None:
    buffer = io.StringIO(newline="")
    # with any other line end a bare carriage return in a text would not be quoted
    writer = csv.writer(buffer, lineterminator="\r\n")
    for row in (head, *rows):
        writer.writerow([guarded(cell) if options.guard_formulas and isinstance(cell, str) else cell for cell in row])
    stream.write(buffer.getvalue().encode("utf-8"))
