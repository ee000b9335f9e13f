"""Join a description and the name that it stands beside: apposition, "X is the …", "The minister, X, said"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extractor.actors.knowledge import slug
from extractor.types import Actor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.actors.cues import Cues
    from extractor.actors.mentions import Found
    from extractor.language import Parse

_NAMED_BODIES: Final = frozenset({"armed_group", "group", "party", "igo", "ngo", "company", "media", "military"})
_NOT_DESCRIBED: Final = frozenset({"state", "government"})
_OF_PERSONS: Final = frozenset({"person", "official", "military", "police"})
_OF_PERSONS_OR_FORCES: Final = _OF_PERSONS | {"armed_group", None}
_DETERMINERS: Final = frozenset({"the", "a", "an", "this", "that", "its", "their"})
_PLACES: Final = frozenset({"state", None})
_INDEFINITE: Final = frozenset({"a", "an"})
_TRADES: Final = frozenset({"AGR", "CVL", "EDU", "JRN", "LAB", "MED", "REL"})
_BEING: Final = frozenset({"is", "was", "'s", "’s"})
_UNREAL: Final = frozenset({"neg", "aux"})
_SUBJECTS: Final = ("nsubj",)


def identified(parse: Parse, cues: Cues, found: list[Found]) -> list[Found]:
    """Mentions with one actor for a description and its name.

    "The group's deputy chief, X": the description is X, and X takes role and country from it, here and wherever
    the document names X again.

    Args:
        parse: The document.
        cues: Nouns for a people.
        found: Named and nominal mentions.

    Returns:
        The mentions in the same order.
    """
    out = list(found)
    for one, other in _pairs(parse, found):
        pair = {out[one].kind: one, out[other].kind: other}
        if set(pair) != {"named", "nominal"}:
            continue
        name, described = out[pair["named"]], out[pair["nominal"]]
        if described.actor.type in _NOT_DESCRIBED or described.plural:
            continue
        if _is_another(parse, cues, name, described):
            out = _renamed(out, name.actor.id, _another(parse, cues, name, described))
            name = out[pair["named"]]
        if name.form == "place" or name.place:
            continue
        of_a_people = name.actor.type == "people" and described.noun in cues.peoples
        if name.actor.id.startswith("person.") or described.actor.type in _NAMED_BODIES or of_a_people:
            actor = _described(name, described)
            out[pair["named"]] = replace(name, actor=actor)
            out[pair["nominal"]] = replace(described, actor=actor)
    enriched = {mention.actor.id: mention.actor for mention in out if mention.actor.role or mention.actor.country}
    return [
        replace(mention, actor=enriched[mention.actor.id])
        if mention.actor.id in enriched and not mention.actor.role and not mention.actor.country
        else mention
        for mention in out
    ]


def _renamed(found: list[Found], ident: str, actor: Actor) -> list[Found]:
    """Mentions with another actor wherever a name stands."""
    form = "person" if actor.type == "person" else "norp"
    return [
        replace(one, actor=actor, form=form, place=False) if one.kind == "named" and one.actor.id == ident else one
        for one in found
    ]


def _is_another(parse: Parse, cues: Cues, name: Found, described: Found) -> bool:
    """Whether the text says that a name means another than the lists or the NER take it for.

    "Xyz Abc, the sergeant killed" is no place, "Chad, a carpenter" no state, "the Nasa, an indigenous people" no
    agency.
    """
    actor, told = name.actor, described.actor
    if actor.id.startswith("place.") and actor.country is None:
        return told.type in _OF_PERSONS
    anew = parse.lower[described.start] in _INDEFINITE and told.country is None
    if actor.type == "state":
        return anew and name.form == "name" and told.type == "people" and told.role in _TRADES
    return anew and described.noun in cues.peoples and actor.type not in ("people", "person", None)


def _another(parse: Parse, cues: Cues, name: Found, described: Found) -> Actor:
    """The person or people of a name that the text itself explains."""
    words = parse.text[parse.starts[name.start] : parse.ends[name.end - 1]]
    if described.noun in cues.peoples:
        return Actor(slug(words), words, "people", "CVL", reason=f"described as {described.noun!r}")
    return Actor(f"person.{slug(words)}", words, "person", reason=f"described as {described.noun!r}")


def _described(name: Found, described: Found) -> Actor:
    """The actor of a name, with what its description adds: a state is not what it is said to be a member of."""
    actor, told = name.actor, described.actor
    if actor.type in ("state", "people"):
        return actor
    return replace(
        actor,
        role=actor.role or told.role,
        country=actor.country or told.country,
        reason=f"{actor.reason}; described as {described.noun!r}",
    )


def _called(parse: Parse, found: list[Found]) -> Iterator[tuple[int, int]]:
    """A body's noun right before or behind its name: "the news site Xyz", "the Xyz armed group"."""
    named = {mention.start: index for index, mention in enumerate(found) if mention.kind == "named"}
    ends = {mention.end: index for index, mention in enumerate(found) if mention.kind == "named"}
    for index, mention in enumerate(found):
        if mention.kind != "nominal" or mention.plural or mention.actor.type not in _NAMED_BODIES:
            continue
        other = named.get(mention.end)
        if other is None and parse.lower[mention.start] not in _DETERMINERS:
            other = ends.get(mention.start)
        if other is None or found[other].actor.type != mention.actor.type:
            continue
        before = parse.lower[found[other].start - 1 : found[other].start]
        if parse.lower[mention.start] not in _INDEFINITE and (mention.end == found[other].start or before == ("the",)):
            yield index, other


