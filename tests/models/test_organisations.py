"""armed_groups.yml, organisations.yml, parties.yml: checked with plain YAML and public packages."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

ACTORS = Path(__file__).resolve().parents[2] / "models" / "actors"
LEAST = {"armed_groups": 60, "organisations": 40, "parties": 200}
FIELDS = {
    *("id", "name", "names", "acronyms", "seats", "type", "role", "other_roles", "country", "needs"),
    *("periods", "active", "members", "backers", "common"),
}
TYPES = {
    *("government", "military", "armed_group", "party", "igo", "ngo", "media", "company", "group"),
}
ROLES = {
    *("COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL"),
    *("EDU", "ELI", "JRN", "LAB", "MED", "OPP", "PRE", "REF", "REL", "SOC", "IGO", "NGO"),
}
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)?")
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+")


class Strict(yaml.BaseLoader):
    """Every scalar a string; duplicate keys refused."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 -- yaml's signature
        """A mapping, each key once."""
        keys = Counter(key.value for key, _ in node.value)
        assert max(keys.values(), default=1) == 1, (node.start_mark.line + 1, keys.most_common(1))
        return super().construct_mapping(node, deep)


def load(file: str) -> list[dict[str, Any]]:
    """The entries of one file."""
    with (ACTORS / f"{file}.yml").open(encoding="utf-8") as stream:
        entries: list[dict[str, Any]] = yaml.load(stream, Strict)["actors"]  # noqa: S506 -- a BaseLoader builds nothing
    return entries


ENTRIES = {file: load(file) for file in LEAST}
EVERY = [entry for entries in ENTRIES.values() for entry in entries]
BY_ID = {entry["id"]: entry for entry in EVERY}


def words(name: str) -> tuple[str, ...]:
    """A name as it is looked up: words without case, accents, points and a leading "the"."""
    flat = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    found = tuple(word.lower().replace(".", "") for word in WORD.findall(flat))
    return found[1:] if len(found) > 1 and found[0] == "the" else found


def all_names(entry: dict[str, Any]) -> list[str]:
    """Everything that an entry is found by."""
    return [entry["name"], *entry.get("names", []), *entry.get("acronyms", [])]


@pytest.mark.parametrize("file", LEAST)
def test_there_are_enough(file: str) -> None:
    """The least that the product promises, or what the list is meant to hold."""
    assert len(ENTRIES[file]) >= LEAST[file]


@pytest.mark.parametrize("file", LEAST)
def test_ordered_by_country_and_id(file: str) -> None:
    """So that a diff shows one entry where one was added; actors of no one country come first."""
    keys = [("" if entry["country"] == "null" else entry["country"], entry["id"]) for entry in ENTRIES[file]]
    assert keys == sorted(keys)


def test_ids_are_unique_slugs() -> None:
    """An id names one actor over all three files, and looks as the contract says."""
    assert [key for key, count in Counter(entry["id"] for entry in EVERY).items() if count > 1] == []
    assert [entry["id"] for entry in EVERY if not SLUG.fullmatch(entry["id"])] == []


def test_fields_types_and_roles() -> None:
    """Only fields of the glossary; types and roles of the contract."""
    for entry in EVERY:
        assert entry.keys() <= FIELDS, entry["id"]
        assert entry["name"], entry["id"]
        assert entry["type"] in TYPES, entry["id"]
        roles = [entry["role"], *entry.get("other_roles", [])]
        assert set(roles) <= ROLES, entry["id"]
        assert len(roles) == len(set(roles)), entry["id"]


def test_kind_of_actor_fits_the_file() -> None:
    """Parties are parties of a country, and no party or armed force hides among the organisations' companies."""
    for entry in ENTRIES["parties"]:
        assert entry["country"] != "null", entry["id"]
    for entry in EVERY:
        expected = {"media": {"JRN"}, "company": {"BUS"}, "ngo": {"NGO", "REL", "MED", "SOC"}}.get(entry["type"])
        assert expected is None or entry["role"] in expected, entry["id"]


