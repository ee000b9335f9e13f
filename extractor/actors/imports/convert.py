"""From what dictionaries say to entries of the form that `--actors` reads.

A dictionary tells neither whether a name is a person's nor which of its names are acronyms; both are judged by the
words. An actor that the shipped facts know by one of its names keeps the id that they give it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from itertools import count, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from pydantic import TypeAdapter, ValidationError

from extractor.actors.facts import Name
from extractor.actors.imports.petrarch import NO_ACTOR, Problem
from extractor.actors.own import bare
from extractor.actors.words import name_words, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extractor.actors.imports.cameo import Codes, Meaning
    from extractor.actors.imports.petrarch import Agent, Coding, Dictionary, Phrase, Record
    from extractor.actors.knowledge import Hit, Knowledge, RoleNoun
    from extractor.types import Actor

Row = dict[str, Any]
"""An entry: strings, lists of strings, and for `periods` a list of dicts of strings."""

_IN_OFFICE: Final = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY", "IGO"})
_OF_PERSONS: Final = _IN_OFFICE - {"IGO"} | {"ELI"}
_LINKS: Final = frozenset({"of", "for"})
_BODIES: Final = frozenset({"party", "armed_group", "group", "company", "media", "ngo", "igo"})
_PERSONAL: Final = frozenset({"official", "military", "police"})
_SMALL: Final = frozenset("of the and in for on at to de del da di du des la le las los el al bin von van y e".split())
_PARENTHESIS: Final = re.compile(r"\(([^()]*)\)")
_INITIALS: Final = re.compile(r"(?:\w\.)+\w?\.?")
_VOWELS: Final = frozenset("AEIOUY")
_LONGEST_ACRONYM: Final = 6
_LONGEST_TITLE: Final = 4
_COUNTRY_LETTERS: Final = 3
_READABLE: Final[TypeAdapter[str]] = TypeAdapter(Name)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one actor, sorted out.

    Attributes:
        label: What to call it.
        full: Further names.
        acronyms: Names that count in capitals only.
    """

    label: str
    full: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Converted:
    """What came of some dictionaries.

    Attributes:
        sections: Section of the file -> its entries, in the order of the dictionaries.
        problems: What could not be used, or not as it was meant.
        actors: How many actors there are.
        names: How many names they have.
        agents: How many role nouns there are.
        silenced: How many names are no actor's.
        adopted: How many actors have the id of one that is shipped.
    """

    sections: dict[str, list[Any]]
    problems: tuple[Problem, ...]
    actors: int
    names: int
    agents: int
    silenced: int
    adopted: int


def convert(dictionaries: Iterable[Dictionary], knowledge: Knowledge, codes: Codes) -> Converted:
    """Turn dictionaries into entries.

    Args:
        dictionaries: What was read, in the order in which it was named.
        knowledge: The shipped facts.
        codes: The table of codes.

    Returns:
        The entries, and what could not be used.
    """
    given = tuple(dictionaries)
    records = [record for one in given for record in one.records]
    work = _Work(knowledge, codes.with_countries(_own_codes(records, codes, knowledge)))
    work.problems.extend(problem for one in given for problem in one.problems)
    for record in records:
        work.record(record)
    silenced = [*work.silenced, *(discard.phrase for one in given for discard in one.discards)]
    agents = [agent for one in given for agent in one.agents]
    silent = list(work.checked_names(silenced))
    sections: dict[str, list[Any]] = {
        "states": work.rows("states"),
        "actors": work.rows("actors"),
        "officials": work.rows("officials"),
        "heads": list(_heads(agents, knowledge, work)),
        "not_actors": silent,
    }
    entries = [row for section in ("states", "actors", "officials") for row in sections[section]]
    return Converted(
        sections={name: rows for name, rows in sections.items() if rows},
        problems=tuple(sorted(work.problems, key=lambda one: (one.file, one.line))),
        actors=len(entries),
        names=len({name_words(name) for row in entries for name in _names_of(row)}),
        agents=sum(len(head["nouns"]) for head in sections["heads"]),
        silenced=len(silent),
        adopted=sum(work.knows(row["id"]) for row in entries),
    )


