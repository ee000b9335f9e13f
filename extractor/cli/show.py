"""Networks on the terminal: actors, strongest ties, and the sentence behind every tie.

Everything that came out of a text goes through `said`, which leaves nothing that a terminal or rich would obey.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from rich.cells import cell_len
from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extractor.errors import one_line
from extractor.read.clean import clean

if TYPE_CHECKING:
    from collections.abc import Collection

    import networkx as nx
    from rich.console import ConsoleOptions, RenderableType, RenderResult

_QUADS: Final = {
    "verbal_cooperation": "cyan",
    "material_cooperation": "green",
    "verbal_conflict": "yellow",
    "material_conflict": "red",
}
_EVIDENCE_CHARS: Final = 400
_NAME_CHARS: Final = 16
_PLAIN: Final = "asserted"
_HEADER: Final = ("Source", "Relation", "Target", "Weight", "Status")


def show(what: RenderableType) -> None:
    """Print on stdout, as wide as the terminal (`COLUMNS`, else 80, where there is none).

    Text is taken as text: no markup, no guessed colours, no emoji codes. Where no terminal looks, there are neither
    colours nor the blanks that rich fills lines with.

    Args:
        what: Anything that rich can show.
    """
    console = Console(file=sys.stdout, markup=False, highlight=False, emoji=False)
    if console.is_terminal:
        console.print(what)
        return
    with console.capture() as captured:
        console.print(what)
    sys.stdout.write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))


def said(text: object, style: str = "", limit: int = _EVIDENCE_CHARS) -> Text:
    """Foreign text as one printable line.

    Args:
        text: Whatever a text or file said; None is a dash.
        style: How to show it.
        limit: Number of characters kept.
    """
    if text is None or text == "":
        return Text("-", style="dim")
    return Text(one_line(clean(str(text)).text, limit), style=style)


def network(graph: nx.MultiDiGraph[str], top: int) -> RenderableType:
    """A network as two tables.

    Args:
        graph: As `extractor.network` makes it.
        top: Rows of each table; the others are counted.
    """
    if not graph.number_of_edges():
        return Text("No relation between two actors was found.")
    parts: list[RenderableType] = [_headline(graph)]
    if top:
        parts += [Text(), Text("Actors", style="bold"), *_actors(graph, top)]
        parts += [Text(), Text("Strongest ties", style="bold"), *_ties(graph, top)]
    return Group(*parts)


def _headline(graph: nx.MultiDiGraph[str]) -> Text:
    edges = [data for *_, data in graph.edges(data=True)]
    first = min((data["first_seen"] for data in edges if data.get("first_seen")), default=None)
    last = max((data["last_seen"] for data in edges if data.get("last_seen")), default=None)
    actors, ties = graph.number_of_nodes(), len(edges)
    days = "" if first is None or last is None else f", {first}" if first == last else f", {first} to {last}"
    text = f"{actors} actors, {ties} tie{'' if ties == 1 else 's'}{days}"
    return said(text, "bold")


def _actors(graph: nx.MultiDiGraph[str], top: int) -> list[RenderableType]:
    nodes: list[tuple[str, dict[str, Any]]] = [(key, graph.nodes[key]) for key in graph]
    ranked = sorted(nodes, key=_fame)
    table = plain_table("Name", "Type", "Role", "Country", "Mentions", numbers=("Mentions",), widest="Name")
    for key, data in ranked[:top]:
        table.add_row(
            said(data.get("label", key), "bold"),
            said(data.get("type")),
            said(data.get("role")),
            said(data.get("country")),
            said(data.get("mentions", 0)),
        )
    return [table, *more(len(ranked) - top, "actor")]


def _fame(node: tuple[str, dict[str, Any]]) -> tuple[Any, ...]:
    key, data = node
    return (-data.get("mentions", 0), str(data.get("label", key)).casefold(), key)


def _ties(graph: nx.MultiDiGraph[str], top: int) -> list[RenderableType]:
    edges: list[tuple[str, str, dict[str, Any]]] = list(graph.edges(data=True))
    ranked = sorted(edges, key=_strength)
    ties = [
        _Tie(
            source=_name(graph, source),
            label=said(data.get("label"), _QUADS.get(str(data.get("quad")), "")),
            target=_name(graph, target),
            weight=str(data.get("weight", "")),
            status=_status(data),
            evidence=data.get("evidence"),
        )
        for source, target, data in ranked[:top]
    ]
    return [_TieList(ties), *more(len(ranked) - top, "tie")]


def _strength(edge: tuple[str, str, dict[str, Any]]) -> tuple[Any, ...]:
    """What is told oftenest comes first; of that, what is said to have happened, what is sure, and what is drastic."""
    source, target, data = edge
    return (
        -data.get("weight", 0),
        -data.get("reports", 0),
        not _status(data).startswith(_PLAIN),
        # Folded to countries, much is within one.
        source == target,
        # In tenths: nobody should read a rank out of the third decimal of a confidence.
        -round(data.get("confidence", 0.0), 1),
        -abs(data.get("intensity", 0.0)),
        -data.get("confidence", 0.0),
        len(data.get("evidence", "")),
        source,
        target,
        str(data.get("id")),
    )


def more(count: int, word: str) -> list[RenderableType]:
    """A line that counts what is not shown, where there is any."""
    if count <= 0:
        return []
    return [Text(f"and {count} more {word}{'' if count == 1 else 's'}", style="dim")]


def _name(graph: nx.MultiDiGraph[str], key: str) -> Text:
    return said(graph.nodes[key].get("label", key), "bold", 80)


def _status(data: dict[str, Any]) -> str:
    polarity, modality = data.get("polarity", "affirmed"), data.get("modality", _PLAIN)
    words = [*([polarity] if polarity != "affirmed" else []), *([modality] if modality != _PLAIN else [])]
    return ", ".join([*(words or [_PLAIN]), *(["mutual"] if data.get("symmetric") else [])])


class _Tie(NamedTuple):
    source: Text
    label: Text
    target: Text
    weight: str
    status: str
    evidence: str | None


class _TieList:
    """Ties in columns as wide as the terminal allows, each with its evidence beneath it over the whole width."""

    def __init__(self, ties: list[_Tie]) -> None:
        self._ties = ties

    def __rich_console__(self, on: Console, options: ConsoleOptions) -> RenderResult:
        widths = self._widths(options.max_width)
        yield _line([Text(word, style="dim") for word in _HEADER], widths)
        for tie in self._ties:
            status = said(tie.status, "" if tie.status.startswith(_PLAIN) else "italic")
            yield _line([tie.source, tie.label, tie.target, Text(tie.weight), status], widths)
            if tie.evidence:
                yield Padding(said(tie.evidence, "dim"), (0, 0, 0, 4))

    def _widths(self, width: int) -> list[int]:
        """Relation, weight and status stand whole; the two names share what is left."""
        label = min(24, max(8, *(cell_len(tie.label.plain) for tie in self._ties)))
        status = min(22, max(8, *(len(tie.status) for tie in self._ties)))
        left = max(20, width - label - status - 6 - 8)
        source = max(6, *(cell_len(tie.source.plain) for tie in self._ties))
        target = max(6, *(cell_len(tie.target.plain) for tie in self._ties))
        if source + target > left:
            source = min(source, max(left // 2, left - target))
            target = min(target, left - source)
        return [source, label, target, 6, status]


def _line(cells: list[Text], widths: list[int]) -> Text:
    line = Text(no_wrap=True, overflow="ellipsis")
    for place, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        shown = cell.copy()
        shown.truncate(width, overflow="ellipsis")
        gap = " " * (width - cell_len(shown.plain))
        number = place == 3  # noqa: PLR2004 -- the weight stands to the right
        line.append_text(Text(gap) + shown if number else shown + Text(gap))
        line.append("  ")
    line.rstrip()
    return line


def plain_table(*headers: str, numbers: Collection[str] = (), widest: str = "") -> Table:
    """A table without lines.

    Args:
        headers: The columns.
        numbers: Columns set to the right.
        widest: The column that gives way where the terminal is narrow; the others keep their words whole.
    """
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for header in headers:
        table.add_column(
            header,
            justify="right" if header in numbers else "left",
            overflow="fold" if header == widest else "ellipsis",
            no_wrap=header != widest,
            min_width=_NAME_CHARS if header == widest else None,
        )
    return table
