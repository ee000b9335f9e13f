"""What the rules of GraphML and GEXF have in common: findings, ids, typed values."""

from __future__ import annotations

import re
from collections import defaultdict
from math import isfinite
from typing import TYPE_CHECKING, Final, TypeVar

from extractor.errors import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

KeyT = TypeVar("KeyT")

_SHOWN: Final = 10
_COLOUR: Final = re.compile(r"\+?0*\d{1,3}", re.ASCII)
_BRIGHTEST: Final = 255
_LONGEST: Final = 40
_INTEGER: Final = re.compile(r"[+-]?\d+", re.ASCII)
_DECIMAL: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[fFdD]?", re.ASCII)
_INFINITE: Final = re.compile(r"[+-]?(?:INF|Infinity|NaN)")
_BITS: Final = {"byte": 8, "short": 16, "int": 32, "integer": 32, "long": 64}
_DECIMALS: Final = frozenset({"float", "double", "bigdecimal"})
TYPES: Final = frozenset(
    {*_BITS, *_DECIMALS, "boolean", "string", "biginteger", "char"}
    | {f"list{kind}" for kind in (*_BITS, *_DECIMALS, "boolean", "string", "biginteger", "char")}
)


class Findings:
    """The problems found so far, in the order of the file."""

    def __init__(self) -> None:
        self._found: list[tuple[int, str, str]] = []
        self._counts: defaultdict[str, int] = defaultdict(int)

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, kind: str, line: int, what: str, todo: str) -> None:
        """Note a problem; of one kind only the first are kept, the others counted."""
        self._counts[kind] += 1
        if self._counts[kind] <= _SHOWN:
            self._found.append((line, kind, f"line {line}: {what}: {todo}"))

    def lines(self) -> list[str]:
        """One line a problem, sorted by line number, and one for each kind of which there are more."""
        more = [
            f"and {count - _SHOWN} more like line {next(line for line, of, _ in self._found if of == kind)}"
            for kind, count in self._counts.items()
            if count > _SHOWN
        ]
        return [text for _, _, text in sorted(self._found, key=lambda found: found[0])] + more


