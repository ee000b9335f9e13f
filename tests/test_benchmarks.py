"""The gate of the scores, the sections of RESULTS.md, the made-up articles; no model is loaded."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from benchmarks import common, score, throughput

if TYPE_CHECKING:
    from pathlib import Path

LESS = "offtopic.events_per_1000_words"


@pytest.mark.parametrize(
    ("name", "before", "now", "fell"),
    [
        ("plv.accuracy", 0.50, 0.50, False),
        ("plv.accuracy", 0.50, 0.60, False),
        ("plv.accuracy", 0.50, 0.49, False),  # by the tolerance, not by more
        ("plv.accuracy", 0.50, 0.489, True),
        (LESS, 0.50, 0.40, False),
        (LESS, 0.50, 0.51, False),
        (LESS, 0.50, 0.52, True),
    ],
)
def test_gate(name: str, before: float, now: float, fell: bool) -> None:  # noqa: FBT001 - a column of the table
    assert bool(score.fallen({name: now}, {name: before})) is fell


def test_gate_refuses_a_score_that_is_gone() -> None:
    assert score.fallen({}, {"plv.accuracy": 0.1}) == ["plv.accuracy: 0.1000 before, not measured now"]


def test_update_only_raises() -> None:
    before = {"plv.accuracy": 0.5, "page.f1": 0.5, LESS: 0.5}
    now = {"plv.accuracy": 0.6, "page.f1": 0.4, LESS: 0.4, "re3d.sign": 0.1}
    assert score.better(now, before) == {"plv.accuracy": 0.6, "page.f1": 0.5, LESS: 0.4, "re3d.sign": 0.1}


def test_flatten_takes_numbers_of_all_depths_and_nothing_else() -> None:
    found = {"re3d": {"mention": {"p": 0.5}, "n": 3, "seen": ["x"]}, "model": "md", "fine": True}
    assert score.flatten(found) == {"re3d.mention.p": 0.5, "re3d.n": 3.0}


def test_calibration() -> None:
    judged = [(0.9, True)] * 9 + [(0.9, False)] + [(0.5, False)] * 10
    found = score.calibration(judged)
    assert found["error"] == 0.25  # nothing off at 0.9, half off for the other half
    assert found["parts"] == [
        {"n": 10, "confidence": 0.5, "right": 0.0},
        {"n": 10, "confidence": 0.9, "right": 0.9},
    ]
    assert score.calibration([(1.0, True), (0.0, False)])["error"] == 0
    assert score.calibration([]) == {"error": 0.0, "parts": []}


def test_record_replaces_one_section(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "RESULTS.md"
    file.write_text("a\n<!-- x: begin -->\nold\n<!-- x: end -->\nb\n<!-- y: begin -->\nkept\n<!-- y: end -->\n")
    monkeypatch.setattr(common, "RESULTS", file)
    common.record("x", "new \\1\n")
    assert "<!-- x: begin -->\nnew \\1\n<!-- x: end -->\nb" in file.read_text()
    assert "kept" in file.read_text()
    with pytest.raises(ValueError, match="no section"):
        common.record("z", "")


@pytest.mark.parametrize("section", ["scores", "throughput", "endurance"])
def test_results_have_the_sections(section: str) -> None:
    text = common.RESULTS.read_text()
    assert 0 < text.find(f"<!-- {section}: begin -->") < text.find(f"<!-- {section}: end -->")


def test_report_of_throughput_gives_ratio_of_medians_and_pairs() -> None:
    runs = {
        "plain": [{"load": 1.0, "seconds": 2.0, "words": 100.0}, {"load": 1.0, "seconds": 4.0, "words": 100.0}],
        "actorgraph": [{"load": 2.0, "seconds": 3.0, "words": 100.0}, {"load": 2.0, "seconds": 3.0, "words": 100.0}],
    }
    text = throughput.report(runs, 0.01, 0.05)
    assert "plain spaCy: 1.00 (each pair: 1.50, 0.75)" in text
    assert "ratio 5.0" in text


def test_made_up_articles_can_be_repeated() -> None:
    endurance = pytest.importorskip("benchmarks.endurance")
    one, two = (endurance.article(1, random.Random(7)) for _ in range(2))
    assert one == two
    assert one != endurance.article(1, random.Random(8))
