"""What is known of actors: through time, by file, and what is refused when a file slips."""

from __future__ import annotations

import shutil
from typing import Final

import pytest

from extractor.actors.cues import cues
from extractor.actors.facts import TownFile, read_towns
from extractor.actors.knowledge import load_coordinates, load_knowledge, name_words
from extractor.actors.names import choose
from extractor.actors.spelling import alike, skeleton
from extractor.data import DataError, checked
from extractor.paths import CACHE_VARIABLE, models_dir


@pytest.fixture(scope="module")
def shipped():
    return load_knowledge(models_dir())


@pytest.fixture(autouse=True)
def _no_cache(monkeypatch):
    """What is made for a test is not kept."""
    monkeypatch.setenv(CACHE_VARIABLE, "off")


SMALL: Final = {
    "states.yml": """
states:
  - {id: NOR, name: Norway, acronyms: [NO], adjectives: [Norwegian], people: [Norwegian, Norwegians],
     capital: Oslo, lat: "59.91", lon: "10.75", government: [the Oslo cabinet], seats: [Oslo],
     organs: [{id: NOR.MIL.guard, name: Home Guard, role: MIL, type: military}]}
  - {id: GEO, name: Georgia}
  - {id: abkhazia, name: Abkhazia, part_of: GEO, role: PRE}
""",
    "armed_groups.yml": """
actors:
  - {id: ford, name: Ford Front, acronyms: [FF], type: armed_group, role: REB, country: NOR,
     periods: [{from: "2021-08-15", role: GOV, type: government}]}
""",
    "organisations.yml": """
actors:
  - {id: pan.nor, name: Pan Party, acronyms: [PAN], type: party, role: PTY, country: NOR, needs: [NOR]}
""",
    "parties.yml": "actors: []\n",
    "peoples.yml": "peoples: []\n",
    "given_names.yml": "female: []\nmale: []\n",
    "profiles.yml": "profiles: []\n",
    "profile_parties.yml": "actors: []\n",
    "not_actors.yml": "names: [Norway Street]\n",
    "officials/all.yml": """
officials:
  - {id: person.kari-berg, name: Kari Berg, surname: Berg, country: NOR, offices: [
      {office: president, role: GOV, from: "2000-05-07", to: "2008-05-07"},
      {office: prime minister, role: GOV, from: "2008-05-08", to: "2012"}]}
  - {id: person.ole-dahl, name: Ole Dahl, surname: Dahl, known_as: [Dahl], country: NOR, offices: [
      {office: president, role: GOV, from: "2008-05-07"}]}
  - {id: person.eva-moe, name: Eva Moe, surname: Moe, country: NOR, offices: [
      {office: top diplomat, from: "2015"}, {office: deputy leader, role: REB, of: ford, from: "2010"}]}
  - {id: person.jon-vik, name: Jon Vik, surname: Vik, country: NOR, offices: [
      {office: spokesman, role: REB, of: ford, from: "2009"}, {office: chairman of the Pan Party, of: pan.nor}]}
  - {id: person.siv-lund, name: Siv Lund, surname: Lund, country: NOR, offices: [
      {office: leader, role: REB, of: ford, from: "2010"}]}
""",
    "places.yml": "places: [{name: Bergen, country: NOR, lat: '60.4', lon: '5.3'}, {name: Oslo, country: NOR}]\n",
    "towns.yml": """
towns:
- {name: Ålby, country: NOR, also: [GEO], names: [Aalby, Alebi], lat: "60.1", lon: "-5.2"}
- {name: Nyby, country: GEO}
- {name: Nyby, country: NOR}
""",
    "cues.yml": (models_dir() / "actors" / "cues.yml").read_text(),
    "roles.yml": """
heads:
  - {nouns: [soldier, troop], role: MIL, type: military}
  - {nouns: [man], role: UNK, type: person, weak: true}
  - {nouns: [foreign minister, secretary of state, top diplomat], role: GOV, type: official, office: true}
modifiers:
  - {words: [former, ex], role: ELI}
""",
}


