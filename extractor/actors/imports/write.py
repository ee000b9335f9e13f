"""Write entries as YAML of the form that `models/README.md` describes and `--actors` reads."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# Plain are words that no reader of YAML takes for anything but words; all else is quoted.
_PLAIN: Final = re.compile(r"[A-Za-z][\w.'()/+-]*(?: [\w.'()/+-]+)*")
_NOT_WORDS: Final = frozenset("null true false yes no on off y n".split())


def yaml_lines(sections: Mapping[str, Iterable[Any]], comment: str) -> Iterator[str]:
    """The lines of a file for `--actors`.

    Args:
        sections: Section -> its entries: strings, or dicts of strings, lists of strings and lists of such dicts.
        comment: What the head of the file says.

    Yields:
        Lines with their ends.
    """
    for line in comment.splitlines():
        yield f"# {line}".rstrip() + "\n"
    for name, entries in sections.items():
        yield f"{name}:\n"
        for entry in entries:
            yield from _entry(entry)


def _entry(entry: Any) -> Iterator[str]:
    if isinstance(entry, str):
        yield f"  - {_scalar(entry)}\n"
        return
    lead = "  - "
    for key, value in entry.items():
        if not value:
            continue
        if isinstance(value, list) and isinstance(value[0], dict):
            yield f"{lead}{key}:\n"
            for one in value:
                yield f"      - {_flow(one)}\n"
        else:
            yield f"{lead}{key}: {_flow(value)}\n"
        lead = "    "


def _flow(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items() if inner) + "}"
    return _scalar(value)


def _scalar(text: str) -> str:
    plain = _PLAIN.fullmatch(text) is not None and text.lower() not in _NOT_WORDS
    return text if plain else json.dumps(text, ensure_ascii=False)
