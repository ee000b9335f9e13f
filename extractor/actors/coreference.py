"""Resolve what points back: pronouns, "the group", "the official", and who speaks in a quote."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extractor.actors.descriptions import Descriptions
from extractor.actors.gender import Genders
from extractor.actors.offices import Offices
from extractor.actors.pronouns import governing_sayer, many, meant, pronouns, resolved, speaker, speaks, unknown
from extractor.actors.quotations import quotations, sayer

if TYPE_CHECKING:
    from extractor.actors.cues import Cues
    from extractor.actors.knowledge import Knowledge
    from extractor.actors.mentions import Found
    from extractor.actors.quotations import Quotation
    from extractor.language import Parse
    from extractor.types import Actor

_LEDE: Final = 1  # the last of the sentences that may describe first and name later
_SOON: Final = 3  # sentences until the name


def resolve_back(parse: Parse, knowledge: Knowledge, cues: Cues, found: list[Found], day: str | None) -> list[Found]:
    """Add resolved pronouns, and resolve definite descriptions that point back.

    Each looks back over a few sentences for the nearest actor that fits in number, gender and kind, subjects
    first. Where two fit alike, neither is taken; what finds none stays unresolved (a pronoun is then no mention).

    Args:
        parse: The document.
        knowledge: Office-holders, and the genders of first names.
        cues: What nouns point to, verbs of speech, titles.
        found: Named and nominal mentions in text order.
        day: The document's date (ISO).

    Returns:
        All mentions in text order.
    """
    genders = Genders(parse, knowledge, cues, found)
    stated = [one for one in found if one.place or one.actor.type == "state"]
    descriptions = Descriptions(parse, knowledge, cues, genders, Offices(knowledge, cues, day), day, stated)
    quoted = quotations(parse)
    out: list[Found] = []
    heard: list[Found] = []  # with those who are meant, but nobody knows who they are
    within: list[Found] = []  # pronouns in quotations, and first persons: they wait for who speaks
    for mention in sorted([*found, *pronouns(parse, cues)], key=lambda one: (one.start, -one.end)):
        if mention.kind == "pronoun" and (speaks(parse, mention) or mention.start in quoted):
            within.append(mention)
            continue
        if mention.kind == "nominal":
            told = descriptions.resolve(mention, out)
        elif mention.kind == "named":
            told = [descriptions.at_home(mention, out)]
        else:
            told = resolved(mention, meant(parse, cues, genders, mention, heard))
        out.extend(told)
        heard.extend(told or ([unknown(mention)] if mention.kind == "nominal" else []))
    others = [other for pronoun in within for other in _quoted(parse, cues, genders, pronoun, quoted, out)]
    out = _named_later(parse, cues, [*out, *others])
    return sorted(out, key=lambda one: (one.start, -one.end))


def _quoted(
    parse: Parse, cues: Cues, genders: Genders, pronoun: Found, quoted: dict[int, Quotation], out: list[Found]
) -> list[Found]:
    """A pronoun of a quotation, or a first person anywhere, as whom it means."""
    quotation = quoted.get(pronoun.start)
    outside = [] if quotation is None else [one for one in out if quoted.get(one.start) is not quotation]
    said = None if quotation is None else sayer(parse, cues, quotation, outside)
    if speaks(parse, pronoun):
        who = speaker(parse, cues, pronoun, out, said, written=quotation is None and bool(quoted))
        return [] if who is None else [replace(resolved(pronoun, [who])[0], plural=who.plural)]
    said = governing_sayer(parse, cues, pronoun, out) or said
    # "They came at night," said X: what is quoted names its own "they", or nobody does.
    first = quotation.start if quotation is not None and many(parse, pronoun) else 0
    before = [one for one in out if first <= one.start < pronoun.start]
    return resolved(pronoun, meant(parse, cues, genders, pronoun, before, said))


def _named_later(parse: Parse, cues: Cues, found: list[Found]) -> list[Found]:
    """Mentions of a group that a first sentence only describes, as the one that is named right after it.

    "Ruritania's largest rebel group declared a truce. The XYZ said": a superlative is one group's.
    """
    meant: dict[str, Actor] = {}
    for one in found:
        types = cues.points_to.get(one.noun.rpartition(" ")[2])
        here = parse.sentence_of[one.start]
        if one.kind != "nominal" or one.plural or not types or here > _LEDE or one.actor.country is None:
            continue
        if not any(parse.tags[token] == "JJS" for token in range(one.start, one.head)):
            continue
        named = {
            other.actor.id: other.actor
            for other in found
            if other.kind == "named"
            and other.actor.type in types
            and other.actor.country == one.actor.country
            and 0 <= parse.sentence_of[other.start] - here <= _SOON
        }
        if len(named) == 1 and one.actor.id not in named:
            meant[one.actor.id] = next(iter(named.values()))
    return [_renamed(one, meant) for one in found]


def _renamed(mention: Found, meant: dict[str, Actor]) -> Found:
    """A mention of a group, or of its people, under the group's name."""
    for ident, actor in meant.items():
        if mention.actor.id == ident:
            return replace(mention, actor=replace(actor, reason=f"{mention.actor.name!r}, named right after it"))
        if mention.actor.id.startswith(f"{ident}."):
            told = replace(mention.actor, id=actor.id + mention.actor.id.removeprefix(ident))
            return replace(mention, actor=told)
    return mention
