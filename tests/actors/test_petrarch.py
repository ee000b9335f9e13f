"""PETRARCH's dictionaries: what their lines say, and what becomes of it. The dictionaries here are made up."""

from collections import Counter
from pathlib import Path

import pytest

from extractor.actors.facts import Sector
from extractor.actors.imports import cameo, convert, petrarch, write
from extractor.actors.knowledge import load_knowledge
from extractor.actors.overlay import with_own
from extractor.actors.own import own_of
from extractor.data import read_yaml
from extractor.paths import models_dir
from extractor.read.decode import decode

SHARED = Path(__file__).resolve().parents[3] / "shared" / "petrarch"

ACTORS = """\
<!-- A dictionary made up for tests -->
<!-- that goes on
# over lines
-->
KORDAVIA_ [KDV] # a country of its own code
+KORDAVIAN
+KORDAVIANS_   ; as the papers write
KORDAVIAN_DEFENCE_LEAGUE_(KDL)_ [KDVREB]
+DEFENCE_LEAGUE_OF_KORDAVIA_
MARTA_ELLENBO_
+PRESIDENT_MARTA_ELLENBO
+ELLENBO_
	[KDVELI <19990301]
	[KDVGOV 990301-070430] [KDVGOVMIL 070501-090101]
\t[KDVELI]
WILLA_STORM	[FRAGOV >20100101]	[---]
NORDAVIA [FRA]
PORT_TEAL_COMPANY_ [MNCKDV] # shipping
BOGUS_NAME
GOOD_NAME [DEUMED]
HALF OPEN [DEU
GHOST_ [---]
BAD_DAY [FRAGOV 2004017-20061201]
BACKWARDS_ [FRAGOV 20070101-20060101]
"""

AGENTS = """\
!PERSON! = MAN, WOMAN
!EMPTY! =
HARBOUR!PERSON! [~LAB]
HARBOUR_MASTER {HARBOUR_MASTERS,HARBOURMASTERS} [~GOV]
WEAVER {} [~AGR] # none
CHARITY [ NGO~ ]
LOST!NOBODY! [~GOV]
!EMPTY!_THING [~GOV]
NOTHING
OPEN [~GOV}
KNIGHT_OF_ODD_CODE [~QQQ]
WEAVER [~BUS]
"""


@pytest.fixture(scope="module")
def known():
    return load_knowledge(models_dir())


@pytest.fixture(scope="module")
def codes(known):
    return cameo.load_codes(models_dir(), known.states)


def actors(text):
    return petrarch.read(text, "a.txt", "actors")


def converted(known, codes, *texts):
    kinds = [petrarch.kind_of(text, "discards.txt") for text in texts]
    return convert.convert(
        [petrarch.read(text, f"{kind}.txt", kind) for kind, text in zip(kinds, texts, strict=True)], known, codes
    )


def test_the_kinds_of_dictionary_are_told_apart():
    assert petrarch.kind_of(ACTORS, "x.txt") == "actors"
    assert petrarch.kind_of(AGENTS, "x.txt") == "agents"
    assert petrarch.kind_of("FINAL WHISTLE\n+LEAGUE TABLE\n", "my.discards.txt") == "discards"
    assert petrarch.kind_of("FINAL WHISTLE\n", "notes.txt") is None
    assert petrarch.kind_of("--- ABANDON  [345]  ---\nABANDON\n- * THINGS [002]\n", "verbs.txt") is None
    assert petrarch.kind_of("", "discards.txt") is None
    assert petrarch.kind_of("# only a comment\n", "x.txt") is None


def test_a_record_has_its_names_and_codings_with_their_lines():
    league, marta = actors(ACTORS).records[1:3]
    assert [phrase.text for phrase in league.phrases] == [
        "KORDAVIAN DEFENCE LEAGUE (KDL)",
        "DEFENCE LEAGUE OF KORDAVIA",
    ]
    assert [(c.code, c.begin, c.end) for c in league.codings] == [("KDVREB", "", "")]
    assert marta.line == 10
    assert [(phrase.text, phrase.plural) for phrase in marta.phrases] == [
        ("MARTA ELLENBO", False),
        ("PRESIDENT MARTA ELLENBO", True),
        ("ELLENBO", False),
    ]
    assert [(c.code, c.begin, c.end) for c in marta.codings] == [
        ("KDVELI", "", "1999-02-28"),
        ("KDVGOV", "1999-03-01", "2007-04-30"),
        ("KDVGOVMIL", "2007-05-01", "2009-01-01"),
        ("KDVELI", "", ""),
    ]


