"""Gephi's rules for GEXF."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extractor.export.check_rules import Findings, Rules, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}(?:T[0-9:.]+(?:Z|[+-]\d{2}:?\d{2})?)?")
_INTERVALS: Final = frozenset({"start", "end", "intervals"})
_STAMPS: Final = frozenset({"timestamp", "timestamps"})


class GexfRules(Rules):
    """Told element by element what a GEXF file holds."""

    type_attribute = "the XML attribute kind of <edge>"

    def __init__(self, findings: Findings) -> None:
        super().__init__(findings)
        self.columns: dict[tuple[str, str], tuple[str, str]] = {}
        self.owner = ""
        self.mode: Mapping[str, str] = {}
        self.seen: dict[str, int] = {}
        self.told = False

    def start(self, name: str, attributes: Mapping[str, str], parents: Sequence[str], line: int) -> None:
        """An element begins."""
        parent = parents[-1] if parents else ""
        if name == "graph":
            self.graphs += 1
            self.mode = attributes
        elif name == "attributes":
            self.owner = attributes.get("class", "")
        elif name == "attribute":
            self._column(attributes, line)
        elif name == "nodes" and parent == "node":
            self.findings.add("nested", line, "nodes stand in a <node>; Gephi ignores them", "write all nodes flat")
        elif name == "node":
            self._node(attributes, line)
        elif name == "edge":
            self._edge(attributes, line)
        elif name == "attvalue":
            self._value(attributes, parents, line)
        elif name == "color":
            for part in "rgb":
                self.looks(part, attributes.get(part, "0"), line)
        elif name in {"size", "thickness"}:
            self.looks(name, attributes.get("value", ""), line)
        elif name == "position":
            for part in "xyz":
                self.looks(part, attributes.get(part, "0"), line)

    def end(self, name: str, text: str, parents: Sequence[str], line: int) -> None:
        """An element ends."""

    def _column(self, attributes: Mapping[str, str], line: int) -> None:
        column, kind = attributes.get("id", ""), attributes.get("type", "")
        title = attributes.get("title", column)
        if (self.owner, column) in self.columns:
            what = f"the {self.owner} attribute id {quoted(column)} is declared twice"
            self.findings.add("column twice", line, what, "give every attribute an id of its own")
        self.column_type("string" if kind in {"liststring", "anyURI"} else kind, title, line)
        self.columns[self.owner, column] = (title, kind)

    def _node(self, attributes: Mapping[str, str], line: int) -> None:
        self.node(attributes, line)
        if "pid" in attributes:
            self.findings.add("pid", line, "the node has a pid; Gephi knows no hierarchy", "leave pid out")
        self._time(attributes, line)

    def _edge(self, attributes: Mapping[str, str], line: int) -> None:
        directed = attributes.get("type", self.mode.get("defaultedgetype", "undirected")) == "directed"
        self.edge(attributes, attributes.get("kind", ""), line, directed=directed)
        if "weight" in attributes:
            self.weight(attributes["weight"], line)
        self._time(attributes, line)

    def _value(self, attributes: Mapping[str, str], parents: Sequence[str], line: int) -> None:
        owner = "edge" if "edge" in parents else "node"
        column = attributes.get("for", attributes.get("id", ""))
        known = self.columns.get((owner, column))
        if known is None:
            what = f"the {owner} has a value for {quoted(column)}, which is declared for no {owner}; Gephi drops it"
            self.findings.add("no column", line, what, f'declare it in <attributes class="{owner}">')
            return
        title, kind = known
        self.value(kind or "string", title, attributes.get("value", ""), line)

    def _time(self, attributes: Mapping[str, str], line: int) -> None:
        for kind, names in (("intervals", _INTERVALS), ("timestamps", _STAMPS)):
            used = sorted(names & attributes.keys())
            if not used:
                continue
            self.seen.setdefault(kind, line)
            if len(self.seen) > 1 and not self.told:
                self.told = True
                self.findings.add("mixed", line, "the file mixes timestamps and intervals", "use one of them")
            for name in used:
                if name in {"start", "end", "timestamp"}:
                    self._date(name, attributes[name], line)

    def _date(self, name: str, value: str, line: int) -> None:
        form = self.mode.get("timeformat", "double")
        if self.mode.get("mode") != "dynamic":
            self.findings.add("static", line, f"the graph is static; Gephi ignores {name}", 'write mode="dynamic"')
        elif form in {"date", "dateTime", "datetime"}:
            if not _DAY.fullmatch(value):
                what = f"{name}={quoted(value)} is no day, such as 2024-05-31"
                self.findings.add("date", line, what, "write the day, or leave it out")
        elif _DAY.fullmatch(value):
            what = f"{name}={quoted(value)} is a day, but the graph has no timeformat; Gephi expects a number"
            self.findings.add("timeformat", line, what, 'write timeformat="date" at <graph>')
