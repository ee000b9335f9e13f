"""Reading and the real pipeline together: dirt changes no relation, and nothing holds it for long."""

import time
import unicodedata

import pytest

from extractor.types import Document

TEXT = "Sénégal’s army struck Gambian rebels on Friday.\n\nIsrael condemned Iran. Rwanda released Ugandan soldiers."
DIRTY = {
    "byte order mark": "\ufeff" + TEXT,
    "decomposed": unicodedata.normalize("NFD", TEXT),
    "zero width": TEXT.replace("Israel", "Is\u200brael").replace("Rwanda", "\u200bRwan\u200dda\u2060"),
    "bidi": TEXT.replace("Iran", "\u202eIran\u202c"),
    "soft hyphens": TEXT.replace("condemned", "con\u00addemned").replace("Israel", "Is\u00adrael"),
    "Windows line ends": TEXT.replace("\n", "\r\n"),
    "no-break spaces": TEXT.replace(" army", "\u00a0army").replace("Gambian ", "Gambian\u202f"),
    "mis-decoded": TEXT.replace("’", "\x92"),
    "NUL": TEXT.replace("Israel", "Isr\x00ael"),
    "surrogate": TEXT.replace("Israel", "Isr\ud800ael"),
    "terminal": TEXT.replace("Israel", "\x1b[31mIsrael\x1b[0m"),
}


def told(extraction):
    return [(one.source.actor.id, one.event, one.target.actor.id) for one in extraction.relations]


@pytest.mark.parametrize("dirt", DIRTY)
def test_dirt_changes_no_relation_and_evidence_is_cut_from_the_text_as_given(ex, dirt):
    wanted = ex.extract(TEXT)
    assert len(wanted.relations) == 3
    found = ex.extract(Document(DIRTY[dirt]))
    assert told(found) == told(wanted)
    for relation in found.relations:
        for span in (relation.sentence, relation.trigger, relation.source.span, relation.target.span):
            assert span.text
            assert span.text == DIRTY[dirt][span.start : span.end]


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100_000,
        "$" * 100_000,
        "http://a." * 100_000,
        "x" * 1_000_000,
        "([{$" * 25_000,
        "\n" * 100_000,
        "\u0301" * 9999,
    ],
)
def test_runs_hold_nothing_up(ex, text):
    """8 kB of brackets held the tokenizer for 24 seconds."""
    began = time.perf_counter()
    assert told(ex.extract(f"{text} Israel struck Iran.")) == [("ISR", "ASSAULT", "IRN")]
    assert time.perf_counter() - began < 10
