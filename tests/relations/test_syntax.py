"""Logical subject and object through the shapes that English gives them, on parses made by hand."""

from __future__ import annotations

from typing import Final

import pytest

from extractor.relations.syntax import Syntax
from tests.support.parses import names, table

# name: (parse, verb, logical subjects, logical objects)
SHAPES: Final[dict[str, tuple[str, str, str, str]]] = {
    "active": (
        "Israel NNP nsubj struck | struck VBD ROOT - | Iran NNP dobj struck",
        "struck",
        "Israel",
        "Iran",
    ),
    "no object": (
        "Israel NNP nsubj withdrew | withdrew VBD ROOT - | from IN prep withdrew | Gaza NNP pobj from",
        "withdrew",
        "Israel",
        "",
    ),
    "passive with agent": (
        (
            "Iran NNP nsubjpass struck | was VBD auxpass struck | struck VBN ROOT - | "
            "by IN agent struck | Israel NNP pobj by"
        ),
        "struck",
        "Israel",
        "Iran",
    ),
    "passive whose agent is a plain preposition": (
        (
            "Iran NNP nsubjpass struck | was VBD auxpass struck | struck VBN ROOT - | "
            "by IN prep struck | Israel NNP pobj by"
        ),
        "struck",
        "Israel",
        "Iran",
    ),
    "agentless passive": (
        (
            "Iran NNP nsubjpass struck | was VBD auxpass struck | struck VBN ROOT - | "
            "on IN prep struck | Friday NNP pobj on"
        ),
        "struck",
        "",
        "Iran",
    ),
    "perfect is no passive": (
        "Israel NNP nsubj struck | has VBZ aux struck | struck VBN ROOT - | Iran NNP dobj struck",
        "struck",
        "Israel",
        "Iran",
    ),
    "subject relative": (
        (
            "Israel NNP nsubj waits | which WDT nsubj struck | struck VBD relcl Israel | "
            "Iran NNP dobj struck | waits VBZ ROOT -"
        ),
        "struck",
        "Israel",
        "Iran",
    ),
    "object relative": (
        (
            "Iran NNP nsubj waits | which WDT dobj struck | Israel NNP nsubj struck | "
            "struck VBD relcl Iran | waits VBZ ROOT -"
        ),
        "struck",
        "Israel",
        "Iran",
    ),
    "object relative without pronoun": (
        "militia NN nsubj fled | Israel NNP nsubj struck | struck VBD relcl militia | fled VBD ROOT -",
        "struck",
        "Israel",
        "militia",
    ),
    "passive relative": (
        (
            "Iran NNP nsubj waits | which WDT nsubjpass struck | was VBD auxpass struck | "
            "struck VBN relcl Iran | by IN agent struck | Israel NNP pobj by | waits VBZ ROOT -"
        ),
        "struck",
        "Israel",
        "Iran",
    ),
    "reduced relative": (
        "Iran NNP nsubj waits | struck VBN acl Iran | by IN agent struck | Israel NNP pobj by | waits VBZ ROOT -",
        "struck",
        "Israel",
        "Iran",
    ),
    "participle behind a noun": (
        "troops NNS nsubj fled | shelling VBG acl troops | Aleppo NNP dobj shelling | fled VBD ROOT -",
        "shelling",
        "troops",
        "Aleppo",
    ),
    "participle that closes a sentence": (
        (
            "Israel NNP nsubj answered | answered VBD ROOT - | , , punct answered | "
            "striking VBG advcl answered | Iran NNP dobj striking"
        ),
        "striking",
        "Israel",
        "Iran",
    ),
    "infinitive, subject control": (
        "Israel NNP nsubj agreed | agreed VBD ROOT - | to TO aux leave | leave VB xcomp agreed | Gaza NNP dobj leave",
        "leave",
        "Israel",
        "Gaza",
    ),
    "infinitive, object control": (
        (
            "Paris NNP nsubj urged | urged VBD ROOT - | Israel NNP dobj urged | to TO aux attack | "
            "attack VB xcomp urged | Iran NNP dobj attack"
        ),
        "attack",
        "Israel",
        "Iran",
    ),
    "infinitive clause with a subject of its own": (
        (
            "Paris NNP nsubj urged | urged VBD ROOT - | Israel NNP nsubj attack | to TO aux attack | "
            "attack VB ccomp urged | Iran NNP dobj attack"
        ),
        "attack",
        "Israel",
        "Iran",
    ),
    "object control under a passive": (
        (
            "Israel NNP nsubjpass urged | was VBD auxpass urged | urged VBN ROOT - | to TO aux attack | "
            "attack VB xcomp urged | Iran NNP dobj attack"
        ),
        "attack",
        "Israel",
        "Iran",
    ),
    "double control": (
        (
            "Paris NNP nsubj told | told VBD ROOT - | Israel NNP dobj told | to TO aux agree | "
            "agree VB xcomp told | to TO aux leave | leave VB xcomp agree | Gaza NNP dobj leave"
        ),
        "leave",
        "Israel",
        "Gaza",
    ),
    "infinitive behind an adjective": (
        (
            "Israel NNP nsubj is | is VBZ ROOT - | ready JJ acomp is | to TO aux strike | "
            "strike VB xcomp ready | Iran NNP dobj strike"
        ),
        "strike",
        "Israel",
        "Iran",
    ),
    "gerund behind a preposition": (
        (
            "Israel NNP nsubj answered | answered VBD ROOT - | by IN prep answered | "
            "striking VBG pcomp by | Iran NNP dobj striking"
        ),
        "striking",
        "Israel",
        "Iran",
    ),
    "gerund of the one accused": (
        (
            "Paris NNP nsubj accused | accused VBD ROOT - | Israel NNP dobj accused | "
            "of IN prep accused | striking VBG pcomp of | Iran NNP dobj striking"
        ),
        "striking",
        "Israel",
        "Iran",
    ),
    "gerund read as an adjective": (
        (
            "Israel NNP nsubj answered | answered VBD ROOT - | by IN prep answered | "
            "striking VBG amod sites | sites NNS pobj by"
        ),
        "striking",
        "Israel",
        "sites",
    ),
    "verbs joined, one object": (
        (
            "Israel NNP nsubj attacked | attacked VBD ROOT - | and CC cc attacked | "
            "burned VBD conj attacked | Homs NNP dobj burned"
        ),
        "attacked",
        "Israel",
        "Homs",
    ),
    "verbs joined, one subject": (
        (
            "Israel NNP nsubj struck | struck VBD ROOT - | Iran NNP dobj struck | and CC cc struck | "
            "shelled VBD conj struck | Syria NNP dobj shelled"
        ),
        "shelled",
        "Israel",
        "Syria",
    ),
    "clauses joined, each with its subject": (
        (
            "Israel NNP nsubj struck | struck VBD ROOT - | Iran NNP dobj struck | and CC cc struck | "
            "Turkey NNP nsubj shelled | shelled VBD conj struck | Syria NNP dobj shelled"
        ),
        "shelled",
        "Turkey",
        "Syria",
    ),
    "subjects joined": (
        (
            "Israel NNP nsubj struck | and CC cc Israel | France NNP conj Israel | struck VBD ROOT - | "
            "Iran NNP dobj struck"
        ),
        "struck",
        "Israel France",
        "Iran",
    ),
    "objects joined in a chain": (
        (
            "Israel NNP nsubj struck | struck VBD ROOT - | Iran NNP dobj struck | , , punct Iran | "
            "Syria NNP conj Iran | and CC cc Syria | Yemen NNP conj Syria"
        ),
        "struck",
        "Israel",
        "Iran Syria Yemen",
    ),
    "agents joined": (
        (
            "Iran NNP nsubjpass struck | was VBD auxpass struck | struck VBN ROOT - | "
            "by IN agent struck | Israel NNP pobj by | and CC cc Israel | France NNP conj Israel"
        ),
        "struck",
        "Israel France",
        "Iran",
    ),
    "passives joined": (
        (
            "Iran NNP nsubjpass struck | was VBD auxpass struck | struck VBN ROOT - | and CC cc struck | "
            "shelled VBN conj struck | by IN agent shelled | Israel NNP pobj by"
        ),
        "shelled",
        "Israel",
        "Iran",
    ),
    "relative clause on joined heads belongs to the last": (
        (
            "Iran NNP nsubj wait | and CC cc Iran | Syria NNP conj Iran | which WDT dobj struck | "
            "Israel NNP nsubj struck | struck VBD relcl Syria | wait VBP ROOT -"
        ),
        "struck",
        "Israel",
        "Syria",
    ),
    "apposition leaves the head": (
        (
            "Hamas NNP nsubj struck | , , punct Hamas | group NN appos Hamas | , , punct Hamas | "
            "struck VBD ROOT - | Israel NNP dobj struck"
        ),
        "struck",
        "Hamas",
        "Israel",
    ),
    "fragment in the passive": (
        "Iran NNP nsubjpass struck | struck VBN ROOT - | by IN agent struck | Israel NNP pobj by",
        "struck",
        "Israel",
        "Iran",
    ),
}


