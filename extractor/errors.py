"""What can go wrong with an input, as values: a run goes on past them and lists them at its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_LINE_CHARS: Final = 500


class ActorGraphError(Exception):
    """An error that its reader can mend: the message says in one line what is wrong and what to do."""


class OutputError(ActorGraphError):
    """A file cannot be written; the inputs were well."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be used.

    Attributes:
        where: File or document, as the user named it.
        line: Line in it, counted from 1; None where the whole is meant.
        what: What is wrong.
        todo: What the user can do about it.
    """

    where: str
    line: int | None
    what: str
    todo: str = ""

    def __str__(self) -> str:
        """One line: `news.jsonl, line 3: no field "text". Add it.`."""
        place = self.where if self.line is None else f"{self.where}, line {self.line}"
        return one_line(f"{place}: {self.what}. {self.todo}" if self.todo else f"{place}: {self.what}.")


@dataclass(frozen=True, slots=True)
class Note:
    """Something the user may want to know of an input, which is no failure.

    Attributes:
        where: File or document, as the user named it.
        what: What there is to know.
        kind: `empty` and `foreign` documents are counted; `skipped` is what was not read; `note` all else.
    """

    where: str
    what: str
    kind: str = "note"

    def __str__(self) -> str:
        """One line."""
        return one_line(f"{self.where}: {self.what}.")


def one_line(text: str, limit: int = _LINE_CHARS) -> str:
    """Foreign text made fit for a message: one line, printable characters only, at most `limit` long.

    Args:
        text: Any string; control characters, escapes and lone surrogates become `?`, white space a space.
        limit: Number of characters kept.
    """
    line = "".join(char if char.isprintable() else " " if char.isspace() else "?" for char in text[: 4 * limit])
    line = " ".join(line.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
