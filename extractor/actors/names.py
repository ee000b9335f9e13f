"""Find the known names in a text: one pass over its words, longest name first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extractor.actors.knowledge import Hit, Knowledge, word_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SMALL: Final = 3


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A known name in the text and all that it may stand for."""

    start: int
    end: int
    hits: tuple[Hit, ...]


def find_names(text: str, knowledge: Knowledge) -> Iterator[NameMatch]:
    """All known names in a text, left to right, the longest at each place, never overlapping.

    A name counts where its first letter is a capital, an acronym only in capitals throughout: "us" is no
    country and "Turkey" in lower case a bird.

    Args:
        text: Clean text.
        knowledge: The index of names.

    Yields:
        Matches with character offsets; a possessive "'s" is not part of the name.
    """
    words = word_spans(text)
    folded = [word for word, _, _ in words]
    at = 0
    while at < len(words):
        longest = knowledge.longest.get(folded[at], 0)
        ahead = " ".join(folded[at : at + longest]) + " " if longest else ""
        for length, hits in knowledge.names.starting(ahead) if longest else ():
            start, end = words[at][1], words[at + length - 1][2]
            readings = tuple(hit for hit in hits if _spelt(text[start:end], hit))
            if (readings or not hits) and not _broken(text[start:end]):
                if readings:
                    yield NameMatch(start, end, readings)
                at += length - 1
                break
        at += 1


def _spelt(surface: str, hit: Hit) -> bool:
    """Whether the letters' case lets these words be this name."""
    if hit.form == "acronym":
        letters = surface.replace(".", "")
        return letters == letters.upper() or (
            len(letters) > _SMALL
            and surface[0].isupper()
            and surface[1:2].islower()
            and hit.entry.actor.type != "state"
        )
    if hit.form == "place" and len(surface) > 1 and surface.isupper():
        return False  # "NIS" is a company; a headline in capitals loses its towns
    return surface[0].isupper() or (surface[:3] in ("al-", "ash", "as-") and any(c.isupper() for c in surface))


def _broken(surface: str) -> bool:
    """Whether a sentence or line end runs through the words."""
    return "\n\n" in surface or ". " in surface.replace("St. ", "").replace("Dr. ", "") or "; " in surface


def choose(hits: Iterable[Hit], countries: frozenset[str]) -> Hit | None:
    """The reading that fits a document in which these countries are named; None if none does.

    A reading that needs a country is taken where that country is named, and before those that need none.
    """
    open_to_all = None
    for hit in hits:
        if not hit.entry.needs:
            open_to_all = open_to_all or hit
        elif countries & set(hit.entry.needs):
            return hit
    return open_to_all