def _own_codes(records: Iterable[Record], codes: Codes, knowledge: Knowledge) -> dict[str, str]:
    """Country codes that dictionaries define themselves: unknown, of three letters, alone and at all times a record's.

    A code whose record bears the name of a known state stands for that state (JAP). Another makes a country of its own,
    where it is also the country of somebody else: or it would be the code of that one actor.
    """
    led = Counter(coding.code[:_COUNTRY_LETTERS] for record in records for coding in record.codings)
    own: dict[str, str] = {}
    for record in records:
        code = record.codings[0].code
        alone = len(record.codings) == 1 and not record.codings[0].begin and not record.codings[0].end
        if not alone or len(code) != _COUNTRY_LETTERS or not code.isalpha() or not codes.meaning(code).empty:
            continue
        state = _state_named(record.phrases, knowledge)
        if state is not None:
            own[code] = state
        elif led[code] > 1:
            own.setdefault(code, code)
    return own


def _state_named(phrases: Iterable[Phrase], knowledge: Knowledge) -> str | None:
    """The known state that has one of these names."""
    for phrase in phrases:
        for hit in knowledge.names.get(bare(phrase.text), ()):
            if hit.form in ("name", "acronym", "adjective") and hit.entry.actor.id in knowledge.states:
                return hit.entry.actor.id
    return None


