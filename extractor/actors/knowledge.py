"""What is known of actors: `models/actors/` loaded, checked and indexed by name."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Final, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from extractor.data import DataError, read_yaml
from extractor.forms import Forms, load_forms
from extractor.paths import models_dir
from extractor.types import Actor, ActorType

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

File = TypeVar("File", bound=BaseModel)
Form = Literal["name", "acronym", "adjective", "people", "seat", "surname", "place"]
"""How a name stands for its actor: `seat` is a capital read as its state, `place` a town or province."""

_WORD: Final = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _empty_is_none(value: object) -> object:
    return None if value in ("", "null") else value


Country = Annotated[str | None, BeforeValidator(_empty_is_none)]
Role = Annotated[str | None, BeforeValidator(_empty_is_none)]
Gender = Annotated[Literal["f", "m"] | None, BeforeValidator(_empty_is_none)]
Kind = Annotated[ActorType | None, BeforeValidator(_empty_is_none)]
Flag = Annotated[bool, BeforeValidator(lambda value: value == "true")]


class _Organ(_Strict):
    id: str
    name: str
    names: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    role: Role = None
    other_roles: tuple[str, ...] = ()
    type: Kind = None


class _State(_Strict):
    id: str
    name: str
    names: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    capital: Country = None
    lat: float | None = None
    lon: float | None = None
    government: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    organs: tuple[_Organ, ...] = ()
    part_of: Country = None
    role: Role = None


class _Between(_Strict):
    begin: str = Field("", alias="from")
    to: str = ""


class _Period(_Between):
    role: Role = None
    type: Kind = None
    country: Country = None


class _Organisation(_Strict):
    id: str
    name: str
    names: tuple[str, ...] = ()
    common: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    type: Kind = None
    role: Role = None
    other_roles: tuple[str, ...] = ()
    country: Country = None
    needs: tuple[str, ...] = ()
    periods: tuple[_Period, ...] = ()
    active: _Between | None = None
    members: tuple[str, ...] = ()
    backers: tuple[str, ...] = ()


class _Office(_Between):
    office: str
    role: Role = "GOV"
    other_roles: tuple[str, ...] = ()
    of: Country = None
    country: Country = None


class _Official(_Strict):
    id: str
    name: str
    names: tuple[str, ...] = ()
    surname: str = ""
    gender: Gender = None
    known_as: tuple[str, ...] = ()
    country: Country = None
    offices: tuple[_Office, ...] = ()


class _Head(_Strict):
    nouns: tuple[str, ...]
    role: Role
    type: Kind = None
    other_roles: tuple[str, ...] = ()
    adds: Role = None
    weak: Flag = False
    means: Flag = False
    body: Flag = False
    office: Flag = False
    whole: Flag = False


class _Modifier(_Strict):
    words: tuple[str, ...]
    role: Role = None
    only: tuple[str, ...] = ()
    adds: Role = None


class _Place(_Strict):
    name: str
    country: Country = None
    lat: float | None = None
    lon: float | None = None


class _StateFile(_Strict):
    states: tuple[_State, ...]


class _OrganisationFile(_Strict):
    actors: tuple[_Organisation, ...]


class _OfficialFile(_Strict):
    officials: tuple[_Official, ...]


class _RoleFile(_Strict):
    heads: tuple[_Head, ...]
    modifiers: tuple[_Modifier, ...]


class _NotActorFile(_Strict):
    names: tuple[str, ...]


class _PlaceFile(_Strict):
    places: tuple[_Place, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One actor (or place) that is known by name, with what changes in time."""

    actor: Actor
    needs: tuple[str, ...] = ()
    periods: tuple[_Period, ...] = ()
    offices: tuple[_Office, ...] = ()

    def on(self, day: str | None) -> Actor:
        """The actor as it was on a day (ISO date; None is the latest that is known)."""
        if self.offices:
            return self._person(day)
        for period in self.periods:
            if _within(period, day):
                return replace(
                    self.actor,
                    role=period.role or self.actor.role,
                    type=period.type or self.actor.type,
                    country=period.country or self.actor.country,
                )
        return self.actor

    def _person(self, day: str | None) -> Actor:
        held = [office for office in self.offices if _within(office, day)]
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


_OFFICIAL: Final = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY", "IGO"})


def _within(span: _Between, day: str | None) -> bool:
    """Whether a day lies in a span; without a day, whether the span is open to this day."""
    if day is None:
        return not span.to
    start_ok = not span.begin or day[: len(span.begin)] >= span.begin
    end_ok = not span.to or day[: len(span.to)] <= span.to
    return start_ok and end_ok


