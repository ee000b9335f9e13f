"""What looks like an event and is none, beside what looks like no politics and is: the examples of `gates.yml`."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from extractor.data import DataError
from extractor.forms import load_forms
from extractor.language import Parse
from extractor.paths import models_dir
from extractor.relations.context import gate_examples, load_gates
from extractor.relations.relate import Reader
from extractor.relations.void import Evidence, Void
from extractor.types import Document
from tests.support.small_rules import small_models

pytestmark = pytest.mark.xdist_group("live sentences")

NOTHING, NEWS = gate_examples(models_dir())
OPEN: Final = {"void_nouns": frozenset(), "before": "0", "idioms": {}, "cues": {}}
DIGEST: Final = """
The prime minister of Sudan condemned an election in Ethiopia. Ethiopian troops shelled a Sudanese village on Monday,
and civilians were killed. Sudan accused Ethiopia of war crimes. The African Union called on both governments to agree
to a ceasefire. The foreign minister of Egypt met the Sudanese president. Kenya sent Sudan medicine. Sudan deployed
troops.

Argentina beat Germany 2-1 in the semi-final with a goal by the striker. Germany's coach accused the referee of bias.
Argentina meet Croatia in the final of the World Cup. Croatia defeated Spain on penalties; the goalkeeper saved two.
Morocco attacked France after half-time, and the midfielder struck a free kick at the goalkeeper.
"""


@pytest.fixture(scope="module")
def gates():
    return load_gates(models_dir(), load_forms(models_dir()))


def coded(ex, text, **changed):
    """What is read in a text; with gates changed, what would be."""
    grammar = replace(ex._grammar, gates=replace(ex._grammar.gates, **changed))
    read = next(ex._pipeline.read([Document(text)]))
    return [
        (one.candidate.source.actor.id, one.event, one.candidate.target.actor.id)
        for one in Reader(read.parse, ex._recognise(read), grammar, ex._knowledge).read()
        if one.event
    ]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_coded_where_there_is_no_politics(ex, text):
    assert coded(ex, text) == []


@pytest.mark.parametrize("text", NOTHING)
def test_the_gates_and_nothing_else_keep_it_out(ex, text):
    assert coded(ex, text, **OPEN) != []


@pytest.mark.parametrize("text", NEWS)
def test_news_passes_whatever_else_it_speaks_of(ex, text):
    assert coded(ex, text) != []


def test_a_text_may_turn_from_one_subject_to_the_next(ex):
    found = coded(ex, DIGEST)
    assert ("SDN", "ACCUSE", "ETH") in found
    assert not {"ARG", "HRV", "MAR", "FRA"} & {end for source, _, target in found for end in (source, target)}


def test_a_reason_is_given(ex):
    reasons = {}
    for text in ("Germany invaded Belgium in 1914.", "The anniversary of the invasion passed.", "Iran invaded Iraq."):
        parse = next(ex._pipeline.read([Document(text)])).parse
        at = next(token for token, word in enumerate(parse.lower) if word.startswith("inva"))
        reasons[text] = Void(parse, ex._grammar.gates).reason(at)
    assert list(reasons.values()) == ["history", "what something is about", None]


def test_cues_stand_with_the_longest_first_in_all_forms(gates):
    assert [cue.rest for cue in gates.cues["prime"]] == sorted(
        (cue.rest for cue in gates.cues["prime"]), key=len, reverse=True
    )
    assert {("minister",), ("ministers",)} <= {cue.rest for cue in gates.cues["prime"]}
    assert {cue.kind for cue in gates.cues["midfielders"]} == {"other"}
    assert ("-", "final") in {cue.rest for cue in gates.cues["semi"]}


def test_politics_outweighs_as_many_cues_of_something_else():
    assert Evidence(sure=1, politics=1).balance == 0
    assert Evidence(hints=1, statecraft=1).balance < 0
    assert Evidence(sure=1).likelier > 0 > Evidence(sure=1, politics=1).likelier
    assert Evidence(sure=9).balance == -Evidence(politics=9).balance


def test_a_cue_of_two_sides_is_refused(tmp_path):
    models = small_models(tmp_path / "models")
    path = models / "relations" / "context" / "gates.yml"
    path.write_text(
        path.read_text().replace("- subject: sport\n    sure: [", "- subject: sport\n    sure: [parliament, ")
    )
    with pytest.raises(DataError, match=r"gates\.yml: 'parliament' is a cue of politics and of sport"):
        load_gates(models, load_forms(models))


def test_a_document_without_sentences_is_no_trouble(gates):
    nothing = Parse("", (), (), (), (), (), (), (), (), (), (), (), ())
    assert Void(nothing, gates)._lean == Void(nothing, gates)._lean
