"""Writes models/relations/opinion.tsv: the weights of the second opinion, from the project's own sentences.

    python models/build/opinion.py [--check]

Trained on the open sentences of `models/relations/coded` (a source, a target and a root), `models/relations/empty`
(nothing to code) and `models/relations/judged.tsv` (readings that somebody judged). README.md in this folder says how.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

ROOT: Final = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.sentences import held, read_coded, read_empty, read_judged  # noqa: E402
from extractor.actors.knowledge import load_knowledge  # noqa: E402
from extractor.actors.recognise import recognise  # noqa: E402
from extractor.language import load  # noqa: E402
from extractor.paths import models_dir  # noqa: E402
from extractor.relations.grammar import load_grammar  # noqa: E402
from extractor.relations.relate import Reader  # noqa: E402
from extractor.types import Document  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from benchmarks.sentences import CodedSentence
    from extractor.language import Read
    from extractor.relations.marks import Marked

Span = tuple[int, int]

OUTPUT: Final = ROOT / "models" / "relations" / "opinion.tsv"
# A pair that the frames read with so much confidence is most likely another true relation of the sentence.
SURE: Final = 0.7
SYMMETRIC: Final = frozenset({"AGREE", "CONSULT", "COOPERATE"})
SELDOM: Final = 5
STRENGTH: Final = 0.15
# Other pairs of a coded sentence are mostly unrelated, but nobody said so.
UNSAID: Final = 0.6
SMALLEST: Final = 0.08


@dataclass(frozen=True, slots=True)
class Case:
    """The traits of one option, whether it is right, and how much that is worth."""

    traits: frozenset[str]
    right: bool
    worth: float


class Labels:
    """What is known of the pairs of one text."""

    def __init__(self, coded: Sequence[tuple[str, Marked, bool]], *, empty: bool) -> None:
        """Take the root and marks of the readings that somebody judged, and whether nothing else is to be coded."""
        self._coded = coded
        self._empty = empty

    @property
    def roots(self) -> frozenset[str]:
        """The roots that are somewhere right."""
        return frozenset(root for root, _, right in self._coded if right)

    def of(self, root: str | None, source: Span, target: Span) -> tuple[bool, float] | None:
        """Whether a reading is right and how much that is worth; None where nobody can say.

        Args:
            root: What it is coded as.
            source: Where its source stands.
            target: Where its target stands.
        """
        touched = False
        for wanted, marked, right in self._coded:
            straight = _meet(source, marked.source) and _meet(target, marked.target)
            turned = _meet(source, marked.target) and _meet(target, marked.source)
            if turned and wanted in SYMMETRIC and root == wanted:
                return None
            if straight and (right or root == wanted):
                return right and root == wanted, 1.0
            if turned and right:
                return False, 1.0
            touched |= _within(source, marked) and _within(target, marked)
        if self._empty:
            return False, 1.0
        return None if touched else (False, UNSAID)


def cases(read: Read, labels: Labels, reader: Reader) -> Iterator[Case]:
    """The options of one text that somebody can judge."""
    parse, surmises = read.parse, reader.surmises
    sure = {
        frozenset({one.candidate.source.head, one.candidate.target.head})
        for one in reader.framed
        if one.confidence >= SURE
    }
    roots = labels.roots
    for option in surmises.options():
        coded = surmises.code(option, reader.coder)
        if coded is None:
            continue
        ends = [(parse.starts[end.start], parse.ends[end.end - 1]) for end in (option.source, option.target)]
        label = labels.of(coded.event, ends[0], ends[1])
        if label is None or (coded.event in roots and any(end.kind == "pronoun" for end in option[1:])):
            continue  # "France said that it …": the pronoun may be France
        right, worth = label
        if worth == UNSAID and frozenset({option.source.head, option.target.head}) in sure:
            continue
        yield Case(frozenset(surmises.traits(option)), right, worth)


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _within(span: Span, marked: Marked) -> bool:
    return _meet(span, marked.source) or _meet(span, marked.target)


def fit(known: Sequence[Case]) -> tuple[float, dict[str, float]]:
    """The bias and the weights of a logistic regression with a quadratic penalty; what hardly weighs is left out."""
    counts = Counter(trait for case in known for trait in case.traits)
    columns = {trait: at for at, trait in enumerate(sorted(trait for trait, n in counts.items() if n >= SELDOM))}
    rows = [[columns[trait] for trait in case.traits if trait in columns] for case in known]
    sizes = np.cumsum([0, *map(len, rows)])
    flat = np.fromiter((at for row in rows for at in row), dtype=np.int32, count=int(sizes[-1]))
    table = csr_matrix((np.ones(len(flat), np.float32), flat, sizes), (len(rows), len(columns)))
    right = np.array([case.right for case in known])
    worth = np.array([case.worth for case in known])
    model = LogisticRegression(C=STRENGTH, max_iter=400, tol=1e-4).fit(table, right, sample_weight=worth)
    weights = {trait: round(float(model.coef_[0][at]), 3) for trait, at in columns.items()}
    return round(float(model.intercept_[0]), 3), {t: w for t, w in weights.items() if abs(w) >= SMALLEST}


def labels(*, everything: bool = False) -> dict[str, Labels]:
    """What is known of each text.

    Args:
        everything: The held third, too.
    """
    known: dict[str, list[tuple[str, Marked, bool]]] = {}
    coded: Iterable[CodedSentence] = read_coded()
    for one in coded:
        if everything or not one.held:
            known.setdefault(one.marked.text, []).append((one.root, one.marked, True))
    for judged in read_judged():
        if everything or not held(judged.marked.text):
            known.setdefault(judged.marked.text, []).append((judged.root, judged.marked, judged.right))
    empty = {one.text for one in read_empty() if everything or not one.held}
    return {text: Labels(known.get(text, []), empty=text in empty) for text in sorted({*known, *empty})}


def main(arguments: Sequence[str] | None = None) -> int:
    """Train the weights and write them.

    Args:
        arguments: The command line; None takes that of the process.
    """
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where the file differs")
    options = parser.parse_args(arguments)
    knowledge, grammar = load_knowledge(models_dir()), replace(load_grammar(models_dir()), opinion=None)
    known = labels()
    found: list[Case] = []
    for read in load(None).read([Document(text) for text in known]):
        reader = Reader(read.parse, recognise(read.parse, knowledge), grammar, knowledge)
        found.extend(cases(read, known[read.document.text], reader))
    text = written(*fit(found))
    print(f"{len(known)} sentences, {len(found)} readings of which {sum(case.right for case in found)} are right")
    if options.check:
        return int(not OUTPUT.is_file() or OUTPUT.read_text(encoding="utf-8") != text)
    OUTPUT.write_text(text, encoding="utf-8")
    return 0


def written(bias: float, weights: dict[str, float]) -> str:
    """The file: the heaviest traits first."""
    head = ["# Written by models/build/opinion.py: weight (logarithm of the odds) and trait.", f"{bias:.3f}\t(always)"]
    order = sorted(weights.items(), key=lambda one: (-abs(one[1]), one[0]))
    return "\n".join([*head, *(f"{weight:.3f}\t{trait}" for trait, weight in order), ""])


if __name__ == "__main__":
    sys.exit(main())
