"""What the statistical NER adds, and where names of persons, bodies and ships correct it."""

from __future__ import annotations

from typing import Final

import pytest

from extractor.actors.cues import cues
from extractor.actors.entities import with_entities
from extractor.actors.knowledge import load_knowledge
from extractor.actors.mentions import named
from extractor.paths import models_dir
from extractor.types import Document
from tests.support.parses import table
from tests.support.tables import rows

pytestmark = pytest.mark.xdist_group("live sentences")

# text: {words: id and country, or None where they are no mention}
PERSONS: Final = {
    "Maria Castellano met Iranian officials.": {"Maria Castellano": ("person.maria-castellano", None)},
    "Turkish troops arrested General Karim Bazzi.": {"General Karim Bazzi": ("person.karim-bazzi", None)},
    "President Mirlande Duval criticized Iran.": {"President Mirlande Duval": ("person.mirlande-duval", None)},
    "Captain Zoran Petkov criticized Serbia.": {"Captain Zoran Petkov": ("person.zoran-petkov", None)},
    "Mrs Zora Qadir criticized Iran.": {"Mrs Zora Qadir": ("person.zora-qadir", None)},
    "Mrs Zzyx Qadir criticized Iran.": {"Mrs Zzyx Qadir": ("person.zzyx-qadir", None)},
    "Haoua Issoufou, a 43-year-old trader, criticized Iran.": {"Haoua Issoufou": ("person.haoua-issoufou", None)},
    "Petro Hrenko criticized Iran.": {"Petro Hrenko": ("person.petro-hrenko", None)},
    "Army chief General Karim Bazzi criticized Iran.": {
        "Army chief General Karim Bazzi": ("person.karim-bazzi", None),
        "Army": None,
    },
    # other spellings are one name's, another name is another's
    "Ahmad al-Khalil, a farmer, criticized Iran.": {"Ahmad al-Khalil": ("person.ahmad-al-khalil", None)},
    "Senator Bob Hartley, D-Conn., criticized Iran.": {"D-Conn.": None},
    "George W. Bush criticized Iran.": {"George W. Bush": ("person.george-w-bush", "USA")},
    "George W. Bush met his Polish counterpart.": {"George W. Bush": ("person.george-w-bush", "USA")},
}
BODIES: Final = {
    "The British Beekeeping Society criticized Iran.": {
        "British Beekeeping Society": ("british-beekeeping-society", "GBR")
    },
    "The Danish Harbour Union criticized Iran.": {"The Danish Harbour Union": ("DNK.LAB.union", "DNK")},
    "The British Army criticized Iran.": {"The British Army": ("GBR.MIL", "GBR")},
    "Rebels took Turkish towns.": {"Rebels": ("XXX.REB.rebel", None)},
}
SHIPS: Final = {
    "The USS Harland attacked Yemen.": {"USS Harland": ("USA.MIL", "USA")},
    "HMS Brightwater attacked Yemen.": {"HMS Brightwater": ("GBR.MIL", "GBR")},
    "The INS Vikrama left India.": {"INS Vikrama": ("IND.MIL", "IND")},
    "The MV Brightwater left Yemen.": {"MV Brightwater": None},
    "Officials of Harland criticized Iran.": {"Harland": None, "Iran": ("IRN", "IRN")},
}
NOBODY: Final = {
    "Fighters crossed the Tarim River near Iran.": {"Tarim": None, "Tarim River": None},
    "A bomb exploded near Qalat. Iran criticized Israel.": {"Qalat": None},
    "Iran posted it on Telegram.": {"Telegram": None},
}
MISSES: Final = {
    "The MV Brightwater left Yemen.": "a merchant ship is taken for a person",
}


@pytest.mark.parametrize(("text", "expected"), rows(PERSONS, BODIES, SHIPS, NOBODY, misses=MISSES))
def test_entities(ex, text, expected):
    mentions = ex.extract(Document(text, date="2015-01-01")).mentions
    found = {m.span.text: (m.actor.id, m.actor.country) for m in mentions}
    assert {words: found.get(words) for words in expected} == expected


@pytest.fixture(scope="module")
def knowledge():
    return load_knowledge(models_dir())


