"""Whole articles with every actor marked: nothing found today may be lost, and what is clean stays clean."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from extractor.types import Actor, Mention, Span
from tests.articles import marked
from tests.articles.score import Score, run, score, table

FLOORS = yaml.safe_load(Path(__file__).with_name("floors.yml").read_text("utf-8"))
ARTICLES = {article.name: article for article in marked.articles()}


@pytest.fixture(scope="module")
def scored(ex):
    """The score of an article by name, made once."""
    return cache(lambda name: run(ex, ARTICLES[name]))


def _mention(text: str, words: str, actor: str) -> Mention:
    start = text.index(words)
    return Mention("text", Span(start, start + len(words), words), "named", Actor(actor, actor))


def _article(body: str) -> marked.Article:
    return marked.Article("a", "2020-01-01", "", *marked.parse(body))


def test_marks_are_taken_out_and_keep_their_places():
    text, marks = marked.parse("“[[Mali|MLI]]”: [[the [[RSF|?rsf]] man|person.x/XXX.UNK.man]].")
    assert text == "“Mali”: the RSF man."
    assert [(text[mark.start : mark.end], mark.ids, mark.optional) for mark in marks] == [
        ("Mali", ("MLI",), False),
        ("the RSF man", ("person.x", "XXX.UNK.man"), False),
        ("RSF", ("rsf",), True),
    ]


@pytest.mark.parametrize(
    "broken", ["[[Mali", "Mali|MLI]]", "[[Mali|]]", "[[|MLI]]", "[[Mali|ML I]]", "[[Mali|MLI/]]", "[[Mali]]", "a]]"]
)
def test_a_broken_mark_is_refused(broken):
    with pytest.raises(marked.MarkError):
        marked.parse(broken)


def test_a_mention_answers_the_mark_of_the_same_head():
    article = _article("[[the foreign ministry of [[Mali|?MLI]]|MLI.GOV.foreign-ministry]] and [[Chad|TCD]]")
    result = score(article, [_mention(article.text, "Mali", "MLI")])
    assert [mark.ids for mark, _ in result.pairs] == [("MLI",)]
    assert [mark.ids for mark in result.missed] == [("MLI.GOV.foreign-ministry",), ("TCD",)]


def test_split_and_merged_nodes_are_told():
    article = _article("[[Mali|MLI]] fought. [[It|MLI]] left [[Chad|TCD]]. Rain fell.")
    found = [("Mali", "MLI"), ("It", "TCD"), ("Chad", "TCD"), ("Rain", "rain")]
    result = score(article, [_mention(article.text, words, actor) for words, actor in found])
    assert result.split == {("MLI",): ("MLI", "TCD")}
    assert result.merged == {"TCD": (("MLI",), ("TCD",))}
    assert [one.actor.id for one in result.extra] == ["rain"]
    assert (result.found_share, result.id_share) == (1, pytest.approx(2 / 3))
    assert list(table([result]))[-1].split() == "all 3 0 1 2 1 1 1 0".split()


@pytest.mark.parametrize("name", sorted(ARTICLES))
def test_an_article_is_as_the_readme_says(name):
    article = ARTICLES[name]
    assert 350 <= len(article.text.split()) <= 550
    assert "2008" <= article.date[:4] <= "2025"
    assert len(article.marks) > 70


def test_floors_name_the_articles():
    assert set(FLOORS["floors"]) == set(ARTICLES)
    assert set(FLOORS["clean"]) <= set(ARTICLES)


@pytest.mark.parametrize("name", sorted(ARTICLES))
def test_no_article_falls_below_its_floor(scored, name):
    result: Score = scored(name)
    floor = FLOORS["floors"][name]
    assert result.found_share >= float(floor["found"])
    assert result.id_share >= float(floor["ids"])


@pytest.mark.parametrize("name", sorted(ARTICLES))
def test_no_node_of_a_network_is_wrong(scored, name):
    result: Score = scored(name)
    assert [(end.span.text, end.actor.id) for _, end in result.nodes] == []


def test_a_wrong_end_of_a_relation_is_a_wrong_node():
    article = _article("[[Mali|MLI]] fought.")
    wrong = _mention(article.text, "Mali", "GIN")
    result = score(article, [wrong], [wrong])
    assert [end.actor.id for _, end in result.nodes] == ["GIN"]


def test_clean_articles_have_no_split_and_no_merged_node(scored):
    results: list[Score] = [scored(name) for name in FLOORS["clean"]]
    assert [(one.article.name, one.split, one.merged) for one in results if one.split or one.merged] == []
