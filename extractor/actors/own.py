"""Read the actors that users bring along (`--actors FILE`): YAML of the shipped form, or a CSV table."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, get_args

from pydantic import TypeAdapter, ValidationError

from extractor.actors.facts import (
    Head,
    Modifier,
    Name,
    Names,
    Official,
    Organisation,
    People,
    Period,
    Place,
    Roles,
    Sector,
    State,
    first_day,
)
from extractor.actors.words import name_words, slug
from extractor.data import DataError, Strict, read_yaml
from extractor.errors import one_line
from extractor.read.decode import NotTextError, decode
from extractor.types import ActorType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from extractor.actors.knowledge import Entry

Raw = dict[str, Any]

COLUMNS: Final = ("name", "id", "aliases", "type", "role", "country", "from", "to", "acronyms")
SECTIONS: Final = ("states", "actors", "officials", "peoples")
"""Sections whose entries are actors with an id."""

_TABLE: Final = ".csv"
_YAML: Final = (".yml", ".yaml")
_PERSONS: Final = frozenset({"person", "official"})
_MOST_TOLD: Final = 10
_MOST_BYTES: Final = 50_000_000
_EMPTY: Final = ("", "null")
_NAME: Final[TypeAdapter[str]] = TypeAdapter(Name)


class OwnPeriod(Period):
    """What differs of an actor in a time, and the code that says so, where another program's code does."""

    other_roles: Roles = ()
    source: str = ""


class OwnOrganisation(Organisation):
    """A group or organisation of the user's; `source` tells where the coding is from."""

    periods: tuple[OwnPeriod, ...] = ()
    source: str = ""


class OwnOfficial(Official):
    """A person of the user's: where no office is known, `periods` tell what the person counts as."""

    periods: tuple[OwnPeriod, ...] = ()
    source: str = ""


class OwnHead(Head):
    """Role nouns of the user's."""

    source: str = ""


class OwnFile(Strict):
    """A file of the user's: any section of the shipped files, and what is to be taken out."""

    states: tuple[State, ...] = ()
    actors: tuple[OwnOrganisation, ...] = ()
    officials: tuple[OwnOfficial, ...] = ()
    peoples: tuple[People, ...] = ()
    heads: tuple[OwnHead, ...] = ()
    modifiers: tuple[Modifier, ...] = ()
    places: tuple[Place, ...] = ()
    not_actors: Names = ()
    remove: tuple[str, ...] = ()

    def actors_with_ids(self) -> Iterator[Said]:
        """The entries of all sections that hold actors."""
        yield from self.states
        yield from self.actors
        yield from self.officials
        yield from self.peoples


Said = State | OwnOrganisation | OwnOfficial | People
"""An entry that is an actor."""


@dataclass(frozen=True, slots=True)
class Own:
    """What one file says.

    Attributes:
        file: Its name, for messages and reasons.
        facts: Its entries, checked.
        given: Id of an actor -> the fields that the file itself gives it; others stay as they are shipped.
    """

    file: str
    facts: OwnFile
    given: Mapping[str, frozenset[str]]


def read_own(path: Path, shipped: Mapping[str, Entry]) -> Own:
    """Read a file of actors.

    Args:
        path: YAML (`.yml`, `.yaml`) or a table (`.csv`).
        shipped: The actors that are known already, by id: their entries may leave out the name.

    Returns:
        What it says.

    Raises:
        DataError: It cannot be read or has a slip; one line tells file, entry and field, of a table all bad rows (ten
            at most).
    """
    suffix = path.suffix.lower()
    if suffix not in (_TABLE, *_YAML):
        raise DataError(f"{path.name}: actors are read from .yml, .yaml or .csv; rename it or convert it")
    return own_of(_table(path, shipped) if suffix == _TABLE else _yaml(path), path.name, shipped)


