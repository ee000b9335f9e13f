"""The shape of a noun phrase: its role noun, what stands before it, where it begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container

    from extractor.actors.knowledge import Knowledge, RoleNoun
    from extractor.language import Parse

_LONGEST_HYPHENED: Final = 5  # tokens before the last word, the hyphens counted
MAX_TOKENS: Final = 12
"""A mention is at most so long (the contract)."""

_PRE: Final = frozenset({"amod", "compound", "nmod", "nummod", "det", "quantmod", "predet", "advmod", "punct", "case"})
_LOOSE: Final = frozenset({"-", ",", '"', "'", "’", "'s", "’s", ")", "("})
_LINKS: Final = frozenset({"of", "in", "for"})
"""Prepositions within a role noun, which its first word heads: "member of parliament", "commander in chief"."""
_HOLDING: Final = frozenset({"held", "controlled", "occupied", "run"})


@dataclass(frozen=True, slots=True)
class Noun:
    """A role noun in the text: tokens `first` to `end`, headed by `head`."""

    role: RoleNoun
    first: int
    head: int
    end: int


def role_noun(parse: Parse, token: int, knowledge: Knowledge) -> Noun | None:
    """The role noun that a token heads, the longest there is ("secretary of state" is headed by its first word)."""
    lower, roles = parse.lower, knowledge.roles
    if not _LINKS.isdisjoint(lower[token + 1 : token + 2]):
        for size in (3, 4):
            found = roles.get(" ".join(lower[token : token + size]))
            if found is not None:
                return Noun(found, token, token, token + size)
    for size in (3, 2):
        first = token - size + 1
        if first >= 0 and parse.sentence_of[first] == parse.sentence_of[token] and lower[first + 1] not in _LINKS:
            found = roles.get(" ".join(lower[first : token + 1]))
            if found is not None:
                return Noun(found, first, token, token + 1)
    first = token
    while first > 1 and parse.words[first - 1] == "-" and token - first < _LONGEST_HYPHENED:
        first -= 2
    while first < token:  # "commander-in-chief", "attorney-general"
        text = "".join(lower[first : token + 1])
        found = roles.get(text) or roles.get(text.replace("-", " "))
        if found is not None:
            return Noun(found, first, token, token + 1)
        first += 2
    found = roles.get(lower[token])
    if found is None:
        return None
    in_number = found.plural == (parse.tags[token] in ("NNS", "NNPS", "VBZ"))
    # The tagger knows few irregular plurals ("servicemen") and acronyms ("20 MPs").
    in_number = in_number or (found.plural and (lower[token][-1] != "s" or bool(parse.kids(token, "nummod"))))
    return (
        Noun(found, token, token, token + 1) if in_number or parse.coarse[token] == "P" or _invariant(found) else None
    )


def _invariant(noun: RoleNoun) -> bool:
    return noun.noun.endswith(("s", "police", "people", "military", "opposition"))


def heads_a_phrase(parse: Parse, token: int) -> bool:
    """Whether a noun stands for itself rather than before another noun ("police station")."""
    if parse.words[token + 1 : token + 2] == ("-",):
        return not _HOLDING.isdisjoint(parse.lower[token + 2 : token + 3])  # "rebel-held"
    if parse.deps[token] in ("compound", "nmod") and parse.heads[token] > token:
        return False
    return parse.deps[token] != "amod"


def ends_a_name(parse: Parse, knowledge: Knowledge, noun: Noun, named: Container[int]) -> bool:
    """Whether a capital noun of persons ends a name that nobody knows: a band called "Night Gunmen"."""
    before = noun.first - 1
    return (
        parse.coarse[noun.head] == "P"
        and noun.role.plural
        and not noun.role.body
        and before >= 0
        and parse.coarse[before] == "P"
        and parse.deps[before] == "compound"
        and before not in named
        and parse.lower[before] not in knowledge.modifiers
        and parse.lower[before] not in knowledge.roles
    )


def premodifiers(parse: Parse, head: int, first: int) -> list[int]:
    """The tokens before a noun that belong to its phrase, without the possessor's phrase.

    In "a Libyan people smuggler" the nationality may hang on either word of the noun.
    """
    tokens: list[int] = []
    before = _PRE | {"nsubj"} if parse.tags[head] == "VBZ" else _PRE  # "Tuareg rebels", read as a sentence
    for word in range(first, head + 1):
        for child in parse.children[word]:
            if child < first and parse.deps[child] in before:
                tokens.extend(token for token in parse.subtree(child) if token < first)
    return sorted({token for token in tokens if not parse.words[token].isspace()})


def modifying_words(parse: Parse, pre: list[int], named: Container[int]) -> list[str]:
    """The modifying words before a noun that name nobody; what hyphens join is one word ("state-run")."""
    words: list[str] = []
    joined = False
    for token in pre:
        if parse.words[token] == "-":
            joined = bool(words)
        elif joined:
            words[-1] += "-" + parse.lower[token]
            joined = False
        else:
            words.append(parse.lower[token] if token not in named else "")
    return words


def phrase_start(parse: Parse, noun: Noun, pre: list[int]) -> int:
    """Where the phrase begins: the run of its own words back from the noun, the possessor included if short."""
    start = noun.first
    members = set(pre)
    for child in parse.children[noun.head]:
        if parse.deps[child] == "poss" and child < noun.first:
            members.update(token for token in parse.subtree(child) if token < noun.first)
    while start - 1 in members and noun.head + 1 - (start - 1) <= MAX_TOKENS:
        start -= 1
    while start < noun.first and parse.words[start] in _LOOSE:
        start += 1
    return start
