"""Whether the facts of `models/actors/` agree with each other: ids, codes, and names that would be ambiguous."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extractor.actors.facts import organs_of
from extractor.actors.words import name_words
from extractor.data import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extractor.actors.facts import Between, Facts

_ENDLESS: Final = "9999"


@dataclass(frozen=True, slots=True)
class _Record:
    """What the checks compare of one entry.

    Attributes:
        file: Where it stands.
        id: Its id.
        names: Field -> its names.
        country: Its country, if it has one.
        kind: What kind of actor; "seat" and the like need no word of their own here.
        codes: Field -> the ids and country codes that it points to.
        needs: The countries that it is only read with.
        spans: When it is active or in office; empty where that is unknown.
    """

    file: str
    id: str
    names: dict[str, tuple[str, ...]]
    country: str | None = None
    kind: str | None = None
    needs: tuple[str, ...] = ()
    spans: tuple[Between, ...] = ()


def check(facts: Facts) -> None:
    """Refuse facts that contradict each other.

    Args:
        facts: What the files say.

    Raises:
        DataError: An id stands twice or is a state's, a code or id is unknown, an organ's id does not begin with its
            state, parents run in a circle, or a name stands for two actors that nothing tells apart. The message
            names file, entry and field in one line.
    """
    for slip in slips(facts):
        raise DataError(slip)


def slips(facts: Facts) -> Iterator[str]:
    """All contradictions, one line each."""
    records = tuple(_records(facts))
    yield from _wrong_ids(records, facts)
    yield from _unknown_codes(facts)
    yield from _circles(facts)
    yield from _ambiguous_names(records)


def _slip(file: str, entry: str, field: str, what: str) -> str:
    return f"{file}: {entry} field {field}: {what}"


def _records(facts: Facts) -> Iterator[_Record]:
    for state in facts.states:
        names = {"names": (state.name, *state.names), "acronyms": state.acronyms, "adjectives": state.adjectives}
        rest = {"people": state.people, "government": state.government, "seats": state.seats}
        yield _Record("states.yml", state.id, names | rest, state.part_of or state.id, "state")
    for state, organ in organs_of(facts):
        names = {"names": (organ.name, *organ.names), "common": organ.common, "acronyms": organ.acronyms}
        yield _Record("states.yml", organ.id, names, state.part_of or state.id, organ.type)
    for file, organisations in facts.organisations.items():
        for one in organisations:
            names = {"names": (one.name, *one.names), "common": one.common, "acronyms": one.acronyms}
            spans = () if one.active is None else (one.active,)
            names["seats"] = one.seats
            yield _Record(file, one.id, names, one.country, one.type, one.needs, spans)
    for file, officials in facts.officials.items():
        for person in officials:
            names = {"names": (person.name, *person.names), "known_as": person.known_as}
            yield _Record(file, person.id, names, person.country, "person", (), person.offices)
    for people in facts.peoples:
        names = {"adjectives": people.adjectives, "people": people.people}
        yield _Record("peoples.yml", people.id, names, people.country, "people")


def _wrong_ids(records: tuple[_Record, ...], facts: Facts) -> Iterator[str]:
    seen: dict[str, _Record] = {}
    for record in records:
        before = seen.setdefault(record.id, record)
        if before is record:
            continue
        what = "is the id of a state; choose another"
        if before.kind != "state" or record.kind == "state":
            what = f"stands twice, first in {before.file}; rename one"
        yield _slip(record.file, record.id, "id", what)
    for state, organ in organs_of(facts):
        if not organ.id.startswith(f"{state.id}."):
            yield _slip("states.yml", state.id, "organs", f"the id {organ.id!r} does not begin with {state.id!r}")


def _unknown_codes(facts: Facts) -> Iterator[str]:
    states = frozenset(state.id for state in facts.states if state.part_of is None)
    bodies = frozenset(organ.id for _, organ in organs_of(facts)) | {f"{state}.GOV" for state in states}
    groups = frozenset(one.id for organisations in facts.organisations.values() for one in organisations)
    everyone = states | bodies | groups | {state.id for state in facts.states}
    everyone |= {party.id for party in facts.profile_parties}
    for file, entry, field, codes in _pointers(facts):
        known = states if field in ("country", "part_of", "needs", "neighbours", "state", "also") else everyone
        for code in codes:
            if code is not None and code not in known:
                yield _slip(file, entry, field, f"{code!r} is unknown; states.yml and the files beside it hold the ids")


def _pointers(facts: Facts) -> Iterator[tuple[str, str, str, Iterable[str | None]]]:
    """File, entry and field of everything that points to another entry, with the ids."""
    for state in facts.states:
        yield "states.yml", state.id, "part_of", (state.part_of,)
    for file, organisations in (*facts.organisations.items(), ("profile_parties.yml", facts.profile_parties)):
        for one in organisations:
            yield file, one.id, "country", (one.country, *(period.country for period in one.periods))
            yield file, one.id, "needs", one.needs
            yield file, one.id, "members", one.members
            yield file, one.id, "backers", one.backers
    for file, officials in facts.officials.items():
        for person in officials:
            yield file, person.id, "country", (person.country, *(office.country for office in person.offices))
            yield file, person.id, "of", (office.of for office in person.offices)
    for people in facts.peoples:
        yield "peoples.yml", people.id, "country", (people.country,)
    for profile in facts.profiles:
        yield "profiles.yml", profile.state, "state", (profile.state,)
        yield "profiles.yml", profile.state, "neighbours", profile.neighbours
    for place in facts.places:
        yield "places.yml", place.name, "country", (place.country,)
        yield "places.yml", place.name, "also", place.also
    for town in facts.towns:
        yield "towns.yml", town.name, "country", (town.country, *town.also)


def _circles(facts: Facts) -> Iterator[str]:
    parents = {state.id: state.part_of for state in facts.states if state.part_of is not None}
    for start in parents:
        seen, at = {start}, parents.get(start)
        while at is not None:
            if at in seen:
                yield _slip("states.yml", start, "part_of", "the territories are part of each other in a circle")
                break
            seen.add(at)
            at = parents.get(at)


def _ambiguous_names(records: tuple[_Record, ...]) -> Iterator[str]:
    holders: dict[tuple[str, tuple[str, ...]], list[tuple[_Record, str]]] = defaultdict(list)
    for record in records:
        for field, names in record.names.items():
            own: set[tuple[str, ...]] = set()
            for name in names:
                words = _bare(name)
                if words in own:
                    yield _slip(record.file, record.id, field, f"the name {name!r} stands twice; remove one")
                own.add(words)
                holders[record.file, words].append((record, field))
    for (_, words), found in holders.items():
        for at, (record, field) in enumerate(found):
            for other, _ in found[:at]:
                if other.id != record.id and _clash(record, other):
                    what = f"{' '.join(words)!r} is a name of {other.id} too; tell them apart by `needs` or drop one"
                    yield _slip(record.file, record.id, field, what)


def _bare(name: str) -> tuple[str, ...]:
    words = name_words(name)
    return words[1:] if words[0] == "the" and len(words) > 1 else words


def _clash(one: _Record, other: _Record) -> bool:
    """Whether nothing tells two bearers of a name apart: kind, country, needed countries or time."""
    if one.kind != other.kind or one.country != other.country or one.needs != other.needs:
        return False
    if not one.spans or not other.spans:
        return True
    return any(_overlap(a, b) for a in one.spans for b in other.spans)


def _overlap(one: Between, other: Between) -> bool:
    """Whether two stretches of time share more than the day on which one hands over to the other."""
    return (one.begin or "") < (other.to or _ENDLESS) and (other.begin or "") < (one.to or _ENDLESS)
