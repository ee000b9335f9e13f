"""GEXF 1.3 for Gephi: parallel edges by `kind`, colours and sizes, and the days for Gephi's timeline.

A node or edge stands in the timeline from the day when it was first seen to the day when it was last seen. `timeformat`
is always there, because Gephi without it reads days as numbers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, BinaryIO, Final

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
    node_ids, edge_ids = column_ids(network.node_columns), column_ids(network.edge_columns)
    with etree.xmlfile(stream, encoding="UTF-8") as xml:
        xml.write_declaration()
        with (
            xml.element("gexf", {"xmlns": NAMESPACE, "version": "1.3"}, nsmap={"viz": VIZ}),
            xml.element("graph", {"defaultedgetype": "directed", **time}),
        ):
            _declare(xml, "node", network.node_columns, node_ids)
            _declare(xml, "edge", network.edge_columns, edge_ids)
            with xml.element("nodes"):
                for node in network.nodes:
                    with xml.element("node", {"id": node.id, "label": node.label, **_days(node.values)}):
                        _fill(xml, network.node_columns, node_ids, node.values)
                        with xml.element(f"{{{VIZ}}}color", dict(zip("rgb", map(str, colour(node)), strict=True))):
                            pass
                        with xml.element(f"{{{VIZ}}}size", {"value": repr(size.get(node.id, SMALLEST))}):
                            pass
                    xml.write("\n")
            with xml.element("edges"):
                for edge in network.edges:
                    ends = {"id": edge.id, "source": edge.source, "target": edge.target}
                    said = {"kind": edge.type, "label": edge.label, "weight": repr(edge.weight), **_days(edge.values)}
                    with xml.element("edge", {**ends, **{name: text for name, text in said.items() if text}}):
                        _fill(xml, network.edge_columns, edge_ids, edge.values)
                    xml.write("\n")
    stream.write(b"\n")


def _declare(xml: Any, owner: str, columns: list[Column], ids: Mapping[str, str]) -> None:
    if columns:
        element = etree.Element("attributes", {"class": owner, "mode": "static"})
        for column in columns:
            attributes = {"id": ids[column.name], "title": column.name, "type": column.type}
            etree.SubElement(element, "attribute", attributes)
        _put(xml, element)


def _fill(xml: Any, columns: list[Column], ids: Mapping[str, str], values: Mapping[str, Scalar]) -> None:
    if values:
        held = etree.Element("attvalues")
        for column in columns:
            value = values.get(column.name)
            if value is not None:
                text = text_of(value, column.type)
                etree.SubElement(held, "attvalue", {"for": ids[column.name], "value": text})
        _put(xml, held)


def _put(xml: Any, element: etree._Element) -> None:
    """Write an element, with a line to each of its children."""
    element.text = "\n"
    for child in element:
        child.tail = "\n"
    element.tail = "\n"
    xml.write(element)


def _days(values: Mapping[str, Scalar]) -> dict[str, str]:
    """Start and end, where both are known to the day: a month or a year is no date to Gephi."""
    days = {"start": values.get("first_seen"), "end": values.get("last_seen")}
    found = {name: day for name, day in days.items() if isinstance(day, str) and _DAY.fullmatch(day)}
    return found if days.keys() == found.keys() else {}
