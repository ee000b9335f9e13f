"""What a document says of its own names: acronyms, aliases, short forms, names said again."""

from __future__ import annotations

from typing import Final

import pytest

from extractor.actors.cues import cues
from extractor.actors.entities import with_entities
from extractor.actors.introduce import introduced
from extractor.actors.knowledge import load_knowledge
from extractor.actors.mentions import named
from extractor.paths import models_dir
from tests.support.parses import table
from tests.support.said import mentioned
from tests.support.tables import rows

pytestmark = pytest.mark.xdist_group("live sentences")

DAY: Final = "2015-01-01"

# text: {words: the actor's id at their last mention, or None where they are no mention}
ACRONYMS: Final = {
    "Farmers of the Blue Valley Relief Council (BVRC) thanked Kenya. The BVRC criticized Uganda.": {
        "Blue Valley Relief Council": "blue-valley-relief-council",
        "BVRC": "blue-valley-relief-council",
    },
    "Protesters of the Open Rivers Movement (ORM) marched in Chad. Police arrested ORM members.": {
        "ORM": "open-rivers-movement",
        "ORM members": "open-rivers-movement",
    },
    "The North Atlantic Treaty Organization (NATO) criticized Russia. NATO thanked Turkey.": {
        "North Atlantic Treaty Organization": "nato",
        "NATO": "nato",
    },
    "The Iraqi Security Forces (ISF) attacked rebels. The ISF criticized Turkey.": {
        "The Iraqi Security Forces": "IRQ.MIL",
        "ISF": "IRQ.MIL",
    },
    # known by its acronym, where its country is spoken of
    "The National Liberation Army (ELN) attacked Colombia. The ELN criticized Colombian troops.": {
        "National Liberation Army": "eln",
        "ELN": "eln",
    },
    "The National Liberation Army (ELN) attacked Kenyan troops.": {
        "National Liberation Army": "national-liberation-army"
    },
    # no acronyms of what stands before them
    "Senator Bob Hartley (R-Texas) criticized Iran.": {"Senator Bob Hartley": "person.bob-hartley", "R-Texas": None},
    "Turkey (NATO) criticized Iran.": {"Turkey": "TUR", "NATO": "nato"},
    "Lena Brandt (CDU) criticized Iran. The CDU thanked Turkey.": {
        "Lena Brandt": "person.lena-brandt",
        "CDU": "christian-democratic-union",
    },
    "The Harvest Workers Front (see below) attacked Kenya.": {
        "Harvest Workers Front": "harvest-workers-front",
        "see below": None,
    },
}
ALIASES: Final = {
    "Omar Haddad, also known as Abu Tariq, attacked Syria. Abu Tariq criticized Iran.": {
        "Abu Tariq": "person.omar-haddad"
    },
    "Omar Haddad, better known by his nom de guerre Abu Tariq, attacked Syria. Abu Tariq criticized Iran.": {
        "Abu Tariq": "person.omar-haddad"
    },
    "Omar Haddad (nom de guerre Abu Tariq) attacked Syria. Later Abu Tariq criticized Iran.": {
        "Abu Tariq": "person.omar-haddad"
    },
    "Kenyan troops arrested Karim Bazzi, alias Abu Nasr. Abu Nasr criticized Iran.": {"Abu Nasr": "person.karim-bazzi"},
    "The Lake Guard, formerly known as the River Guard, attacked Chad. The River Guard criticized Mali.": {
        "River Guard": "lake-guard"
    },
    "Hezbollah, also known as the Mountain Lions, attacked Israel. The Mountain Lions criticized Iran.": {
        "Mountain Lions": "hezbollah"
    },
    # a nickname may look like a body's name
    "Omar Haddad, a former policeman nicknamed Tornado, attacked Syria. Tornado criticized Iran.": {
        "Tornado": "person.omar-haddad"
    },
    # two actors
    "Omar Haddad and Abu Tariq attacked Syria. Abu Tariq criticized Iran.": {"Abu Tariq": "person.abu-tariq"},
    "Omar Haddad, known for his poems, criticized Iran.": {"poems": None, "Iran": "IRN"},
    "Vladimir Putin, also known as Angela Merkel, criticized Iran.": {
        "Vladimir Putin": "person.vladimir-putin",
        "Angela Merkel": "person.angela-merkel",
    },
}
SHORT_FORMS: Final = {
    "Petra Lindqvist criticized Iran. Lindqvist thanked Turkey.": {"Lindqvist": "person.petra-lindqvist"},
    "Lindqvist thanked Turkey. Petra Lindqvist criticized Iran.": {"Lindqvist": "person.petra-lindqvist"},
    "Petra Lindqvist criticized Iran. Petra thanked Turkey.": {"Petra": "person.petra-lindqvist"},
    "Vladimir Putin criticized Iran. Putin thanked Turkey.": {"Putin": "person.vladimir-putin"},
    "Kim Dae-sung, a Korean general, criticized Japan. Kim thanked China.": {"Kim": "person.kim-dae-sung"},
    "Xi Jinping criticized Iran. Xi thanked Cuba.": {"Xi": "person.xi-jinping"},
    "Petra Lindqvist criticized Iran. Mr Lindqvist thanked Turkey.": {"Mr Lindqvist": "person.petra-lindqvist"},
    "Fatima Al-Rashid criticized Iran. Al-Rashid thanked Turkey.": {"Al-Rashid": "person.fatima-al-rashid"},
    "Tomas Karel Hradil criticized Iran. Tomas Hradil thanked Turkey.": {"Tomas Hradil": "person.tomas-karel-hradil"},
    # two bearers: the one that was named just before, else neither
    "Petra Lindqvist and Olaf Lindqvist criticized Iran. Lindqvist thanked Turkey.": {"Lindqvist": "person.lindqvist"},
    "Olaf Lindqvist thanked Iran. Rain fell. Snow fell. Hail fell. Petra Lindqvist criticized Iran. "
    "Lindqvist thanked Turkey.": {"Lindqvist": "person.petra-lindqvist"},
    # words that mean more than the person
    "Tom Bishop criticized Iran. The bishop thanked Turkey.": {"The bishop": "XXX.REL.bishop"},
    "Tom Jordan criticized Iran. Jordan thanked Turkey.": {"Jordan": "JOR"},
    # a namesake of the great
    "Petra Lenin criticized Iran. Lenin thanked Turkey.": {"Lenin": "person.petra-lenin"},
    "Lenin criticized Turkey.": {"Lenin": "person.vladimir-lenin"},
    # halves of a country, where both are spoken of
    "North Korea and South Korea met. The North attacked the South.": {"The North": "PRK", "the South": "KOR"},
    "South Korea waited. The North attacked Japan.": {"The North": None},
    # bodies without the noun of their name
    "The Wagner Group attacked Mali. Wagner criticized France.": {"Wagner": "wagner-group"},
}
MISSES: Final = {
    "The National Liberation Army (ELN) attacked Kenyan troops.": "the acronym itself speaks of its country",
    "Omar Haddad (nom de guerre Abu Tariq) attacked Syria. Later Abu Tariq criticized Iran.": (
        "a bracket is passed over, also where an alias stands in it"
    ),
    "Fatima Al-Rashid criticized Iran. Al-Rashid thanked Turkey.": "a surname of two words is taken for a full name",
}


