"""Whom a pronoun means: number, gender, kind, subjects first, speakers; and where none is meant."""

from __future__ import annotations

from typing import Final

import pytest

from extractor.actors.cues import cues
from extractor.actors.pronouns import joined, pronouns
from tests.support.parses import group, names, state, table
from tests.support.said import mentioned, said
from tests.support.tables import rows

pytestmark = pytest.mark.xdist_group("live sentences")

DAY: Final = "2015-01-01"

# text: {the pronoun: the actor's id, or None where nobody is meant or known}
HE_AND_SHE: Final = {
    "Barack Obama thanked Vladimir Putin. He criticized Iran.": {"He": "person.barack-obama"},
    "Vladimir Putin met Iranian officials. Later he criticized Israel.": {"he": "person.vladimir-putin"},
    "Park Geun-hye thanked Iran. She criticized Israel.": {"She": "person.park-geun-hye"},
    "Dame Ruth Ashdown thanked Iran. She criticized Israel.": {"She": "person.ruth-ashdown"},
    "Karim Bazzi and Lena Brandt criticized Iran. She thanked Turkey.": {"She": "person.lena-brandt"},
    "Vladimir Putin met Angela Merkel. Rain fell. He attacked Iran.": {"He": "person.vladimir-putin"},
    "The Kenyan queen thanked Iran. She criticized Israel.": {"She": "KEN.GOV.queen"},
    "The Kenyan minister thanked Iran. She criticized Israel.": {"She": "KEN.GOV.minister"},
    "Zzyx Qadir thanked Iran. She criticized Israel.": {"She": "person.zzyx-qadir"},
    "The Iranian general, Karim Bazzi, said he attacked Israel.": {"he": "person.karim-bazzi"},
    # of another gender
    "Park Geun-hye thanked Iran. He criticized Israel.": {"He": None},
    "Ruth Ashdown thanked Iran. He criticized Israel.": {"He": None},
    "Mr Ruth Ashdown thanked Iran. She criticized Israel.": {"She": None},
    "Vladimir Putin, 60, thanked Iran. She criticized Israel.": {"She": None},
    "The Kenyan king thanked Iran. She criticized Israel.": {"She": None},
    "The spokeswoman of Iran thanked Turkey. He criticized Israel.": {"He": None},
    # two that are alike; nobody at all
    "Barack Obama and Vladimir Putin criticized Iran. He thanked Turkey.": {"He": None},
    "Hezbollah thanked Iran. He criticized Israel.": {"He": None},
    "Iranian officials thanked Turkey. He criticized Israel.": {"He": None},
    "Vladimir Putin left. Rain fell. Snow fell. Hail fell. He attacked Iran.": {"He": None},
}
IT_AND_THEY: Final = {
    "Hamas criticized Egypt. It attacked Israel.": {"It": "hamas"},
    "Iran criticized Turkey. In a statement, it attacked Israel.": {"it": "IRN"},
    "Iran attacked Turkey while it attacked Syria.": {"it": "IRN"},
    "Turkey said Iran criticized Israel because it attacked Egypt.": {"it": "IRN"},
    "Iranian troops attacked Turkey. It criticized Israel.": {"It": "TUR"},
    "Iranian troops attacked Turkey. They criticized Israel.": {"They": "IRN.MIL"},
    "Turkish police arrested Iranian journalists. They criticized Israel.": {"They": "TUR.COP"},
    "Iran attacked Israel after its troops attacked Syria.": {"its": "IRN", "its troops": "IRN.MIL"},
    # arguments of one verb are different actors; who is described by "his" is not he
    "Turkish soldiers met Kurdish villagers. The soldiers accused them of lying.": {"them": "kurds.villager"},
    "Petra Lindqvist and her brother criticized Iran.": {"her": "person.petra-lindqvist"},
    "Turkey defended itself.": {"itself": "TUR"},
    "Iran's government criticized Egypt. It attacked Israel.": {"It": "IRN.GOV"},
    # two that are alike, what is no subject, who is a person
    "Iran and Turkey criticized Syria. It thanked Israel.": {"It": None},
    "Turkey attacked Iran. Israel criticized it.": {"it": None},
    "Vladimir Putin met Angela Merkel. It criticized Israel.": {"It": None},
    "Vladimir Putin criticized Israel. They attacked Iran.": {"They": None},
}
SPEAKERS: Final = {
    '"We will attack Iran," said Vladimir Putin.': {"We": "person.vladimir-putin"},
    '"I criticized Iran," said Vladimir Putin.': {"I": "person.vladimir-putin"},
    'The Israeli army criticized Egypt. "We attacked Iran," it said.': {"We": "ISR.MIL", "it": "ISR.MIL"},
    'Iran\'s president met Turkish officials. "We attacked Israel," he said.': {
        "We": "person.hassan-rouhani",
        "he": "person.hassan-rouhani",
    },
    'Turkey said: "Our troops attacked Israel."': {"Our": "TUR", "Our troops": "TUR.MIL"},
    # whoever speaks is not in what is said
    'Vladimir Putin thanked Iran. "Barack Obama attacked Syria," he said.': {"he": "person.vladimir-putin"},
    'Vladimir Putin met Angela Merkel. "He attacked Iran," she said.': {
        "He": "person.vladimir-putin",
        "she": "person.angela-merkel",
    },
    '"Omar Haddad is no friend," he said.': {"he": None},
    '"Iran is weak," he said. Vladimir Putin thanked Turkey.': {"he": None},
    # nobody speaks
    "We attacked Iran.": {"We": None},
    "I attacked Iran.": {"I": None},
    'Iran thanked Turkey. "I attacked Israel."': {"I": None},
}
MISSES: Final = {
    'Turkey said: "Our troops attacked Israel."': "'our' owns nothing yet",
}


