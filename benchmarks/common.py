"""What the benchmark scripts share: folders, texts, and sections of RESULTS.md."""

from __future__ import annotations

import importlib.util
import json
import os
import platform
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

ROOT: Final = Path(__file__).resolve().parent.parent
WORK: Final = ROOT / "benchmarks" / "work"
RESULTS: Final = ROOT / "benchmarks" / "RESULTS.md"
BENCH: Final = ROOT.parent / "shared" / "bench"

Row = dict[str, Any]


def scorer(bench: Path = BENCH) -> ModuleType:
    """The module `score.py` of the measures, which stand outside the project.

    Args:
        bench: The folder that holds `score.py` and `data/`.

    Raises:
        FileNotFoundError: There is no such file.
    """
    file = bench / "score.py"
    if not file.is_file():
        raise FileNotFoundError(f"{file}: no measures here; name their folder with --bench.")
    spec = importlib.util.spec_from_file_location("bench_score", file)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"{file}: not a Python file.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_jsonl(path: Path) -> list[Row]:
    """The objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream if line.strip()]


def write_jsonl(path: Path, rows: Iterable[Row]) -> None:
    """Write one object a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def texts(bench: Path = BENCH) -> list[str]:
    """Whole documents to measure speed on: those of the measures where they are, else the examples."""
    if (bench / "score.py").is_file():
        scorer(bench).inputs(str(WORK))
        rows = [*read_jsonl(WORK / "re3d.jsonl"), *read_jsonl(WORK / "offtopic.jsonl")]
        return [str(row["text"]) for row in rows] + [(WORK / "page.txt").read_text(encoding="utf-8")]
    found = [path for path in sorted((ROOT / "examples").rglob("*")) if path.suffix in {".txt", ".md"}]
    return [path.read_text(encoding="utf-8") for path in found]


def machine() -> str:
    """The machine in a few words, for a table's caption."""
    name = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        match = re.search(r"^model name\s*:\s*(.+)$", info.read_text(encoding="utf-8"), re.MULTILINE)
        name = match[1].strip() if match else name
    return f"{name}, {os.cpu_count()} cores, Python {platform.python_version()}"


def record(section: str, body: str) -> None:
    """Replace a section of RESULTS.md, between its `begin` and `end` comments.

    Args:
        section: Name in the comments: `<!-- scores: begin -->`.
        body: Markdown to stand between them.

    Raises:
        ValueError: RESULTS.md has no such section.
    """
    text = RESULTS.read_text(encoding="utf-8")
    begin, end = f"<!-- {section}: begin -->", f"<!-- {section}: end -->"
    head, found, rest = text.partition(begin)
    _, closed, tail = rest.partition(end)
    if not (found and closed):
        raise ValueError(f"RESULTS.md has no section {begin} ... {end}.")
    RESULTS.write_text(f"{head}{begin}\n{body.strip()}\n{end}{tail}", encoding="utf-8")
