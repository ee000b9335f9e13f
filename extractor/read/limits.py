"""How much is taken in: one place for every bound, each with its unit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what is read; what is larger is refused before it fills the memory.

    Attributes:
        text_bytes: Size of one text file, unpacked, in bytes. A thick book has about a million.
        line_bytes: Size of one line (one document) of a file of lines, in bytes.
        unpacked_bytes: What a packed file of lines may unpack to, in bytes; one that is not packed may be of any size.
        nesting: How deep the values of one line may be nested.
    """

    text_bytes: int = 10_000_000
    line_bytes: int = 10_000_000
    unpacked_bytes: int = 2_000_000_000
    nesting: int = 50


LIMITS = Limits()


def megabytes(size: int) -> str:
    """A size for people: `10 MB`."""
    giga = size / 1_000_000_000
    return f"{giga:.3g} GB" if giga >= 1 else f"{1000 * giga:.3g} MB"
