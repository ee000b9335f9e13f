"""The second opinion: what it reads where no frame does, what it leaves alone, and what it was trained on."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from benchmarks.sentences import held, read_empty, read_judged
from extractor.data import DataError
from extractor.paths import models_dir
from extractor.relations.opinion import FRAME, LEAST, Opinion, load_opinion
from extractor.relations.relate import Reader
from extractor.relations.rules import load_rules
from extractor.types import Document
from tests.support.parses import group, state, table

pytestmark = pytest.mark.xdist_group("live sentences")

ASIDE: Final = (
    "Israel NNP nsubj struck | struck VBD ROOT - | despite IN prep struck | pleas NNS pobj despite | "
    "about IN prep pleas | Iran NNP pobj about"
)
"""No frame leads to who stands in "despite pleas about"."""
SURE: Final = Opinion(5.0, {})
NEVER: Final = Opinion(-5.0, {})


def read(parse, found, grammar, knowledge, opinion):
    coded = Reader(parse, found, replace(grammar, opinion=opinion), knowledge).read()
    return [f"{one.candidate.source.actor.id} {one.event} {one.candidate.target.actor.id}" for one in coded]


@pytest.fixture
def aside():
    parse = table(ASIDE)
    return parse, [state(parse, "Israel", "ISR"), state(parse, "Iran", "IRN")]


def test_frames_alone_are_silent(aside, small_grammar, knowledge):
    assert read(*aside, small_grammar, knowledge, None) == []


def test_an_opinion_reads_what_frames_do_not(aside, small_grammar, knowledge):
    """It has no idea of direction here, and gives each pair one reading."""
    assert len(read(*aside, small_grammar, knowledge, SURE)) == 1
    assert read(*aside, small_grammar, knowledge, NEVER) == []


def test_traits_decide(aside, small_grammar, knowledge):
    forth = Opinion(0.0, {"A:short:verb:>S": 3.0, "B:short:verb:>S": -3.0})
    assert read(*aside, small_grammar, knowledge, forth) == ["ISR ASSAULT IRN"]
    back = Opinion(0.0, {"A:short:verb:>S": -3.0, "B:short:verb:>S": 3.0})
    assert read(*aside, small_grammar, knowledge, back) == ["IRN ASSAULT ISR"]


def test_the_probability_is_the_confidence(aside, small_grammar, knowledge):
    parse, found = aside
    even = replace(small_grammar, opinion=Opinion(0.0, {"A:short:verb:>S": 0.5}))
    (one,) = Reader(parse, found, even, knowledge).read()
    assert one.confidence == pytest.approx(1 / (1 + 2.718281828**-0.5), abs=0.001)
    assert one.candidate.use.name == FRAME
    assert one.candidate.rule.id == "assault.strike"
    assert one.candidate.path.startswith("weighed: >nsubj → >prep=despite>pobj")


def test_what_frames_read_is_left_alone(small_grammar, knowledge):
    parse = table("Israel NNP nsubj struck | struck VBD ROOT - | Iran NNP dobj struck")
    found = [state(parse, "Israel", "ISR"), state(parse, "Iran", "IRN")]
    alone = read(parse, found, small_grammar, knowledge, None)
    assert read(parse, found, small_grammar, knowledge, SURE) == alone == ["ISR ASSAULT IRN"]


def test_who_only_describes_another_does_nothing(small_grammar, knowledge):
    """ "Iran's minister": the minister does it."""
    parse = table(
        "Iran NNP poss minister | 's POS case Iran | minister NN nsubj struck | struck VBD ROOT - | "
        "despite IN prep struck | Syria NNP pobj despite"
    )
    minister = group(parse, "minister", "IRN.GOV.minister")
    found = [state(parse, "Iran", "IRN"), minister, state(parse, "Syria", "SYR")]
    (one,) = read(parse, found, small_grammar, knowledge, SURE)
    assert "IRN " not in one
    assert not one.endswith(" IRN")


def test_a_place_of_no_country_is_no_target(small_grammar, knowledge):
    parse, place = table(ASIDE), "place.nowhere"
    nowhere = state(parse, "Iran", place, place=True)
    found = [state(parse, "Israel", "ISR"), replace(nowhere, actor=replace(nowhere.actor, country=None))]
    assert read(parse, found, small_grammar, knowledge, SURE) == []


def test_nothing_is_surmised_where_hardly_anything_is_read(small_grammar, knowledge):
    """A long text on the opera with one aside on a state."""
    quiet = " | ".join(f"Rain{n} NN ROOT -" for n in range(30))
    parse = table(f"{ASIDE} | {quiet}")
    parse = replace(
        parse,
        sentences=((0, 6), *((token, token + 1) for token in range(6, len(parse)))),
        sentence_of=(*[0] * 6, *range(1, len(parse) - 5)),
    )
    found = [state(parse, "Israel", "ISR"), state(parse, "Iran", "IRN")]
    assert read(parse, found, small_grammar, knowledge, SURE) == []


def test_weights_are_read_from_a_file(tmp_path):
    folder = tmp_path / "relations"
    folder.mkdir()
    assert load_opinion(tmp_path) is None
    (folder / "opinion.tsv").write_text("# weights\n-2.5\t(always)\n0.75\tA:dep:nsubj\n")
    opinion = load_opinion(tmp_path)
    assert opinion == Opinion(-2.5, {"A:dep:nsubj": 0.75})
    assert opinion is not None
    assert opinion.sum(["A:dep:nsubj", "A:dep:unheard"]) == 0.75


def test_a_broken_weight_is_one_line(tmp_path):
    folder = tmp_path / "relations"
    folder.mkdir()
    (folder / "opinion.tsv").write_text("# weights\nheavy\tA:dep:nsubj\n")
    with pytest.raises(DataError, match=r"opinion\.tsv: line 2: 'heavy' is no weight"):
        load_opinion(tmp_path)


def test_the_shipped_weights_are_sound():
    opinion = load_opinion(models_dir())
    assert opinion is not None
    assert len(opinion.weights) > 5000
    assert max(map(abs, opinion.weights.values())) < 6


def test_judged_readings_are_well_formed():
    judged = list(read_judged())
    roots = set(load_rules(models_dir()).ontology.roots)
    assert len(judged) > 1500
    assert {one.root for one in judged} <= roots
    assert 0.1 < sum(one.right for one in judged) / len(judged) < 0.9


def test_little_is_read_in_held_empty_sentences(ex):
    """Of sentences that hold nothing, and that nobody looked at, few say something to the program."""
    texts = [one.text for one in read_empty() if held(one.text)]
    loud = [out for out in ex.pipe(map(Document, texts)) if any(one.kind == "event" for one in out.relations)]
    weighed = [one for out in loud for one in out.relations if (one.path or "").startswith(FRAME)]
    assert len(texts) > 500
    assert len(loud) < 0.08 * len(texts)
    assert len(weighed) < 0.06 * len(texts)
    assert all(one.confidence >= LEAST for one in weighed)
