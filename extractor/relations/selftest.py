"""Run the examples that every rule carries: what `actorgraph check` and the test suite do.

An example passes where the marked pair gets the code of its rule. It is run twice: with the marked words given as
actors ("marked", the rule's own logic), and through the whole pipeline ("live"). A counter-example passes where the
rule gives nothing for the marked pair in that direction, live and marked. Only what frames read counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from extractor.relations.marks import Marked, unmark
from extractor.relations.opinion import FRAME
from extractor.types import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from extractor.program import Extractor
    from extractor.relations.coding import Coded
    from extractor.relations.rules import Rule

Tier = Literal["marked", "live"]


@dataclass(frozen=True, slots=True)
class Case:
    """One example of one rule."""

    rule: Rule
    marked: Marked
    holds: bool
    known_miss: str = ""

    @property
    def name(self) -> str:
        """How a failure names the case."""
        return f"{self.rule.id}: {'' if self.holds else 'NOT '}{self.marked.text}"


@dataclass(frozen=True, slots=True)
class Report:
    """What came of all cases: how many passed, and one line for each that did not."""

    passed: int
    failed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnReport:
    """What came of the cases of the user's rules and of the shipped ones beside them.

    Attributes:
        passed: How many of the user's came out as they should.
        failed: A line for each of the user's that did not.
        otherwise: A line for each of the shipped ones that did not: the user's rules read it otherwise.
    """

    passed: int
    failed: tuple[str, ...]
    otherwise: tuple[str, ...]


def cases(rules: Iterable[Rule]) -> Iterator[Case]:
    """Every example, counter-example and known miss of the rules."""
    for rule in rules:
        for text in rule.examples:
            yield Case(rule, unmark(text), holds=True)
        for text in rule.counter_examples:
            yield Case(rule, unmark(text), holds=False)
        for miss in rule.known_misses:
            yield Case(rule, unmark(miss.text), holds=True, known_miss=miss.reason)


def run(program: Extractor | None = None) -> Report:
    """Run all cases in both tiers.

    Args:
        program: A loaded extractor; None loads the default.

    Returns:
        The report. A known miss that passes counts as failed: it is to be moved to the examples.
    """
    if program is None:
        import extractor  # noqa: PLC0415 -- the loaded program is the exception

        program = extractor.load()
    told = [wrong for _, wrong in verdicts(program)]
    return Report(told.count(""), tuple(filter(None, told)))


def run_own(program: Extractor, files: Mapping[str, str]) -> OwnReport:
    """Run all cases of a program with rules of the user's.

    Args:
        program: A loaded extractor.
        files: Id of each rule of the user's, and the file that it stands in.

    Returns:
        The report; a known miss of a shipped rule may pass.
    """
    passed, failed, otherwise = 0, [], []
    for case, wrong in verdicts(program):
        if case.rule.id in files:
            passed += not wrong
            failed += [f"{files[case.rule.id]}: {wrong}"] if wrong else []
        elif wrong and not case.known_miss:
            otherwise.append(wrong)
    return OwnReport(passed, tuple(failed), tuple(otherwise))


def verdicts(program: Extractor) -> Iterator[tuple[Case, str]]:
    """Each case of the program's rules, once a tier, with what is wrong with it; "" where it comes out as it should."""
    for case, tier, right in outcomes(program, tuple(cases(program.rules))):
        expected = not (case.known_miss and tier == "live")
        if right == expected or (case.known_miss and tier == "marked"):
            yield case, ""
        elif case.known_miss:
            yield case, f"{case.name} ({tier}): a known miss that passes; move it to the examples"
        else:
            yield case, f"{case.name} ({tier})"


def outcomes(program: Extractor, todo: tuple[Case, ...]) -> Iterator[tuple[Case, Tier, bool]]:
    """Whether each case comes out as it says, in both tiers."""
    documents = (Document(case.marked.text, id=str(index)) for index, case in enumerate(todo))
    pairs = (((case.marked.source), (case.marked.target)) for case in todo)
    for case, (given, live) in zip(todo, program.read_marked(documents, pairs), strict=True):
        yield case, "marked", any(_reads(one, case) for one in given) == case.holds
        yield case, "live", any(_reads(one, case) for one in live) == case.holds


def _reads(one: tuple[Coded, tuple[int, int], tuple[int, int]], case: Case) -> bool:
    coded, source, target = one
    found = coded.candidate
    if found.use.name == FRAME:
        return False  # what a second opinion surmises is no rule's doing
    own = found.rule.id == case.rule.id
    if not own and not (case.holds and (coded.event, coded.tie) == (case.rule.event, case.rule.tie)):
        return False
    forth = _touch(source, case.marked.source) and _touch(target, case.marked.target)
    back = found.symmetric and _touch(source, case.marked.target) and _touch(target, case.marked.source)
    return forth or back


def _touch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