def _beside(parse: Parse, found: list[Found], index: int) -> Iterator[int]:
    """The person's name right before a description between commas: "X, the Y commander,", however it was parsed.

    In "X, the Y commander, and Z" three may be listed.
    """
    start, behind = found[index].start, max(parse.subtree(found[index].head)) + 1
    if parse.words[start - 1 : start] != (",",) or parse.words[behind : behind + 1] not in ((",",), (".",), (";",)):
        return
    if parse.lower[behind + 1 : behind + 2] in (("and",), ("or",)) or found[index].actor.id.startswith("person."):
        return
    for other, name in enumerate(found):
        if name.end == start - 1 and name.kind == "named" and name.actor.id.startswith("person."):
            yield other


def _pairs(parse: Parse, found: list[Found]) -> Iterator[tuple[int, int]]:
    """Pairs of mentions (by index) that the syntax makes one."""
    heads = {mention.head: index for index, mention in enumerate(found) if mention.form != "shared"}
    yield from _called(parse, found)
    for index, mention in enumerate(found):
        dep, above = parse.deps[mention.head], parse.heads[mention.head]
        if dep == "appos":
            if above in heads and found[heads[above]].actor.type in _PLACES and parse.deps[above] == "pobj":
                over = parse.heads[parse.heads[above]]  # "the governor of Xyz, Abc": of the governor, not of Xyz
                above = over if over in heads and found[heads[over]].kind == "nominal" else above
            if above in heads:
                yield index, heads[above]
        elif dep == "attr" and parse.lower[above] in _BEING and not parse.kids(above, *_UNREAL):
            yield from ((index, heads[subject]) for subject in parse.kids(above, *_SUBJECTS) if subject in heads)
        elif mention.kind == "nominal" and not mention.plural and mention.actor.type in _OF_PERSONS_OR_FORCES:
            yield from ((index, other) for other in _beside(parse, found, index))
            behind = max(parse.subtree(mention.head)) + 1
            if parse.words[behind : behind + 1] == (",",):
                yield from (
                    (index, other)
                    for other in (heads.get(t) for t in range(behind + 1, min(behind + 8, len(parse))))
                    if other is not None and found[other].start == behind + 1 and found[other].form == "person"
                )
