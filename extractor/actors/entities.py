"""What the statistical NER adds to the names that are known, mended by what names of persons and bodies look like."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor.actors.knowledge import fold, slug
from extractor.actors.mentions import Found, by_token, head_of
from extractor.actors.phrase import role_noun
from extractor.types import Actor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.actors.cues import Cues
    from extractor.actors.knowledge import Knowledge
    from extractor.language import Parse
    from extractor.types import ActorType

_ARTICLES: Final = frozenset({"the", "a", "an"})
_TRAILING: Final = frozenset({"'s", "’s", "'", "’", "-", ",", "."})
_DISTRICT: Final = re.compile(r"[DRI]-[A-Z][A-Za-z]+\.?")  # "D-Minn." behind a senator's name
_NOT_IN_A_NAME: Final = re.compile(r"[\[\](){};:]|,(?=\S)")
_LONGEST_NAME: Final = 8  # longer "names" are accidents of the parse
_LONGEST_PERSON: Final = 4
_NOUN_TAGS: Final = frozenset({"NN", "NNS", "NNP", "NNPS"})
_BEFORE_PLACES: Final = frozenset(
    "in at near outside inside across between from towards around over leave left entered".split()
)
_AN_AGE: Final = 24  # characters that tell it
_AGE: Final = re.compile(r"\s*(?:an?\s+)?(?:\d{1,2}|\w+)-year-old|\s*\d{2}\s*,")
_WHERE: Final = frozenset({"at", "near", "outside", "inside", "across"})
_OF_A_STATE: Final = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})
_PERSONAL: Final = frozenset({"official", "person", "military", "police"})


class _Kind(NamedTuple):
    """What an entity label of the statistical NER makes."""

    what: str
    prefix: str
    type: ActorType | None
    form: str
    tags: frozenset[str]
    sure: float


_KINDS: Final = {
    "PERSON": _Kind("a person's name", "person.", "person", "person", _NOUN_TAGS, 0.85),
    "ORG": _Kind("an organisation's name", "", "group", "org", _NOUN_TAGS, 0.75),
    "NORP": _Kind("a people's name", "", "people", "norp", frozenset({"NNS", "NNPS"}), 0.7),
    "GPE": _Kind("a place name", "place.", None, "place", _NOUN_TAGS | {"JJ"}, 0.6),
}
_UNSEEN: Final = 0.75


def with_entities(parse: Parse, knowledge: Knowledge, cues: Cues, known: list[Found], day: str | None) -> list[Found]:
    """The named mentions of a document: the known ones, and those that only the statistical NER finds.

    A name that begins with a first name, or stands behind a title, is a person's, whatever the NER says of it;
    one behind "USS" is a ship and stands for its navy.

    Args:
        parse: The document.
        knowledge: First names, role nouns.
        cues: Landforms, ship prefixes, what is no organisation.
        known: The mentions by known names.
        day: The document's date (ISO), that names are read on.

    Returns:
        Mentions in text order, never overlapping.
    """
    ships = [*_ships(parse, knowledge, cues)]
    afloat = by_token(ships)
    known = [mention for mention in known if mention.start not in afloat]
    found = [*known, *ships]
    taken = {token: index for index, mention in enumerate(found) for token in range(mention.start, mention.end)}
    outgrown: set[int] = set()
    for start, end, label in parse.entities:
        held = {taken[token] for token in range(start, end) if token in taken}
        if label == "ORG" and held and _outgrown(parse, start, end, [found[index] for index in held], knowledge):
            # "British Beekeeping Society": a body of its own that only begins with a state's adjective.
            body = _entity(parse, knowledge, cues, (start, end), label, day)
            if body is not None:
                country = next(iter({found[index].actor.country for index in held}))
                outgrown.update(held)
                found.append(replace(body, actor=replace(body.actor, country=country)))
        elif label in _KINDS and not held:
            if _describes(parse, knowledge, start, end):
                continue  # "Rebels took", "the Senate": a description, whatever the NER makes of its capital
            mention = _entity(parse, knowledge, cues, (start, end), label, day)
            if mention is not None and not any(token in taken for token in range(mention.start, mention.end)):
                found.append(mention)
    kept = [mention for index, mention in enumerate(found) if index not in outgrown]
    kept.extend(_unseen(parse, knowledge, cues, by_token(kept)))
    return sorted(kept, key=lambda mention: mention.start)


def _describes(parse: Parse, knowledge: Knowledge, start: int, end: int) -> bool:
    """Whether capital words are a role noun: a common noun, or a state's body ("the Senate", "National Guard")."""
    while start < end and parse.lower[start] in _ARTICLES:
        start += 1
    noun = knowledge.roles.get(" ".join(parse.lower[start:end]))
    if noun is None:
        return False
    if end - start == 1:
        behind_article = start > 0 and parse.lower[start - 1] == "the"
        return parse.coarse[start] == "N" or (noun.body and behind_article and noun.role in _OF_A_STATE)
    return noun.body and noun.role in _OF_A_STATE


