"""Texts parsed once and read by two rule sets: what `actorgraph diff` works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.paths import models_dir
from extractor.program import load_extractor
from extractor.relations.grammar import load_grammar
from extractor.types import Document, Extraction, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from extractor.program import Extractor
    from extractor.relations.grammar import Grammar


@dataclass(frozen=True, slots=True)
class TwofoldExtraction(Extraction):
    """What two rule sets read in one document.

    Attributes:
        before: The relations by the first one; mentions and `relations` are those of the second.
    """

    before: tuple[Relation, ...] = ()


class Twofold:
    """Reads documents as an extractor does, by two rule sets at a time."""

    def __init__(self, reader: Extractor, first: Grammar, second: Grammar) -> None:
        """Put an extractor and two rule sets together; `load_twofold` is the usual way to get one."""
        self._reader = reader
        self._grammars = (first, second)

    def extract(self, document: Document | str, /) -> TwofoldExtraction:
        """Read one document."""
        given = Document(document) if isinstance(document, str) else document
        return next(self.pipe([given]))

    def pipe(self, documents: Iterable[Document], /) -> Iterator[TwofoldExtraction]:
        """Read many, in their order."""
        for before, after in self._reader.pipe_by(documents, self._grammars):
            yield TwofoldExtraction(after.document, after.mentions, after.relations, after.notes, before.relations)


def load_twofold(
    first: Path | None, second: Path | None, model: str | None = None, *, actors: Sequence[Path] = ()
) -> Twofold:
    """Load pipeline, knowledge and two rule sets.

    Args:
        first: A folder of rules; None for the shipped ones.
        second: Likewise.
        model: Name or folder of a spaCy pipeline, the pinned one by default.
        actors: Files with actors of the user's.
    """
    grammars = [load_grammar(models_dir(), () if folder is None else (folder,)) for folder in (first, second)]
    return Twofold(load_extractor(model, actors=actors), *grammars)
