"""What stands around a name and tells more of it: titles before persons, role nouns in the names of bodies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from extractor.actors.knowledge import name_words, slug
from extractor.actors.phrase import MAX_TOKENS, Noun, premodifiers, role_noun

if TYPE_CHECKING:
    from extractor.actors.knowledge import Entry, Knowledge, RoleNoun
    from extractor.actors.mentions import Found
    from extractor.language import Parse
    from extractor.types import Actor

_POSSESSIVE: Final = frozenset({"'s", "’s", "'", "’"})
_ABBREVIATED: Final = frozenset(
    "mr mr. mrs mrs. ms ms. dr dr. gen. lt. col. sen. rep. gov. maj. capt. brig. adm. prof. rev.".split()
)
_LONGEST_PLACE: Final = 3
_LONGEST_NOUN: Final = 4
_LONGEST_POST: Final = 6
_POSTED: Final = frozenset({"to", "for", "on", "in", "at"})
_SMALL: Final = frozenset({"the", "of", "and"})
_SURE_BEARER: Final = 0.85
_IN_OFFICE: Final = frozenset({"GOV", "LEG", "JUD", "MIL", "COP"})


@dataclass(slots=True)
class _Title:
    """What is gathered while walking back from a name."""

    start: int
    noun: Noun | None = None
    country: str | None = None
    role: str | None = None
    former: bool = False
    owned: bool = False


def with_title(parse: Parse, knowledge: Knowledge, mention: Found, at: dict[int, Found], day: str | None) -> Found:
    """A person's name with the title before it: "Iranian Foreign Minister X" tells role and country.

    Args:
        parse: The document.
        knowledge: Role nouns and modifiers.
        mention: A named mention; what names no person comes back as it is.
        at: The named mention at each token.
        day: The document's date (ISO). Without one, a title in the text outweighs an office that has ended.
    """
    if not mention.actor.id.startswith("person."):
        return mention
    title = _Title(mention.start)
    sentence = parse.sentence_of[mention.start]
    while title.start > 0 and parse.sentence_of[title.start - 1] == sentence:
        if not _step_back(parse, knowledge, title, at):
            break
    start = title.start
    while start < mention.start and (
        parse.words[start] in (_POSSESSIVE | {"-", ","}) or parse.words[start - 1 : start] == ("-",)
    ):
        start += 1  # "Ruritanian-born militant X"
    if start == mention.start or mention.end - start > MAX_TOKENS:
        start = mention.start
    if title.noun is None:
        return replace(mention, start=start)
    bearer = _bearer(parse, knowledge, mention, title, title.noun, day)
    if bearer is not None:
        return replace(mention, start=start, actor=bearer, form="name", sure=_SURE_BEARER, noun=title.noun.role.noun)
    return replace(_titled(mention, title, title.noun, undated=day is None), start=start)


def _bearer(
    parse: Parse, knowledge: Knowledge, mention: Found, title: _Title, noun: Noun, day: str | None
) -> Actor | None:
    """Who bears a surname and the title before it on the day: "President Bush" of 1990 and of 2003."""
    if mention.form != "person" or title.former:
        return None
    surname = " ".join(name_words(parse.text[parse.starts[mention.start] : parse.ends[mention.end - 1]]))
    bearers = {
        entry.actor.id: entry
        for entry in knowledge.surnames.get(surname, ())
        if title.country in (None, entry.on(day).country) and _has_title(knowledge, entry, noun.role, day)
    }
    if not bearers and " " not in surname:
        crowned = knowledge.crowned(noun.role.canonical, surname, title.country, day)
        return crowned and replace(crowned, reason=f"{crowned.reason}; {noun.role.noun!r} of this name")
    if len(bearers) != 1:
        return None
    actor = next(iter(bearers.values())).on(day)
    return replace(actor, reason=f"{actor.reason}; title {noun.role.noun!r} and surname")


def _has_title(knowledge: Knowledge, entry: Entry, title: RoleNoun, day: str | None) -> bool:
    """Whether somebody holds an office on the day that the title names: "Secretary" of a defence secretary."""
    for office in entry.offices:
        if not office.holds(day):
            continue
        held = knowledge.roles.get(office.office.lower())
        same = held is not None and held.office and held.canonical == title.canonical
        named_so = title.noun.split()[-1] in office.office.lower().split()
        if same or named_so or (title.role == office.role == "MIL"):
            return True
    return False


def _step_back(parse: Parse, knowledge: Knowledge, title: _Title, at: dict[int, Found]) -> bool:
    """Take the word before the title in, if it belongs to it."""
    token = title.start - 1
    found = at.get(token)
    post = _post(parse, knowledge, title.start) if title.noun is None else None
    if post is not None:
        title.noun, title.start = post, post.first
        return True
    if found is not None:
        return _take_owner(title, found)
    noun = _noun_before(parse, knowledge, title.start)
    if noun is not None and not noun.role.body and (title.noun is None or noun.role.office):
        title.noun = title.noun or noun
        title.start = noun.first
        return True
    if noun is not None and noun.role.body and title.noun is not None and title.start == title.noun.first:
        title.role = title.role or noun.role.role  # "security council head X", "ruling party chairman X"
        title.start = noun.first
        return True
    if parse.coarse[token] == "V" and parse.deps[token] != "amod":
        return False  # "elected X" tells what was done, "the elected president X" who it is
    word = parse.lower[token].strip(".")
    modifier = knowledge.modifiers.get(word)
    if modifier is not None:
        title.former = title.former or modifier.role == "ELI"
        title.role = title.role or (modifier.role if modifier.role != "ELI" else None)
    elif title.noun is not None:
        inside = parse.coarse[token] in ("P", "A", "N", "V") and parse.deps[token] in ("compound", "amod", "nmod")
        if not inside and parse.words[token] not in _POSSESSIVE and parse.lower[token] not in _ABBREVIATED:
            return False
    elif parse.lower[token] not in _ABBREVIATED:
        return False
    title.start = token
    return True


def _post(parse: Parse, knowledge: Knowledge, end: int) -> Noun | None:
    """The title of one who is sent somewhere, with the post behind it: "envoy for Y X", "ambassador to the Y X"."""
    for prep in range(end - 1, max(end - _LONGEST_POST, 0), -1):
        if parse.words[prep] in (",", ".", ";", ":") or parse.coarse[prep] == "V":
            return None
        if parse.lower[prep] in _POSTED and prep < end - 1:
            noun = _noun_before(parse, knowledge, prep)
            sent = noun is not None and noun.role.noun.split()[-1] in knowledge.cues.posted
            capitals = all(parse.words[t][0].isupper() or parse.lower[t] in _SMALL for t in range(prep + 1, end))
            return noun if sent and capitals and parse.heads[noun.head if noun else prep] >= end - 1 else None
    return None


def _noun_before(parse: Parse, knowledge: Knowledge, end: int) -> Noun | None:
    """The role noun whose last word stands before a token; its head may be its first ("secretary of state")."""
    for head in range(max(end - _LONGEST_NOUN, 0), end):
        noun = role_noun(parse, head, knowledge) if parse.coarse[head] in ("N", "P") else None
        if noun is not None and noun.end == end:
            return noun
    return None


def _take_owner(title: _Title, found: Found) -> bool:
    """Whose title it is: "Hamas leader X", "Iran's foreign minister X"."""
    if (
        title.noun is None
        or (title.owned and title.country is not None)  # "Iraqi Kurdish leader X" has two owners
        or found.actor.id.startswith("person.")
        or (found.place and found.form != "place")
    ):
        return False
    title.owned = found.form != "place"  # a town may stand before the state, a second owner belongs to other words
    title.country = title.country or found.actor.country
    if found.actor.type not in ("state", "people", None):
        title.role = title.role or found.actor.role
    title.start = found.start
    return True


def _titled(mention: Found, title: _Title, noun: Noun, *, undated: bool) -> Found:
    actor, told = mention.actor, noun.role
    role = "ELI" if title.former else title.role or told.role
    if not title.former and actor.role is not None and not (actor.role == "ELI" and undated and role):
        role = actor.role
    in_office = (
        not title.former and told.role in _IN_OFFICE and actor.type == "person" and actor.role in (None, told.role)
    )
    actor = replace(
        actor,
        role=role,
        country=actor.country or title.country,
        type="official" if in_office else actor.type,
        other_roles=actor.other_roles or ((told.adds,) if told.adds else ()),
        reason=f"{actor.reason}; title {told.noun!r}",
    )
    return replace(mention, actor=actor, noun=told.noun)


def institution(parse: Parse, knowledge: Knowledge, mention: Found, at: dict[int, Found]) -> Found:
    """An unknown organisation whose name holds a role noun: "Nairobi Hill court", "Department of Education"."""
    tokens = (mention.head, *range(mention.end - 1, mention.start - 1, -1))
    nouns = (role_noun(parse, token, knowledge) for token in tokens)
    noun = next((noun for noun in nouns if noun is not None), None)
    country = _country_of_phrase(parse, mention.head, mention.start, at) or _begins_with_a_place(knowledge, mention)
    if noun is None:
        if country is None:
            return mention
        return replace(mention, actor=replace(mention.actor, country=country))
    role = noun.role
    actor = mention.actor
    ident = f"{country}.{role.role}.{slug(actor.name)}" if country and role.body and role.role else actor.id
    return replace(
        mention,
        actor=replace(
            actor,
            id=ident,
            role=role.role,
            type=role.type or "group",
            country=country,
            other_roles=(role.adds,) if role.adds else (),
            reason=f"organisation by its noun {role.noun!r}",
        ),
        noun=role.noun,
    )


def _begins_with_a_place(knowledge: Knowledge, mention: Found) -> str | None:
    """The country of the town or province that an organisation's name begins with: "Santa Marta Relief Committee"."""
    words = name_words(mention.actor.name)
    for size in range(min(_LONGEST_PLACE, len(words) - 1), 0, -1):
        hits = knowledge.names.get(words[:size]) or ()
        countries = {hit.entry.actor.country for hit in hits if hit.form in ("place", "seat") and not hit.entry.also}
        if hits:
            return countries.pop() if len(countries) == 1 else None
    return None


def _country_of_phrase(parse: Parse, head: int, start: int, at: dict[int, Found]) -> str | None:
    """The country named before, as possessor of, or behind an organisation's name."""
    for token in premodifiers(parse, head, start):
        if token in at and at[token].actor.country:
            return at[token].actor.country
    for child in parse.children[head]:
        if parse.deps[child] == "poss" and child in at and at[child].actor.country:
            return at[child].actor.country
        if parse.deps[child] == "prep" and parse.lower[child] in ("of", "in"):
            for pobj in parse.kids(child, "pobj"):
                if pobj in at and at[pobj].actor.country:
                    return at[pobj].actor.country
    return None