def _ships(parse: Parse, knowledge: Knowledge, cues: Cues) -> Iterator[Found]:
    """Ships, as the navy that gives them their prefix: "the USS X"."""
    for token, word in enumerate(parse.words[:-1]):
        if word not in cues.ship_prefixes:
            continue
        state = knowledge.states.get(cues.ship_prefixes[word])
        if state is None or parse.coarse[token + 1] != "P":
            continue
        end = token + 1
        while end < len(parse) and end - token < _LONGEST_PERSON and parse.coarse[end] == "P":
            end += 1
        ship = parse.text[parse.starts[token] : parse.ends[end - 1]]
        country = state.actor.id
        actor = replace(
            state.actor,
            id=f"{country}.MIL",
            name=f"{knowledge.adjectives.get(country, state.actor.name)} military",
            type="military",
            role="MIL",
            reason=f"ship by its prefix: {ship}",
        )
        yield Found(token, end, head_of(parse, token, end), "named", actor, "ship")


def _outgrown(parse: Parse, start: int, end: int, held: list[Found], knowledge: Knowledge) -> bool:
    """Whether an organisation's name only contains the words of a state, and no role noun composes them better."""
    if any(
        found.actor.type not in ("state", "people") or found.form not in ("adjective", "acronym", "name")
        for found in held
    ):
        return False
    head = head_of(parse, start, end)
    inside = {token for found in held for token in range(found.start, found.end)}
    capitals = [t for t in range(start, end) if parse.coarse[t] == "P" and t not in inside]
    return (
        head not in inside
        and len(capitals) > 1
        and not any(parse.lower[t] in knowledge.roles for t in range(start, end))
    )


def _entity(
    parse: Parse, knowledge: Knowledge, cues: Cues, span: tuple[int, int], label: str, day: str | None
) -> Found | None:
    """What the statistical NER names: a person, organisation, people or place that is in no list."""
    trimmed = _trimmed(parse, *span)
    if trimmed is None or not cues.landforms.isdisjoint(parse.lower[trimmed[1] : trimmed[1] + 1]):
        return None
    start, end = trimmed
    if end - start > 1 and parse.lower[end - 1] in cues.things:
        return None
    if label == "ORG" and end - start == 1 and _begins_a_title(parse, knowledge, start):
        return None
    if label in ("PERSON", "ORG", "GPE"):
        start, label = _as_person(parse, knowledge, cues, start, end, label)
    # What the tokenizer left hanging on the last word is no part of the name: "Haidar(Arabic", "Assad,[1]".
    text = _NOT_IN_A_NAME.split(parse.text[parse.starts[start] : parse.ends[end - 1]], maxsplit=1)[0].strip()
    head = head_of(parse, start, end)
    kind = _KINDS[label]
    known = knowledge.spelt_like(text) if label in ("PERSON", "ORG") else None
    if known is not None:
        actor = known.on(day)
        actor = replace(actor, reason=f"{actor.reason}; {text!r} is another spelling of {actor.name}")
        return Found(start, end, head, "named", actor, "name", sure=kind.sure)
    town = knowledge.town(text) if label == "GPE" or _behind_a_preposition(parse, start) else None
    if town is not None and label != "NORP":
        return Found(start, end, head, "named", town.actor, "place", place=True, sure=kind.sure)
    if end - start == 1 and label in ("PERSON", "ORG") and _stands_like_a_place(parse, start, label):
        return None
    if (
        not text
        or _DISTRICT.fullmatch(text)
        or parse.tags[head] not in kind.tags
        or (label == "ORG" and text.lower() in cues.loose_orgs)
    ):
        return None
    actor = Actor(kind.prefix + slug(text), text, kind.type, reason=f"{kind.what} (statistical NER)")
    return Found(
        start, end, head, "named", actor, kind.form, place=kind.form == "place", plural=label == "NORP", sure=kind.sure
    )


def _begins_a_title(parse: Parse, knowledge: Knowledge, token: int) -> bool:
    """Whether one word is part of a title before a name: "Army" of "Army chief General X"."""
    if parse.deps[token] not in ("compound", "nmod") or parse.heads[token] <= token:
        return False
    noun = role_noun(parse, token + 1, knowledge)
    return noun is not None and noun.role.type in _PERSONAL and not noun.role.plural


def _stands_like_a_place(parse: Parse, start: int, label: str) -> bool:
    """Whether one unknown word stands as only a place or thing does: "at X", "the X" for a person."""
    before = parse.lower[start - 1] if start else ""
    return before in _WHERE or (label == "PERSON" and before == "the" and parse.deps[start] != "compound")


