"""Gephi's rules for GraphML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.export.check_rules import Findings, Rules, before, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NODE_LOOKS: Final = {"x": "x", "xpos": "x", "y": "y", "ypos": "y", "z": "z", "zpos": "z", "size": "size"}
_COLOURS: Final = {name: name for name in ("r", "g", "b", "color")}
_LOOKS: Final[dict[str, dict[str, str]]] = {
    "node": {"label": "label", "nodelabel": "label", **_NODE_LOOKS, **_COLOURS},
    "edge": {"label": "label", "edgelabel": "label", "weight": "weight", "edge weight": "weight", **_COLOURS},
}
_UNSUPPORTED: Final = ("hyperedge", "port", "endpoint")
_OWNERS: Final = ("node", "edge", "all")


class Key(NamedTuple):
    """A declared column."""

    owner: str
    name: str
    type: str
    looks: str | None
    line: int


class GraphmlRules(Rules):
    """Told element by element what a GraphML file holds."""

    type_attribute = "the XML attribute label of <edge>"

    def __init__(self, findings: Findings) -> None:
        super().__init__(findings)
        self.keys: dict[str, Key] = {}
        self.folded: dict[str, int] = {}
        self.names: dict[tuple[str, str], int] = {}
        self.directed = True
        self.data: tuple[str, str, int] | None = None

    def start(self, name: str, attributes: Mapping[str, str], parents: Sequence[str], line: int) -> None:
        """An element begins."""
        parent = parents[-1] if parents else ""
        if parent == "data":
            what = f"<data> holds the element <{name[:40]}>, which Gephi does not understand"
            self.findings.add("payload", line, what, "write plain text")
        elif name == "key":
            self._key(attributes, line)
        elif name == "graph":
            self._graph(attributes, parent, line)
        elif name == "node":
            self.node(attributes, line)
        elif name == "edge":
            directed = attributes.get("directed")
            is_directed = self.directed if directed is None else directed == "true"
            self.edge(attributes, attributes.get("label", ""), line, directed=is_directed)
        elif name == "data":
            self._data(attributes, parent, line)
        elif name == "desc" and parent in {"node", "edge"}:
            what = f"<desc> stands in <{parent}>, and Gephi makes it the label"
            self.findings.add("desc", line, what, "write a data key label")
        elif name in _UNSUPPORTED:
            self.findings.add(name, line, f"<{name}> is not supported by Gephi", "write plain nodes and edges")

    def end(self, name: str, text: str, parents: Sequence[str], line: int) -> None:
        """An element ends."""
        del parents
        if name != "data" or self.data is None:
            return
        key_id, owner, line = self.data
        self.data = None
        key = self.keys[key_id]
        if key.looks == "weight":
            self.weight(text, line)
        elif key.looks == "label":
            if text.strip().casefold() == "null":
                self.findings.add(
                    "null",
                    line,
                    f"the label of the {owner} is {quoted(text)}, which Gephi reads as missing",
                    "write another word",
                )
        elif key.looks:
            self.looks(key.looks, text.strip(), line)
        else:
            self.value(key.type or "string", key.name, text, line)

    def _key(self, attributes: Mapping[str, str], line: int) -> None:
        key_id = attributes.get("id", "")
        name = attributes.get("attr.name") or key_id
        owner = attributes.get("for", "all")
        if owner == "graph":
            what = f"the column {quoted(name)} is for the graph, which Gephi does not keep"
            self.findings.add("graph data", line, what, "leave it out")
            return
        if owner not in _OWNERS:
            what = f"the column {quoted(name)} is for {quoted(owner)}, which Gephi does not read"
            self.findings.add("owner", line, what, 'write for="node" or for="edge"')
            return
        self._key_id(key_id, line)
        names = [word.strip().lower() for word in (key_id, name)]
        looks = next((_LOOKS[owner][word] for word in names if word in _LOOKS.get(owner, {})), None)
        if owner == "all" and any(word in known for known in _LOOKS.values() for word in names):
            what = f'the column {quoted(name)} is declared for="all"; Gephi does not see what it is for'
            self.findings.add("for all", line, what, "declare it for nodes and for edges, each with its own id")
        first = before(self.names, (owner, name), line)
        if first is not None:
            what = (
                f"the column {quoted(name)} of line {first} is declared again; its values are spread over two columns"
            )
            self.findings.add("column twice", line, what, "declare it once, with one type")
        kind = attributes.get("attr.type", "")
        if looks is None:
            self.column_type(kind, name, line)
        self.keys[key_id] = Key(owner, name, kind, looks, line)

    def _key_id(self, key_id: str, line: int) -> None:
        if not key_id:
            self.findings.add("no key id", line, "a <key> has no id; its values are lost", "give it one")
            return
        first = before(self.folded, key_id.strip().lower(), line)
        if first is not None:
            what = f"the column id {quoted(key_id)} is that of line {first}, for Gephi ignores case and outer blanks"
            self.findings.add("key id", line, what, "use unique ids in lower case")

    def _graph(self, attributes: Mapping[str, str], parent: str, line: int) -> None:
        self.graphs += 1
        if parent != "graphml":
            self.findings.add("nested", line, f"a <graph> stands in <{parent}>; Gephi reads flat graphs", "flatten it")
        elif self.graphs > 1:
            self.findings.add("second", line, "the file holds a second <graph>", "write one graph a file")
        else:
            self.directed = attributes.get("edgedefault", "directed") != "undirected"

    def _data(self, attributes: Mapping[str, str], parent: str, line: int) -> None:
        key_id = attributes.get("key", "")
        if parent not in {"node", "edge"}:
            if parent == "graph":
                self.findings.add(
                    "graph data", line, "data of the graph itself are not kept by Gephi", "leave them out"
                )
            return
        key = self.keys.get(key_id)
        if key is None or key.owner not in {parent, "all"}:
            what = f"the {parent} has data for {quoted(key_id)}, which is declared for no {parent}; Gephi drops it"
            self.findings.add("no key", line, what, f'declare it in a <key for="{parent}">, before the graph')
            return
        self.data = (key_id, parent, line)
