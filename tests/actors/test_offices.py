"""Whom an office means: "the chancellor", "the Georgian leader", "his Russian counterpart", on the day of the text."""

from __future__ import annotations

from typing import Final

import pytest

from extractor.actors.cues import cues
from extractor.actors.knowledge import load_knowledge
from extractor.actors.mentions import Found
from extractor.actors.offices import Offices
from extractor.paths import models_dir
from extractor.types import Actor
from tests.support.said import mentioned
from tests.support.tables import rows

pytestmark = pytest.mark.xdist_group("live sentences")

# day and text: {words: the actor's id}
HOLDERS: Final = {
    "2003-05-05|Germany waited. The chancellor criticized Russia.": {"The chancellor": "person.gerhard-schroeder"},
    "2015-05-05|Germany waited. The chancellor criticized Russia.": {"The chancellor": "person.angela-merkel"},
    "2015-05-05|Angela Merkel thanked Turkey. The chancellor criticized Russia.": {
        "The chancellor": "person.angela-merkel"
    },
    "2015-05-05|Turkey waited. The chancellor criticized Russia.": {"The chancellor": "XXX.GOV.chancellor"},
    "2007-05-05|The Georgian president criticized Russia.": {"The Georgian president": "person.mikheil-saakashvili"},
    "2007-05-05|Mikheil Saakashvili thanked Turkey. The Georgian leader criticized Russia.": {
        "The Georgian leader": "person.mikheil-saakashvili"
    },
    "2015-05-05|Mikheil Saakashvili thanked Turkey. The Georgian leader criticized Russia.": {
        "The Georgian leader": "GEO.GOV.leader"
    },
    "2007-05-05|Hugo Chavez thanked Iran. The Georgian leader criticized Israel.": {
        "The Georgian leader": "GEO.GOV.leader"
    },
    "2015-05-05|Barack Obama met French officials. The US president criticized Iran.": {
        "The US president": "person.barack-obama"
    },
    "2015-05-05|Barack Obama met French officials. The French president criticized Iran.": {
        "The French president": "person.francois-hollande"
    },
    # one who was president once stands nearer
    "2015-05-05|Barack Obama met Chinese officials. Former president Jimmy Carter thanked Cuba. "
    "The president criticized Iran.": {"The president": "person.barack-obama"},
    "2015-05-05|Barack Obama met Chinese officials. The former president criticized Iran.": {
        "The former president": "XXX.ELI.president"
    },
    # two presidents
    "2015-05-05|Barack Obama met Xi Jinping. The president criticized Iran.": {"The president": "XXX.GOV.president"},
    # the title that the text gives
    "2015-05-05|General Karim Bazzi criticized Iran. The general thanked Turkey.": {
        "The general": "person.karim-bazzi"
    },
    "2015-05-05|General Karim Bazzi and General Omar Haddad criticized Iran. The general thanked Turkey.": {
        "The general": "XXX.MIL.general"
    },
    # a general who rules by now
    "2023-05-05|Min Aung Hlaing thanked Russia. The general criticized China.": {
        "The general": "person.min-aung-hlaing"
    },
    # who beside the name is somebody already
    "2015-05-05|Karim Bazzi, the police chief, criticized Kenya.": {"the police chief": "person.karim-bazzi"},
    # more than one country's
    "2015-05-05|Xi Jinping waited. The presidents criticized Iran.": {"The presidents": "XXX.GOV.president"},
    # crowned heads, by their given names
    "2012-05-05|Saudi King Abdullah criticized Iran.": {"Saudi King Abdullah": "person.abdullah-bin-abdulaziz"},
    "2020-05-05|Jordan's King Abdullah criticized Iran.": {"Jordan's King Abdullah": "person.abdullah-ii"},
    "2020-05-05|King Abdullah criticized Iran.": {"King Abdullah": "person.abdullah"},
}
COUNTERPARTS: Final = {
    "2015-05-05|John Kerry met his Russian counterpart.": {"his Russian counterpart": "person.sergei-lavrov"},
    "2015-05-05|John Kerry met with his Russian counterpart, Sergei Lavrov.": {
        "his Russian counterpart": "person.sergei-lavrov"
    },
    "2015-05-05|Barack Obama met his Russian counterpart.": {"his Russian counterpart": "person.vladimir-putin"},
    "2007-05-05|Condoleezza Rice met her Russian counterpart.": {"her Russian counterpart": "person.sergei-lavrov"},
    "2007-05-05|George W. Bush met the Polish counterpart.": {"the Polish counterpart": "person.lech-kaczynski"},
    # who holds no office that is known, who is of another gender, more than one
    "2015-05-05|Omar Haddad met his Russian counterpart.": {"his Russian counterpart": "RUS.GOV.counterpart"},
    "2007-05-05|Condoleezza Rice met his Russian counterpart.": {"his Russian counterpart": "RUS.GOV.counterpart"},
    "2015-05-05|John Kerry met Iranian officials and their Russian counterparts.": {
        "their Russian counterparts": "RUS.GOV.counterpart"
    },
}
MISSES: Final = {
    "2015-05-05|General Karim Bazzi and General Omar Haddad criticized Iran. The general thanked Turkey.": (
        "the country that they criticize is taken for theirs"
    ),
}


