"""The facts of `models/actors/` as people write them: the form of each file, read and checked."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Annotated, Final, Literal, NamedTuple, Self, get_args

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from extractor.actors.cues import Cues, load_cues
from extractor.actors.words import name_words
from extractor.data import DataError, Flag, Strict, checked
from extractor.types import ActorType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Sector = Literal[
    "AGR", "BUS", "COP", "CRM", "CVL", "EDU", "ELI", "GOV", "IGO", "JRN", "JUD", "LAB", "LEG", "MED",
    "MIL", "NGO", "OPP", "PRE", "PRM", "PTY", "REB", "REF", "REL", "SOC", "SPY", "UAF", "UNK",
]  # fmt: skip
"""PLOVER's sectors: what an actor is in politics."""

ORGANISATION_FILES: Final = ("armed_groups.yml", "organisations.yml", "parties.yml")


def _empty_is_none(value: object) -> object:
    return None if value in ("", "null") else value


def _sector(value: object) -> object:
    if value is not None and value not in get_args(Sector):
        raise ValueError(f"{value!r} is no sector of PLOVER; one of {', '.join(get_args(Sector))}")
    return value


def _readable(name: str) -> str:
    """A name that a text can hold and no reader mistakes: words of Latin letters, no invisible marks."""
    if not name_words(name):
        raise ValueError(f"{name!r} has no word; a name needs letters or digits")
    if name.isascii():
        return name
    for char in name:
        kind = unicodedata.category(char)
        if kind in ("Cf", "Cc", "Co", "Cn", "Cs"):
            raise ValueError(f"{name!r} holds an invisible character (U+{ord(char):04X}); remove it")
        if kind in ("Lu", "Ll", "Lt", "Lo") and not unicodedata.name(char, "").startswith("LATIN "):
            raise ValueError(
                f"{name!r} holds a letter that is not Latin (U+{ord(char):04X}); write it in Latin letters"
            )
    return name


def _day(text: str) -> str:
    """A day, month or year that the calendar has."""
    try:
        if text:
            date.fromisoformat(first_day(text))
    except ValueError as error:
        raise ValueError(f"{text!r} is no date; write 2021-08-15, 2021-08 or 2021") from error
    return text


def first_day(text: str) -> str:
    """The first day of a day, month or year."""
    return text + "-01-01"[len(text) - 4 :] if len(text) in (4, 7) else text


Country = Annotated[str | None, BeforeValidator(_empty_is_none)]
Role = Annotated[str | None, BeforeValidator(_empty_is_none), AfterValidator(_sector)]
Roles = tuple[Annotated[str, AfterValidator(_sector)], ...]
Gender = Annotated[Literal["f", "m"] | None, BeforeValidator(_empty_is_none)]
Kind = Annotated[ActorType | None, BeforeValidator(_empty_is_none)]
Name = Annotated[str, AfterValidator(_readable)]
Names = tuple[Name, ...]
Day = Annotated[str, AfterValidator(_day)]


class Between(Strict):
    """A stretch of time; either end may be open."""

    begin: Day = Field("", alias="from")
    to: Day = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.begin and self.to and self.to < self.begin[: len(self.to)]:
            raise ValueError(f"`to` ({self.to}) lies before `from` ({self.begin})")
        return self


class Named(Strict):
    """What all actors with a name have; subclasses add the rest."""

    id: str = Field(min_length=1)
    name: Name
    names: Names = ()


class Organ(Named):
    """A named body of a state."""

    common: Names = ()
    acronyms: Names = ()
    role: Role = None
    other_roles: Roles = ()
    type: Kind = None


class State(Named):
    """A state or disputed territory, with what speaks for it."""

    acronyms: Names = ()
    adjectives: Names = ()
    people: Names = ()
    capital: Country = None
    lat: float | None = None
    lon: float | None = None
    government: Names = ()
    seats: Names = ()
    organs: tuple[Organ, ...] = ()
    part_of: Country = None
    role: Role = None


