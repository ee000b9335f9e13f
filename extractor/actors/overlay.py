"""Lay the user's actors over those that are known: the user's names win, and what the user leaves open stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from extractor.actors.cues import Cues
from extractor.actors.facts import ORGANISATION_FILES, Facts, GivenNames, NotActors
from extractor.actors.index import build
from extractor.actors.knowledge import Entry, Hit, Index, Knowledge, Names, Period, RoleNoun, knowledge_of
from extractor.actors.own import OwnOfficial, OwnOrganisation, bare, read_own
from extractor.cache import cached
from extractor.forms import load_forms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractor.actors.own import Own, OwnFile, Said
    from extractor.forms import Forms
    from extractor.types import Actor

Words = tuple[str, ...]

_OF_ACTOR: Final = frozenset({"name", "type", "role", "country", "other_roles", "lat", "lon"})
_OF_ENTRY: Final = frozenset({"needs", "offices", "members", "backers", "active", "gender"})
_OF_NOUN: Final = frozenset({"role", "type", "adds", "weak", "means", "body", "office", "whole"})

_HERE: Final = Path(__file__).parent
_CODE: Final = (*sorted(_HERE.glob("*.py")), *(_HERE.parent / name for name in ("data.py", "forms.py", "types.py")))
"""The modules on which the stored form depends."""


@dataclass(frozen=True, slots=True)
class CodedPeriod(Period):
    """What the user's coding makes of an actor in a time, and the code that says so."""

    other_roles: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class OwnEntry(Entry):
    """An entry as the user has it.

    Attributes:
        coded: What differs in a time by the user's coding; it goes before offices.
    """

    coded: tuple[CodedPeriod, ...] = ()

    def on(self, day: str | None) -> Actor:
        """The actor as it was on a day: by the user's periods, else by what is known besides."""
        for period in self.coded:
            if period.holds(day):
                return replace(
                    self.actor,
                    role=period.role or self.actor.role,
                    type=period.type or self.actor.type,
                    country=period.country or self.actor.country,
                    other_roles=period.other_roles or self.actor.other_roles,
                    reason=f"{self.actor.reason}: {period.source}" if period.source else self.actor.reason,
                )
        return Entry.on(self, day)


class Coding(msgspec.Struct, frozen=True):
    """What a file says of an actor besides what all entries have.

    Attributes:
        given: The fields that the file gives.
        periods: What differs in a time.
        source: Where the coding is from.
    """

    given: tuple[str, ...] = ()
    periods: tuple[CodedPeriod, ...] = ()
    source: str = ""


class OwnIndex(msgspec.Struct, frozen=True):
    """The stored form of a file of the user's, ready to be laid over what it was compiled for.

    Attributes:
        file: Its name.
        index: Its entries and names.
        codings: Id of an actor -> the encoded `Coding`.
        removed: Ids of the actors to be taken out.
        roles: Role nouns, on top of the known ones.
        adjectives: Country code -> its first adjective.
    """

    file: str
    index: Index
    codings: dict[str, msgspec.Raw]
    removed: tuple[str, ...]
    roles: dict[str, RoleNoun]
    adjectives: dict[str, str]


def with_own(base: Knowledge, files: Iterable[str | Path], models: Path) -> Knowledge:
    """Lay files of the user's over what is known, one after the other.

    Args:
        base: What is known.
        files: The files; of two the later wins.
        models: The `models` folder.

    Returns:
        What is known now.

    Raises:
        extractor.data.DataError: A file cannot be read or has a slip.
    """
    facts = sorted((models / "actors").rglob("*.yml"))
    sources: tuple[Path, ...] = (*_CODE, *facts, models / "relations" / "forms.yml")
    for file in map(Path, files):
        sources = (*sources, file)
        base = lay(base, cached("own", sources, OwnIndex, partial(_read, base, file, models)))
    return base


def _read(base: Knowledge, file: Path, models: Path) -> OwnIndex:
    return compiled(base, read_own(file, base.ids), load_forms(models))


def compiled(base: Knowledge, own: Own, forms: Forms) -> OwnIndex:
    """The stored form of a file.

    Args:
        base: What is known without it.
        own: The file.
        forms: The plurals of role nouns.
    """
    index = build(facts_of(own.facts, base.cues), forms)
    encode = msgspec.msgpack.Encoder().encode
    codings = {one.id: msgspec.Raw(encode(_coding(one, own))) for one in own.facts.actors_with_ids()}
    roles = _roles(own.facts, base, index.roles, forms)
    return OwnIndex(own.file, index, codings, own.facts.remove, roles, _adjectives(own.facts))