@dataclass(frozen=True, slots=True)
class Hit:
    """One reading of a name: an entry, and the way in which the name stands for it."""

    entry: Entry
    form: Form


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


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything known of actors, indexed.

    Attributes:
        names: Word sequence (folded) of each name -> its readings.
        longest: First word of the names -> the length of the longest name that starts so.
        acronyms: Names that count only in capitals.
        roles: Role noun (singular or plural, lower case; two words with a space) -> what it makes.
        modifiers: Modifier word (lower case) -> what it does.
        states: Country code -> entry of the state.
        holders: (country code or organisation id, office) -> the entries of those who hold or held it.
        adjectives: Country code -> its first adjective, for labels.
    """

    names: dict[tuple[str, ...], tuple[Hit, ...]]
    longest: dict[str, int]
    acronyms: frozenset[str]
    roles: dict[str, RoleNoun]
    modifiers: dict[str, Modifier]
    states: dict[str, Entry]
    holders: dict[tuple[str, str], tuple[Entry, ...]]
    adjectives: dict[str, str]

    def office_holder(self, of: str, office: str, day: str | None) -> Actor | None:
        """Who held an office ("president" of "IRN") on a day, if exactly one is known."""
        held = [
            entry.on(day)
            for entry in self.holders.get((of, office), ())
            if any(_within(o, day) and o.office == office for o in entry.offices)
        ]
        return held[0] if len({actor.id for actor in held}) == 1 else None

    def leader(self, of: str, day: str | None) -> Actor | None:
        """Who heads an organisation or group on a day, under whatever title, if exactly one person is known."""
        held = [
            entry.on(day)
            for (owner, _), entries in self.holders.items()
            if owner == of
            for entry in entries
            if any(_within(o, day) and o.of == of for o in entry.offices)
        ]
        return held[0] if len({actor.id for actor in held}) == 1 else None

    def coordinates(self, country: str | None) -> tuple[float, float] | None:
        """Latitude and longitude of a country's capital, in degrees, where known."""
        entry = self.states.get(country or "")
        if entry is None or entry.actor.lat is None or entry.actor.lon is None:
            return None
        return entry.actor.lat, entry.actor.lon


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """A word as the name index spells it: lower case, without diacritics and points."""
    if word.isascii():
        return word.lower().replace(".", "")
    flat = unicodedata.normalize("NFKD", word)
    return "".join(char for char in flat if not unicodedata.combining(char)).lower().replace(".", "")


def name_words(text: str) -> tuple[str, ...]:
    """The folded words of a name or text; "U.S." is one word, a hyphen or apostrophe parts two."""
    return tuple(fold(word) for word in _WORD.findall(text))


def word_spans(text: str) -> list[tuple[str, int, int]]:
    """The folded words of a text with their character ranges."""
    return [(fold(match.group()), match.start(), match.end()) for match in _WORD.finditer(text)]


def slug(name: str) -> str:
    """The part of an id that is made of a name: "Sajad Jiyad" -> "sajad-jiyad"."""
    return "-".join(name_words(name)) or "unnamed"


def load_knowledge(folder: Path) -> Knowledge:
    """Load and index `models/actors/`.

    Args:
        folder: The `models` folder.

    Returns:
        The index.

    Raises:
        DataError: A file is missing or has a field or value that the glossary does not know.
    """
    actors = folder / "actors"
    index = _Index()
    for state in checked(_StateFile, actors / "states.yml").states:
        index.state(state)
    for file in ("armed_groups.yml", "organisations.yml", "parties.yml"):
        for organisation in checked(_OrganisationFile, actors / file).actors:
            index.organisation(organisation)
    for path in sorted((actors / "officials").glob("*.yml")):
        for official in checked(_OfficialFile, path).officials:
            index.official(official)
    for place in checked(_PlaceFile, actors / "places.yml").places:
        index.place(place)
    for name in checked(_NotActorFile, actors / "not_actors.yml").names:
        index.silence(name)
    roles = checked(_RoleFile, actors / "roles.yml")
    return index.knowledge(_role_nouns(roles.heads, load_forms(folder)), _modifiers(roles.modifiers))


def load_coordinates() -> Callable[[str | None], tuple[float, float] | None]:
    """A lookup from country code to the coordinates of its capital, without the rest of the knowledge."""
    states = checked(_StateFile, models_dir() / "actors" / "states.yml").states
    capitals = {s.id: (s.lat, s.lon) for s in states if s.lat is not None and s.lon is not None and s.part_of is None}
    return lambda country: capitals.get(country or "")


def checked(model: type[File], path: Path) -> File:
    """A data file as its pydantic model; the first slip is named with file, entry and field."""
    raw = read_yaml(path)
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        where, entry = "", raw
        for key in first["loc"]:
            entry = (
                entry[key]
                if isinstance(entry, list | dict) and not isinstance(key, str | type(None))
                else (entry.get(key) if isinstance(entry, dict) else None)
            )
            if isinstance(entry, dict) and "id" in entry:
                where = f" {entry['id']}"
        field = ".".join(str(key) for key in first["loc"])
        message = f"{path.name}:{where} field {field}: {first['msg']}"
        raise DataError(message) from error