def own_of(raw: Raw, file: str, shipped: Mapping[str, Entry]) -> Own:
    """The sections of a file, checked.

    Args:
        raw: Section -> its entries, as YAML has them: dicts, lists and strings.
        file: Its name.
        shipped: The actors that are known already, by id.

    Returns:
        What it says.

    Raises:
        DataError: It has a slip.
    """
    given = {
        row["id"]: frozenset(row)
        for section in SECTIONS
        for row in _rows(raw, section)
        if isinstance(row.get("id"), str)
    }
    try:
        facts = OwnFile.model_validate(_named(raw, shipped))
    except ValidationError as error:
        raise DataError(_slip(file, raw, error)) from error
    _refuse_doubles(file, facts)
    _refuse_unknown(file, facts, shipped)
    return Own(file, facts, given)


def _yaml(path: Path) -> Raw:
    if not path.is_file():
        raise DataError(f"{path}: no such file")
    if path.stat().st_size == 0:
        raise DataError(f"{path.name}: is empty; models/README.md shows what such a file holds")
    try:
        raw = read_yaml(path)
    except UnicodeDecodeError as error:
        raise DataError(f"{path.name}: is not UTF-8; save it as UTF-8") from error
    if not isinstance(raw, dict) or not raw:
        raise DataError(f"{path.name}: has no section; begin with one of {', '.join(OwnFile.model_fields)}")
    return raw


def _rows(raw: Raw, section: str) -> Iterator[Raw]:
    rows = raw.get(section)
    if isinstance(rows, list):
        yield from (row for row in rows if isinstance(row, dict))


def _named(raw: Raw, shipped: Mapping[str, Entry]) -> Raw:
    """The sections with the shipped name where an entry of a shipped id gives none; an empty section is none."""
    named: Raw = {section: value for section, value in raw.items() if value not in _EMPTY}
    for section in SECTIONS:
        if isinstance(named.get(section), list):
            named[section] = [_with_name(row, shipped, section) for row in named[section]]
    return named


def _with_name(row: Any, shipped: Mapping[str, Entry], section: str) -> Any:
    if not isinstance(row, dict) or not isinstance(row.get("id"), str) or row["id"] not in shipped:
        return row
    actor = shipped[row["id"]].actor
    filled = {"name": actor.name, **row}
    if section == "officials" and actor.country is not None:
        filled.setdefault("country", actor.country)  # the offices are the country's
    if section == "peoples":
        filled.setdefault("role", actor.role)
    return filled


def _slip(file: str, raw: Raw, error: ValidationError) -> str:
    """The first slip that pydantic found, in one line with file, entry and field."""
    first = error.errors()[0]
    section, *rest = first["loc"]
    rows = raw.get(str(section))
    row = rows[rest[0]] if rest and isinstance(rest[0], int) and isinstance(rows, list) else None
    entry = row.get("id") or row.get("name") if isinstance(row, dict) else None
    field = ".".join(map(str, rest[1:] if row is not None else rest))
    what = first["msg"].removeprefix("Value error, ")
    if first["type"] == "extra_forbidden":
        what = "there is no such field" if rest else "there is no such section"
        allowed = ", ".join(OwnFile.model_fields)
        what += "; models/README.md lists them" if rest else f"; one of {allowed}"
    elif first["type"] == "missing" and field == "name":
        what = "a new actor needs a name; no shipped actor has this id"
    number = rest[0] + 1 if rest and isinstance(rest[0], int) else 0
    where = f" {entry}" if isinstance(entry, str) else f" entry {number}" if row is not None else ""
    return one_line(f"{file}: {section}{where}{f' field {field}' if field else ''}: {what}")


def _refuse_doubles(file: str, facts: OwnFile) -> None:
    twice = [ident for ident, times in Counter(entry.id for entry in facts.actors_with_ids()).items() if times > 1]
    if twice:
        raise DataError(one_line(f"{file}: the id {twice[0]!r} stands twice; join the two entries"))


def _refuse_unknown(file: str, facts: OwnFile, shipped: Mapping[str, Entry]) -> None:
    """A country that nobody knows is a slip of the pen, and what is to be removed must be there."""
    states = frozenset(state.id for state in facts.states)
    for ident, country in _countries(facts):
        if country is not None and country not in shipped and country not in states:
            raise DataError(
                one_line(f"{file}: {ident} field country: {country!r} is no state; add it to `states` or mend the code")
            )
    for ident in facts.remove:
        if ident not in shipped:
            raise DataError(one_line(f"{file}: remove: no actor has the id {ident!r}"))


