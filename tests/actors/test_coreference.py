"""What points back: pronouns and definite descriptions, and those that point to nobody."""

from __future__ import annotations

from typing import Final

import pytest

from tests.support.said import mentioned, said
from tests.support.tables import rows

pytestmark = pytest.mark.xdist_group("live sentences")

DAY: Final = "2015-01-01"

# text: {the pointing words: the actor's id, or None where nobody is meant or known}
PRONOUNS: Final = {
    "Iran thanked Turkey. It attacked Israel.": {"It": "IRN"},
    "The Iranian government thanked Turkey. It criticized Israel.": {"It": "IRN.GOV"},
    "Iran said it attacked Israel.": {"it": "IRN"},
    "Iran said its troops attacked Israel.": {"its troops": "IRN.MIL"},
    "The Israeli military said it attacked Hamas.": {"it": "ISR.MIL"},
    "Angela Merkel thanked Iran. She criticized Israel.": {"She": "person.angela-merkel"},
    "Angela Merkel thanked Iran. It criticized Israel.": {"It": "IRN"},
    "Vladimir Putin thanked Iran. He criticized Israel.": {"He": "person.vladimir-putin"},
    "Egypt's president said he criticized Israel.": {"he": "person.abdel-fattah-el-sisi"},
    "Turkish troops entered Syria. They attacked Kurdish fighters.": {"They": "TUR.MIL"},
    'The Israeli army said: "We attacked Iran."': {"We": "ISR.MIL"},
    "Hamas fired on Israel. Its fighters attacked Egypt.": {"Its fighters": "hamas"},
    # nobody
    "It is unclear whether Iran attacked Israel.": {"It": None},
    "It was reported that Iran attacked Israel.": {"It": None},
    "It rained in Iran. It was cold.": {"It": None},
    "He attacked Iran.": {"He": None},
    "They attacked Iran.": {"They": None},
    "Iran attacked. He left.": {"He": None},
    "Iran thanked Turkey. Rain fell. Snow fell. Hail fell. Sleet fell. It attacked Israel.": {"It": None},
    "Vladimir Putin thanked Angela Merkel. She criticized Israel.": {"She": "person.angela-merkel"},
}

DESCRIPTIONS: Final = {
    "Hezbollah thanked Iran. The group attacked Israel.": {"The group": "hezbollah"},
    "Hezbollah thanked Iran. The militia attacked Israel.": {"The militia": "hezbollah"},
    "The United Nations thanked Iran. The organisation criticized Israel.": {"The organisation": "un"},
    "Lukoil thanked Iran. The company criticized Israel.": {"The company": "lukoil"},
    "Reuters quoted Iran. The agency criticized Israel.": {"The agency": "reuters"},
    "Syrian rebels thanked Turkey. The rebels attacked Iran.": {"The rebels": "SYR.REB.rebel"},
    "Iran-backed Iraqi factions left Basra. The armed groups attacked Turkish troops.": {
        "The armed groups": "IRQ.REB.faction"
    },
    "Egypt waited for days. The government criticized Israel.": {"The government": "EGY.GOV"},
    "Egypt waited for days. The army attacked Syria.": {"The army": "EGY.MIL"},
    "Egypt waited for days. The country criticized Israel.": {"The country": "EGY"},
    "Saudi Arabia waited for days. The kingdom criticized Israel.": {"The kingdom": "SAU"},
    # nobody
    "The group attacked Iran.": {"The group": None},
    "The country thanked Iran.": {"The country": None},
    "The kingdom thanked Iran.": {"The kingdom": None},
    "Hezbollah thanked Iran. The company attacked Israel.": {"The company": "XXX.BUS.company"},
    "Hezbollah thanked Iran. A group attacked Israel.": {"A group": None},
}


@pytest.mark.parametrize(("text", "expected"), rows(PRONOUNS, DESCRIPTIONS))
def test_points_back(ex, text, expected):
    found = dict(mentioned(ex, text, DAY))
    assert {words: found.get(words) for words in expected} == expected


RELATIONS: Final = {
    "Iran thanked Turkey. It attacked Israel.": ["IRN SUPPORT TUR", "IRN ASSAULT ISR"],
    "Iran attacked itself.": [],
    "It was reported that Iran attacked Israel.": ["IRN ASSAULT ISR"],
    "Iran and Turkey met in Baku. They criticized Israel.": ["IRN = CONSULT TUR", "IRN ACCUSE ISR", "TUR ACCUSE ISR"],
    '"We attacked Iran," the Israeli army said.': ["ISR.MIL ASSAULT IRN says ISR.MIL"],
}


@pytest.mark.parametrize(("text", "expected"), rows(RELATIONS))
def test_relations(ex, text, expected):
    assert said(ex, text) == expected


def test_a_pronoun_keeps_its_own_span(ex):
    text = "Iran thanked Turkey. It attacked Israel."
    assault = ex.extract(text).relations[-1]
    assert assault.source.span.text == "It"
    assert text[assault.source.span.start : assault.source.span.end] == "It"
    assert assault.source.kind == "pronoun"
    assert assault.sentence.text == "It attacked Israel."


def test_what_points_back_is_less_sure(ex):
    first, second = ex.extract("Iran attacked Israel. It attacked Egypt.").relations
    assert second.confidence < first.confidence
