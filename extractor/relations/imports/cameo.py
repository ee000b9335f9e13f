"""What a CAMEO event code is in PLOVER; from `models/relations/cameo_codes.yml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extractor.data import DataError, Strict, checked
from extractor.relations.rules import Root

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from extractor.relations.rules import Ontology

_FILE: Final = "cameo_codes.yml"
_CODE: Final = re.compile(r"[0-9]{2,4}")


class Event(Strict):
    """A PLOVER code; without a root it is no event."""

    root: Root
    mode: Root = None


class _Codes(Strict):
    codes: dict[str, Event]


@dataclass(frozen=True, slots=True)
class EventCodes:
    """The table of codes."""

    table: Mapping[str, Event]

    def event(self, code: str) -> Event | None:
        """What a code is, by the longest code of the table that it begins with; None for what is no code of CAMEO."""
        if _CODE.fullmatch(code) is None:
            return None
        return next((self.table[code[:size]] for size in range(len(code), 1, -1) if code[:size] in self.table), None)


def load_event_codes(models: Path, ontology: Ontology) -> EventCodes:
    """Load the table.

    Args:
        models: The `models` folder.
        ontology: The roots and modes that there are.

    Raises:
        DataError: The table names a root or mode that is not there.
    """
    table = checked(_Codes, models / "relations" / _FILE).codes
    for code, event in table.items():
        if event.root is not None and event.root not in ontology.roots:
            raise DataError(f"{_FILE}: {code}: unknown root {event.root!r}; ontology.yml names the roots")
        if event.mode is not None and (event.root is None or event.mode not in ontology.roots[event.root].modes):
            raise DataError(f"{_FILE}: {code}: unknown mode {event.mode!r}; ontology.yml names the modes")
    return EventCodes(table)