@pytest.mark.parametrize(("dated", "expected"), rows(HOLDERS, COUNTERPARTS, misses=MISSES))
def test_offices(ex, dated, expected):
    day, _, text = dated.partition("|")
    found = dict(mentioned(ex, text, day))
    assert {words: found.get(words) for words in expected} == expected


@pytest.fixture(scope="module")
def knowledge():
    return load_knowledge(models_dir())


def _said(noun, country=None, **more):
    actor = Actor(f"{country or 'XXX'}.GOV.{noun.replace(' ', '-')}", noun, "official", "GOV", country)
    return Found(8, 9, 8, "nominal", actor, "nominal", noun=noun, **more)


def _named(knowledge, ident, day, noun=""):
    return Found(0, 2, 1, "named", knowledge.ids[ident].on(day), "name", noun=noun)


HELD: Final = {
    "holds it": ("chancellor", None, "2015-05-05", True),
    "held it before": ("chancellor", None, "2022-05-05", False),
    "a leader": ("leader", "DEU", "2015-05-05", True),
    "of another country": ("chancellor", "AUT", "2015-05-05", False),
    "another office": ("president", None, "2015-05-05", False),
    "no office": ("soldier", None, "2015-05-05", False),
    "no role noun": ("zzyx", None, "2015-05-05", False),
}


@pytest.mark.parametrize(("noun", "country", "day", "hers"), HELD.values(), ids=HELD)
def test_holder(knowledge, noun, country, day, hers):
    merkel = _named(knowledge, "person.angela-merkel", day)
    holder = Offices(knowledge, cues(), day).holder(_said(noun, country), [merkel])
    assert (holder is not None and holder.actor.id == "person.angela-merkel") is hers


def test_several_hold_no_office(knowledge):
    merkel = _named(knowledge, "person.angela-merkel", "2015-05-05")
    offices = Offices(knowledge, cues(), "2015-05-05")
    assert offices.holder(_said("chancellor", plural=True), [merkel]) is None


def test_a_holder_keeps_the_words_and_is_less_sure(knowledge):
    merkel = _named(knowledge, "person.angela-merkel", "2015-05-05")
    mention = _said("chancellor")
    holder = Offices(knowledge, cues(), "2015-05-05").holder(mention, [merkel])
    assert holder is not None
    assert (holder.start, holder.end, holder.kind) == (mention.start, mention.end, "nominal")
    assert holder.sure < merkel.sure
    assert holder.actor.reason.startswith("'chancellor' is Angela Merkel")
