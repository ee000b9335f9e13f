"""From a parse to its mentions: named, composed of nationality and role noun, and resolved pronouns."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from extractor.actors.knowledge import slug
from extractor.actors.names import case_of, choose, find_names
from extractor.types import Actor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractor.actors.knowledge import Form, Hit, Knowledge
    from extractor.language import Parse
    from extractor.types import MentionKind


@dataclass(frozen=True, slots=True)
class Found:
    """A mention in the parse.

    Attributes:
        start: First token.
        end: Token behind the last.
        head: The token that carries the phrase in the parse.
        kind: Named, nominal or pronoun.
        actor: What it was resolved to.
        form: How the words stand for the actor (`model`: the statistical NER named it).
        place: Merely a place unless a relation takes it for an actor.
        plural: More than one.
        sure: How far the resolution can be trusted, 0 to 1.
        noun: The role noun of a nominal mention, singular.
    """

    start: int
    end: int
    head: int
    kind: MentionKind
    actor: Actor
    form: Form | str = "name"
    place: bool = False
    plural: bool = False
    sure: float = 1.0
    noun: str = ""


_LOCATIVE: Final = frozenset(
    "in at near inside outside around across throughout within into toward towards through over off along "
    "via beyond onto above below beside".split()
)
_SIDING: Final = frozenset({"pro-", "anti-", "non-"})
_FIRST_NAMES: Final = 2
_FOCUS: Final = 3  # mentions of a state that make a text speak of it
_TWICE: Final = 2
_HOUSES: Final = frozenset({"LEG", "JUD"})  # "the Senate" is more states' than "the State Department"
_OF_A_STATE: Final = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})
_PLACE_DEPS: Final = frozenset({"npadvmod", "nmod"})
_PERSON_TITLES: Final = frozenset("mr mrs ms dr sir dame lord lady prof professor sheikh sheik ayatollah".split())


def named(parse: Parse, knowledge: Knowledge, day: str | None, context: str = "") -> list[Found]:
    """The mentions of a document by names that are known.

    Args:
        parse: The document.
        knowledge: What is known of actors.
        day: The document's date (ISO), that names are read on.
        context: Further text (a title) whose countries help to choose between namesakes.

    Returns:
        Mentions in text order, never overlapping.
    """
    matches = [*find_names(parse.text, knowledge, case_of(parse.text))]
    titled = find_names(context, knowledge, case_of(context))
    around = [hit for match in (*matches, *titled) for hit in match.hits if not hit.entry.needs]
    countries = frozenset(
        hit.entry.actor.country for hit in around if hit.form != "place" and hit.entry.actor.country is not None
    )
    stated = Counter(hit.entry.actor.country for hit in around if hit.entry.actor.type in ("state", "people"))
    found: list[Found] = []
    persons = [
        (start, end)
        for start, end, label in parse.entities
        if label == "PERSON" and parse.tags[end - 1] not in ("NNS", "NNPS")  # "Rakhine Buddhists" is nobody's name
    ]
    orgs = [(start, end) for start, end, label in parse.entities if label == "ORG"]
    for match in matches:
        start = bisect_right(parse.starts, match.start) - 1
        end = bisect_right(parse.starts, match.end - 1)
        hit = choose(_in_office(_there(match.hits, day), day), countries)
        if hit is None or start < 0 or end <= start or parse.ends[start] <= match.start:
            continue  # no reading fits, or the words stand in a byline or dateline, which is not parsed
        if parse.sentence_of[start] != parse.sentence_of[end - 1]:
            continue
        if end - start > 1 and parse.words[start - 1] == "-" and f"{parse.lower[start - 2]}-" in _SIDING:
            # "anti-Taliban fighters" are not the "Taliban fighters" of the list
            end, hit = start + 1, choose(knowledge.names.get((parse.lower[start],)) or (), countries)
            if hit is None:
                continue
        if _plain_organ(hit, stated, knowledge, parse.lower[start:end]):
            continue  # "the Senate" of another state's story: composed
        rest = parse.text[match.end : parse.ends[end - 1]]
        if len(rest) > 1 and rest[0].isalnum() and "-" not in parse.words[end - 1]:
            continue
        if _swallowed(start, end, hit, persons, orgs, parse, knowledge) or _of_another_state(start, hit, found, parse):
            continue
        province = _province(parse, knowledge, start, end, hit)
        found.append(_known(parse, start, end, hit, day) if province is None else province)
    at = by_token(found)
    return [replace(one, place=False) if _in_a_list(parse, one, at) else one for one in found]


def _in_a_list(parse: Parse, mention: Found, at: dict[int, Found]) -> bool:
    """Whether what looks like a place behind a town is one of several states: "Norway, Sweden, Denmark and Iceland"."""
    if not mention.place or mention.actor.type != "state":
        return False
    head = mention.head
    while parse.deps[head] == "conj" and parse.heads[head] < head:
        head = parse.heads[head]
    before = at.get(parse.heads[head])
    if parse.deps[head] != "appos" or before is None:
        return False
    return before.actor.type == "state" and before.form in ("name", "acronym") and not before.place


def _province(parse: Parse, knowledge: Knowledge, start: int, end: int, hit: Hit) -> Found | None:
    """A province that has the name of a state, by its office or its town: "Georgia's governor", "Atlanta, Georgia"."""
    country = knowledge.cues.provinces.get(parse.lower[start]) if end - start == 1 else None
    if country is None or hit.entry.actor.type != "state":
        return None
    offices = knowledge.cues.province_offices
    behind = [word for word in parse.lower[end : end + 3] if word not in ("'s", "’s", "-")]
    before = parse.lower[max(0, start - 3) : start]
    of_it = len(before) > 1 and before[-1] == "of" and (before[-2] in offices or " ".join(before[:-1]) in offices)
    town = knowledge.names.get((parse.lower[start - 2],)) if parse.lower[start - 1 : start] == (",",) else None
    in_it = bool(town) and all(other.entry.actor.country == country for other in town or ())
    if not (of_it or in_it or offices & {*behind[:1], " ".join(behind[:2]), " ".join(behind[:3])}):
        return None
    name = parse.words[start]
    actor = Actor(f"place.{slug(name)}", name, None, None, country, reason="a province by its office or town")
    return Found(start, end, head_of(parse, start, end), "named", actor, "place", place=True)


def _there(hits: tuple[Hit, ...], day: str | None) -> tuple[Hit, ...]:
    """Readings of a name without those that were not there on the day, unless none was."""
    if len(hits) == 1 or day is None:
        return hits
    there = tuple(hit for hit in hits if hit.entry.active is None or hit.entry.active.holds(day))
    return there or hits


def _in_office(hits: tuple[Hit, ...], day: str | None) -> tuple[Hit, ...]:
    """Readings of a name that is several persons', who holds office on the day first, else who held it last."""
    if len(hits) == 1 or not all(hit.entry.offices for hit in hits):
        return hits
    return tuple(
        sorted(
            hits,
            key=lambda hit: (
                any(office.holds(day) for office in hit.entry.offices),
                max(
                    office.begin
                    for office in hit.entry.offices
                    if day is None or office.begin <= day or not office.begin
                )
                if any(day is None or office.begin <= day for office in hit.entry.offices)
                else "",
            ),
            reverse=True,
        )
    )