@pytest.mark.parametrize(
    ("bracket", "span"),
    [
        ("X 300101-310101", ("1930-01-01", "1931-01-01")),  # the pivot lies between them
        ("X 310101-320101", ("1931-01-01", "1932-01-01")),
        ("X 991231-300101", ("1999-12-31", "2030-01-01")),
        ("X 280101-350101", ("1928-01-01", "1935-01-01")),
        ("X <000101", ("", "1999-12-31")),
        ("X < 19950601", ("", "1995-05-31")),
        ("X > 19950600", ("1995-06", "")),
        ("X >19951301", ("1995", "")),
        ("X >20070229", ("2007-02", "")),
        (" X 19950601 - 19950602 ", ("1995-06-01", "1995-06-02")),
        ("--- <950601", ("", "1995-05-31")),
    ],
)
def test_dates(bracket, span):
    (record,) = actors(f"A_ [{bracket}]\n").records
    assert (record.codings[0].begin, record.codings[0].end) == span


def test_what_cannot_be_used_is_told_with_its_line():
    told = {problem.line: problem.what for problem in actors(ACTORS).problems}
    assert set(told) == {19, 21, 23, 24}
    assert told[19] == "'BOGUS NAME' has no code; it was left out"
    assert told[21] == "a bracket is not closed; the code was left out"
    assert "2004017 is no date" in told[23]
    assert "ends before it begins" in told[24]


def test_agents_spell_markers_and_plurals_out():
    found = petrarch.read(AGENTS, "agents.txt", "agents")
    nouns = {agent.nouns: agent.code for agent in found.agents}
    assert nouns == {
        ("HARBOURMAN", "HARBOURWOMAN"): "LAB",
        ("HARBOUR MASTER", "HARBOUR MASTERS", "HARBOURMASTERS"): "GOV",
        ("WEAVER",): "AGR",
        ("CHARITY",): "NGO",
        ("KNIGHT OF ODD CODE",): "QQQ",
    } | {("WEAVER",): "BUS"}
    assert [problem.line for problem in found.problems] == [7, 8, 9, 10]


def test_markers_cannot_make_a_phrase_explode():
    words = ", ".join(f"W{n}" for n in range(60))
    found = petrarch.read(f"!A! = {words}\n!A!_!B!_!A! [~GOV]\n!B! = {words}\nX_!A!_!B! [~GOV]\n", "a", "agents")
    assert found.agents == ()
    assert len(found.problems) == 2


def test_the_table_names_sectors_and_states_that_there_are(known, codes):
    sectors = [sector for sector in codes.sectors.values() if sector.role is not None]
    assert {sector.role for sector in sectors} <= set(Sector.__args__)
    assert set(codes.countries.values()) <= set(known.states)
    assert codes.sectors.keys() & set(known.states) == {"MUS"}
    assert codes.countries.keys().isdisjoint(known.states)


@pytest.mark.parametrize(
    ("code", "country", "roles"),
    [
        ("EGY", "EGY", ()),
        ("EGYGOVMIL", "EGY", ("GOV", "MIL")),
        ("ZARREB", "COD", ("REB",)),
        ("ROM", "ROU", ()),
        ("IGOUNO", None, ("IGO",)),
        ("IGOUSA", None, ("IGO",)),
        ("MNCUSAHLH", "USA", ("BUS", "MED")),
        ("NGOHRI", None, ("NGO", "SOC")),
        ("MUSGOV", "MUS", ("GOV",)),  # Mauritius
        ("LBNREBMUS", "LBN", ("REB", "REL")),
        ("FRA/DEU", "FRA", ()),
        ("QQQ", None, ()),
        ("+++", None, ()),
    ],
)
def test_codes(codes, code, country, roles):
    meaning = codes.meaning(code)
    assert (meaning.country, meaning.roles) == (country, roles)


