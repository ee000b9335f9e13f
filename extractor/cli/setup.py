"""Where the commands get their extractor from; tests give another."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from extractor.types import Actor, Document, Extraction, Span


class Told(Protocol):
    """What `explain` of an extractor gives."""

    @property
    def extraction(self) -> Extraction:
        """Mentions and relations."""

    @property
    def tokens(self) -> tuple[tuple[int, str, str, str, int], ...]:
        """The parse: index, text, tag, dependency and index of the head of each token."""

    @property
    def silent(self) -> tuple[tuple[Span, str], ...]:
        """Triggers that made no relation, and why."""


class Reads(Protocol):
    """What the commands need of an extractor."""

    def extract(self, document: Document | str, /) -> Extraction:
        """Read one document."""

    def pipe(self, documents: Iterable[Document], /) -> Iterator[Extraction]:
        """Read many, in their order."""

    def explain(self, text: str, /) -> Told:
        """Read a text and say why it was read so."""

    def resolve(self, text: str, /, context: str = "", date: str | None = None) -> Actor | None:
        """The actor that a text names."""

    def relate(self, text: str, /, source: tuple[int, int], target: tuple[int, int]) -> dict[str, Any]:
        """The likeliest code for a given pair."""


class Loads(Protocol):
    """What makes an extractor."""

    def __call__(self, model: str | None, /, *, no_target: bool = False, actors: Sequence[Path] = ()) -> Reads:
        """Load it."""


def load(model: str | None, /, *, no_target: bool = False, actors: Sequence[Path] = ()) -> Reads:
    """The extractor of the library.

    Args:
        model: Name or folder of a spaCy pipeline, the pinned one by default.
        no_target: Whether relations whose target names no actor are wanted, too.
        actors: Files with actors of the user's.
    """
    import extractor  # noqa: PLC0415 -- it may bring spaCy, and most calls of the command need none

    reader: Reads = extractor.load(model=model, no_target=no_target, actors=actors)
    return reader


@dataclass(frozen=True, slots=True)
class Setup:
    """What a run of the command line works with.

    Attributes:
        load: Makes the extractor from what `--model` and `--no-target` say.
    """

    load: Loads = field(default=load)

    def with_actors(self, actors: Sequence[Path]) -> Setup:
        """The same with actors of the user's.

        Args:
            actors: Files that `--actors` names.
        """
        return replace(self, load=functools.partial(self.load, actors=actors))
