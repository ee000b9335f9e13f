"""Every span is a stretch of the text as it was given, however dirty."""

from __future__ import annotations

import unicodedata
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.articles import ARTICLE
from tests.support.said import brief, said

TEXT: Final = (
    "Israel struck Iran's ports on Friday.\n\nThe Côte d'Ivoire army said it attacked Malian rebels - twice.\n"
    "U.S. officials met with Türkiye's foreign minister. They agreed to help Ukraine."
)
INVISIBLE: Final = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u202a\u202c\x00\x7f"


def spans(extraction):
    """All spans of an extraction."""
    for mention in extraction.mentions:
        yield mention.span
    for relation in extraction.relations:
        yield from (relation.sentence, relation.trigger, relation.source.span, relation.target.span)


def check(ex, text):
    extraction = ex.extract(text)
    for span in spans(extraction):
        assert 0 <= span.start < span.end <= len(text)
        assert span.text == text[span.start : span.end]
    for relation in extraction.relations:
        sentence = relation.sentence
        for span in (relation.source.span, relation.target.span):
            assert sentence.start <= span.start < span.end <= sentence.end
    return extraction


def dirty(marks):
    """The text with marks put in at random places: [(position, mark)]."""
    out = list(TEXT)
    for place, mark in sorted(marks, reverse=True):
        out.insert(place, mark)
    return "".join(out)


PLACES: Final = st.integers(min_value=0, max_value=len(TEXT))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.tuples(PLACES, st.sampled_from(INVISIBLE)), max_size=30))
def test_invisible_marks_change_nothing(ex, marks):
    extraction = check(ex, dirty(marks))
    assert [brief(relation) for relation in extraction.relations] == said(ex, TEXT) != []


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(
        st.tuples(
            PLACES, st.sampled_from(["\u00a0", "\r\n", "\u0301", "\u0308", "\u2009", "\t", "😀", "ﬁ", "\x85", "("])
        ),
        max_size=20,
    )
)
def test_spans_of_dirty_text(ex, marks):
    check(ex, dirty(marks))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.text(max_size=300))
def test_spans_of_any_text(ex, text):
    check(ex, text)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="CRLF"),
        pytest.param(lambda text: text.replace(" ", "\u00a0"), id="NBSP"),
        pytest.param(lambda text: text.replace("'", "’"), id="apostrophes"),
        pytest.param(lambda text: text.replace(" - ", " \u2010 "), id="hyphens"),
        pytest.param(lambda text: unicodedata.normalize("NFD", text), id="decomposed"),
        pytest.param(lambda text: "\ufeff" + text, id="BOM"),
        pytest.param("\u200b".join, id="zero width between all"),
        pytest.param(lambda text: text.replace("\n\n", "\u2029"), id="paragraph separator"),
    ],
)
def test_the_same_is_read(ex, change):
    text = change(TEXT)
    extraction = check(ex, text)
    assert [brief(relation) for relation in extraction.relations] == said(ex, TEXT)


def test_spans_of_an_article(ex):
    assert len(check(ex, ARTICLE.text).relations) > 10


def test_a_span_covers_what_was_removed_inside_and_not_around(ex):
    text = "\u200bIs\u200brael\u200b attacked Iran."
    mention = ex.extract(text).mentions[0]
    assert mention.span.text == "Is\u200brael"
    assert mention.actor.id == "ISR"


def test_offsets_count_code_points(ex):
    text = "😀😀😀 On Friday, Israel attacked Iran."
    (relation,) = ex.extract(text).relations
    assert (relation.source.span.start, relation.target.span.end) == (15, 35)
