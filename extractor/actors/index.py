"""From facts to the index: which names stand for whom."""

from __future__ import annotations

import struct
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import marisa_trie
import msgspec

from extractor.actors.consistency import check
from extractor.actors.facts import ORGANISATION_FILES, read_facts
from extractor.actors.knowledge import (
    NUMBER,
    Between,
    Entry,
    Index,
    Modifier,
    Office,
    Period,
    Reading,
    RoleNoun,
)
from extractor.actors.spelling import bones, spoken, telling
from extractor.actors.words import name_words, slug
from extractor.forms import load_forms
from extractor.types import Actor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from extractor.actors import facts as said
    from extractor.actors.knowledge import Form, Gender
    from extractor.forms import Forms

Words = tuple[str, ...]
_FIRST_NAMES: Final = 2
_RARE: Final = 3
_RARE_LETTERS: Final = 4
_ARTICLES: Final = frozenset({"al", "as", "ash"})  # of Arabic names: "al-Shabaab" begins with a small letter


def read_index(models: Path) -> Index:
    """Read, check and index the facts of the models folder.

    Raises:
        DataError: A file breaks its form or contradicts another.
    """
    facts = read_facts(models / "actors")
    check(facts)
    return build(facts, load_forms(models))


def build(facts: said.Facts, forms: Forms) -> Index:
    """Index facts that have been checked.

    Args:
        facts: What the files say.
        forms: The plurals of role nouns.
    """
    genders: dict[str, Gender] = {
        **{" ".join(name_words(name)): "f" for name in facts.given.female},
        **{" ".join(name_words(name)): "m" for name in facts.given.male},
    }
    book = _Names()
    for state in facts.states:
        _add_state(book, state)
    for file in ORGANISATION_FILES:
        for organisation in facts.organisations[file]:
            _add_organisation(book, organisation)
    for officials in facts.officials.values():
        for official in officials:
            _add_official(book, official, genders)
    for people in facts.peoples:
        _add_people(book, people)
    _add_profiles(book, facts)
    for place in facts.places:
        _add_place(book, place)
    for name in facts.not_actors.names:
        book.silence(name)
    return book.index(facts, forms, genders)


def _surnames(book: _Names, facts: said.Facts) -> bytes:
    """Surname -> entries of the officials who have it, as a trie."""
    officials = (official for group in facts.officials.values() for official in group)
    rows = sorted({(" ".join(name_words(one.surname)), book.ids[one.id]) for one in officials if one.surname})
    return _bytes(marisa_trie.RecordTrie(NUMBER, ((name, (number,)) for name, number in rows)))


def _spellings(book: _Names, facts: said.Facts) -> bytes:
    """Skeleton of a name -> its entry and how it sounds, as a trie."""
    rules = facts.cues.transliteration
    sounds: set[tuple[str, int]] = set()
    for ident, name in _foreign_names(facts):
        words = name_words(name)
        sound = spoken(words, rules)
        if telling(words, sound):
            sounds.add((sound, book.ids[ident]))
    rows = [(bones(sound), struct.pack(NUMBER, number) + sound.encode()) for sound, number in sorted(sounds)]
    return _bytes(marisa_trie.BytesTrie(rows))


def _foreign_names(facts: said.Facts) -> Iterator[tuple[str, str]]:
    """Id and name of those whose names English spells in several ways."""
    countries = facts.cues.transliteration.countries
    for group in facts.officials.values():
        for official in group:
            rebel = official.country is None and any(office.role == "REB" for office in official.offices)
            if rebel or official.country in countries:
                yield from ((official.id, name) for name in _several_words((official.name, *official.names)))
                yield from ((official.id, name) for name in official.known_as)
    groups = [
        one
        for file in ("armed_groups.yml", "parties.yml")
        for one in facts.organisations.get(file, ())
        if one.country in countries or (one.country is None and one.type == "armed_group")
    ]
    bearers: dict[str, set[str]] = defaultdict(set)
    for organisations in facts.organisations.values():
        for one in organisations:
            for word in (word for name in (one.name, *one.names) for word in name_words(name)):
                bearers[word].add(one.id)
    for one in groups:
        if one.needs:
            continue
        for name in _several_words((one.name, *one.names)):
            # A word that many names have is a plain one: "Democratic", "Front".
            if any(len(word) >= _RARE_LETTERS and len(bearers[word]) <= _RARE for word in name_words(name)):
                yield one.id, name


