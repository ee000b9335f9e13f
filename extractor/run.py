"""The runner: documents through the extractor, one at a time as far as failures go, in batches as far as speed goes."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from extractor.errors import Failure, Note, one_line
from extractor.read.english import foreign
from extractor.read.items import Made
from extractor.types import Document, Extraction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from extractor.read.items import Item

BATCH_DOCUMENTS: Final = 64
BATCH_CHARS: Final = 100_000
_log: Final = logging.getLogger(__name__)

Result = Extraction | Made | Failure | Note


class Extracts(Protocol):
    """What the runner needs of an extractor."""

    def extract(self, document: Document | str, /) -> Extraction:
        """Read one document."""

    def pipe(self, documents: Iterable[Document], /) -> Iterator[Extraction]:
        """Read many, in their order."""


@dataclass(slots=True)
class Tally:
    """What came of a run.

    Attributes:
        documents: Documents read and analysed.
        relations: Relations found in them.
        made: Relations that came ready made.
        untargeted: Relations without a target, found or ready made: asked for with `--no-target`, no part of a network.
        failures: Inputs and documents that failed.
        notes: Notes by kind: `empty`, `foreign`, `skipped`, `note`.
    """

    documents: int = 0
    relations: int = 0
    made: int = 0
    untargeted: int = 0
    failures: int = 0
    notes: Counter[str] = field(default_factory=Counter)
    unreadable: int = 0

    @property
    def nothing_readable(self) -> bool:
        """Whether no input could be read: neither a document nor a relation, and not because it was empty."""
        readable = self.documents + self.made + self.untargeted + self.notes["empty"] + self.notes["foreign"]
        return self.unreadable > 0 and readable == 0 and self.failures == self.unreadable


def run(
    items: Iterable[Item],
    load: Callable[[], Extracts],
    tally: Tally,
    *,
    stop: Callable[[], bool] = bool,
    batch_documents: int = BATCH_DOCUMENTS,
    batch_chars: int = BATCH_CHARS,
) -> Iterator[Result]:
    """Analyse what was read; a document that fails costs nothing but itself.

    Results come in the order of the documents, notes and failures of reading where they arose, at most one batch early.
    No more than a batch is held.

    Args:
        items: What `extractor.read.read` yields.
        load: Makes the extractor; called when the first document comes, so that relations made before need none.
        tally: Is counted up.
        stop: Asked after every document; once it says True, what is under way is given up and the run ends.
        batch_documents: Most documents given to the extractor at once.
        batch_chars: Most characters given to it at once, but for a document that is longer alone.

    Yields:
        An `Extraction` for each document that could be analysed, each ready-made relation, failure and note.
    """
    extractor: Extracts | None = None
    for item in _batches(_gated(items), batch_documents, batch_chars):
        if stop():
            return
        if not isinstance(item, list):
            yield _counted(item, tally, reading=True)
            continue
        if extractor is None:
            extractor = load()
        for result in _analysed(item, extractor):
            yield _counted(result, tally, reading=False)
            if stop():
                return


def _gated(items: Iterable[Item]) -> Iterator[Item]:
    """Documents in other languages become notes."""
    for item in items:
        language = foreign(item.text) if isinstance(item, Document) else None
        if isinstance(item, Document) and language is not None:
            what = f"skipped: looks like {language}; ActorGraph reads English only"
            yield Note(item.id, what, kind="foreign")
        else:
            yield item


def _batches(items: Iterable[Item], most: int, most_chars: int) -> Iterator[list[Document] | Made | Failure | Note]:
    batch: list[Document] = []
    chars = 0
    for item in items:
        if not isinstance(item, Document):
            yield item
            continue
        if batch and (len(batch) >= most or chars + len(item.text) > most_chars):
            yield batch
            batch, chars = [], 0
        batch.append(item)
        chars += len(item.text)
    if batch:
        yield batch


def _analysed(batch: list[Document], extractor: Extracts) -> Iterator[Extraction | Failure]:
    """Analyse a batch; where it breaks, what is left of it is taken document by document."""
    done = 0
    try:
        for result, document in zip(extractor.pipe(batch), batch, strict=False):
            if result.document.id != document.id:
                break
            yield result
            done += 1
    except Exception as error:  # noqa: BLE001 -- whatever a document does to the parser, its neighbours are read
        _log.debug("a batch failed", exc_info=error)
    for document in batch[done:]:
        try:
            yield extractor.extract(document)
        except Exception as error:  # noqa: BLE001 -- likewise
            _log.debug("document %s failed", document.id, exc_info=error)
            what = f"could not be analysed ({type(error).__name__}: {one_line(str(error), 200)})"
            yield Failure(document.id, None, what, "It was left out; ACTORGRAPH_TRACEBACK=1 shows where it broke.")


def _counted(result: Result, tally: Tally, *, reading: bool) -> Result:
    if isinstance(result, Extraction):
        tally.documents += 1
        with_target = sum(relation.target is not None for relation in result.relations)
        tally.relations += with_target
        tally.untargeted += len(result.relations) - with_target
    elif isinstance(result, Made):
        if result.row.get("target") is None:
            tally.untargeted += 1
        else:
            tally.made += 1
    elif isinstance(result, Failure):
        tally.failures += 1
        tally.unreadable += reading
    else:
        tally.notes[result.kind] += 1
    return result
