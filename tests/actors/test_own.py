"""Actors that users bring along: what a file may say, how it is laid over what is known, and what clashes."""

import pytest

from extractor.actors.clashes import ambiguous, clashes
from extractor.actors.index import build
from extractor.actors.knowledge import knowledge_of
from extractor.actors.overlay import facts_of, overlay, with_own
from extractor.actors.own import RowsError, own_of, read_own
from extractor.data import DataError
from extractor.forms import load_forms
from extractor.paths import models_dir

SHIPPED = {
    "states": [
        {"id": "FRA", "name": "France", "adjectives": ["French"], "people": ["Frenchmen"], "seats": ["Paris"]},
        {
            "id": "USA",
            "name": "United States",
            "acronyms": ["US"],
            "organs": [{"id": "USA.MIL.navy", "name": "Blue Navy", "role": "MIL"}],
        },
    ],
    "actors": [
        {"id": "teal-front", "name": "Teal Front", "acronyms": ["TF"], "role": "REB", "country": "FRA"},
        {"id": "amber-party", "name": "Amber Party", "role": "PTY", "country": "USA", "needs": ["USA"]},
    ],
    "officials": [
        {
            "id": "person.ada-marsh",
            "name": "Ada Marsh",
            "known_as": ["Marsh"],
            "country": "FRA",
            "offices": [{"office": "president", "role": "GOV", "from": "2001-01-01", "to": "2009-12-31"}],
        }
    ],
    "heads": [{"nouns": ["president"], "role": "GOV", "type": "official", "office": "true"}],
    "not_actors": ["Amber Road"],
}


@pytest.fixture(scope="module")
def forms():
    return load_forms(models_dir())


@pytest.fixture(scope="module")
def shipped(forms):
    return knowledge_of(build(facts_of(own_of(SHIPPED, "shipped", {}).facts), forms))


