"""Score the extractor on the held-out development sets, and hold the scores.

    python benchmarks/score.py              table on stdout, all figures in benchmarks/work/scores.json
    python benchmarks/score.py --gate       fail where a score of baseline.json fell by more than 0.01
    python benchmarks/score.py --update     raise baseline.json to what is better now (after the gate)
    python benchmarks/score.py --accept     write baseline.json as it is now, worse or better
    python benchmarks/score.py --record     write the table into RESULTS.md

The measures and their data stand outside the project (`../shared/bench`, or `--bench DIR`) and are never read by
anything but this script and `throughput.py`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.common import BENCH, ROOT, WORK, Row, read_jsonl, record, scorer, write_jsonl

if TYPE_CHECKING:
    from extractor.program import Extractor

BASELINE: Final = ROOT / "benchmarks" / "baseline.json"
TOLERANCE: Final = 0.01
# Scores where less is better.
LOWER: Final = frozenset({"offtopic.events_per_1000_words"})
# The figures that are scores; all others (counts, densities, single codes, lists of misses) only inform.
SCORES: Final = (
    "plv.pair_found",
    "plv.accuracy",
    "plv.macro_f1",
    "coverage.source",
    "coverage.target",
    "coverage.both",
    "relate.accuracy",
    "relate.macro_f1",
    "actors.country",
    "actors.role",
    "actors.all",
    "page.recall",
    "page.precision",
    "page.f1",
    "page.recall_all",
    "page.status",
    "re3d.mention.p",
    "re3d.mention.r",
    "re3d.mention.f1",
    "re3d.recall_all",
    "re3d.sign",
    "re3d.alias",
    "offtopic.events_per_1000_words",
)
INFORM: Final = (
    "calibration.error",
    "held.plv.pair_found",
    "held.plv.accuracy",
    "held.relate.accuracy",
    "plv.rows_per_sentence",
    "coverage.mentions_per_sentence",
    "page.relations",
    "re3d.rows_per_1000_words",
    "offtopic.events",
    "offtopic.ties",
)


def measure(bench: Path, model: str | None) -> dict[str, Any]:
    """Run the extractor over every set with one loaded model.

    Args:
        bench: The folder of the measures.
        model: As `--model` of the command line.

    Returns:
        What each function of the scorer returns, by its name, and the seconds taken.
    """
    import extractor  # noqa: PLC0415 - the gate's own checks need no model

    module = scorer(bench)
    module.inputs(str(WORK))
    start = time.perf_counter()
    reader = extractor.load() if model is None else extractor.load(model)
    found: dict[str, Any] = {}
    relations, mentions = _extract(reader, "plv")
    found["plv"] = module.plv(relations)
    coded = read_jsonl(module.DATA / "plv_dev.jsonl")
    unseen = [gold for gold in coded if held(gold["id"])]
    found["held"] = {"plv": module.plv(relations, unseen)}
    found["coverage"] = module.coverage(mentions)
    related = _command("relate", "relate.jsonl", model)
    found["relate"] = module.relate(related)
    found["held"]["relate"] = module.relate(related, unseen)
    golds = {gold["id"]: gold["root"] for gold, *_ in module.marked(coded)}
    found["calibration"] = calibration(
        [(row["confidence"], module.root(row["event"]) == golds[row["id"]]) for row in related]
    )
    found["actors"] = module.actors(_command("resolve", "actors.jsonl", None))
    found["page"] = module.page(_extract(reader, "page")[0])
    found["re3d"] = module.re3d(*_extract(reader, "re3d"))
    found["offtopic"] = module.offtopic(_extract(reader, "offtopic")[0])
    found["seconds"] = round(time.perf_counter() - start, 1)
    found["model"] = reader.model_name
    return found


def held(ident: str) -> bool:
    """Whether a sentence belongs to the third that nobody looks at: what holds there holds elsewhere."""
    return int(hashlib.md5(ident.encode(), usedforsecurity=False).hexdigest(), 16) % 3 == 0


def _extract(reader: Extractor, name: str) -> tuple[list[Row], list[Row]]:
    """Relations and mentions of one set, as `actorgraph extract` writes them."""
    import extractor  # noqa: PLC0415 - as above

    if (WORK / f"{name}.jsonl").is_file():
        rows = read_jsonl(WORK / f"{name}.jsonl")
    else:
        rows = [{"id": f"{name}.txt", "text": (WORK / f"{name}.txt").read_text(encoding="utf-8")}]
    documents = [extractor.Document(text=row["text"], id=row["id"], date=row.get("date")) for row in rows]
    relations: list[Row] = []
    mentions: list[Row] = []
    for extraction in reader.pipe(documents):
        relations += [relation.as_row() for relation in extraction.relations]
        mentions += [mention.as_row() for mention in extraction.mentions]
    write_jsonl(WORK / f"{name}.relations.jsonl", relations)
    write_jsonl(WORK / f"{name}.mentions.jsonl", mentions)
    return relations, mentions


def _command(name: str, given: str, model: str | None) -> list[Row]:
    """Rows of `actorgraph relate` or `actorgraph resolve`, run as a user runs it."""
    out = WORK / f"{name}.out.jsonl"
    command = [
        sys.executable,
        "-c",
        "from extractor.cli import main; main()",
        name,
        str(WORK / given),
        "-o",
        str(out),
        *(() if model is None else ("--model", model)),
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return read_jsonl(out)


def calibration(judged: list[tuple[float, bool]], bins: int = 5) -> dict[str, Any]:
    """How far stated confidence and share of right answers lie apart.

    Args:
        judged: Confidence from 0 to 1, and whether the answer was right.
        bins: Number of equal parts of the range from 0 to 1.

    Returns:
        `error`: the mean distance between confidence and share of right answers, over parts weighted by their
        number of answers (expected calibration error); `parts`: for each part that has answers, how many, their
        mean confidence and the share that is right.
    """
    parts: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in judged:
        parts.setdefault(min(int(confidence * bins), bins - 1), []).append((confidence, right))
    rows = []
    error = 0.0
    for number in sorted(parts):
        part = parts[number]
        mean = sum(confidence for confidence, _ in part) / len(part)
        share = sum(right for _, right in part) / len(part)
        error += abs(mean - share) * len(part) / len(judged)
        rows.append({"n": len(part), "confidence": round(mean, 3), "right": round(share, 3)})
    return {"error": round(error, 4), "parts": rows}


def flatten(found: dict[str, Any], prefix: str = "") -> dict[str, float]:
    """All numbers of nested results, by dotted name."""
    flat: dict[str, float] = {}
    for key, value in found.items():
        if isinstance(value, dict):
            flat.update(flatten(value, f"{prefix}{key}."))
        elif isinstance(value, int | float) and not isinstance(value, bool):
            flat[f"{prefix}{key}"] = float(value)
    return flat


def fallen(now: dict[str, float], before: dict[str, float], tolerance: float = TOLERANCE) -> list[str]:
    """Scores that are worse than before by more than the tolerance, or gone: one line each."""
    lines = []
    for name, old in before.items():
        new = now.get(name)
        if new is None:
            lines.append(f"{name}: {old:.4f} before, not measured now")
        elif (new - old if name in LOWER else old - new) > tolerance + 1e-9:
            lines.append(f"{name}: {old:.4f} before, {new:.4f} now")
    return lines


def better(now: dict[str, float], before: dict[str, float]) -> dict[str, float]:
    """Of each score the better of both."""
    return {name: (min if name in LOWER else max)(value, before.get(name, value)) for name, value in now.items()}


def table(now: dict[str, float], before: dict[str, float]) -> str:
    """The scores as a Markdown table."""
    lines = ["| score | now | baseline |", "|---|---|---|"]
    for name in SCORES:
        old = f"{before[name]:.3f}" if name in before else ""
        less = " (less is better)" if name in LOWER else ""
        lines.append(f"| {name}{less} | {now[name]:.3f} | {old} |")
    lines += [f"| *{name}* | {now[name]:g} | |" for name in INFORM if name in now]
    return "\n".join(lines)


def calibration_table(parts: list[dict[str, Any]]) -> str:
    """What became of the answers at each level of confidence, as a Markdown table."""
    lines = ["| confidence of `relate` (mean) | answers | right |", "|---|---|---|"]
    lines += [f"| {part['confidence']:.2f} | {part['n']} | {part['right']:.2f} |" for part in parts]
    return "\n".join(lines)


def main(argv: list[str] | None = None) -> int:
    """Measure, print, and hold to the baseline.

    Args:
        argv: Arguments, without the program's name.

    Returns:
        1 where a score fell and `--gate` or `--update` was given.
    """
    parser = argparse.ArgumentParser(description="Score the extractor on the held-out development sets.")
    parser.add_argument("--gate", action="store_true", help="fail where a score fell")
    parser.add_argument("--update", action="store_true", help="gate, then raise the baseline")
    parser.add_argument("--accept", action="store_true", help="write the baseline as it is now")
    parser.add_argument("--record", action="store_true", help="write the table into RESULTS.md")
    parser.add_argument("--model", help="spaCy pipeline in place of the default")
    parser.add_argument("--bench", type=Path, default=BENCH, help="folder of the measures")
    options = parser.parse_args(argv)

    found = measure(options.bench, options.model)
    WORK.mkdir(parents=True, exist_ok=True)
    (WORK / "scores.json").write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    flat = flatten(found)
    now = {name: flat[name] for name in SCORES}
    before = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.is_file() else {}
    text = f"{table(flat, before)}\n\n{calibration_table(found['calibration']['parts'])}"
    print(text)
    print(f"\n{found['model']}, {found['seconds']} s; details in benchmarks/work/scores.json")
    if options.record:
        record("scores", f"{text}\n\nModel: {found['model']}.")
    lines = fallen(now, before)
    if lines and (options.gate or options.update):
        print("\nThese scores fell by more than", TOLERANCE, *lines, sep="\n  ", file=sys.stderr)
        return 1
    if options.update or options.accept:
        kept = now if options.accept else better(now, before)
        BASELINE.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
