"""Files of lines, one JSON object a line: read in bounded memory, a bad line costs itself only."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NoReturn

from extractor.errors import Failure, one_line
from extractor.read.decode import NotTextError, decode, encoding_of, mark_length, refuse_binary
from extractor.read.items import writable
from extractor.read.limits import megabytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.read.limits import Limits

_MEND: Final = "Mend or remove the line."
_HEAD: Final = 4096
_STEP: Final = {"[": 1, "{": 1, "]": -1, "}": -1}
_TOKEN: Final = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[{]|[\]}]', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """One JSON object of a file of lines."""

    number: int
    row: dict[str, Any]


class Rejoined(io.RawIOBase):
    """A stream whose first bytes were read already; for a look at what has no way back (standard input)."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        """Join the bytes read and the stream that they came from."""
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer, first from the head."""
        data = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(data) :]
        buffer[: len(data)] = data
        return len(data)


def peek(stream: BinaryIO, size: int = _HEAD) -> tuple[bytes, BinaryIO]:
    """The first bytes of a stream, and a stream that still has them."""
    head = stream.read(size)
    return head, io.BufferedReader(Rejoined(head, stream))


def read_lines(stream: BinaryIO, where: str, limits: Limits) -> Iterator[Line | Failure]:
    """Read the JSON objects of a file; blank lines are passed over.

    Args:
        stream: The file, unpacked, at its beginning.
        where: What to call it in a message.
        limits: How much to take in.
    """
    head, stream = peek(stream)
    try:
        refuse_binary(head)
    except NotTextError as error:
        yield Failure(where, None, f"looks like {error}, not like JSONL", "Give a file of one JSON object a line.")
        return
    stream.read(mark_length(head))
    taken = 0
    for number, line in enumerate(_raw_lines(stream, encoding_of(head), limits.line_bytes), start=1):
        if line is None:
            yield Failure(where, number, f"longer than {megabytes(limits.line_bytes)}", "Split the document.")
            taken += limits.line_bytes
        else:
            taken += len(line)
            if line.strip():
                yield _parsed(line, where, number, limits)
        if taken > limits.unpacked_bytes:
            size = megabytes(limits.unpacked_bytes)
            yield Failure(where, number, f"the file holds more than {size}; the rest was left", "Split the file.")
            return


def _raw_lines(stream: BinaryIO, encoding: str, limit: int) -> Iterator[bytes | None]:
    """Lines as bytes of UTF-8 (or what was meant to be it); None for one that is too long."""
    if encoding == "utf-8":
        while line := stream.readline(limit + 1):
            if len(line) <= limit:
                yield line
                continue
            yield None
            while line and not line.endswith(b"\n"):
                line = stream.readline(limit)
        return
    wide = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="\n")
    while text := wide.readline(limit + 1):
        if len(text) <= limit:
            yield text.encode("utf-8", errors="replace")
            continue
        yield None
        while text and not text.endswith("\n"):
            text = wide.readline(limit)


def _parsed(line: bytes, where: str, number: int, limits: Limits) -> Line | Failure:
    try:
        row = _loaded(_text(line.rstrip(b"\r\n")), limits.nesting)
    except NotTextError:
        what = "is no text"
    except json.JSONDecodeError as error:
        what = f"not valid JSON ({error.msg} at column {error.colno})"
    except ValueError as error:
        what = f"not valid JSON ({one_line(str(error), 80)})"
    except RecursionError:
        what = f"nested deeper than {limits.nesting} levels"
    else:
        if isinstance(row, dict):
            return Line(number, row)
        what = "not a JSON object"
    return Failure(where, number, what, _MEND)


def _text(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return decode(line).text


def _loaded(text: str, deepest: int) -> Any:
    """The value of a JSON text; the depth is looked at first, since Python's parser may go down as far as the stack."""
    depth = 0
    if text.count("[") + text.count("{") > deepest:
        for match in _TOKEN.finditer(text):
            depth += _STEP.get(match.group(), 0)
            if depth > deepest:
                raise RecursionError
    return _DECODER.decode(text)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{writable(name)} is no number of JSON")


_DECODER: Final = json.JSONDecoder(parse_constant=_no_constant)
