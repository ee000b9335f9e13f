"""What is known of actors, ready for look-ups: the values that the stages of `extractor.actors` read.

An index of 60,000 names is decoded in some hundredths of a second, because what stands behind a name is only decoded
when a text names it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeVar, get_args

import marisa_trie
import msgspec

from extractor.actors.cues import Cues
from extractor.actors.spelling import alike, bones, spoken, telling
from extractor.actors.words import fold, name_words, slug, word_spans
from extractor.cache import cached
from extractor.data import Flag, checked
from extractor.paths import models_dir
from extractor.types import Actor, ActorType

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "Between",
    "Entry",
    "Flag",
    "Form",
    "Gender",
    "Hit",
    "Index",
    "Knowledge",
    "Modifier",
    "Names",
    "Office",
    "Period",
    "Reading",
    "RoleNoun",
    "checked",
    "fold",
    "load_coordinates",
    "load_knowledge",
    "name_words",
    "slug",
    "word_spans",
]

Form = Literal["name", "acronym", "adjective", "people", "seat", "surname", "place"]
"""How a name stands for its actor: `seat` is a capital read as its state, `place` a town or province."""
Gender = Literal["f", "m"]
Key = TypeVar("Key")

NUMBER: Final = "<I"
"""How the number of an entry is packed."""

_PACKAGE: Final = Path(__file__).resolve().parent.parent
_FORMS: Final[tuple[Form, ...]] = get_args(Form)
# The titles of whoever is first in an organisation or group.
_LEADING: Final = frozenset({
    "leader", "party leader", "rebel leader", "militia leader", "movement leader", "union leader", "supreme leader",
    "head", "chief", "director", "director-general", "managing director", "executive director", "chief executive",
    "president", "prime minister", "premier", "chairman", "chairwoman", "chairperson", "chair", "party chairman",
    "militia chairman", "secretary-general", "secretary general", "general secretary", "first secretary",
    "commander", "supreme commander", "commander-in-chief", "emir", "caliph",
})  # fmt: skip
_OFFICIAL: Final = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY", "IGO"})


@dataclass(frozen=True, slots=True)
class Between:
    """A stretch of time; days, months or years, both ends inclusive, either may be open ("")."""

    begin: str = ""
    to: str = ""

    def holds(self, day: str | None) -> bool:
        """Whether a day lies in it; without a day, whether it is open to this day."""
        if day is None:
            return not self.to
        start_ok = not self.begin or day[: len(self.begin)] >= self.begin
        end_ok = not self.to or day[: len(self.to)] <= self.to
        return start_ok and end_ok


@dataclass(frozen=True, slots=True)
class Period(Between):
    """What differs of an organisation in a time."""

    role: str | None = None
    type: ActorType | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Office(Between):
    """An office held in a time; `of` is the organisation or group led, `country` the state, where not the holder's."""

    office: str = ""
    role: str | None = "GOV"
    other_roles: tuple[str, ...] = ()
    of: str | None = None
    country: str | None = None

    def serves(self, of: str) -> bool:
        """Whether it is an office of this country or organisation; one without a word of it is the holder's own."""
        return self.of == of if self.of is not None else self.country in (None, of)


@dataclass(frozen=True, slots=True)
class Entry:
    """One actor (or place) that is known by name, with what changes in time.

    Attributes:
        actor: The actor, time aside.
        needs: Only read so where one of these countries is named nearby.
        periods: What differs in a time.
        offices: Offices of a person, in time order.
        gender: Of a person, where known.
        members: Countries that are members of an organisation.
        backers: States and groups that stand behind it.
        active: When it is or was there, where known.
        also: Of a place: further countries with a place of its name.
    """

    actor: Actor
    needs: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    offices: tuple[Office, ...] = ()
    gender: Gender | None = None
    members: tuple[str, ...] = ()
    backers: tuple[str, ...] = ()
    active: Between | None = None
    also: tuple[str, ...] = ()

    def on(self, day: str | None) -> Actor:
        """The actor as it was on a day (ISO date; None is the latest that is known)."""
        if self.offices:
            return self._person(day)
        for period in self.periods:
            if period.holds(day):
                return replace(
                    self.actor,
                    role=period.role or self.actor.role,
                    type=period.type or self.actor.type,
                    country=period.country or self.actor.country,
                )
        return self.actor

    def _person(self, day: str | None) -> Actor:
        held = [office for office in self.offices if office.holds(day)]
        if held:
            office = held[-1]
            return replace(
                self.actor,
                role=office.role,
                other_roles=office.other_roles,
                country=office.country or self.actor.country,
                type="official" if office.role in _OFFICIAL else "person",
                reason=f"{office.office} since {office.begin}" if office.begin else office.office,
            )
        if day is None or any(office.begin and day >= office.begin for office in self.offices):
            last = self.offices[-1]
            role = "ELI" if last.role in _OFFICIAL else last.role
            return replace(self.actor, role=role, type="person", reason=f"{last.office} until {last.to}")
        first = self.offices[0]
        role = None if first.role in _OFFICIAL else first.role
        return replace(self.actor, role=role, type="person", reason=f"not yet {first.office}")


