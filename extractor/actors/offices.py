"""Whom an office means in a document: "the chancellor", "the Georgian leader", "his Russian counterpart"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.actors.cues import Cues
    from extractor.actors.knowledge import Entry, Knowledge, RoleNoun
    from extractor.actors.mentions import Found
    from extractor.types import Actor

_OUT_OF_OFFICE: Final = "ELI"
_SURE: Final = 0.8
_SURE_COUNTERPART: Final = 0.7


@dataclass(frozen=True, slots=True)
class Offices:
    """Looks offices up among the persons of a document, on its day.

    Attributes:
        knowledge: Who holds what.
        cues: Words for a head of state or government whatever the title; words for a counterpart.
        day: The document's date (ISO); None is the latest that is known.
    """

    knowledge: Knowledge
    cues: Cues
    day: str | None

    def holder(self, mention: Found, before: list[Found]) -> Found | None:
        """The person of the document who holds the office that a description names, if there is exactly one.

        Args:
            mention: A description: "the president", "the German chancellor", "the colonel".
            before: The mentions before it.
        """
        noun = self.knowledge.roles.get(mention.noun)
        if noun is None or mention.plural or mention.actor.role == _OUT_OF_OFFICE:
            return None
        fitting = {
            one.actor.id: one
            for one in before
            if one.kind == "named"
            and one.actor.id.startswith("person.")
            and one.actor.role != _OUT_OF_OFFICE
            and mention.actor.country in (None, one.actor.country)
            and self._holds(one, noun)
        }
        if len(fitting) != 1:
            return None
        return _as(mention, next(iter(fitting.values())).actor, "in the text", _SURE)

    def _holds(self, person: Found, noun: RoleNoun) -> bool:
        """Whether a person has an office on the day, or the text gives it as their title."""
        heads = noun.canonical in self.cues.leaders
        for office in self._offices(self.knowledge.ids.get(person.actor.id)):
            held = self.knowledge.roles.get(office)
            if (
                office in self.cues.heads
                if heads
                else held is not None and noun.office and held.canonical == noun.canonical
            ):
                return True
        entry = self.knowledge.ids.get(person.actor.id)
        soldier = entry is not None and any(office.role == "MIL" for office in entry.offices)
        if soldier and noun.noun in self.cues.commanders:
            return True  # "the general", who may rule the state by now
        titled = self.knowledge.roles.get(person.noun)
        if titled is None:
            return False
        if noun.office:
            return titled.office and titled.canonical == noun.canonical
        return titled.noun.split()[-1] == noun.noun.split()[-1]

    def _offices(self, entry: Entry | None) -> Iterator[str]:
        """The offices that somebody holds on the day, in lower case."""
        for office in () if entry is None else entry.offices:
            if office.holds(self.day):
                yield office.office.lower()

    def counterpart(self, mention: Found, person: Found) -> Found:
        """The one who holds a person's office in the country of a description: "his Russian counterpart"."""
        country = mention.actor.country
        if country is None:
            return mention
        for office in self._offices(self.knowledge.ids.get(person.actor.id)):
            noun = self.knowledge.roles.get(office)
            canonical = office if noun is None else noun.canonical
            holder = self.knowledge.office_holder(country, canonical, self.day)
            if holder is not None:
                return _as(mention, holder, f"as {person.actor.name}", _SURE_COUNTERPART)
        return mention


def _as(mention: Found, actor: Actor, how: str, sure: float) -> Found:
    return replace(
        mention,
        actor=replace(actor, reason=f"{mention.noun!r} is {actor.name}, {how}"),
        sure=min(sure, mention.sure + 0.3),
    )