def _plain_organ(hit: Hit, stated: Counter[str | None], knowledge: Knowledge, words: tuple[str, ...]) -> bool:
    """Whether a name is an organ's that other states have, too, and the text speaks of others only."""
    actor = hit.entry.actor
    organ = actor.country is not None and actor.id.startswith(f"{actor.country}.")
    most = max(stated.values(), default=0)
    enough = _FOCUS if actor.role not in _HOUSES else _TWICE
    elsewhere = most >= enough and stated[actor.country] * enough <= most
    return organ and elsewhere and " ".join(words) in knowledge.roles


def head_of(parse: Parse, start: int, end: int) -> int:
    """The token of a span that the rest of the sentence hangs on."""
    for token in range(end - 1, start - 1, -1):
        if not start <= parse.heads[token] < end or parse.heads[token] == token:
            return token
    return end - 1


def _swallowed(
    start: int,
    end: int,
    hit: Hit,
    persons: list[tuple[int, int]],
    orgs: list[tuple[int, int]],
    parse: Parse,
    knowledge: Knowledge,
) -> bool:
    """Whether a longer name of another kind holds these words: "Jordan Peterson", "Turkey Point Corp"."""
    if hit.form == "name" and hit.entry.offices:
        # "Juan Carlos" is not the king where a surname follows
        short = end - start <= _FIRST_NAMES
        return short and any(first <= start and end < last and parse.coarse[end] == "P" for first, last in persons)
    if hit.form == "surname" and parse.coarse[end : end + 1] == ("P",) and parse.deps[end - 1] == "compound":
        return True  # a first name: "Petro Xyz"
    if hit.form == "people" and parse.tags[end - 1] in ("NNS", "NNPS"):
        return False
    for person_start, person_end in persons:
        if person_start <= start and end <= person_end and (person_start, person_end) != (start, end):
            return hit.form != "surname" or (
                start > person_start and not _titles(parse, person_start, start, knowledge)
            )
    if hit.form not in ("name", "seat", "place") or hit.entry.actor.type not in ("state", None):
        return False
    for org_start, org_end in orgs:
        inside = org_start <= start and end < org_end
        last = knowledge.roles.get(parse.lower[org_end - 1])
        if inside and last is not None and last.role in _OF_A_STATE and last.body:
            return False  # "Ruritania Army" is composed
        if inside and parse.lower[end] not in ("'s", "’s", "'", "and", "-", ",") and parse.coarse[end] == "P":
            # "Hamas Politburo" keeps Hamas, as the owner; "Georgia Tech" does not keep Georgia.
            return True
    return False


