"""The role nouns: what the file promises, in its own words."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, Final, get_args

import pytest
import yaml

from extractor.types import ActorType

FILE: Final = Path(__file__).parents[2] / "models" / "actors" / "roles.yml"
ROLES: Final = {
    *"COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK".split(),
    *"AGR BUS CRM CVL EDU ELI JRN LAB MED OPP PRE REF REL SOC".split(),
    *"IGO NGO".split(),
}
FLAGS: Final = ("weak", "means", "body", "office", "whole")
FEWEST_NOUNS: Final = 2000
FEWEST_WORDS: Final = 500
DATA: Final[dict[str, list[dict[str, Any]]]] = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 -- the safest
HEADS: Final = {noun: head for head in DATA["heads"] for noun in head["nouns"]}
MODIFIERS: Final = {word: modifier for modifier in DATA["modifiers"] for word in modifier["words"]}


def test_counts() -> None:
    assert len(HEADS) >= FEWEST_NOUNS
    assert len(MODIFIERS) >= FEWEST_WORDS


@pytest.mark.parametrize(("entries", "words"), [("heads", "nouns"), ("modifiers", "words")])
def test_a_word_stands_once(entries: str, words: str) -> None:
    counts = Counter(word for entry in DATA[entries] for word in entry[words])
    assert [word for word, count in counts.items() if count > 1] == []
    assert [word for word in counts if word != word.lower().strip()] == []


@pytest.mark.parametrize("head", DATA["heads"], ids=lambda head: head["nouns"][0])
def test_head(head: dict[str, Any]) -> None:
    assert set(head) <= {"nouns", "role", "type", "adds", *FLAGS}
    assert head["role"] in ROLES or (head["role"] == "" and head["type"] == "state"), "a bare state has no role"
    assert head.get("adds", "UNK") in ROLES
    assert head.get("type") in {None, *get_args(ActorType)}
    assert all(head.get(flag, "true") == "true" for flag in FLAGS)


@pytest.mark.parametrize("modifier", DATA["modifiers"], ids=lambda modifier: modifier["words"][0])
def test_modifier(modifier: dict[str, Any]) -> None:
    assert set(modifier) <= {"words", "role", "only", "adds"}
    assert {modifier.get("role", "UNK"), modifier.get("adds", "UNK"), *modifier.get("only", [])} <= ROLES


@pytest.mark.parametrize("sector", sorted(ROLES - {"PRE"}))
def test_every_sector_has_nouns(sector: str) -> None:
    """PRE is no kind of person: breakaway entities have names."""
    assert any(head["role"] == sector for head in DATA["heads"])


@pytest.mark.parametrize(
    ("noun", "role"),
    [
        ("soldier", "MIL"),
        ("policeman", "COP"),
        ("president", "GOV"),
        ("lawmaker", "LEG"),
        ("judge", "JUD"),
        ("rebel", "REB"),
        ("gunman", "UAF"),
        ("protester", "CVL"),
        ("refugee", "REF"),
        ("cleric", "REL"),
        ("journalist", "JRN"),
        ("nurse", "MED"),
        ("student", "EDU"),
        ("investor", "BUS"),
        ("miner", "LAB"),
        ("farmer", "AGR"),
        ("cartel", "CRM"),
        ("charity", "NGO"),
        ("peacekeeper", "IGO"),
        ("think tank", "SOC"),
        ("faction", "REB"),
        ("hostage", "CVL"),
        ("official", "GOV"),
        ("junta", "GOV"),
        ("ombudsman", "GOV"),
        ("mep", "LEG"),
        ("legislative body", "LEG"),
        ("public prosecutor", "JUD"),
        ("blogger", "JRN"),
        ("tribal elder", "CVL"),
        ("amusement park", "CVL"),
        ("village", "CVL"),
        ("refugee camp", "REF"),
        ("prison", "COP"),
        ("power plant", "BUS"),
        ("drug mule", "CRM"),
        ("blue helmet", "IGO"),
        ("breakaway region", "PRE"),
        ("shadow cabinet", "OPP"),
        ("guerrilla army", "REB"),
    ],
)
def test_role_of(noun: str, role: str) -> None:
    assert HEADS[noun]["role"] == role


@pytest.mark.parametrize(
    "noun",
    ["people", "person", "man", "woman", "member", "group", "company", "family", "school", "child", "patient", "force",
     "party", "leader", "opposition", "union", "scientist", "administration", "king", "unit", "attacker"],
)  # fmt: skip
def test_weak(noun: str) -> None:
    """Nobody in particular, in a paper on physics as in a novel: only a narrowing makes an actor of it."""
    assert HEADS[noun].get("weak") == "true"


@pytest.mark.parametrize("noun", ["soldier", "protester", "government", "rebel", "police", "minister", "authorities"])
def test_not_weak(noun: str) -> None:
    assert "weak" not in HEADS[noun]


@pytest.mark.parametrize("noun", ["country", "nation", "kingdom"])
def test_a_word_for_a_state_points_back(noun: str) -> None:
    """On its own it is nobody; "the kingdom" is the state that was named before, which has no role."""
    head = HEADS[noun]
    assert (head["role"], head["type"], head.get("weak")) == ("", "state", "true")


@pytest.mark.parametrize("noun", ["jet", "drone", "tank", "missile", "warship", "base", "f-16", "village", "prison"])
def test_means(noun: str) -> None:
    assert HEADS[noun].get("means") == "true"


@pytest.mark.parametrize("noun", ["airstrike", "strike", "attack", "war", "team"])
def test_no_actor(noun: str) -> None:
    assert noun not in HEADS


@pytest.mark.parametrize(
    "nouns",
    [
        ("prime minister", "premier"),
        ("foreign minister", "foreign secretary", "secretary of state"),
        ("defence minister", "defense minister", "defence secretary", "defense secretary"),
    ],
)
def test_words_for_one_office_stand_together(nouns: tuple[str, ...]) -> None:
    assert all(HEADS[noun] is HEADS[nouns[0]] for noun in nouns)
    assert HEADS[nouns[0]]["office"] == "true"


def test_a_modifier_narrows_heads_of_its_own_role() -> None:
    """Else "government spokesman" would be nobody. Who is out of office is so by the modifier alone."""
    assert [
        word
        for word, modifier in MODIFIERS.items()
        if "role" in modifier and "only" in modifier and modifier["role"] not in {*modifier["only"], "ELI"}
    ] == []
