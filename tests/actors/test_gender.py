"""Whether somebody is "he" or "she": title, list, role noun, first name; and where nothing tells."""

from __future__ import annotations

from typing import Final

import pytest

from extractor.actors.cues import cues
from extractor.actors.gender import Genders
from extractor.actors.knowledge import load_knowledge
from extractor.actors.mentions import Found
from extractor.types import Actor
from tests.support.parses import table
from tests.support.small_actors import small_actors


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory):
    return load_knowledge(small_actors(tmp_path_factory.mktemp("models")))


def _person(start, end, name):
    actor = Actor(f"person.{name.lower().replace(' ', '-')}", name, "person")
    return Found(start, end, end - 1, "named", actor, "person")


# subject: (tokens of the mention, name, gender)
TOLD: Final = {
    "a first name of women": ("Kari NNP compound Vik", (0, 2), "Kari Vik", "f"),
    "a first name of men": ("Ole NNP compound Vik", (0, 2), "Ole Vik", "m"),
    "a first name that no list has": ("Zzyx NNP compound Vik", (0, 2), "Zzyx Vik", None),
    "a first name where the surname stands": ("Zzyx NNP compound Vik", (0, 2), "Zzyx Kari", None),
    "a first name of two words": ("Aung NNP compound Vik | San NNP compound Vik", (0, 3), "Aung San Vik", "f"),
    "a title before": ("Mrs NNP compound Vik", (1, 2), "Vik", "f"),
    "a title inside": ("Sir NNP compound Vik", (0, 2), "Sir Vik", "m"),
    "a title with a point": ("Mr. NNP compound Vik", (1, 2), "Vik", "m"),
    "a title of either": ("Dr NNP compound Vik", (1, 2), "Vik", None),
    "the title goes before the name": ("Mr NNP compound Vik | Kari NNP compound Vik", (1, 3), "Kari Vik", "m"),
}


@pytest.mark.parametrize(("words", "span", "name", "gender"), TOLD.values(), ids=TOLD)
def test_told(knowledge, words, span, name, gender):
    parse = table(f"{words} | Vik NNP nsubj left | left VBD ROOT -")
    person = _person(*span, name)
    assert Genders(parse, knowledge, cues(), [person]).of(person) == gender


NOUNS: Final = {
    ("queen", False): "f",
    ("spokesman", False): "m",
    ("deputy chairwoman", False): "f",
    ("crown prince", False): "m",
    ("minister", False): None,
    ("queens", True): None,
    ("princess royal", False): None,
}


@pytest.mark.parametrize(("noun", "plural", "gender"), [(*key, gender) for key, gender in NOUNS.items()])
def test_told_by_the_noun(knowledge, noun, plural, gender):
    parse = table("someone NN nsubj left | left VBD ROOT -")
    one = Found(0, 1, 0, "nominal", Actor("NOR.GOV.x", "x", "official"), "nominal", plural=plural, noun=noun)
    assert Genders(parse, knowledge, cues(), [one]).of(one) == gender


def test_two_that_contradict_tell_nothing(knowledge):
    parse = table("Mr NNP compound 2 | Vik NNP nsubj met | met VBD ROOT - | Mrs NNP compound 5 | Vik NNP dobj met")
    him, her = (_person(at, at + 1, "Zzyx Vik") for at in (1, 4))
    genders = Genders(parse, knowledge, cues(), [him, her])
    assert (genders.of(him), genders.of(her)) == (None, None)


def test_one_mention_tells_for_all(knowledge):
    parse = table("Mr NNP compound 2 | Vik NNP nsubj met | met VBD ROOT - | Vik NNP dobj met")
    first, again = (_person(at, at + 1, "Zzyx Vik") for at in (1, 3))
    assert Genders(parse, knowledge, cues(), [first, again]).of(again) == "m"


def test_the_list_goes_before_the_first_name(knowledge):
    parse = table("Ole NNP compound Berg | Berg NNP nsubj left | left VBD ROOT -")
    berg = Found(0, 2, 1, "named", Actor("person.kari-berg", "Ole Berg", "person"), "name")
    assert Genders(parse, knowledge, cues(), [berg]).of(berg) == "f"


def test_a_body_has_none(knowledge):
    parse = table("Kari NNP compound Bank | Bank NNP nsubj left | left VBD ROOT -")
    bank = Found(0, 2, 1, "named", Actor("kari-bank", "Kari Bank", "company"), "org")
    assert Genders(parse, knowledge, cues(), [bank]).of(bank) is None