def test_dictionaries_become_entries(known, codes):
    made = converted(known, codes, ACTORS, AGENTS, "FINAL WHISTLE\n+LEAGUE TABLE\n")
    own_of(made.sections, "made.yml", known.ids)
    rows = {row["id"]: row for section in ("states", "actors", "officials") for row in made.sections[section]}
    assert rows["KDV"]["names"] == ["Kordavia", "Kordavian", "Kordavians"]
    assert rows["FRA"]["names"] == ["Nordavia", "Nordavias"]
    assert "name" not in rows["FRA"]
    league = rows["kordavian-defence-league"]
    assert (league["acronyms"], league["country"], league["role"], league["type"]) == (
        ["KDL"],
        "KDV",
        "REB",
        "armed_group",
    )
    assert league["source"] == "KDVREB in actors.txt, line 8"
    marta = rows["person.marta-ellenbo"]
    assert marta["known_as"] == ["Ellenbo"]
    assert [period.get("role") for period in marta["periods"]] == ["ELI", "GOV", "GOV", "ELI"]
    assert marta["periods"][2]["other_roles"] == ["MIL"]
    assert marta["periods"][1]["source"] == "KDVGOV 990301-070430"
    assert rows["port-teal-company"]["country"] == "KDV"
    assert made.sections["not_actors"] == ["GHOST", "FINAL WHISTLE", "LEAGUE TABLE"]
    assert any(problem.line == 16 and "for a time" in problem.what for problem in made.problems)


def test_the_first_of_two_codes_of_an_agent_counts(known, codes):
    made = converted(known, codes, AGENTS)
    heads = {noun: head for head in made.sections["heads"] for noun in head["nouns"]}
    assert heads["weaver"]["role"] == "AGR"
    assert heads["harbour master"]["source"] == "GOV"
    assert "knight of odd code" not in heads
    told = Counter(problem.line for problem in made.problems)
    assert told[12] == 1
    assert told[11] == 1


def test_a_known_actor_keeps_its_id(known, codes):
    made = converted(
        known, codes, "HEZBOLLAH_ [LBNREB]\n+PARTY_OF_GODLINESS_\nWASHINGTON_ [USAGOV]\nKREMLIN_ [RUSGOV]\n"
    )
    assert [row["id"] for row in made.sections["actors"]] == ["hezbollah", "USA.GOV", "RUS.GOV"]
    assert "name" not in made.sections["actors"][0]
    assert made.adopted == 3


def test_a_state_that_changed_its_code_keeps_its_id(known, codes):
    """Its name must not become an actor beside the state that "Georgian troops" belong to."""
    made = converted(
        known, codes, "GEORGIA_\n+SAKARTVELOLAND_\n\t[USRGEO <910409]\n\t[GEOUNR 910409-911221]\n\t[GEO >911221]\n"
    )
    assert made.sections == {"states": [{"id": "GEO", "names": ["Georgia", "Sakartveloland"], "acronyms": []}]}
    assert "the names stand for GEO" in made.problems[0].what


def test_a_state_under_an_organisation_is_a_state(known, codes):
    made = converted(known, codes, "KOSOVO_ [KSVUNO 990610-080217]\n\t[KSV >080217]\n")
    assert [row["id"] for row in made.sections["states"]] == ["XKX"]


def test_codes_of_its_own_for_known_states_are_learnt(known, codes):
    made = converted(known, codes, "JAPAN [JAP]\n+NIPPONIA_\nTEAL_GUILD_ [JAPBUS]\nTEAL_FAIR_ [XYZ]\n")
    assert [row["id"] for row in made.sections["states"]] == ["JPN"]
    guild, fair = made.sections["actors"]
    assert (guild["country"], fair.get("country")) == ("JPN", None)


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("JOHN_TEALE_ [FRAGOV 010101-020202]", "officials"),
        ("TEALE_ [FRAELI <010101] [FRAGOV >010101]", "officials"),
        ("TEALIBAN_ [AFGGOV 960101-011101] [AFGREB]", "actors"),
        ("TEAL_PEOPLES_MOVEMENT_ [FRAGOV >010101]", "actors"),
        ("SUPREME_COUNCIL_OF_THE_TEAL_REVOLT_ [FRAGOV >010101]", "actors"),
        ("THE_TEAL_HAND_ [FRAREB >010101]", "actors"),
        ("PRESIDENT_JOHN_TEALE_ [FRAGOV]", "officials"),
        ("PRESIDENT_OF_TEALIA_ [FRAGOV]", "actors"),
        ("TEAL_ARMY_ [FRAMIL 010101-020202]", "actors"),
    ],
)
def test_persons_are_told_from_bodies(known, codes, text, section):
    assert list(converted(known, codes, text + "\n").sections) == [section]


