"""Where a text is parted before it is parsed: headlines, datelines, bylines, bullets, wrapped lines, long texts."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.language import segments
from tests.support.said import said

WRAPPED: Final = (
    "Israel struck Iran on Friday and then said that it would not strike it any more\n"
    "until Egypt had agreed to talks about the long border that both of them share\n"
    "with the other states of the region, officials in Cairo said late on Thursday."
)

TEXTS: Final[dict[str, list[str]]] = {
    "": [],
    " \n\n\t\n": [],
    "a": ["a"],
    "Israel strikes Iran\n\nIsrael struck Iran on Friday.\n": ["Israel strikes Iran", "Israel struck Iran on Friday."],
    "Israel strikes Iran\nIt waited.": ["Israel strikes Iran", "It waited."],
    "CAIRO: Egypt left.": ["Egypt left."],
    "CAIRO (AP) -- Egypt left.": ["Egypt left."],
    "LONDON, Jan 3 (Reuters) - Britain left.": ["Britain left."],
    "ADDIS ABABA, May 15 (Xinhua) -- Ethiopia left.": ["Ethiopia left."],
    "BEIRUT, Lebanon — Hezbollah left.": ["Hezbollah left."],
    "By Jane Doe\nEgypt left.": ["Egypt left."],
    "Egypt left.\nReporting by Jane Doe; Editing by John Roe": ["Egypt left."],
    "By 2020 Egypt had left.": ["By 2020 Egypt had left."],
    "- Egypt left\n* Syria left\n• Iran left": ["Egypt left", "Syria left", "Iran left"],
    "> Egypt left": ["Egypt left"],
    "Egypt left.\n\n\n\nIran left.": ["Egypt left.", "Iran left."],
    WRAPPED: [WRAPPED],
    f"{WRAPPED}\n\n{WRAPPED}": [WRAPPED, WRAPPED],
    "Egypt, which left in 2020 - the year of the flood - came back.": [
        "Egypt, which left in 2020 - the year of the flood - came back."
    ],
    "U.S. - Iran talks failed.": ["U.S. - Iran talks failed."],
    "NATO - the alliance - left.": ["NATO - the alliance - left."],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(text, expected, id=text[:40].replace("\n", "/") or "empty")
        for text, expected in TEXTS.items()
        if text != f"{WRAPPED}\n\n{WRAPPED}"
    ],
)
def test_segments(text, expected):
    assert [text[start:end] for start, end in segments(text)] == expected


def test_wrapped_paragraphs_are_joined_within():
    text = f"{WRAPPED}\n\n{WRAPPED}\n"
    assert [text[start:end] for start, end in segments(text)] == [WRAPPED, WRAPPED]


PIECES: Final = st.sampled_from(
    [
        "Egypt left.",
        "CAIRO -- ",
        "By Jane Doe",
        "- ",
        "• ",
        "\n",
        "\n\n",
        " ",
        "x" * 70,
        "y" * 300,
        ". ",
        "\t",
        "é",
        "“",
    ]
)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_segments_lie_in_order_and_hold_words(text):
    end = 0
    for start, stop in segments(text):
        assert end <= start < stop <= len(text)
        assert text[start:stop].strip()
        end = stop


@pytest.mark.parametrize("unit", ["Egypt left. ", "Egypt ", "x", "Egypt left; ", "é"])
def test_a_very_long_text_is_parted(unit):
    text = unit * (100_000 // len(unit))
    found = segments(text)
    assert all(stop - start <= 12_000 for start, stop in found)
    assert "".join(text[start:stop] for start, stop in found).replace(" ", "") == text.replace(" ", "")


def test_no_sentence_runs_across_a_break(ex):
    """A headline without a full stop is no part of the sentence below it."""
    text = "Israel warns\n\nIran attacked Syria on Friday."
    assert [relation.sentence.text for relation in ex.extract(text).relations] == ["Iran attacked Syria on Friday."]


def test_bullets_and_datelines_are_read(ex):
    assert said(ex, "CAIRO (AP) -- Egypt attacked Syria.\n- Turkey attacked Iran\n- Mali thanked Chad") == [
        "EGY ASSAULT SYR",
        "TUR ASSAULT IRN",
        "MLI SUPPORT TCD",
    ]


def test_wrapped_text_reads_as_flowing_text(ex):
    flowing = (
        "Turkey said on Friday that the Syrian army had attacked several Turkish soldiers near the border with Iraq, "
        "and Russia accused Turkey of supporting the rebels, while the United States urged Russia to leave Syria."
    )
    words, lines = flowing.split(" "), [""]
    for word in words:
        if len(lines[-1]) + len(word) > 70:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + word
    wrapped = "\n".join(lines)
    assert wrapped.count("\n") >= 2
    assert said(ex, wrapped) == said(ex, flowing) != []


def test_a_text_longer_than_a_segment(ex):
    text = "Rain fell on the quiet town all day long. " * 400 + "Israel attacked Iran."
    (relation,) = ex.extract(text).relations
    assert text[relation.sentence.start : relation.sentence.end] == "Israel attacked Iran."


def test_names_outside_the_parse_touch_nothing_in_it(ex):
    """Regression: a town in a byline was taken for the last word before it, so that "talks" stood for Germany."""
    text = "Saudi Arabia hosts truce talks\n\nBy Hanna Oldenkott in Berlin\n\nBERLIN, April 29 - Kenya praised Chile."
    read = ex.extract(text)
    assert [mention.span.text for mention in read.mentions] == ["Saudi Arabia", "Kenya", "Chile"]
    assert [(one.source.actor.id, one.event, one.target.actor.id) for one in read.relations] == [
        ("KEN", "SUPPORT", "CHL")
    ]