@pytest.mark.parametrize(("text", "expected"), rows(HE_AND_SHE, IT_AND_THEY, SPEAKERS, misses=MISSES))
def test_meant(ex, text, expected):
    found = dict(mentioned(ex, text, DAY))
    assert {words: found.get(words) for words in expected} == expected


BOTH: Final = {
    "Iran and Turkey met. They criticized Israel.": ["IRN = CONSULT TUR", "IRN ACCUSE ISR", "TUR ACCUSE ISR"],
    "Vladimir Putin and Angela Merkel left. They criticized Israel.": [
        "person.vladimir-putin ACCUSE ISR",
        "person.angela-merkel ACCUSE ISR",
    ],
    "Iranian officials and Turkish officials left. They criticized Israel.": [
        "IRN.GOV.official ACCUSE ISR",
        "TUR.GOV.official ACCUSE ISR",
    ],
    "Turkey and Iran attacked Syria. Their troops criticized Israel.": [
        "TUR ASSAULT SYR",
        "IRN ASSAULT SYR",
        "TUR.MIL ACCUSE ISR",
        "IRN.MIL ACCUSE ISR",
    ],
    "Iran thanked Turkey. They criticized Israel.": ["IRN SUPPORT TUR"],
}
BOTH_MISSES: Final = {
    "Iranian officials and Turkish officials left. They criticized Israel.": "the second alone fits as well as both",
    "Turkey and Iran attacked Syria. Their troops criticized Israel.": "what two own is the first one's alone",
}


@pytest.mark.parametrize(("text", "expected"), rows(BOTH, misses=BOTH_MISSES))
def test_they_are_both(ex, text, expected):
    assert said(ex, text, DAY) == expected


NOBODYS_IT: Final = {
    "it is clear that": "it PRP nsubj is | is VBZ ROOT - | clear JJ acomp is | left VBD ccomp is",
    "it was reported that": "it PRP nsubjpass reported | was VBD auxpass reported | reported VBN ROOT - | "
    "left VBD ccomp reported",
    "it takes time, expletive": "it PRP expl is | is VBZ ROOT - | time NN attr is",
    "as long as it takes": "left VBD ROOT - | as IN mark takes | it PRP nsubj takes | takes VBZ advcl left",
    "other words": "this DT nsubj is | is VBZ ROOT - | one PRP attr is",
}
SOMEBODYS_IT: Final = {
    "it is ready to": "it PRP nsubj is | is VBZ ROOT - | ready JJ acomp is | leave VB xcomp ready",
    "it left": "it PRP nsubj left | left VBD ROOT -",
    "it said that": "it PRP nsubj said | said VBD ROOT - | left VBD ccomp said",
    "its": "its PRP$ poss army | army NN nsubj left | left VBD ROOT -",
}


@pytest.mark.parametrize("rows_of", NOBODYS_IT.values(), ids=NOBODYS_IT)
def test_empty_it(rows_of):
    assert pronouns(table(rows_of), cues()) == []


@pytest.mark.parametrize("rows_of", SOMEBODYS_IT.values(), ids=SOMEBODYS_IT)
def test_it_is_somebody(rows_of):
    parse = table(rows_of)
    assert names(parse, [one.start for one in pronouns(parse, cues())]) == [rows_of.split()[0]]


JOINED: Final = {
    "two": ("Norway NNP nsubj left | and CC cc Norway | Sweden NNP conj Norway | left VBD ROOT -", ["NOR", "SWE"]),
    "not joined": ("Norway NNP nsubj left | left VBD ROOT - | Sweden NNP dobj left", ["NOR"]),
    "with an unknown": (
        "Norway NNP nsubj left | and CC cc Norway | rain NN conj Norway | left VBD ROOT - | Sweden NNP dobj left",
        ["NOR"],
    ),
}


@pytest.mark.parametrize(("words", "expected"), JOINED.values(), ids=JOINED)
def test_joined(words, expected):
    parse = table(words)
    found = [state(parse, "Norway", "NOR"), state(parse, "Sweden", "SWE")]
    assert [one.actor.id for one in joined(parse, found[0], found)] == expected


def test_three_are_joined():
    parse = table(
        "Norway NNP nsubj left | , , punct Norway | Sweden NNP conj Norway | and CC cc Sweden | "
        "rebels NNS conj Sweden | left VBD ROOT -"
    )
    found = [state(parse, "Norway", "NOR"), state(parse, "Sweden", "SWE"), group(parse, "rebels", "front")]
    assert [one.actor.id for one in joined(parse, found[0], found)] == ["NOR", "SWE", "front"]