@dataclass(frozen=True, slots=True)
class Hit:
    """One reading of a name: an entry, and the way in which the name stands for it.

    `common` says that the name is printed in lower case, too, and then means nothing else.
    """

    entry: Entry
    form: Form
    common: bool = False


@dataclass(frozen=True, slots=True)
class RoleNoun:
    """A noun that makes an actor of a description; fields as the glossary of `models/` says.

    `canonical` is the noun that office-holders are filed under: the first of an office's words.
    """

    noun: str
    canonical: str
    role: str | None
    type: ActorType | None
    adds: str | None
    weak: bool
    means: bool
    body: bool
    office: bool
    whole: bool
    plural: bool


@dataclass(frozen=True, slots=True)
class Modifier:
    """A word before a role noun that changes its role."""

    role: str | None
    only: frozenset[str]
    adds: str | None


class Reading(msgspec.Struct, frozen=True):
    """One reading of a name as the index stores it: the number of the entry, and how the name stands for it."""

    entry: int
    form: Form
    common: bool = False

    @property
    def packed(self) -> int:
        """The reading as one number, which decodes fastest."""
        return (self.entry * len(_FORMS) + _FORMS.index(self.form)) * 2 + self.common


class Index(msgspec.Struct, frozen=True, array_like=True):
    """The stored form of all that is known; entries are referred to by their number.

    Attributes:
        trie: The names, folded, a space behind each word, as a marisa trie.
        readings: Number of a name in the trie -> its readings, packed; empty for what only looks like an actor.
        longest: First word of the names -> number of words of the longest name that starts so.
        openers: First words of the names that may begin with a small letter.
        pairs: The first two words of each name that has so many, a space between them.
        entries: The entries, encoded.
        ids: Id of an actor -> its entry.
        states: Country code -> entry of the state.
        holders: Country code or organisation id -> office -> entries of those who hold or held it.
        acronyms: Names that count only in capitals.
        everyday: Names that are also everyday words.
        adjectives: Country code -> its first adjective, for labels.
        neighbours: Country code -> the codes of its neighbours.
        genders: First name, folded -> gender.
        roles: Role noun -> what it makes.
        modifiers: Modifier word -> what it does.
        surnames: Surname -> entries of officials, as a marisa trie.
        spellings: Skeleton of a name -> its entry and how the name sounds, as a marisa trie.
        towns: Name of a smaller town -> the town, as a marisa trie.
        cues: Words that tell who is who within a document.
    """

    trie: bytes
    readings: tuple[tuple[int, ...], ...]
    longest: dict[str, int]
    openers: frozenset[str]
    pairs: frozenset[str]
    entries: tuple[msgspec.Raw, ...]
    ids: dict[str, int]
    states: dict[str, int]
    holders: dict[str, dict[str, tuple[int, ...]]]
    acronyms: frozenset[str]
    everyday: frozenset[str]
    adjectives: dict[str, str]
    neighbours: dict[str, tuple[str, ...]]
    genders: dict[str, Gender]
    roles: dict[str, RoleNoun]
    modifiers: dict[str, Modifier]
    surnames: bytes
    spellings: bytes
    towns: bytes
    cues: Cues


class Entries(Mapping[Key, Entry]):
    """Entries by a key of their own, each decoded when it is first asked for."""

    def __init__(self, numbers: Mapping[Key, int], store: Callable[[int], Entry]) -> None:
        self._numbers, self._store = numbers, store

    def __getitem__(self, key: Key) -> Entry:
        return self._store(self._numbers[key])

    def __iter__(self) -> Iterator[Key]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def __contains__(self, key: object) -> bool:
        return key in self._numbers


