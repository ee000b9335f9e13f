"""The whole actor stage: parse in, mentions out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.actors.coreference import resolve_back
from extractor.actors.entities import with_entities
from extractor.actors.introduce import introduced
from extractor.actors.mentions import Found, named
from extractor.actors.nominal import nominal

if TYPE_CHECKING:
    from extractor.actors.knowledge import Knowledge
    from extractor.language import Parse


def recognise(parse: Parse, knowledge: Knowledge, day: str | None = None, context: str = "") -> list[Found]:
    """All mentions of actors in a document, resolved.

    Args:
        parse: The document.
        knowledge: What is known of actors.
        day: The document's date (ISO), on which names and offices are read.
        context: Its title, or other words around it.

    Returns:
        Mentions in text order. Those with `place` set are merely places unless a relation makes them act.
    """
    names = with_entities(parse, knowledge, knowledge.cues, named(parse, knowledge, day, context), day)
    names = introduced(parse, knowledge, knowledge.cues, names)
    described = introduced(parse, knowledge, knowledge.cues, nominal(parse, knowledge, names, day))
    return resolve_back(parse, knowledge, knowledge.cues, described, day)
