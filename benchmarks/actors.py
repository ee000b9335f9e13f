"""What the actors cost: their share of the language pipeline's time, and how long what is known of them takes to load.

    python benchmarks/actors.py [--rounds 5] [--record]

Both stages run in one process over the same parses, in turns, so that a slow minute of the machine meets both.
Loading is measured in fresh processes, from the cache.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Final

from benchmarks.common import ROOT, record, texts
from extractor.actors.knowledge import load_knowledge
from extractor.actors.recognise import recognise
from extractor.language import load
from extractor.paths import models_dir
from extractor.types import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

_LOADING: Final = """
import time
from extractor.actors.knowledge import load_knowledge
from extractor.paths import models_dir
from extractor.relations.grammar import load_grammar
begin = time.perf_counter()
load_knowledge(models_dir())
load_grammar(models_dir())
print(time.perf_counter() - begin)
"""


def shares(rounds: int) -> list[float]:
    """The time of the actor stage over that of the language pipeline, a figure a round.

    Args:
        rounds: How often both read all texts; one more warms up.
    """
    documents = [Document(text) for text in texts()]
    pipeline, knowledge = load(None), load_knowledge(models_dir())
    found = []
    for _ in range(rounds + 1):
        begin = time.process_time()
        reads = list(pipeline.read(documents))
        parsed = time.process_time()
        for read in reads:
            recognise(read.parse, knowledge)
        found.append((time.process_time() - parsed) / (parsed - begin))
    return found[1:]


def loads(rounds: int) -> list[float]:
    """Seconds to load knowledge and rules from the cache, each in a process of its own; one more fills the cache.

    Args:
        rounds: How many processes.
    """
    command = [sys.executable, "-c", _LOADING]
    run = [subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True) for _ in range(rounds + 1)]
    return [float(done.stdout) for done in run[1:]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark.

    Args:
        arguments: The command line; None takes that of the process.
    """
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--record", action="store_true", help="write the result into RESULTS.md")
    options = parser.parse_args(arguments)
    share, seconds = shares(options.rounds), loads(options.rounds)
    report = (
        f"Time of the actor stage over that of the language pipeline: {statistics.median(share):.3f} "
        f"(rounds: {', '.join(f'{one:.3f}' for one in share)}).\n\n"
        f"Loading knowledge and rules from the cache: {statistics.median(seconds):.3f} s "
        f"(processes: {', '.join(f'{one:.3f}' for one in seconds)})."
    )
    print(report)
    if options.record:
        record("actors", report)
    return 0


if __name__ == "__main__":
    sys.exit(main())