class Names(Mapping[tuple[str, ...], tuple[Hit, ...]]):
    """Word sequence (folded) of each name -> its readings; none for what only looks like an actor.

    Kept in a marisa trie: of the libraries for it that are kept up, the only one that loads from bytes at once (0.2 ms;
    the Aho-Corasick automata take 0.3 s for 60,000 names), and it needs the least memory.
    """

    def __init__(self, trie: bytes, readings: tuple[tuple[int, ...], ...], store: Callable[[int], Entry]) -> None:
        self._trie = marisa_trie.Trie().frombytes(trie)
        self._readings, self._store = readings, store
        self._made: dict[int, tuple[Hit, ...]] = {}
        self._alone: dict[str, tuple[Hit, ...] | None] = {}

    def alone(self, word: str) -> tuple[Hit, ...] | None:
        """The readings of a name of one word; None where it is no name."""
        if word not in self._alone:
            self._alone[word] = self.get((word,))
        return self._alone[word]

    def starting(self, text: str) -> list[tuple[int, tuple[Hit, ...]]]:
        """The names that a text starts with.

        Args:
            text: Folded words, each with a space behind it.

        Returns:
            Number of words and readings of each, the longest first.
        """
        found = [(name.count(" "), self.hits(at)) for name, at in self._trie.iter_prefixes_with_ids(text)]
        found.reverse()
        return found

    def hits(self, at: int) -> tuple[Hit, ...]:
        """The readings of a name by its number in the trie."""
        hits = self._made.get(at)
        if hits is None:
            hits = self._made[at] = tuple(self._hit(packed) for packed in self._readings[at])
        return hits

    def _hit(self, packed: int) -> Hit:
        entry, form = divmod(packed // 2, len(_FORMS))
        return Hit(self._store(entry), _FORMS[form], bool(packed % 2))

    def __getitem__(self, words: tuple[str, ...]) -> tuple[Hit, ...]:
        at = self._trie.get(_key(words))
        if at is None:
            raise KeyError(words)
        return self.hits(at)

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        return (tuple(name.split()) for name in self._trie)

    def __len__(self) -> int:
        return len(self._trie)

    def __contains__(self, words: object) -> bool:
        return isinstance(words, tuple) and _key(words) in self._trie


class Surnames(Mapping[str, tuple[Entry, ...]]):
    """Surname of officials (folded) -> their entries, decoded when asked for."""

    def __init__(self, trie: bytes, store: Callable[[int], Entry]) -> None:
        self._trie = marisa_trie.RecordTrie(NUMBER).frombytes(trie)
        self._store = store

    def __getitem__(self, name: str) -> tuple[Entry, ...]:
        return tuple(self._store(number) for (number,) in self._trie[name])

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(self._trie.keys()))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, name: object) -> bool:
        return name in self._trie


class Spellings(Mapping[str, tuple[tuple[str, Entry], ...]]):
    """Skeleton of a name -> how the names of that skeleton sound, each with its actor."""

    def __init__(self, trie: bytes, store: Callable[[int], Entry]) -> None:
        self._trie = marisa_trie.BytesTrie().frombytes(trie)
        self._store = store

    def __getitem__(self, key: str) -> tuple[tuple[str, Entry], ...]:
        size = struct.calcsize(NUMBER)
        return tuple((row[size:].decode(), self._store(*struct.unpack(NUMBER, row[:size]))) for row in self._trie[key])

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(self._trie.keys()))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Towns(Mapping[str, Entry]):
    """Name of a smaller town (folded) -> the town, decoded when asked for."""

    def __init__(self, trie: bytes) -> None:
        self._trie = marisa_trie.BytesTrie().frombytes(trie)

    def __getitem__(self, name: str) -> Entry:
        label, country, also, lat, lon = msgspec.msgpack.decode(self._trie[name][0])
        actor = Actor(f"place.{slug(label)}", label, None, None, country, (), lat, lon, reason="town by name")
        return Entry(actor, also=tuple(also))

    def __iter__(self) -> Iterator[str]:
        return iter(self._trie.keys())

    def __len__(self) -> int:
        return len(self._trie)

    def __contains__(self, name: object) -> bool:
        return name in self._trie


