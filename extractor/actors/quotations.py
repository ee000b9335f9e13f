"""What is quoted in a document, and who says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extractor.actors.cues import Cues
    from extractor.actors.mentions import Found
    from extractor.language import Parse

_OPENS: Final = frozenset("“„«")
_CLOSES: Final = frozenset("”»")
_STRAIGHT: Final = '"'
_STOPS: Final = frozenset({".", "!", "?", _STRAIGHT, *_OPENS, *_CLOSES})
_NEAR: Final = 8  # tokens between a quotation and the verb of its speaker
_SHORTEST: Final = 3  # words: "pirates" in quotation marks is a word, no speech


@dataclass(frozen=True, slots=True)
class Quotation:
    """The tokens of what is quoted.

    Attributes:
        start: The first token behind the opening mark.
        end: The closing mark, or where the paragraph ends.
        before: The quotation before it in the same paragraph, whose speaker may go on.
    """

    start: int
    end: int
    before: Quotation | None = None


def quotations(parse: Parse) -> dict[int, Quotation]:
    """The quotation that each quoted token stands in; words in quotation marks that are no speech are left out.

    A paragraph ends what is quoted, whether or not it is closed.
    """
    at: dict[int, Quotation] = {}
    if not any(mark in parse.text for mark in (_STRAIGHT, *_OPENS)):
        return at
    opened: int | None = None
    last: Quotation | None = None
    for token, word in enumerate(parse.words):
        if token and "\n" in parse.text[parse.ends[token - 1] : parse.starts[token]]:
            last = _put(at, opened, token, last)
            opened, last = None, None
        if word in _CLOSES or (word == _STRAIGHT and opened is not None):
            last = _put(at, opened, token, last)
            opened = None
        elif word in _OPENS or word == _STRAIGHT:
            opened = token + 1
    _put(at, opened, len(parse), last)
    return at


def _put(at: dict[int, Quotation], opened: int | None, end: int, last: Quotation | None) -> Quotation | None:
    if opened is None or end - opened < _SHORTEST:
        return last
    quotation = Quotation(opened, end, last)
    at.update(dict.fromkeys(range(opened, end), quotation))
    return quotation


def sayer(parse: Parse, cues: Cues, quotation: Quotation, found: Iterable[Found]) -> Found | None:
    """Who says what is quoted: the subject of a verb of speech right behind it, right before it, else who spoke before.

    Args:
        parse: The document.
        cues: Verbs of speech.
        quotation: What is quoted.
        found: The mentions outside of it, resolved.
    """
    heads = {mention.head: mention for mention in found if not mention.place and mention.form != "shared"}
    at: Quotation | None = quotation
    while at is not None:
        behind = range(at.end + 1, min(at.end + 1 + _NEAR, len(parse)))
        ahead = range(at.start - 2, max(at.start - 2 - _NEAR, -1), -1)
        for token in (*_within_sentence(parse, behind), *_within_sentence(parse, ahead)):
            if parse.lower[token] in cues.speech:
                subjects = parse.kids(token, "nsubj")
                return heads.get(subjects[0]) if subjects else None
        at = at.before
    return None


def _within_sentence(parse: Parse, tokens: range) -> Iterator[int]:
    """Tokens up to a mark that ends a sentence or begins or ends a quotation."""
    for token in tokens:
        if parse.words[token] in _STOPS:
            return
        yield token