def _of_another_state(start: int, hit: Hit, found: list[Found], parse: Parse) -> bool:
    """Whether another state owns this body: "Chile's Defense Department" is not the Pentagon."""
    actor = hit.entry.actor
    if "." not in actor.id or actor.type in ("igo", "people") or not found or actor.country is None:
        return False
    before = found[-1]
    gap = [parse.words[token] for token in range(before.end, start)]
    if gap not in ([], ["'s"], ["'"]) or before.form not in ("name", "adjective", "acronym", "seat"):
        return False
    return before.actor.type == "state" and before.actor.country != actor.country


def _titles(parse: Parse, start: int, end: int, knowledge: Knowledge) -> bool:
    return all(
        parse.lower[token].strip(".") in _PERSON_TITLES
        or parse.lower[token] in knowledge.roles
        or parse.lower[token] in knowledge.modifiers
        for token in range(start, end)
    )


def _known(parse: Parse, start: int, end: int, hit: Hit, day: str | None) -> Found:
    head = head_of(parse, start, end)
    actor = hit.entry.on(day)
    if actor.type in ("state", "people") and parse.lower[start - 1 : start] == ("ethnic",):
        # "Ethnic Ruritanians" live elsewhere, and are no state's
        name = f"ethnic {parse.words[end - 1].removesuffix('s')}"
        actor = replace(
            actor, id=slug(name), name=name, type="people", role="CVL", country=None, reason="an ethnic group"
        )
        return Found(start - 1, end, head, "named", actor, "people", plural=parse.tags[head] in ("NNS", "NNPS"))
    if hit.form == "adjective" and actor.type == "state" and _one_of_its_people(parse, start, head):
        # "a Filipino": one of the people, whatever the adjective stands for elsewhere
        actor = replace(
            actor, id=f"{actor.id}.CVL", type="people", role="CVL", reason=f"one of the people of {actor.name}"
        )
        return Found(start, end, head, "named", actor, "people")
    place = hit.form == "place" or (
        (hit.form == "seat" or (actor.type == "state" and hit.form in ("name", "acronym")))
        and merely_place(parse, head, hit.form)
    )
    plural = parse.tags[head] in ("NNS", "NNPS") and actor.type in ("people", "group", "armed_group")
    return Found(start, end, head, "named", actor, hit.form, place, plural or hit.form == "people")


def _one_of_its_people(parse: Parse, start: int, head: int) -> bool:
    before = parse.lower[start - 1 : start]
    argument = parse.deps[head] in ("nsubj", "nsubjpass", "dobj", "pobj", "attr", "appos")
    return argument and parse.tags[head] in ("NN", "NNP") and before in (("a",), ("an",), ("another",), ("one",))


def merely_place(parse: Parse, head: int, form: str) -> bool:
    """Whether a state's or capital's name only says where: "in Baghdad", "from Moscow", "Paris, France"."""
    while parse.deps[head] == "conj" and parse.heads[head] < head:
        head = parse.heads[head]
    dep = parse.deps[head]
    if dep == "pobj":
        preposition = parse.lower[parse.heads[head]]
        return preposition in _LOCATIVE or (form == "seat" and preposition in ("from", "to", "of", "for"))
    if dep == "appos":
        return parse.coarse[parse.heads[head]] == "P" and form in ("name", "seat")
    return dep in _PLACE_DEPS and form == "seat"


def by_token(found: Iterable[Found]) -> dict[int, Found]:
    """The mention that each token stands in (the shortest, where mentions nest)."""
    at: dict[int, Found] = {}
    for mention in sorted(found, key=lambda m: m.start - m.end):
        at.update(dict.fromkeys(range(mention.start, mention.end), mention))
    return at
