"""Known names in running text: case, possessives, acronyms, longest match, namesakes, and names inside names."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from extractor.actors.knowledge import load_knowledge, name_words, slug
from extractor.actors.names import case_of, find_names
from extractor.paths import models_dir
from tests.support.said import mentioned
from tests.support.small_actors import small_actors
from tests.support.tables import rows

pytestmark = pytest.mark.xdist_group("live sentences")

# text: {words of a mention: the actor's id, or None where these words must be no mention}
STATES: Final = {
    "Israel’s army attacked Syria.": {"Israel’s army": "ISR.MIL", "Israel": "ISR"},
    "South Korea warned North Korea.": {"South Korea": "KOR", "North Korea": "PRK"},
    "Niger thanked Nigeria.": {"Niger": "NER", "Nigeria": "NGA"},
    "Equatorial Guinea thanked Guinea.": {"Equatorial Guinea": "GNQ", "Guinea": "GIN"},
    "Guinea-Bissau thanked Guinea.": {"Guinea-Bissau": "GNB", "Guinea": "GIN"},
    "Papua New Guinea thanked Australia.": {"Papua New Guinea": "PNG", "New Guinea": None, "Guinea": None},
    "The Democratic Republic of Congo attacked Rwanda.": {"Democratic Republic of Congo": "COD", "Congo": None},
    "The Islamic Republic of Iran warned Israel.": {"Islamic Republic of Iran": "IRN", "Iran": None},
    "Côte d'Ivoire thanked France.": {"Côte d'Ivoire": "CIV"},
    "Cote d’Ivoire thanked France.": {"Cote d’Ivoire": "CIV"},
    "Türkiye thanked France.": {"Türkiye": "TUR"},
    "Kosovo thanked Albania.": {"Kosovo": "XKX"},
    "Palestine thanked Ireland.": {"Palestine": "PSE"},
    "Abkhazia thanked Russia.": {"Abkhazia": "abkhazia"},
    "Norway thanked Namibia.": {"Norway": "NOR", "Namibia": "NAM"},
    "He ate turkey with chips in the rain.": {"turkey": None},
}

ACRONYMS: Final = {
    "The US attacked Syria.": {"US": "USA"},
    "Give us a chance, they told Iran.": {"us": None},
    "The U.S. attacked Syria.": {"U.S.": "USA"},
    "The U.S.'s attack on Syria failed.": {"U.S.": "USA"},
    "The USA attacked Syria.": {"USA": "USA"},
    "The UAE attacked Yemen.": {"UAE": "ARE"},
    "The uae attacked Yemen.": {"uae": None},
    "The WHO thanked Mali.": {"WHO": "un.who"},
    "Who thanked Mali?": {"Who": None},
    "ISIS attacked Iraq.": {"ISIS": "islamic-state"},
    "The U.N. condemned Mali.": {"U.N.": "un"},
    "The UN Security Council condemned Mali.": {"UN Security Council": "un.security-council", "UN": None},
}

OTHERS: Final = {
    "Hezbollah attacked Israel.": {"Hezbollah": "hezbollah"},
    "HEZBOLLAH attacked Israel.": {"HEZBOLLAH": "hezbollah"},
    "al-Shabaab attacked Kenya.": {"al-Shabaab": "al-shabaab"},
    "The Bank of England warned Russia.": {"Bank of England": "GBR.GOV.bank-of-england", "England": None},
    "The Washington Post criticized India.": {"Washington Post": "washington-post", "Washington": None},
    "China Daily criticized India.": {"China Daily": "china-daily", "China": None},
    "The Kremlin warned Ukraine.": {"Kremlin": "RUS.GOV"},
}

# A capital stands for its state where it acts, and for a place elsewhere.
SEATS: Final = {
    "Moscow warned Ukraine.": {"Moscow": "RUS"},
    "Tehran warned Washington.": {"Tehran": "IRN", "Washington": "USA"},
    "A fire in Moscow burned for hours.": {"Moscow": None},
    "Soldiers flew from Paris to Rome.": {"Paris": None, "Rome": None},
    "Washington, Iowa, thanked Iran.": {"Washington": None},
}

# A reading that needs a country is taken where that country is named.
NAMESAKES: Final = {
    "The PAN attacked Mexico's government.": {"PAN": "pan.mex"},
    "He bought a pan in Mexico.": {"pan": None},
    "Ansar al-Sharia attacked Tunisia.": {"Ansar al-Sharia": "ansar-al-sharia.tun"},
    "Ansar al-Sharia attacked Yemen.": {"Ansar al-Sharia": "ansar-al-sharia.yem"},
    "The Grey Wolves threatened Turkey.": {"Grey Wolves": "grey-wolves"},
    "The Defense Department criticized Peru.": {"Defense Department": "USA.GOV.pentagon"},
    "Chile's Defense Department criticized Peru.": {"Chile's Defense Department": "CHL.GOV.defense-department"},
}

# Persons and firms that are called as states are.
INSIDE: Final = {
    "Jordan Peterson criticized Canada.": {"Jordan Peterson": "person.jordan-peterson", "Jordan": None},
    "Michael Jordan thanked China.": {"Michael Jordan": "person.michael-jordan", "Jordan": None},
    "Jordan thanked Mali.": {"Jordan": "JOR"},
    "Paris Hilton thanked Iran.": {"Paris Hilton": "person.paris-hilton", "Paris": None},
    "Israel Katz met Marco Rubio.": {"Israel Katz": "person.israel-katz", "Israel": None},
    "Georgia Tech thanked Russia.": {"Georgia Tech": "georgia-tech", "Georgia": None},
    "Georgia thanked Russia.": {"Georgia": "GEO"},
    "Chad thanked Mali.": {"Chad": "TCD"},
    "😀 Israel attacked Iran.": {"Israel": "ISR"},
    "Chad Smith scored against Mali.": {"Chad Smith": "person.chad-smith", "Chad": None},
}

MISSES: Final = {
    "Soldiers flew from Paris to Rome.": "behind 'to' a capital is taken for its state",
    "Washington, Iowa, thanked Iran.": "a state of the United States behind a town does not tell it apart",
}


@pytest.mark.parametrize(("text", "expected"), rows(STATES, ACRONYMS, OTHERS, SEATS, NAMESAKES, INSIDE, misses=MISSES))
def test_names(ex, text, expected):
    found = dict(mentioned(ex, text))
    assert {words: found.get(words) for words in expected} == expected


@pytest.fixture(scope="module")
def knowledge():
    return load_knowledge(models_dir())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the Republic of Congo and Mali", ["Republic of Congo", "Mali"]),
        ("the Democratic Republic of Congo", ["Democratic Republic of Congo"]),
        ("Iran's", ["Iran"]),
        ("Iran-backed", ["Iran"]),
        ("Iranian", ["Iranian"]),
        ("Irane", []),
        ("us and US and u.s. and U.S.", ["US", "U.S."]),
        ("iran", []),
        ("", []),
        ("...", []),
        ("United.\n\nNations", []),
        ("the U.N. High Commissioner for Refugees", ["U.N. High Commissioner for Refugees"]),
        ("the U.S. Agency for International Development", ["U.S. Agency for International Development"]),
        ("He left the United. Nations met.", []),
    ],
)
def test_find_names(knowledge, text, names):
    assert [text[match.start : match.end] for match in find_names(text, knowledge)] == names


def test_what_only_looks_like_an_actor_is_told_on_demand(knowledge):
    text = "Iran and the Sea of Japan"
    found = [(text[m.start : m.end], bool(m.hits)) for m in find_names(text, knowledge, silent=True)]
    assert found == [("Iran", True), ("Sea of Japan", False)]
    assert [text[match.start : match.end] for match in find_names(text, knowledge)] == ["Iran"]


# What looks like a name and is written with other letters names nobody; what a reader sees as a name does.
LETTERS: Final = [
    ("Se\u0301ne\u0301gal warned Mali", ["Se\u0301ne\u0301gal", "Mali"]),  # accents apart from their letters
    ("S\u00e9n\u00e9gal", ["S\u00e9n\u00e9gal"]),
    ("Ir\u0430n", []),  # a Cyrillic a
    ("\u0406ran", []),  # a Ukrainian i
    ("Ir\u0430n and Ma\u200bli", []),
    ("Ch\u03b9na", []),  # a Greek iota
    ("Ir\u202ean", []),
    ("Moscow\u2019s", ["Moscow"]),
    ("the U.S.-led", ["U.S."]),
    ("U.N.-backed", ["U.N."]),
    ("the (U.S.) said.", ["U.S."]),
    ("U.S.A.", ["U.S.A."]),
    ("\u0130ran", ["\u0130ran"]),  # a capital that takes more room when small
    ("\u0130stanbul, Mali", ["\u0130stanbul", "Mali"]),
]


@pytest.mark.parametrize(("text", "names"), LETTERS, ids=[ascii(text) for text, _ in LETTERS])
def test_letters(knowledge, text, names):
    assert [text[match.start : match.end] for match in find_names(text, knowledge)] == names


CASES: Final = {
    "Iran struck Israel on Monday, the UN said.": "mixed",
    "IRAN STRIKES ISRAEL": "upper",
    "McDONALD'S LEAVES RUSSIA, SAYS MacDONALD": "upper",
    "iran strikes israel, un says": "lower",
    "US, UK, UN": "mixed",
    "NATO": "mixed",
    "UNESCO-ICESCO-ALECSO": "mixed",
    "rebels": "mixed",
    "": "mixed",
    "12.5 %": "mixed",
    "IRAN STRIKES. " + "Then the army of the country moved on, and people fled to the hills. " * 3: "mixed",
    "the army moved on and people fled to the hills. " * 20 + "un": "lower",
    "\u0418\u0420\u0410\u041d \u0418 \u0418\u0417\u0420\u0410\u0418\u041b\u042c": "upper",
}


@pytest.mark.parametrize(("text", "case"), CASES.items(), ids=[ascii(text)[:40] for text in CASES])
def test_case_of(text, case):
    assert case_of(text) == case


SET: Final = {
    ("ANKARA", "TURKEY AND CHINA MET WHO AND NATO"): ["TURKEY", "CHINA", "NATO"],
    ("capitals", "LET US GO TO CHAD"): ["CHAD"],
    ("acronyms with points", "U.S. WARNS U.N."): ["U.S.", "U.N."],
    ("towns", "BERGEN AND NIS"): ["BERGEN"],
    ("small letters", "turkey warned iran and the iranians"): ["iran", "iranians"],
    ("several words", "the bank of america and the red cross of north korea"): ["red cross", "north korea"],
    ("persons", "angela merkel met emmanuel macron"): ["angela merkel", "emmanuel macron"],
    ("groups", "hezbollah and hamas"): ["hezbollah", "hamas"],
    ("short acronyms", "give us the un or nato and the u.s."): ["nato", "u.s."],
    ("firms", "shell and chevron, meta"): [],
    ("a capital after all", "iran and Chad"): ["iran", "Chad"],
}


@pytest.fixture(scope="module")
def set_knowledge(knowledge):
    """The shipped names, and which of them are everyday words."""
    return replace(knowledge, everyday=frozenset({"turkey", "china", "us", "who", "chad"}))


@pytest.mark.parametrize(("label", "text"), SET, ids=[label for label, _ in SET])
def test_texts_in_one_case(set_knowledge, label, text):
    case = "upper" if text.isupper() else "lower"
    found = [text[match.start : match.end] for match in find_names(text, set_knowledge, case)]
    assert found == SET[label, text]


def test_common_names_count_in_small_letters(tmp_path):
    known = load_knowledge(small_actors(tmp_path))
    text = "the bergers and Bergers, norway and norway street"
    assert [text[match.start : match.end] for match in find_names(text, known)] == ["bergers", "Bergers"]


def test_names_never_overlap(knowledge):
    text = " ".join(" ".join(words).title() for words in list(knowledge.names)[:3000])
    end = 0
    for match in find_names(text, knowledge):
        assert end <= match.start < match.end
        end = match.end


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("U.S.", ("us",)),
        ("Côte d'Ivoire", ("cote", "d", "ivoire")),
        ("Al-Qaeda", ("al", "qaeda")),
        ("Türkiye", ("turkiye",)),
        ("  ", ()),
    ],
)
def test_name_words(name, words):
    assert name_words(name) == words


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Sajad Jiyad", "sajad-jiyad"), ("Lukoil", "lukoil"), ("São Tomé", "sao-tome"), ("!", "unnamed")],
)
def test_slug(name, expected):
    assert slug(name) == expected
