"""JSONL: one document a line, or one relation a line that was made before."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from extractor.errors import Failure, Note, one_line
from extractor.read.items import Made
from extractor.read.lines import Line, read_lines
from extractor.read.rows import DocumentRow, RowError, check, iso_day, relation
from extractor.types import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.read.items import Item
    from extractor.read.limits import Limits


def read(stream: BinaryIO, where: str, doc_id: str, limits: Limits) -> Iterator[Item]:
    """Read the documents of a file; a line without an id is called `FILE#LINE`.

    Args:
        stream: The file at its beginning.
        where: What to call the file in a message.
        doc_id: What to call the file in a document's id.
        limits: How much to take in.
    """
    something = False
    ids: dict[str, int] = {}
    for line in read_lines(stream, where, limits):
        something = True
        if isinstance(line, Failure):
            yield line
            continue
        try:
            for item in _items(line, where, doc_id):
                if isinstance(item, Document) and (first := ids.setdefault(item.id, line.number)) != line.number:
                    what = f'the id "{one_line(item.id, 80)}" stands in line {first} already'
                    yield Failure(where, line.number, what, "Give each document an id of its own.")
                else:
                    yield item
        except RowError as error:
            yield Failure(where, line.number, error.what, f"{error.todo}, or remove the line.")
    if not something:
        yield Note(where, "is empty", kind="empty")


def _items(line: Line, where: str, doc_id: str) -> Iterator[Item]:
    made = relation(line.row)
    if made is not None:
        yield Made(where, line.number, made)
        return
    if {"doc_id", "start", "end", "kind"} <= line.row.keys():
        raise RowError("a mention, not a document", "Give documents or relations")
    row = check(DocumentRow, line.row)
    document = row.document(f"{doc_id}#{line.number}")
    if row.date and iso_day(row.date) is None:
        yield Note(where, f'line {line.number}: the date "{one_line(row.date, 40)}" is not YYYY-MM-DD and was left out')
    if not document.text.strip():
        yield Note(where, f"line {line.number}: the text is empty", kind="empty")
        return
    yield document
