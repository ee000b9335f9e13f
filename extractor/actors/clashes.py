"""Which names and ids clash: the user's with the shipped ones and with each other, and the shipped ones as they are."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, Literal

from extractor.actors.own import bare
from extractor.clash import Clash

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.actors.knowledge import Knowledge
    from extractor.actors.own import Own, Said

Kind = Literal["overridden", "removed", "taken", "twice", "silenced", "everyday", "ambiguous"]
TITLES: Final[dict[Kind, str]] = {
    "overridden": "shipped actors that the file changes",
    "removed": "shipped actors that the file takes out",
    "taken": "names of shipped actors that the file gives to its own",
    "twice": "names that the file gives to several of its actors; the first counts",
    "silenced": "names of shipped actors that the file lists as none",
    "everyday": "names that are ordinary words, too",
    "ambiguous": "shipped names of several actors that nothing tells apart",
}
_NAME_FIELDS: Final = (
    "names", "common", "acronyms", "adjectives", "people", "government", "seats", "known_as",
)  # fmt: skip


def clashes(base: Knowledge, own: Own) -> Iterator[Clash[Kind]]:
    """What a file of the user's changes of what is known, and where its names are doubtful.

    Args:
        base: What is known without it.
        own: The file.

    Yields:
        The clashes, sort by sort.
    """
    for one in own.facts.actors_with_ids():
        if one.id in base.ids:
            fields = ", ".join(_changed(one, own.given[one.id], base)) or "nothing"
            yield Clash("overridden", f"{one.id} ({base.ids[one.id].actor.name}): {fields}")
    for ident in own.facts.remove:
        yield Clash("removed", f"{ident} ({base.ids[ident].actor.name})")
    bearers: dict[tuple[str, ...], list[Said]] = defaultdict(list)
    shown: dict[tuple[str, ...], str] = {}
    for one in own.facts.actors_with_ids():
        for name in _names(one, own):
            words = bare(name)
            shown.setdefault(words, name)
            if one not in bearers[words]:
                bearers[words].append(one)
    for words, several in bearers.items():
        yield from _of_name(base, words, shown[words], several)
    for name in own.facts.not_actors:
        for hit in base.names.get(bare(name), ()):
            yield Clash("silenced", f"{name!r} is {hit.entry.actor.id} as shipped, and nobody now")


def _of_name(base: Knowledge, words: tuple[str, ...], name: str, bearers: list[Said]) -> Iterator[Clash[Kind]]:
    ids = [one.id for one in bearers]
    shipped = base.names.get(words)
    others = [hit.entry.actor.id for hit in shipped or () if hit.form != "place" and not _akin(hit.entry.actor.id, ids)]
    if others and not any(hit.entry.actor.id in ids for hit in shipped or ()):
        needs = getattr(bearers[0], "needs", ())
        wins = f"yours, where {' or '.join(needs)} is named" if needs else "yours"
        yield Clash("taken", f"{name!r} is {' or '.join(dict.fromkeys(others))} as shipped, {ids[0]} now ({wins} wins)")
    if len(ids) > 1:
        yield Clash("twice", f"{name!r} is {ids[0]}; it is a name of {', '.join(ids[1:])}, too")
    if shipped == ():
        yield Clash("everyday", f"{name!r} stands in not_actors.yml as no actor; it is {ids[0]} now")
    joined = " ".join(words)
    noun = base.roles.get(joined)
    if noun is not None:
        yield Clash("everyday", f"{name!r} is a role noun ({noun.role or 'of no role'}); with a capital it is {ids[0]}")
    elif joined in base.everyday:
        yield Clash("everyday", f"{name!r} is also an everyday word; with a capital it may be read as {ids[0]}")


def _akin(ident: str, ids: list[str]) -> bool:
    """Whether an id is that of a state's own people or executive: a state's name may stand for them."""
    return any(ident in (one, f"{one}.CVL", f"{one}.GOV") for one in ids)


def ambiguous(base: Knowledge) -> Iterator[Clash[Kind]]:
    """Shipped names that stand for several actors, where neither a country nearby nor the form tells them apart.

    Args:
        base: What is known.
    """
    for words in base.names:
        hits = [hit for hit in base.names[words] if hit.form != "place" and not hit.entry.needs]
        ids = list(dict.fromkeys(hit.entry.actor.id for hit in hits))
        in_turn = all(hit.entry.offices for hit in hits)  # father and son: the day tells
        if len(ids) > 1 and not in_turn and not _akin(ids[1], ids[:1]):
            yield Clash("ambiguous", f"{' '.join(words)!r} is {ids[0]}; it is a name of {', '.join(ids[1:])}, too")


def _changed(one: Said, given: frozenset[str], base: Knowledge) -> list[str]:
    """The fields of an entry that say something else than is shipped."""
    actor = base.ids[one.id].actor
    same = {
        field for field in ("name", "type", "role", "country") if getattr(one, field, None) == getattr(actor, field)
    }
    return sorted(given - same - {"id", "source"})


def _names(one: Said, own: Own) -> Iterator[str]:
    """The names that the file itself gives."""
    if "name" in own.given[one.id]:
        yield one.name
    for field in _NAME_FIELDS:
        yield from getattr(one, field, ())
