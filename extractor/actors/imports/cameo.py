"""What a CAMEO actor code means: country, sectors, type; from `models/actors/cameo_codes.yml`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from extractor.actors.facts import Role
from extractor.data import Strict, checked
from extractor.types import ActorType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_FILE: Final = "cameo_codes.yml"
_LETTERS: Final = 3
_OF_NO_COUNTRY: Final = frozenset({"IGO", "IMG"})


class Sector(Strict):
    """One agent code; fields as the head of the file says."""

    code: str
    role: Role
    type: ActorType
    person: ActorType


class _Codes(Strict):
    sectors: tuple[Sector, ...]
    countries: dict[str, str]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a code says.

    Attributes:
        country: Code of the state, None where it names none.
        sector: The first agent in it, None for a bare country.
        roles: PLOVER sectors, the primary first.
        unknown: The parts that mean nothing here.
    """

    country: str | None = None
    sector: Sector | None = None
    roles: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def role(self) -> str | None:
        """The primary sector."""
        return self.roles[0] if self.roles else None

    @property
    def bare(self) -> bool:
        """Whether the code is a state's and says no more; a territory has more behind it (`USAASM`)."""
        return self.country is not None and self.sector is None and not self.unknown

    @property
    def empty(self) -> bool:
        """Whether nothing of the code is known."""
        return self.country is None and self.sector is None


@dataclass(frozen=True, slots=True)
class Codes:
    """The table of codes, and the countries that are known.

    Attributes:
        sectors: Agent code -> what it means.
        countries: A country's code in the dictionaries -> its id here.
        states: Ids of states.
    """

    sectors: dict[str, Sector]
    countries: dict[str, str]
    states: frozenset[str]

    def with_countries(self, own: Mapping[str, str]) -> Codes:
        """The table with further country codes, each with the state that it stands for: itself, where it is new."""
        return replace(self, countries={**self.countries, **own}, states=self.states | frozenset(own.values()))

    def country(self, part: str) -> str | None:
        """The state that three letters stand for."""
        state = self.countries.get(part, part)
        return state if state in self.states else None

    def meaning(self, code: str, *, agent: bool = False) -> Meaning:
        """What a code says.

        Args:
            code: A chain of three letters each: `EGYGOVMIL`; of alternatives (`ELR/GAL`) the first counts.
            agent: Whether it is an agent's, which names no country. `MUS` leads as Mauritius and follows as Muslims.
        """
        chain = code.partition("/")[0]
        parts = [chain[at : at + _LETTERS] for at in range(0, len(chain), _LETTERS)]
        sectors: list[Sector] = []
        countries: list[str] = []
        unknown: list[str] = []
        for at, part in enumerate(parts):
            country, sector = self.country(part), self.sectors.get(part)
            if country is not None and not agent and (at == 0 or sector is None):
                countries.append(country)
            elif sector is not None:
                sectors.append(sector)
            else:
                unknown.append(part)
        if parts and parts[0] in _OF_NO_COUNTRY:
            countries = []
        roles = tuple(dict.fromkeys(sector.role for sector in sectors if sector.role is not None))
        return Meaning(next(iter(countries), None), next(iter(sectors), None), roles, tuple(unknown))


def load_codes(models: Path, states: Iterable[str]) -> Codes:
    """Load the table.

    Args:
        models: The `models` folder.
        states: Ids of the states that are known.
    """
    file = checked(_Codes, models / "actors" / _FILE)
    return Codes({sector.code: sector for sector in file.sectors}, file.countries, frozenset(states))
