"""What a row of an input file must look like; the one place where foreign data are checked."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, StrictStr, ValidationError

from extractor.errors import one_line
from extractor.read.items import writable
from extractor.types import SCHEMA, Document

if TYPE_CHECKING:
    from collections.abc import Mapping


class RowError(ValueError):
    """A row that cannot be used.

    Attributes:
        what: What is wrong with it.
        todo: What to do about it.
    """

    def __init__(self, what: str, todo: str) -> None:
        super().__init__(what)
        self.what, self.todo = what, todo


def _as_words(value: Any) -> Any:
    """Numbers make good ids; nothing and blanks are nothing; a true or false is a slip."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, str):
        return writable(value) if value.strip() else None
    return value


_Words = Annotated[StrictStr | None, BeforeValidator(_as_words)]
_Text = Annotated[StrictStr, BeforeValidator(lambda value: writable(value) if isinstance(value, str) else value)]


class DocumentRow(BaseModel):
    """A document as a row of JSONL or CSV; further fields are left alone."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    text: _Text
    id: _Words = None
    date: _Words = None
    title: _Words = None
    source: _Words = None
    url: _Words = None

    def document(self, fallback_id: str) -> Document:
        """The document that the row describes; a date that is none is left out.

        Args:
            fallback_id: What to call it where the row has no id.
        """
        return Document(
            text=self.text,
            id=self.id or fallback_id,
            date=iso_day(self.date),
            title=self.title,
            source=self.source,
            url=self.url,
        )


class _Stretch(BaseModel):
    start: int
    end: int
    text: StrictStr


class _End(_Stretch):
    id: StrictStr
    name: StrictStr
    type: StrictStr | None = None
    role: StrictStr | None = None
    country: StrictStr | None = None


class _Origin(BaseModel):
    id: StrictStr
    date: StrictStr | None = None
    title: StrictStr | None = None
    source: StrictStr | None = None
    url: StrictStr | None = None


class RelationRow(BaseModel):
    """A row of RELATIONS.jsonl, as far as the network needs it."""

    id: StrictStr
    doc_id: StrictStr
    document: _Origin
    sentence: _Stretch
    kind: StrictStr
    event: StrictStr | None
    tie: StrictStr | None
    mode: StrictStr | None = None
    quad: StrictStr | None = None
    intensity: float | None = None
    source: _End
    target: _End | None
    symmetric: bool = False
    trigger: _Stretch
    polarity: StrictStr
    modality: StrictStr
    rule: StrictStr
    confidence: float


class ResolveRow(BaseModel):
    """A row for `actorgraph resolve`."""

    text: _Text
    context: _Words = None
    date: _Words = None


class RelateRow(BaseModel):
    """A row for `actorgraph relate`: a text and where its source and target stand."""

    id: _Words = None
    text: _Text
    source: tuple[int, int]
    target: tuple[int, int]


M = TypeVar("M", bound=BaseModel)


def check(model: type[M], row: Mapping[str, Any]) -> M:
    """Check a row.

    Args:
        model: What it must look like.
        row: The row.

    Raises:
        RowError: It does not; names the first wrong field.
    """
    try:
        return model.model_validate(row)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(map(str, first["loc"])) or "row"
        if first["type"] == "missing":
            raise RowError(f'no field "{field}"', f'Add the field "{field}"') from None
        raise RowError(f'the field "{field}" is wrong: {one_line(first["msg"], 100)}', "Mend the field") from None


def relation(row: dict[str, Any]) -> dict[str, Any] | None:
    """The row itself where it is a relation that was made before, None where it is something else.

    Args:
        row: Any JSON object.

    Raises:
        RowError: It is a relation, but broken or of another version.
    """
    if "schema" not in row or "source" not in row or not isinstance(row["source"], dict):
        return None
    if row["schema"] != SCHEMA:
        raise RowError(
            f"a relation of schema {one_line(str(row['schema']), 20)}; this version reads schema {SCHEMA}",
            "Extract it anew",
        )
    check(RelationRow, row)
    return row


_DAY: Final = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ].*)?", re.ASCII | re.DOTALL)


def iso_day(text: str | None) -> str | None:
    """The day in a date or moment of ISO 8601, None where there is none.

    Args:
        text: `2024-05-01`, `20240501`, `2024-05-01T10:00:00Z`, or anything else.
    """
    match = None if text is None else _DAY.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return date(*map(int, match.groups())).isoformat()
    except ValueError:
        return None
