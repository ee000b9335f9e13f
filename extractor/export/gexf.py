"""GEXF 1.3 for Gephi: parallel edges by `kind`, colours and sizes, and the days for Gephi's timeline.

A node or edge stands in the timeline from the day when it was first seen to the day when it was last seen. `timeformat`
is always there, because Gephi without it reads days as numbers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, BinaryIO, Final, cast

from lxml import etree

from extractor.export.looks import SMALLEST, colour, sizes
from extractor.export.plain import Column, Scalar, column_ids, plain, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from extractor.export.registry import Options

NAMESPACE: Final = "http://gexf.net/1.3"
VIZ: Final = "http://gexf.net/1.3/viz"
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def dump(graph: nx.MultiDiGraph[Any], stream: BinaryIO, options: Options | None = None) -> None:
    """Write a network as GEXF 1.3.

    Args:
        graph: A network as `extractor.network` gives it, or any multigraph.
        stream: Where to write; left open.
        options: Not used.

    Raises:
        ValueError: The weight of an edge is not a finite number above 0.

    Warns:
        ExportWarning: Characters had to be removed.
    """
    del options
    network = plain(graph)
    size = sizes(network.edges)
    dated = any(_days(node.values) for node in network.nodes) or any(_days(edge.values) for edge in network.edges)
    time = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"} if dated else {"mode": "static"}
    # lxml takes None for the namespace without prefix, which its stubs do not know
    prefixes = cast("dict[str, str]", {None: NAMESPACE, "viz": VIZ})
    root = etree.Element(_name("gexf"), {"version": "1.3"}, nsmap=prefixes)
    inner = etree.SubElement(root, _name("graph"), {"defaultedgetype": "directed", **time})
    node_ids = _declare(inner, "node", network.node_columns)
    edge_ids = _declare(inner, "edge", network.edge_columns)
    nodes = etree.SubElement(inner, _name("nodes"))
    for node in network.nodes:
        element = etree.SubElement(nodes, _name("node"), {"id": node.id, "label": node.label, **_days(node.values)})
        _fill(element, network.node_columns, node_ids, node.values)
        rgb = dict(zip("rgb", map(str, colour(node)), strict=True))
        etree.SubElement(element, f"{{{VIZ}}}color", rgb)
        etree.SubElement(element, f"{{{VIZ}}}size", {"value": repr(size.get(node.id, SMALLEST))})
    edges = etree.SubElement(inner, _name("edges"))
    for edge in network.edges:
        ends = {"id": edge.id, "source": edge.source, "target": edge.target}
        said = {"kind": edge.type, "label": edge.label, "weight": repr(edge.weight), **_days(edge.values)}
        element = etree.SubElement(
            edges, _name("edge"), {**ends, **{key: value for key, value in said.items() if value}}
        )
        _fill(element, network.edge_columns, edge_ids, edge.values)
    etree.indent(root)
    etree.ElementTree(root).write(stream, encoding="UTF-8", xml_declaration=True)
    stream.write(b"\n")


def _name(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _declare(graph: etree._Element, owner: str, columns: list[Column]) -> dict[str, str]:
    ids = column_ids(columns)
    if columns:
        element = etree.SubElement(graph, _name("attributes"), {"class": owner, "mode": "static"})
        for column in columns:
            attributes = {"id": ids[column.name], "title": column.name, "type": column.type}
            etree.SubElement(element, _name("attribute"), attributes)
    return ids


def _fill(element: etree._Element, columns: list[Column], ids: Mapping[str, str], values: Mapping[str, Scalar]) -> None:
    if not values:
        return
    held = etree.SubElement(element, _name("attvalues"))
    for column in columns:
        value = values.get(column.name)
        if value is not None:
            text = text_of(value, column.type)
            etree.SubElement(held, _name("attvalue"), {"for": ids[column.name], "value": text})


def _days(values: Mapping[str, Scalar]) -> dict[str, str]:
    """Start and end, where both are known to the day: a month or a year is no date to Gephi."""
    days = {"start": values.get("first_seen"), "end": values.get("last_seen")}
    found = {name: day for name, day in days.items() if isinstance(day, str) and _DAY.fullmatch(day)}
    return found if days.keys() == found.keys() else {}