class Period(Between):
    """What differs of an organisation in a time."""

    role: Role = None
    type: Kind = None
    country: Country = None


class Organisation(Named):
    """An armed group, party, international organisation, company and the like."""

    common: Names = ()
    acronyms: Names = ()
    seats: Names = ()
    type: Kind = None
    role: Role = None
    other_roles: Roles = ()
    country: Country = None
    needs: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    active: Between | None = None
    members: tuple[str, ...] = ()
    backers: tuple[str, ...] = ()


class Office(Between):
    """An office held in a time."""

    office: str
    role: Role = "GOV"
    other_roles: Roles = ()
    of: Country = None
    country: Country = None


class Official(Named):
    """Somebody who holds or held office."""

    surname: str = ""
    gender: Gender = None
    known_as: Names = ()
    country: Country = None
    offices: tuple[Office, ...] = ()


class People(Strict):
    """A people that is no state's."""

    id: str = Field(min_length=1)
    name: Name
    adjectives: Names = ()
    people: Names = ()
    country: Country = None
    role: Literal["CVL", "REL"]


class Profile(Strict):
    """What the country profiles add to a state."""

    state: str
    neighbours: tuple[str, ...] = ()
    organs: tuple[Organ, ...] = ()


class Head(Strict):
    """Nouns that make an actor of a description."""

    nouns: tuple[str, ...]
    role: Role
    type: Kind = None
    other_roles: Roles = ()
    adds: Role = None
    weak: Flag = False
    means: Flag = False
    body: Flag = False
    office: Flag = False
    whole: Flag = False


class Modifier(Strict):
    """Words before a role noun that change its role."""

    words: tuple[str, ...]
    role: Role = None
    only: Roles = ()
    adds: Role = None


class Place(Strict):
    """A town or province."""

    name: Name
    country: Country = None
    also: tuple[str, ...] = ()
    names: Names = ()
    lat: float | None = None
    lon: float | None = None


class Town(NamedTuple):
    """A smaller town."""

    name: str
    country: str
    also: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None


class _StateFile(Strict):
    states: tuple[State, ...]


class _OrganisationFile(Strict):
    actors: tuple[Organisation, ...]


class _OfficialFile(Strict):
    officials: tuple[Official, ...]


class _PeopleFile(Strict):
    peoples: tuple[People, ...]


class GivenNames(Strict):
    """First names that tell the gender."""

    female: Names = ()
    male: Names = ()

    @model_validator(mode="after")
    def _apart(self) -> Self:
        both = {name_words(name) for name in self.female} & {name_words(name) for name in self.male}
        if both:
            raise ValueError(f"`female` and `male` both hold {' '.join(min(both))!r}; leave it out of both")
        return self


class _ProfileFile(Strict):
    profiles: tuple[Profile, ...]


class _RoleFile(Strict):
    heads: tuple[Head, ...]
    modifiers: tuple[Modifier, ...]


class NotActors(Strict):
    """What only looks like an actor."""

    names: Names
    everyday: Names = ()


class _PlaceFile(Strict):
    places: tuple[Place, ...]


class TownFile(Strict):
    """The form of towns.yml."""

    towns: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """All that `models/actors/` says, by file name where several files have one form.

    Attributes:
        states: The states and disputed territories.
        organisations: File -> its organisations.
        officials: File -> its people, in the order in which the files are read.
        peoples: Peoples that are no state's.
        given: First names.
        profiles: What the country profiles add to the states.
        profile_parties: What they add to the parties.
        places: Towns and provinces.
        towns: Smaller towns.
        not_actors: Names that are none, and names that are everyday words.
        heads: Role nouns.
        modifiers: Words that change them.
        cues: Words that tell who is who within a document.
    """

    states: tuple[State, ...]
    organisations: dict[str, tuple[Organisation, ...]]
    officials: dict[str, tuple[Official, ...]]
    peoples: tuple[People, ...]
    given: GivenNames
    profiles: tuple[Profile, ...]
    profile_parties: tuple[Organisation, ...]
    places: tuple[Place, ...]
    not_actors: NotActors
    heads: tuple[Head, ...]
    modifiers: tuple[Modifier, ...]
    towns: tuple[Town, ...] = ()
    cues: Cues = field(default_factory=Cues)


