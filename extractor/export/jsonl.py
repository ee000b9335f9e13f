"""RELATIONS.jsonl: one relation row a line, nothing folded."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, BinaryIO, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from extractor.export.registry import Options

# JSON allows these in text, but readers that split lines as Python's str.splitlines does would split there.
_BREAKS: Final = {ord(char): f"\\u{ord(char):04x}" for char in "\x7f\x85\u2028\u2029"}


def line(row: Mapping[str, Any]) -> bytes:
    r"""One row as a line of JSON, line break included.

    Text stands as it is; lone surrogates, which UTF-8 cannot hold, stand as `\ud800`, so that reading gives them back.

    Args:
        row: Anything that JSON can hold; fields stay in their order.

    Raises:
        ValueError: A number is not finite.
    """
    text = json.dumps(row, ensure_ascii=False, allow_nan=False, separators=(",", ":")).translate(_BREAKS)
    return text.encode("utf-8", "backslashreplace") + b"\n"


def dump(rows: Iterable[Mapping[str, Any]], stream: BinaryIO, options: Options | None = None) -> None:
    """Write relation rows, one a line, in the order given.

    Args:
        rows: Rows as `Relation.as_row` makes them; read once, none is kept.
        stream: Where to write; left open.
        options: Not used.

    Raises:
        ValueError: A number in a row is not finite.
    """
    del options
    stream.writelines(line(row) for row in rows)
