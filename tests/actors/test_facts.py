"""Bad data: what the files of actors may not say, each refused with file, entry and field in one line."""

from __future__ import annotations

from typing import Final

import pytest

from extractor.actors.consistency import slips
from extractor.actors.facts import read_facts
from extractor.actors.knowledge import Between, load_knowledge
from extractor.data import DataError
from extractor.paths import CACHE_VARIABLE, models_dir
from tests.support.small_actors import small_actors


@pytest.fixture(autouse=True)
def _no_cache(monkeypatch):
    """What is made for a test is not kept."""
    monkeypatch.setenv(CACHE_VARIABLE, "off")


# what is wrong: file, text, what is put in its place, words of the message
SLIPS: Final = {
    "a name twice in an entry": ("states.yml", "[Norge, Norvegia]", "[Norge, Nórge]", "states.yml: NOR field names"),
    "the label again": ("parties.yml", "[Red Bloc]", "[RED PARTY]", "parties.yml: red-party field names"),
    "an acronym twice": ("states.yml", "acronyms: [NO]", "acronyms: [NO, N.O.]", "states.yml: NOR field acronyms"),
    "a name of two": ("parties.yml", "name: Blue Party", "name: Red Party", "parties.yml: blue-party field names"),
    "an id twice in a file": ("parties.yml", "id: blue-party", "id: red-party", "parties.yml: red-party field id"),
    "an id twice in two files": ("parties.yml", "id: blue-party", "id: front", "parties.yml: front field id"),
    "an organ's id twice": ("states.yml", "id: NOR.LEG.storting", "id: NOR.MIL.guard", "NOR.MIL.guard field id"),
    "a party called as a state": (
        "parties.yml",
        "id: blue-party",
        "id: NOR",
        "NOR field id: is the id of",
    ),
    "a people called as a state": ("peoples.yml", "id: sami", "id: SWE", "peoples.yml: SWE field id: is the id of"),
    "a month that is none": ("officials/all.yml", '"2000-05-07"', '"2000-13-07"', "person.kari-berg field"),
    "a day that is none": ("officials/all.yml", '"2000-05-07"', '"2001-02-30"', "'2001-02-30' is no date"),
    "a word for a date": ("officials/all.yml", '"2000-05-07"', '"spring"', "officials.0.offices.0.from: 'spring'"),
    "an office that ends before it begins": ("officials/all.yml", '"2008-05"', '"1999-05"', "kari-berg field"),
    "a period that ends before it begins": (
        "armed_groups.yml",
        'to: "2021"',
        'to: "2010"',
        "front field actors.0.per",
    ),
    "a group that ends before it begins": (
        "armed_groups.yml",
        'to: "2022"',
        'to: "1949"',
        "front field actors.0.act",
    ),
    "a sector of no": ("armed_groups.yml", "role: REB", "role: RBL", "front field actors.0.role: 'RBL' is no sector"),
    "a further sector of no": ("armed_groups.yml", "[PTY]", "[PARTY]", "front field actors.0.other_roles.0: 'PARTY'"),
    "a sector of an office": (
        "officials/all.yml",
        "role: GOV",
        "role: GVT",
        "field officials.0.offices.0.role",
    ),
    "a sector of a role": ("roles.yml", "role: MIL", "role: ARMY", "roles.yml: field heads.0.role"),
    "a people's sector": ("peoples.yml", "role: CVL", "role: REB", "peoples.yml: sami field peoples.0.role"),
    "a type of no": ("armed_groups.yml", "type: armed_group", "type: gang", "front field actors.0.type"),
    "a country of no": ("armed_groups.yml", "country: NOR", "country: NRW", "front field country: 'NRW' is unknown"),
    "a needed country of no": ("parties.yml", "needs: [NOR]", "needs: [NRW]", "red-party field needs: 'NRW'"),
    "a member of no": ("armed_groups.yml", "members: [NOR]", "members: [NRW]", "front field members: 'NRW'"),
    "a backer of no": ("armed_groups.yml", "backers: [SWE]", "backers: [nobody]", "front field backers: 'nobody'"),
    "a country of an office": ("officials/all.yml", "country: SWE}", "country: XYZ}", "kari-berg field country: 'XYZ'"),
    "an office of nobody": ("officials/all.yml", "of: front", "of: back", "siv-lund field of: 'back' is unknown"),
    "a neighbour of no": ("profiles.yml", "[SWE]", "[SVE]", "profiles.yml: NOR field neighbours: 'SVE'"),
    "a profile of no": ("profiles.yml", "state: NOR", "state: NRW", "profiles.yml: NRW field state"),
    "a place in no country": ("places.yml", "country: NOR", "country: NRW", "places.yml: Bergen field country: 'NRW'"),
    "a territory of no": ("states.yml", "part_of: NOR", "part_of: NRW", "states.yml: svalbard field part_of: 'NRW'"),
    "a circle": ("states.yml", "part_of: NOR", "part_of: svalbard", "svalbard field part_of"),
    "an organ of another state": ("states.yml", "id: NOR.LEG", "id: SWE.LEG", "states.yml: NOR field organs"),
    "an invisible character": ("parties.yml", "name: Blue Party", 'name: "Blue\\u200b Party"', "blue-party field"),
    "a mark that turns the text": ("parties.yml", "name: Blue Party", 'name: "Blue\\u202e Party"', "(U+202E)"),
    "a Cyrillic letter": ("parties.yml", "name: Blue Party", 'name: "Blue P\\u0430rty"', "(U+0430)"),
    "a Greek letter": ("states.yml", "names: [Norge,", 'names: ["N\\u03bfrge",', "NOR field states.0.names.0"),
    "a name without a letter": ("parties.yml", "name: Blue Party", 'name: "..."', "blue-party field actors.1.name"),
    "a first name of both": (
        "given_names.yml",
        "male: [Ole]",
        "male: [Ole, KARI]",
        "given_names.yml: `female`",
    ),
    "a gender of no": ("officials/all.yml", "gender: f", "gender: x", "kari-berg field officials.0.gender"),
    "no id": ("parties.yml", "id: blue-party", 'id: ""', "parties.yml: field actors.1.id"),
    "an entry without an id": ("parties.yml", "{id: blue-party, name", "{name", "parties.yml: field actors.1.id"),
}


