"""What reading yields beside documents, and what every format's module shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Protocol

from extractor.errors import Failure, Note
from extractor.types import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.read.limits import Limits


@dataclass(frozen=True, slots=True)
class Made:
    """A relation made before, read back from a RELATIONS.jsonl; checked, and otherwise as it stood there."""

    where: str
    line: int
    row: dict[str, Any]


Item = Document | Made | Failure | Note


class Format(Protocol):
    """A format's reader: yields what an open file holds, and a failure for each part that cannot be used."""

    def __call__(self, stream: BinaryIO, where: str, doc_id: str, limits: Limits) -> Iterator[Item]:
        """Read an open file.

        Args:
            stream: The file, unpacked, at its beginning.
            where: What to call the file in a message.
            doc_id: What to call its document where the file itself does not say.
            limits: How much to take in.
        """


_SURROGATES: Final = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def writable(text: str) -> str:
    """The text with lone surrogates replaced one for one: they can be in no file, and offsets stay."""
    return text if text.isascii() else text.translate(_SURROGATES)