@pytest.fixture
def laid(shipped, forms, tmp_path):
    """The shipped actors with a file over them; gives a look-up: words, day -> (id, role, country) of each reading."""

    def lay(text, name="mine.yml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        known = overlay(shipped, read_own(tmp_path / name, shipped.ids), forms)

        def look(words, day=None):
            found = dict(known.names.starting(words + " ")).get(len(words.split()))
            assert (found is None) == (tuple(words.split()) not in known.names)
            if found is None:
                return None
            return [(a.id, a.role, a.country) for hit in found for a in [hit.entry.on(day)]]

        look.known = known
        return look

    return lay


@pytest.fixture
def refused(shipped, tmp_path):
    def read(content, name="mine.yml"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        with pytest.raises(DataError) as error:
            read_own(path, shipped.ids)
        assert "\n" not in str(error.value)
        return str(error.value)

    return read


def test_a_new_actor_is_added(laid):
    look = laid("actors: [{id: green-guard, name: Green Guard, acronyms: [GG], role: UAF, country: FRA}]")
    assert look("green guard") == look("gg") == [("green-guard", "UAF", "FRA")]
    assert look("teal front") == [("teal-front", "REB", "FRA")]
    assert look.known.ids["green-guard"].actor.reason == "organisation by name in mine.yml"


def test_a_known_actor_takes_what_is_given_and_keeps_the_rest(laid):
    look = laid("actors: [{id: teal-front, names: [Teal Brigade], role: PTY, source: FRAPTY}]")
    assert look("teal brigade") == look("teal front") == look("tf") == [("teal-front", "PTY", "FRA")]
    actor = look.known.ids["teal-front"].actor
    assert actor.name == "Teal Front"
    assert actor.reason == "organisation by name, coded in mine.yml (FRAPTY)"


def test_periods_of_the_user_go_before_offices_which_stay_for_titles(laid):
    look = laid(
        "officials: [{id: person.ada-marsh, periods: [{from: '2005', to: '2006', role: OPP, source: FRAOPP}, "
        "{from: '2020', role: REB, country: USA, type: person}]}]"
    )
    assert look("ada marsh", "2003-05-05") == [("person.ada-marsh", "GOV", "FRA")]
    assert look("marsh", "2006-12-31") == [("person.ada-marsh", "OPP", "FRA")]
    assert look("marsh") == [("person.ada-marsh", "REB", "USA")]
    assert look.known.office_holder("FRA", "president", "2003-05-05").role == "GOV"
    held = look.known.office_holder("FRA", "president", "2005-05-05")
    assert (held.role, held.reason) == ("OPP", "person by name, coded in mine.yml: FRAOPP")


def test_offices_of_the_user_replace_those_that_are_known(laid):
    look = laid("officials: [{id: person.ada-marsh, offices: [{office: mayor, role: GOV, from: '2012'}]}]")
    assert look.known.office_holder("FRA", "president", "2003-05-05") is None
    assert look.known.office_holder("FRA", "mayor", "2013-05-05").id == "person.ada-marsh"


def test_a_name_of_the_users_is_nobody_elses(laid):
    look = laid("actors: [{id: mine, name: Teal Front}, {id: other, name: Amber Party, needs: [FRA]}]")
    assert look("teal front") == [("mine", None, None)]
    assert look("tf") == [("teal-front", "REB", "FRA")]
    assert [ident for ident, _, _ in look("amber party")] == ["other", "amber-party"]


def test_a_name_that_the_actor_has_keeps_its_form(laid):
    look = laid("states: [{id: FRA, names: [Paris, French, Gallia], adjectives: [Gallic]}]")
    forms = {name: look.known.names[name,][0].form for name in ("paris", "french", "gallia", "gallic", "frenchmen")}
    assert forms == {
        "paris": "seat",
        "french": "adjective",
        "gallia": "name",
        "gallic": "adjective",
        "frenchmen": "people",
    }
    assert look("frenchmen") == [("FRA.CVL", "CVL", "FRA")]
    assert look.known.adjectives["FRA"] == "Gallic"


def test_what_is_removed_is_gone(laid):
    look = laid("remove: [teal-front, USA]\nstates: [{id: FRA, acronyms: [US]}]")
    assert look("teal front") is look("tf") is look("united states") is look("blue navy") is None
    assert "teal-front" not in look.known.ids
    assert "USA" not in look.known.states
    assert look("us") == [("FRA", None, "FRA")]
    assert len(look.known.names) == len(list(look.known.names)) > 3


def test_what_is_removed_may_come_back_anew(laid):
    look = laid("remove: [teal-front]\nactors: [{id: teal-front, name: Teal Choir, role: CVL}]")
    assert look("teal choir") == [("teal-front", "CVL", None)]
    assert look("teal front") is None


def test_what_is_silenced_is_passed_over_and_what_is_named_is_not(laid):
    look = laid("not_actors: [Teal Front]\nactors: [{id: road, name: Amber Road}]")
    assert look("teal front") == []
    assert look("amber road") == [("road", None, None)]


def test_role_nouns_keep_the_marks_that_are_not_given(laid):
    look = laid("heads: [{nouns: [president, harbourmaster], role: CVL, source: CVL}]\nmodifiers: [{words: [mock]}]")
    roles = look.known.roles
    assert (roles["president"].role, roles["president"].office, roles["president"].type) == ("CVL", True, "official")
    assert (roles["harbourmasters"].role, roles["harbourmasters"].plural) == ("CVL", True)
    assert "mock" in look.known.modifiers


def test_places_and_peoples(laid):
    look = laid(
        "places: [{name: Teal Bay, country: FRA}]\npeoples: [{id: teals, name: Teals, country: FRA, role: CVL}]"
    )
    assert look("teal bay") == [("place.teal-bay", None, "FRA")]
    assert look("teals") == [("teals", "CVL", "FRA")]


def test_of_two_files_the_later_wins(tmp_path, shipped):
    (tmp_path / "a.yml").write_text("actors: [{id: teal-front, name: Green Front, role: PTY}]")
    (tmp_path / "b.csv").write_text("name,id,role\nGreen Front,green,NGO\nTeal Front,teal-front,OPP\n")
    known = with_own(shipped, [tmp_path / "a.yml", tmp_path / "b.csv"], models_dir())
    assert known.names["green", "front"][0].entry.actor.id == "green"
    actor = known.ids["teal-front"].actor
    assert (actor.role, actor.country) == ("OPP", "FRA")


def test_what_was_kept_is_made_anew_when_the_file_changes(tmp_path, shipped):
    path = tmp_path / "a.yml"
    for role in ("PTY", "OPP", "OPP"):
        path.write_text(f"actors: [{{id: teal-front, role: {role}}}]")
        assert with_own(shipped, [path], models_dir()).ids["teal-front"].actor.role == role


CSV = """\
name,id,aliases,type,role,country,from,to,acronyms
Green Guard,,Green Guards|The Greens; Guard of Green,armed_group,UAF,FRA,,,GG
Ada Marsh,,Marsh,person,OPP,FRA,2010-01-01,2015,
Ada Marsh,,"Marsh, Ada",person,ELI,,,,
Teal Front,teal-front,,,PTY,,2001,2002-05,

"""


def test_a_table(laid):
    for text in (CSV, "\ufeff" + CSV, CSV.replace("\n", "\r\n")):
        look = laid(text, "mine.csv")
        assert look("green guard") == look("guard of green") == look("gg") == [("green-guard", "UAF", "FRA")]
        assert look("marsh", "2012-01-01") == [("person.ada-marsh", "OPP", "FRA")]
        assert look("marsh ada", "2016-01-01") == [("person.ada-marsh", "ELI", "FRA")]
        assert look("teal front", "2002-05-31") == [("teal-front", "PTY", "FRA")]
        assert look("teal front", "2002-06-01") == [("teal-front", "REB", "FRA")]


def test_a_table_with_semicolons_or_tabs_and_old_letters(laid):
    look = laid("name;country\nGarde verte;FRA\n", "mine.csv")
    assert look("garde verte") == [("garde-verte", None, "FRA")]
    look = laid("Name\tCountry\nGarde bleue\tFRA\n", "mine.csv")
    assert look("garde bleue") == [("garde-bleue", None, "FRA")]


def test_bad_rows_are_all_named(shipped, tmp_path):
    path = tmp_path / "bad.csv"
    rows = ["name,role,type,country,from,to", ",GOV,,,,", "A,XXX,,,,", "B,,king,,,", "C,,,ZZZ,,", "D,,,,soon,"]
    rows += ["E,,,,2005,2004", "Ж,,,,,", "F,GOV,,,,,", "G,GOV,,,,", '"H', "I", ",,,,2005-13,"]
    path.write_text("\n".join(rows))
    with pytest.raises(RowsError) as error:
        read_own(path, shipped.ids)
    assert [line.split(" field")[0] for line in error.value.lines[1:4]] == [
        "bad.csv, line 2,",
        "bad.csv, line 3,",
        "bad.csv, line 4,",
    ]
    assert error.value.lines[0].startswith("bad.csv, line 9: has 7 cells")
    assert len(error.value.lines) <= 11


def test_of_many_bad_rows_ten_are_told(refused):
    told = refused("name,role\n" + "A,XXX\n" * 100_000, "bad.csv")
    assert told.endswith("and 99990 more")
    assert told.count("line ") == 10


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        ("", "a.yml", "a.yml: is empty"),
        ("", "a.csv", "a.csv: is empty"),
        ("name\n", "a.csv", "holds no actor"),
        ("label\nX\n", "a.csv", "no column `name`"),
        ("name,name\nX,Y\n", "a.csv", "the column 'name' stands twice"),
        ("name,colour\nX,Y\n", "a.csv", "no column is called 'colour'"),
        (b"\x00\x01\x02\x03" * 100, "a.csv", "binary data"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "a.yml", "not valid YAML"),
        (b"PK\x03\x04" + bytes(range(256)), "a.csv", "ZIP"),
        ("actors: [{id: x, name: \xe9}]".encode("latin-1"), "a.yml", "not valid YAML"),
        ("just words", "a.yml", "has no section"),
        ("- a\n- b\n", "a.yml", "has no section"),
        ("actors: 5", "a.yml", "a.yml: actors"),
        ("actors: [x]", "a.yml", "a.yml: actors"),
        ("armies: []", "a.yml", "armies: there is no such section"),
        ("actors: [{id: x, name: X, colour: red}]", "a.yml", "actors x field colour: there is no such field"),
        ("actors: [{id: x}]", "a.yml", "actors x field name: a new actor needs a name"),
        ("actors: [{name: X}]", "a.yml", "actors X field id"),
        ("actors: [{id: x, name: X, role: XXX}]", "a.yml", "'XXX' is no sector of PLOVER"),
        ("actors: [{id: x, name: X, country: XXX}]", "a.yml", "x field country: 'XXX' is no state"),
        ("actors: [{id: x, name: X}, {id: x, name: Y}]", "a.yml", "the id 'x' stands twice"),
        ("actors: [{id: x, name: X, id: y}]", "a.yml", "stands twice"),
        ("remove: [nobody]", "a.yml", "no actor has the id 'nobody'"),
        ("actors: *x", "a.yml", "not valid YAML"),
        ("actors: [{id: x, name: '\u202eX'}]", "a.yml", "invisible character"),
        ("{" * 5000, "a.yml", "a.yml"),
        ("name\nX\n", "a.txt", "read from .yml, .yaml or .csv"),
        ('name\n"' + "x" * 200_000 + '"\n', "a.csv", "no CSV"),
    ],
)
def test_a_slip_is_one_line(refused, content, name, told):
    assert told in refused(content, name)