@pytest.fixture
def models(tmp_path):
    """A models folder with a handful of facts."""
    actors = tmp_path / "actors"
    (actors / "officials").mkdir(parents=True)
    for name, text in SMALL.items():
        (actors / name).write_text(text)
    relations = tmp_path / "relations"
    relations.mkdir()
    shutil.copy(models_dir() / "relations" / "forms.yml", relations / "forms.yml")
    return tmp_path


@pytest.fixture
def known(models):
    return load_knowledge(models)


def entry(known, name):
    (hit,) = known.names[name_words(name)]
    return hit.entry


# The day an office begins and the day it ends both count.
TERMS: Final = [
    ("Kari Berg", "1999-01-01", None, "person"),
    ("Kari Berg", "2000-05-06", None, "person"),
    ("Kari Berg", "2000-05-07", "GOV", "official"),
    ("Kari Berg", "2008-05-07", "GOV", "official"),
    ("Kari Berg", "2010-01-01", "GOV", "official"),
    ("Kari Berg", "2012-12-31", "GOV", "official"),
    ("Kari Berg", "2013-01-01", "ELI", "person"),
    ("Kari Berg", None, "ELI", "person"),
    ("Ole Dahl", "2008-05-06", None, "person"),
    ("Ole Dahl", "2008-05-07", "GOV", "official"),
    ("Ole Dahl", None, "GOV", "official"),
    ("Siv Lund", "2011-01-01", "REB", "person"),
    ("Ford Front", "2021-08-14", "REB", "armed_group"),
    ("Ford Front", "2021-08-15", "GOV", "government"),
    ("Ford Front", None, "GOV", "government"),
]


@pytest.mark.parametrize(("name", "day", "role", "kind"), TERMS, ids=[f"{name} {day}" for name, day, _, _ in TERMS])
def test_through_time(known, name, day, role, kind):
    actor = entry(known, name).on(day)
    assert (actor.role, actor.type, actor.country) == (role, kind, "NOR")
    assert actor.id == entry(known, name).actor.id


@pytest.mark.parametrize(
    ("of", "office", "day", "ident"),
    [
        ("NOR", "president", "2005-01-01", "person.kari-berg"),
        ("NOR", "president", "2010-01-01", "person.ole-dahl"),
        ("NOR", "president", "2008-05-07", None),  # the day of the handover: two
        ("NOR", "president", "1990-01-01", None),
        ("NOR", "prime minister", "2005-01-01", None),
        ("NOR", "king", "2005-01-01", None),
        ("SWE", "president", "2005-01-01", None),
        ("ford", "leader", "2011-01-01", "person.siv-lund"),
        ("NOR", "foreign minister", "2016-01-01", "person.eva-moe"),
        ("NOR", "secretary of state", "2016-01-01", "person.eva-moe"),
        ("NOR", "Top Diplomat", "2016-01-01", "person.eva-moe"),
        ("NOR", "foreign minister", "2014-01-01", None),
        ("NOR", "leader", "2011-01-01", None),  # of the front, not of the country
    ],
)
def test_office_holder(known, of, office, day, ident):
    actor = known.office_holder(of, office, day)
    assert (actor and actor.id) == ident


def test_leader(known):
    assert known.leader("ford", "2011-01-01").id == "person.siv-lund"
    assert known.leader("ford", "2009-12-31") is None  # a spokesman is no leader
    assert known.leader("pan.nor", None).id == "person.jon-vik"
    assert known.leader("nobody", "2011-01-01") is None


def test_no_stays_norway(known):
    """YAML 1.1 would read NO as false."""
    assert entry(known, "NO").actor.id == "NOR"
    assert "no" in known.acronyms


def test_forms_of_a_state(known):
    forms = {name: known.names[name_words(name)][0] for name in ("Norway", "NO", "Norwegian", "Norwegians", "Oslo")}
    assert {name: hit.form for name, hit in forms.items()} == {
        "Norway": "name",
        "NO": "acronym",
        "Norwegian": "adjective",
        "Norwegians": "people",
        "Oslo": "seat",
    }
    assert forms["Norwegians"].entry.actor.id == "NOR.CVL"
    assert forms["Oslo"].entry.actor.id == "NOR"
    assert entry(known, "Oslo cabinet").actor.id == "NOR.GOV"
    assert entry(known, "Home Guard").actor.country == "NOR"


