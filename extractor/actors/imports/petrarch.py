"""Read PETRARCH's dictionaries of actors, agents and discards, line by line, as their users have them.

What a line says is kept as it stands; what it means for ActorGraph is decided in `extractor.actors.imports.convert`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["actors", "agents", "discards"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
NO_ACTOR: Final = "---"

_COMMENT: Final = re.compile(r"<!\s?--.*?-->|[#;].*")
_BRACKET: Final = re.compile(r"\[([^\[\]]*)\]")
_CODE: Final = re.compile(
    r"\s*(?P<code>---|[A-Za-z0-9+/#]+)\s*"
    r"(?:(?P<sign>[<>])\s*(?P<day>\d+)|(?P<begin>\d+)\s*-\s*(?P<end>\d+))?\s*"
)
_AGENT: Final = re.compile(r"\s*(?:~\s*(?P<after>[A-Z0-9]+)|(?P<before>[A-Z0-9]+)\s*~)\s*", re.IGNORECASE)
_PLURAL: Final = re.compile(r"\{([^{}]*)\}")
_MARKER: Final = re.compile(r"![A-Z0-9_]+!", re.IGNORECASE)
_VERBS: Final = re.compile(r"^---.*---\s*$|^&\w", re.MULTILINE)
_SHORT_DATE: Final = 6
_LONG_DATE: Final = 8
_PIVOT: Final = 30  # PETRARCH's own: 30 is 2030, 31 is 1931
_MONTHS: Final = 12
_MOST_WORDS: Final = 64  # of a marker, and of what markers make of one phrase


@dataclass(frozen=True, slots=True)
class Problem:
    """A line, or a part of it, that could not be used.

    Attributes:
        file: Name of the dictionary.
        line: Line in it, counted from 1.
        what: What is wrong, and what became of it.
    """

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        """`countries.txt, line 3: ...`."""
        return f"{self.file}, line {self.line}: {self.what}"


@dataclass(frozen=True, slots=True)
class Coding:
    """A code, and the days in which it holds (ISO, both inclusive, "" for open).

    Attributes:
        code: As it stands: `EGYGOV`, or `---` for no actor.
        begin: First day.
        end: Last day.
        text: Code and dates as they stand, for the record.
    """

    code: str
    begin: str = ""
    end: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name: its words, and whether its plural is meant, too (`_` at the end forbids it)."""

    text: str
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """An actor: its phrases, the first of them the primary one, and its codings in the order of the file."""

    file: str
    line: int
    phrases: tuple[Phrase, ...]
    codings: tuple[Coding, ...]


@dataclass(frozen=True, slots=True)
class Agent:
    """A role noun: all that stands for it (markers spelt out, irregular plurals added), and its code."""

    file: str
    line: int
    nouns: tuple[str, ...]
    code: str


@dataclass(frozen=True, slots=True)
class Discard:
    """A phrase that no event is to be made of; `story`: the whole text is to be passed over."""

    file: str
    line: int
    phrase: str
    story: bool


@dataclass(frozen=True, slots=True)
class Dictionary:
    """What one file holds."""

    records: tuple[Record, ...] = ()
    agents: tuple[Agent, ...] = ()
    discards: tuple[Discard, ...] = ()
    problems: tuple[Problem, ...] = ()


def kind_of(text: str, name: str) -> Kind | None:
    """What kind of dictionary a file is, told by its codes; discards, which have none, by its name.

    Args:
        text: The file.
        name: Its name.

    Returns:
        The kind, or None for what is no dictionary of actors, agents or discards.
    """
    bare = "\n".join(line for _, line in lines(text))
    codes = _BRACKET.findall(bare)
    agents = sum(_AGENT.fullmatch(code) is not None for code in codes)
    if agents and 2 * agents >= len(codes):
        return "agents"
    if _VERBS.search(bare):
        return None
    if any(_CODE.fullmatch(code) for code in codes):
        return "actors"
    return "discards" if "discard" in name.lower() and bare.strip() else None


def read(text: str, name: str, kind: Kind) -> Dictionary:
    """Read one dictionary.

    Args:
        text: The file.
        name: What to call it in problems.
        kind: Which of the three it is.

    Returns:
        Its entries, and the lines that could not be used.
    """
    return {"actors": _actors, "agents": _agents, "discards": _discards}[kind](text, name)


def lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that say something, with their numbers; comments are taken away, the first blank is kept."""
    within = False
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.replace("\r", "").replace("\x1a", "")
        if within:
            within = "-->" not in line
            continue
        line = _COMMENT.sub("", line) if "#" in line or ";" in line or "<!" in line else line
        if "<!--" in line:
            line, _, _ = line.partition("<!--")
            within = True
        if line.strip():
            yield number, line.rstrip()


def _actors(text: str, name: str) -> Dictionary:
    gathering = _Gathering(name)
    for number, line in lines(text):
        gathering.take(number, line)
    gathering.close()
    return Dictionary(records=tuple(gathering.records), problems=tuple(gathering.problems))


@dataclass(slots=True)
class _Gathering:
    """The actor under way while the lines of a dictionary go by."""

    file: str
    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    line: int = 0
    phrases: list[Phrase] = field(default_factory=list)
    codings: list[Coding] = field(default_factory=list)
    faulty: bool = False

    def take(self, number: int, line: str) -> None:
        named, bracket, coded = line.partition("[")
        if not line[0].isspace() and not line.startswith("+"):
            self.close()
            self.line = number
        elif not self.phrases and not self.line:
            self.problem(number, "belongs to no actor; it was left out")
            return
        phrase = named.strip().removeprefix("+")
        if phrase:
            self.name(number, phrase)
        if bracket:
            self.code(number, bracket + coded)

    def name(self, number: int, phrase: str) -> None:
        if "\ufffd" in phrase:
            self.problem(number, "a letter is not UTF-8; the name was left out")
        elif "]" in phrase or not any(map(str.isalnum, phrase)):
            self.problem(number, f"{phrase!r} is no name; it was left out")
        else:
            self.phrases.append(Phrase(_spaced(phrase), plural=not phrase.endswith("_")))

    def code(self, number: int, text: str) -> None:
        read = 0
        for bracket in _BRACKET.finditer(text):
            read += 1
            coding = _coding(bracket.group(1))
            if isinstance(coding, str):
                self.problem(number, f"[{bracket.group(1).strip()}] {coding}; it was left out")
                self.faulty = True
            else:
                self.codings.append(coding)
        if text.count("[") > read:
            self.problem(number, "a bracket is not closed; the code was left out")
            self.faulty = True

    def close(self) -> None:
        if self.phrases and self.codings:
            self.records.append(Record(self.file, self.line, tuple(self.phrases), tuple(self.codings)))
        elif self.phrases and not self.faulty:
            self.problem(self.line, f"{self.phrases[0].text!r} has no code; it was left out")
        elif self.codings:
            self.problem(self.line, "a code without a name; it was left out")
        self.phrases, self.codings, self.faulty = [], [], False

    def problem(self, number: int, what: str) -> None:
        self.problems.append(Problem(self.file, number, what))


def _agents(text: str, name: str) -> Dictionary:
    markers: dict[str, tuple[str, ...]] = {}
    agents: list[Agent] = []
    problems: list[Problem] = []
    for number, line in lines(text):
        made = _marker(line)
        if made is not None:
            markers[made[0]] = made[1]
            continue
        agent = _agent(line, markers)
        if isinstance(agent, str):
            problems.append(Problem(name, number, agent))
        else:
            agents.append(Agent(name, number, *agent))
    return Dictionary(agents=tuple(agents), problems=tuple(problems))


def _marker(line: str) -> tuple[str, tuple[str, ...]] | None:
    """`!PERSON! = MAN, WOMAN`: the name of a marker and its words; None for another line."""
    marker, equals, words = line.partition("=")
    if not equals or _MARKER.fullmatch(marker.strip()) is None:
        return None
    spelt = tuple(filter(None, (_spaced(word) for word in words.split(","))))
    return marker.strip().upper(), spelt[:_MOST_WORDS]


def _agent(line: str, markers: dict[str, tuple[str, ...]]) -> tuple[tuple[str, ...], str] | str:
    """The nouns and the code of a line, or what is wrong with it."""
    phrase, bracket, rest = line.partition("[")
    if not bracket:
        return "has no code; it was left out"
    code = _AGENT.fullmatch(rest.rpartition("]")[0])
    if code is None:
        return f"[{rest.strip()} is no code of an agent ([~GOV] or [NGO~]); it was left out"
    plurals = [_spaced(word) for group in _PLURAL.findall(phrase) for word in group.split(",")]
    nouns = _spelt_out(_PLURAL.sub("", phrase), markers)
    if isinstance(nouns, str):
        return nouns
    every = tuple(dict.fromkeys(filter(None, (*nouns, *plurals))))
    if "\ufffd" in phrase or not any(map(str.isalnum, "".join(every))):
        return "holds no noun; it was left out"
    return every, (code["after"] or code["before"]).upper()


def _spelt_out(phrase: str, markers: dict[str, tuple[str, ...]]) -> list[str] | str:
    """A phrase with each of its markers replaced by each of its words, or what is wrong with it."""
    phrases = [phrase]
    while (match := _MARKER.search(phrases[0])) is not None:
        words = markers.get(match.group().upper())
        if words is None:
            return f"the marker {match.group()} is not defined above; the line was left out"
        if len(phrases) * len(words) > _MOST_WORDS:
            return "its markers make too many phrases; the line was left out"
        phrases = [one.replace(match.group(), word) for one in phrases for word in words]
        if not phrases:
            return f"the marker {match.group()} has no words; the line was left out"
    return [_spaced(one) for one in phrases]


def _discards(text: str, name: str) -> Dictionary:
    discards: list[Discard] = []
    problems: list[Problem] = []
    for number, line in lines(text):
        phrase = _spaced(line.strip().removeprefix("+"))
        if not any(map(str.isalnum, phrase)) or "\ufffd" in phrase:
            problems.append(Problem(name, number, f"{phrase!r} is no phrase; it was left out"))
        else:
            discards.append(Discard(name, number, phrase, line.lstrip().startswith("+")))
    return Dictionary(discards=tuple(discards), problems=tuple(problems))


def _spaced(phrase: str) -> str:
    """A phrase with its words parted by single blanks: `_` and blank mean the same to a name of ours."""
    return " ".join(phrase.replace("_", " ").split())


def _coding(text: str) -> Coding | str:
    """What stands in brackets, or what is wrong with it."""
    match = _CODE.fullmatch(text)
    if match is None:
        return "is no code with dates"
    shown = " ".join(text.split())
    if match["sign"]:
        day = _day(match["day"])
        if day is None:
            return f"{match['day']} is no date (YYYYMMDD or YYMMDD)"
        if match["sign"] == "<":
            return Coding(match["code"].upper(), end=_before(day), text=shown)
        return Coding(match["code"].upper(), begin=_iso(day), text=shown)
    if match["begin"] is None:
        return Coding(match["code"].upper(), text=shown)
    begin, end = _day(match["begin"]), _day(match["end"])
    if begin is None or end is None:
        return f"{match['begin'] if begin is None else match['end']} is no date (YYYYMMDD or YYMMDD)"
    if begin > end and len(match["begin"]) == _SHORT_DATE:
        begin = (begin[0] - 100, *begin[1:])  # "190301-450505" begins in 1919, whatever the pivot says
    if begin > end:
        return "ends before it begins"
    return Coding(match["code"].upper(), _iso(begin), _iso(end), shown)


def _day(digits: str) -> tuple[int, int, int] | None:
    """Year, month and day of a date of eight or six digits; month and day are 0 where they make no sense."""
    if len(digits) == _LONG_DATE:
        year = int(digits[:4])
    elif len(digits) == _SHORT_DATE:
        year = int(digits[:2])
        year += 2000 if year <= _PIVOT else 1900
    else:
        return None
    month, day = int(digits[-4:-2]), int(digits[-2:])
    if not date.min.year <= year <= date.max.year:
        return None
    if not 1 <= month <= _MONTHS:
        return (year, 0, 0)
    if not 1 <= day <= monthrange(year, month)[1]:
        return (year, month, 0)
    return (year, month, day)


def _iso(day: tuple[int, int, int]) -> str:
    """ISO date as exact as the day is: `2011-02-11`, `2011-02` or `2011`."""
    year, month, number = day
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{number:02}" if number else "")


def _before(day: tuple[int, int, int]) -> str:
    """The last day before a day, a month or a year."""
    first = date(day[0], day[1] or 1, day[2] or 1)
    return (first - timedelta(days=1)).isoformat() if first > date.min else first.isoformat()
