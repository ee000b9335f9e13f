"""Whole documents: what an extraction is made of, and that nothing but the document decides it."""

from __future__ import annotations

import dataclasses
import json
import os
import pickle
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from typing import Final, get_args

import pytest

from extractor.paths import models_dir
from extractor.relations.rules import load_rules
from extractor.types import ActorType, Document, MentionKind, Modality, Polarity, Quad, RelationKind
from tests.support.articles import ARTICLE, PARAGRAPHS
from tests.support.rule_cases import shipped
from tests.support.said import brief

ROLES: Final = frozenset(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED OPP PRE REF REL SOC IGO "
    "NGO".split()
)
FIELDS: Final = frozenset(
    "schema id doc_id document sentence kind event tie mode quad intensity source target symmetric trigger polarity "
    "modality attribution time place rule runner_up confidence".split()
)


# One worker for all (`--dist loadfile` does it, too): the documents are read once.
pytestmark = pytest.mark.xdist_group("documents")


@pytest.fixture(scope="session")
def extractions(ex):
    """The article, and a third of the rules' own sentences as documents."""
    sentences = [case.marked.text for case in shipped()[::3]]
    documents = [ARTICLE, *(Document(text, id=f"s{index}", date=ARTICLE.date) for index, text in enumerate(sentences))]
    return list(ex.pipe(documents))


@pytest.fixture(scope="session")
def relations(extractions):
    found = [relation for extraction in extractions for relation in extraction.relations]
    assert len(found) > 300
    return found


@pytest.fixture(scope="session")
def book():
    return load_rules(models_dir())


def test_codes_are_of_the_ontology(relations, book):
    for one in relations:
        assert one.kind in get_args(RelationKind)
        assert (one.tie is None) == (one.kind == "event")
        if one.tie is not None:
            assert book.ontology.ties[one.tie].nearest == one.event
        else:
            assert one.event in book.ontology.roots
        root = book.ontology.roots.get(one.event)
        assert one.mode is None or one.mode in root.modes
        assert one.quad == (None if root is None else root.quad)
        assert one.quad is None or one.quad in get_args(Quad)
        assert one.intensity == book.ontology.intensity(one.event, one.mode)
        assert one.intensity is None or -10 <= one.intensity <= 10


def test_what_restricts_is_named(relations):
    for one in relations:
        assert one.polarity in get_args(Polarity)
        assert one.modality in get_args(Modality)
        assert one.attribution is None or one.attribution.text.strip()


def test_ends_are_two_resolved_actors(relations):
    for one in relations:
        assert one.target is not None
        assert one.source.actor.id != one.target.actor.id
        for end in (one.source, one.target):
            assert end.actor.id
            assert end.actor.name
            assert not end.actor.id.startswith("place.")


def test_symmetric_relations_stand_in_the_order_of_the_text(relations):
    symmetric = [one for one in relations if one.symmetric]
    assert symmetric
    for one in symmetric:
        assert one.source.span.start <= one.target.span.start


def test_the_sentence_holds_both_ends_and_the_trigger(relations):
    for one in relations:
        for span in (one.source.span, one.target.span, one.trigger):
            assert one.sentence.start <= span.start < span.end <= one.sentence.end


def test_rules_are_named(relations, book):
    known = {rule.id for rule in book.rules}
    for one in relations:
        assert one.rule in known
        assert one.runner_up is None or one.runner_up in known - {one.rule}
        assert 0 < one.confidence <= 1
        assert one.path


def test_ids_are_unique(relations):
    assert [ident for ident, count in Counter(one.id for one in relations).items() if count > 1] == []
    assert all(re.fullmatch(r"[0-9a-f]{16}", one.id) for one in relations)


def test_one_row_a_sentence_pair_and_code(relations):
    rows = Counter(
        (one.document.id, one.sentence.start, one.source.span, one.source.actor.id, one.target.span, one.event, one.tie)
        for one in relations
    )
    assert [row for row, count in rows.items() if count > 1] == []


def test_times_and_places(relations):
    for one in relations:
        if one.time is not None:
            assert date.fromisoformat(one.time.start) <= date.fromisoformat(one.time.end)
        if one.place is not None:
            assert one.place.lat is None or -90 <= one.place.lat <= 90
            assert one.place.lon is None or -180 <= one.place.lon <= 180
            assert one.place.name


def test_rows_are_those_of_the_contract(extractions, relations):
    for one in relations:
        row = one.as_row()
        assert set(row) == FIELDS
        assert set(row["source"]) == set("start end text id name type role country".split())
        assert json.loads(json.dumps(row)) == row
        assert row["schema"] == 1
        assert row["document"]["id"] == row["doc_id"] == one.document.id
    for extraction in extractions:
        for mention in extraction.mentions:
            row = mention.as_row()
            assert set(row) == set("doc_id start end text kind id name type role country".split())
            assert json.loads(json.dumps(row)) == row


