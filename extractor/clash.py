"""A clash of what a user brings with what is shipped: no error, as what wins is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Kind = TypeVar("Kind", bound=str)


@dataclass(frozen=True, slots=True)
class Clash(Generic[Kind]):
    """One clash.

    Attributes:
        kind: Which sort it is; the `TITLES` of its module have a heading for each.
        text: One line.
    """

    kind: Kind
    text: str
