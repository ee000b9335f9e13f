"""One place that knows every format: its suffix, what it is made of and which module writes it."""

from __future__ import annotations

import importlib
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, Literal

from extractor.atomic import replaced
from extractor.errors import ActorGraphError, one_line
from extractor.graph import from_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx

Needs = Literal["network", "rows"]


class UnknownSuffixError(ActorGraphError, ValueError):
    """No format has the suffix of a path; the message names those that there are."""


class WrongDataError(ActorGraphError, TypeError):
    """A format of relation rows was given a network, which no longer holds them."""


class ExportWarning(UserWarning):
    """What had to be left out of a file, or will be misread in it by a program; one warning a kind and file."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a writer may be told.

    Attributes:
        guard_formulas: In CSV, put an apostrophe before text that a spreadsheet would run as a formula.
    """

    guard_formulas: bool = True


DEFAULTS: Final = Options()


@dataclass(frozen=True, slots=True)
class Format:
    """A file format.

    Attributes:
        suffix: What the name of a file in this format ends in.
        needs: `network` or `rows`: what it is made of.
        module: The module of this package that writes it.
        function: The function there; it takes the data, a binary stream and the options.
        about: What it is, in a few words, for help texts.
        partner: Suffix of the format that is written beside it, because neither is of use alone.
    """

    suffix: str
    needs: Needs
    module: str
    function: str
    about: str
    partner: str | None = None

    def dump(self, data: Any, stream: BinaryIO, options: Options) -> None:
        """Write data to a stream."""
        module = importlib.import_module(f"extractor.export.{self.module}")
        getattr(module, self.function)(data, stream, options)


FORMATS: Final = (
    Format(".graphml", "network", "graphml", "dump", "GraphML, for Gephi, yEd, Cytoscape, igraph"),
    Format(".gexf", "network", "gexf", "dump", "GEXF 1.3 with days, for Gephi"),
    Format(".nodes.csv", "network", "gephi_csv", "dump_nodes", "Gephi's table of nodes", ".edges.csv"),
    Format(".edges.csv", "network", "gephi_csv", "dump_edges", "Gephi's table of edges", ".nodes.csv"),
    Format(".relations.jsonl", "rows", "jsonl", "dump", "relation rows with all their evidence, one a line"),
    Format(".json", "network", "node_link", "dump", "node-link JSON, for networkx and d3"),
)


def suffixes() -> tuple[str, ...]:
    """The suffixes that `write` knows."""
    return tuple(known.suffix for known in FORMATS)


def find(path: str | Path) -> Format:
    """The format that the name of a file asks for.

    Args:
        path: Name of a file, or a bare suffix such as `.graphml`; letter case does not matter.

    Returns:
        The format with the longest fitting suffix.

    Raises:
        UnknownSuffixError: No format has such a suffix.
    """
    name = Path(path).name.casefold()
    fitting = [known for known in FORMATS if name.endswith(known.suffix)]
    if not fitting:
        known = ", ".join(suffixes())
        raise UnknownSuffixError(f"{one_line(str(path))}: no format has this suffix; choose one of {known}")
    return max(fitting, key=lambda known: len(known.suffix))


def write(
    data: nx.MultiDiGraph[str] | Iterable[Mapping[str, Any]],
    path: str | Path,
    *,
    suffix: str | None = None,
    options: Options = DEFAULTS,
) -> tuple[Path, ...]:
    """Write a network, or relation rows, to a file in the format that its name asks for.

    The file appears whole or not at all: it is written beside its place and then moved there, so that an old file stays
    until the new one is on disk. Equal data give equal bytes.

    Args:
        data: A network as `extractor.network` gives it, or rows as RELATIONS.jsonl holds them. Of rows a format of
            networks gets the default network; to fold or filter otherwise, make the network yourself.
        path: Where to write; `-` is stdout.
        suffix: The format, where the name of the file does not tell (always so for `-`).
        options: What the writers may be told.

    Returns:
        The files written: none for stdout, two for the pair `.nodes.csv` and `.edges.csv`, else one.

    Raises:
        UnknownSuffixError: No format has the suffix.
        WrongDataError: The format holds relation rows, and `data` is a network.
        ValueError: An edge has a weight that no reader takes, such as 0.
        OSError: The file cannot be written.

    Warns:
        ExportWarning: Characters had to be removed, or a program will misread some text.
    """
    import networkx as nx  # noqa: PLC0415 - help texts name the suffixes and must not wait for networkx

    chosen = find(suffix or path)
    if isinstance(data, nx.Graph):
        if chosen.needs == "rows":
            raise WrongDataError(f"{chosen.suffix} holds relation rows, which a network no longer has: give the rows")
        if not isinstance(data, nx.MultiDiGraph):
            raise WrongDataError("a network is a networkx.MultiDiGraph")
    elif chosen.needs == "network":
        data = from_rows(data)
    if str(path) == "-":
        chosen.dump(data, sys.stdout.buffer, options)
        sys.stdout.buffer.flush()
        return ()
    path = Path(path)
    todo = [(path, chosen)]
    if chosen.partner and suffix is None:
        todo.append((path.with_name(path.name[: -len(chosen.suffix)] + chosen.partner), find(chosen.partner)))
    for place, one in todo:
        with replaced(place) as stream:
            one.dump(data, stream, options)
    return tuple(place for place, _ in todo)