def _key(words: tuple[str, ...]) -> str:
    return " ".join(words) + " "


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything known of actors, indexed.

    Attributes:
        names: Word sequence (folded) of each name -> its readings.
        longest: First word of the names -> number of words of the longest name that starts so.
        openers: First words of the names that may begin with a small letter.
        pairs: The first two words of each name that has so many, a space between them.
        acronyms: Names that count only in capitals.
        everyday: Names (folded) that are also everyday words: they need their capital.
        roles: Role noun (singular or plural, lower case; two words with a space) -> what it makes.
        modifiers: Modifier word (lower case) -> what it does.
        ids: Id of an actor -> its entry.
        states: Country code -> entry of the state.
        holders: Country code or organisation id -> office -> the entries of those who hold or held it.
        adjectives: Country code -> its first adjective, for labels.
        neighbours: Country code -> the codes of its neighbours.
        genders: First name (folded; words with a space between them) -> "f" or "m".
        surnames: Surname of officials (folded; words with a space between them) -> their entries.
        spellings: Skeleton of a name -> how it sounds and whose it is; see `spelt_like`.
        towns: Name of a smaller town (folded) -> the town; see `town`.
        cues: Words that tell who is who within a document.
    """

    names: Names
    longest: Mapping[str, int]
    openers: frozenset[str]
    pairs: frozenset[str]
    acronyms: frozenset[str]
    everyday: frozenset[str]
    roles: Mapping[str, RoleNoun]
    modifiers: Mapping[str, Modifier]
    ids: Mapping[str, Entry]
    states: Mapping[str, Entry]
    holders: Mapping[str, Mapping[str, tuple[Entry, ...]]]
    adjectives: Mapping[str, str]
    neighbours: Mapping[str, tuple[str, ...]]
    genders: Mapping[str, Gender]
    surnames: Mapping[str, tuple[Entry, ...]]
    spellings: Mapping[str, tuple[tuple[str, Entry], ...]]
    towns: Mapping[str, Entry]
    cues: Cues

    def town(self, name: str) -> Entry | None:
        """The smaller town of a name, which `find_names` does not find; `also` holds countries with another one."""
        words = name_words(name)
        return self.towns.get(" ".join(words[1:] if words[:1] == ("the",) and len(words) > 1 else words))

    def spelt_like(self, text: str) -> Entry | None:
        """The actor whose name a text is another spelling of: "Qadhafi" of Gaddafi; None where none or several are."""
        words = name_words(text)
        sound = spoken(words, self.cues.transliteration)
        if not telling(words, sound):
            return None
        near = [(other, entry) for other, entry in self.spellings.get(bones(sound), ()) if alike(sound, other)]
        same = [(other, entry) for other, entry in near if other == sound]  # "Zelenskiy" is not Zelenska
        held = {entry.actor.id: entry for _, entry in same or near}
        return next(iter(held.values())) if len(held) == 1 else None

    def office_holder(self, of: str, office: str, day: str | None) -> Actor | None:
        """Who held an office on a day, if exactly one is known.

        Args:
            of: Country code, or id of the organisation or group.
            office: "president"; of the words for one office any will do ("foreign minister", "secretary of state").
            day: ISO date; None is the latest that is known.
        """
        wanted = self._office(office)
        return _only(
            {
                entry.actor.id: entry
                for word, entries in self.holders.get(of, {}).items()
                if self._office(word) == wanted
                for entry in entries
                if any(o.holds(day) and o.serves(of) and self._office(o.office) == wanted for o in entry.offices)
            },
            day,
        )

    def _office(self, word: str) -> str:
        """The noun that stands for all words for an office."""
        noun = self.roles.get(word.lower())
        return noun.canonical if noun is not None and noun.office else word.lower()

    def crowned(self, office: str, name: str, country: str | None, day: str | None) -> Actor | None:
        """The monarch of a given name on a day, if exactly one is known: "King Abdullah" of 2020.

        Args:
            office: "king", "emir", "pope".
            name: The given name, folded.
            country: Of which country; None is any.
            day: ISO date; None is the latest that is known.
        """
        if office not in self.cues.crowns:
            return None
        found = [
            actor
            for of in ([country] if country is not None else self.states)
            if (actor := self.office_holder(of, office, day)) is not None and name_words(actor.name)[0] == name
        ]
        return found[0] if len(found) == 1 else None

    def leader(self, of: str, day: str | None) -> Actor | None:
        """Who heads an organisation or group on a day, under whatever title, if exactly one person is known."""
        return _only(
            {
                entry.actor.id: entry
                for word, entries in self.holders.get(of, {}).items()
                if self._leads(word, of)
                for entry in entries
                if any(o.holds(day) and o.of == of and o.office.lower() == word for o in entry.offices)
            },
            day,
        )

    def _leads(self, office: str, of: str) -> bool:
        """Whether an office is the first of an organisation: its chief is, its "peacekeeping chief" is not."""
        title, _, body = office.partition(" of ")
        if title not in _LEADING:
            return False
        words = name_words(body)
        words = words[1:] if words[:1] == ("the",) else words
        return not words or any(hit.entry.actor.id == of for hit in self.names.get(words, ()))

    def coordinates(self, country: str | None) -> tuple[float, float] | None:
        """Latitude and longitude of a country's capital, in degrees, where known."""
        entry = self.states.get(country or "")
        if entry is None or entry.actor.lat is None or entry.actor.lon is None:
            return None
        return entry.actor.lat, entry.actor.lon

    def gender_of(self, name: str) -> Gender | None:
        """The gender that a person's first name tells; a first name of two words goes before its first word."""
        words = name_words(name)
        return self.genders.get(" ".join(words[:2])) or (self.genders.get(words[0]) if words else None)


