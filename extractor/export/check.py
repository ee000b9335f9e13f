"""Will Gephi read a file whole? Its importers' rules, as far as they lose or change data without saying so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final
from xml.parsers import expat

from extractor.errors import one_line
from extractor.export.check_gexf import GexfRules
from extractor.export.check_graphml import GraphmlRules
from extractor.export.check_rules import Findings, Rules

if TYPE_CHECKING:
    from collections.abc import Mapping

_CHUNK: Final = 1 << 16
_DEEPEST: Final = 256
_BAD_REFERENCE: Final = "reference to invalid character number"
_BAD_TOKEN: Final = "not well-formed (invalid token)"  # noqa: S105 - a message of expat
_ROOTS: Final[dict[str, type[Rules]]] = {"graphml": GraphmlRules, "gexf": GexfRules}


def problems(path: str | Path) -> list[str]:
    """Say what Gephi would lose, change or refuse of a GraphML or GEXF file.

    The file is read in pieces, nothing outside it is opened, and a hostile one (entities, deep nesting, broken XML) is
    answered like any other: with a line.

    Args:
        path: A .graphml or .gexf file; which of both it is, its content says.

    Returns:
        One line a problem: the line number, what is wrong, what to do. Of one kind ten are listed and the others
        counted. Empty where Gephi reads the file whole.
    """
    path = Path(path)
    try:
        if path.exists() and not path.is_file():
            return [f"{one_line(str(path))} is no regular file: name a .graphml or .gexf file"]
        with path.open("rb") as stream:
            return _read(stream)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return [f"{one_line(str(path))} cannot be read: {one_line(reason)}"]


class _StopError(Exception):
    """Reading on is of no use, or not safe; the finding is already noted."""


def _read(stream: BinaryIO) -> list[str]:
    findings = Findings()
    # names come as "namespace local": Gephi looks at local names alone, but wants prefixes declared
    parser = expat.ParserCreate(namespace_separator=" ")
    handler = _Handler(parser, findings)
    try:
        while piece := stream.read(_CHUNK):
            parser.Parse(piece, False)  # noqa: FBT003 - expat takes it by position only
        parser.Parse(b"", True)  # noqa: FBT003
        handler.finish()
    except _StopError:
        pass
    except expat.ExpatError as error:
        _broken(findings, stream, parser, error)
    except (LookupError, ValueError) as error:  # an encoding that is unknown or not supported
        findings.add("broken", parser.CurrentLineNumber, f"{one_line(str(error))}; Gephi cannot open it", "write UTF-8")
    return findings.lines()


class _Handler:
    """Hands what expat reads to the rules of the file's format."""

    def __init__(self, parser: expat.XMLParserType, findings: Findings) -> None:
        self.parser = parser
        self.findings = findings
        self.rules: Rules | None = None
        self.stack: list[str] = []
        self.text: list[str] = []
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text.append
        parser.EntityDeclHandler = self.entity

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        line = self.parser.CurrentLineNumber
        local = name.rpartition(" ")[2]
        if self.rules is None:
            if local not in _ROOTS:
                what = f"the file holds <{one_line(local, 40)}>, neither GraphML nor GEXF"
                self.findings.add("root", line, what, "name a .graphml or .gexf file")
                raise _StopError
            self.rules = _ROOTS[local](self.findings)
        if len(self.stack) >= _DEEPEST:
            self.findings.add("deep", line, f"elements are nested over {_DEEPEST} deep", "write a flat graph")
            raise _StopError
        self.text.clear()
        self.rules.start(local, {key.rpartition(" ")[2]: value for key, value in attributes.items()}, self.stack, line)
        self.stack.append(local)

    def end(self, _: str) -> None:
        local = self.stack.pop()
        if self.rules is not None:
            self.rules.end(local, "".join(self.text), self.stack, self.parser.CurrentLineNumber)
        self.text.clear()

    def entity(self, name: str, *_: object) -> None:
        what = f"the file declares the entity {one_line(name, 40)!r}, which is not expanded"
        self.findings.add("entity", self.parser.CurrentLineNumber, what, "write the text itself")
        raise _StopError

    def finish(self) -> None:
        if self.rules is not None:
            self.rules.finish()


def _broken(findings: Findings, stream: BinaryIO, parser: expat.XMLParserType, error: expat.ExpatError) -> None:
    what, todo = expat.ErrorString(error.code), "mend the XML there"
    if what == _BAD_REFERENCE:
        what, todo = "a reference to a character that XML does not allow", "remove it"
    elif what == _BAD_TOKEN:
        stream.seek(max(parser.ErrorByteIndex, 0))
        byte = stream.read(1)
        if byte and byte < b" ":
            what, todo = f"the control character U+{byte[0]:04X}, which XML does not allow", "remove it"
        elif byte >= b"\x80":
            what, todo = "bytes that are no text in the file's encoding", "write UTF-8, without U+FFFE and surrogates"
    elif parser.CurrentByteIndex <= 0 and not findings:
        what, todo = "the file is empty", "export it again"
    findings.add("broken", error.lineno, f"column {error.offset + 1}: {what}; Gephi cannot open the file", todo)