def test_a_file_that_is_not_there(shipped, tmp_path):
    for name in ("no.yml", "no.csv"):
        with pytest.raises(DataError, match="no such file"):
            read_own(tmp_path / name, shipped.ids)
    (tmp_path / "folder.yml").mkdir()
    with pytest.raises(DataError):
        read_own(tmp_path / "folder.yml", shipped.ids)


def test_a_large_table_is_read_in_seconds(laid):
    look = laid("name,country\n" + "".join(f"Green Guard {n},FRA\n" for n in range(20_000)), "mine.csv")
    assert look("green guard 19999") == [("green-guard-19999", None, "FRA")]


def test_clashes(shipped):
    raw = {
        "actors": [
            {"id": "teal-front", "role": "PTY"},
            {"id": "one", "name": "Teal Front", "names": ["Amber Road"]},
            {"id": "two", "name": "The President", "names": ["One Name"]},
            {"id": "three", "name": "One Name"},
            {"id": "four", "name": "Amber Party", "needs": ["FRA"]},
            {"id": "five", "name": "Harmless"},
        ],
        "states": [{"id": "FRA", "names": ["Frenchmen", "Paris"]}],
        "not_actors": ["US"],
        "remove": ["person.ada-marsh"],
    }
    found = [(clash.kind, clash.text) for clash in clashes(shipped, own_of(raw, "mine.yml", shipped.ids))]
    assert found == [
        ("overridden", "FRA (France): names"),
        ("overridden", "teal-front (Teal Front): role"),
        ("removed", "person.ada-marsh (Ada Marsh)"),
        ("taken", "'Teal Front' is teal-front as shipped, one now (yours wins)"),
        ("everyday", "'Amber Road' stands in not_actors.yml as no actor; it is one now"),
        ("everyday", "'The President' is a role noun (GOV); with a capital it is two"),
        ("twice", "'One Name' is two; it is a name of three, too"),
        ("taken", "'Amber Party' is amber-party as shipped, four now (yours, where FRA is named wins)"),
        ("silenced", "'US' is USA as shipped, and nobody now"),
    ]


def test_names_that_nothing_tells_apart(shipped, forms):
    raw = {
        "actors": [{"id": "a", "name": "Twin"}, {"id": "b", "name": "Twin"}, {"id": "c", "name": "Twin", "needs": []}]
    }
    known = knowledge_of(build(facts_of(own_of(raw, "x", {}).facts), forms))
    assert [clash.text for clash in ambiguous(known)] == ["'twin' is a; it is a name of b, c, too"]
    assert list(ambiguous(shipped)) == []
