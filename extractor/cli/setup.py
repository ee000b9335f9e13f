"""Where the commands get their extractor from; tests give another."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from extractor.run import Extracts
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

    def __call__(
        self,
        model: str | None,
        /,
        *,
        no_target: bool = False,
        actors: Sequence[Path] = (),
        rules: Sequence[Path] = (),
    ) -> Reads:
        """Load it."""


class LoadsTwofold(Protocol):
    """What makes a reader by two rule sets, each a folder or None for the shipped one."""

    def __call__(
        self, first: Path | None, second: Path | None, model: str | None, /, *, actors: Sequence[Path] = ()
    ) -> Extracts:
        """Load it; what it gives for a document is a `TwofoldExtraction`."""


def load(
    model: str | None,
    /,
    *,
    no_target: bool = False,
    actors: Sequence[Path] = (),
    rules: Sequence[Path] = (),
) -> Reads:
    """The extractor of the library.

    Args:
        model: Name or folder of a spaCy pipeline, the pinned one by default.
        no_target: Whether relations whose target names no actor are wanted, too.
        actors: Files with actors of the user's.
        rules: Folders with rules of the user's.
    """
    import extractor  # noqa: PLC0415 -- it may bring spaCy, and most calls of the command need none

    reader: Reads = extractor.load(model=model, no_target=no_target, actors=actors, rules=rules)
    return reader


def load_twofold(
    first: Path | None, second: Path | None, model: str | None, /, *, actors: Sequence[Path] = ()
) -> Extracts:
    """The library's reader by two rule sets.

    Args:
        first: A folder of rules; None for the shipped ones.
        second: Likewise.
        model: Name or folder of a spaCy pipeline, the pinned one by default.
        actors: Files with actors of the user's.
    """
    from extractor.twofold import load_twofold as command  # noqa: PLC0415 -- brings spaCy

    return command(first, second, model, actors=actors)


@dataclass(frozen=True, slots=True)
class Setup:
    """What a run of the command line works with.

    Attributes:
        load: Makes the extractor from what `--model` and `--no-target` say.
        twofold: Makes the reader by two rule sets.
    """

    load: Loads = field(default=load)
    twofold: LoadsTwofold = field(default=load_twofold)

    def with_own(self, actors: Sequence[Path] = (), rules: Sequence[Path] = ()) -> Setup:
        """The same with actors and rules of the user's.

        Args:
            actors: Files that `--actors` names.
            rules: Folders that `--rules` names.
        """
        own: dict[str, Any] = {name: paths for name, paths in (("actors", actors), ("rules", rules)) if paths}
        return replace(self, load=functools.partial(self.load, **own)) if own else self
