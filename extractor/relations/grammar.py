"""Everything that the relation stage reads by: rules, context cues and gates."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from extractor.cache import cached
from extractor.relations.compiled import StoredRules, restored, stored
from extractor.relations.context import Cues, Gates, load_cues, load_gates
from extractor.relations.opinion import FILE, Opinion, load_opinion
from extractor.relations.rules import Rulebook, load_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

_PACKAGE: Final = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Grammar:
    """Rules, context cues, gates and, where it is there, the second opinion of `models/relations/`."""

    book: Rulebook
    cues: Cues
    gates: Gates
    opinion: Opinion | None


class _Stored(msgspec.Struct, frozen=True, array_like=True):
    """A grammar as it is kept."""

    book: StoredRules
    cues: Cues
    gates: Gates
    opinion: Opinion | None


def load_grammar(models: Path, own: Sequence[Path] = ()) -> Grammar:
    """Load rules, frames, ontology, cues and gates of the models folder.

    Args:
        models: The models folder.
        own: Folders of rules of the user's, laid over the shipped ones in this order.

    Raises:
        extractor.data.DataError: A file breaks its format.
    """
    code = (*_PACKAGE.glob("relations/*.py"), *(_PACKAGE / file for file in ("data.py", "forms.py", "types.py")))
    sources = sorted((*code, *(models / "relations").rglob("*.yml"), models / "relations" / FILE))
    folders = []
    if own:
        from extractor.relations.own import rule_files  # noqa: PLC0415 -- most runs bring no rules along

        folders = [rule_files(folder) for folder in own]
    kept = cached(
        "rules" if own else "grammar",
        (*sources, *(file for files in folders for file in files)),
        _Stored,
        lambda: _read(models, own),
        parts=tuple(map(len, folders)),
    )
    return Grammar(restored(kept.book), kept.cues, kept.gates, kept.opinion)


def _read(models: Path, own: Sequence[Path]) -> _Stored:
    book = load_rules(models, own)
    return _Stored(stored(book), load_cues(models, book.forms), load_gates(models, book.forms), load_opinion(models))
