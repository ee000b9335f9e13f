"""The stages as a spaCy component: `nlp.add_pipe("actorgraph")` on a stock English pipeline."""

from __future__ import annotations

import dataclasses
import tomllib
import warnings
from importlib.metadata import EntryPoint

import pytest
import spacy
from spacy.tokens import Doc

import extractor.component
from extractor.pipeline import pinned
from extractor.types import Mention, Relation
from tests.support.said import brief, said

# One worker for all: the pipeline is loaded once more.
pytestmark = pytest.mark.xdist_group("spaCy component")

TEXT = "Israel struck Iran's ports on Friday. The United Nations condemned the attack on Iran."


@pytest.fixture(scope="module")
def nlp():
    """The packaged pipeline, as a user of spaCy would load it, with the component."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r".*\[W095\]")  # the pinned model is older than spaCy
        pipeline = spacy.load(pinned().path)
    pipeline.add_pipe("actorgraph", config={"date": "2024-03-13"})
    return pipeline


def test_the_entry_point_names_the_factory(root):
    """From the project file, as an environment that was installed before may not know it yet."""
    with (root / "pyproject.toml").open("rb") as stream:
        names = tomllib.load(stream)["project"]["entry-points"]["spacy_factories"]
    found = EntryPoint("actorgraph", names["actorgraph"], "spacy_factories")
    assert found.load() is extractor.component.make
    assert spacy.language.Language.has_factory("actorgraph")


def test_extensions_are_filled(nlp, ex):
    doc = nlp(TEXT)
    assert [brief(relation) for relation in doc._.relations] == said(ex, TEXT) != []
    assert [(m.span.text, m.actor.id) for m in doc._.actors][:1] == [("Israel", "ISR")]
    assert all(isinstance(mention, Mention) for mention in doc._.actors)
    assert all(isinstance(relation, Relation) for relation in doc._.relations)


def test_offsets_are_the_docs_own(nlp):
    doc = nlp("\n  Israel struck Iran.\n")
    (relation,) = doc._.relations
    for span in (relation.source.span, relation.target.span, relation.trigger, relation.sentence):
        assert doc.text[span.start : span.end] == span.text
        assert doc.char_span(span.start, span.end) is not None


def test_the_date_is_read_against(nlp):
    (relation,) = nlp("The Iranian president struck Israel on Friday.")._.relations
    assert relation.time is not None
    assert relation.time.start == "2024-03-08"
    assert relation.source.actor.id == "person.ebrahim-raisi"


def test_without_a_date(nlp):
    nlp.add_pipe("actorgraph", name="undated")  # behind the other: its results are those that stay
    try:
        (relation,) = nlp("The Iranian president struck Israel on Friday.")._.relations
    finally:
        nlp.remove_pipe("undated")
    assert relation.time is None
    assert relation.source.actor.id == "IRN.GOV.president"


def test_pipe_gives_what_calls_give(nlp):
    texts = [TEXT, "", "Egypt waited.", "Egypt thanked Mali."]
    piped = [(doc._.actors, doc._.relations) for doc in nlp.pipe(texts)]
    assert piped == [(doc._.actors, doc._.relations) for doc in map(nlp, texts)]
    assert piped[1] == ((), ())


def test_another_doc_has_empty_extensions(nlp):
    doc = Doc(nlp.vocab, words=["Egypt", "waited"])
    assert doc._.actors == doc._.relations == ()


def test_results_hold_no_doc(nlp):
    doc = nlp(TEXT)
    assert all(not hasattr(value, "vocab") for value in dataclasses.asdict(doc._.relations[0]).values())


def test_an_untagged_pipeline_is_told_what_is_missing(nlp):
    """Without tags and heads nothing can be read; that must not look like a text that says nothing."""
    with nlp.select_pipes(enable=["actorgraph"]), pytest.raises(ValueError, match=r"tagger|parser|tag|pars"):
        nlp(TEXT)


def test_it_stands_beside_other_components(nlp):
    analysis = nlp.analyze_pipes()
    assert {"doc._.actors", "doc._.relations"} <= set(analysis["summary"]["actorgraph"]["assigns"])
    assert analysis["problems"]["actorgraph"] == []
