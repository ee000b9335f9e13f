"""Relation rows, checked and cut down to what a network needs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from extractor.errors import ActorGraphError
from extractor.types import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Mapping

_DAY: Final = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?=$|[T ])")


class RowError(ActorGraphError, ValueError):
    """A row that is no relation row; the message says which one and what it lacks."""


@dataclass(frozen=True, slots=True)
class End:
    """One end of a relation: the words in the document and the actor that they name."""

    id: str
    name: str
    type: str | None
    role: str | None
    country: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Report:
    """One relation row: one sentence that says who did what to whom.

    Attributes:
        key: Tells whether two rows are the same row given twice.
        doc_id: The document that says so.
        day: Day of publication (also a bare month or year), None where the document has no readable date.
        sentence: Where the sentence stands in its document.
        text: The sentence.
        label: Name of the relation: the PLOVER root, or the tie.
    """

    key: tuple[str | int | None, ...]
    doc_id: str
    day: str | None
    sentence: tuple[int, int]
    text: str
    kind: str
    label: str
    event: str | None
    tie: str | None
    quad: str | None
    intensity: float | None
    source: End
    target: End
    symmetric: bool
    polarity: str
    modality: str
    confidence: float

    @property
    def asserted(self) -> bool:
        """Whether the text says that it happened, or holds."""
        return self.polarity == "affirmed" and self.modality == "asserted"


def day_of(date: str | None) -> str | None:
    """The day, month or year at the head of an ISO 8601 date; None where there is none."""
    found = _DAY.match(date) if date else None
    return found.group() if found else None


def report(row: Mapping[str, Any], number: int) -> Report | None:
    """Read one row of RELATIONS.jsonl.

    Args:
        row: The row, as `Relation.as_row` makes it.
        number: Which row it is, counted from 1, for the message of an error.

    Returns:
        The report, or None for a row without a target: it names no second actor and so makes no edge.

    Raises:
        RowError: The row lacks a field, holds a value of the wrong kind or was written by a later version.
    """
    try:
        return None if row.get("target") is None else _report(row)
    except RowError as error:
        raise RowError(f"row {number}: {error}") from None
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        what = f"no field {error.args[0]!r}" if isinstance(error, KeyError) and error.args else str(error)
        raise RowError(f"row {number} is no relation row: {what}") from error


def _report(row: Mapping[str, Any]) -> Report:
    schema = row.get("schema", SCHEMA)
    if not isinstance(schema, int) or schema > SCHEMA:
        raise RowError(f"schema {schema!r} is newer than this program, which reads {SCHEMA}: update the program")
    kind = _text(row["kind"], "kind")
    event, tie = _optional(row, "event"), _optional(row, "tie")
    label = tie if kind == "tie" else event
    if not label:
        raise RowError(f"no name for the relation: kind is {kind!r}, event {event!r}, tie {tie!r}")
    doc_id = _text(row["doc_id"], "doc_id")
    date = _optional(row.get("document") or {}, "date")
    sentence = row["sentence"]
    start, end, text = int(sentence["start"]), int(sentence["end"]), _text(sentence["text"], "sentence.text")
    return Report(
        key=(_text(row["id"], "id"), doc_id, date, start, end, text),
        doc_id=doc_id,
        day=day_of(date),
        sentence=(start, end),
        text=text,
        kind=kind,
        label=label,
        event=event,
        tie=tie,
        quad=_optional(row, "quad"),
        intensity=_number(row.get("intensity"), "intensity"),
        source=_end(row["source"], "source"),
        target=_end(row["target"], "target"),
        symmetric=bool(row.get("symmetric", False)),
        polarity=_text(row.get("polarity", "affirmed"), "polarity"),
        modality=_text(row.get("modality", "asserted"), "modality"),
        confidence=_number(row.get("confidence"), "confidence") or 0.0,
    )


def _end(value: Mapping[str, Any], field: str) -> End:
    actor_id = _text(value["id"], f"{field}.id")
    if not actor_id:
        raise RowError(f"{field}.id is empty")
    return End(
        id=actor_id,
        name=_optional(value, "name") or actor_id,
        type=_optional(value, "type"),
        role=_optional(value, "role"),
        country=_optional(value, "country"),
        start=int(value["start"]),
        end=int(value["end"]),
    )


def _number(value: Any, field: str) -> float | None:
    if value is None:
        return None
    number = float(value)
    if not isfinite(number):
        raise RowError(f"{field} is {number}")
    return number


def _text(value: object, field: str) -> str:
    if not isinstance(value, str):
        raise RowError(f"{field} is {type(value).__name__}, not text")
    return value


def _optional(row: Mapping[str, Any], field: str) -> str | None:
    value = row.get(field)
    return _text(value, field) or None if value is not None else None
