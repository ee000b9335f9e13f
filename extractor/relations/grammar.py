"""Everything that the relation stage reads by: rules, context cues and gates."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from extractor.cache import cached
from extractor.relations.compiled import StoredRules, restored, stored
from extractor.relations.context import Cues, Gates, load_cues, load_gates
from extractor.relations.rules import Rulebook, load_rules

_PACKAGE: Final = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Grammar:
    """Rules, context cues and gates of `models/relations/`."""

    book: Rulebook
    cues: Cues
    gates: Gates


class _Stored(msgspec.Struct, frozen=True, array_like=True):
    """A grammar as it is kept."""

    book: StoredRules
    cues: Cues
    gates: Gates


def load_grammar(models: Path) -> Grammar:
    """Load rules, frames, ontology, cues and gates of the models folder.

    Raises:
        extractor.data.DataError: A file breaks its format.
    """
    code = (*_PACKAGE.glob("relations/*.py"), *(_PACKAGE / file for file in ("data.py", "forms.py", "types.py")))
    kept = cached("grammar", sorted((*code, *(models / "relations").rglob("*.yml"))), _Stored, lambda: _read(models))
    return Grammar(restored(kept.book), kept.cues, kept.gates)


def _read(models: Path) -> _Stored:
    book = load_rules(models)
    return _Stored(stored(book), load_cues(models, book.forms), load_gates(models, book.forms))
