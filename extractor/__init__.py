"""ActorGraph: news text in, an explained network of who did what to whom out.

    import extractor

    program = extractor.load()
    extraction = program.extract("Israel struck Iran on Friday.")
    graph = extractor.network([extraction])

English only; no network connection, no server, no GPU.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import networkx as nx

    from extractor.program import Extractor
    from extractor.types import Actor, Document, Extraction, Mention, Relation

__all__ = ["Actor", "Document", "Extraction", "Mention", "Relation", "load", "network"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """The types, imported when they are first asked for: `actorgraph --help` needs none."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from extractor import types  # noqa: PLC0415 -- as said

    return getattr(types, name)


def load(
    model: str | None = None,
    *,
    no_target: bool = False,
    actors: Sequence[str | Path] = (),
    rules: Sequence[str | Path] = (),
) -> Extractor:
    """Load the language pipeline, the actors and the rules.

    Args:
        model: A spaCy pipeline to parse with: `md`, `sm`, the name of an installed package, or a folder;
            None takes the pinned default.
        no_target: Give relations whose target names no actor, too (their `target` is None).
        actors: Files (YAML or CSV) with actors of your own, which add to the shipped ones and override them; of two
            files the later wins.
        rules: Folders (YAML) with rules of your own, likewise.

    Returns:
        The extractor; it can be used for any number of documents.

    Raises:
        extractor.errors.ActorGraphError: A model or data file is missing, damaged or wrong.
    """
    from extractor.program import load_extractor  # noqa: PLC0415 -- importing the package must cost nothing

    return load_extractor(model, no_target=no_target, actors=actors, rules=rules)


def network(extractions: Iterable[Extraction]) -> nx.MultiDiGraph[str]:
    """The actor network of what was extracted: one edge per (source, relation, target, status).

    Args:
        extractions: What `Extractor.extract` or `Extractor.pipe` gave.

    Returns:
        A directed multigraph whose node and edge attributes are those of the public contract.
    """
    from extractor.actors.knowledge import load_coordinates  # noqa: PLC0415 -- as above
    from extractor.graph import network as build  # noqa: PLC0415 -- as above

    return build(extractions, coordinates=load_coordinates())
