"""GraphML as Gephi reads it whole.

What Gephi's importer wants, beyond the standard, and what this writer does about it:

- ids of edges are unique over the file (it drops an edge whose id repeats);
- parallel edges differ in their type, which is the XML attribute `label` of an edge (it merges others). The data key
  `label` is what it shows;
- ids of columns are lower case and unique over the file (it ignores case);
- `r`, `g`, `b` are integers; weights are above 0; truth values lower case; a column has one type;
- no graph-level data, no `desc`, no lists, no nested graphs; missing values have no element;
- no character that XML 1.0 cannot hold.

Two hazards cannot be written around, and the writer warns of them: Gephi reads the letters INF in any text but a label
as "Infinity" ("INF Treaty" becomes "Infinity Treaty"), and the text "null", alone in its field, as nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO, Final

from lxml import etree

from extractor.export.looks import SMALLEST, colour, sizes
from extractor.export.plain import Column, Plain, Scalar, column_ids, plain, text_of, warn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx

    from extractor.export.registry import Options

NAMESPACE: Final = "http://graphml.graphdrawing.org/xmlns"
_COLOURS: Final = tuple(Column(name, "long") for name in "rgb")
_LOOKS: Final = (Column("label", "string"), Column("size", "double"), *_COLOURS)
_EDGE: Final = (Column("label", "string"), Column("weight", "double"))


def dump(graph: nx.MultiDiGraph[Any], stream: BinaryIO, options: Options | None = None) -> None:
    """Write a network as GraphML.

    Args:
        graph: A network as `extractor.network` gives it, or any multigraph.
        stream: Where to write; left open.
        options: Not used.

    Raises:
        ValueError: The weight of an edge is not a finite number above 0.

    Warns:
        ExportWarning: Characters had to be removed, or Gephi will misread some text.
    """
    del options
    network = plain(graph)
    _warn_of_hazards(network)
    node_keys = _Keys("node", (*_LOOKS, *network.node_columns))
    edge_keys = _Keys("edge", (*_EDGE, *network.edge_columns))
    size = sizes(network.edges)
    with etree.xmlfile(stream, encoding="UTF-8") as xml:
        xml.write_declaration()
        with xml.element("graphml", {"xmlns": NAMESPACE}):
            xml.write("\n")
            for key in (*node_keys.elements(), *edge_keys.elements()):
                _put(xml, key, 1)
            xml.write("  ")
            with xml.element("graph", {"id": "G", "edgedefault": "directed"}):
                xml.write("\n")
                for node in network.nodes:
                    element = etree.Element("node", {"id": node.id})
                    red, green, blue = colour(node)
                    diameter = size.get(node.id, SMALLEST)
                    looks: dict[str, Scalar] = {"label": node.label, "size": diameter, "r": red, "g": green, "b": blue}
                    node_keys.fill(element, {**looks, **node.values})
                    _put(xml, element, 2)
                for edge in network.edges:
                    attributes = {"id": edge.id, "source": edge.source, "target": edge.target}
                    element = etree.Element("edge", attributes)
                    if edge.type:
                        element.set("label", edge.type)
                    edge_keys.fill(element, {"label": edge.label, "weight": edge.weight, **edge.values})
                    _put(xml, element, 2)
                xml.write("  ")
            xml.write("\n")
    stream.write(b"\n")


class _Keys:
    """The columns of nodes or edges, with the ids that they have in the file."""

    def __init__(self, owner: str, columns: Iterable[Column]) -> None:
        self.owner = owner
        self.columns = list(columns)
        self.ids = column_ids(self.columns, f"{owner}_")

    def elements(self) -> list[etree._Element]:
        return [
            etree.Element(
                "key",
                {"id": self.ids[one.name], "for": self.owner, "attr.name": one.name, "attr.type": one.type},
            )
            for one in self.columns
        ]

    def fill(self, element: etree._Element, values: Mapping[str, Scalar]) -> None:
        for column in self.columns:
            value = values.get(column.name)
            if value is not None and value != "":
                data = etree.SubElement(element, "data", {"key": self.ids[column.name]})
                data.text = text_of(value, column.type)


def _put(xml: Any, element: etree._Element, level: int) -> None:
    """Write an element on lines of its own, indented by two blanks a level."""
    blank = "  " * level
    if len(element):
        element.text = f"\n{blank}  "
        for child in element:
            child.tail = f"\n{blank}  "
        element[-1].tail = f"\n{blank}"
    element.tail = "\n"
    xml.write(blank)
    xml.write(element)


def _warn_of_hazards(network: Plain) -> None:
    rows = [*(node.values for node in network.nodes), *(edge.values for edge in network.edges)]
    texts = [value for row in rows for value in row.values() if isinstance(value, str)]
    infinite = sum("INF" in text for text in texts)
    nothing = sum(text.casefold() == "null" for text in texts)
    if infinite:
        warn(f'{infinite} text(s) hold the letters "INF", which Gephi shows as "Infinity"')
    if nothing:
        warn(f'{nothing} text(s) are the word "null", which Gephi reads as missing')