def _coding(one: Said, own: Own) -> Coding:
    given = tuple(sorted(own.given.get(one.id, ())))
    if not isinstance(one, OwnOrganisation | OwnOfficial):
        return Coding(given)
    periods = (
        CodedPeriod(p.begin, p.to, p.role, p.type, p.country, other_roles=p.other_roles, source=p.source)
        for p in one.periods
    )
    return Coding(given, tuple(periods), one.source)


def overlay(base: Knowledge, own: Own, forms: Forms) -> Knowledge:
    """Lay one file of the user's over what is known; see `lay`."""
    return lay(base, compiled(base, own, forms))


def lay(base: Knowledge, own: OwnIndex) -> Knowledge:
    """Lay one file of the user's over what is known.

    An entry whose id is known gives the fields that it has and leaves the others; its names are added. A name that
    the file gives to one actor is no other's any more, but for an entry with `needs`, which only goes first.

    Args:
        base: What is known; it stays as it is.
        own: The file, compiled for it.

    Returns:
        What is known now.
    """
    mine = knowledge_of(own.index)
    changes = _Changes(base, mine, own)
    return replace(
        base,
        names=OwnNames(base.names, mine.names, changes),
        longest=_longest(base.longest, mine.longest),
        **_unions(base, mine),
        roles={**base.roles, **own.roles},
        modifiers={**base.modifiers, **mine.modifiers},
        ids=_Ids(base.ids, mine.ids, changes),
        states=_Ids(base.states, mine.states, changes),
        holders=_Holders(base.holders, mine.holders, changes),
        surnames=_Surnames(base.surnames, mine.surnames, changes),
        spellings=_Spellings(base.spellings, mine.spellings, changes),
        adjectives={**mine.adjectives, **base.adjectives, **own.adjectives},
    )


def _unions(base: Knowledge, mine: Knowledge) -> dict[str, Any]:
    """The sets of words of both layers: acronyms, words that open names, and the like."""
    both = ((one.name, getattr(base, one.name), getattr(mine, one.name)) for one in fields(Knowledge))
    return {name: known | told for name, known, told in both if isinstance(known, frozenset)}


def facts_of(own: OwnFile, cues: Cues | None = None) -> Facts:
    """The user's entries as if they were all that there is, with the known cues."""
    first, *others = ORGANISATION_FILES
    return Facts(
        states=own.states,
        organisations={first: own.actors, **dict.fromkeys(others, ())},
        officials={"": own.officials},
        peoples=own.peoples,
        given=GivenNames(),
        profiles=(),
        profile_parties=(),
        places=own.places,
        not_actors=NotActors(names=own.not_actors),
        heads=own.heads,
        modifiers=own.modifiers,
        cues=cues or Cues(),
    )