class _Index:
    """Gathers names while the files are read."""

    def __init__(self) -> None:
        self.names: dict[tuple[str, ...], list[Hit]] = defaultdict(list)
        self.acronyms: set[str] = set()
        self.states: dict[str, Entry] = {}
        self.holders: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        self.adjectives: dict[str, str] = {}

    def add(self, name: str, entry: Entry, form: Form) -> None:
        words = name_words(name)
        if words and words[0] == "the" and len(words) > 1:
            words = words[1:]
        known = self.names[words]
        if words and not any(hit.entry.actor.id == entry.actor.id for hit in known):
            known.append(Hit(entry, form))

    def add_all(self, names: tuple[str, ...], entry: Entry, form: Form) -> None:
        for name in names:
            self.add(name, entry, form)

    def add_acronyms(self, acronyms: tuple[str, ...], entry: Entry) -> None:
        for acronym in acronyms:
            self.acronyms.add("".join(name_words(acronym)))
            self.add(acronym, entry, "acronym")

    def state(self, state: _State) -> None:
        country = state.part_of or state.id
        actor = Actor(
            state.id, state.name, "state", state.role, country, (), state.lat, state.lon, reason="state by name"
        )
        entry = Entry(actor)
        if state.part_of is None:
            self.states[state.id] = entry
            self.adjectives[state.id] = next(iter(state.adjectives), state.name)
        self.add_all((state.name, *state.names), entry, "name")
        self.add_acronyms(state.acronyms, entry)
        self.add_all(state.adjectives, entry, "adjective")
        people = Entry(
            replace(
                actor,
                id=f"{state.id}.CVL" if state.part_of is None else state.id,
                name=state.people[-1] if state.people else state.name,
                type="people",
                role="CVL",
                reason="people of the state",
            )
        )
        self.add_all(tuple(name for name in state.people if name not in state.adjectives), people, "people")
        self.add_all(state.seats, entry, "seat")
        government = Entry(
            replace(
                actor,
                id=f"{state.id}.GOV",
                name=f"{state.name} government",
                type="government",
                role="GOV",
                reason="seat of the executive",
            )
        )
        self.add_all(state.government, government, "name")
        for organ in state.organs:
            body = Entry(
                Actor(
                    organ.id,
                    organ.name,
                    organ.type,
                    organ.role,
                    country,
                    organ.other_roles,
                    state.lat,
                    state.lon,
                    reason=f"organ of {state.name}",
                )
            )
            self.add_all((organ.name, *organ.names), body, "name")
            self.add_acronyms(organ.acronyms, body)

    def organisation(self, organisation: _Organisation) -> None:
        actor = Actor(
            organisation.id,
            organisation.name,
            organisation.type,
            organisation.role,
            organisation.country,
            organisation.other_roles,
            reason="organisation by name",
        )
        entry = Entry(actor, organisation.needs, organisation.periods)
        self.add_all((organisation.name, *organisation.names), entry, "name")
        self.add_acronyms(organisation.acronyms, entry)
        self.add_all(organisation.seats, entry, "seat")

    def official(self, official: _Official) -> None:
        actor = Actor(official.id, official.name, "person", None, official.country, reason="person by name")
        entry = Entry(actor, (), (), official.offices)
        self.add_all((official.name, *official.names), entry, "name")
        self.add_all(official.known_as, entry, "surname")
        for office in official.offices:
            for of in {office.of, None if office.of else (office.country or official.country)} - {None}:
                self.holders[of or "", office.office.lower()].append(entry)

    def place(self, place: _Place) -> None:
        if name_words(place.name) in self.names:
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
        self.add(place.name, Entry(actor), "place")

    def silence(self, name: str) -> None:
        """Let a name be found and passed over; what it holds is then not found."""
        words = name_words(name.removeprefix("the "))
        if not self.names.get(words):
            self.names[words] = []

    def knowledge(self, roles: dict[str, RoleNoun], modifiers: dict[str, Modifier]) -> Knowledge:
        longest: dict[str, int] = defaultdict(int)
        for words in self.names:
            if words:
                longest[words[0]] = max(longest[words[0]], len(words))
        return Knowledge(
            names={words: tuple(hits) for words, hits in self.names.items()},
            longest=dict(longest),
            acronyms=frozenset(self.acronyms),
            roles=roles,
            modifiers=modifiers,
            states=self.states,
            holders={key: tuple(entries) for key, entries in self.holders.items()},
            adjectives=self.adjectives,
        )


def _role_nouns(heads: tuple[_Head, ...], forms: Forms) -> dict[str, RoleNoun]:
    nouns: dict[str, RoleNoun] = {}
    for head in heads:
        for noun in head.nouns:
            # These stand for the whole of the state's forces, police or executive: USA.MIL, not USA.MIL.warship.
            whole = (
                head.whole or (head.role == "MIL" and (head.body or head.means)) or (head.role == "COP" and head.body)
            )
            singular = RoleNoun(
                noun.lower(),
                head.nouns[0].lower() if head.office else noun.lower(),
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
            nouns.setdefault(noun.lower(), singular)
            several = replace(singular, plural=True, whole=whole or head.type == "military")
            for plural in forms.plurals(noun.lower()):
                nouns.setdefault(plural, several)
    return nouns


def _modifiers(modifiers: tuple[_Modifier, ...]) -> dict[str, Modifier]:
    return {
        word.lower(): Modifier(modifier.role, frozenset(modifier.only), modifier.adds)
        for modifier in modifiers
        for word in modifier.words
    }
