"""PETRARCH's dictionaries of verbs as rules: what is carried over, what is told, and that the rules read."""

from __future__ import annotations

from typing import Final

import pytest

from extractor.actors.imports.write import yaml_lines
from extractor.paths import models_dir
from extractor.program import Extractor
from extractor.relations.grammar import load_grammar
from extractor.relations.imports.cameo import EventCodes, load_event_codes
from extractor.relations.imports.convert import convert, reasons
from extractor.relations.imports.petrarch import holds_verbs, read
from extractor.relations.rules import read_rules

# Made up; the form is PETRARCH's.
DICTIONARY: Final = """\
<!-- a dictionary of nothing -->
&SWEETS
+TOFFEE
+TREACLE_TART_
+&NUTS

&NUTS
+ALMOND

--- TICKLE [190] ---
TICKLE {TICKLES TICKELT } # a comment
+PROD_AT
NUDGE [010]
POKE [051]
- * WAGON [163]   # X
- * {BUS WAGON} [163]
- * FANCY [---]
- * UP [173]
- * OFF FENCE (WITH) [0871]
- * (WITH {&SWEETS}) [075]
- * &SWEETS [162]
- * TALLIES [046:046]
- * VISITS [042:043]
- * WARES [060:120]
- POLICE * [173]
- * PLAN (OF ATTACK) [112]
- * {OLD RED BUS} [112]
- * $ TO + [112]
- * DEMAND (FROM +) [100]
- * SMILE [:110]
- * FIREWORKS [999]
- * STATEMENT [012]
- * (GLADLY) [051]
- * DOORS WINDOWS [171]
- * &NOWHERE [171]
- WITHOUT A CODE *

--- CUDDLE [---] ---
CUDDLE
- * (AGAINST) [130]
RE_+HUG [050]
WELL_+HUG [050]

~ a (a b ATTACK) SAY = a b 015
"""


@pytest.fixture(scope="module")
def texts():
    return read_rules(models_dir())


@pytest.fixture(scope="module")
def codes(texts) -> EventCodes:
    return load_event_codes(models_dir(), texts.ontology)


@pytest.fixture(scope="module")
def made(texts, codes):
    return convert([read(DICTIONARY, "verbs.txt")], codes, texts.forms, "0.6")


def rules(made):
    return {rule["id"]: rule for found in made.files.values() for rule in found}


def line_of(text):
    (number,) = [at for at, line in enumerate(DICTIONARY.splitlines(), start=1) if line.startswith(text)]
    return number


def test_verbs_of_a_block(made):
    found = rules(made)["petrarch.tickle.190"]
    assert (found["event"], found["mode"]) == ("ASSAULT", "")
    assert found["triggers"]["verbs"] == ["tickle", "tickelt", "prod at"]  # the irregular form is a verb of its own
    assert found["frames"] == ["acts_on", "acts_prep"]
    assert found["not_objects"] == ["fancy"]
    assert found["weight"] == "0.6"
    assert found["imported"] == f"verbs.txt, lines {line_of('TICKLE {')}, {line_of('+PROD')}"
    assert rules(made)["petrarch.tickle.051"]["triggers"]["verbs"] == ["poke"]


ALL: Final = ("tickle", "tickelt", "prod at", "nudge", "poke")

CARRIED: Final = {
    "163": {"event": "COERCE", "mode": "restrict", "objects": ["bus wagon", "wagon"], "frames": ["through"]},
    "173": {"event": "COERCE", "mode": "arrest", "frames": ["acts_on", "acts_prep"], "with": ["up"]},
    "0871": {
        "event": "RETREAT",
        "mode": "ceasefire",
        "objects": ["fence"],
        "frames": ["through(with)"],
        "with": ["off"],
    },
    "075": {"event": "AID", "with": ["with toffee", "with treacle tart", "with almond"]},
    "162": {"event": "SANCTION", "objects": ["almond", "toffee", "treacle tart"]},
    "046-046": {"event": "CONSULT", "symmetric": "true", "frames": ["reciprocal", "through"]},
    "042-043": {"event": "CONSULT", "mode": "visit", "symmetric": ""},
    "060-120": {"event": "COOPERATE", "symmetric": ""},
    "100": {"event": "REQUEST", "objects": ["demand"], "frames": ["through(from)"]},
}


@pytest.mark.parametrize(("code", "fields"), CARRIED.items(), ids=CARRIED)
def test_a_pattern(made, code, fields):
    found = rules(made)[f"petrarch.tickle.{code}"]
    wanted = dict(fields)
    tails = wanted.pop("with", [""])
    assert {field: found.get(field) for field in wanted} == wanted
    assert set(found["triggers"]["verbs"]) == {f"{verb} {tail}".strip() for verb in ALL for tail in tails}


