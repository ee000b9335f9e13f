"""What is quoted, who says it, and whom the pronouns in it mean."""

from __future__ import annotations

from typing import Final

import pytest

from extractor.actors.cues import Cues
from extractor.actors.quotations import quotations, sayer
from tests.support.parses import state, table
from tests.support.said import mentioned
from tests.support.tables import rows

pytestmark = pytest.mark.xdist_group("live sentences")

CUES: Final = Cues(speech=frozenset({"said"}))
QUOTED: Final = '" `` punct said | we PRP nsubj left | left VBD ccomp said | there RB advmod left'
SAID: Final = "Norway NNP nsubj said | said VBD ROOT - | . . punct said"


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        (f"{QUOTED} | , , punct said | \" '' punct said | {SAID}", ["we", "left", "there", ","]),
        (f"{QUOTED} | ” '' punct said | {SAID}".replace('"', "“"), ["we", "left", "there"]),
        # a paragraph ends what is not closed; a word or two in quotation marks are no speech
        (f"{QUOTED} | {SAID}", ["we", "left", "there", "Norway", "said", "."]),
        (f"\" `` punct pirates | pirates NNS nsubj said | \" '' punct pirates | {SAID}", []),
        (SAID, []),
    ],
)
def test_quotations(words, quoted):
    parse = table(words)
    assert [parse.words[token] for token in sorted(quotations(parse))] == quoted


@pytest.mark.parametrize(
    ("words", "spoken"),
    [
        (f"{QUOTED} | , , punct said | \" '' punct said | {SAID}", True),
        (f"Norway NNP nsubj said | said VBD ROOT - | : : punct said | {QUOTED} | \" '' punct said", True),
        # the sentence before tells nothing of who speaks in the next
        (f"{SAID} || {QUOTED.replace('said', 'left')} | \" '' punct left", False),
    ],
)
def test_sayer(words, spoken):
    parse = table(words)
    norway = state(parse, "Norway", "NOR")
    quotation = quotations(parse)[parse.words.index("we")]
    found = sayer(parse, CUES, quotation, [norway])
    assert (found is norway) if spoken else (found is None)


def test_the_speaker_goes_on_in_the_next_quotation():
    parse = table(
        f"{QUOTED} | , , punct said | \" '' punct said | {SAID} || "
        "\" `` punct came | they PRP nsubj came | came VBD ROOT - | back RB advmod came | \" '' punct came"
    )
    norway = state(parse, "Norway", "NOR")
    quotation = quotations(parse)[parse.words.index("they")]
    assert sayer(parse, CUES, quotation, [norway]) is norway


PRONOUNS: Final = {
    'Petra Lindqvist waited. "I knew Omar Haddad," she said. "He criticized Iran."': {"He": "person.omar-haddad"},
    'The army left. "Omar Haddad will win if he criticizes Iran," said Boris Johnson.': {"he": "person.omar-haddad"},
    # "they" of a quotation is in it, or is nobody
    'Turkish soldiers left Iran. "They criticized Israel," said Petra Lindqvist.': {"They": None},
    '"Turkish soldiers came. They attacked Iran," said Petra Lindqvist.': {"They": "TUR.MIL"},
    # outside of the quotations of a text "we" is its author
    '"Iran attacked us," Turkey said. We close with the weather.': {"us": "TUR", "We": None},
    "Turkey said we attacked Iran.": {"we": "TUR"},
}


@pytest.mark.parametrize(("text", "expected"), rows(PRONOUNS))
def test_pronouns(ex, text, expected):
    found = dict(mentioned(ex, text, "2015-01-01"))
    assert {words: found.get(words) for words in expected} == expected
