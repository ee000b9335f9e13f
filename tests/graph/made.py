"""Relations made by hand, for the tests of networks and exports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.types import Actor, Document, Extraction, Mention, Relation, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

IRN = Actor("IRN", "Iran", "state", None, "IRN")
ISR = Actor("ISR", "Israel", "state", None, "ISR")
USA_GOV = Actor("USA.GOV", "US government", "government", "GOV", "USA")
USA_MIL = Actor("USA.MIL", "US military", "military", "MIL", "USA")
HEZBOLLAH = Actor("hezbollah", "Hezbollah", "armed_group", "REB", "LBN", ("PTY",))
UN = Actor("un", "United Nations", "igo", "IGO", None)
ALQAEDA = Actor("al-qaeda", "al-Qaeda", "armed_group", "REB", None)
STRANGER = Actor("person.jo-doe", "Jo Doe", "person", None, None)

_QUADS = {
    "ASSAULT": ("material_conflict", -9.0),
    "ACCUSE": ("verbal_conflict", -3.0),
    "CONSULT": ("verbal_cooperation", 2.5),
    "SUPPORT": ("verbal_cooperation", 5.0),
}


def document(doc_id: str = "d1", date: str | None = "2024-05-01") -> Document:
    return Document(text="", id=doc_id, date=date, title="A title", source="A paper")


def relation(
    source: Actor = ISR,
    label: str = "ASSAULT",
    target: Actor | None = IRN,
    *,
    doc: Document | None = None,
    at: int = 0,
    sentence: str | None = None,
    **changes: object,
) -> Relation:
    """One relation; `at` is where its sentence starts in the document."""
    doc = doc or document()
    verb = label.lower()
    text = sentence if sentence is not None else f"{source.name} {verb} {target.name if target else ''}."
    quad, intensity = _QUADS.get(label, (None, None))
    tie = label if label not in _QUADS else None
    fields: dict[str, object] = {
        "id": f"{doc.id}:{at}:{source.id}:{label}:{target.id if target else ''}",
        "document": doc,
        "sentence": Span(at, at + len(text), text),
        "kind": "tie" if tie else "event",
        "event": None if tie else label,
        "tie": tie,
        "mode": None,
        "quad": quad,
        "intensity": intensity,
        "source": Mention(doc.id, Span(at, at + 5, source.name), "named", source),
        "target": None if target is None else Mention(doc.id, Span(at + 10, at + 15, target.name), "named", target),
        "symmetric": False,
        "trigger": Span(at + 6, at + 9, verb),
        "polarity": "affirmed",
        "modality": "asserted",
        "attribution": None,
        "time": None,
        "place": None,
        "rule": f"{verb}.test",
        "runner_up": None,
        "confidence": 0.8,
    }
    return Relation(**{**fields, **changes})  # type: ignore[arg-type]


def extractions(relations: Iterable[Relation]) -> list[Extraction]:
    """The extractions that hold these relations, one a document."""
    by_document: dict[Document, list[Relation]] = {}
    for one in relations:
        by_document.setdefault(one.document, []).append(one)
    return [
        Extraction(doc, tuple(end for one in found for end in (one.source, one.target) if end), tuple(found))
        for doc, found in by_document.items()
    ]


def story() -> list[Relation]:
    """A small world with every kind of edge in it."""
    d1, d2, d3 = document("d1", "2024-05-01"), document("d2", "2024-05-03T08:00:00Z"), document("d3", None)
    return [
        relation(ISR, "ASSAULT", IRN, doc=d1, at=0),
        relation(ISR, "ASSAULT", IRN, doc=d2, at=0, confidence=0.9),
        relation(ISR, "ASSAULT", IRN, doc=d3, at=0, sentence="Israel hit Iran."),
        relation(IRN, "ASSAULT", ISR, doc=d1, at=100, polarity="negated"),
        relation(USA_GOV, "ASSAULT", IRN, doc=d2, at=100, modality="possible"),
        relation(USA_GOV, "ACCUSE", IRN, doc=d2, at=200),
        relation(USA_MIL, "ASSAULT", HEZBOLLAH, doc=d2, at=300),
        relation(IRN, "BACKS", HEZBOLLAH, doc=d1, at=200, event="SUPPORT", quad="verbal_cooperation", intensity=5.0),
        relation(USA_GOV, "CONSULT", ISR, doc=d1, at=300, symmetric=True),
        relation(ISR, "CONSULT", USA_GOV, doc=d2, at=400, symmetric=True, sentence="Israel and the US met."),
        relation(ISR, "CONSULT", USA_GOV, doc=d2, at=500),
        relation(UN, "ACCUSE", ISR, doc=d3, at=100),
        relation(ALQAEDA, "MEMBER_OF", STRANGER, doc=d3, at=200),
        relation(IRN, "ASSAULT", None, doc=d3, at=300),
    ]