class _Changes:
    """What becomes of entries: overridden, taken out, or left as they are."""

    def __init__(self, base: Knowledge, mine: Knowledge, own: OwnIndex) -> None:
        self._base, self._mine, self._own = base, mine, own
        self._bodies = tuple(f"{ident}." for ident in own.removed if ident in base.states)
        self._removed = frozenset(own.removed)
        self._decoder = msgspec.msgpack.Decoder(Coding)
        self._made: dict[tuple[str, bool, Words], Entry] = {}

    def gone(self, ident: str) -> bool:
        """Whether an actor is taken out; with a state go its government, people and organs."""
        return ident in self._removed or (bool(self._bodies) and ident.startswith(self._bodies))

    def known(self, entry: Entry) -> Entry:
        """A known entry as the user has it."""
        ident = entry.actor.id
        if ident not in self._own.codings:
            return entry
        key = (ident, True, entry.needs)
        if key not in self._made:
            self._made[key] = self._over(entry, self._mine.ids[ident])
        return self._made[key]

    def new(self, entry: Entry) -> Entry:
        """An entry of the user's file, on top of the known one of its id if there is one."""
        ident = entry.actor.id
        if ident in self._base.ids and not self.gone(ident):
            return self.known(self._base.ids[ident])
        key = (ident, False, entry.needs)
        if key not in self._made:
            gender = entry.gender or (self._base.gender_of(entry.actor.name) if ident.startswith("person.") else None)
            self._made[key] = self._own_entry(replace(entry, gender=gender), entry, entry.actor.reason)
        return self._made[key]

    def entries(self, known: Iterable[Entry], told: Iterable[Entry]) -> Iterator[Entry]:
        """The entries of both layers as the user has them, each once."""
        seen: set[str] = set()
        layers = (map(self.known, known), map(self.new, told))
        for entry in (entry for layer in layers for entry in layer):
            ident = entry.actor.id
            if ident not in seen and not self.gone(ident):
                seen.add(ident)
                yield entry

    def claims(self, actor: Actor, words: Words) -> bool:
        """Whether the file gives a name to an actor; an entry that leaves its name out only carries the known one."""
        carried = actor.id in self._own.codings and "name" not in self._coding(actor.id).given
        return not carried or words != bare(actor.name)

    def _coding(self, ident: str) -> Coding:
        """What the file says of an actor; a state's people and executive have no entry of their own."""
        stored = self._own.codings.get(ident)
        return Coding() if stored is None else self._decoder.decode(stored)

    def _over(self, entry: Entry, told: Entry) -> Entry:
        given = frozenset(self._coding(entry.actor.id).given)
        actor = replace(entry.actor, **_picked(told.actor, given & _OF_ACTOR))
        over = replace(entry, actor=actor, **_picked(told, given & _OF_ENTRY))
        return self._own_entry(over, told, f"{entry.actor.reason}, coded")

    def _own_entry(self, entry: Entry, told: Entry, reason: str) -> Entry:
        coding = self._coding(told.actor.id)
        source = f" ({coding.source})" if coding.source else ""
        return OwnEntry(
            actor=replace(entry.actor, reason=f"{reason} in {self._own.file}{source}"),
            needs=entry.needs,
            periods=() if "periods" in coding.given else entry.periods,
            offices=entry.offices,
            gender=entry.gender,
            members=entry.members,
            backers=entry.backers,
            active=entry.active,
            also=entry.also,
            coded=coding.periods,
        )


def _picked(thing: object, fields: Iterable[str]) -> dict[str, Any]:
    return {field: getattr(thing, field) for field in fields}