def _behind_a_preposition(parse: Parse, start: int) -> bool:
    """Whether a name stands behind a word that goes before places, an article between them or not."""
    before = start - 1 if start and parse.lower[start - 1] != "the" else start - 2
    return before >= 0 and parse.lower[before] in _BEFORE_PLACES


def _as_person(parse: Parse, knowledge: Knowledge, cues: Cues, start: int, end: int, label: str) -> tuple[int, str]:
    """Where a person's name begins (no title is part of it, no first name is left out), and the better label."""
    first = start
    while end - first > 1 and _is_title(parse, knowledge, cues, first):
        first += 1
    if _introduced_with_age(parse, end):
        label = "PERSON"
    named = fold(parse.words[first]) in knowledge.genders
    capitals = all(parse.words[t][0].isupper() for t in range(first, end))
    several = 1 < end - first <= _LONGEST_PERSON
    behind_article = start > 0 and parse.lower[start - 1] == "the"
    if label != "PERSON":
        is_person = several and named and capitals and not (behind_article or role_noun(parse, end - 1, knowledge))
        return (first, "PERSON") if is_person else (start, label)
    if end - first == 1:  # the NER saw "Joseph" of "Mirlande Joseph" alone
        while (
            first > 0
            and end - first < _LONGEST_PERSON
            and parse.coarse[first - 1] == "P"
            and parse.deps[first - 1] == "compound"
            and start <= parse.heads[first - 1] < end
            and parse.words[first - 1][0].isupper()
            and parse.lower[first - 1] not in knowledge.modifiers
            and not _is_title(parse, knowledge, cues, first - 1)
            and not knowledge.names.get((fold(parse.words[first - 1]),))
        ):
            first -= 1
    return first, label


def _is_title(parse: Parse, knowledge: Knowledge, cues: Cues, token: int) -> bool:
    if fold(parse.words[token]) in cues.titles:
        return True
    noun = knowledge.roles.get(parse.lower[token].rstrip("."))
    return noun is not None and noun.type in _PERSONAL and not noun.plural


def _unseen(parse: Parse, knowledge: Knowledge, cues: Cues, at: dict[int, Found]) -> Iterator[Found]:
    """Persons that the NER overlooked: a run of capitals that begins with a first name, or stands behind a title."""
    token, size = 0, len(parse)
    while token < size:
        if parse.coarse[token] != "P":
            token += 1
            continue
        while token < size and token not in at and _is_title(parse, knowledge, cues, token):
            token += 1  # "General X Y": the name begins behind the title
        end = token
        while end < size and end not in at and _in_a_name(parse, token, end):
            end += 1
        if 1 < end - token <= _LONGEST_PERSON and _a_person(parse, knowledge, cues, token, end):
            text = parse.text[parse.starts[token] : parse.ends[end - 1]]
            actor = Actor(f"person.{slug(text)}", text, "person", reason="a person by first name or title")
            yield Found(token, end, head_of(parse, token, end), "named", actor, "person", sure=_UNSEEN)
        token = max(end, token + 1)


def _in_a_name(parse: Parse, start: int, token: int) -> bool:
    return (
        parse.coarse[token] == "P"
        and parse.words[token][0].isupper()
        and not parse.words[token].isupper()
        and (token == start or parse.sentence_of[token] == parse.sentence_of[start])
        and (token == start or parse.words[token - 1] != ",")
    )


def _a_person(parse: Parse, knowledge: Knowledge, cues: Cues, start: int, end: int) -> bool:
    if parse.lower[end - 1] in cues.things or any(
        role_noun(parse, t, knowledge) is not None for t in range(start, end)
    ):
        return False
    titled = start > 0 and _is_title(parse, knowledge, cues, start - 1) and parse.coarse[start - 1] == "P"
    return titled or _introduced_with_age(parse, end) or fold(parse.words[start]) in knowledge.genders


def _introduced_with_age(parse: Parse, end: int) -> bool:
    """Whether an age follows, as only a person's does: "X, a 43-year-old trader", "X, 43,"."""
    if parse.words[end : end + 1] != (",",):
        return False
    behind = parse.text[parse.ends[end] : parse.ends[end] + _AN_AGE]
    return _AGE.match(behind) is not None


def _trimmed(parse: Parse, start: int, end: int) -> tuple[int, int] | None:
    """An entity without article and possessive; None for what can be no name."""
    while start < end and (parse.coarse[start] not in ("P", "N", "A", "C") or parse.lower[start] in _ARTICLES):
        start += 1
    while end > start and parse.lower[end - 1] in _TRAILING:
        end -= 1
    if not 0 < end - start <= _LONGEST_NAME:
        return None
    text = parse.text[parse.starts[start] : parse.ends[end - 1]]
    letters = any(char.isupper() for char in text) and len(text) > 1
    return (start, end) if letters else None
