"""The coded sentences of `models/relations/coded`: well-formed, each once, of every root and construction."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.sentences import FOLDER, read_coded
from extractor.data import DataError
from extractor.paths import models_dir
from extractor.relations.marks import unmark
from extractor.relations.rules import load_rules

CONSTRUCTIONS = set(
    "direct through complement passive nominal light relative coordination quote place headline other".split()
)


@pytest.fixture(scope="module")
def coded():
    return list(read_coded())


def test_every_root_and_construction_has_its_sentences(coded):
    roots = Counter(one.root for one in coded)
    assert set(roots) == set(load_rules(models_dir()).ontology.roots)
    assert min(roots.values()) >= 150
    assert {one.construction for one in coded} == CONSTRUCTIONS


def test_no_sentence_stands_twice(coded):
    twice = [text for text, count in Counter(one.marked.text for one in coded).items() if count > 1]
    assert twice == []


def test_no_sentence_is_a_rule_s_example(coded):
    """They measure the rules, so no rule may carry them."""
    texts = {one.marked.text for one in coded}
    rules = load_rules(models_dir()).rules
    assert [rule.id for rule in rules for text in rule.examples if unmark(text).text in texts] == []


def test_a_third_is_held_out(coded):
    assert 0.25 < sum(one.held for one in coded) / len(coded) < 0.4


def test_an_unmarked_sentence_is_refused(tmp_path):
    (tmp_path / "accuse.tsv").write_text("direct\t[Kenya] blamed Somalia.\n")
    with pytest.raises(DataError, match="marks one"):
        list(read_coded(tmp_path))


def test_the_folder_is_that_of_the_models():
    assert FOLDER.is_dir()