def _only(held: Mapping[str, Entry], day: str | None) -> Actor | None:
    """The one of some entries, on a day; None of several."""
    return next(iter(held.values())).on(day) if len(held) == 1 else None


class _Holders(Mapping[str, Mapping[str, tuple[Entry, ...]]]):
    """Who holds which office of whom, decoded when asked for."""

    def __init__(self, numbers: dict[str, dict[str, tuple[int, ...]]], store: Callable[[int], Entry]) -> None:
        self._numbers, self._store = numbers, store

    def __getitem__(self, of: str) -> Mapping[str, tuple[Entry, ...]]:
        return {office: tuple(map(self._store, held)) for office, held in self._numbers[of].items()}

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


def knowledge_of(index: Index) -> Knowledge:
    """The look-ups of a stored index."""
    decoder = msgspec.msgpack.Decoder(Entry)
    made: dict[int, Entry] = {}

    def store(number: int) -> Entry:
        entry = made.get(number)
        if entry is None:
            entry = made[number] = decoder.decode(index.entries[number])
        return entry

    return Knowledge(
        names=Names(index.trie, index.readings, store),
        longest=index.longest,
        openers=index.openers,
        pairs=index.pairs,
        acronyms=index.acronyms,
        everyday=index.everyday,
        roles=index.roles,
        modifiers=index.modifiers,
        ids=Entries(index.ids, store),
        states=Entries(index.states, store),
        holders=_Holders(index.holders, store),
        adjectives=index.adjectives,
        neighbours=index.neighbours,
        genders=index.genders,
        surnames=Surnames(index.surnames, store),
        spellings=Spellings(index.spellings, store),
        towns=Towns(index.towns),
        cues=index.cues,
    )


def load_knowledge(folder: Path) -> Knowledge:
    """Load and index `models/actors/`.

    Args:
        folder: The `models` folder.

    Returns:
        The index.

    Raises:
        DataError: A file is missing, has a field or value that the glossary does not know, or contradicts another.
    """
    code = (*_PACKAGE.glob("actors/*.py"), *(_PACKAGE / file for file in ("data.py", "forms.py", "types.py")))
    sources = (*code, *(folder / "actors").rglob("*.yml"), folder / "relations" / "forms.yml")
    return knowledge_of(cached("actors", sorted(sources), Index, lambda: _read_index(folder)))


def _read_index(folder: Path) -> Index:
    from extractor.actors.index import read_index  # noqa: PLC0415 -- it builds what is defined here

    return read_index(folder)


def load_coordinates() -> Callable[[str | None], tuple[float, float] | None]:
    """A lookup from country code to the coordinates of its capital."""
    return load_knowledge(models_dir()).coordinates
