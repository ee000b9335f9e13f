"""Whole articles: any change of the output shows in a listing, and the scores against the gold may not fall."""

from __future__ import annotations

import pytest

from tests.golden.compare import ARTICLES, FLOORS, HERE, gold, judge, listing, read_articles, scores

pytestmark = pytest.mark.xdist_group("golden")  # one worker reads the articles once


@pytest.fixture(scope="module")
def articles():
    return read_articles()


@pytest.mark.parametrize("name", ARTICLES)
def test_output_is_the_approved_one(name, articles):
    approved = (HERE / f"{name}.expected.txt").read_text(encoding="utf-8")
    assert listing(articles[name]) == approved, "Is the change wanted? Then: python -m tests.golden.approve"


@pytest.mark.parametrize("score", FLOORS)
def test_scores_hold_their_floors(score, articles):
    verdicts = [judge(name, articles[name]) for name in ARTICLES]
    reached = scores(verdicts)[score]
    lines = [f"missing   {line}" for verdict in verdicts for line in verdict.missing]
    lines += [f"doubtful  {line}" for verdict in verdicts for line in verdict.doubtful]
    assert reached >= FLOORS[score], f"{score} is {reached:.3f}, floor {FLOORS[score]}\n" + "\n".join(lines)


@pytest.mark.parametrize("name", ARTICLES)
def test_gold_rows_point_into_the_article(name):
    text = (HERE / f"{name}.txt").read_text(encoding="utf-8")
    fields = {"sentence", "source", "event", "tie", "target", "polarity", "modality", "required"}
    for row in gold(name):
        assert text.count(row["sentence"]) == 1, row["sentence"]
        assert fields <= set(row) <= fields | {"symmetric"}, row
        assert row["event"] or row["tie"], row


def test_no_article_is_forgotten():
    assert {path.stem for path in HERE.glob("*.txt") if not path.stem.endswith(".expected")} == set(ARTICLES)
    assert {path.stem for path in HERE.glob("*.jsonl")} == set(ARTICLES)
