"""Make foreign text fit for the pipeline, and remember where each character stood in the text as given.

News comes with mis-decoded bytes, invisible marks inside names, decomposed accents, and now and then with runs of
brackets that hold a tokenizer for minutes. All of it is put right once, here; the evidence is cut from the given text.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_RUN: Final = 64
"""So many symbols may stand in a row; longer runs (rules, brackets gone wild) are cut down to `KEPT_OF_RUN`."""
KEPT_OF_RUN: Final = 3
LONGEST_WORD: Final = 256
"""Characters without white space; longer ones (data URLs, stacked accents) are cut down to `KEPT_OF_WORD`."""
KEPT_OF_WORD: Final = 64

# Windows characters that were decoded as Latin-1 land among the C1 controls; browsers read them as this, too.
_WINDOWS: Final = {
    code: char for code in range(0x80, 0xA0) if len(char := bytes([code]).decode("cp1252", errors="ignore")) == 1
}
_SPACES: Final = "\x1c\x1d\x1e\x1f\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_BREAKS: Final = "\x0b\x0c\u2028\u2029"
_HYPHENS: Final = "\u2010\u2011"
_APOSTROPHES: Final = "\u2019\u02bc"
_PLANES: Final = range(0x10000, 0x110000, 0x10000)
_NO_CHARACTERS: Final = "".join(chr(plane + last) for plane in _PLANES for last in (0xFFFE, 0xFFFF))
# Characters without a glyph: controls, soft hyphen, joiners, zero-width and bidi marks, variation selectors, fillers,
# interlinear marks, BOM, tags, surrogates left alone, and code points that are no characters at all.
_INVISIBLE: Final = (
    "\x00-\x08\x0e-\x1b\x7f\x81\x8d\x8f\x90\x9d\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff"
    "\ufdd0-\ufdef\ud800-\udfff\U000e0000-\U000e0fff" + _NO_CHARACTERS
)
_LIGATURES: Final = "\ufb00-\ufb06"

# One character for one: needs no offsets.
_ONE_TO_ONE: Final[dict[int, str]] = {
    **_WINDOWS,
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(map(ord, _BREAKS), "\n"),
    **dict.fromkeys(map(ord, _HYPHENS), "-"),
    **dict.fromkeys((*map(ord, _APOSTROPHES), 0x92), "'"),
}
_ANY_ONE_TO_ONE: Final = re.compile(f"[\x80-\x9f{_SPACES}{_BREAKS}{_HYPHENS}{_APOSTROPHES}]")
_LONE_RETURN: Final = re.compile(r"\r(?!\n)")
_SEQUENCE: Final = r"\x1b\[[0-?]{0,32}[ -/]{0,8}[@-~]|\x1b\][^\x07\x1b\n]{0,2048}(?:\x07|\x1b\\)"
_REMOVED: Final = re.compile(rf"{_SEQUENCE}|\r(?=\n)|[{_INVISIBLE}]+")
_LIGATURE: Final = re.compile(f"[{_LIGATURES}]")
_RUN: Final = re.compile(rf"(?<![^\w\s])(?<!_)(?:[^\w\s]|_){{{LONGEST_RUN + 1},}}")
_WORD: Final = re.compile(rf"(?<!\S)\S{{{LONGEST_WORD + 1},}}")
# A stretch that composition may change: it begins at an ASCII character, which never joins what stands before it.
_NOT_ASCII: Final = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")
_JAMO: Final = range(0x1160, 0x1200)

_Edit = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Clean:
    """Clean text, with the way back to the text as given.

    Attributes:
        text: The text to read.
        offsets: For each character of `text`, where it begins in the given text; None where both agree throughout.
        ends: For each character of `text`, where it ends in the given text (half open); None where they agree.
    """

    text: str
    offsets: array[int] | None = None
    ends: array[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the given text that a stretch of the clean text was made from.

        Args:
            start: Begin in the clean text, in code points.
            end: End in the clean text, half open; not before `start`, not behind the text.

        Returns:
            Begin and half-open end in the given text. Empty only for an empty stretch; characters that were removed
            inside it are covered, those around it are not.

        Raises:
            IndexError: The stretch lies outside the clean text.
        """
        if not 0 <= start <= end <= len(self.text):
            message = f"({start}, {end}) lies outside a text of {len(self.text)} characters"
            raise IndexError(message)
        if self.offsets is None or self.ends is None:
            return start, end
        if start == end:
            place = self.offsets[start] if start < len(self.offsets) else (self.ends[-1] if self.ends else 0)
            return place, place
        return self.offsets[start], self.ends[end - 1]