def test_a_block_without_a_code(made):
    assert "petrarch.cuddle.130" in rules(made)
    assert rules(made)["petrarch.cuddle.130"]["triggers"]["verbs"] == ["cuddle against", "re-hug against"]
    assert rules(made)["petrarch.cuddle.050"]["triggers"]["verbs"] == ["re-hug"]
    assert not [ident for ident in rules(made) if "--" in ident or ident.endswith(".x")]


TOLD: Final = {
    "- * WARES": "another code for the way back",
    "- POLICE": "words before the verb",
    "- * PLAN": "a noun behind an object and a preposition",
    "- * {OLD": "an object of more than 2 words",
    "- * $": "places source, target",
    "- * SMILE": "only what the target does",
    "- * FIREWORKS": "[999] is no code of CAMEO",
    "- * STATEMENT": "statements (CAMEO 01)",
    "- * (GLADLY)": "no preposition in its brackets",
    "- * DOORS": "more than one phrase",
    "- * &NOWHERE": "nothing that can be spelt out",
    "- WITHOUT": "without a code",
    "NUDGE": "statements (CAMEO 01)",
    "WELL_": "is no verb, or has words before it",
    "~": "a transformation",
}


@pytest.mark.parametrize(("line", "why"), TOLD.items(), ids=TOLD)
def test_what_is_left_out_is_told(made, line, why):
    told = [problem.what for problem in made.problems if problem.line == line_of(line)]
    assert len(told) == 1
    assert why in told[0]


def test_nothing_is_lost_in_silence(made):
    """Every verb and pattern is in a rule or in the list; a code for one way only is in both."""
    dictionary = read(DICTIONARY, "verbs.txt")
    entries = sum(len(block.verbs) + len(block.patterns) for block in dictionary.blocks)
    refused_by_reader = len(dictionary.problems)
    both = sum("the rest is carried over" in problem.what for problem in made.problems)
    without_code = 1  # CUDDLE, whose block is no event
    assert made.carried + len(made.problems) - both == entries + refused_by_reader - without_code
    assert sum(count for _, count in reasons(made.problems)) == len(made.problems)
    assert [problem.line for problem in made.problems] == sorted(problem.line for problem in made.problems)


def test_the_rules_load_and_read(ex, made, tmp_path):
    (tmp_path / "own").mkdir()
    for root, found in made.files.items():
        (tmp_path / "own" / f"{root}.yml").write_text("".join(yaml_lines({"rules": found}, "made up")))
    program = Extractor(ex._pipeline, ex._knowledge, load_grammar(models_dir(), [tmp_path / "own"]))

    def read_in(text):
        return {(one.source.actor.id, one.event, one.target.actor.id) for one in program.extract(text).relations}

    assert read_in("Norway poked Sweden on Friday.") == {("NOR", "SUPPORT", "SWE")}
    assert read_in("Norway tickled wagons from Sweden.") == {("NOR", "COERCE", "SWE")}
    assert read_in("Norway tickled up Sweden on Friday.") == {("NOR", "COERCE", "SWE")}


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        (DICTIONARY, True),
        ("--- A [1] ---\n", True),
        ("---  TROUBLED  [---] # NOUN ---\n", True),
        ("", False),
        ("# --- A [1] ---\n", False),
        ("NOBODY_ [FRA]\n", False),
        ("GUARD [~MIL]\n", False),
        ("---\nrules: []\n", False),
    ],
)
def test_what_is_a_dictionary_of_verbs(text, verbs):
    assert holds_verbs(text) == verbs


@pytest.mark.parametrize(
    "text",
    [
        "--- A [190] ---\nA\n- * &A [190]\n&A\n+&A\n",  # a set in itself
        "&A\n+B C\n+&A &A\n--- D [190] ---\nD\n- * {&A &A &A} [190]\n",
        "--- A [190] ---\n- * [190]\n",
        "--- A [\nA [\n- * ( [1\n- * ) { [190]\n",
        "--- *** [190] ---\n***\n- * B [190]\n",
        "--- A [190] ---\n" + "A {" + "B " * 5000 + "}\n",
        "--- A [190] ---\nA\n- * " + "(" * 5000 + " [190]\n",
        "--- A [190] ---\nA\n- * " + "{" * 5000 + "}" * 5000 + " [190]\n",
        "+A\n- * B [1]\n&\n+\n",
    ],
)
def test_hostile_dictionaries(texts, codes, text):
    made = convert([read(text, "x.txt")], codes, texts.forms, "0.6")
    assert all(rule["triggers"]["verbs"] for found in made.files.values() for rule in found)


def test_every_code_of_the_table_is_known(codes, texts):
    assert codes.event("1441") == codes.event("144")
    assert codes.event("010").root is None
    assert [codes.event(code) for code in ("", "1", "99", "345a", "20000", "-")] == [None] * 6
    assert {event.root for event in codes.table.values()} - {None} == set(texts.ontology.roots)