def _countries(facts: OwnFile) -> Iterator[tuple[str, str | None]]:
    for one in facts.actors:
        yield from ((one.id, country) for country in (one.country, *(period.country for period in one.periods)))
        yield from ((one.id, country) for country in one.needs)
    for person in facts.officials:
        yield from ((person.id, country) for country in (person.country, *(p.country for p in person.periods)))
        yield from ((person.id, office.country) for office in person.offices)
    yield from ((people.id, people.country) for people in facts.peoples)
    yield from ((place.name, place.country) for place in facts.places)
    yield from ((state.id, state.part_of) for state in facts.states)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a table, with the line it stands in."""

    line: int
    cells: Mapping[str, str]

    def cell(self, column: str) -> str:
        """The text of a cell, "" where there is none."""
        return self.cells.get(column, "").strip()

    def many(self, column: str) -> list[str]:
        """The parts of a cell of several names."""
        parts = self.cell(column).replace("|", ";").split(";")
        return list(dict.fromkeys(filter(None, map(str.strip, parts))))


def _table(path: Path, shipped: Mapping[str, Entry]) -> Raw:
    """The sections that a table of actors makes; rows of one id are one actor at several times."""
    rows, slips = _cells(path)
    entries: dict[str, Raw] = {}
    for row in rows:
        found = list(_row_slips(row, shipped))
        slips.extend(f"{path.name}, line {row.line}, {slip}" for slip in found)
        if not found:
            _join(entries, row)
    if slips:
        raise RowsError(path.name, tuple(slips))
    if not entries:
        raise DataError(f"{path.name}: holds no actor; below the header comes a row for each")
    persons = [entry for entry in entries.values() if entry["id"].startswith("person.")]
    others = [entry for entry in entries.values() if not entry["id"].startswith("person.")]
    return {"actors": others, "officials": [_as_person(entry) for entry in persons]}


class RowsError(DataError):
    """Rows of a table are wrong; dropping them in silence would be worse than to stop.

    Attributes:
        lines: What to tell, a line each: the first ten slips, and how many more there are.
    """

    def __init__(self, file: str, slips: tuple[str, ...]) -> None:
        """Say what is wrong with which rows of a file."""
        more = len(slips) - _MOST_TOLD
        self.lines = (*slips[:_MOST_TOLD], *([f"{file}: and {more} more"] if more > 0 else []))
        super().__init__("; ".join(self.lines))


def _cells(path: Path) -> tuple[list[_Row], list[str]]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise DataError(f"{path.name}: larger than {_MOST_BYTES} bytes; split it")
        decoded = decode(path.read_bytes())
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {(error.strerror or str(error)).lower()}") from error
    except NotTextError as error:
        raise DataError(f"{path.name}: looks like {error}, not like a table; save it as CSV") from error
    if not decoded.text.strip():
        raise DataError(f"{path.name}: is empty; its first line must be the header, such as {','.join(COLUMNS)}")
    head = decoded.text.partition("\n")[0]
    reader = csv.reader(io.StringIO(decoded.text, newline=""), delimiter=_delimiter(head))
    rows: list[_Row] = []
    slips: list[str] = []
    try:
        header = [cell.strip().lower() for cell in next(reader, [])]
        _refuse_header(path.name, header)
        for cells in reader:
            if len(cells) > len(header):
                slips.append(
                    f"{path.name}, line {reader.line_num}: has {len(cells)} cells, the header {len(header)}; "
                    "quote a cell that holds a comma"
                )
            elif any(map(str.strip, cells)):
                rows.append(_Row(reader.line_num, dict(zip(header, cells, strict=False))))
    except csv.Error as error:
        raise DataError(one_line(f"{path.name}, line {reader.line_num}: no CSV ({error})")) from error
    return rows, slips


def _delimiter(head: str) -> str:
    """What parts the cells: spreadsheets of some countries write semicolons or tabs."""
    return max(",;\t", key=head.count)


def _refuse_header(file: str, header: list[str]) -> None:
    if "name" not in header:
        raise DataError(one_line(f"{file}, line 1: no column `name`; the header may hold {', '.join(COLUMNS)}"))
    for column in header:
        if column not in COLUMNS:
            raise DataError(one_line(f"{file}, line 1: no column is called {column!r}; one of {', '.join(COLUMNS)}"))
        if header.count(column) > 1:
            raise DataError(one_line(f"{file}, line 1: the column {column!r} stands twice; remove one"))


def _row_slips(row: _Row, shipped: Mapping[str, Entry]) -> Iterator[str]:
    """What is wrong with a row, field by field."""
    if not row.cell("name"):
        yield "field name: is empty"
    for column in ("name", "aliases", "acronyms"):
        for name in [row.cell(column)] if column == "name" else row.many(column):
            yield from (f"field {column}: {slip}" for slip in _name_slips(name))
    country = row.cell("country")
    if country and country not in shipped:
        yield f"field country: {country!r} is no state; write ISO 3166-1 alpha-3, such as FRA"
    for column, allowed in (("type", get_args(ActorType)), ("role", get_args(Sector))):
        value = row.cell(column)
        if value and value not in allowed:
            yield f"field {column}: {value!r} is none of {', '.join(allowed)}"
    for column in ("from", "to"):
        value = row.cell(column)
        if value and not _is_day(value):
            yield f"field {column}: {value!r} is no date; write 2021-08-15, 2021-08 or 2021"
    begin, end = row.cell("from"), row.cell("to")
    if begin and end and _is_day(begin) and _is_day(end) and end < begin[: len(end)]:
        yield f"field to: {end} lies before {begin}"


def _name_slips(name: str) -> Iterator[str]:
    try:
        if name:
            _NAME.validate_python(name)
    except ValidationError as error:
        yield error.errors()[0]["msg"].removeprefix("Value error, ")


def bare(name: str) -> tuple[str, ...]:
    """The words of a name without its article, as the index has them."""
    words = name_words(name)
    return words[1:] if len(words) > 1 and words[0] == "the" else words


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(first_day(text))
    except ValueError:
        return False
    return text.replace("-", "").isdigit()


def _join(entries: dict[str, Raw], row: _Row) -> None:
    """Add a row to the actor of its id, which is made of its name where it has none."""
    name, kind = row.cell("name"), row.cell("type")
    ident = row.cell("id") or ("person." if kind in _PERSONS else "") + slug(name)
    entry = entries.setdefault(ident, {"id": ident, "name": name})
    aliases = row.many("aliases")
    if name != entry["name"]:
        aliases.insert(0, name)
    _extend(entry, "names", aliases)
    _extend(entry, "acronyms", row.many("acronyms"))
    said = {column: row.cell(column) for column in ("type", "role", "country") if row.cell(column)}
    between = {column: row.cell(column) for column in ("from", "to") if row.cell(column)}
    if between:
        entry.setdefault("periods", []).append(between | said)
        if "country" in said:
            entry.setdefault("country", said["country"])
    else:
        entry.update(said)


def _extend(entry: Raw, field: str, names: Iterable[str]) -> None:
    known = {name_words(name) for name in (entry["name"], *entry.get(field, []))}
    new = [name for name in names if name_words(name) not in known]
    if new:
        entry[field] = [*entry.get(field, []), *new]


def _as_person(entry: Raw) -> Raw:
    """A person: one word alone is a surname, and what holds at all times is a period without ends."""
    every = [*entry.get("names", []), *entry.get("acronyms", [])]
    person: Raw = {"id": entry["id"], "name": entry["name"]}
    person["names"] = [name for name in every if len(name_words(name)) > 1]
    person["known_as"] = [name for name in every if len(name_words(name)) == 1]
    always = {field: entry[field] for field in ("type", "role") if field in entry}
    periods = [*entry.get("periods", []), *([always] if always else [])]
    person |= {"periods": periods, "country": entry.get("country", "")}
    return {field: value for field, value in person.items() if value}
