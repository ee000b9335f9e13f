"""Read the example articles, print the strongest edges of their network and write it for Gephi.

Run it from the checkout: `python examples/python_example.py`. It writes out/example.graphml.
"""
# ruff: noqa: INP001, T201 -- a script, and it prints

from __future__ import annotations

from pathlib import Path

import extractor
from extractor.export import write
from extractor.read import documents

HERE = Path(__file__).parent
HAPPENED = ("affirmed", "asserted")


def main() -> None:
    """Text in, network out."""
    program = extractor.load()
    # `documents` also yields notes on files that could not be read; a real job would show them.
    articles = [item for item in documents([HERE / "articles"]) if isinstance(item, extractor.Document)]
    graph = extractor.network(program.pipe(articles))
    print(f"{len(articles)} articles, {len(graph)} actors, {graph.number_of_edges()} relations")
    # What was denied, planned or demanded is in the network too, as edges of its own; here we want what happened.
    done = [edge for edge in graph.edges(data=True) if (edge[2]["polarity"], edge[2]["modality"]) == HAPPENED]
    # What is not known is left out, and ties such as LEADS have no intensity.
    edges = sorted(done, key=lambda edge: (-edge[2]["weight"], edge[2].get("intensity", 0), edge[:2]))
    for source, target, edge in edges[:10]:
        print(f"{source} -> {target}: {edge['label']}, weight {edge['weight']}")
        print(f"    {edge['evidence']}")
    path = HERE.parent / "out" / "example.graphml"
    path.parent.mkdir(exist_ok=True)
    write(graph, path)
    print(f"Written to {path}")


if __name__ == "__main__":
    main()
