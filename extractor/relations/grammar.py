"""Everything that the relation stage reads by: rules, context cues and gates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.relations.context import Cues, Gates, load_cues, load_gates
from extractor.relations.rules import Rulebook, load_rules

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Grammar:
    """Rules, context cues and gates of `models/relations/`."""

    book: Rulebook
    cues: Cues
    gates: Gates


def load_grammar(models: Path) -> Grammar:
    """Load rules, frames, ontology, cues and gates of the models folder.

    Raises:
        extractor.data.DataError: A file breaks its format.
    """
    book = load_rules(models)
    return Grammar(book, load_cues(models, book.forms), load_gates(models, book.forms))
