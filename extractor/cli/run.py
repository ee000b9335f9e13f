"""`actorgraph run`: news in, the network printed and written."""

from __future__ import annotations

import functools
import json
import tempfile
import warnings
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from extractor.cli.stop import Stop
from extractor.cli.talk import STDIO, Talk, refuse_own_input, writing
from extractor.cli.work import exit_code, summary, work
from extractor.errors import ActorGraphError
from extractor.export import find, write
from extractor.export.jsonl import line
from extractor.graph import from_rows
from extractor.graph.names import country_name
from extractor.read import read
from extractor.read.items import Made
from extractor.run import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO

    import networkx as nx

    from extractor.cli.setup import Setup
    from extractor.graph import EdgeFold, Level
    from extractor.types import Extraction, Row

_MEMORY: Final = 8_000_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted of a run.

    Attributes:
        outputs: Files to write.
        level: What a node is.
        edges: What an edge is.
        asserted_only: Whether to leave out what is negated, possible or demanded.
        top: Rows of each printed table.
    """

    outputs: tuple[Path, ...]
    level: Level
    edges: EdgeFold
    asserted_only: bool
    top: int


def run(inputs: list[str], wanted: Wanted, model: str | None, setup: Setup) -> int:
    """Read, fold, print and write.

    Args:
        inputs: What to read.
        wanted: What to make of it.
        model: What `--model` says.
        setup: Where the extractor comes from.

    Returns:
        The exit code.
    """
    _refuse(wanted, inputs)
    tally, talk, stop = Tally(), Talk(), Stop()
    with ExitStack() as kept:
        # Relation rows may be many: those wanted for a file wait on disk until all are there.
        spool = kept.enter_context(tempfile.SpooledTemporaryFile(_MEMORY)) if _rows_wanted(wanted) else None
        with stop:
            results = work(read(inputs), lambda: setup.load(model), tally, talk, stop)
            rows = _spooled(_rows(results), spool)
            graph = from_rows(
                rows,
                level=wanted.level,
                edges=wanted.edges,
                asserted_only=wanted.asserted_only,
                coordinates=_capital,
                country_name=country_name,
            )
        talk.clear()
        if not tally.nothing_readable:
            for path in wanted.outputs:
                _write(path, graph, spool, talk)
            _show(graph, wanted.top)
    talk.say(summary(tally))
    return exit_code(tally, stop)


@functools.cache
def _capitals() -> Callable[[str | None], tuple[float, float] | None]:
    from extractor.actors.knowledge import load_coordinates  # noqa: PLC0415 -- no network, no coordinates

    return load_coordinates()


def _capital(country: str | None) -> tuple[float, float] | None:
    return _capitals()(country)


def _refuse(wanted: Wanted, inputs: list[str]) -> None:
    """Say before an hour's work that its result could not be written."""
    for path in wanted.outputs:
        if str(path) == STDIO:
            raise ActorGraphError("-o needs a file name; `actorgraph extract` writes relations to standard output")
        find(path)
        if not path.parent.is_dir():
            raise ActorGraphError(f"there is no folder {path.parent} to write {path.name} to; make it first")
    refuse_own_input(wanted.outputs, inputs)


def _rows_wanted(wanted: Wanted) -> bool:
    return any(find(path).needs == "rows" for path in wanted.outputs)


def _rows(results: Iterable[Extraction | Made]) -> Iterator[Row]:
    """The rows that make a network: those without a target make no edge, and go into no file."""
    for result in results:
        rows = [result.row] if isinstance(result, Made) else [relation.as_row() for relation in result.relations]
        yield from (row for row in rows if row.get("target") is not None)


def _spooled(rows: Iterator[Row], spool: Any) -> Iterator[Row]:
    for row in rows:
        if spool is not None:
            with writing("the temporary file"):
                spool.write(line(row))
        yield row


def _unspooled(spool: BinaryIO) -> Iterator[Row]:
    spool.seek(0)
    for stored in spool:
        yield json.loads(stored)


def _write(path: Path, graph: nx.MultiDiGraph[str], spool: Any, talk: Talk) -> None:
    with warnings.catch_warnings(record=True) as told, writing(path):
        warnings.simplefilter("always")
        written = write(_unspooled(spool) if find(path).needs == "rows" else graph, path)
    for warning in told:
        talk.say(f"note: {path}: {warning.message}")
    talk.say(f"wrote {' and '.join(map(str, written))}")


def _show(graph: nx.MultiDiGraph[str], top: int) -> None:
    from extractor.cli.show import network, show  # noqa: PLC0415 -- brings rich

    show(network(graph, top))
