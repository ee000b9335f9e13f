"""The project's own sentences in `models/relations`: coded, empty and judged."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from benchmarks.common import ROOT
from extractor.data import DataError
from extractor.relations.marks import Marked, unmark

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDER: Final = ROOT / "models" / "relations"
_VERDICTS: Final = {"right": True, "wrong": False}


@dataclass(frozen=True, slots=True)
class CodedSentence:
    """A sentence with the pair that is marked in it and the root that a coder gives the pair."""

    root: str
    construction: str
    marked: Marked

    @property
    def held(self) -> bool:
        """Whether it belongs to the third that nobody looks at."""
        return held(self.marked.text)


@dataclass(frozen=True, slots=True)
class EmptySentence:
    """A sentence in which nobody does anything to anybody that PLOVER codes."""

    kind: str
    text: str

    @property
    def held(self) -> bool:
        """Whether it belongs to the third that nobody looks at."""
        return held(self.text)


@dataclass(frozen=True, slots=True)
class JudgedReading:
    """A reading of the program's in a coded sentence: is it right that the source does this to the target?"""

    right: bool
    root: str
    marked: Marked


def held(text: str) -> bool:
    """Whether a sentence is held out, by a digest of its text: a third of all."""
    return hashlib.sha256(text.encode()).digest()[0] % 3 == 0


def read_coded(folder: Path = FOLDER / "coded") -> Iterator[CodedSentence]:
    """The coded sentences of all roots.

    Raises:
        DataError: A sentence does not mark one source and one target.
    """
    for file in sorted(folder.glob("*.tsv")):
        for construction, sentence in _lines(file, 2):
            yield CodedSentence(file.stem.upper(), construction, unmark(sentence))


def read_empty(folder: Path = FOLDER / "empty") -> Iterator[EmptySentence]:
    """The sentences that hold nothing to code.

    Raises:
        DataError: A line has not two fields.
    """
    for file in sorted(folder.glob("*.tsv")):
        for kind, sentence in _lines(file, 2):
            yield EmptySentence(kind, sentence)


def read_judged(file: Path = FOLDER / "judged.tsv") -> Iterator[JudgedReading]:
    """The judged readings.

    Raises:
        DataError: A line is not a verdict, a root and a marked sentence.
    """
    if not file.is_file():
        return
    for verdict, root, sentence in _lines(file, 3):
        if verdict not in _VERDICTS:
            message = f"{file.name}: {verdict!r} is no verdict; write right or wrong"
            raise DataError(message)
        yield JudgedReading(_VERDICTS[verdict], root, unmark(sentence))


def _lines(file: Path, fields: int) -> Iterator[list[str]]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            parts = line.split("\t")
            if len(parts) != fields:
                message = f"{file.name}: line {number}: {len(parts)} fields where {fields} should be, parted by tabs"
                raise DataError(message)
            yield parts