def test_mentions(extractions):
    for extraction in extractions:
        text = extraction.document.text
        for mention in extraction.mentions:
            assert mention.kind in get_args(MentionKind)
            assert mention.span.text == text[mention.span.start : mention.span.end]
            assert mention.span.text == mention.span.text.strip()
            assert len(mention.span.text.split()) <= 12
            actor = mention.actor
            assert re.fullmatch(r"[\w.-]+", actor.id), actor.id
            assert actor.type is None or actor.type in get_args(ActorType)
            assert actor.role is None or actor.role in ROLES
            assert {*actor.other_roles} <= ROLES
            assert actor.role not in actor.other_roles
            assert actor.country is None or re.fullmatch(r"[A-Z]{3}", actor.country)
            assert "\n" not in actor.reason


def test_both_ends_of_a_relation_are_mentions(extractions):
    for extraction in extractions:
        mentions = {(mention.span.start, mention.span.end) for mention in extraction.mentions}
        for one in extraction.relations:
            assert (one.source.span.start, one.source.span.end) in mentions
            assert (one.target.span.start, one.target.span.end) in mentions


def leaves(value):
    """Everything that a result is made of."""
    yield value
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from leaves(getattr(value, field.name))
    elif isinstance(value, tuple | list | set | frozenset):
        for item in value:
            yield from leaves(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(key)
            yield from leaves(item)


def test_no_spacy_object_leaves(extractions):
    kinds = {type(leaf) for extraction in extractions for leaf in leaves(extraction)}
    plain = {str, int, float, bool, type(None), tuple}
    assert {kind for kind in kinds - plain if kind.__module__ != "extractor.types"} == set()
    assert pickle.loads(pickle.dumps(extractions[0])) == extractions[0]  # noqa: S301 -- our own


def test_nothing_can_be_changed(extractions):
    with pytest.raises(dataclasses.FrozenInstanceError):
        extractions[0].relations[0].confidence = 1.0


def test_many_documents_leave_nothing_behind(ex):
    """Words seen once stay in spaCy's string store for ever, unless a memory zone drops them."""
    strings = ex._pipeline._nlp.vocab.strings
    words = (f"Mr Q{number}x{number * 7919}z of Israel attacked Iran's V{number}w." for number in range(10**6))

    def read(count):
        for _ in ex.pipe(Document(" ".join(next(words) for _ in range(5)), id=str(n)) for n in range(count)):
            pass
        return len(strings)

    before = read(5)
    assert read(300) == before


def test_a_paragraph_says_alone_what_it_says_in_the_article(ex):
    """Nothing that is parted by a blank line may change what is read in a paragraph that names its actors."""

    def said(document):
        return [
            (brief(one), one.sentence.text, one.source.span.text, one.target.span.text, one.trigger.text, one.rule)
            for one in ex.extract(document).relations
        ]

    alone = [row for text in PARAGRAPHS for row in said(dataclasses.replace(ARTICLE, text=text))]
    assert len(alone) > 12
    assert said(ARTICLE) == alone


def test_the_batch_does_not_matter(ex):
    documents = [Document(text, id=str(index), date=ARTICLE.date) for index, text in enumerate(PARAGRAPHS)]
    batch = list(ex.pipe(documents))
    assert batch == [ex.extract(document) for document in documents]
    assert batch[::-1] == list(ex.pipe(documents[::-1]))
    assert [extraction.document for extraction in batch] == documents


def test_twice_is_once(ex):
    assert ex.extract(ARTICLE) == ex.extract(ARTICLE)


def test_ids_tell_documents_apart(ex):
    first, second = (ex.extract(Document("Israel attacked Iran.", id=ident)).relations[0] for ident in "ab")
    assert first.id != second.id
    assert dataclasses.replace(first, id="", document=second.document) != first


def test_neither_the_run_nor_the_hash_seed_matters(ex):
    """Sets must not decide: another process with another seed gives the same rows."""
    script = (
        "import json, extractor\n"
        "from tests.support.articles import ARTICLE\n"
        "rows = extractor.load().extract(ARTICLE)\n"
        "print(json.dumps([[r.as_row() for r in rows.relations], [m.as_row() for m in rows.mentions]]))\n"
    )
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    run = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=models_dir().parent,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    here = ex.extract(ARTICLE)
    rows = [[one.as_row() for one in here.relations], [mention.as_row() for mention in here.mentions]]
    assert json.loads(run.stdout) == json.loads(json.dumps(rows))
