"""Bytes to text: by byte order mark, as UTF-8, as UTF-16, else as the likeliest of the old encodings."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    # The mark of UTF-32 begins with that of UTF-16, so it is asked for first.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC: Final = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\x1f\x8b", "packed with gzip"),
    (b"BZh", "packed with bzip2"),
    (b"\xfd7zXZ\x00", "packed with xz"),
    (b"\x28\xb5\x2f\xfd", "packed with zstd"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"\x89PNG\r\n\x1a\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"PAR1", "a Parquet table"),
    (b"SQLite format 3\x00", "a database"),
    (b"{\\rtf", "a rich text document"),
)
_SAMPLE: Final = 100_000
_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))
_MOST_CONTROLS: Final = 0.02
_MOST_FOREIGN: Final = 0.15
_SHORT: Final = 100
_FEWEST: Final = 4


class NotTextError(ValueError):
    """The bytes are no text; the message says what they look like."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text that was bytes.

    Attributes:
        text: The text, without a byte order mark, line ends as they were.
        encoding: Name of the encoding that was used.
        replaced: How many characters stand as U+FFFD because their bytes made no sense.
    """

    text: str
    encoding: str
    replaced: int = 0


def decode(data: bytes) -> Decoded:
    """Turn the bytes of a file into text.

    Args:
        data: The whole file.

    Returns:
        The text. Bytes that make no sense are replaced and counted; nothing else is changed.

    Raises:
        NotTextError: The bytes are a PDF, a picture or some other thing that is no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _replacing(data[len(mark) :], encoding)
    refuse_binary(data)
    wide = _wide(data)
    if wide:
        return _replacing(data, wide)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _old(data)


def refuse_binary(data: bytes) -> None:
    """Raise unless the first bytes of a file look like text.

    Args:
        data: The file, or its first part.

    Raises:
        NotTextError: The bytes are no text.
    """
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise NotTextError(what)
    if any(data.startswith(mark) for mark, _ in _MARKS) or _wide(data):
        return
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, delete=_CONTROLS))
    # A stray NUL in a news text happens; every fiftieth byte a control character does not.
    if controls > max(1, _MOST_CONTROLS * len(sample)):
        raise NotTextError("binary data")


def encoding_of(head: bytes) -> str:
    """Encoding of a file of lines, told by its first bytes: a wide one, or else `utf-8`."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    return _wide(head) or "utf-8"


def mark_length(head: bytes) -> int:
    """How many bytes of byte order mark a file begins with."""
    return next((len(mark) for mark, _ in _MARKS if head.startswith(mark)), 0)


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: in English text every other byte is zero."""
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    if len(sample) < _FEWEST:
        return None
    high, low = sample[1::2].count(0), sample[::2].count(0)
    if high > 0.7 * half and low < 0.05 * half:
        return "utf-16-le"
    if low > 0.7 * half and high < 0.05 * half:
        return "utf-16-be"
    return None


def _replacing(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    return Decoded(text, encoding, max(0, text.count("\ufffd") - _honest(data, encoding)))


def _honest(data: bytes, encoding: str) -> int:
    """Replacement characters that the file itself holds."""
    mark = "\ufffd".encode(encoding, errors="ignore")
    return data.count(mark) if mark else 0


def _old(data: bytes) -> Decoded:
    """Text that is not UTF-8 throughout: UTF-8 with a few broken bytes, or an old encoding of one byte a character."""
    broken = _replacing(data, "utf-8")
    whole = sum(char > "\x7f" for char in broken.text) - broken.replaced
    if whole > broken.replaced:
        return broken
    if len(data) < _SHORT or broken.replaced < _MOST_FOREIGN * len(data):
        # English in an old Western encoding, or too little to guess by. Windows' own has Latin-1 within it, and the
        # curly quotes.
        return _replacing(data, "cp1252")
    # Mostly not English: which language it is can only be told from the right letters. Imported late: rarely needed.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    guess = from_bytes(data[:_SAMPLE]).best()
    return _replacing(data, "cp1252" if guess is None else guess.encoding)
