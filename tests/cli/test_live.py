"""The commands with the extractor that users get."""

import json

import pytest

from extractor.cli import main


@pytest.fixture
def lines(capfdbinary, monkeypatch, tmp_path):
    """Run `actorgraph ARGS` in an empty folder; gives the rows that it prints."""
    monkeypatch.chdir(tmp_path)

    def run(*args):
        with pytest.raises(SystemExit) as left:
            main(list(args))
        assert left.value.code == 0
        return [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]

    return run


def test_rows_without_a_target_are_there_where_asked(lines, tmp_path):
    (tmp_path / "news.txt").write_text("French police arrested three. Norway condemned Belarus.")

    def told(*args):
        return [
            (row["source"]["id"], row["event"], row["target"] and row["target"]["id"])
            for row in lines("extract", *args, "news.txt")
        ]

    assert told() == [("NOR", "ACCUSE", "BLR")]
    assert sorted(told("--no-target"), key=str) == [("FRA.COP", "COERCE", None), ("NOR", "ACCUSE", "BLR")]
