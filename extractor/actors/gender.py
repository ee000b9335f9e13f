"""Whether a person of a document is "he" or "she": by title, role noun, list or first name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.actors.knowledge import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractor.actors.cues import Cues
    from extractor.actors.knowledge import Knowledge
    from extractor.actors.mentions import Found
    from extractor.language import Parse


class Genders:
    """The genders of a document's persons, as far as anything tells."""

    def __init__(self, parse: Parse, knowledge: Knowledge, cues: Cues, found: Iterable[Found]) -> None:
        """Gather what titles, nouns, lists and first names tell of each person."""
        told: dict[str, set[str]] = {}
        for mention in found:
            gender = _told(parse, knowledge, cues, mention)
            if gender is not None:
                told.setdefault(mention.actor.id, set()).add(gender)
        self._told = {ident: next(iter(genders)) for ident, genders in told.items() if len(genders) == 1}

    def of(self, mention: Found) -> str | None:
        """The gender of a mention's actor: "f", "m", or None where nothing tells, or not with one voice."""
        return self._told.get(mention.actor.id)


def _told(parse: Parse, knowledge: Knowledge, cues: Cues, mention: Found) -> str | None:
    if mention.noun and not mention.plural:
        noun = cues.genders.get(mention.noun) or cues.genders.get(mention.noun.split()[-1])
        if noun is not None:
            return noun
    if not mention.actor.id.startswith("person."):
        return None
    for token in range(max(0, mention.start - 1), mention.end):
        title = cues.titles.get(fold(parse.words[token]))
        if title is not None:
            return title
    listed = knowledge.ids.get(mention.actor.id)
    return (listed and listed.gender) or knowledge.gender_of(mention.actor.name)
