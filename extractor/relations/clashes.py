"""Which rules clash: the user's with the shipped ones and with each other. What wins is told; no clash is an error."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, Literal

from extractor.clash import Clash

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.relations.own import OwnRules
    from extractor.relations.rules import Rule, Rulebook, RuleTexts, TriggerKind, Use

Kind = Literal["overridden", "removed", "reframed", "dropped", "against", "shadowed", "untested", "otherwise"]
Phrase = tuple["TriggerKind", str]

TITLES: Final[dict[Kind, str]] = {
    "overridden": "shipped rules that yours take the place of",
    "removed": "shipped rules that yours take out",
    "reframed": "shipped frames that yours take the place of",
    "dropped": "examples of shipped rules that yours take the place of, and do not have",
    "against": "words that two rules code differently; the first named counts",
    "shadowed": "rules that never speak, because another does on all their words",
    "untested": "rules of yours that no example tests",
    "otherwise": "examples of shipped rules that come out otherwise with yours",
}
_MOST_WORDS: Final = 5


def clashes(known: RuleTexts, own: OwnRules, texts: RuleTexts, book: Rulebook) -> Iterator[Clash[Kind]]:
    """What a folder of the user's changes of what is known, and which rules get in each other's way.

    Args:
        known: The rules without it.
        own: The folder.
        texts: The rules with it.
        book: The same, compiled.

    Yields:
        The clashes, sort by sort.
    """
    yield from _changed(known, own)
    shelf = _Shelf(texts, book)
    mine = [rule for rule in book.rules if rule.id in own.rules]
    told: set[frozenset[str]] = set()
    for rule in mine:
        for rival, words in shelf.against(rule):
            pair = frozenset({rule.id, rival.id})
            if pair not in told:
                told.add(pair)
                first, second = (rule, rival) if shelf.ahead(rule, rival) else (rival, rule)
                yield Clash("against", f"{first.id} ({code(first)}) before {second.id} ({code(second)}): {_few(words)}")
    near = {rival.id: rival for rule in mine for rival in shelf.rivals(rule)}
    for rule in {**{rule.id: rule for rule in mine}, **near}.values():
        above = shelf.above(rule)
        if above and (rule.id in own.rules or any(one.id in own.rules for one in above)):
            yield Clash("shadowed", f"{rule.id}, by {' and '.join(one.id for one in above)}")
    for ident in own.untested:
        yield Clash("untested", f"{ident} ({own.rules[ident].file})")


def code(rule: Rule) -> str:
    """The code of a rule: root or tie, and mode."""
    name = rule.tie or rule.event or "none"
    return f"{name} {rule.mode}" if rule.mode else name


def _changed(known: RuleTexts, own: OwnRules) -> Iterator[Clash[Kind]]:
    """What takes the place of something shipped, and what is taken out."""
    shared = [ident for ident in own.rules if ident in known.rules]
    for ident in shared:
        old, new = known.rules[ident].raw.model_dump(), own.rules[ident].raw.model_dump()
        fields = ", ".join(field for field in old if old[field] != new[field]) or "nothing changes"
        yield Clash("overridden", f"{ident}: {fields}")
    for ident, file in own.removed.items():
        yield Clash("removed", f"{ident} ({file})")
    for name, frame in own.frames.items():
        if name in known.frames and frame != known.frames[name]:
            users = sum(_names(name, written.raw.frames) for written in known.rules.values())
            yield Clash("reframed", f"{name}, which {users} rule{' names' if users == 1 else 's name'}")
    for ident in shared:
        shipped, mine = known.rules[ident].raw, own.rules[ident].raw
        lost = (
            ("examples", set(shipped.examples) - set(mine.examples), len(shipped.examples)),
            (
                "counter_examples",
                set(shipped.counter_examples) - set(mine.counter_examples),
                len(shipped.counter_examples),
            ),
        )
        said = [f"{len(gone)} of {all_} {field}" for field, gone, all_ in lost if gone]
        if said:
            yield Clash("dropped", f"{ident}: {', '.join(said)}")


def _names(frame: str, uses: tuple[str, ...]) -> bool:
    return any(use.partition("(")[0] == frame for use in uses)


class _Shelf:
    """All rules by their words, in the order in which they are taken."""

    def __init__(self, texts: RuleTexts, book: Rulebook) -> None:
        self._place = {rule.id: at for at, rule in enumerate(book.rules)}
        self._phrases: dict[str, tuple[Phrase, ...]] = {}
        self._bearers: dict[Phrase, list[Rule]] = defaultdict(list)
        for rule in book.rules:
            written = texts.rules[rule.id].raw.phrases
            phrases = tuple({(kind, phrase.lower()): None for kind, many in written for phrase in many})
            self._phrases[rule.id] = phrases
            for phrase in phrases:
                self._bearers[phrase].append(rule)

    def ahead(self, rule: Rule, rival: Rule) -> bool:
        """Whether a rule is taken before another one on the same words: by weight, else by place."""
        return (-rule.weight, self._place[rule.id]) < (-rival.weight, self._place[rival.id])

    def rivals(self, rule: Rule) -> list[Rule]:
        """The other rules that have a word of a rule."""
        found = {other.id: other for phrase in self._phrases[rule.id] for other in self._bearers[phrase]}
        return [other for other in found.values() if other.id != rule.id]

    def against(self, rule: Rule) -> list[tuple[Rule, list[str]]]:
        """The rules of another code that read the same words in the same way, with these words."""
        found: dict[str, tuple[Rule, list[str]]] = {}
        for kind, phrase in self._phrases[rule.id]:
            for other in self._bearers[kind, phrase]:
                if other.id != rule.id and code(other) != code(rule) and _meet(rule, other, kind):
                    found.setdefault(other.id, (other, []))[1].append(phrase)
        return list(found.values())

    def above(self, rule: Rule) -> list[Rule]:
        """The rules that speak before a rule wherever it would: none, unless that is so for all its words."""
        found: dict[str, Rule] = {}
        for kind, phrase in self._phrases[rule.id]:
            covering = next(
                (
                    other
                    for other in self._bearers[kind, phrase]
                    if other.id != rule.id and self.ahead(other, rule) and _covers(other, rule, kind)
                ),
                None,
            )
            if covering is None:
                return []
            found[covering.id] = covering
        return list(found.values())


def _uses(rule: Rule, kind: TriggerKind) -> list[Use]:
    return [use for use in rule.uses if kind in use.frame.trigger]


def _meet(rule: Rule, other: Rule, kind: TriggerKind) -> bool:
    """Whether two rules with a common word may read one sentence alike: common nouns asked for and a common frame."""
    if not all(
        bool(mine) == bool(theirs) and (not mine or mine & theirs)
        for mine, theirs in ((rule.subjects, other.subjects), (rule.objects, other.objects))
    ):
        return False
    return any(
        one.name == two.name and (not one.words or not two.words or bool(one.words & two.words))
        for one in _uses(rule, kind)
        for two in _uses(other, kind)
    )


def _covers(wide: Rule, rule: Rule, kind: TriggerKind) -> bool:
    """Whether a rule with a common word reads all that another one reads."""
    if not all(
        bool(broad) == bool(narrow) and narrow <= broad
        for broad, narrow in ((wide.subjects, rule.subjects), (wide.objects, rule.objects))
    ):
        return False
    if not wide.not_objects <= rule.not_objects:
        return False
    return all(
        any(
            one.name == use.name and (not one.words or (use.words and use.words <= one.words))
            for one in _uses(wide, kind)
        )
        for use in _uses(rule, kind)
    )


def _few(words: list[str]) -> str:
    more = len(words) - _MOST_WORDS
    return ", ".join(words[:_MOST_WORDS]) + (f" and {more} more" if more > 0 else "")