def clean(text: str) -> Clean:
    r"""Normalise a text; text that is clean already comes back as it is, at no cost worth naming.

    Accents are composed (NFC). Controls, terminal sequences, soft hyphens, zero-width and bidi marks, BOMs and lone
    surrogates are removed; exotic spaces become spaces, line breaks of all kinds `\n`, typographic apostrophes and
    hyphens the plain ones; ligatures are spelt out. A run of more than 64 symbols is cut to 3, a word of more than 256
    characters to 64. Cleaning twice is cleaning once.

    Args:
        text: Any string whatever, as given.

    Returns:
        The clean text and its offsets in the given one.
    """
    if _ANY_ONE_TO_ONE.search(text):
        text = text.translate(_ONE_TO_ONE)
    if "\r" in text:
        text = _LONE_RETURN.sub("\n", text)
    result = _edited(Clean(text), [(m.start(), m.end(), "") for m in _REMOVED.finditer(text)])
    if not text.isascii():
        result = _edited(result, _ligatures(result.text))
    # Words are cut before accents are composed: sorting a long stack of accents takes quadratic time.
    result = _shortened(result)
    if not unicodedata.is_normalized("NFC", result.text):
        result = _shortened(_edited(result, list(_compositions(result.text))))
    return result


def _ligatures(text: str) -> list[_Edit]:
    return [(m.start(), m.end(), unicodedata.normalize("NFKC", m.group())) for m in _LIGATURE.finditer(text)]


def _shortened(given: Clean) -> Clean:
    cut = _edited(given, [(m.start() + KEPT_OF_RUN, m.end(), "") for m in _RUN.finditer(given.text)])
    return _edited(cut, [(m.start() + KEPT_OF_WORD, m.end(), "") for m in _WORD.finditer(cut.text)])


def _compositions(text: str) -> Iterator[_Edit]:
    for match in _NOT_ASCII.finditer(text):
        stretch = match.group()
        if unicodedata.is_normalized("NFC", stretch):
            continue
        begin = 0
        for end in range(1, len(stretch) + 1):
            if end < len(stretch) and _joins(stretch[end]):
                continue
            piece = stretch[begin:end]
            composed = unicodedata.normalize("NFC", piece)
            if composed != piece:
                yield match.start() + begin, match.start() + end, composed
            begin = end


def _joins(char: str) -> bool:
    """Whether a character may melt into the one before it: marks, and the vowels and tails of Hangul."""
    return unicodedata.category(char)[0] == "M" or ord(char) in _JAMO


def _edited(given: Clean, edits: list[_Edit]) -> Clean:
    """Replace stretches of a clean text, keeping the way back; the edits are in order and do not overlap."""
    if not edits:
        return given
    starts = given.offsets if given.offsets is not None else array("I", range(len(given.text)))
    stops = given.ends if given.ends is not None else array("I", range(1, len(given.text) + 1))
    text: list[str] = []
    offsets, ends = array("I"), array("I")
    done = 0
    for start, end, put in edits:
        text += (given.text[done:start], put)
        offsets += starts[done:start]
        ends += stops[done:start]
        if put:
            offsets.extend([starts[start]] * len(put))
            ends.extend([stops[end - 1]] * len(put))
        done = end
    text.append(given.text[done:])
    offsets += starts[done:]
    ends += stops[done:]
    return Clean("".join(text), offsets, ends)
