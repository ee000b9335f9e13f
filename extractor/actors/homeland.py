"""Which country a bare "the government", "police" or "soldiers" belongs to, by what the text speaks of."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractor.actors.mentions import Found
    from extractor.language import Parse

_TELLING: Final = frozenset({"state", "government", "official", "military", "police", "people", None})
_ACTING: Final = _TELLING - {"people"}
_GROUPS: Final = frozenset({"armed_group", "party"})
_IRREGULAR: Final = frozenset({"REB", "PRM"})
_FOCUS: Final = 0.5  # the share of a document's talk that makes a country its subject
_OFTEN: Final = 6  # mentions that make a country the subject, if the next has
_TWICE: Final = 2  # times fewer
_REACH: Final = 3


def homeland(parse: Parse, mention: Found, before: list[Found], has: Callable[[str], bool]) -> str | None:
    """The country that a description without one belongs to, where one alone is spoken of nearby.

    The sentence itself tells first, then the sentence before, then the country that most of the text speaks of.

    Args:
        parse: The document.
        mention: The description.
        before: The mentions before it.
        has: Whether a country has what is described at all: the Philippines have a senate, China has none.

    Returns:
        Its country code, or None where two are as likely.
    """
    sentence = parse.sentence_of[mention.start]
    spoken = [(one, one.actor.country) for one in before if one.actor.country and one.end <= mention.start]
    if any(has(country) for _, country in spoken):
        spoken = [(one, country) for one, country in spoken if has(country)]
    here = {country for one, country in spoken if parse.sentence_of[one.start] == sentence}
    if len(here) == 1:
        return here.pop()
    # Several are near: the country that most of the text speaks of, if there is one.
    counts = Counter(country for one, country in spoken if one.actor.type in _TELLING)
    (focus, most), (_, second) = (*counts.most_common(2), ("", 0), ("", 0))[:2]
    if most >= _OFTEN and most >= _TWICE * second and not here:
        return focus
    near = [(one, country) for one, country in spoken if sentence - parse.sentence_of[one.start] <= 1]
    places = {country for one, country in near if one.place}
    states = {country for one, country in near if one.actor.type in _TELLING}
    states = states or {country for one, country in near if one.actor.type in _GROUPS}
    acting = {
        country for one, country in near if one.actor.type in _ACTING and not (one.place or one.form == "adjective")
    }
    if len(places) == 1 and (states <= places or not acting):
        return places.pop()  # "a French tourist in Kenya. The police"
    if len(states) == 1:
        return states.pop()
    if (most > _FOCUS * counts.total() or (most >= _OFTEN and most >= _TWICE * second)) and (
        not states or focus in states
    ):
        return focus
    return places.pop() if len(places) == 1 else None


def of_the_same_force(parse: Parse, mention: Found, before: list[Found]) -> Found | None:
    """The force that bare "soldiers" or "the insurgents" belong to: the one of their kind that was named nearby.

    Args:
        parse: The document.
        mention: A description of fighters, soldiers or police without a country.
        before: The mentions before it.

    Returns:
        The mention of that force; None where there is none, or more than one.
    """
    sentence = parse.sentence_of[mention.start]
    near = [
        one
        for one in before
        if sentence - parse.sentence_of[one.start] <= _REACH
        and one.end <= mention.start
        and (one.actor.role == mention.actor.role or {one.actor.role, mention.actor.role} <= _IRREGULAR)
        and not one.place
        and not one.actor.id.startswith(("person.", "XXX."))
    ]
    if mention.actor.role in ("MIL", "COP"):
        forces = {one.actor.country: one for one in near if one.actor.country}
    else:
        forces = {one.actor.id: one for one in near}
    return next(iter(forces.values())) if len(forces) == 1 else None
