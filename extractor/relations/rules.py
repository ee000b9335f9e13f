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
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

TriggerKind = Literal["verb", "noun", "adjective", "suffix", "prefix"]
Score = Annotated[float | None, BeforeValidator(lambda value: None if value == "" else value)]
Root = Annotated[str | None, BeforeValidator(lambda value: None if value == "" else value)]
Part = Annotated[float, Field(gt=0, le=1)]
"""How far something can be trusted: above 0, at most 1."""

ANY: Final = "*"
"""Among a rule's objects: any object at all; of an actor: any sector."""
_CALL: Final = re.compile(r"^([a-z_]+)(?:\(([^()]*)\))?$")
_TOKENS: Final = re.compile(r"-|[^\s-]+")


class RootInfo(Strict):
    """One PLOVER root: quad class, score (-10 to 10), modes, and what a promise of it is coded as."""

    quad: Quad
    score: float
    promised: str
    refused: Root = None
    denied: Root = None
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
        source_places: The same for the source.
        things: A thing at either end stands for its owner.
        when: The way is open only where the rule gives no parameters, or one of these.
    """

    source: str
    target: str
    sure: Part = 1.0
    symmetric: Flag = False
    places: Flag = False
    source_places: Flag = False
    things: Flag = True
    when: frozenset[str] = frozenset()


class Frame(Strict):
    """A way of speaking: the kinds of trigger that it takes, and where it places source and target."""

    says: str
    trigger: tuple[TriggerKind, ...]
    ways: tuple[Way, ...]
    default: tuple[str, ...] = ()


class FrameFile(Strict):
    """A file of frames: each by the name that rules call it by."""

    frames: dict[str, Frame]


class Triggers(Strict):
    """The words that carry a meaning, by their kind."""

    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()


class KnownMiss(Strict):
    """An example that the rule does not yet read right, and why."""

    text: str
    reason: str


class RawRule(Strict):
    """A rule as a file has it."""

    id: str
    event: Root = None
    tie: Root = None
    mode: Root = None
    triggers: Triggers = Field(default_factory=Triggers)
    subjects: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    not_objects: tuple[str, ...] = ()
    source_roles: tuple[str, ...] = ()
    target_roles: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    symmetric: Flag = False
    civilians: Root = None
    frames: tuple[str, ...]
    weight: Part = 0.8
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    known_misses: tuple[KnownMiss, ...] = ()

    @property
    def phrases(self) -> tuple[tuple[TriggerKind, tuple[str, ...]], ...]:
        """Its triggers as they are written, by their kind."""
        given = self.triggers
        return (
            ("verb", given.verbs),
            ("noun", given.nouns),
            ("adjective", given.adjectives),
            ("suffix", given.suffixes),
            ("prefix", (*given.prefixes, *self.prefixes)),
        )


class _RuleFile(Strict):
    rules: tuple[RawRule, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A rule as it is written, and the name of the file that it stands in."""

    file: str
    raw: RawRule


@dataclass(frozen=True, slots=True)
class RuleTexts:
    """All that a rulebook is made of, checked by form but not yet by meaning.

    Attributes:
        ontology: The roots, modes and ties that there are.
        frames: Frames by name.
        rules: Rules by id; of two that are equally sure of the same words, the first one is taken.
        forms: How words are inflected.
    """

    ontology: Ontology
    frames: Mapping[str, Frame]
    rules: Mapping[str, Written]
    forms: Forms


@dataclass(frozen=True, slots=True)
class Use:
    """A frame as a rule uses it, with its parameters (words)."""

    name: str
    frame: Frame
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One meaning: triggers, the frames that they take, and the code.

    A verb counts only with one of `subjects` as its logical subject and one of `objects` as its object (`ANY`: some
    object), and never with one of `not_objects`.
    `source_roles` and `target_roles` are the only sectors of PLOVER that may stand there (empty: any);
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
    subjects: frozenset[str]
    objects: frozenset[str]
    not_objects: frozenset[str]
    source_roles: frozenset[str]
    target_roles: frozenset[str]
    weight: float
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    known_misses: tuple[KnownMiss, ...]

    @property
    def needs_clause(self) -> bool:
        """Whether its triggers mean something only with a clause that its frame finds: "said that Y must leave"."""
        return all(use.name == "obliges" for use in self.uses)

    def may(self, source: str | None, target: str | None) -> bool:
        """Whether these sectors may stand as source and target (None: a bare country, `ANY`: nobody knows)."""
        return _fits(source, self.source_roles) and _fits(target, self.target_roles)


