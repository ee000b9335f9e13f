"""Measures of a node's place in the network: few, and such that one sentence explains each."""

from __future__ import annotations

from collections import defaultdict
from math import fsum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

DAMPING: Final = 0.85
TOLERANCE: Final = 1e-9
MOST_ROUNDS: Final = 200

Arcs = dict[str, dict[str, int]]


def measure(graph: nx.MultiDiGraph[str]) -> dict[str, dict[str, int | float]]:
    """Measure every node of a network.

    Only affirmed and asserted edges count: a strike that was denied or demanded makes nobody more central. A symmetric
    edge counts in both directions. What a node does to itself does not count.

    Args:
        graph: A network with `weight`, `symmetric`, `polarity`, `modality` and perhaps `intensity` on its edges.

    Returns:
        For each node:

        - `in_degree`: how many others do something to it; `out_degree`: to how many others it does something;
        - `weighted_in_degree`, `weighted_out_degree`: how many events that is;
        - `intensity_in`, `intensity_out`: mean score of those events, -10 (conflict) to 10 (cooperation); left out
          where no event has a score;
        - `pagerank`: 0 to 1, all nodes together 1: how much of the attention in the network ends at it (Page et al.
          1999, damping 0.85, arcs weighted by events), to six decimals.
    """
    out: Arcs = {node: {} for node in graph}
    into: Arcs = {node: {} for node in graph}
    scores_out: dict[str, list[tuple[float, int]]] = defaultdict(list)
    scores_in: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for source, target, edge in graph.edges(data=True):
        if source == target or (edge["polarity"], edge["modality"]) != ("affirmed", "asserted"):
            continue
        weight = edge["weight"]
        for one, other in ((source, target), (target, source))[: 2 if edge["symmetric"] else 1]:
            out[one][other] = out[one].get(other, 0) + weight
            into[other][one] = into[other].get(one, 0) + weight
            if "intensity" in edge:
                scores_out[one].append((edge["intensity"], weight))
                scores_in[other].append((edge["intensity"], weight))
    ranks = pagerank(out)
    measures: dict[str, dict[str, int | float]] = {}
    for node in graph:
        measures[node] = {
            "in_degree": len(into[node]),
            "out_degree": len(out[node]),
            "weighted_in_degree": sum(into[node].values()),
            "weighted_out_degree": sum(out[node].values()),
            **_mean("intensity_in", scores_in.get(node)),
            **_mean("intensity_out", scores_out.get(node)),
            "pagerank": round(ranks[node], 6),
        }
    return measures


def pagerank(arcs: Mapping[str, Mapping[str, int]]) -> dict[str, float]:
    """Weighted PageRank by power iteration, in plain Python (networkx wants SciPy for it).

    Args:
        arcs: For every node the weights of the arcs to others; a node without arcs spreads its rank evenly.

    Returns:
        Rank of every node; the ranks sum to 1. Nodes are visited in sorted order, so that sums come out the same
        whatever order the arcs were found in.
    """
    nodes = sorted(arcs)
    if not nodes:
        return {}
    count = len(nodes)
    shares = [
        (node, [(other, weight / total) for other, weight in sorted(arcs[node].items())])
        for node in nodes
        if (total := sum(arcs[node].values()))
    ]
    dangling = [node for node in nodes if not arcs[node]]
    ranks = dict.fromkeys(nodes, 1 / count)
    for _ in range(MOST_ROUNDS):
        base = (1 - DAMPING + DAMPING * fsum(ranks[node] for node in dangling)) / count
        new = dict.fromkeys(nodes, base)
        for node, targets in shares:
            given = DAMPING * ranks[node]
            for other, share in targets:
                new[other] += given * share
        change = fsum(abs(new[node] - ranks[node]) for node in nodes)
        ranks = new
        if change < TOLERANCE:
            break
    return ranks


def _mean(name: str, scores: list[tuple[float, int]] | None) -> dict[str, float]:
    if not scores:
        return {}
    return {name: round(fsum(score * weight for score, weight in scores) / sum(weight for _, weight in scores), 3)}