# a sentence, what the NER says of it, and what is found: words, id, form
CORRECTED: Final = {
    "a body that begins with a first name is a person": (
        "Maria NNP compound Vik | Vik NNP nsubj left | left VBD ROOT -",
        (("Maria Vik", "ORG"),),
        [("Maria Vik", "person.maria-vik", "person")],
    ),
    "but not behind an article": (
        "the DT det Vik | Maria NNP compound Vik | Vik NNP nsubj left | left VBD ROOT -",
        (("Maria Vik", "ORG"),),
        [("Maria Vik", "maria-vik", "org")],
    ),
    "and no bank": (
        "Maria NNP compound Bank | Bank NNP nsubj left | left VBD ROOT -",
        (("Maria Bank", "ORG"),),
        [("Maria Bank", "maria-bank", "org")],
    ),
    "a title is no part of a name": (
        "General NNP compound Vik | Zzyx NNP compound Vik | Vik NNP nsubj left | left VBD ROOT -",
        (("General Zzyx Vik", "PERSON"),),
        [("Zzyx Vik", "person.zzyx-vik", "person")],
    ),
    "a first name is no part that is left out": (
        "Zzyx NNP compound Vik | Vik NNP nsubj left | left VBD ROOT -",
        (("Vik", "PERSON"),),
        [("Zzyx Vik", "person.zzyx-vik", "person")],
    ),
    "a person whom the NER overlooked, by first name": (
        "Maria NNP compound Vik | Vik NNP nsubj left | left VBD ROOT -",
        (),
        [("Maria Vik", "person.maria-vik", "person")],
    ),
    "a person whom the NER overlooked, by title": (
        "General NNP compound Vik | Zzyx NNP compound Vik | Vik NNP nsubj left | left VBD ROOT -",
        (),
        [("Zzyx Vik", "person.zzyx-vik", "person")],
    ),
    "neither first name nor title": ("Zzyx NNP compound Vik | Vik NNP nsubj left | left VBD ROOT -", (), []),
    "article and possessive are no part of a name": (
        "the DT det Vik | Vik NNP poss army | 's POS case Vik | army NN nsubj left | left VBD ROOT -",
        (("the Vik 's", "ORG"),),
        [("Vik", "vik", "org")],
    ),
    "a river is nobody": (
        "the DT det river | Vik NNP compound river | river NN nsubj left | left VBD ROOT -",
        (("Vik", "ORG"),),
        [],
    ),
    "one word behind 'near' is a place": (
        "rain NN nsubj fell | fell VBD ROOT - | near IN prep fell | Vik NNP pobj near",
        (("Vik", "ORG"),),
        [],
    ),
    "a person has no article": (
        "the DT det Vik | Vik NNP nsubj left | left VBD ROOT -",
        (("Vik", "PERSON"),),
        [],
    ),
    "a place": (
        "rain NN nsubj fell | fell VBD ROOT - | in IN prep fell | Vik NNP pobj in",
        (("Vik", "GPE"),),
        [("Vik", "place.vik", "place")],
    ),
    "what the NER calls a day": ("Vik NNP nsubj left | left VBD ROOT -", (("Vik", "DATE"),), []),
    "a description with a capital": ("Rebels NN nsubj left | left VBD ROOT -", (("Rebels", "ORG"),), []),
    "a network on which one writes": (
        "Telegram NNP nsubj left | left VBD ROOT -",
        (("Telegram", "ORG"),),
        [],
    ),
}


@pytest.mark.parametrize(
    ("words", "entities", "expected"),
    [pytest.param(*case, id=label) for label, case in CORRECTED.items()],
)
def test_corrected(knowledge, words, entities, expected):
    parse = table(words, entities)
    found = with_entities(parse, knowledge, cues(), named(parse, knowledge, None, ""), None)
    assert [(" ".join(parse.words[one.start : one.end]), one.actor.id, one.form) for one in found] == expected


def test_mentions_stand_in_order_and_never_overlap(knowledge):
    parse = table(
        "Maria NNP compound Vik | Vik NNP nsubj met | met VBD ROOT - | "
        "the DT det Harland | USS NNP compound Harland | Harland NNP dobj met",
        (("Harland", "PERSON"),),
    )
    found = with_entities(parse, knowledge, cues(), named(parse, knowledge, None, ""), None)
    assert [(one.start, one.end, one.form) for one in found] == [(0, 2, "person"), (4, 6, "ship")]
