"""One name or description in, one actor out: what `actorgraph resolve` does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extractor.actors.entities import with_entities
from extractor.actors.knowledge import name_words, slug
from extractor.actors.mentions import named
from extractor.actors.names import choose, find_names
from extractor.actors.nominal import nominal
from extractor.types import Actor

if TYPE_CHECKING:
    from extractor.actors.knowledge import Knowledge
    from extractor.actors.mentions import Found
    from extractor.language import Parse


_ITS_PEOPLE: Final = "CVL"
"""Who acts where a town is named: its people."""
_OF_A_STATE: Final = frozenset({"government", "military", "police"})


def resolve_name(parse: Parse, knowledge: Knowledge, context: str = "", day: str | None = None) -> Actor | None:
    """The actor that a parsed name or description stands for.

    A known name that spans all the words wins; else the mention that heads the phrase; else what the words
    belong to.

    Args:
        parse: The parsed name.
        knowledge: What is known of actors.
        context: Words around it, for the countries that they name.
        day: The day on which it is said (ISO); None is the latest that is known.

    Returns:
        The actor, or None where the words name none.
    """
    whole = _whole_name(parse, knowledge, context, day) or _town(parse, knowledge, context)
    if whole is not None:
        return whole
    names = with_entities(parse, knowledge, knowledge.cues, named(parse, knowledge, day, context), day)
    found = nominal(parse, knowledge, names, day, lenient=True)
    if not found:
        return _by_its_words(parse, knowledge, context)
    best = max(found, key=lambda mention: _weight(mention, parse))
    root = parse.heads[best.head] == best.head
    if best.form == "person" and not (best.actor.country or best.actor.role or root):
        return None  # "a cat named Frank"
    country = best.actor.country or _country_in(context, knowledge)
    body = best.form == "org" and best.actor.type in _OF_A_STATE
    if (best.kind == "nominal" or body) and country != best.actor.country:
        return replace(
            best.actor,
            country=country,
            id=best.actor.id.replace("XXX", country or "XXX", 1),
            reason=best.actor.reason + f"; {country} in the context",
        )
    return best.actor


def _town(parse: Parse, knowledge: Knowledge, context: str) -> Actor | None:
    """A smaller town by its name alone; of several of that name, the one in the country of the context."""
    entry = knowledge.town(parse.text)
    if entry is None:
        return None
    near = _country_in(context, knowledge)
    country = near if near in entry.also else entry.actor.country
    return replace(entry.actor, country=country, other_roles=(_ITS_PEOPLE,))


def _by_its_words(parse: Parse, knowledge: Knowledge, context: str) -> Actor | None:
    """An actor whose noun nobody knows, by a role noun or modifier before it: "gang confederations"."""
    root = next((token for token in range(len(parse)) if parse.heads[token] == token), None)
    if root is None or parse.coarse[root] not in ("N", "P"):
        return None
    for token in (child for child in reversed(parse.children[root]) if child < root):
        noun, modifier = knowledge.roles.get(parse.lower[token]), knowledge.modifiers.get(parse.lower[token])
        role = (noun and noun.role) or (modifier and modifier.role)
        if role and parse.deps[token] in ("compound", "amod", "nmod"):
            country = _country_in(context, knowledge)
            head = parse.lower[root]
            ident = f"{country or 'XXX'}.{role}.{slug(head)}"
            return Actor(
                ident,
                f"{parse.lower[token]} {head}",
                None,
                role,
                country,
                reason=f"{head!r} by its word {parse.lower[token]!r}",
            )
    return None


def _weight(mention: Found, parse: Parse) -> tuple[float, ...]:
    root = 1.0 if parse.heads[mention.head] == mention.head else 0.0
    person = 1.0 if mention.actor.id.startswith("person.") else 0.0
    only_qualifies = mention.form == "adjective" and parse.deps[mention.head] in ("amod", "compound", "nmod")
    known = 1.0 if (mention.actor.country or mention.actor.role) and not only_qualifies else 0.0
    return (known, person, root, mention.end - mention.start, -mention.start)


def _whole_name(parse: Parse, knowledge: Knowledge, context: str, day: str | None) -> Actor | None:
    words = name_words(parse.text)
    if words and words[0] == "the":
        words = words[1:]
    hits = knowledge.names.get(words)
    if not hits:
        return None
    named_near = {
        hit.entry.actor.country
        for match in find_names(context, knowledge)
        for hit in match.hits
        if hit.entry.actor.country is not None
    }
    hit = choose(hits, frozenset(filter(None, named_near))) or hits[0]
    actor = hit.entry.on(day)
    if hit.form == "place":
        return replace(actor, other_roles=(_ITS_PEOPLE,))
    if hit.form == "seat" and actor.type == "state":
        return replace(
            actor, role="GOV", type="government", reason=f"capital or seat, read as the government of {actor.name}"
        )
    return actor


def _country_in(context: str, knowledge: Knowledge) -> str | None:
    for match in find_names(context, knowledge):
        for hit in match.hits:
            if hit.form != "place" and hit.entry.actor.country:
                return hit.entry.actor.country
    return None
