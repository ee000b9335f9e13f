"""Find the known names in a text: one pass over its words, longest name first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from extractor.actors.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from extractor.actors.knowledge import Hit, Knowledge

Case = Literal["mixed", "upper", "lower"]
"""How a text is set: in capitals and small letters, all in capitals, or all in small letters."""

_SMALL: Final = 3
_WORD: Final = re.compile(r"([^\W_]+)")
_ACCENT: Final = re.compile("[\u0300-\u036f]")
_ACCENTED_WORD: Final = re.compile(r"([^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*)")
# Anchored at a point, which the engine finds fastest: the letter before it is the first of the acronym.
_POINTED: Final = re.compile(r"\.(?<=[^\W\d_]\.)(?<![^\W_].\.)(?:[^\W\d_]\.)+")
# The point behind a single letter ends an acronym or stands for a name: "U.N. refugee agency", "George W. Bush".
_ENDED: Final = re.compile(r"\n\n|; |(?<!\b[^\W\d_])(?<!\bSt)(?<!\bDr)\. ")
_ARABIC_ARTICLES: Final = ("al-", "ash", "as-")

# A text is taken for one in capitals or small letters by the letters of its beginning; a few words tell nothing.
_SAMPLE: Final = 2000
_LEAST_LETTERS: Final = 12
_ALL_CAPITALS: Final = 0.85
_NO_CAPITALS: Final = 0.005
# What the name of a single word must stand for to count in small letters; others are too often plain words.
_SURE_KINDS: Final = frozenset({"state", "people", "person", "armed_group", "igo"})


class NameMatch(NamedTuple):
    """A known name in the text and all that it may stand for."""

    start: int
    end: int
    hits: tuple[Hit, ...]


def case_of(text: str) -> Case:
    """How a text, headline or sentence is set, by the share of capitals among its letters.

    An acronym or two make no text in capitals, nor do a few words without any one in small letters.
    """
    sample = text[:_SAMPLE]
    upper, lower = sum(map(str.isupper, sample)), sum(map(str.islower, sample))
    letters = upper + lower
    if letters < _LEAST_LETTERS or " " not in sample.strip():
        return "mixed"
    if upper >= _ALL_CAPITALS * letters:
        return "upper"
    return "lower" if upper <= _NO_CAPITALS * letters else "mixed"


def find_names(text: str, knowledge: Knowledge, case: Case = "mixed", *, silent: bool = False) -> Iterator[NameMatch]:
    """All known names in a text, left to right, the longest at each place, never overlapping.

    In mixed case a name counts where its first letter is a capital, an acronym only in capitals throughout: "us" is no
    country and "turkey" in small letters a bird. In a text all in capitals every word counts as capitalised, but what
    is an everyday word as well only where it names a state ("TURKEY", not "WHO"). In one all in small letters names of
    several words count, and of single words those of states, peoples, persons, armed groups and international
    organisations that are no everyday words.

    Args:
        text: Clean text.
        knowledge: The index of names.
        case: How the text is set (see `case_of`).
        silent: Yield what only looks like an actor, too, with no hits.

    Yields:
        Matches with character offsets; a possessive "'s" is not part of the name.
    """
    cut = _cut(text)
    words, bounds = cut.words, cut.bounds
    everyday = knowledge.everyday if case != "mixed" else frozenset()
    free = 0
    for at in _candidates(text, cut, knowledge, case):
        if at < free:
            continue
        for length, hits in _names_at(at, words, knowledge):
            last = 2 * (at + length - 1)
            start, end = bounds[2 * at], cut.pointed.get(bounds[last], bounds[last + 1])
            surface = text[start:end]
            if length > 1 and _broken(surface):
                continue
            plain = bool(everyday) and " ".join(words[at : at + length]) in everyday
            readings = [hit for hit in hits if _spelt(surface, hit, case, plain)]
            if readings or not hits:
                if readings or silent:
                    yield NameMatch(start, end, hits if len(readings) == len(hits) else tuple(readings))
                free = at + length
                break


def _names_at(at: int, words: list[str], knowledge: Knowledge) -> Sequence[tuple[int, tuple[Hit, ...]]]:
    """The names that start at a word, with their number of words, the longest first."""
    word = words[at]
    if " ".join(words[at : at + 2]) in knowledge.pairs:
        return knowledge.names.starting(" ".join(words[at : at + knowledge.longest[word]]) + " ")
    hits = knowledge.names.alone(word)
    return () if hits is None else ((1, hits),)


def _candidates(text: str, cut: _Cut, knowledge: Knowledge, case: Case) -> list[int]:
    """The words that a name may start at."""
    longest, bounds = knowledge.longest, cut.bounds
    if case != "mixed":
        return [at for at, word in enumerate(cut.words) if word in longest]
    openers = knowledge.openers
    return [
        at
        for at, word in enumerate(cut.words)
        if word in longest and (not text[bounds[2 * at]].islower() or word in openers)
    ]


@dataclass(frozen=True, slots=True)
class _Cut:
    """The words of a text.

    Attributes:
        words: The words, folded.
        bounds: Start and end of each word, one after the other; points inside an acronym are not counted in.
        pointed: Start of each acronym with points -> its end, with the last point.
    """

    words: list[str]
    bounds: list[int]
    pointed: dict[int, int]


def _cut(text: str) -> _Cut:
    """Cut a text into words; what is done for each word is left to the regular expression engine."""
    pointed: dict[int, int] = {}

    def closed_up(match: re.Match[str]) -> str:
        pointed[match.start() - 1] = match.end()
        letters = match.group().replace(".", "")
        return letters.ljust(len(match.group()))

    text = _POINTED.sub(closed_up, text)
    low = text.lower()
    if len(low) != len(text):
        low = text  # a letter takes more room when small; folding makes it small, too
    pieces = (_ACCENTED_WORD if _ACCENT.search(low) else _WORD).split(low)
    words = pieces[1::2]
    if not low.isascii():
        for at in [at for at, word in enumerate(words) if not word.isascii()]:
            words[at] = fold(words[at])
        if low is text:
            words = [word.lower() for word in words]
    return _Cut(words, list(accumulate(map(len, pieces))), pointed)


def _spelt(surface: str, hit: Hit, case: Case, everyday: bool) -> bool:  # noqa: FBT001 -- called for every name
    """Whether the letters' case lets these words be this name."""
    form = hit.form
    if hit.common:
        return True
    if case == "upper":
        return _spelt_in_capitals(surface, hit, everyday=everyday)
    if case == "lower" and surface.islower():
        return _spelt_in_small_letters(surface, hit, everyday=everyday)
    if form == "acronym":
        letters = surface.replace(".", "")
        return letters == letters.upper() or (
            len(letters) > _SMALL
            and surface[0].isupper()
            and surface[1:2].islower()
            and hit.entry.actor.type != "state"
        )
    if form == "place" and len(surface) > 1 and surface.isupper():
        return False  # "NIS" is a company
    return surface[0].isupper() or (surface[:3] in _ARABIC_ARTICLES and any(c.isupper() for c in surface))


def _spelt_in_capitals(surface: str, hit: Hit, *, everyday: bool) -> bool:
    if hit.form == "acronym":
        return "." in surface or (not everyday and surface == surface.upper())
    if everyday:
        return hit.entry.actor.type in ("state", "people") and hit.form in ("name", "adjective", "people")
    return hit.form != "place" or len(surface) > _SMALL


def _spelt_in_small_letters(surface: str, hit: Hit, *, everyday: bool) -> bool:
    kind = hit.entry.actor.type
    if hit.form == "acronym":
        return "." in surface or (not everyday and len(surface) > _SMALL and kind in _SURE_KINDS)
    if everyday:
        return False
    if not surface.isalnum():
        return True
    return hit.form != "place" and (kind in _SURE_KINDS or hit.entry.actor.id.endswith(".GOV"))


def _broken(surface: str) -> bool:
    """Whether a sentence or line end runs through the words."""
    return _ENDED.search(surface) is not None


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
