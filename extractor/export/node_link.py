"""Node-link JSON, as networkx and d3 read it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, BinaryIO

import networkx as nx

if TYPE_CHECKING:
    from extractor.export.registry import Options


def dump(graph: nx.MultiDiGraph[Any], stream: BinaryIO, options: Options | None = None) -> None:
    """Write a network as node-link JSON; `networkx.node_link_graph(data, edges="edges")` reads it back.

    Args:
        graph: A network as `extractor.network` gives it.
        stream: Where to write; left open.
        options: Not used.

    Raises:
        ValueError: A number is not finite.
    """
    del options
    data = nx.node_link_data(graph, edges="edges")
    # backslashreplace: lone surrogates come out as the JSON escapes that they need
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1)
    stream.write(text.encode("utf-8", "backslashreplace") + b"\n")
