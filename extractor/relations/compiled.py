"""A rulebook in the form that the cache keeps, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, overload

import msgspec

from extractor.forms import Forms
from extractor.relations.rules import Frame, KnownMiss, Ontology, Rule, Rulebook, Trigger, TriggerKind, Use

Other = TypeVar("Other")


class StoredRule(msgspec.Struct, frozen=True, array_like=True):
    """A rule as it is kept: frames by name."""

    id: str
    event: str | None
    tie: str | None
    mode: str | None
    symmetric: bool
    civilians: str | None
    uses: tuple[tuple[str, frozenset[str]], ...]
    subjects: frozenset[str]
    objects: frozenset[str]
    not_objects: frozenset[str]
    source_roles: frozenset[str]
    target_roles: frozenset[str]
    weight: float
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    known_misses: tuple[tuple[str, str], ...]


_StoredTriggers = tuple[tuple[int, TriggerKind, tuple[str, ...], tuple[str, ...]], ...]


class StoredRules(msgspec.Struct, frozen=True, array_like=True):
    """A rulebook as it is kept; triggers refer to rules by number, and are decoded when a text has their word."""

    ontology: dict[str, Any]
    frames: dict[str, dict[str, Any]]
    rules: tuple[StoredRule, ...]
    triggers: dict[str, msgspec.Raw]
    verbs: dict[str, tuple[str, ...]]
    nouns: dict[str, tuple[str, ...]]
    singular_of: dict[str, str]


def stored(book: Rulebook) -> StoredRules:
    """A rulebook in the form that is kept."""
    number = {rule.id: at for at, rule in enumerate(book.rules)}
    encode = msgspec.msgpack.Encoder().encode
    return StoredRules(
        ontology=book.ontology.model_dump(mode="json"),
        frames={name: frame.model_dump(mode="json") for name, frame in book.frames.items()},
        rules=tuple(
            StoredRule(
                id=rule.id,
                event=rule.event,
                tie=rule.tie,
                mode=rule.mode,
                symmetric=rule.symmetric,
                civilians=rule.civilians,
                uses=tuple((use.name, use.words) for use in rule.uses),
                subjects=rule.subjects,
                objects=rule.objects,
                not_objects=rule.not_objects,
                source_roles=rule.source_roles,
                target_roles=rule.target_roles,
                weight=rule.weight,
                examples=rule.examples,
                counter_examples=rule.counter_examples,
                known_misses=tuple((miss.text, miss.reason) for miss in rule.known_misses),
            )
            for rule in book.rules
        ),
        triggers={
            word: msgspec.Raw(encode(tuple((number[one.rule.id], one.kind, one.before, one.after) for one in found)))
            for word, found in book.triggers.items()
        },
        verbs=book.forms.verbs,
        nouns=book.forms.nouns,
        singular_of=book.forms.singular_of,
    )


def restored(kept: StoredRules) -> Rulebook:
    """The rulebook that was stored."""
    frames = {name: Frame.model_validate(frame) for name, frame in kept.frames.items()}
    rules = tuple(
        Rule(
            id=rule.id,
            event=rule.event,
            tie=rule.tie,
            mode=rule.mode,
            symmetric=rule.symmetric,
            civilians=rule.civilians,
            uses=tuple(Use(name, frames[name], words) for name, words in rule.uses),
            subjects=rule.subjects,
            objects=rule.objects,
            not_objects=rule.not_objects,
            source_roles=rule.source_roles,
            target_roles=rule.target_roles,
            weight=rule.weight,
            examples=rule.examples,
            counter_examples=rule.counter_examples,
            known_misses=tuple(KnownMiss(text=text, reason=reason) for text, reason in rule.known_misses),
        )
        for rule in kept.rules
    )
    forms = Forms(kept.verbs, kept.nouns, kept.singular_of)
    ontology = Ontology.model_validate(kept.ontology)
    return Rulebook(ontology, frames, rules, _KeptTriggers(kept.triggers, rules), forms)


class _KeptTriggers(Mapping[str, tuple[Trigger, ...]]):
    """The triggers of each word, decoded when first asked for."""

    def __init__(self, kept: dict[str, msgspec.Raw], rules: tuple[Rule, ...]) -> None:
        self._kept, self._rules = kept, rules
        self._made: dict[str, tuple[Trigger, ...]] = {}
        self._decoder = msgspec.msgpack.Decoder(_StoredTriggers)

    def __getitem__(self, word: str) -> tuple[Trigger, ...]:
        found = self._made.get(word)
        if found is None:
            found = self._made[word] = tuple(
                Trigger(self._rules[rule], kind, before, after)
                for rule, kind, before, after in self._decoder.decode(self._kept[word])
            )
        return found

    @overload
    def get(self, key: str, /) -> tuple[Trigger, ...] | None: ...
    @overload
    def get(self, key: str, /, default: tuple[Trigger, ...] | Other) -> tuple[Trigger, ...] | Other: ...
    def get(self, key: str, /, default: object = None) -> object:
        """As of a dict; most words of a text are no triggers, and are answered without an exception."""
        return self[key] if key in self._kept else default

    def __contains__(self, word: object) -> bool:
        return word in self._kept

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)
