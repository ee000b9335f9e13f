"""Plain text and Markdown: one file, one document."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from extractor.errors import Failure, Note
from extractor.read.decode import NotTextError, decode
from extractor.read.limits import megabytes
from extractor.types import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.read.items import Item
    from extractor.read.limits import Limits


def read(stream: BinaryIO, where: str, doc_id: str, limits: Limits) -> Iterator[Item]:
    """Read one document; line ends stay as they are, so that offsets count in the text as given.

    Args:
        stream: The file at its beginning.
        where: What to call the file in a message.
        doc_id: Id of the document.
        limits: How much to take in.
    """
    data = stream.read(limits.text_bytes + 1)
    if len(data) > limits.text_bytes:
        yield Failure(where, None, f"larger than {megabytes(limits.text_bytes)}", "Split it into one file an article.")
        return
    try:
        decoded = decode(data)
    except NotTextError as error:
        yield Failure(where, None, f"looks like {error}, not like text", "Turn it into text or JSONL first.")
        return
    if decoded.replaced:
        count = f"{decoded.replaced} character{'s' if decoded.replaced > 1 else ''}"
        yield Note(where, f"{count} made no sense as {decoded.encoding} and became �")
    if not decoded.text.strip():
        yield Note(where, "is empty", kind="empty")
        return
    yield Document(text=decoded.text, id=doc_id)