def test_a_territory_stays_apart_from_its_state(known, codes):
    made = converted(known, codes, "GREATER_TEAL_ISLES_ [USAQQQ]\n")
    assert made.sections["actors"][0]["country"] == "USA"
    assert "states" not in made.sections


def test_the_file_reads_back_as_it_was_written(tmp_path, known, codes):
    made = converted(known, codes, ACTORS, AGENTS, 'NO\nYES: #1 "quoted"\n1914\nL\'AFFAIRE\n')
    text = "".join(write.yaml_lines(made.sections, "made\nof two"))
    assert text.startswith("# made\n# of two\n")

    def bare(value):
        if isinstance(value, dict):
            return {key: bare(inner) for key, inner in value.items() if inner}
        return [bare(inner) for inner in value] if isinstance(value, list) else value

    (tmp_path / "made.yml").write_text(text)
    assert read_yaml(tmp_path / "made.yml") == bare(made.sections)


def test_what_was_imported_resolves_on_its_day(tmp_path, known, codes):
    file = tmp_path / "teal.yml"
    file.write_text("".join(write.yaml_lines(converted(known, codes, ACTORS, AGENTS).sections, "made")))
    with_teal = with_own(known, [file], models_dir())

    def on(day, *words):
        (hit,) = with_teal.names[words]
        return hit.entry.on(day)

    assert on("1998-01-01", "marta", "ellenbo").role == "ELI"
    then = on("2008-01-01", "ellenbo")
    assert (then.role, then.other_roles, then.type, then.country) == ("GOV", ("MIL",), "official", "KDV")
    assert then.reason == "person by name in teal.yml (actors.txt, line 10): KDVGOVMIL 070501-090101"
    assert on(None, "marta", "ellenbo").role == "ELI"
    assert on(None, "kdl").id == "kordavian-defence-league"
    assert with_teal.roles["harbour masters"].role == "GOV"


@pytest.mark.parametrize(
    "text",
    [
        "\x1a\x1a",
        "[GOV]\n",
        "+NOBODY\n\t[GOV]\n",
        "[[[[\n]]]]\n_ _ _ [GOV]\n",
        "ПРИВЕТ_ [RUS]\n",
        "A_ [---]\n" * 3,
        "<!-- never closed\nA_ [FRA]\n",
        "A\u200bB_ [FRA]\n",
        "A" * 100_000 + " [FRA]\n",
    ],
)
def test_hostile_lines_are_told_or_passed_over(known, codes, text):
    made = convert.convert([petrarch.read(text, "x", kind) for kind in petrarch.KINDS], known, codes)
    own_of(made.sections, "made.yml", known.ids)


def test_many_lines_are_read_in_seconds(known, codes):
    text = "".join(f"NAME_{n}_OF_SOMEONE_\n+OTHER_{n}_\n\t[FRAGOV 010101-020202]\n\t[FRAELI]\n" for n in range(25_000))
    made = converted(known, codes, text)
    assert made.actors == 25_000


@pytest.mark.skipif(not SHARED.is_dir(), reason="the dictionaries of Phoenix are not at hand")
def test_the_dictionaries_of_phoenix_are_read_as_they_are(known, codes):
    read = []
    for path in sorted(SHARED.glob("*.txt")):
        text = decode(path.read_bytes()).text
        kind = petrarch.kind_of(text, path.name)
        if path.name.startswith("Phoenix"):
            assert kind == path.name.split(".")[-2]
            read.append(petrarch.read(text, path.name, kind))
    made = convert.convert(read, known, codes)
    own_of(made.sections, "made.yml", known.ids)
    assert made.actors > 25_000
    assert made.agents > 3_000
    assert len(made.problems) < 200
    rows = {row["id"]: row for row in made.sections["officials"]}
    assert rows["person.hosni-mubarak"]["country"] == "EGY"
