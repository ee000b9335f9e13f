"""Parses made by hand, for tests that need grammar but no model.

A parse is written as a table, one token a line: `word tag dep head`. The head is the word of the head token, or its
line number (from 1) where the word stands more than once; `ROOT` has no head. `|` or a line break parts tokens, an
empty line or `||` parts sentences:

    israel = table('''
        Israel  NNP nsubj struck
        struck  VBD ROOT  -
        Iran    NNP dobj  struck
        .       .   punct struck
    ''')
"""

from __future__ import annotations

import re
from typing import Final

from extractor.actors.mentions import Found
from extractor.language import Parse
from extractor.types import Actor

_NO_SPACE_BEFORE: Final = frozenset({".", ",", "'s", "’s", "-", "n't", ")", ":"})
_NO_SPACE_BEHIND: Final = frozenset({"-", "("})
_COARSE: Final = {
    "VB": "V", "VBD": "V", "VBG": "V", "VBN": "V", "VBP": "V", "VBZ": "V", "MD": "M",
    "NN": "N", "NNS": "N", "NNP": "P", "NNPS": "P", "PRP": "O", "PRP$": "O", "WP": "O", "WP$": "O", "WDT": "O",
    "JJ": "A", "JJR": "A", "JJS": "A", "RB": "R", "RBR": "R", "RBS": "R", "CD": "C", "IN": "I", "TO": "T", "RP": "I",
}  # fmt: skip


def table(rows: str, entities: tuple[tuple[str, str], ...] = ()) -> Parse:
    """Make a parse of a table.

    Args:
        rows: The table, as above.
        entities: Words and label of what a statistical NER would have found.
    """
    sentences: list[list[list[str]]] = [
        [token.split() for token in re.split(r"[|\n]", block) if token.strip()]
        for block in re.split(r"\n[ \t]*\n|\|\|", rows.strip())
    ]
    words: list[str] = []
    tags: list[str] = []
    deps: list[str] = []
    heads: list[int] = []
    ranges: list[tuple[int, int]] = []
    for sentence in sentences:
        base = len(words)
        own = [row[0] for row in sentence]
        for index, (word, tag, dep, head) in enumerate(sentence):
            words.append(word)
            tags.append(tag)
            deps.append(dep)
            heads.append(base + _head(head, dep, own, index))
        ranges.append((base, len(words)))
    starts, text = _spell(words)
    children: list[list[int]] = [[] for _ in words]
    for token, head_of in enumerate(heads):
        if head_of != token:
            children[head_of].append(token)
    return Parse(
        text=text,
        words=tuple(words),
        lower=tuple(word.lower() for word in words),
        starts=tuple(starts),
        ends=tuple(start + len(word) for start, word in zip(starts, words, strict=True)),
        tags=tuple(tags),
        coarse=tuple(_COARSE.get(tag, "") for tag in tags),
        deps=tuple(deps),
        heads=tuple(heads),
        children=tuple(map(tuple, children)),
        sentence_of=tuple(number for number, (first, last) in enumerate(ranges) for _ in range(first, last)),
        sentences=tuple(ranges),
        entities=tuple((*_range(words, phrase), label) for phrase, label in entities),
    )


def _head(head: str, dep: str, own: list[str], index: int) -> int:
    if dep == "ROOT":
        return index
    if head.isdigit() and head not in own:
        return int(head) - 1
    assert own.count(head) == 1, f"{head!r} stands {own.count(head)} times in {own}: give its line number"
    return own.index(head)


def _spell(words: list[str]) -> tuple[list[int], str]:
    starts: list[int] = []
    text = ""
    for index, word in enumerate(words):
        if index and word not in _NO_SPACE_BEFORE and words[index - 1] not in _NO_SPACE_BEHIND:
            text += " "
        starts.append(len(text))
        text += word
    return starts, text


def _range(words: list[str], phrase: str) -> tuple[int, int]:
    wanted = phrase.split()
    for start in range(len(words)):
        if words[start : start + len(wanted)] == wanted:
            return start, start + len(wanted)
    raise AssertionError(f"{phrase!r} does not stand in {words}")


def names(parse: Parse, tokens: list[int]) -> list[str]:
    """The words of tokens, for comparing."""
    return [parse.words[token] for token in tokens]


def state(parse: Parse, word: str, ident: str, *, place: bool = False, form: str = "name") -> Found:
    """A word as the mention of a state."""
    at = parse.words.index(word)
    actor = Actor(ident, word, "state", None, ident, reason="made by hand")
    return Found(at, at + 1, at, "named", actor, form, place)


def group(parse: Parse, phrase: str, ident: str, country: str | None = None, role: str = "REB") -> Found:
    """A phrase, headed by its last word, as the mention of an armed group."""
    start, end = _range(list(parse.words), phrase)
    actor = Actor(ident, phrase, "armed_group", role, country, reason="made by hand")
    return Found(start, end, end - 1, "named", actor)
