"""A description and its name are one: apposition, "X is a …", and what only looks like it."""

from __future__ import annotations

from typing import Final

import pytest

from extractor.actors.cues import Cues
from extractor.actors.identity import identified
from extractor.actors.mentions import Found
from extractor.types import Actor, Document
from tests.support.parses import table
from tests.support.tables import rows

pytestmark = pytest.mark.xdist_group("live sentences")

GENERAL: Final = ("person.daniel-kiprono", "MIL", "KEN")
NOBODY: Final = ("person.daniel-kiprono", None, None)
OTHER: Final = ("KEN.MIL.general", "MIL", "KEN")

# text: {words: id, role and country at their last mention}
SAME: Final = {
    "Daniel Kiprono is a Kenyan general. Kiprono criticized Uganda.": {"a Kenyan general": GENERAL, "Kiprono": GENERAL},
    "Daniel Kiprono was a Kenyan general. Kiprono criticized Uganda.": {"Kiprono": GENERAL},
    "Daniel Kiprono, a Kenyan general, criticized Uganda. Kiprono thanked Egypt.": {
        "a Kenyan general": GENERAL,
        "Kiprono": GENERAL,
    },
    "A Kenyan general, Daniel Kiprono, criticized Uganda.": {
        "A Kenyan general": GENERAL,
        "Daniel Kiprono": GENERAL,
    },
    "The Kenyan general, Daniel Kiprono, criticized Uganda.": {"The Kenyan general": GENERAL},
    "Kenyan general Daniel Kiprono criticized Uganda.": {"Kenyan general Daniel Kiprono": GENERAL},
    "Hezbollah, a Lebanese group, attacked Israel.": {"a Lebanese group": ("hezbollah", "REB", "LBN")},
    "The Lake Guard, a Chadian rebel group, attacked Mali.": {"Lake Guard": ("lake-guard", "MIL", "TCD")},
    "The Lake Guard, a Chadian rebel group, attacked Mali. The Lake Guard criticized Niger.": {
        "Lake Guard": ("lake-guard", "MIL", "TCD")
    },
    # by the surface, whatever the parse makes of it
    "Kenya spoke to Mahamat Issa Diallo, the Chadian commander, on Monday.": {
        "the Chadian commander": ("person.mahamat-issa-diallo", "MIL", "TCD")
    },
    "The newspaper Le Monde criticized Mali.": {"The newspaper": ("le-monde", "JRN", "FRA")},
    "The M23 armed group attacked Rwanda.": {"armed group": ("m23", "REB", "COD")},
    "The Kenyan-appointed governor of Narok, Daniel Kiprono, criticized Uganda.": {
        "Daniel Kiprono": ("person.daniel-kiprono", "GOV", "KEN")
    },
    # the text says who it is, whatever the lists say
    "Abena belongs to the Nasa, an indigenous people.": {"Nasa": ("nasa", "CVL", None)},
}
NOT_THE_SAME: Final = {
    "Daniel Kiprono is not a Kenyan general. Kiprono criticized Uganda.": {
        "a Kenyan general": OTHER,
        "Kiprono": NOBODY,
    },
    "Daniel Kiprono will be a Kenyan general. Kiprono criticized Uganda.": {
        "a Kenyan general": OTHER,
        "Kiprono": NOBODY,
    },
    "Daniel Kiprono and a Kenyan general criticized Uganda.": {"a Kenyan general": OTHER, "Daniel Kiprono": NOBODY},
    "Daniel Kiprono said the Kenyan general criticized Uganda.": {
        "the Kenyan general": OTHER,
        "Daniel Kiprono": NOBODY,
    },
    "Kenyan generals, Daniel Kiprono said, criticized Uganda.": {"Daniel Kiprono": NOBODY},
    "Kenya is a Turkish ally.": {"Kenya": ("KEN", None, "KEN")},
}
MISSES: Final = {
    "The Lake Guard, a Chadian rebel group, attacked Mali. The Lake Guard criticized Niger.": (
        "a further mention that has a role already takes no country from the first"
    ),
}


@pytest.mark.parametrize(("text", "expected"), rows(SAME, NOT_THE_SAME, misses=MISSES))
def test_identity(ex, text, expected):
    mentions = ex.extract(Document(text, date="2015-01-01")).mentions
    found = {m.span.text: (m.actor.id, m.actor.role, m.actor.country) for m in mentions}
    assert {words: found.get(words) for words in expected} == expected


def _pair(parse, name, noun, **described):
    person = Actor(f"person.{name.lower()}", name, "person", reason="named")
    told = Actor("NOR.MIL.general", "Norwegian general", "military", "MIL", "NOR")
    at, head = parse.words.index(name), parse.words.index(noun)
    return [
        Found(at, at + 1, at, "named", person, "person"),
        Found(head, head + 1, head, "nominal", told, "nominal", noun=noun, **described),
    ]


IS: Final = "Berg NNP nsubj {verb} | {verb} VBZ ROOT - | general NN attr {verb} | . . punct {verb}"


@pytest.mark.parametrize("verb", ["is", "was"])
def test_being_makes_one(verb):
    parse = table(IS.format(verb=verb))
    berg, general = identified(parse, Cues(), _pair(parse, "Berg", "general"))
    assert berg.actor == general.actor
    assert (berg.actor.role, berg.actor.country) == ("MIL", "NOR")
    assert berg.actor.reason == "named; described as 'general'"


@pytest.mark.parametrize("verb", ["became", "seems", "remained"])
def test_becoming_does_not(verb):
    parse = table(IS.format(verb=verb))
    pair = _pair(parse, "Berg", "general")
    assert identified(parse, Cues(), pair) == pair


def test_several_are_not_one():
    parse = table(IS.format(verb="is"))
    pair = _pair(parse, "Berg", "general", plural=True)
    assert identified(parse, Cues(), pair) == pair