@dataclass(slots=True)
class _Work:
    """What is gathered while record after record is converted."""

    knowledge: Knowledge
    codes: Codes
    problems: list[Problem] = field(default_factory=list)
    silenced: list[str] = field(default_factory=list)
    _rows: dict[str, dict[str, Row]] = field(default_factory=lambda: defaultdict(dict))

    def knows(self, ident: str) -> bool:
        """Whether an id is shipped."""
        return ident in self.knowledge.ids

    def rows(self, section: str) -> list[Row]:
        return list(self._rows[section].values())

    def problem(self, where: Record | Agent, what: str) -> None:
        self.problems.append(Problem(where.file, where.line, what))

    def checked_names(self, names: Iterable[str]) -> Iterator[str]:
        """Names that a file for `--actors` may hold, each once."""
        seen: set[tuple[str, ...]] = set()
        for name in names:
            words = name_words(name)
            if words not in seen and _readable(name):
                seen.add(words)
                yield name

    def record(self, record: Record) -> None:
        """Make an entry of one actor."""
        readable = [phrase for phrase in record.phrases if _readable(phrase.text)]
        for phrase in record.phrases:
            if phrase not in readable:
                self.problem(record, f"{phrase.text!r} is no name in Latin letters; it was left out")
        codings = [coding for coding in record.codings if coding.code != NO_ACTOR]
        if not codings or not readable:
            self.silenced.extend(phrase.text for phrase in readable)
            return
        if len(codings) < len(record.codings):
            self.problem(record, f"[{NO_ACTOR}] for a time cannot be kept; the actor stays one without a code")
        meanings = [self.codes.meaning(coding.code) for coding in codings]
        for coding, meaning in zip(codings, meanings, strict=True):
            if meaning.empty:
                self.problem(record, f"[{coding.text}] means neither a country nor a sector; it is kept as a note")
        names = sorted_out(_with_plurals(readable, person=False), self.knowledge)
        state = _state_of(codings, meanings, named=_state_named(readable[:1], self.knowledge) is not None)
        if state is not None:
            if len({coding.code for coding in codings}) > 1:
                self.problem(record, f"the code changes with time; the names stand for {state} at all times")
            self._state(state, names)
            return
        shipped = self._known(readable, meanings)
        person = shipped.id.startswith("person.") if shipped else self._is_person(readable, codings, meanings)
        if person:
            names = sorted_out(_with_plurals(readable, person=True), self.knowledge)
        row = _person(names) if person else _body(names, meanings[0])
        row |= _coded(record, codings, meanings, person=person)
        self._put("officials" if person else "actors", row, shipped)

    def _state(self, country: str, names: Names) -> None:
        row = {
            "id": country,
            "name": names.label,
            "names": [names.label, *names.full],
            "acronyms": list(names.acronyms),
        }
        if self.knows(country):
            del row["name"]
        before = self._rows["states"].setdefault(country, row)
        if before is not row:
            _join(before, row)

    def _put(self, section: str, row: Row, shipped: Actor | None) -> None:
        """Add an entry under an id of its own, or to the one that codes the same actor in the same way."""
        rows = self._rows[section]
        stem = shipped.id if shipped else ("person." if section == "officials" else "") + slug(row["name"])
        if shipped:
            row["names"] = [row["name"], *row["names"]]
            del row["name"]
        for ident in _idents(stem, row.get("country", "")):
            taken = rows.get(ident)
            if taken is not None and (shipped or all(taken.get(key) == row.get(key) for key in ("country", "role"))):
                _join(taken, row)
                return
            if taken is None and (shipped or not self.knows(ident)):
                rows[ident] = {"id": ident, **row}
                return

    def _known(self, phrases: list[Phrase], meanings: list[Meaning]) -> Actor | None:
        """The shipped actor that one of the names is the name of, where it belongs to the same country."""
        countries = {meaning.country for meaning in meanings}
        governs = all(meaning.role == "GOV" for meaning in meanings)
        for phrase in phrases:
            for hit in self.knowledge.names.get(bare(phrase.text), ()):
                actor = _adoptable(hit, governs=governs)
                if actor is not None and (actor.country is None or not countries.isdisjoint({actor.country, None})):
                    return actor
        return None

    def _is_person(self, phrases: list[Phrase], codings: list[Coding], meanings: list[Meaning]) -> bool:
        """Whether a name is a person's: it has a title, or codes that change with time and no word for a body."""
        words = bare(phrases[0].text)
        if any(self._titled(bare(phrase.text)) for phrase in phrases):
            return True
        roles = {meaning.role for meaning in meanings}
        if roles == {None} or _state_named(phrases, self.knowledge):
            return False  # a territory or state that changed its code
        dated = any(coding.begin or coding.end for coding in codings) or meanings[-1].role == "ELI"
        full = max(len(bare(phrase.text)) for phrase in phrases) > 1 or roles <= _OF_PERSONS
        article = phrases[0].text.upper().startswith("THE ")
        return dated and full and not article and not self._is_body(words)

    def _is_body(self, words: tuple[str, ...]) -> bool:
        """Whether a name's words tell of a body: one is the noun of one, or the noun that heads the name may be."""
        heads = {words[-1], *(word for word, then in pairwise(words) if then in _LINKS)}
        return any(self._of_body(word, weak=word in heads) for word in words)

    def _titled(self, words: tuple[str, ...]) -> bool:
        """Whether a name begins with a title and goes on with a name: "president hosni mubarak"."""
        for length in range(min(_LONGEST_TITLE, len(words) - 1), 0, -1):
            noun = self.knowledge.roles.get(" ".join(words[:length]))
            if noun is not None:
                rest = words[length:]
                named = not any(word in _SMALL or word in self.knowledge.roles for word in rest)
                return noun.type in _PERSONAL and not noun.body and not noun.plural and named
        return False

    def _of_body(self, word: str, *, weak: bool) -> bool:
        noun = self.knowledge.roles.get(word)
        if noun is None or (noun.weak and not weak):
            return False
        return noun.body or noun.plural or noun.type in _BODIES


def _state_of(codings: list[Coding], meanings: list[Meaning], *, named: bool) -> str | None:
    """The state that a record is of: the latest of its codes that is a bare country.

    Its codes name no sector, unless the record is `named` like a known state (Kosovo under the United Nations).
    """
    if not named and any(meaning.sector is not None for meaning in meanings):
        return None
    bare_ones = [
        (coding.end or "9999", meaning) for coding, meaning in zip(codings, meanings, strict=True) if meaning.bare
    ]
    return max(bare_ones, key=itemgetter(0))[1].country if bare_ones else None


def _idents(stem: str, country: str) -> Iterator[str]:
    """Ids to try, the shortest first: `x`, `x.ken`, `x.2` ..."""
    yield stem
    if country:
        yield f"{stem}.{country.lower()}"
    yield from (f"{stem}.{number}" for number in count(2))