@pytest.mark.parametrize(("rows", "verb", "subjects", "objects"), SHAPES.values(), ids=SHAPES)
def test_logical_arguments(rows, verb, subjects, objects):
    parse = table(rows)
    syntax = Syntax(parse)
    at = parse.words.index(verb)
    assert (names(parse, syntax.subjects(at)), names(parse, syntax.objects(at))) == (subjects.split(), objects.split())


@pytest.mark.parametrize("name", SHAPES)
def test_answers_do_not_depend_on_the_order_of_questions(name):
    rows, verb, *_ = SHAPES[name]
    parse = table(rows)
    at = parse.words.index(verb)
    first, second = Syntax(parse), Syntax(parse)
    for token in reversed(range(len(parse))):
        second.objects(token)
        second.subjects(token)
    assert (first.subjects(at), first.objects(at)) == (second.subjects(at), second.objects(at))


def _list_of(count: int) -> str:
    rows = ["Israel NNP nsubj struck", "struck VBD ROOT -", "S0 NNP dobj struck"]
    rows += [f"S{n} NNP conj S{n - 1}" for n in range(1, count)]
    return " | ".join(rows)


@pytest.mark.parametrize(("count", "kept"), [(1, 1), (7, 7), (8, 8), (9, 8), (40, 8)])
def test_long_lists_are_capped(count, kept):
    """A list of forty names is a list, not forty events; the first eight stand for it."""
    parse = table(_list_of(count))
    assert len(Syntax(parse).objects(parse.words.index("struck"))) == kept


