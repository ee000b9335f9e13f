"""The rules' own examples as test parameters, with ids that people can read and type."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from extractor.paths import models_dir
from extractor.relations.rules import load_rules
from extractor.relations.selftest import Case, cases

if TYPE_CHECKING:
    from collections.abc import Iterable

Key = tuple[str, str, tuple[int, int], tuple[int, int], bool]
_WORDS: Final = 6


def key(case: Case) -> Key:
    """What a case is looked up by: it stays the same from one loading of the rules to the next."""
    marked = case.marked
    return case.rule.id, marked.text, marked.source, marked.target, case.holds


def labels(todo: Iterable[Case]) -> list[str]:
    """One unique id a case: rule, `not` or `miss` where it is one, and the first words of the sentence."""
    seen: Counter[str] = Counter()
    out = []
    for case in todo:
        words = "-".join(re.findall(r"\w+", case.marked.text)[:_WORDS])
        kind = "" if case.holds and not case.known_miss else "miss-" if case.known_miss else "not-"
        label = f"{case.rule.id}:{kind}{words}"
        seen[label] += 1
        out.append(label if seen[label] == 1 else f"{label}~{seen[label]}")
    return out


def shipped() -> tuple[Case, ...]:
    """All cases of the rules that are shipped, without loading a model."""
    return tuple(cases(load_rules(models_dir()).rules))