@pytest.mark.parametrize(("text", "expected"), rows(ACRONYMS, ALIASES, SHORT_FORMS, misses=MISSES))
def test_introduced(ex, text, expected):
    found = dict(mentioned(ex, text, DAY))
    assert {words: found.get(words) for words in expected} == expected


@pytest.fixture(scope="module")
def knowledge():
    return load_knowledge(models_dir())


def _introduced(parse, knowledge):
    known = named(parse, knowledge, None, "")
    found = introduced(parse, knowledge, cues(), with_entities(parse, knowledge, cues(), known, None))
    return [(" ".join(parse.words[one.start : one.end]), one.actor.id) for one in found]


# What the statistical NER sees only in the first sentence is found wherever it stands.
AGAIN: Final = {
    "Lindqvist": "Lindqvist NNP nsubj spoke",
    "Petra Lindqvist": "Petra NNP compound Lindqvist | Lindqvist NNP nsubj spoke",
}
NOT_AGAIN: Final = {
    "a common noun": "lindqvist NN nsubj spoke",
    "part of a hyphened word": "Lindqvist-like JJ nsubj spoke",
}


@pytest.mark.parametrize(("words", "subject"), AGAIN.items())
def test_a_name_is_said_again(knowledge, words, subject):
    parse = table(
        "Petra NNP compound Lindqvist | Lindqvist NNP nsubj left | left VBD ROOT - || "
        f"{subject} | spoke VBD ROOT - | . . punct spoke",
        (("Petra Lindqvist", "PERSON"),),
    )
    assert _introduced(parse, knowledge)[1:] == [(words, "person.petra-lindqvist")]


@pytest.mark.parametrize("subject", NOT_AGAIN.values(), ids=NOT_AGAIN)
def test_a_name_is_not_said_again(knowledge, subject):
    parse = table(
        "Petra NNP compound Lindqvist | Lindqvist NNP nsubj left | left VBD ROOT - || "
        f"{subject} | spoke VBD ROOT - | . . punct spoke",
        (("Petra Lindqvist", "PERSON"),),
    )
    assert _introduced(parse, knowledge)[1:] == []


def test_a_long_form_needs_no_recogniser(knowledge):
    parse = table(
        "Guild NNP nsubj met | of IN prep Guild | Harbour NNP compound Pilots | Pilots NNPS pobj of | "
        "( -LRB- punct Guild | GHP NNP appos Guild | ) -RRB- punct Guild | met VBD ROOT - || "
        "GHP NNP nsubj left | left VBD ROOT -"
    )
    guild = "guild-of-harbour-pilots"
    assert _introduced(parse, knowledge) == [("Guild of Harbour Pilots", guild), ("GHP", guild), ("GHP", guild)]


def test_initials_that_do_not_fit_make_no_name(knowledge):
    parse = table(
        "Guild NNP nsubj met | of IN prep Guild | Harbour NNP compound Pilots | Pilots NNPS pobj of | "
        "( -LRB- punct Guild | QRZ NNP appos Guild | ) -RRB- punct Guild | met VBD ROOT -"
    )
    assert _introduced(parse, knowledge) == []
