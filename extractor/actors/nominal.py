"""All mentions of a document that are named or described, names and descriptions of one actor joined."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extractor.actors.compose import compose, describe, described_actor, sector
from extractor.actors.identity import identified
from extractor.actors.knowledge import name_words, slug
from extractor.actors.mentions import Found, by_token
from extractor.actors.names import choose
from extractor.actors.phrase import ends_a_name, heads_a_phrase, premodifiers, role_noun
from extractor.actors.titles import institution, with_title

if TYPE_CHECKING:
    from extractor.actors.compose import Description
    from extractor.actors.knowledge import Knowledge
    from extractor.actors.phrase import Noun
    from extractor.language import Parse

_SHORTEST_NAME: Final = 3  # words: "national assembly" is many a body's name
_SURE_LISTED: Final = 0.8
_BODIES: Final = frozenset({"igo", "ngo", "group", "government", "military", "police", "armed_group"})
_ARGUMENTS: Final = frozenset({"nsubj", "dobj", "pobj", "nsubjpass"})


def nominal(
    parse: Parse, knowledge: Knowledge, named: list[Found], day: str | None, *, lenient: bool = False
) -> list[Found]:
    """All mentions of a document that are named or composed.

    Titles join the person that they stand before; an apposition makes one actor of description and name;
    a role noun at the head of an unknown organisation's name gives it role and country.

    Args:
        parse: The document.
        knowledge: What is known of actors.
        named: The named mentions.
        day: The document's date (ISO).
        lenient: Take role nouns that nothing narrows down, too ("relatives").

    Returns:
        Named and nominal mentions in text order; nested only where an owner stands in a description.
    """
    plain = by_token(named)
    out = [with_title(parse, knowledge, mention, plain, day) for mention in named]
    out = [institution(parse, knowledge, mention, plain) if mention.form == "org" else mention for mention in out]
    out = [_of_a_country(parse, mention, plain) for mention in out]
    countries = frozenset(mention.actor.country for mention in out if mention.actor.country)
    at = by_token(out)
    within = dict(at)  # and the descriptions composed so far: an owner before what it owns
    for token in _inner_first(parse):
        if token in at:
            continue
        noun = _describing(parse, knowledge, token, at, lenient=lenient)
        if noun is None:
            continue
        told = describe(parse, knowledge, noun, within)
        listed = _listed(parse, knowledge, noun, told.pre, countries, day)
        if listed is not None:
            out.append(listed)
            within[token] = listed
            continue
        mention_or_none = compose(parse, knowledge, told, day, lenient=lenient)
        if mention_or_none is not None:
            out.append(mention_or_none)
            if mention_or_none.form == "nominal":
                within[token] = mention_or_none
            out.extend(_coordinated(parse, knowledge, told, mention_or_none, at, day))
    out.sort(key=lambda mention: (mention.start, -mention.end))
    return identified(parse, knowledge.cues, out)


def _listed(
    parse: Parse, knowledge: Knowledge, noun: Noun, pre: list[int], countries: frozenset[str], day: str | None
) -> Found | None:
    """A body whose whole name stands in small letters: "the transitional presidential council"."""
    start = min([token for token in pre if parse.coarse[token] in ("A", "N", "P", "V")], default=noun.first)
    if not noun.role.body or noun.end - start < _SHORTEST_NAME:
        return None
    hits = knowledge.names.get(name_words(parse.text[parse.starts[start] : parse.ends[noun.end - 1]])) or ()
    hit = choose([hit for hit in hits if hit.form == "name" and hit.entry.actor.type in _BODIES], countries)
    if hit is None:
        return None
    first = start - 1 if start and parse.lower[start - 1] in ("the", "a", "an") else start
    actor = hit.entry.on(day)
    return Found(first, noun.end, noun.head, "nominal", actor, "nominal", sure=_SURE_LISTED, noun=noun.role.noun)


def _inner_first(parse: Parse) -> list[int]:
    """All tokens, what hangs on a noun before the noun: "a spokesman for the army of X" is composed from X out."""
    depth = [0] * len(parse)
    for start, end in parse.sentences:
        roots = [token for token in range(start, end) if parse.heads[token] == token]
        stack = list(roots)
        while stack:
            token = stack.pop()
            for child in parse.children[token]:
                depth[child] = depth[token] + 1
                stack.append(child)
    return sorted(range(len(parse)), key=lambda token: -depth[token])


def _of_a_country(parse: Parse, mention: Found, at: dict[int, Found]) -> Found:
    """A people of several states with a nationality before it: "Iraqi Christians"."""
    actor = mention.actor
    if actor.type != "people" or actor.country is not None or mention.kind != "named":
        return mention
    for token in premodifiers(parse, mention.head, mention.start):
        owner = at.get(token)
        if owner is not None and owner.actor.country and owner.actor.type in ("state", "people", None):
            country = owner.actor.country
            adjective = parse.text[parse.starts[owner.start] : parse.ends[owner.end - 1]]
            actor = replace(
                actor,
                id=f"{country}.{actor.role}.{slug(actor.name).removesuffix('s')}",
                name=f"{adjective} {actor.name}",
                country=country,
                reason=f"{actor.name} of {country}",
            )
            return replace(mention, start=owner.start, actor=actor)
    return mention


def _describing(
    parse: Parse, knowledge: Knowledge, token: int, at: dict[int, Found], *, lenient: bool = False
) -> Noun | None:
    """The role noun at a token, if it stands there to name somebody."""
    coarse = parse.coarse[token]
    if lenient and parse.tags[token] == "VBZ":
        return role_noun(parse, token, knowledge)  # "Tuareg rebels", all that there is, read as a sentence
    if coarse not in ("N", "P", "A") or (coarse == "A" and parse.deps[token] not in _ARGUMENTS and not lenient):
        return None
    noun = role_noun(parse, token, knowledge)
    if noun is None or not heads_a_phrase(parse, token) or ends_a_name(parse, knowledge, noun, at):
        return None
    if noun.role.noun in knowledge.cues.sides and _of_a_divide(parse, knowledge, token):
        return None
    return noun


def _of_a_divide(parse: Parse, knowledge: Knowledge, token: int) -> bool:
    """Whether a side is that of a border or river: "the Ruritanian side of the border"."""
    of = (prep for prep in parse.kids(token, "prep") if parse.lower[prep] == "of")
    return any(parse.lower[pobj] in knowledge.cues.divides for prep in of for pobj in parse.kids(prep, "pobj"))


def _coordinated(
    parse: Parse, knowledge: Knowledge, told: Description, mention: Found, at: dict[int, Found], day: str | None
) -> list[Found]:
    """The other actors of a description that joins owners: "US and Israeli officials" are two."""
    noun = told.noun
    joins = any(parse.lower[token] in ("and", "or", ",") for token in told.pre)
    tokens = told.pre if joins else _joined_owners(parse, noun)
    named = [at[token] for token in tokens if token in at]
    owners = {
        found.actor.id: found for found in named if not found.actor.id.startswith("person.") and found.form != "place"
    }
    if len(owners) < 2:  # noqa: PLR2004 -- two joined ones
        return []
    others = []
    for owner in owners.values():
        role, extra = sector(noun.role, told.modifiers, owner)
        actor = described_actor(knowledge, noun.role, role, extra, owner.actor.country, owner, day)
        if actor.id != mention.actor.id:
            others.append(replace(mention, start=owner.start, end=owner.end, actor=actor, form="shared"))
    return others


def _joined_owners(parse: Parse, noun: Noun) -> list[int]:
    """The heads of "of Greece and Turkey" behind a plural noun."""
    if not noun.role.plural:
        return []
    found = []
    for prep in parse.kids(noun.head, "prep"):
        if parse.lower[prep] in ("of", "from"):
            for pobj in parse.kids(prep, "pobj"):
                linked = [pobj]
                while linked:
                    found.extend(linked)
                    linked = [kid for token in linked for kid in parse.kids(token, "conj")]
    return found