class Rules:
    """Rules of one format, told element by element what a file holds."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.nodes: dict[str, int] = {}
        self.edges: dict[str, int] = {}
        self.kinds: dict[tuple[str, str, str], int] = {}
        self.ends: list[tuple[int, str]] = []
        self.graphs = 0

    def start(self, name: str, attributes: Mapping[str, str], parents: Sequence[str], line: int) -> None:
        """An element begins."""
        raise NotImplementedError

    def end(self, name: str, text: str, parents: Sequence[str], line: int) -> None:
        """An element ends; `text` is the text since the last tag."""
        raise NotImplementedError

    def finish(self) -> None:
        """The file ends."""
        if not self.graphs:
            self.findings.add("graph", 1, "the file holds no <graph>", "export it again")
        for line, end in self.ends:
            if end not in self.nodes:
                what = f"the edge ends at {quoted(end)}, which is no node of the file"
                self.findings.add("end", line, what, "write the node")

    def node(self, attributes: Mapping[str, str], line: int) -> None:
        """A node: its id."""
        self._id("node", attributes.get("id"), self.nodes, line)

    def edge(self, attributes: Mapping[str, str], kind: str, line: int, *, directed: bool = True) -> None:
        """An edge: its id, its ends, and what keeps it apart from others between the same ends."""
        if "id" in attributes:
            self._id("edge", attributes["id"], self.edges, line)
        missing = [end for end in ("source", "target") if not attributes.get(end)]
        if missing:
            self.findings.add("ends", line, f"the edge has no {missing[0]}; Gephi drops it", "write both ends")
            return
        ends = [attributes["source"], attributes["target"]]
        self.ends.extend((line, end) for end in ends)
        source, target = ends if directed else sorted(ends)
        first = before(self.kinds, (source, target, kind), line)
        if first is not None:
            ends_of = f"{quoted(source)} to {quoted(target)}"
            what = f"the edge from {ends_of} has the type {quoted(kind)} of that in line {first}; Gephi merges the two"
            self.findings.add("parallel", line, what, f"give each a type of its own ({self.type_attribute})")

    type_attribute = "label"

    def weight(self, text: str, line: int) -> None:
        """The weight of an edge."""
        number = decimal(text.strip().replace(",", "."))
        if number is None or not isfinite(number):
            self.findings.add("weight", line, f"the weight {quoted(text)} is no number", "write a number above 0")
        elif number == 0:
            self.findings.add("weight 0", line, "the weight is 0; Gephi removes the edge", "write a number above 0")
        elif number < 0:
            what = f"the weight {quoted(text)} is below 0"
            self.findings.add("weight below 0", line, what, "write a number above 0, and scores in their own column")

    def looks(self, name: str, text: str, line: int) -> None:
        """A colour part, a place or a size."""
        if name in {"r", "g", "b"}:
            if not _COLOUR.fullmatch(text) or int(text) > _BRIGHTEST:
                what = f"the colour {name}={quoted(text)} is no whole number from 0 to 255"
                self.findings.add("colour", line, what, "write one, without a point")
        elif name != "color":
            number = decimal(text)
            if number is None or not isfinite(number):
                self.findings.add(
                    "looks", line, f"{name}={quoted(text)} is no number", "write one, or rename the column"
                )

    def column_type(self, kind: str, column: str, line: int) -> None:
        """The declared type of a column."""
        if not kind:
            what = f"the column {quoted(column)} has no type; Gephi takes it for text"
            self.findings.add("no type", line, what, "declare its type")
        elif kind.lower() not in TYPES:
            what = f"the column {quoted(column)} has the unknown type {quoted(kind)}; Gephi drops the column"
            self.findings.add("type", line, what, "use boolean, int, long, float, double or string")

    def value(self, kind: str, column: str, text: str, line: int) -> None:
        """A value of a column."""
        if not text.strip():
            return
        wrong = _wrong(kind.lower(), text)
        if wrong:
            what, todo = wrong
            self.findings.add(f"value {what}", line, f"{quoted(column)} is {quoted(text)}, {what}", todo)

    def _id(self, owner: str, value: str | None, known: dict[str, int], line: int) -> None:
        if not value:
            self.findings.add(f"no {owner} id", line, f"the {owner} has no id", "give it one")
            return
        if value != value.strip() or "\n" in value or "\r" in value:
            what = f"the {owner} id {quoted(value)} has a line break or outer blanks"
            self.findings.add(f"{owner} id blanks", line, what, "use short ids without them")
        first = before(known, value, line)
        if first is not None:
            what = f"the {owner} id {quoted(value)} stands in line {first} already; Gephi drops the second {owner}"
            self.findings.add(f"{owner} id twice", line, what, f"give every {owner} an id of its own")


def before(known: dict[KeyT, int], key: KeyT, line: int) -> int | None:
    """The line in which a key was seen before; None, and the key noted, where it was not."""
    # a whole file may stand in one line, so that comparing lines would not do
    if key in known:
        return known[key]
    known[key] = line
    return None


def decimal(text: str) -> float | None:
    """The number that Java reads in a text; None where it reads none."""
    if _INFINITE.fullmatch(text):
        return float("nan")
    return float(text.rstrip("fFdD")) if _DECIMAL.fullmatch(text) else None


def quoted(text: str) -> str:
    """Foreign text for a message: one line, at most 60 characters, in quotes."""
    return f'"{one_line(text, 60)}"'


def _wrong(kind: str, text: str) -> tuple[str, str] | None:
    """What Gephi makes of a value wrongly, and what to do."""
    value = text.strip()
    if value.casefold() == "null":
        return "which Gephi reads as missing", "leave the value out, or write another word"
    if kind == "boolean":
        return (
            None
            if value.lower() in {"true", "false", "1", "0"}
            else ("which Gephi reads as false", "write true or false")
        )
    if kind in _BITS or kind == "biginteger":
        return _wrong_integer(kind, value)
    if kind in _DECIMALS:
        number = decimal(value)
        if number is None:
            return "which is no number", "write one, or declare the column as string"
        return None if isfinite(number) else ("which is not finite", "leave the value out")
    if "INF" in text:
        return 'in which Gephi turns "INF" into "Infinity"', "spell it otherwise, or keep it in the label"
    return None


def _wrong_integer(kind: str, value: str) -> tuple[str, str] | None:
    if not _INTEGER.fullmatch(value):
        return "which is no whole number", "write one, or declare the column as double or string"
    bits = _BITS.get(kind)
    # 19 digits hold any long, and Python refuses to read some thousands of them
    if bits and (len(value) > _LONGEST or not -(2 ** (bits - 1)) <= int(value) < 2 ** (bits - 1)):
        return f"which is too large for the type {kind}", "declare the column as string"
    return None
