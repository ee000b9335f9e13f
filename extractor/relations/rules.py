"""Rules, ontology and frames as they are written in `models/relations/`: loaded, checked, indexed by trigger."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import BeforeValidator, Field

from extractor.data import DataError, Flag, Strict, checked
from extractor.forms import Forms, load_forms
from extractor.relations.steps import steps_of
from extractor.types import Quad

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

TriggerKind = Literal["verb", "noun", "adjective", "suffix", "prefix"]
Score = Annotated[float | None, BeforeValidator(lambda value: None if value == "" else value)]
Root = Annotated[str | None, BeforeValidator(lambda value: None if value == "" else value)]

_CALL: Final = re.compile(r"^([a-z_]+)(?:\(([^()]*)\))?$")
_TOKENS: Final = re.compile(r"-|[^\s-]+")


class RootInfo(Strict):
    """One PLOVER root: quad class, score (-10 to 10), modes, and what a promise of it is coded as."""

    quad: Quad
    score: float
    promised: str
    refused: Root = None
    promised_mode: Root = None
    promised_modes: dict[str, str] = Field(default_factory=dict)
    modes: dict[str, Score] = Field(default_factory=dict)


class TieInfo(Strict):
    """One tie: the root nearest to it, if any."""

    nearest: Root = None


class Public(Strict):
    """Who makes a relation public business."""

    roles: frozenset[str]
    named_roles: frozenset[str]
    types: frozenset[str]


class Ontology(Strict):
    """The sixteen roots and the ties, and who makes a relation public business."""

    public: Public
    roots: dict[str, RootInfo]
    ties: dict[str, TieInfo]

    def intensity(self, event: str | None, mode: str | None) -> float | None:
        """The conflict-cooperation score of a mode, else of its root."""
        if event is None:
            return None
        root = self.roots[event]
        score = root.modes.get(mode or "")
        return root.score if score is None else score


class Way(Strict):
    """One way in which a frame places source and target.

    Attributes:
        source: Path from the trigger to the source: steps joined by "/" (see `extractor.relations.steps`).
        target: Path from the trigger to the target.
        sure: How far the way can be trusted, 0 to 1.
        symmetric: Both do it to each other.
        places: The target may be a mere place, read as its country.
        things: A thing at either end stands for its owner.
        when: The way is open only where the rule gives no parameters, or one of these.
    """

    source: str
    target: str
    sure: float = 1.0
    symmetric: Flag = False
    places: Flag = False
    things: Flag = True
    when: frozenset[str] = frozenset()


class Frame(Strict):
    """A way of speaking: the kinds of trigger that it takes, and where it places source and target."""

    says: str
    trigger: tuple[TriggerKind, ...]
    ways: tuple[Way, ...]
    default: tuple[str, ...] = ()


class _Frames(Strict):
    frames: dict[str, Frame]


class _Triggers(Strict):
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()


class KnownMiss(Strict):
    """An example that the rule does not yet read right, and why."""

    text: str
    reason: str


class _RawRule(Strict):
    id: str
    event: Root = None
    tie: Root = None
    mode: Root = None
    triggers: _Triggers = Field(default_factory=_Triggers)
    objects: tuple[str, ...] = ()
    not_objects: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    symmetric: Flag = False
    civilians: Root = None
    frames: tuple[str, ...]
    weight: float = 0.8
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    known_misses: tuple[KnownMiss, ...] = ()


class _RuleFile(Strict):
    rules: tuple[_RawRule, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """A frame as a rule uses it, with its parameters (words)."""

    name: str
    frame: Frame
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One meaning: triggers, the frames that they take, and the code.

    `symmetric` says that it is mutual whatever the frame; `civilians` is the mode of PROTEST that it is coded as when
    civilians do it.
    """

    id: str
    event: str | None
    tie: str | None
    mode: str | None
    symmetric: bool
    civilians: str | None
    uses: tuple[Use, ...]
    objects: frozenset[str]
    not_objects: frozenset[str]
    weight: float
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    known_misses: tuple[KnownMiss, ...]