class OwnNames(Names):
    """The names of two layers: the user's over those that are known."""

    def __init__(self, base: Names, mine: Names, changes: _Changes) -> None:
        """Lay names over names."""
        self._base, self._mine, self._changes = base, mine, changes
        self._merged: dict[Words, tuple[Hit, ...] | None] = {}

    def starting(self, text: str) -> list[tuple[int, tuple[Hit, ...]]]:
        """The names that a text starts with, the longest first."""
        lengths = {length for length, _ in (*self._base.starting(text), *self._mine.starting(text))}
        if not lengths:
            return []
        words = tuple(text.split())
        found = ((length, self._hits(words[:length])) for length in sorted(lengths, reverse=True))
        return [(length, hits) for length, hits in found if hits is not None]

    def alone(self, word: str) -> tuple[Hit, ...] | None:
        """The readings of a name of one word; None where it is no name."""
        return self._hits((word,))

    def _hits(self, words: Words) -> tuple[Hit, ...] | None:
        """The readings of a name; None where it names nobody any more."""
        if words not in self._merged:
            self._merged[words] = self._read(words)
        return self._merged[words]

    def _read(self, words: Words) -> tuple[Hit, ...] | None:
        known = self._base.get(words)
        before = known or ()
        kept = tuple(
            replace(hit, entry=self._changes.known(hit.entry))
            for hit in before
            if not self._changes.gone(hit.entry.actor.id)
        )
        claimed = self._mine.get(words)
        told = tuple(hit for hit in claimed or () if self._changes.claims(hit.entry.actor, words))
        if claimed == ():
            return ()
        if not told:
            return None if known is None or (before and not kept) else kept
        new = tuple(replace(hit, entry=self._changes.new(hit.entry)) for hit in told)
        ids = {hit.entry.actor.id for hit in new}
        if ids <= {hit.entry.actor.id for hit in kept}:
            return kept  # a name that the actor has already keeps its form: "Kabul" is a seat
        others = tuple(hit for hit in kept if hit.entry.actor.id not in ids)
        return (*new, *others) if all(hit.entry.needs for hit in new) else new

    def __getitem__(self, words: Words) -> tuple[Hit, ...]:
        hits = self._hits(words)
        if hits is None:
            raise KeyError(words)
        return hits

    def __contains__(self, words: object) -> bool:
        return isinstance(words, tuple) and self._hits(words) is not None

    def __iter__(self) -> Iterator[Words]:
        yield from (words for words in self._base if words in self)
        yield from (words for words in self._mine if words not in self._base)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Ids(Mapping[str, Entry]):
    """Entries by id or country code, of two layers."""

    def __init__(self, base: Mapping[str, Entry], mine: Mapping[str, Entry], changes: _Changes) -> None:
        self._base, self._mine, self._changes = base, mine, changes

    def __getitem__(self, ident: str) -> Entry:
        if ident in self._base and not self._changes.gone(ident):
            return self._changes.known(self._base[ident])
        return self._changes.new(self._mine[ident])

    def __contains__(self, ident: object) -> bool:
        return ident in self._mine or (ident in self._base and not self._changes.gone(str(ident)))

    def __iter__(self) -> Iterator[str]:
        yield from (ident for ident in self._base if ident in self)
        yield from (ident for ident in self._mine if ident not in self._base)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Holders(Mapping[str, Mapping[str, tuple[Entry, ...]]]):
    """Who holds which office of whom, of two layers."""

    def __init__(
        self,
        base: Mapping[str, Mapping[str, tuple[Entry, ...]]],
        mine: Mapping[str, Mapping[str, tuple[Entry, ...]]],
        changes: _Changes,
    ) -> None:
        self._base, self._mine, self._changes = base, mine, changes

    def __getitem__(self, of: str) -> Mapping[str, tuple[Entry, ...]]:
        if of not in self._base and of not in self._mine:
            raise KeyError(of)
        known, told = self._base.get(of, {}), self._mine.get(of, {})
        return {
            office: tuple(self._changes.entries(known.get(office, ()), told.get(office, ())))
            for office in {**known, **told}
        }

    def __iter__(self) -> Iterator[str]:
        return iter({**dict.fromkeys(self._base), **dict.fromkeys(self._mine)})

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Surnames(Mapping[str, tuple[Entry, ...]]):
    """Officials by surname, of two layers."""

    def __init__(
        self, base: Mapping[str, tuple[Entry, ...]], mine: Mapping[str, tuple[Entry, ...]], changes: _Changes
    ) -> None:
        self._base, self._mine, self._changes = base, mine, changes

    def __getitem__(self, name: str) -> tuple[Entry, ...]:
        found = tuple(self._changes.entries(self._base.get(name, ()), self._mine.get(name, ())))
        if not found:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return (name for name in {**dict.fromkeys(self._base), **dict.fromkeys(self._mine)} if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


Sounds = tuple[tuple[str, Entry], ...]


class _Spellings(Mapping[str, Sounds]):
    """Actors by the skeletons of their names, of two layers."""

    def __init__(self, base: Mapping[str, Sounds], mine: Mapping[str, Sounds], changes: _Changes) -> None:
        self._base, self._mine, self._changes = base, mine, changes

    def __getitem__(self, key: str) -> Sounds:
        known = [(sound, self._changes.known(entry)) for sound, entry in self._base.get(key, ())]
        told = [(sound, self._changes.new(entry)) for sound, entry in self._mine.get(key, ())]
        found = tuple((sound, entry) for sound, entry in (*known, *told) if not self._changes.gone(entry.actor.id))
        if not found:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        return (key for key in {**dict.fromkeys(self._base), **dict.fromkeys(self._mine)} if key in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _longest(base: Mapping[str, int], mine: Mapping[str, int]) -> Mapping[str, int]:
    return {**base, **{word: max(chars, base.get(word, 0)) for word, chars in mine.items()}}


def _adjectives(own: OwnFile) -> dict[str, str]:
    return {state.id: state.adjectives[0] for state in own.states if state.adjectives and state.part_of is None}


def _roles(own: OwnFile, base: Knowledge, mine: Mapping[str, RoleNoun], forms: Forms) -> dict[str, RoleNoun]:
    """The user's role nouns: a known noun takes the fields that are given and keeps the others."""
    nouns: dict[str, RoleNoun] = {}
    for head in own.heads:
        given = head.model_fields_set | ({"adds"} if "other_roles" in head.model_fields_set else set())
        for noun in map(str.lower, head.nouns):
            for form in (noun, *forms.plurals(noun)):
                told, known = mine[form], base.roles.get(form)
                nouns.setdefault(form, told if known is None else replace(known, **_picked(told, given & _OF_NOUN)))
    return nouns
