"""The office-holders: what the file promises, in its own words."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
import yaml

from extractor.actors.knowledge import name_words, slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ACTORS: Final = Path(__file__).parents[2] / "models" / "actors"
DATE: Final = re.compile(r"[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
ROLES: Final = {
    *"COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK".split(),
    *"AGR BUS CRM CVL EDU ELI JRN LAB MED OPP PRE REF REL SOC".split(),
    *"IGO NGO".split(),
}
FEWEST: Final = 450
LAST_DAY: Final = "9999-12-31"


def load(name: str) -> Any:
    """One file of the folder, every scalar a string."""
    return yaml.load((ACTORS / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 -- the safest


OFFICIALS: Final[list[dict[str, Any]]] = [
    row for path in sorted((ACTORS / "officials").glob("*.yml")) for row in load(f"officials/{path.name}")["officials"]
]


def latest(day: str) -> str:
    """The last day that a year, a month or a day covers."""
    return day + LAST_DAY[len(day) :]


def overlap(one: dict[str, str], other: dict[str, str]) -> bool:
    """Whether two terms share more than the year, month or day in which one ends and the other begins."""
    first, second = sorted((one, other), key=lambda term: term.get("from", ""))
    end, begin = first.get("to", LAST_DAY), second.get("from", "")
    exact = min(len(end), len(begin))
    return end[:exact] > begin[:exact]


def test_there_are_enough() -> None:
    assert len(OFFICIALS) >= FEWEST


def test_ids_are_unique() -> None:
    assert [key for key, count in Counter(row["id"] for row in OFFICIALS).items() if count > 1] == []


def faults(row: dict[str, Any]) -> Iterator[str]:
    """What is wrong with one entry."""
    if not set(row) <= {"id", "name", "names", "surname", "known_as", "gender", "country", "offices"}:
        yield "an unknown field"
    if row["id"] != f"person.{slug(row['name'])}":
        yield "the id is not the slug of the name"
    if not re.fullmatch(r"[A-Z]{3}|null", row["country"]):
        yield "the country is no code"
    names = [name_words(name) for name in (row["name"], *row.get("names", []), *row.get("known_as", []))]
    if len(names) != len(set(names)):
        yield "a name stands twice"
    if not row["offices"]:
        yield "no office"
    for office in row["offices"]:
        if not set(office) <= {"office", "role", "other_roles", "of", "country", "from", "to"}:
            yield "an unknown field of an office"
        if not {office["role"], *office.get("other_roles", [])} <= ROLES:
            yield "no role of the codebook"
        if not all(DATE.fullmatch(office[end]) for end in ("from", "to") if end in office):
            yield "a malformed date"
        if office.get("from", "") > latest(office.get("to", LAST_DAY)):
            yield "it ends before it begins"


def disorder(row: dict[str, Any]) -> Iterator[str]:
    """What is wrong with the order of one person's offices."""
    begins = [office.get("from", "") for office in row["offices"]]
    if begins != sorted(begins):
        yield "not in the order of time"
    for one, other in combinations(row["offices"], 2):
        if (one["office"], one.get("of")) == (other["office"], other.get("of")) and overlap(one, other):
            yield f"twice {one['office']} at a time"


@pytest.mark.parametrize("check", [faults, disorder])
def test_every_entry(check: Callable[[dict[str, Any]], Iterator[str]]) -> None:
    """One test for all: a test an entry would take ten seconds."""
    assert [f"{row['id']}: {fault}" for row in OFFICIALS for fault in check(row)] == []


def test_no_name_belongs_to_two() -> None:
    """A full name, or a name that is safe alone, says who is meant: of father and son, whoever is in office then."""
    owners: dict[tuple[str, ...], dict[str, list[dict[str, str]]]] = {}
    for row in OFFICIALS:
        for name in (row["name"], *row.get("names", []), *row.get("known_as", [])):
            owners.setdefault(name_words(name), {})[row["id"]] = row["offices"]
    doubtful = {
        name: set(who)
        for name, who in owners.items()
        for (_, ours), (_, theirs) in combinations(who.items(), 2)
        if any(overlap(one, other) for one in ours for other in theirs)
    }
    assert doubtful == {}


def test_a_surname_is_part_of_a_name() -> None:
    odd = [
        row["id"]
        for row in OFFICIALS
        if "surname" in row
        and not any(
            " ".join(name_words(row["surname"])) in " ".join(name_words(name))
            for name in (row["name"], *row.get("names", []))
        )
    ]
    assert odd == []


def test_who_leads_it_is_known() -> None:
    """Every `of` is the id of an organisation, group, party, organ or breakaway entity, every country a state."""
    states = load("states.yml")["states"]
    known = {state["id"] for state in states} | {organ["id"] for state in states for organ in state.get("organs", [])}
    for name in ("armed_groups.yml", "organisations.yml", "parties.yml"):
        known |= {actor["id"] for actor in load(name)["actors"]}
    named = {office["of"] for row in OFFICIALS for office in row["offices"] if "of" in office}
    named |= {office["country"] for row in OFFICIALS for office in row["offices"] if "country" in office}
    named |= {row["country"] for row in OFFICIALS} - {"null"}
    assert sorted(named - known) == []


@pytest.mark.parametrize(
    ("country", "office", "day", "who"),
    [
        ("RUS", "president", "2010-06-01", "person.dmitry-medvedev"),
        ("USA", "president", "2003-03-20", "person.george-w-bush"),
        ("USA", "secretary of state", "2016-05-05", "person.john-kerry"),
        ("IRN", "supreme leader", "2015-01-01", "person.ali-khamenei"),
        ("IRN", "president", "2024-09-01", "person.masoud-pezeshkian"),
        ("SYR", "president", "2025-06-01", "person.ahmed-al-sharaa"),
        ("DEU", "chancellor", "2023-01-01", "person.olaf-scholz"),
        ("PRT", "prime minister", "2000-01-01", "person.antonio-guterres"),
        ("un", "secretary-general", "2003-01-01", "person.kofi-annan"),
        ("nato", "secretary-general", "2025-01-01", "person.mark-rutte"),
        ("hezbollah", "leader", "2006-07-20", "person.hassan-nasrallah"),
        ("taliban", "leader", "2018-01-01", "person.hibatullah-akhundzada"),
    ],
)
def test_holder_on_a_day(country: str, office: str, day: str, who: str) -> None:
    held = [
        row["id"]
        for row in OFFICIALS
        for term in row["offices"]
        if term["office"] == office
        and (term.get("of") or term.get("country") or row["country"]) == country
        and term.get("from", "") <= day <= latest(term.get("to", LAST_DAY))
    ]
    assert held == [who]
