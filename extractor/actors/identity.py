"""Join a description and the name that it stands beside: apposition, "X is the …", "The minister, X, said"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.actors.mentions import Found
    from extractor.language import Parse
    from extractor.types import Actor

_NAMED_BODIES: Final = frozenset({"armed_group", "group", "party", "igo", "ngo", "company", "media", "military"})
_NOT_DESCRIBED: Final = frozenset({"state", "government"})
_OF_PERSONS: Final = frozenset({"person", "official", "military", "police"})
_OF_PERSONS_OR_FORCES: Final = _OF_PERSONS | {"armed_group", None}
_BEING: Final = frozenset({"is", "was", "'s", "’s"})
_UNREAL: Final = frozenset({"neg", "aux"})
_SUBJECTS: Final = ("nsubj",)


def identified(parse: Parse, found: list[Found]) -> list[Found]:
    """Mentions with one actor for a description and its name.

    "The group's deputy chief, X": the description is X, and X takes role and country from it, here and wherever
    the document names X again.

    Args:
        parse: The document.
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
        if name.actor.id.startswith("place.") and name.actor.country is None and described.actor.type in _OF_PERSONS:
            name = _person(name)  # "Xyz Abc, the sergeant killed": whatever the NER took it for
        if name.form == "place" or name.place:
            continue
        if name.actor.id.startswith("person.") or described.actor.type in _NAMED_BODIES:
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


def _person(name: Found) -> Found:
    """An unknown name as a person's."""
    actor = name.actor
    ident = f"person.{actor.id.removeprefix('place.')}"
    return replace(
        name, actor=replace(actor, id=ident, type="person", reason="a person by description"), form="person", place=False
    )


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


def _beside(parse: Parse, found: list[Found], index: int) -> Iterator[int]:
    """The person's name right before a description between commas, whatever the parse made of it: "X, the Y commander,".

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
    for index, mention in enumerate(found):
        dep, above = parse.deps[mention.head], parse.heads[mention.head]
        if dep == "appos" and above in heads:
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