def test_a_breakaway_entity_belongs_to_who_claims_it(known):
    actor = entry(known, "Abkhazia").actor
    assert (actor.id, actor.country, actor.role) == ("abkhazia", "GEO", "PRE")
    assert known.states["GEO"].actor.id == "GEO"
    assert "abkhazia" not in known.states


def test_a_place_gives_way_to_an_actor_of_its_name(known):
    assert known.names[("oslo",)][0].form == "seat"
    assert known.names[("bergen",)][0].form == "place"


def test_nouns_have_plurals(known):
    assert known.roles["men"].noun == "man"
    assert known.roles["men"].plural
    assert known.roles["foreign ministers"].office
    assert known.roles["man"].weak
    assert "mans" not in known.roles


def test_a_name_that_needs_a_country_waits_for_it(known):
    hits = known.names[("pan",)]
    assert choose(hits, frozenset()) is None
    assert choose(hits, frozenset({"SWE"})) is None
    assert choose(hits, frozenset({"SWE", "NOR"})).entry.actor.id == "pan.nor"


def test_coordinates(known):
    assert known.coordinates("NOR") == (59.91, 10.75)
    assert known.coordinates("SWE") is None
    assert known.coordinates(None) is None


def test_shipped_coordinates():
    lookup = load_coordinates()
    latitude, longitude = lookup("AUS")
    assert latitude < 0 < longitude
    assert lookup("XXX") is lookup(None) is None


def test_officials_by_surname(known):
    assert [entry.actor.id for entry in known.surnames["berg"]] == ["person.kari-berg"]
    assert "berg" in known.surnames
    assert "bergen" not in known.surnames
    assert {"berg", "dahl", "lund"} <= set(known.surnames)
    assert len(known.surnames) == len(set(known.surnames))


def test_smaller_towns(known):
    town = known.town("Alby")
    assert town == known.town("the Aalby") == known.town("Ålby") == known.town("alebi")
    assert (town.actor.id, town.actor.name, town.actor.country) == ("place.alby", "Ålby", "NOR")
    assert (town.actor.lat, town.actor.lon, town.also) == (60.1, -5.2, ("GEO",))
    assert known.town("Nyby").actor.country == "GEO"
    assert known.town("Nyby").also == ("NOR",)  # the namesake
    assert known.town("Bergen") is known.town("") is None
    assert ("alby",) not in known.names


def test_shipped_towns_have_the_form_of_places():
    """They are read by a pattern, a town a line."""
    path = models_dir() / "actors" / "towns.yml"
    read = checked(TownFile, path).towns
    assert [(t.name, t.country, t.also, t.names, t.lat, t.lon) for t in read] == [tuple(t) for t in read_towns(path)]


# Another spelling: whose name it is.
SPELLINGS: Final = {
    "Qadhafi": "person.muammar-gaddafi",
    "Muammar Kadhafi": "person.muammar-gaddafi",
    "Zelenskyi": "person.volodymyr-zelensky",  # and not Zelenska
    "Ismail Haniyya": "person.ismail-haniyeh",
    "Yanukovitch": "person.viktor-yanukovych",
    "Yuliya Timoshenko": "person.yulia-tymoshenko",
    "Bashar Asad": "person.bashar-al-assad",
    "Jabhat an-Nosra": "nusra-front",
    "Hamad": None,
    "Hannah": None,
    "Chubb": None,
    "John Curry": None,  # Kerry's name has one spelling
    "Susan Ross": None,
    "Democratic Front": None,
    "al": None,
    "": None,
}


@pytest.mark.parametrize(("text", "ident"), SPELLINGS.items())
def test_other_spellings(shipped, text, ident):
    entry = shipped.spelt_like(text)
    assert (entry and entry.actor.id) == ident


def test_spellings_of_two_are_nobodys(models):
    (models / "actors" / "officials" / "two.yml").write_text("""
officials:
  - {id: person.hamad-berri, name: Hamad Berri, country: GEO}
  - {id: person.hamid-berri, name: Hamid Berri, country: GEO}
  - {id: person.salim-moradi, name: Salim Moradi, known_as: [Moradi], country: GEO}
  - {id: person.salim-moren, name: Salim Moren, country: NOR}
""")
    known = load_knowledge(models)
    assert known.spelt_like("Hamed Berri") is None
    assert known.spelt_like("Hamid Berry").actor.id == "person.hamid-berri"
    assert known.spelt_like("Mouradi").actor.id == known.spelt_like("Selim Moradi").actor.id == "person.salim-moradi"
    assert known.spelt_like("Meridi") is None  # two vowels differ
    assert known.spelt_like("Selim Moren") is None  # Norwegian is written in Latin letters


