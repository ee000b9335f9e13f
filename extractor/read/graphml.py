"""Networks that were written as GraphML, read back: ours, and those of programs that kept our columns."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from xml.parsers import expat

from extractor.errors import ActorGraphError, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import networkx as nx

_CHUNK: Final = 1 << 16
_DEEPEST: Final = 64
_NUMBERS: Final = frozenset({"int", "long", "float", "double"})


class GraphmlError(ActorGraphError, ValueError):
    """A file that is no GraphML, or not one that can be read; the message says where."""


class _Key(NamedTuple):
    name: str
    type: str


def read_graphml(path: Path) -> nx.MultiDiGraph[str]:
    """Read a network from a GraphML file.

    The file is read in pieces, and nothing outside it is opened; one with entities is refused.

    Args:
        path: The file.

    Returns:
        Its nodes and edges with their columns as attributes: text, numbers (float) and truth values.

    Raises:
        GraphmlError: The file cannot be read, or is no GraphML.
    """
    import networkx as nx  # noqa: PLC0415 -- reading news must not wait for it

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    parser = expat.ParserCreate(namespace_separator=" ")
    handler = _Handler(parser, graph)
    name = one_line(str(path))
    try:
        with path.open("rb") as stream:
            while piece := stream.read(_CHUNK):
                parser.Parse(piece, False)  # noqa: FBT003 -- expat takes it by position only
            parser.Parse(b"", True)  # noqa: FBT003
    except OSError as error:
        raise GraphmlError(f"{name} cannot be read: {(error.strerror or str(error)).lower()}") from error
    except expat.ExpatError as error:
        raise GraphmlError(f"{name}, line {error.lineno}: no valid XML: {expat.ErrorString(error.code)}") from error
    except (LookupError, ValueError) as error:
        raise GraphmlError(f"{name}, line {parser.CurrentLineNumber}: {one_line(str(error), 200)}") from error
    handler.close()
    return graph


class _Handler:
    """Builds the graph from what the parser tells."""

    def __init__(self, parser: expat.XMLParserType, graph: nx.MultiDiGraph[str]) -> None:
        self.graph = graph
        self.keys: dict[str, _Key] = {}
        self.stack: list[str] = []
        self.text: list[str] = []
        self.column: _Key | None = None
        self.values: dict[str, Any] = {}
        self.edges: list[tuple[str, str, dict[str, Any]]] = []
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text.append
        parser.EntityDeclHandler = self.entity

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if not self.stack and local != "graphml":
            raise ValueError(f"the file holds <{local[:40]}>, not GraphML")
        if len(self.stack) >= _DEEPEST:
            raise ValueError(f"elements are nested over {_DEEPEST} deep")
        self.stack.append(local)
        self.text.clear()
        if local == "key":
            self.keys[attributes["id"]] = _Key(attributes.get("attr.name", ""), attributes.get("attr.type", "string"))
        elif local in {"node", "edge"}:
            self.values = dict(attributes)
        elif local == "data":
            self.column = self.keys.get(attributes.get("key", ""))

    def end(self, _: str) -> None:
        local = self.stack.pop()
        if local == "data":
            # What is said of the graph itself is no column.
            if self.column is not None and self.stack and self.stack[-1] in {"node", "edge"}:
                self.values[f"data {self.column.name}"] = _value("".join(self.text), self.column)
        elif local == "node":
            self.graph.add_node(_given(self.values, "id", "node"), **_columns(self.values))
        elif local == "edge":
            ends = (_given(self.values, "source", "edge"), _given(self.values, "target", "edge"))
            self.edges.append((*ends, _columns(self.values)))
        self.text.clear()

    def entity(self, *_: object) -> None:
        raise ValueError("the file declares entities, which are not read")

    def close(self) -> None:
        """Edges may stand before their nodes, so they come last."""
        for source, target, columns in self.edges:
            self.graph.add_edge(source, target, **columns)


def _given(values: Mapping[str, str], name: str, owner: str) -> str:
    if not values.get(name):
        raise ValueError(f"<{owner}> without {name}")
    return values[name]


def _columns(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name.removeprefix("data "): value for name, value in values.items() if name.startswith("data ")}


def _value(text: str, key: _Key) -> Any:
    if key.type == "boolean":
        return text.strip().lower() in {"true", "1"}
    if key.type not in _NUMBERS:
        return text
    number = float(text)
    if not isfinite(number):
        raise ValueError(f"{key.name} is {text.strip()}")
    return number