def _adoptable(hit: Hit, *, governs: bool) -> Actor | None:
    """The actor whose id an imported one may take: no bare state, people or place; a capital may be the executive."""
    actor = hit.entry.actor
    if hit.form == "seat" and actor.type == "state" and governs:
        return replace(actor, id=f"{actor.id}.GOV", type="government")
    if hit.form not in ("name", "acronym", "surname") or actor.type in ("state", "people"):
        return None
    return actor


def _readable(name: str) -> bool:
    try:
        _READABLE.validate_python(name)
    except ValidationError:
        return False
    return True


def _with_plurals(phrases: Iterable[Phrase], *, person: bool) -> list[str]:
    """The names, and the plurals of those of one word that do not forbid it."""
    names: list[str] = []
    for phrase in phrases:
        names.append(phrase.text)
        one_word = phrase.text.isalpha() and not phrase.text.upper().endswith("S")
        if phrase.plural and one_word and not person and len(phrase.text) > _LONGEST_ACRONYM:
            names.append(f"{phrase.text}S" if phrase.text.isupper() else f"{phrase.text}s")
    return names


def sorted_out(phrases: Iterable[str], knowledge: Knowledge | None = None) -> Names:
    """Names in readable letters, the acronyms apart.

    Args:
        phrases: As a dictionary has them, mostly in capitals, the primary one first; "(AAIA)" is an acronym.
        knowledge: Tells further acronyms.
    """
    full: dict[tuple[str, ...], str] = {}
    acronyms: dict[tuple[str, ...], str] = {}
    phrases = tuple(phrases)
    spelt = [_PARENTHESIS.sub(" ", phrase) for phrase in phrases]
    initials = frozenset(filter(None, (_initials(name) for name in spelt)))
    short = frozenset() if knowledge is None else knowledge.acronyms
    for phrase, name in zip(phrases, spelt, strict=True):
        for inside in _PARENTHESIS.findall(phrase):
            if _is_acronym(inside.strip(), initials, short):
                acronyms.setdefault(name_words(inside), inside.strip())
        words = name_words(name)
        if not words:
            continue
        if _is_acronym(name.strip(), initials, short):
            acronyms.setdefault(words, name.strip())
        else:
            full.setdefault(words, _cased(name))
    label, *others = full.values() or acronyms.values()
    if not full:
        others = []
    return Names(label, tuple(others), tuple(acronyms.values()))


def _is_acronym(name: str, initials: frozenset[str], known: frozenset[str]) -> bool:
    letters = name.replace(".", "")
    if not letters.isalnum() or not 1 < len(letters) <= _LONGEST_ACRONYM or name != name.upper():
        return False
    telling = letters in initials or letters.lower() in known
    return telling or _INITIALS.fullmatch(name) is not None or _VOWELS.isdisjoint(letters)


def _initials(name: str) -> str:
    words = re.findall(r"\w+", name)
    return "".join(word[0] for word in words if word.lower() not in _SMALL).upper() if len(words) > 1 else ""


def _cased(name: str) -> str:
    """A name in capitals as news would print it; a name in other letters stays."""
    words = name.split()
    if name != name.upper():
        return " ".join(words)
    return " ".join(_cased_word(word, first=at == 0) for at, word in enumerate(words))


def _cased_word(word: str, *, first: bool) -> str:
    if not first and word.lower() in _SMALL:
        return word.lower()
    if _INITIALS.fullmatch(word) or (word.isalpha() and 1 < len(word) <= _COUNTRY_LETTERS and _VOWELS.isdisjoint(word)):
        return word
    return "-".join(part.capitalize() for part in word.split("-"))


def _person(names: Names) -> Row:
    """Names of a person: one word alone is a surname, which gives way to longer names that hold it."""
    every = [*names.full, *names.acronyms]
    row: Row = {"name": names.label, "names": [name for name in every if len(name_words(name)) > 1]}
    single = [name for name in every if len(name_words(name)) == 1]
    return row | ({"known_as": single} if single else {})


def _body(names: Names, meaning: Meaning) -> Row:
    row: Row = {"name": names.label, "names": list(names.full), "acronyms": list(names.acronyms)}
    return row | {"type": _type(meaning, person=False)}


def _type(meaning: Meaning, *, person: bool) -> str:
    if person:
        return "official" if meaning.role in _IN_OFFICE else "person"
    if meaning.sector is not None:
        return meaning.sector.type
    return "state" if meaning.country else "group"


