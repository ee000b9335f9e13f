"""The actors' own examples: models/actors/examples.yml, row by row through `resolve`."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest

from extractor.data import read_yaml

FILE: Final = Path(__file__).parents[2] / "models" / "actors" / "examples.yml"
ROWS: Final[list[dict[str, str]]] = read_yaml(FILE)["examples"]
FIELDS: Final = {"text", "id", "country", "role", "context", "date", "none", "known_miss"}

# One worker for all: the extractor is loaded once.
pytestmark = pytest.mark.xdist_group("actor examples")


def _parameters() -> list[Any]:
    return [
        pytest.param(
            row,
            id=" ".join(filter(None, (row["text"], row.get("date"), row.get("context")))),
            marks=[pytest.mark.xfail(strict=True, reason=row["known_miss"])] if "known_miss" in row else [],
        )
        for row in ROWS
    ]


@pytest.mark.parametrize("row", _parameters())
def test_example(ex, row):
    actor = ex.resolve(row["text"], row.get("context", ""), row.get("date"))
    if row.get("none") == "true":
        assert actor is None, f"{row['text']!r} gave {actor.id}: {actor.reason}"
        return
    assert actor is not None, f"{row['text']!r} gave no actor"
    given = {"id": actor.id, "country": actor.country, "role": actor.role}
    wanted = {key: row[key] for key in given if key in row}
    assert {key: given[key] for key in wanted} == wanted, actor.reason


def test_rows_are_well_formed():
    for row in ROWS:
        assert set(row) <= FIELDS, row
        assert row["text"].strip(), row
        assert ("id" in row) != (row.get("none") == "true"), row
    keys = [(row["text"], row.get("date"), row.get("context")) for row in ROWS]
    assert len(set(keys)) == len(keys)
    assert len(keys) >= 120
