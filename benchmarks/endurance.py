"""A long run: made-up articles without end, and the memory that the process holds meanwhile.

    python benchmarks/endurance.py [--minutes 20] [--limit-mb 100] [--record]

Articles are drawn by chance from templates; names of people and places are new in each, since a vocabulary that only
grows is the leak to find. Fails where memory still grows by more than the limit after the first tenth of the time.
"""

from __future__ import annotations

import argparse
import itertools
import random
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import extractor
from benchmarks.common import machine, record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STATES: Final = ("Norway", "Peru", "Kenya", "Turkey", "Japan", "Iran", "Brazil", "Poland", "Egypt", "Vietnam")
TEMPLATES: Final = (
    "{a} accused {b} on {day} of moving troops towards the village of {place}.",
    "The foreign minister of {a}, {person}, met {b}'s ambassador in {place}.",
    "{person}, a spokesman for the {a} government, said that {b} had not answered the letter.",
    "Soldiers from {a} arrested {n} fishermen from {b} near {place}, police said.",
    "{a} and {b} signed an agreement on water from the {place} river.",
    "If {b} closes the border at {place}, {a} will stop its exports, {person} warned.",
    "He told reporters that {a} would send {n} tonnes of flour to {b}.",
    "Hundreds marched through {place} against the visit of {b}'s president.",
    "The court in {place} heard {n} witnesses before the judge, {person}, closed the session.",
    "Prices for bread rose again in {place}, where the harvest was poor.",
)
DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
SYLLABLES: Final = ("ka", "ro", "mi", "ten", "sol", "va", "du", "ler", "ni", "gosh", "pa", "be", "ru", "an", "ti")


def article(number: int, chance: random.Random) -> extractor.Document:
    """A made-up article of 5 to 40 sentences.

    Args:
        number: Goes into the id.
        chance: Where the choices come from; the same state gives the same article.
    """

    def name() -> str:
        return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 5))).capitalize()

    sentences = []
    for _ in range(chance.randint(5, 40)):
        a, b = chance.sample(STATES, 2)
        sentence = chance.choice(TEMPLATES).format(
            a=a, b=b, day=chance.choice(DAYS), place=name(), person=f"{name()} {name()}", n=chance.randint(2, 900)
        )
        sentences.append(sentence)
        if chance.random() < 0.2:
            sentences.append("\n\n")
    return extractor.Document(text=" ".join(sentences), id=f"made-up-{number}", date="2022-11-01")


def articles(seed: int) -> Iterator[extractor.Document]:
    """Made-up articles without end."""
    chance = random.Random(seed)  # noqa: S311 - chance that can be repeated is wanted
    return (article(number, chance) for number in itertools.count())


def resident_mb() -> float:
    """Memory that the process holds now, in MB (where the system does not tell: the most it ever held)."""
    statm = Path("/proc/self/statm")
    if statm.is_file():
        return int(statm.read_text(encoding="ascii").split()[1]) * resource.getpagesize() / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def run(minutes: float, seed: int) -> list[tuple[float, int, int, int, float]]:
    """Read articles for so long.

    Args:
        minutes: How long.
        seed: Seed of the articles.

    Returns:
        About forty samples of (seconds since the model was loaded, documents, words, relations, MB held).
    """
    reader = extractor.load()
    start = time.monotonic()
    samples = [(0.0, 0, 0, 0, resident_mb())]
    words = relations = 0
    due = step = minutes * 60 / 40
    for documents, extraction in enumerate(reader.pipe(articles(seed)), start=1):
        words += len(extraction.document.text.split())
        relations += len(extraction.relations)
        elapsed = time.monotonic() - start
        if elapsed >= due:
            samples.append((elapsed, documents, words, relations, resident_mb()))
            print(f"{elapsed:6.0f} s {documents:8} documents {samples[-1][4]:8.1f} MB", file=sys.stderr)
            due += step
        if elapsed >= minutes * 60:
            return samples
    return samples


def main(argv: Sequence[str] | None = None) -> int:
    """Run, print, and judge.

    Args:
        argv: Arguments, without the program's name.

    Returns:
        1 where memory grew by more than the limit.
    """
    parser = argparse.ArgumentParser(description="Read made-up articles for a long time and watch the memory.")
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--limit-mb", type=float, default=100.0, help="growth after the first tenth that is allowed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--record", action="store_true", help="write the figures into RESULTS.md")
    options = parser.parse_args(argv)

    samples = run(options.minutes, options.seed)
    seconds, documents, words, relations, last = samples[-1]
    settled = next(sample for sample in samples if sample[0] >= seconds / 10)
    growth = last - settled[4]
    lines = ["| minute | documents | MB held |", "|---|---|---|"]
    lines += [
        f"| {at / 60:.1f} | {count:,} | {held:.0f} |" for at, count, _, _, held in samples[:: len(samples) // 8 or 1]
    ]
    lines += [
        "",
        (
            f"{seconds / 60:.1f} minutes, {documents:,} documents, {words:,} words, {relations:,} relations, "
            f"{words / max(seconds, 1):,.0f} words/s. Growth after the first tenth: {growth:.0f} MB "
            f"(allowed: {options.limit_mb:.0f})."
        ),
        "",
        f"Machine: {machine()}.",
    ]
    text = "\n".join(lines)
    print(text)
    if options.record:
        record("endurance", text)
    return int(growth > options.limit_mb)


if __name__ == "__main__":
    sys.exit(main())