ALIKE: Final = [
    ("Gaddafi", "Qadhafi Kadhafi Qaddafi Gadhafi"),
    ("Mohammed", "Muhammad Mohamed"),
    ("Zelensky", "Zelenskiy Zelenskyy"),
    ("Haniyeh", "Haniya"),
    ("Zawahiri", "Zawahri"),
    ("Yanukovych", "Yanukovich"),
    ("Tymoshenko", "Timoshenko"),
    ("Assad", "Asad al-Assad"),
    ("Shabaab", "Shabab"),
    ("Nusra", "Nosra"),
    ("Sunnah", "Sunna"),
]


@pytest.mark.parametrize(("name", "others"), ALIKE)
def test_skeletons(name, others):
    rules = cues().transliteration
    key = skeleton((name.lower(),), rules)
    assert [other for other in others.split() if skeleton(name_words(other), rules) != key] == []


@pytest.mark.parametrize(("one", "other"), [("hasan", "husin"), ("asad", "isad"), ("a b", "a"), ("rais", "rus")])
def test_other_vowels_make_another_name(one, other):
    assert not alike(one, other)


def test_cues_are_known_with_the_rest(known, shipped):
    assert known.cues == shipped.cues == cues()


SLIPS: Final = {
    "unknown field": ("states.yml", "name: Norway", "nme: Norway", ["states.yml", "NOR"]),
    "unknown field of an organ": ("states.yml", "role: MIL, type", "rle: MIL, type", ["states.yml", "NOR", "rle"]),
    "unknown type": ("armed_groups.yml", "type: armed_group", "type: gang", ["armed_groups.yml", "ford", "type"]),
    "a number that is none": ("states.yml", '"59.91"', '"north"', ["states.yml", "NOR", "lat"]),
    "no name": ("organisations.yml", "name: Pan Party, ", "", ["organisations.yml", "pan.nor", "name"]),
    "a list that is none": ("organisations.yml", "acronyms: [PAN]", "acronyms: PAN", ["organisations.yml", "acronyms"]),
    "unknown field of an office": ("officials/all.yml", "of: ford", "off: ford", ["all.yml", "eva-moe", "off"]),
    "unknown field of a role": ("roles.yml", "weak: true", "week: true", ["roles.yml", "week"]),
    "duplicate key": ("states.yml", "name: Norway", "name: Norway, name: Norge", ["states.yml", "name"]),
    "another list": ("parties.yml", "actors: []", "parties: []", ["parties.yml", "actors"]),
    "a cue of no": ("cues.yml", "\n  willing:", "\n  wiling:", ["cues.yml", "cues.willing"]),
    "a town over two lines": ("towns.yml", "country: GEO}", "\n  country: GEO}", ["towns.yml:4"]),
    "a town of nowhere": ("towns.yml", "Nyby, country: GEO", "Nyby, country: XYZ", ["towns.yml", "Nyby", "XYZ"]),
    "a place without a name": ("places.yml", "name: Bergen, ", "", ["places.yml", "name"]),
}


@pytest.mark.parametrize(("file", "old", "new", "named"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_named(models, file, old, new, named):
    path = models / "actors" / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(DataError) as caught:
        load_knowledge(models)
    message = str(caught.value)
    assert "\n" not in message
    assert [word for word in named if word not in message] == []


@pytest.mark.parametrize("file", [name for name in SMALL if "/" not in name])
def test_a_missing_file_is_named(models, file):
    (models / "actors" / file).unlink()
    with pytest.raises(DataError, match=file):
        load_knowledge(models)


def test_the_shipped_facts_load(shipped):
    assert len(shipped.states) > 190
    assert {"soldiers", "foreign minister", "police"} <= set(shipped.roles)
    assert () not in shipped.names