def _fits(role: str | None, roles: frozenset[str]) -> bool:
    return not roles or role == ANY or (role or "") in roles


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
        asked = 2 * bool(self.rule.subjects) + 2 * bool(self.rule.objects) - (ANY in self.rule.objects)
        return len(self.before) + len(self.after) + asked


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules, ready for matching: triggers by the inflected word, lower case."""

    ontology: Ontology
    frames: dict[str, Frame]
    rules: tuple[Rule, ...]
    triggers: Mapping[str, tuple[Trigger, ...]]
    forms: Forms


def load_rules(models: Path, own: Sequence[Path] = ()) -> Rulebook:
    """Load `relations/` of the models folder, and lay rules of the user's over it.

    Args:
        models: The models folder.
        own: Folders of the user's (`--rules`); of two the later wins.

    Raises:
        DataError: A file breaks its format, an id repeats, a code or frame is unknown, a trigger has no frame of
            its kind, or a rule has no example or counter-example.
    """
    texts = read_rules(models)
    if own:
        from extractor.relations.own import lay, read_own  # noqa: PLC0415 -- most runs bring no rules along

        for folder in own:
            texts = lay(texts, read_own(folder, texts, models))
    return compiled(texts)


def read_rules(models: Path) -> RuleTexts:
    """Read the shipped rules and what they are made of.

    Args:
        models: The models folder.

    Raises:
        DataError: A file breaks its form, an id repeats, or a frame has a path that leads nowhere.
    """
    folder = models / "relations"
    ontology = checked(Ontology, folder / "ontology.yml")
    frames = checked(FrameFile, folder / "frames.yml").frames
    refuse_bad_paths("frames.yml", frames)
    rules: dict[str, Written] = {}
    for name in (*(root.lower() for root in ontology.roots), "ties"):
        file = folder / f"{name}.yml"
        for raw in checked(_RuleFile, file).rules:
            if raw.id in rules:
                message = f"{file.name}: {raw.id}: this id stands twice; rename one"
                raise DataError(message)
            if not raw.examples or not raw.counter_examples:
                message = f"{file.name}: {raw.id}: a rule needs examples and counter_examples"
                raise DataError(message)
            rules[raw.id] = Written(file.name, raw)
    return RuleTexts(ontology, frames, rules, load_forms(models))


def refuse_bad_paths(file: str, frames: Mapping[str, Frame]) -> None:
    """Refuse frames with a path that leads nowhere.

    Args:
        file: Name of their file.
        frames: Frames by name.

    Raises:
        DataError: A path names a step that is not there.
    """
    for name, frame in frames.items():
        for way in frame.ways:
            for path in (way.source, way.target):
                try:
                    steps_of(path)
                except DataError as error:
                    message = f"{file}: {name} field ways: {str(error).removeprefix('frames.yml: ')}"
                    raise DataError(message) from error


def compiled(texts: RuleTexts) -> Rulebook:
    """Make rules ready for matching.

    Args:
        texts: The rules and what they are made of.

    Raises:
        DataError: A code or frame is unknown, or a trigger has no frame of its kind.
    """
    triggers: dict[str, list[Trigger]] = defaultdict(list)
    rules: list[Rule] = []
    frames = dict(texts.frames)
    for written in texts.rules.values():
        rule = _rule(written, texts.ontology, frames)
        rules.append(rule)
        for word, trigger in triggers_of(rule, written.raw.phrases, texts.forms):
            triggers[word].append(trigger)
    return Rulebook(
        texts.ontology, frames, tuple(rules), {word: tuple(found) for word, found in triggers.items()}, texts.forms
    )


def _rule(written: Written, ontology: Ontology, frames: Mapping[str, Frame]) -> Rule:
    raw, where = written.raw, f"{written.file}: {written.raw.id}"
    event = _event(raw, ontology, where)
    if raw.mode is not None and (event is None or raw.mode not in ontology.roots[event].modes):
        modes = ", ".join(ontology.roots[event].modes) if event is not None else ""
        message = f"{where} field mode: {event} has no mode {raw.mode!r}; {_one_of(modes, 'modes')}"
        raise DataError(message)
    uses = tuple(_use(text, frames, where) for text in raw.frames)
    kinds = {kind for use in uses for kind in use.frame.trigger}
    for kind, words in raw.phrases:
        if words and kind not in kinds:
            message = (
                f"{where} field frames: {kind} triggers need a frame for a {kind}; none of {', '.join(raw.frames)} is"
            )
            raise DataError(message)
    if raw.civilians is not None and raw.civilians not in ontology.roots["PROTEST"].modes:
        modes = ", ".join(ontology.roots["PROTEST"].modes)
        message = f"{where} field civilians: PROTEST has no mode {raw.civilians!r}; {_one_of(modes, 'modes')}"
        raise DataError(message)
    return Rule(
        raw.id,
        event,
        raw.tie,
        raw.mode,
        raw.symmetric,
        raw.civilians,
        uses,
        frozenset(raw.subjects),
        frozenset(raw.objects),
        frozenset(raw.not_objects),
        frozenset(raw.source_roles),
        frozenset(raw.target_roles),
        raw.weight,
        raw.examples,
        raw.counter_examples,
        raw.known_misses,
    )


def _event(raw: RawRule, ontology: Ontology, where: str) -> str | None:
    """The root of a rule; of a tie the one nearest to it."""
    if (raw.event is None) == (raw.tie is None):
        message = f"{where} field event: a rule has either `event` or `tie`"
        raise DataError(message)
    if raw.tie is not None:
        if raw.tie not in ontology.ties:
            message = f"{where} field tie: unknown tie {raw.tie!r}; {_one_of(', '.join(ontology.ties), 'ties')}"
            raise DataError(message)
        return ontology.ties[raw.tie].nearest
    if raw.event not in ontology.roots:
        message = f"{where} field event: unknown event {raw.event!r}; {_one_of(', '.join(ontology.roots), 'roots')}"
        raise DataError(message)
    return raw.event


def _one_of(names: str, what: str) -> str:
    return f"one of {names}" if names else f"it has no {what}"


def _use(text: str, frames: Mapping[str, Frame], where: str) -> Use:
    match = _CALL.match(text)
    if match is None or match[1] not in frames:
        message = f"{where} field frames: unknown frame {text!r}; frames.yml names them"
        raise DataError(message)
    frame = frames[match[1]]
    words = tuple(word.strip() for word in (match[2] or "").split("|") if word.strip()) or frame.default
    return Use(match[1], frame, frozenset(words))


def triggers_of(
    rule: Rule, phrases: Iterable[tuple[TriggerKind, tuple[str, ...]]], forms: Forms
) -> Iterator[tuple[str, Trigger]]:
    """The triggers of a rule, each with the inflected word, in lower case, that it is found by.

    Args:
        rule: The rule.
        phrases: Its triggers as they are written, by their kind.
        forms: How words are inflected.
    """
    for kind, written in phrases:
        for phrase in written:
            words = tuple(_TOKENS.findall(phrase.lower()))
            if kind == "verb":
                first, after = _verb_words(phrase.lower())
                for form in forms.verb(first):
                    pieces = tuple(_TOKENS.findall(form))
                    yield pieces[-1], Trigger(rule, kind, pieces[:-1], after)
            elif kind == "noun" and "of" in words:
                at = words.index("of")
                for form in forms.noun(words[at - 1]):
                    yield form, Trigger(rule, kind, words[: at - 1], words[at:])
            elif kind == "noun":
                for form in forms.noun(words[-1]):
                    yield form, Trigger(rule, kind, words[:-1], ())
            else:
                yield words[-1], Trigger(rule, kind, words[:-1], ())


def _verb_words(phrase: str) -> tuple[str, tuple[str, ...]]:
    first, *rest = phrase.split()
    return first, tuple(token for word in rest for token in _TOKENS.findall(word))
