"""What a text says, written so short that a table of expectations stays readable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.types import Document

if TYPE_CHECKING:
    from extractor.program import Extractor
    from extractor.types import Relation


def brief(relation: Relation) -> str:
    """ "ISR ASSAULT IRN", with what restricts it behind: "not", the modality, "says" and who says so."""
    code = relation.tie or relation.event
    target = relation.target.actor.id if relation.target is not None else "nobody"
    out = [relation.source.actor.id, "=" if relation.symmetric else "", str(code), target]
    if relation.polarity == "negated":
        out.append("not")
    if relation.modality != "asserted":
        out.append(relation.modality)
    if relation.attribution is not None:
        actor = relation.attribution.actor
        out.append(f"says {relation.attribution.text if actor is None else actor.id}")
    return " ".join(filter(None, out))


def said(ex: Extractor, text: str, date: str | None = None) -> list[str]:
    """All relations of a text, in brief."""
    return [brief(relation) for relation in ex.extract(Document(text, date=date)).relations]


def mentioned(ex: Extractor, text: str, date: str | None = None) -> list[tuple[str, str]]:
    """All mentions of a text: words and id."""
    return [(m.span.text, m.actor.id) for m in ex.extract(Document(text, date=date)).mentions]
