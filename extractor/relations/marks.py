"""The marked sentences of rules: "[Israel] struck {Iran}" -> text, source span, target span."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from extractor.data import DataError

_MARK: Final = re.compile(r"[\[\]{}]")


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence with its marked source and target (half-open character ranges)."""

    text: str
    source: tuple[int, int]
    target: tuple[int, int]


def unmark(sentence: str) -> Marked:
    """Take the marks out of a rule's example.

    Args:
        sentence: Text in which `[...]` holds the source and `{...}` the target, each exactly once.

    Raises:
        DataError: A mark is missing, doubled or left open.
    """
    out: list[str] = []
    spans: dict[str, tuple[int, int]] = {}
    opened: dict[str, int] = {}
    length = at = 0
    for match in _MARK.finditer(sentence):
        piece = sentence[at : match.start()]
        out.append(piece)
        length += len(piece)
        at = match.end()
        mark = match.group()
        if mark in "[{":
            opened[mark] = length
        else:
            opening = "[" if mark == "]" else "{"
            if opening not in opened or opening in spans:
                raise DataError(_wrong(sentence))
            spans[opening] = (opened.pop(opening), length)
    out.append(sentence[at:])
    if set(spans) != {"[", "{"} or opened:
        raise DataError(_wrong(sentence))
    return Marked("".join(out), spans["["], spans["{"])


def _wrong(sentence: str) -> str:
    return f"{sentence!r}: an example marks one [source] and one {{target}}"
