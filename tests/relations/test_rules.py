"""Every example, counter-example and known miss that a rule carries, in both tiers.

`marked` is the rule's own logic, with the marked words given as actors; `live` is the whole pipeline. All sentences
are parsed once, at the first test that asks.
"""

from __future__ import annotations

from typing import Final

import pytest

from extractor.relations.selftest import cases, outcomes
from tests.support.rule_cases import key, labels, shipped

# One worker for all (`--dist loadfile` does it, too): the sentences are parsed once.
pytestmark = pytest.mark.xdist_group("rule examples")

CASES: Final = shipped()
LABELS: Final = labels(CASES)
# Modes that no trigger tells: a refusal to change is told from other refusals by what is asked for.
RARE: Final = {("REJECT", "change")}


@pytest.fixture(scope="session")
def verdicts(ex):
    todo = tuple(cases(ex.rules))
    return {(key(case), tier): right for case, tier, right in outcomes(ex, todo)}


@pytest.mark.parametrize("case", [pytest.param(case, id=label) for case, label in zip(CASES, LABELS, strict=True)])
def test_marked(verdicts, case):
    if case.known_miss:
        return  # a miss is one of the whole pipeline; with the ends given it may pass or not
    assert verdicts[key(case), "marked"], case.name


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case, id=label, marks=[pytest.mark.xfail(strict=True, reason=case.known_miss)] if case.known_miss else []
        )
        for case, label in zip(CASES, LABELS, strict=True)
    ],
)
def test_live(verdicts, case):
    assert verdicts[key(case), "live"], case.name


def test_no_case_stands_twice():
    keys = [key(case) for case in CASES]
    twice = sorted({case[:2] for case in keys if keys.count(case) > 1}) if len(set(keys)) != len(keys) else []
    assert twice == []


def test_every_root_and_tie_has_rules(ex):
    book = ex._grammar.book
    assert set(book.ontology.roots) <= {rule.event for rule in ex.rules}
    assert set(book.ontology.ties) == {rule.tie for rule in ex.rules if rule.tie}


def test_every_mode_but_the_rarest_has_a_rule(ex):
    """A mode that no rule gives is a promise of the ontology that is not kept."""
    given = {(rule.event, rule.mode) for rule in ex.rules} | {("PROTEST", rule.civilians) for rule in ex.rules}
    missing = {(e, m) for e, info in ex._grammar.book.ontology.roots.items() for m in info.modes} - given
    assert missing <= RARE
