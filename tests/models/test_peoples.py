"""Peoples and given names: the forms that the files promise, and that no name means two things."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from extractor.actors.knowledge import name_words, slug

FOLDER: Final = Path(__file__).parents[2] / "models" / "actors"
FEWEST_PEOPLES: Final = 450
FEWEST_GIVEN: Final = 2500


def _read(file: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.load((FOLDER / file).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 -- the safest
    return data


def _names(people: dict[str, Any]) -> set[tuple[str, ...]]:
    return {name_words(name) for name in (*people.get("adjectives", ()), *people["people"])}


PEOPLES: Final[list[dict[str, Any]]] = _read("peoples.yml")["peoples"]
STATES: Final[list[dict[str, Any]]] = _read("states.yml")["states"]
GIVEN: Final[dict[str, list[str]]] = _read("given_names.yml")


def test_counts() -> None:
    assert len(PEOPLES) >= FEWEST_PEOPLES
    assert sum(len(names) for names in GIVEN.values()) >= FEWEST_GIVEN


def test_every_people() -> None:
    states = {"null", *(state["id"] for state in STATES if "part_of" not in state)}
    for people in PEOPLES:
        assert set(people) <= {"id", "name", "adjectives", "people", "country", "role"}, people
        assert people["id"] == slug(people["id"])
        assert people["name"] in people["people"], people
        assert people["role"] in {"CVL", "REL"}, people
        assert people["country"] in states, people


def test_a_name_means_one_people() -> None:
    names = Counter(name for people in PEOPLES for name in _names(people))
    assert [name for name, count in names.items() if count > 1] == []
    assert [ident for ident, count in Counter(people["id"] for people in PEOPLES).items() if count > 1] == []


def test_no_people_is_a_states() -> None:
    fields = ("names", "adjectives", "people", "seats", "government", "acronyms")
    states = {name_words(name) for state in STATES for field in fields for name in state.get(field, ())}
    states |= {name_words(state["name"]) for state in STATES}
    assert [name for people in PEOPLES for name in _names(people) if name in states] == []


def test_no_people_has_the_id_of_another_actor() -> None:
    taken = {
        actor["id"] for file in ("armed_groups", "organisations", "parties") for actor in _read(f"{file}.yml")["actors"]
    }
    assert taken.isdisjoint(people["id"] for people in PEOPLES)


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("Rohingya", "MMR"),
        ("Uyghurs", "CHN"),
        ("Chechens", "RUS"),
        ("Crimean Tatars", "UKR"),
        ("Hazaras", "AFG"),
        ("Yazidis", "IRQ"),
        ("Kurds", "null"),
        ("Pashtuns", "null"),
        ("Tuareg", "null"),
        ("Muslims", "null"),
        ("Copts", "EGY"),
        ("Gazans", "PSE"),
        ("Texans", "USA"),
        ("American Indians", "USA"),
        ("New Mexicans", "USA"),
    ],
)
def test_country_of(word: str, country: str) -> None:
    assert [people["country"] for people in PEOPLES if name_words(word) in _names(people)] == [country]


def test_given_names() -> None:
    assert set(GIVEN) == {"female", "male"}
    names = Counter(name_words(name) for given in GIVEN.values() for name in given)
    assert [name for name, count in names.items() if count > 1] == [], "once, and for one gender alone"
    assert [name for given in GIVEN.values() for name in given if not name[0].isupper()] == []


@pytest.mark.parametrize(
    "name", ["Andrea", "Jean", "Kim", "Sasha", "Taylor", "Robin", "Nikita", "Noor", "Jordan", "Jamie"]
)
def test_a_name_of_both_genders_is_left_out(name: str) -> None:
    assert all(name not in given for given in GIVEN.values())


@pytest.mark.parametrize(
    ("name", "gender"),
    [("Angela", "female"), ("Vladimir", "male"), ("Chad", "male"), ("Fatima", "female"), ("Paris", None)],
)
def test_gender_of(name: str, gender: str | None) -> None:
    assert [key for key, given in GIVEN.items() if name in given] == ([gender] if gender else [])