@pytest.mark.parametrize(("file", "old", "new", "said"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_refused(tmp_path, file, old, new, said):
    models = small_actors(tmp_path)
    path = models / "actors" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_knowledge(models)
    message = str(caught.value)
    assert "\n" not in message
    assert said in message
    assert file.rpartition("/")[2] in message


# One name may stand for several actors, if something tells them apart.
NAMESAKES: Final = {
    "needed countries": "{id: a, name: Dawn, type: party, country: NOR, needs: [NOR]}, "
    "{id: b, name: Dawn, type: party, country: NOR, needs: [SWE]}",
    "countries": "{id: a, name: Dawn, type: party, country: NOR}, {id: b, name: Dawn, type: party, country: SWE}",
    "kinds": "{id: a, name: Dawn, type: party, country: NOR}, {id: b, name: Dawn, type: ngo, country: NOR}",
    "time": "{id: a, name: Dawn, type: party, country: NOR, active: {to: '1999-05'}}, "
    "{id: b, name: Dawn, type: party, country: NOR, active: {from: '1999-05'}}",
}


@pytest.mark.parametrize("actors", NAMESAKES.values(), ids=NAMESAKES)
def test_namesakes(tmp_path, actors):
    models = small_actors(tmp_path, {"organisations.yml": f"actors: [{actors}]\n"})
    hits = load_knowledge(models).names[("dawn",)]
    assert [hit.entry.actor.id for hit in hits] == ["a", "b"]


def test_all_slips_are_listed(tmp_path):
    models = small_actors(tmp_path)
    path = models / "actors" / "parties.yml"
    path.write_text(path.read_text().replace("needs: [NOR]", "needs: [XXX]").replace("id: blue-party", "id: front"))
    found = list(slips(read_facts(models / "actors")))
    assert [slip.partition(":")[2].split()[:3] for slip in found] == [
        ["front", "field", "id:"],
        ["red-party", "field", "needs:"],
        ["front", "field", "needs:"],
    ]


def test_the_shipped_facts_agree():
    assert list(slips(read_facts(models_dir() / "actors"))) == []


@pytest.fixture
def known(tmp_path):
    return load_knowledge(small_actors(tmp_path))


def actors(known, name):
    return [(hit.entry.actor.id, hit.form) for hit in known.names.get(tuple(name.lower().split()), ())]


def test_what_an_entry_keeps(known):
    front = known.ids["front"]
    assert (front.members, front.backers, front.active) == (("NOR",), ("SWE",), Between("1950", "2022"))
    assert known.ids["person.kari-berg"].gender == "f"
    assert known.ids["person.siv-lund"].gender == "f"  # her first name tells
    assert known.ids["person.ole-dahl"].gender == "m"


@pytest.mark.parametrize(
    ("name", "gender"), [("Kari Nilsen", "f"), ("Ole", "m"), ("Aung San Lund", "f"), ("Kim Berg", None), ("", None)]
)
def test_first_names_tell_the_gender(known, name, gender):
    assert known.gender_of(name) == gender


def test_a_people_without_a_state(known):
    (hit,) = known.names[("sami",)]
    assert (hit.form, hit.entry.actor.id, hit.entry.actor.type) == ("adjective", "sami", "people")
    assert (hit.entry.actor.role, hit.entry.actor.country) == ("CVL", None)
    assert actors(known, "saami") == [("sami", "people")]


def test_profiles_add_what_nobody_wrote(known):
    assert known.neighbours["NOR"] == ("SWE",)
    assert actors(known, "Coast Watch") == [("NOR.MIL.coast-watch", "name")]
    assert actors(known, "Green Party") == [("green-party", "name")]


def test_what_is_written_by_hand_wins(known):
    assert known.ids["NOR.MIL.guard"].actor.name == "Home Guard"  # the same id
    assert "NOR.LEG.parliament" not in known.ids  # the same name in the same country
    assert actors(known, "Guards") == []


def test_a_name_shared_with_another_country_needs_its_own(known):
    hits = known.names[("red", "party")]
    assert [(hit.entry.actor.id, hit.entry.needs) for hit in hits] == [
        ("red-party", ("NOR",)),
        ("red-party.swe", ("SWE",)),
    ]


def test_small_letters(known):
    (hit,) = known.names[("bergers",)]
    assert hit.common
    assert "bergers" in known.openers
    assert known.everyday == {"red bloc"}