PASSIVES: Final = {
    "was struck": ("Iran NNP nsubjpass struck | was VBD auxpass struck | struck VBN ROOT -", True),
    "being struck": (
        "Iran NNP nsubjpass struck | is VBZ aux struck | being VBG auxpass struck | struck VBN ROOT -",
        True,
    ),
    "sites struck by Israel": (
        "sites NNS ROOT - | struck VBN acl sites | by IN agent struck | Israel NNP pobj by",
        True,
    ),
    "the struck base": ("struck VBN amod base | base NN ROOT -", True),
    "has struck": ("Israel NNP nsubj struck | has VBZ aux struck | struck VBN ROOT - | Iran NNP dobj struck", False),
    "struck": ("Israel NNP nsubj struck | struck VBD ROOT - | Iran NNP dobj struck", False),
    "striking": (
        "Israel NNP nsubj striking | is VBZ aux striking | striking VBG ROOT - | Iran NNP dobj striking",
        False,
    ),
}


@pytest.mark.parametrize(("rows", "passive"), PASSIVES.values(), ids=PASSIVES)
def test_passive(rows, passive):
    parse = table(rows)
    verb = next(i for i, word in enumerate(parse.words) if word in ("struck", "striking"))
    assert Syntax(parse).passive(verb) is passive


def test_a_cycle_of_control_ends():
    """A parser may give any tree; two verbs that each wait for the other's subject must not hang the reader."""
    deep = ["go0 VB ROOT -", *(f"go{n} VB xcomp go{n - 1}" for n in range(1, 60))]
    parse = table(" | ".join(deep))
    syntax = Syntax(parse)
    assert syntax.subjects(59) == []
    assert syntax.objects(59) == []


def test_prepositional_objects():
    parse = table(
        "Israel NNP nsubj pulled | pulled VBD ROOT - | out IN prep pulled | of IN prep out | "
        "Gaza NNP pobj of | with IN prep pulled | Egypt NNP pobj with | and CC cc Egypt | "
        "Qatar NNP conj Egypt"
    )
    syntax = Syntax(parse)
    verb = parse.words.index("pulled")
    assert names(parse, syntax.prepositional(verb, frozenset({"with"}))) == ["Egypt", "Qatar"]
    assert names(parse, syntax.prepositional(verb, frozenset({"out"}))) == ["Gaza"]
    assert names(parse, syntax.prepositional(verb, frozenset({"of"}))) == ["Gaza"]
    assert syntax.prepositional(verb, frozenset({"against"})) == []
    assert set(names(parse, syntax.prepositional(verb, frozenset()))) == {"Gaza", "Egypt", "Qatar"}


def test_complements():
    parse = table(
        "Israel NNP nsubj agreed | agreed VBD ROOT - | to TO aux meet | meet VB xcomp agreed | "
        "Iran NNP dobj meet | and CC cc meet | to TO aux trade | trade VB conj meet"
    )
    syntax = Syntax(parse)
    assert names(parse, syntax.complements(parse.words.index("agreed"))) == ["meet", "trade"]
    assert syntax.complements(parse.words.index("trade")) == []
