"""Names that are written in other letters at home come in many English spellings: Gaddafi, Qadhafi, Kadhafi."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_VOWELS: Final = "aeiou"
_OPENING: Final = re.compile(f"^[{_VOWELS}]+")
_VOWEL: Final = re.compile(f"[{_VOWELS}]")
_TWICE: Final = re.compile(r"(.)\1+")
_SHORTEST: Final = 5  # letters of a name of one word
_FEW_SIGNS: Final = 3
_MOST_CHANGES: Final = 2


@dataclass(frozen=True, slots=True)
class Transliteration:
    """How the spellings of a name differ; `models/actors/cues.yml` says how.

    Attributes:
        countries: Whose names are spelt in several ways.
        articles: Words that one spelling has and another lacks.
        pairs: Regular expression -> what all that it matches in a word is taken for; in order.
    """

    countries: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    pairs: tuple[tuple[str, str], ...] = ()


def spoken(words: tuple[str, ...], rules: Transliteration) -> str:
    """About how a name sounds: its words without articles, letters that stand for one sound made one."""
    told = [_word(word, rules.pairs) for word in words if word not in rules.articles]
    return " ".join(filter(None, told))


def skeleton(words: tuple[str, ...], rules: Transliteration) -> str:
    """One key for the spellings of a name: its consonants, and a star for a vowel that begins a word.

    Args:
        words: The folded words of the name.
        rules: How spellings differ.
    """
    return bones(spoken(words, rules))


def bones(sound: str) -> str:
    """The skeleton of a name that is spelt by sound."""
    return " ".join(_VOWEL.sub("", _OPENING.sub("*", word)) for word in sound.split())


@lru_cache(maxsize=50_000)
def _word(word: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for pattern, sound in pairs:
        word = re.sub(pattern, sound, word)
    return _TWICE.sub(r"\1", word)


def alike(one: str, other: str) -> bool:
    """Whether two names of one skeleton, by sound, may be spellings of one: "zavahri" of "zavahiri".

    A vowel a word may be another or be left out, two in the whole name. A name of a single word that has few
    consonants must sound the same.
    """
    pairs = list(zip(one.split(), other.split(), strict=False))
    if len(pairs) == 1 and len(bones(one).strip("*")) < _FEW_SIGNS:
        return one == other
    if any((a[-1] in _VOWELS) != (b[-1] in _VOWELS) for a, b in pairs):
        return False  # "Khalil" is not Khalili
    changes = [_changes(a, b) for a, b in pairs]
    return one.count(" ") == other.count(" ") and max(changes) <= 1 and sum(changes) <= _MOST_CHANGES


def telling(words: tuple[str, ...], sound: str) -> bool:
    """Whether a name is long enough to be known by another spelling: of two words, or of one that is no short one."""
    return " " in sound or (bool(sound) and max(map(len, words)) >= _SHORTEST)


def _changes(one: str, other: str) -> int:
    """The number of letters by which two words differ (Levenshtein)."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, row[0] = row[0], at
        for to, against in enumerate(other, 1):
            before, row[to] = row[to], min(row[to] + 1, row[to - 1] + 1, before + (letter != against))
    return row[-1]
