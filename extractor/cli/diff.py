"""`actorgraph diff`: what a change of the rules changes in some texts."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from rich.cells import cell_len
from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from extractor.cli.show import more, said, show
from extractor.cli.stop import Stop
from extractor.cli.talk import STDIO, Talk, opened, put, refuse_own_input
from extractor.cli.work import exit_code, work
from extractor.errors import ActorGraphError, one_line
from extractor.read import documents
from extractor.relations.changes import KINDS, Change, Kind, changes
from extractor.relations.own import rule_files
from extractor.run import Tally
from extractor.types import Extraction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult

    from extractor.cli.setup import Setup
    from extractor.twofold import TwofoldExtraction
    from extractor.types import Relation

SHIPPED: Final = ("-", "built-in")
"""What stands for the rules of the package."""

_TITLES: Final[dict[Kind, tuple[str, str]]] = {
    "appeared": ("Appeared", "bold green"),
    "vanished": ("Vanished", "bold red"),
    "changed": ("Changed code", "bold"),
    "confidence": ("Changed confidence", "bold"),
}
_COUNTED: Final[dict[Kind, str]] = {
    "appeared": "appeared",
    "vanished": "vanished",
    "changed": "changed code",
    "confidence": "changed confidence",
}
_WIDEST_CODE: Final = 44
_LEAST_NAME: Final = 12
_GAP: Final = "  "
_ARROW: Final = " -> "


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of a comparison.

    Attributes:
        first: A folder of rules, or what stands for the shipped ones.
        second: Likewise.
        actors: Files of the user's with actors.
        output: Where a row for each change goes; None for nowhere.
        top: Changes shown of each kind.
    """

    first: str
    second: str
    actors: tuple[Path, ...]
    output: str | None
    top: int


@dataclass(slots=True)
class _Found:
    """What was found: all of it counted, and as much kept as is shown."""

    top: int
    counts: Counter[Kind] = field(default_factory=Counter)
    steady: int = 0
    shown: dict[Kind, list[Change]] = field(default_factory=dict)

    def add(self, change: Change) -> None:
        self.counts[change.kind] += 1
        kept = self.shown.setdefault(change.kind, [])
        if len(kept) < self.top:
            kept.append(change)


def run(inputs: list[str], wanted: Wanted, model: str | None, setup: Setup) -> int:
    """Read texts by two rule sets, print what changes, and write it if wanted.

    Args:
        inputs: What to read.
        wanted: By which rules, and where to.
        model: What `--model` says.
        setup: Where the readers come from.

    Returns:
        The exit code; whether anything changes makes no difference to it.
    """
    first, second = _folder(wanted.first), _folder(wanted.second)
    rules = [file for folder in (first, second) if folder is not None for file in rule_files(folder)]
    if wanted.output is not None:
        refuse_own_input([wanted.output], [*inputs, *wanted.actors, *rules])
    own = {"actors": wanted.actors} if wanted.actors else {}
    tally, talk, stop, found = Tally(), Talk(), Stop(), _Found(wanted.top)
    with stop, ExitStack() as files:
        stream = None if wanted.output is None else files.enter_context(opened(wanted.output))
        for result in work(documents(inputs), lambda: setup.twofold(first, second, model, **own), tally, talk, stop):
            if not isinstance(result, Extraction):
                continue
            compared = changes(cast("TwofoldExtraction", result).before, result.relations)
            found.steady += compared.steady
            for change in compared.changes:
                found.add(change)
                if stream is not None and wanted.output is not None:
                    put(stream, _row(change), wanted.output)
    talk.clear()
    if wanted.output != STDIO and not tally.nothing_readable:
        show(Group(*_sections(found)))
    talk.say(_summary(tally))
    return exit_code(tally, stop)


def _folder(name: str) -> Path | None:
    """The folder that an argument names; None for the shipped rules.

    Raises:
        ActorGraphError: There is none of that name.
    """
    if name in SHIPPED:
        return None
    if not Path(name).is_dir():
        raise ActorGraphError(f"{one_line(name)}: no such folder; name one of rules, or - for ours alone")
    return Path(name)


def _summary(tally: Tally) -> str:
    parts = [f"{tally.documents} document{'' if tally.documents == 1 else 's'} read"]
    for count, what in (
        (tally.failures, "failed"),
        (tally.notes["foreign"], "skipped as not English"),
        (tally.notes["empty"], "empty"),
    ):
        parts += [f"{count} {what}"] if count else []
    return ", ".join(parts)


def _sections(found: _Found) -> Iterator[RenderableType]:
    counts = ", ".join(f"{found.counts[kind]} {_COUNTED[kind]}" for kind in KINDS)
    yield said(f"{counts}, {found.steady} as before", "bold")
    for kind in KINDS:
        shown = found.shown.get(kind)
        if not shown:
            continue
        title, style = _TITLES[kind]
        yield Text()
        yield Text(title, style=style)
        yield _Rows(shown)
        yield from more(found.counts[kind] - len(shown), "relation")


class _Rows:
    """Changes in columns as wide as the terminal allows, each with its sentence and its rules beneath it."""

    def __init__(self, shown: list[Change]) -> None:
        self._shown = shown

    def __rich_console__(self, on: Console, options: ConsoleOptions) -> RenderResult:
        rows = [_cells(change) for change in self._shown]
        code = min(_WIDEST_CODE, max(cell_len(row[1].plain) for row in rows))
        name = max(_LEAST_NAME, (options.max_width - code - 2 * len(_GAP)) // 2)
        widths = (min(name, max(cell_len(row[0].plain) for row in rows)), code, name)
        for change, cells in zip(self._shown, rows, strict=True):
            line = Text(no_wrap=True, overflow="ellipsis")
            for cell, width in zip(cells, widths, strict=True):
                cell.truncate(width, overflow="ellipsis", pad=True)
                line.append_text(cell)
                line.append(_GAP)
            line.rstrip()
            yield line
            relation = change.relation
            document = Text(" (") + said(relation.document.id, "dim", 80) + Text(")")
            yield Padding(said(relation.sentence.text, "dim") + document, (0, 0, 0, 4))
            rules = Text("rule: ", style="dim") + _both(change, lambda one: one.rule)
            yield Padding(rules + Text(", confidence ") + _both(change, _confidence), (0, 0, 0, 4))


def _cells(change: Change) -> tuple[Text, Text, Text]:
    return (
        _both(change, lambda one: one.source.actor.name, "bold"),
        _both(change, _code, "cyan"),
        _both(change, lambda one: "-" if one.target is None else one.target.actor.name, "bold"),
    )


def _confidence(one: Relation) -> str:
    return f"{one.confidence:.2f}"


def _both(change: Change, of: Callable[[Relation], str], style: str = "") -> Text:
    """What both sides say of something, once where they agree."""
    sides = list(dict.fromkeys(of(one) for one in (change.before, change.after) if one is not None))
    return said(_ARROW.join(sides), style)


def _code(one: Relation) -> str:
    """Code, mode, and what the relation is if it is not plainly so."""
    name = one.tie or one.event or "-"
    status = [word for word in (one.polarity, one.modality) if word not in ("affirmed", "asserted")]
    words = [*([one.mode] if one.mode else []), *status, *(["mutual"] if one.symmetric else [])]
    return f"{name} ({', '.join(words)})" if words else name


def _row(change: Change) -> dict[str, Any]:
    return {
        "change": change.kind,
        "before": None if change.before is None else change.before.as_row(),
        "after": None if change.after is None else change.after.as_row(),
    }
