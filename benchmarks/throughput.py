"""How fast: words a second beside plain `nlp.pipe` with the same model, and the start-up of `--help`.

    python benchmarks/throughput.py [--rounds 5] [--words 40000] [--record]

Each measurement runs in a process of its own; the two sides alternate, so that a slow minute of the machine meets
both. Loading is not counted in words a second. Plain spaCy is measured with its stock settings.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.common import ROOT, WORK, machine, record, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

SIDES: Final = ("plain", "actorgraph")


def sample(words: int) -> list[str]:
    """Whole texts of together at least so many words; texts repeat only where there are too few.

    Args:
        words: Number of words wanted.

    Raises:
        FileNotFoundError: There are neither measures nor examples.
    """
    found = texts()
    if not any(text.split() for text in found):
        raise FileNotFoundError("No texts: neither the measures nor examples/articles are there.")
    chosen: list[str] = []
    count = 0
    while count < words:
        text = found[len(chosen) % len(found)]
        chosen.append(text)
        count += len(text.split())
    return chosen


def once(side: str, file: Path, model: str | None) -> dict[str, float]:
    """Measure one side in this process.

    Args:
        side: `plain` or `actorgraph`.
        file: JSON list of texts.
        model: As `--model` of the command line.

    Returns:
        Seconds to import and load (`load`), seconds to read the texts (`seconds`), `words`.
    """
    batch: list[str] = json.loads(file.read_text(encoding="utf-8"))
    warm = batch[0][:2000]
    start = time.perf_counter()
    if side == "plain":
        import spacy  # noqa: PLC0415 - its import is part of what is measured

        from extractor.pipeline import pinned  # noqa: PLC0415

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            nlp = spacy.load(pinned(model).path)
        loaded = time.perf_counter()
        nlp(warm)
        begin = time.perf_counter()
        for _ in nlp.pipe(batch):
            pass
    else:
        import extractor  # noqa: PLC0415

        reader = extractor.load() if model is None else extractor.load(model)
        loaded = time.perf_counter()
        reader.extract(warm)
        begin = time.perf_counter()
        documents = (extractor.Document(text=text, id=str(number)) for number, text in enumerate(batch))
        for _ in reader.pipe(documents):
            pass
    end = time.perf_counter()
    return {"load": loaded - start, "seconds": end - begin, "words": float(sum(len(text.split()) for text in batch))}


def rounds(count: int, file: Path, model: str | None) -> dict[str, list[dict[str, float]]]:
    """Measure both sides so many times, in turn, each in a process of its own."""
    found: dict[str, list[dict[str, float]]] = {side: [] for side in SIDES}
    for number in range(count):
        for side in SIDES if number % 2 == 0 else reversed(SIDES):
            command = [sys.executable, str(Path(__file__).resolve()), "--once", side, "--texts", str(file)]
            command += [] if model is None else ["--model", model]
            done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
            found[side].append(json.loads(done.stdout.splitlines()[-1]))
    return found


def startup(count: int) -> tuple[float, float]:
    """Median seconds of `python -c pass` and of `actorgraph --help`, measured in turn."""
    commands = ([sys.executable, "-c", "pass"], [str(Path(sys.executable).with_name("actorgraph")), "--help"])
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(count + 1):
        for command, seconds in zip(commands, taken, strict=True):
            start = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True, cwd=ROOT)
            seconds.append(time.perf_counter() - start)
    # The first of each fills the disk cache and the compiled files.
    return statistics.median(taken[0][1:]), statistics.median(taken[1][1:])


def report(found: dict[str, list[dict[str, float]]], empty: float, helped: float) -> str:
    """Markdown of both measurements."""
    plain, ours = ([run["seconds"] for run in found[side]] for side in SIDES)
    words = found["plain"][0]["words"]
    ratio = statistics.median(ours) / statistics.median(plain)
    pairs = ", ".join(f"{mine / theirs:.2f}" for mine, theirs in zip(ours, plain, strict=True))
    lines = ["| | words/s (median) | load (median) |", "|---|---|---|"]
    for side in SIDES:
        seconds = statistics.median(run["seconds"] for run in found[side])
        load = statistics.median(run["load"] for run in found[side])
        lines.append(f"| {side} | {words / seconds:,.0f} | {load:.1f} s |")
    lines += [
        "",
        (
            f"{words:,.0f} words, {len(ours)} rounds. Time of ActorGraph over time of plain spaCy: {ratio:.2f} "
            f"(each pair: {pairs})."
        ),
        "",
        (
            f"Start-up: `actorgraph --help` {helped * 1000:.0f} ms, empty Python {empty * 1000:.0f} ms, "
            f"ratio {helped / empty:.1f}."
        ),
        "",
        f"Machine: {machine()}.",
    ]
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print.

    Args:
        argv: Arguments, without the program's name.
    """
    parser = argparse.ArgumentParser(description="Words a second beside plain spaCy, and start-up time.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--words", type=int, default=40_000)
    parser.add_argument("--record", action="store_true", help="write the figures into RESULTS.md")
    parser.add_argument("--model", help="spaCy pipeline in place of the default, for both sides")
    parser.add_argument("--once", choices=SIDES, help=argparse.SUPPRESS)
    parser.add_argument("--texts", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(argv)

    if options.once:
        print(json.dumps(once(options.once, options.texts, options.model)))
        return 0
    WORK.mkdir(parents=True, exist_ok=True)
    file = WORK / "throughput.json"
    file.write_text(json.dumps(sample(options.words)), encoding="utf-8")
    found = rounds(options.rounds, file, options.model)
    text = report(found, *startup(10))
    print(text)
    if options.record:
        record("throughput", text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
