"""How much of the coded sentences in `models/relations/coded` is read right, by root and construction.

    python benchmarks/coded.py [--roots accuse,aid] [--misses 40] [--held] [--record]

The sentences were written for the codes, not for the rules. A third of them, chosen by a digest of the text, is held
out: its misses are not shown, so that its figure says what to expect of sentences that nobody looked at.
`found`: a relation between the marked two is read from the running text. `right`: the surest such relation has the
code. `given`: the code is right when the pair is given.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.common import record
from benchmarks.sentences import read_coded
from extractor.actors.knowledge import load_knowledge
from extractor.actors.recognise import recognise
from extractor.language import load
from extractor.paths import models_dir
from extractor.relations.given import given_pair, relate_pair
from extractor.relations.grammar import load_grammar
from extractor.relations.relate import Reader
from extractor.types import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.sentences import CodedSentence
    from extractor.actors.mentions import Found
    from extractor.relations.coding import Coded


@dataclass(frozen=True, slots=True)
class Answer:
    """What was read of a coded sentence."""

    asked: CodedSentence
    found: tuple[str, ...]
    rule: str
    given: str
    given_rule: str

    @property
    def right(self) -> bool:
        """Whether the surest relation between the two has the code."""
        return self.found[:1] == (self.asked.root,)


def answers(sentences: Sequence[CodedSentence]) -> list[Answer]:
    """Read the sentences, with and without the pair."""
    knowledge, grammar = load_knowledge(models_dir()), load_grammar(models_dir())
    out = []
    reads = load(None).read([Document(one.marked.text) for one in sentences])
    for asked, read in zip(sentences, reads, strict=True):
        found = recognise(read.parse, knowledge)
        marked = asked.marked
        ends = given_pair(read, marked.source, marked.target)
        rows = [one for one in Reader(read.parse, found, grammar, knowledge).read() if one.event and _joins(one, ends)]
        rows.sort(key=lambda one: -one.confidence)
        given = relate_pair(read, found, grammar, knowledge, marked.source, marked.target)
        out.append(
            Answer(
                asked,
                tuple(one.event or "" for one in rows),
                rows[0].candidate.rule.id if rows else "",
                str(given["event"]),
                str(given["rule"]),
            )
        )
    return out


def _joins(one: Coded, ends: tuple[Found, Found]) -> bool:
    source, target = one.candidate.source, one.candidate.target
    straight = _meet(source, ends[0]) and _meet(target, ends[1])
    return straight or (one.symmetric and _meet(source, ends[1]) and _meet(target, ends[0]))


def _meet(one: Found, other: Found) -> bool:
    return one.start < other.end and other.start < one.end


def table(read: Sequence[Answer]) -> str:
    """Shares by root and by construction, for the open and the held sentences."""
    groups: dict[str, list[Answer]] = defaultdict(list)
    for one in read:
        for name in (one.asked.root, f"*{one.asked.construction}*", "**all**"):
            groups[name].append(one)
    head = ["", "n", "found", "right", "given", "held: n", "found", "right", "given"]
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    for name in sorted(groups, key=lambda key: (key.startswith("**"), key.startswith("*"), key)):
        cells = [name]
        for held in (False, True):
            part = [one for one in groups[name] if one.asked.held is held]
            shares = (
                sum(bool(one.found) for one in part),
                sum(one.right for one in part),
                sum(one.given == one.asked.root for one in part),
            )
            cells += [str(len(part)), *(f"{share / max(1, len(part)):.2f}" for share in shares)]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark.

    Args:
        arguments: The command line; None takes that of the process.
    """
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--roots", default="", help="only these, joined by commas")
    parser.add_argument("--misses", type=int, default=0, help="show so many of the open misses of each root")
    parser.add_argument("--record", action="store_true", help="write the table into RESULTS.md")
    options = parser.parse_args(arguments)
    roots = {root.upper() for root in options.roots.split(",") if root}
    read = answers([one for one in read_coded() if not roots or one.root in roots])
    shown: Counter[str] = Counter()
    for one in read:
        asked = one.asked
        if not asked.held and not (one.right and one.given == asked.root) and shown[asked.root] < options.misses:
            shown[asked.root] += 1
            text, (a, b), (c, d) = asked.marked.text, asked.marked.source, asked.marked.target
            print(f"{asked.root} {asked.construction}: {text}")
            print(f"    [{text[a:b]}] {{{text[c:d]}}}")
            print(f"    read: {one.found} {one.rule}; given: {one.given} {one.given_rule}")
    print(table(read))
    if options.record and not roots:
        record("coded", table(read))
    return 0


if __name__ == "__main__":
    sys.exit(main())
