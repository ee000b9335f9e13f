"""Articles with the answer written into them: `[[the Malian army|MLI.MIL]]`, explained in README.md."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parent
_TOKEN: Final = re.compile(r"\[\[|\|([^\[\]|\n]*)\]\]")
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*(\.[A-Za-z0-9-]+)*")


class MarkError(ValueError):
    """A mark that is not closed, not opened, or has no proper id."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An actor in the text.

    Attributes:
        start: Where it begins in the text without marks, in code points.
        end: Where it ends, half open.
        ids: The ids that are right, in the order written.
        optional: Right where it is found, and no miss where it is not.
    """

    start: int
    end: int
    ids: tuple[str, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """An article as it is read by the program, and who is in it.

    Attributes:
        name: Of the file, without suffix.
        date: Day of publication (ISO 8601).
        title: Headline, no part of the text.
        text: Without marks.
        marks: In text order, the outer before the inner.
    """

    name: str
    date: str
    title: str
    text: str
    marks: tuple[Mark, ...]


def parse(marked: str) -> tuple[str, tuple[Mark, ...]]:
    """Take the marks out of a text.

    Args:
        marked: Text with marks; marks may stand in marks.

    Returns:
        The text without marks, and the marks.

    Raises:
        MarkError: A mark is broken; the message holds the words around it.
    """
    out: list[str] = []
    length, last = 0, 0
    opened: list[int] = []
    marks: list[Mark] = []
    for token in _TOKEN.finditer(marked):
        out.append(marked[last : token.start()])
        length += token.start() - last
        last = token.end()
        around = marked[max(0, token.start() - 30) : token.end()]
        if token.group(1) is None:
            opened.append(length)
            continue
        ids = tuple(token.group(1).removeprefix("?").split("/"))
        if not opened or opened[-1] == length or not all(_ID.fullmatch(one) for one in ids):
            raise MarkError(f"not opened, empty, or without a proper id: {around!r}")
        marks.append(Mark(opened.pop(), length, ids, optional=token.group(1).startswith("?")))
    text = "".join([*out, marked[last:]])
    if opened or "[[" in text or "]]" in text:
        raise MarkError(f"a mark is not closed, in: {marked[:60]!r}")
    return text, tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end)))


def read(path: Path) -> Article:
    """Read one article: a line `date: …`, a line `title: …`, an empty line, the text."""
    date, title, empty, body = path.read_text("utf-8").split("\n", 3)
    if not (date.startswith("date: ") and title.startswith("title: ") and not empty):
        raise MarkError(f"{path.name}: no head of date, title and empty line")
    text, marks = parse(body)
    return Article(path.stem, date.removeprefix("date: "), title.removeprefix("title: "), text, marks)


def articles() -> tuple[Article, ...]:
    """All articles of the folder, by name."""
    return tuple(read(path) for path in sorted(FOLDER.glob("*.txt")))