@dataclass(frozen=True, slots=True)
class Trigger:
    """One trigger of a rule: the inflected word, and the words that must stand with it.

    Attributes:
        rule: The rule.
        kind: The kind of word that it is.
        before: Words that must stand right before the inflected word.
        after: Words that belong to it and follow (particle, preposition), or hang on it.
    """

    rule: Rule
    kind: TriggerKind
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def specific(self) -> int:
        """How much a trigger asks for; the more specific one wins on the same words."""
        return len(self.before) + len(self.after) + 2 * bool(self.rule.objects)


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules, ready for matching: triggers by the inflected word, lower case."""

    ontology: Ontology
    frames: dict[str, Frame]
    rules: tuple[Rule, ...]
    triggers: Mapping[str, tuple[Trigger, ...]]
    forms: Forms


def load_rules(models: Path) -> Rulebook:
    """Load `relations/` of the models folder.

    Raises:
        DataError: A file breaks its format, an id repeats, a code or frame is unknown, a trigger has no frame of
            its kind, or a rule has no example or counter-example.
    """
    folder = models / "relations"
    ontology = checked(Ontology, folder / "ontology.yml")
    frames = checked(_Frames, folder / "frames.yml").frames
    for frame in frames.values():
        for way in frame.ways:
            steps_of(way.source)
            steps_of(way.target)
    forms = load_forms(models)
    names = [*(root.lower() for root in ontology.roots), "ties"]
    rules: dict[str, Rule] = {}
    triggers: dict[str, list[Trigger]] = defaultdict(list)
    for name in names:
        file = folder / f"{name}.yml"
        for raw in checked(_RuleFile, file).rules:
            rule = _rule(raw, ontology, frames, file.name)
            if rule.id in rules:
                message = f"{file.name}: {rule.id}: this id stands twice; rename one"
                raise DataError(message)
            rules[rule.id] = rule
            _index(raw, rule, forms, triggers)
    return Rulebook(
        ontology, frames, tuple(rules.values()), {word: tuple(found) for word, found in triggers.items()}, forms
    )


def _rule(raw: _RawRule, ontology: Ontology, frames: dict[str, Frame], file: str) -> Rule:
    where = f"{file}: {raw.id}:"
    event = raw.event
    if (raw.event is None) == (raw.tie is None):
        message = f"{where} a rule has either `event` or `tie`"
        raise DataError(message)
    if raw.tie is not None:
        if raw.tie not in ontology.ties:
            message = f"{where} unknown tie {raw.tie!r}; ontology.yml names the ties"
            raise DataError(message)
        event = ontology.ties[raw.tie].nearest
    if event is not None and event not in ontology.roots:
        message = f"{where} unknown event {event!r}; ontology.yml names the roots"
        raise DataError(message)
    if raw.mode is not None and (event is None or raw.mode not in ontology.roots[event].modes):
        message = f"{where} {event} has no mode {raw.mode!r}; ontology.yml names its modes"
        raise DataError(message)
    if not raw.examples or not raw.counter_examples:
        message = f"{where} a rule needs examples and counter_examples"
        raise DataError(message)
    uses = tuple(_use(text, frames, where) for text in raw.frames)
    kinds = {kind for use in uses for kind in use.frame.trigger}
    for kind, words in _kinds(raw):
        if words and kind not in kinds:
            message = f"{where} {kind} triggers need a frame for a {kind}; none of {', '.join(raw.frames)} is"
            raise DataError(message)
    if raw.civilians is not None and raw.civilians not in ontology.roots["PROTEST"].modes:
        message = f"{where} PROTEST has no mode {raw.civilians!r} for `civilians`; ontology.yml names its modes"
        raise DataError(message)
    return Rule(
        raw.id,
        event,
        raw.tie,
        raw.mode,
        raw.symmetric,
        raw.civilians,
        uses,
        frozenset(raw.objects),
        frozenset(raw.not_objects),
        raw.weight,
        raw.examples,
        raw.counter_examples,
        raw.known_misses,
    )


def _kinds(raw: _RawRule) -> list[tuple[TriggerKind, tuple[str, ...]]]:
    given = raw.triggers
    return [
        ("verb", given.verbs),
        ("noun", given.nouns),
        ("adjective", given.adjectives),
        ("suffix", given.suffixes),
        ("prefix", (*given.prefixes, *raw.prefixes)),
    ]


def _use(text: str, frames: dict[str, Frame], where: str) -> Use:
    match = _CALL.match(text)
    if match is None or match[1] not in frames:
        message = f"{where} unknown frame {text!r}; frames.yml names them"
        raise DataError(message)
    frame = frames[match[1]]
    words = tuple(word.strip() for word in (match[2] or "").split("|") if word.strip()) or frame.default
    return Use(match[1], frame, frozenset(words))


def _index(raw: _RawRule, rule: Rule, forms: Forms, triggers: dict[str, list[Trigger]]) -> None:
    for kind, phrases in _kinds(raw):
        for phrase in phrases:
            words = tuple(_TOKENS.findall(phrase.lower()))
            if kind == "verb":
                first, after = _verb_words(phrase.lower())
                for form in forms.verb(first):
                    pieces = tuple(_TOKENS.findall(form))
                    triggers[pieces[-1]].append(Trigger(rule, kind, pieces[:-1], after))
            elif kind == "noun" and "of" in words:
                at = words.index("of")
                for form in forms.noun(words[at - 1]):
                    triggers[form].append(Trigger(rule, kind, words[: at - 1], words[at:]))
            elif kind == "noun":
                for form in forms.noun(words[-1]):
                    triggers[form].append(Trigger(rule, kind, words[:-1], ()))
            else:
                triggers[words[-1]].append(Trigger(rule, kind, words[:-1], ()))


def _verb_words(phrase: str) -> tuple[str, tuple[str, ...]]:
    first, *rest = phrase.split()
    return first, tuple(token for word in rest for token in _TOKENS.findall(word))