def test_countries_are_known() -> None:
    """Countries are ISO 3166-1 alpha-3 codes, or XKX for Kosovo."""
    known = {country.alpha_3 for country in pytest.importorskip("pycountry").countries} | {"XKX"}
    for entry in EVERY:
        assert entry["country"] in known | {"null"}, entry["id"]
        for field in ("needs", "members", "backers"):
            values = entry.get(field, [])
            assert set(values) <= known, (entry["id"], field)
            assert len(values) == len(set(values)), (entry["id"], field)


def test_no_name_twice_in_an_entry() -> None:
    """Spellings that are looked up alike stand once."""
    for entry in EVERY:
        twice = [name for name, count in Counter(map(words, all_names(entry)[1:])).items() if count > 1]
        assert twice == [], entry["id"]
        assert all(map(words, all_names(entry))), entry["id"]


def test_shared_names_need_a_country() -> None:
    """Two entries share a name or acronym only where different countries, named nearby, tell them apart."""
    owners: dict[tuple[str, ...], dict[str, dict[str, Any]]] = defaultdict(dict)
    for entry in EVERY:
        for name in all_names(entry):
            owners[words(name)][entry["id"]] = entry
    for key, entries in owners.items():
        for one, other in combinations(entries.values(), 2):
            needs = [set(one.get("needs", ())), set(other.get("needs", ()))]
            assert all(needs), (" ".join(key), one["id"], other["id"])
            assert not needs[0] & needs[1], (" ".join(key), one["id"], other["id"])


def test_acronyms_are_capitals() -> None:
    """An acronym is looked for in capitals, so it is written so; a single capital is no name."""
    for entry in EVERY:
        for acronym in entry.get("acronyms", []):
            assert acronym == acronym.upper(), (entry["id"], acronym)
            assert len(acronym) > 1, (entry["id"], acronym)


def test_spans_of_time() -> None:
    """Dates are ISO 8601, in order; periods follow each other and say what differs."""
    for entry in EVERY:
        periods = entry.get("periods", [])
        for span in [*periods, *([entry["active"]] if "active" in entry else [])]:
            assert span.keys() & {"from", "to"}, entry["id"]
            assert all(DATE.fullmatch(span[end]) for end in ("from", "to") if end in span), entry["id"]
            assert span.get("from", "") <= span.get("to", "9"), entry["id"]
        for period in periods:
            assert period.keys() - {"from", "to"}, entry["id"]
            assert period.keys() <= {"from", "to", "role", "type", "country"}, entry["id"]
            assert period.get("role", "GOV") in ROLES, entry["id"]
            assert period.get("type", "party") in TYPES, entry["id"]
        for earlier, later in pairwise(periods):
            assert earlier["to"] < later["from"], entry["id"]


@pytest.mark.parametrize(
    ("actor", "country", "role"),
    [
        ("hezbollah", "LBN", "REB"),
        ("hamas", "PSE", "REB"),
        ("pkk", "TUR", "REB"),
        ("houthis", "YEM", "REB"),
        ("fdlr", "RWA", "REB"),
        ("taliban", "AFG", "REB"),
        ("wagner-group", "RUS", "PRM"),
        ("al-qaeda", "null", "REB"),
        ("islamic-state", "null", "REB"),
        ("islamic-state-khorasan", "AFG", "REB"),
        ("un", "null", "IGO"),
        ("un.security-council", "null", "IGO"),
        ("nato", "null", "IGO"),
        ("icj", "null", "JUD"),
        ("labour-party.gbr", "GBR", "PTY"),
        ("reuters", "GBR", "JRN"),
        ("lukoil", "RUS", "BUS"),
    ],
)
def test_actors_that_the_contract_names(actor: str, country: str, role: str) -> None:
    """The ids, countries and roles that users rely on."""
    assert (BY_ID[actor]["country"], BY_ID[actor]["role"]) == (country, role)


def test_rebels_in_power() -> None:
    """A movement in power on the document's day is its government."""
    spans = {
        actor: [(period.get("from"), period.get("to")) for period in BY_ID[actor]["periods"] if period["role"] == "GOV"]
        for actor in ("taliban", "hayat-tahrir-al-sham")
    }
    assert spans["taliban"][-1] == ("2021-08-15", None)
    assert spans["hayat-tahrir-al-sham"] == [("2024-12-08", None)]
