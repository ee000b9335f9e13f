"""What counts as one node, one edge and one event."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, get_args

if TYPE_CHECKING:
    from extractor.graph.reports import End, Report

Level = Literal["actor", "country", "role"]
EdgeFold = Literal["relation", "pair", "event"]

NO_COUNTRY: Final = "XXX"


class EventKey(NamedTuple):
    """Within an edge: reports with the same key tell of one event."""

    label: str
    when: str


class EdgeKey(NamedTuple):
    """Reports with the same key make one edge.

    A mutual relation is told apart from a one-sided one of the same name: "A met B" says of B what "A visited B" does
    not. Of its two ends the lesser id is the source, whichever came first in the text.
    """

    source: str
    target: str
    kind: str
    label: str
    polarity: str
    modality: str
    symmetric: bool
    when: str

    @property
    def id(self) -> str:
        """Id of the edge: the same in every run, on every machine."""
        # the leading letter keeps spreadsheets from reading "12e4567..." as a number
        return "r" + hashlib.sha256(json.dumps(self, ensure_ascii=True).encode("ascii")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class View:
    """How far a network is folded.

    Attributes:
        level: What a node is: an actor, a country, or a role within a country.
        edges: What an edge is: a relation between two nodes, everything between them, or one event.
        asserted_only: Leave out what is negated, possible, conditional, intended or demanded.

    Raises:
        ValueError: `level` or `edges` is none of the known words.
    """

    level: Level = "actor"
    edges: EdgeFold = "relation"
    asserted_only: bool = False

    def __post_init__(self) -> None:
        """Refuse unknown words: a misspelt one would else fold in the default way."""
        for field, value, known in (("level", self.level, Level), ("edges", self.edges, EdgeFold)):
            if value not in get_args(known):
                raise ValueError(f"{field}={value!r} is not known; choose one of {', '.join(get_args(known))}")


def node_id(end: End, level: Level) -> str | None:
    """Id of the node that an end belongs to; None where the level has no place for it.

    Args:
        end: One end of a relation.
        level: `actor`: the actor's own id. `country`: the country's code. `role`: country and role ("IRN.MIL"), the
            bare country where the actor has no role, "XXX.REB" where it has no country.

    Returns:
        The id, or None for an actor without country (`country`) or with neither country nor role (`role`).
    """
    if level == "actor":
        return end.id
    if level == "country" or end.role is None:
        return end.country
    return f"{end.country or NO_COUNTRY}.{end.role}"


def edge_key(report: Report, source: str, target: str, edges: EdgeFold) -> EdgeKey:
    """Key of the edge that a report belongs to, between nodes as they are in the view."""
    if report.symmetric and target < source:
        source, target = target, source
    pair = edges == "pair"
    return EdgeKey(
        source=source,
        target=target,
        kind="" if pair else report.kind,
        label="" if pair else report.label,
        polarity=report.polarity,
        modality=report.modality,
        symmetric=report.symmetric,
        when=when(report) if edges == "event" else "",
    )


def event_key(report: Report) -> EventKey:
    """Key of the event that a report tells of, within its edge.

    The same source, relation and target on the same day are one event, however many stories and sentences tell it:
    wire copy and follow-ups would else inflate the weights. The day is that of publication; documents without a date
    stand each for itself.
    """
    return EventKey(report.label, when(report))


def when(report: Report) -> str:
    """The day of a report, or its document where no day is known."""
    return f"day {report.day}" if report.day else f"document {report.doc_id}"
