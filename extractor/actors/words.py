"""How names and texts are cut into words and spelt for comparison."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

# Letters joined by points are one word ("U.S."); accents that are not yet composed belong to their letter.
_WORD: Final = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")
# Letters that Unicode does not take apart, as English prints them.
_PLAIN: Final = str.maketrans(
    {
        "\u00f8": "o",  # o with stroke
        "\u0142": "l",  # l with stroke
        "\u0111": "d",  # d with stroke
        "\u0131": "i",  # i without dot
        "\u00f0": "d",  # eth
        "\u00fe": "th",  # thorn
        "\u00e6": "ae",
        "\u0153": "oe",
        "\u00df": "ss",
    }
)


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """A word as the name index spells it: lower case, without diacritics and points."""
    if word.isascii():
        return word.lower().replace(".", "")
    flat = unicodedata.normalize("NFKD", word)
    bare = "".join(char for char in flat if not unicodedata.combining(char))
    return bare.lower().translate(_PLAIN).replace(".", "")


@lru_cache(maxsize=50_000)
def name_words(text: str) -> tuple[str, ...]:
    """The folded words of a name or text; "U.S." is one word, a hyphen or apostrophe parts two."""
    return tuple(map(fold, _WORD.findall(text)))


def word_spans(text: str) -> list[tuple[str, int, int]]:
    """The folded words of a text with their character ranges."""
    return [(fold(match.group()), *match.span()) for match in _WORD.finditer(text)]


def slug(name: str) -> str:
    """The part of an id that is made of a name: "Sajad Jiyad" -> "sajad-jiyad"."""
    return "-".join(name_words(name)) or "unnamed"
