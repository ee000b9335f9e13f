"""Golden articles: what the program makes of whole texts, beside what a careful reader finds in them.

An article NAME.txt has two files beside it:

* NAME.expected.txt lists what the program gives today, one line a relation. It says nothing about right or wrong; it
  makes every change show in review. `python -m tests.golden.approve` writes it anew.
* NAME.jsonl is the gold: one row for each relation that the text states, written by hand. `sentence` is a part of
  the sentence that occurs once in the article; `source`, `event`, `tie` and `target` may list alternatives with `|`,
  and ids may hold `*`; `required` rows count for recall, the others are right where they are given; `symmetric` lets
  source and target change places.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import extractor
from extractor.data import read_yaml

if TYPE_CHECKING:
    from extractor.types import Extraction, Relation

HERE: Final = Path(__file__).parent
SETTINGS: Final[dict[str, Any]] = read_yaml(HERE / "floors.yml")
ARTICLES: Final[dict[str, str]] = SETTINGS["articles"]
FLOORS: Final = {name: float(value) for name, value in SETTINGS["floors"].items()}


@dataclass(frozen=True, slots=True)
class Verdict:
    """One article held against its gold.

    Attributes:
        required: How many relations a careful reader would miss if they were left out.
        missing: Those of them that the program did not give.
        given: How many relations the program gave.
        doubtful: Those of them that no gold row allows.
    """

    required: int
    missing: tuple[str, ...]
    given: int
    doubtful: tuple[str, ...]


def read_articles() -> dict[str, Extraction]:
    """Run the program over all golden articles."""
    program = extractor.load()
    documents = (
        extractor.Document((HERE / f"{name}.txt").read_text(encoding="utf-8"), id=name, date=date)
        for name, date in ARTICLES.items()
    )
    return {extraction.document.id: extraction for extraction in program.pipe(documents)}


def gold(name: str) -> list[dict[str, Any]]:
    """The gold rows of an article."""
    lines = (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def listing(extraction: Extraction) -> str:
    """What the program gave, in the order of the text: a line a relation, under the beginning of its sentence."""
    lines: list[str] = []
    last = None
    for relation in sorted(extraction.relations, key=_place):
        if relation.sentence.start != last:
            last = relation.sentence.start
            lines.append(f"# {' '.join(relation.sentence.text.split())[:100]}")
        lines.append(_line(relation))
    return "".join(f"{line}\n" for line in lines)


def judge(name: str, extraction: Extraction) -> Verdict:
    """Hold the relations of an article against its gold."""
    rows = gold(name)
    found = [any(_agrees(row, relation) for relation in extraction.relations) for row in rows]
    required = [(row, hit) for row, hit in zip(rows, found, strict=True) if row["required"]]
    doubtful = [
        relation for relation in sorted(extraction.relations, key=_place)
        if not any(_agrees(row, relation) for row in rows)
    ]  # fmt: skip
    return Verdict(
        len(required),
        tuple(f"{name}: {_row(row)}" for row, hit in required if not hit),
        len(extraction.relations),
        tuple(f"{name}: {_line(one)}   # {' '.join(one.sentence.text.split())[:80]}" for one in doubtful),
    )


def scores(verdicts: list[Verdict]) -> dict[str, float]:
    """Recall of the required rows and precision of all relations, over all articles."""
    required = sum(verdict.required for verdict in verdicts)
    given = sum(verdict.given for verdict in verdicts)
    return {
        "recall": 1 - sum(len(verdict.missing) for verdict in verdicts) / required,
        "precision": 1 - sum(len(verdict.doubtful) for verdict in verdicts) / given if given else 0.0,
    }


def _agrees(row: dict[str, Any], relation: Relation) -> bool:
    if row["sentence"] not in relation.sentence.text or relation.target is None:
        return False
    codes = f"{row['event'] or ''}|{row['tie'] or ''}".split("|")
    if (relation.tie or relation.event) not in codes:
        return False
    if not _among(row["polarity"], relation.polarity) or not _among(row["modality"], relation.modality):
        return False
    source, target = relation.source.actor.id, relation.target.actor.id
    forth = _among(row["source"], source) and _among(row["target"], target)
    back = row.get("symmetric", False) and _among(row["source"], target) and _among(row["target"], source)
    return forth or back


def _among(patterns: str, value: str) -> bool:
    return any(fnmatchcase(value, pattern) for pattern in patterns.split("|"))


def _place(relation: Relation) -> tuple[int, int, int, str, str]:
    target = relation.target
    return (relation.sentence.start, relation.trigger.start, relation.source.span.start,
            "" if target is None else target.actor.id, relation.rule)  # fmt: skip


def _line(relation: Relation) -> str:
    target = "-" if relation.target is None else relation.target.actor.id
    trigger = " ".join(relation.trigger.text.split())
    status = f"{relation.polarity} {relation.modality}"
    return f"{relation.source.actor.id} | {relation.tie or relation.event} | {target} | {status} | {trigger}"


def _row(row: dict[str, Any]) -> str:
    code = " or ".join(part for part in (row["event"], row["tie"]) if part)
    return f"{row['source']} | {code} | {row['target']} | {row['polarity']} {row['modality']}   # {row['sentence']}"