def _several_words(names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if len(name_words(name)) > 1)


def _towns(towns: Iterable[said.Town]) -> bytes:
    """Name of a town -> the town, encoded; of towns of one name the first, with the countries of the others."""
    told: dict[str, list[said.Town]] = defaultdict(list)
    for town in towns:
        told[" ".join(_bare(town.name))].append(town)
    for town in towns:
        for name in town.names:
            key = " ".join(_bare(name))
            if town not in told[key]:
                told[key].append(town)
    encode = msgspec.msgpack.Encoder().encode
    rows = []
    for key, (first, *others) in told.items():
        others_countries = (country for town in others for country in (town.country, *town.also))
        also = tuple(dict.fromkeys(c for c in (*first.also, *others_countries) if c != first.country))
        rows.append((key, encode((first.name, first.country, also, first.lat, first.lon))))
    return _bytes(marisa_trie.BytesTrie(rows))


def _bytes(trie: marisa_trie.Trie) -> bytes:
    stored: bytes = trie.tobytes()
    return stored


def _bare(name: str) -> Words:
    """The words of a name without its article."""
    words = name_words(name)
    return words[1:] if words[:1] == ("the",) and len(words) > 1 else words


class _Names:
    """Gathers entries and the names that stand for them."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.names: dict[Words, list[Reading]] = {}
        self.ids: dict[str, int] = {}
        self.acronyms: set[str] = set()
        self.states: dict[str, int] = {}
        self.holders: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        self.adjectives: dict[str, str] = {}

    def enter(self, entry: Entry) -> int:
        """Take an entry in; the first of an id is the one that it is known by."""
        self.entries.append(entry)
        number = len(self.entries) - 1
        self.ids.setdefault(entry.actor.id, number)
        return number

    def add(self, names: Iterable[str], entry: int, form: Form, *, common: bool = False) -> None:
        """Let names stand for an entry; the first way in which one stands for an actor is the one that counts."""
        for name in names:
            readings = self.names.setdefault(_bare(name), [])
            ident = self.entries[entry].actor.id
            if not any(self.entries[reading.entry].actor.id == ident for reading in readings):
                readings.append(Reading(entry, form, common))

    def add_acronyms(self, acronyms: Iterable[str], entry: int) -> None:
        """Let acronyms stand for an entry."""
        for acronym in acronyms:
            self.acronyms.add("".join(name_words(acronym)))
            self.add((acronym,), entry, "acronym")

    def silence(self, name: str) -> None:
        """Let a name be found and passed over; what it holds is then not found."""
        self.names.setdefault(_bare(name), [])

    def held_by(self, name: str) -> tuple[Entry, ...]:
        """The entries that a name stands for."""
        return tuple(self.entries[reading.entry] for reading in self.names.get(_bare(name), ()))

    def index(self, facts: said.Facts, forms: Forms, genders: dict[str, Gender]) -> Index:
        """The stored form."""
        spelt = {" ".join(words) + " ": readings for words, readings in self.names.items()}
        trie = marisa_trie.Trie(spelt)
        longest: dict[str, int] = {}
        for words in self.names:
            longest[words[0]] = max(longest.get(words[0], 0), len(words))
        small = (words for words, readings in self.names.items() if not readings or any(r.common for r in readings))
        encode = msgspec.msgpack.Encoder().encode
        return Index(
            trie=trie.tobytes(),
            readings=tuple(tuple(reading.packed for reading in spelt[trie.restore_key(at)]) for at in range(len(trie))),
            longest=longest,
            pairs=frozenset(" ".join(words[:2]) for words in self.names if len(words) > 1),
            openers=frozenset(words[0] for words in small) | _ARTICLES,
            entries=tuple(msgspec.Raw(encode(entry)) for entry in self.entries),
            ids=self.ids,
            states=self.states,
            holders={of: {office: tuple(held) for office, held in by.items()} for of, by in self.holders.items()},
            acronyms=frozenset(self.acronyms),
            everyday=frozenset(" ".join(_bare(name)) for name in facts.not_actors.everyday),
            adjectives=self.adjectives,
            neighbours={profile.state: profile.neighbours for profile in facts.profiles},
            genders=genders,
            roles=_role_nouns(facts.heads, forms),
            modifiers=_modifiers(facts.modifiers),
            surnames=_surnames(self, facts),
            spellings=_spellings(self, facts),
            towns=_towns(facts.towns),
            cues=facts.cues,
        )


def _add_state(book: _Names, state: said.State) -> None:
    country = state.part_of or state.id
    actor = Actor(state.id, state.name, "state", state.role, country, (), state.lat, state.lon, reason="state by name")
    entry = book.enter(Entry(actor))
    if state.part_of is None:
        book.states[state.id] = entry
        book.adjectives[state.id] = next(iter(state.adjectives), state.name)
    book.add((state.name, *state.names), entry, "name")
    book.add_acronyms(state.acronyms, entry)
    book.add(state.adjectives, entry, "adjective")
    people = replace(
        actor,
        id=f"{state.id}.CVL" if state.part_of is None else state.id,
        name=state.people[-1] if state.people else state.name,
        type="people",
        role="CVL",
        reason="people of the state",
    )
    book.add((name for name in state.people if name not in state.adjectives), book.enter(Entry(people)), "people")
    book.add(state.seats, entry, "seat")
    government = replace(
        actor,
        id=f"{state.id}.GOV",
        name=f"{state.name} government",
        type="government",
        role="GOV",
        reason="seat of the executive",
    )
    book.add(state.government, book.enter(Entry(government)), "name")
    for organ in state.organs:
        _add_organ(book, organ, _organ(organ, state))


def _organ(organ: said.Organ, state: said.State) -> Entry:
    return Entry(
        Actor(
            organ.id,
            organ.name,
            organ.type,
            organ.role,
            state.part_of or state.id,
            organ.other_roles,
            state.lat,
            state.lon,
            reason=f"organ of {state.name}",
        )
    )


def _add_organ(book: _Names, organ: said.Organ, entry: Entry) -> None:
    number = book.enter(entry)
    book.add(organ.common, number, "name", common=True)
    book.add((organ.name, *organ.names), number, "name")
    book.add_acronyms(organ.acronyms, number)


def _organisation(organisation: said.Organisation) -> Entry:
    active = organisation.active
    return Entry(
        Actor(
            organisation.id,
            organisation.name,
            organisation.type,
            organisation.role,
            organisation.country,
            organisation.other_roles,
            reason="organisation by name",
        ),
        needs=organisation.needs,
        periods=tuple(Period(p.begin, p.to, p.role, p.type, p.country) for p in organisation.periods),
        members=organisation.members,
        backers=organisation.backers,
        active=None if active is None else Between(active.begin, active.to),
    )


def _add_organisation(book: _Names, organisation: said.Organisation) -> None:
    entry = book.enter(_organisation(organisation))
    book.add(organisation.common, entry, "name", common=True)
    book.add((organisation.name, *organisation.names), entry, "name")
    book.add_acronyms(organisation.acronyms, entry)
    book.add(organisation.seats, entry, "seat")


def _add_official(book: _Names, official: said.Official, genders: Mapping[str, Gender]) -> None:
    actor = Actor(official.id, official.name, "person", None, official.country, reason="person by name")
    offices = tuple(Office(o.begin, o.to, o.office, o.role, o.other_roles, o.of, o.country) for o in official.offices)
    first = name_words(official.name)[:_FIRST_NAMES]
    gender = official.gender or genders.get(" ".join(first)) or genders.get(first[0])
    entry = book.enter(Entry(actor, offices=offices, gender=gender))
    book.add((official.name, *official.names), entry, "name")
    book.add(official.known_as, entry, "surname")
    for office in offices:
        of = office.of or office.country or official.country
        if of is not None and entry not in book.holders[of][office.office.lower()]:
            book.holders[of][office.office.lower()].append(entry)


def _add_people(book: _Names, people: said.People) -> None:
    actor = Actor(people.id, people.name, "people", people.role, people.country, reason="people by name")
    entry = book.enter(Entry(actor))
    book.add(people.adjectives, entry, "adjective")
    book.add((*people.people, people.name), entry, "people")


def _add_place(book: _Names, place: said.Place) -> None:
    if book.held_by(place.name):
        return
    actor = Actor(
        f"place.{slug(place.name)}",
        place.name,
        None,
        None,
        place.country,
        (),
        place.lat,
        place.lon,
        reason="place by name",
    )
    entry = book.enter(Entry(actor, also=place.also))
    book.add((place.name, *(name for name in place.names if not book.held_by(name))), entry, "place")


def _add_profiles(book: _Names, facts: said.Facts) -> None:
    """Add what the country profiles know and nobody has written by hand."""
    states = {state.id: state for state in facts.states}
    organs = [(organ, _organ(organ, states[profile.state])) for profile in facts.profiles for organ in profile.organs]
    parties = [(party, _organisation(party)) for party in facts.profile_parties]
    given: tuple[tuple[said.Organ | said.Organisation, Entry], ...] = (*organs, *parties)
    bearers: dict[Words, set[str]] = defaultdict(set)
    for one, entry in given:
        for name in (one.name, *one.names, *one.acronyms):
            bearers[_bare(name)].add(entry.actor.id)
    new = [(one, entry) for one, entry in given if not _by_hand(book, one, entry)]
    by_hand = frozenset(book.names)
    for one, entry in new:
        _add_profile(book, one, entry, by_hand, bearers)


def _by_hand(book: _Names, one: said.Organ | said.Organisation, entry: Entry) -> bool:
    """Whether somebody wrote this actor by hand: the same id, or the same name in the same country."""
    country = entry.actor.country
    return entry.actor.id in book.ids or any(
        other.actor.country in (country, None) for name in (one.name, *one.names) for other in book.held_by(name)
    )


def _add_profile(
    book: _Names,
    one: said.Organ | said.Organisation,
    entry: Entry,
    by_hand: frozenset[Words],
    bearers: Mapping[Words, set[str]],
) -> None:
    """Add an actor of the profiles: a name that others bear, too, is only read where its country is named."""
    number = book.enter(entry)
    country = entry.actor.country
    narrow = None if country is None else book.enter(replace(entry, needs=entry.needs or (country,)))
    for name in (one.name, *one.names):
        words = _bare(name)
        shared = words in by_hand or len(bearers[words]) > 1
        if not shared:
            book.add((name,), number, "name")
        elif narrow is not None:
            book.add((name,), narrow, "name")
    for acronym in one.acronyms:
        words = _bare(acronym)
        if words in by_hand:
            continue  # what is known under it is known better
        chosen = narrow if len(bearers[words]) > 1 else number
        if chosen is not None:
            book.add_acronyms((acronym,), chosen)


def _role_nouns(heads: tuple[said.Head, ...], forms: Forms) -> dict[str, RoleNoun]:
    nouns: dict[str, RoleNoun] = {}
    for head in heads:
        # These stand for the whole of the state's forces, police or executive: USA.MIL, not USA.MIL.warship.
        whole = head.whole or (head.role == "MIL" and (head.body or head.means)) or (head.role == "COP" and head.body)
        for noun in map(str.lower, head.nouns):
            singular = RoleNoun(
                noun,
                head.nouns[0].lower() if head.office else noun,
                head.role,
                head.type,
                head.adds or next(iter(head.other_roles), None),
                head.weak,
                head.means,
                head.body,
                head.office,
                whole,
                plural=False,
            )
            nouns.setdefault(noun, singular)
            several = replace(singular, plural=True, whole=whole or head.type == "military")
            for plural in forms.plurals(noun):
                nouns.setdefault(plural, several)
    return nouns


def _modifiers(modifiers: tuple[said.Modifier, ...]) -> dict[str, Modifier]:
    return {
        word.lower(): Modifier(modifier.role, frozenset(modifier.only), modifier.adds)
        for modifier in modifiers
        for word in modifier.words
    }
