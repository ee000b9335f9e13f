"""`actorgraph explain`: what was read in a text, and why."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from extractor.cli.show import plain_table, said, show
from extractor.cli.talk import STDIO, Talk
from extractor.errors import ActorGraphError
from extractor.read.decode import NotTextError, decode
from extractor.read.items import writable
from extractor.read.limits import LIMITS, megabytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from extractor.cli.setup import Setup, Told
    from extractor.types import Extraction, Relation

_NONE: Final = "  none"


def explain(text: str, model: str | None, setup: Setup) -> int:
    """Print mentions, parse, relations with their reasons, and triggers that stayed silent.

    Args:
        text: The text, or `-` for standard input.
        model: What `--model` says.
        setup: Where the extractor comes from.

    Returns:
        The exit code.
    """
    if text == STDIO:
        text = _standard_input()
    else:
        text = writable(text)
        _warn_of_file(text)
    if not text.strip():
        raise ActorGraphError("there is no text to explain")
    told = setup.load(model).explain(text)
    show(Group(*_sections(told)))
    return 0


def _warn_of_file(text: str) -> None:
    with contextlib.suppress(OSError, ValueError):
        if Path(text).is_file():
            Talk().say(f"note: {text} is a file; to explain what is in it: actorgraph explain - < FILE")


def _standard_input() -> str:
    data = sys.stdin.buffer.read(LIMITS.text_bytes + 1)
    if len(data) > LIMITS.text_bytes:
        raise ActorGraphError(f"standard input is larger than {megabytes(LIMITS.text_bytes)}; give a part of it")
    try:
        return decode(data).text
    except NotTextError as error:
        raise ActorGraphError(f"standard input looks like {error}, not like text") from error


def _sections(told: Told) -> Iterator[RenderableType]:
    extraction = told.extraction
    yield _title("Mentions")
    yield _mentions(extraction)
    yield _title("Parse")
    yield _parse(told)
    yield _title("Relations")
    for relation in extraction.relations:
        yield from _relation(relation)
    if not extraction.relations:
        yield Text(_NONE)
    yield _title("Triggers that made no relation")
    for span, why in told.silent:
        yield Padding(said(span.text, "bold") + Text(": ") + said(why), (0, 0, 0, 2))
    if not told.silent:
        yield Text(_NONE)
    if extraction.notes:
        yield _title("Notes")
        for note in extraction.notes:
            yield Padding(said(note), (0, 0, 0, 2))


def _title(text: str) -> Text:
    return Text(text, style="bold underline")


def _mentions(extraction: Extraction) -> RenderableType:
    if not extraction.mentions:
        return Text(_NONE)
    parts: list[RenderableType] = []
    for mention in extraction.mentions:
        actor = mention.actor
        line = said(mention.span.text, "bold") + Text(f" ({mention.kind}, {mention.span.start}-{mention.span.end}) is ")
        line += said(actor.id, "cyan") + Text(", ") + said(actor.name)
        for word in (actor.type, actor.role, actor.country):
            if word:
                line += Text(", ") + said(word)
        parts.append(Padding(line, (0, 0, 0, 2)))
        if actor.reason:
            parts.append(Padding(said(actor.reason, "dim"), (0, 0, 0, 6)))
    return Group(*parts)


def _parse(told: Told) -> RenderableType:
    if not told.tokens:
        return Text(_NONE)
    words = {index: text for index, text, *_ in told.tokens}
    table = plain_table("#", "Token", "Tag", "Dep", "Head", numbers=("#",), widest="Token")
    for index, text, tag, dependency, head in told.tokens:
        root = head == index
        table.add_row(
            said(index, "dim"),
            said(text, "bold"),
            said(tag),
            said(dependency),
            said("root" if root else f"{head} {words.get(head, '')}", "dim" if root else "", 40),
        )
    return Padding(table, (0, 0, 0, 2))


def _relation(relation: Relation) -> Iterator[RenderableType]:
    target = None if relation.target is None else relation.target.actor.id
    code = relation.event if relation.tie is None else relation.tie
    head = said(relation.source.actor.id, "bold") + Text("  ") + said(code, "cyan")
    if relation.mode:
        head += Text(" (") + said(relation.mode) + Text(")")
    head += Text("  ") + said(target, "bold")
    if relation.symmetric:
        head += Text("  both ways", style="italic")
    yield Padding(head, (0, 0, 0, 2))
    for name, value in _facts(relation):
        yield Padding(Text(f"{name}: ", style="dim") + said(value), (0, 0, 0, 6))


def _facts(relation: Relation) -> Iterator[tuple[str, object]]:
    yield "trigger", relation.trigger.text
    ends = [relation.source.span.text, *([relation.target.span.text] if relation.target else [])]
    yield "ends", " -> ".join(ends)
    yield "rule", relation.rule
    yield "runner-up", relation.runner_up or "none"
    if relation.path:
        yield "path", relation.path
    yield "context", f"{relation.polarity}, {relation.modality}"
    if relation.attribution is not None:
        by = relation.attribution
        yield "said by", by.text if by.actor is None else f"{by.text} ({by.actor.id})"
    if relation.time is not None:
        when = relation.time
        yield (
            "time",
            f"{when.text} ({when.start} to {when.end})" if when.start != when.end else f"{when.text} ({when.start})",
        )
    if relation.place is not None:
        country = f", {relation.place.country}" if relation.place.country else ""
        yield "place", f"{relation.place.text} ({relation.place.name}{country})"
    if relation.intensity is not None:
        yield "intensity", f"{relation.intensity:g} ({relation.quad})"
    yield "confidence", f"{relation.confidence:.2f}"