def fact_files(actors: Path) -> tuple[Path, ...]:
    """The files that `read_facts` reads."""
    single = ("states", "peoples", "given_names", "profiles", "profile_parties", "places", "not_actors", "roles")
    return (
        *(actors / f"{name}.yml" for name in (*single, "towns", "cues")),
        *(actors / file for file in ORGANISATION_FILES),
        *sorted((actors / "officials").glob("*.yml")),
    )


def read_facts(actors: Path) -> Facts:
    """Read the facts of actors, each file by its form; `extractor.actors.consistency` checks them together.

    Args:
        actors: The folder `models/actors`.

    Returns:
        The facts.

    Raises:
        DataError: A file is missing or has a field or value that the glossary does not know; the message names file,
            entry and field in one line.
    """
    roles = checked(_RoleFile, actors / "roles.yml")
    return Facts(
        states=checked(_StateFile, actors / "states.yml").states,
        organisations={file: checked(_OrganisationFile, actors / file).actors for file in ORGANISATION_FILES},
        officials={
            f"officials/{path.name}": checked(_OfficialFile, path).officials
            for path in sorted((actors / "officials").glob("*.yml"))
        },
        peoples=checked(_PeopleFile, actors / "peoples.yml").peoples,
        given=checked(GivenNames, actors / "given_names.yml"),
        profiles=checked(_ProfileFile, actors / "profiles.yml").profiles,
        profile_parties=checked(_OrganisationFile, actors / "profile_parties.yml").actors,
        places=checked(_PlaceFile, actors / "places.yml").places,
        not_actors=checked(NotActors, actors / "not_actors.yml"),
        heads=roles.heads,
        modifiers=roles.modifiers,
        towns=read_towns(actors / "towns.yml"),
        cues=load_cues(actors.parent),
    )


_TOWNS_BEGIN: Final = "towns:"
_TOWN: Final = re.compile(
    r"- \{name: (?P<name>[^,:\"\[\]{}]+), country: (?P<country>[A-Z]{3})(?:, also: \[(?P<also>[A-Z, ]+)\])?"
    r"(?:, names: \[(?P<names>[^]:\"\[{}]+)\])?(?:, lat: \"(?P<lat>-?[\d.]+)\", lon: \"(?P<lon>-?[\d.]+)\")?\}"
)


def read_towns(path: Path) -> tuple[Town, ...]:
    """Read towns.yml, a town a line: as YAML its 29,000 lines would take longer than all the other files.

    Raises:
        DataError: The file is missing, or a line has another form than the generator writes.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        message = f"{path}: cannot be read ({error.strerror}); is the installation whole?"
        raise DataError(message) from error
    towns: list[Town] = []
    for number, line in enumerate(lines, 1):
        row = _TOWN.fullmatch(line.strip())
        if row is not None:
            also, names = (tuple(filter(None, (row[part] or "").split(", "))) for part in ("also", "names"))
            lat, lon = (None if row[part] is None else float(row[part]) for part in ("lat", "lon"))
            towns.append(Town(row["name"], row["country"], also, names, lat, lon))
        elif line and line not in (_TOWNS_BEGIN, f"{_TOWNS_BEGIN} []") and not line.startswith("#"):
            message = f"{path.name}:{number}: is no town in one line; models/build/places.py writes this file"
            raise DataError(message)
    return tuple(towns)


def organs_of(facts: Facts) -> Iterator[tuple[State, Organ]]:
    """The organs written by hand, each with its state."""
    for state in facts.states:
        for organ in state.organs:
            yield state, organ