def _coded(record: Record, codings: list[Coding], meanings: list[Meaning], *, person: bool) -> Row:
    """Country, sectors and periods of an entry, with the codes that they were made of."""
    where = f"{record.file}, line {record.line}"
    countries = {meaning.country for meaning in meanings}
    row: Row = {"country": next(iter(countries))} if len(countries) == 1 else {}
    if len(codings) == 1 and not codings[0].begin and not codings[0].end and not person:
        row |= _sectors(meanings[0]) | {"source": f"{codings[0].text} in {where}"}
        return {key: value for key, value in row.items() if value}
    periods: list[Row] = []
    for coding, meaning in zip(codings, meanings, strict=True):
        period: Row = {"from": coding.begin, "to": coding.end, "type": _type(meaning, person=person)}
        period |= _sectors(meaning) | {"source": coding.text}
        if "country" not in row or row["country"] is None:
            period["country"] = meaning.country
        periods.append({key: value for key, value in period.items() if value})
    row |= {"periods": periods, "source": where}
    return {key: value for key, value in row.items() if value}


def _names_of(row: Row) -> Iterator[str]:
    if "name" in row:
        yield row["name"]
    for kind in ("names", "acronyms", "known_as"):
        yield from row.get(kind, ())


def _sectors(meaning: Meaning) -> Row:
    return {"role": meaning.role, "other_roles": list(meaning.roles[1:])}


def _join(row: Row, other: Row) -> None:
    """Add what another entry of the same actor says."""
    for key in ("names", "acronyms", "known_as"):
        new = other.get(key, [])
        if key == "names" and other.get("name") not in (None, row.get("name")):
            new = [other["name"], *new]
        if new:
            seen = {name_words(name) for name in (row.get("name", ""), *row.get(key, []))}
            row[key] = [*row.get(key, []), *(name for name in new if name_words(name) not in seen)]
    if other.get("periods"):
        row["periods"] = [*row.get("periods", []), *other["periods"]]
    if other.get("source") and other["source"] not in row.get("source", ""):
        row["source"] = f"{row['source']}; {other['source']}" if row.get("source") else other["source"]


def _heads(agents: Iterable[Agent], knowledge: Knowledge, work: _Work) -> Iterator[Row]:
    """Role nouns, those of one code together; of two codes for one noun the first counts."""
    groups: dict[tuple[str, str, bool], list[str]] = defaultdict(list)
    seen: dict[str, str] = {}
    for agent in agents:
        meaning = work.codes.meaning(agent.code, agent=True)
        if meaning.sector is None or meaning.role is None:
            work.problem(agent, f"[{agent.code}] means no sector; {agent.nouns[0]!r} was left out")
            continue
        for noun in (noun.lower() for noun in agent.nouns):
            before = seen.setdefault(noun, agent.code)
            if before != agent.code:
                work.problem(agent, f"{noun!r} stands twice; [{before}] counts, [{agent.code}] was left out")
            if seen[noun] == agent.code and noun not in groups[_group(agent, noun, knowledge, work)]:
                groups[_group(agent, noun, knowledge, work)].append(noun)
    for (code, kind, body), nouns in groups.items():
        meaning = work.codes.meaning(code, agent=True)
        row: Row = {"nouns": nouns, "role": meaning.role, "adds": next(iter(meaning.roles[1:]), None)}
        row |= {"type": kind, "body": "true" if body else "", "source": code}
        if nouns:
            yield {key: value for key, value in row.items() if value}


def _group(agent: Agent, noun: str, knowledge: Knowledge, work: _Work) -> tuple[str, str, bool]:
    """Code, type and body mark of a noun; a shipped noun keeps its own type and marks."""
    if noun in knowledge.roles:
        return agent.code, "", False
    sector = work.codes.meaning(agent.code, agent=True).sector
    main = re.split(r" (?:of|for|in|on) ", noun, maxsplit=1)[0].rpartition(" ")[2]
    known: RoleNoun | None = knowledge.roles.get(main)
    body = known is not None and known.body
    if sector is None:
        return agent.code, "group", body
    return agent.code, sector.type if body else sector.person, body
