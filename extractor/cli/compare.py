"""`actorgraph compare`: what changed between two networks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rich.console import Group
from rich.text import Text

from extractor.cli.show import more, plain_table, said, show
from extractor.cli.talk import STDIO, Talk, opened, put, refuse_own_input
from extractor.errors import ActorGraphError, Failure, one_line
from extractor.graph import from_rows
from extractor.graph.compare import KINDS, compare
from extractor.read import read
from extractor.read.graphml import read_graphml
from extractor.read.items import Made
from extractor.types import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx as nx
    from rich.console import RenderableType

    from extractor.graph.compare import Change, Comparison, Dyad, Kind

_GRAPHML: Final = ".graphml"
_ROWS: Final = (".jsonl", ".jsonl.gz")
_TITLES: Final[dict[Kind, tuple[str, str]]] = {
    "new": ("New", "bold"),
    "lost": ("Lost", "bold"),
    "warmed": ("Warmed", "bold green"),
    "cooled": ("Cooled", "bold red"),
}
_MOST_RELATIONS: Final = 3


def run(first: str, second: str, output: str | None, top: int) -> int:
    """Print, and write if wanted, what changed from one network to another.

    Args:
        first: The earlier file.
        second: The later one.
        output: Where a row for each change goes; None for nowhere.
        top: Rows of each printed table.

    Returns:
        The exit code: 1 where rows of a file could not be used.
    """
    if first == second == STDIO:
        raise ActorGraphError("standard input can be one of the two only")
    if output is not None:
        refuse_own_input([output], [first, second])
    talk = Talk()
    before, lost_before = _network(first, talk)
    after, lost_after = _network(second, talk)
    found = compare(before, after)
    if output is not None:
        with opened(output) as stream:
            for change in found.changes:
                put(stream, _row(change), output)
    if output != STDIO:
        show(Group(*_sections(found, top)))
    return 1 if lost_before or lost_after else 0


def _network(name: str, talk: Talk) -> tuple[nx.MultiDiGraph[str], int]:
    """The network of a file, and how many of its rows could not be used."""
    path = Path(name)
    if name != STDIO and not path.is_file():
        raise ActorGraphError(f"{one_line(name)}: no such file")
    if path.suffix.lower() == _GRAPHML:
        return read_graphml(path), 0
    if name != STDIO and not path.name.lower().endswith(_ROWS):
        raise ActorGraphError(f"{one_line(name)}: name a network ({_GRAPHML}) or relations ({' or '.join(_ROWS)})")
    failures: list[Failure] = []
    made = 0

    def rows() -> Iterator[dict[str, Any]]:
        nonlocal made
        for item in read([name]):
            if isinstance(item, Document):
                raise ActorGraphError(f"{one_line(name)} holds documents; `actorgraph extract` makes relations of them")
            if isinstance(item, Failure):
                failures.append(item)
                talk.failure(item)
            elif isinstance(item, Made):
                made += 1
                yield item.row

    graph = from_rows(rows())
    if failures and not made:
        raise ActorGraphError(f"{one_line(name)}: no row can be used")
    return graph, len(failures)


def _sections(found: Comparison, top: int) -> Iterator[RenderableType]:
    counts = ", ".join(f"{len(found.of(kind))} {kind}" for kind in KINDS)
    yield said(f"{counts}, {found.steady} as before", "bold")
    for kind in KINDS:
        changes = found.of(kind)
        if not changes or not top:
            continue
        title, style = _TITLES[kind]
        yield Text()
        yield Text(title, style=style)
        table = plain_table("Actors", "Before", "After", "Relations", numbers=("Before", "After"), widest="Actors")
        for change in changes[:top]:
            names = said(change.names[0], "bold") + Text(" and ") + said(change.names[1], "bold")
            shown = change.after or change.before
            table.add_row(names, _score(change.before), _score(change.after), said(_relations(shown), "", 40))
        yield table
        yield from more(len(changes) - top, "pair")


def _score(dyad: Dyad | None) -> Text:
    if dyad is None:
        return said(None)
    mean = "no score" if dyad.intensity is None else f"{dyad.intensity:.1f}"
    return Text(f"{mean} ({dyad.weight:g})")


def _relations(dyad: Dyad | None) -> str | None:
    if dyad is None:
        return None
    named = [f"{name} {weight:g}" for name, weight in dyad.relations[:_MOST_RELATIONS]]
    return ", ".join([*named, *(["…"] if len(dyad.relations) > _MOST_RELATIONS else [])])


def _row(change: Change) -> dict[str, Any]:
    return {
        "change": change.kind,
        "actors": [{"id": node, "name": name} for node, name in zip(change.ids, change.names, strict=True)],
        "before": _side(change.before),
        "after": _side(change.after),
    }


def _side(dyad: Dyad | None) -> dict[str, Any] | None:
    if dyad is None:
        return None
    return {
        "weight": dyad.weight,
        "intensity": dyad.intensity,
        "relations": dict(dyad.relations),
        "evidence": dyad.evidence,
    }
