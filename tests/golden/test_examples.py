"""The example articles, and the script that reads them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest

from tests.golden.compare import ARTICLES, HERE


def test_text_examples_are_golden_articles(root):
    names = {path.stem for path in (root / "examples" / "articles").glob("*.txt")}
    assert names < set(ARTICLES)
    for name in names:
        example = root / "examples" / "articles" / f"{name}.txt"
        assert example.read_bytes() == (HERE / f"{name}.txt").read_bytes(), f"copy tests/golden/{name}.txt to examples"


def test_feed_rows_are_whole(root):
    lines = (root / "examples" / "articles" / "feed.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert all(row.keys() == {"id", "date", "title", "source", "url", "text"} for row in rows)
    assert len({row["id"] for row in rows}) == len(rows)


@pytest.mark.filterwarnings("default")  # the script runs on its own
def test_python_example_runs(root, tmp_path):
    examples = tmp_path / "examples"
    shutil.copytree(root / "examples", examples)
    done = subprocess.run(
        [sys.executable, str(examples / "python_example.py")],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(root)},
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("5 articles, ")
    assert " -> " in done.stdout
    assert (tmp_path / "out" / "example.graphml").stat().st_size > 0
