"""The values that flow between the stages: plain, frozen, free of spaCy.

Offsets are code points, half open, in the text as it was given. Dates are ISO 8601 strings.
Field names and meanings are those of the public contract; `as_row` gives the JSON row of each.

Types that pass in millions are slotted dataclasses; what comes from outside (documents) is
checked by pydantic at the edge, in `extractor.read`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, Literal

SCHEMA: Final = 1

MentionKind = Literal["named", "nominal", "pronoun"]
RelationKind = Literal["event", "tie"]
Polarity = Literal["affirmed", "negated"]
Modality = Literal["asserted", "possible", "conditional", "intended", "demanded"]
Quad = Literal["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"]
ActorType = Literal[
    "state",
    "government",
    "official",
    "military",
    "police",
    "armed_group",
    "party",
    "igo",
    "ngo",
    "media",
    "company",
    "people",
    "person",
    "group",
]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Document:
    """One text to read.

    Attributes:
        text: The article, without its title.
        id: Names the document in every row; unique within a run.
        date: Day of publication (ISO 8601), the day that names and times are read against.
        title: Headline: context for dates and names, not part of the text.
        source: Who published it.
        url: Where it was published.
    """

    text: str
    id: str = "text"
    date: str | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None

    def as_row(self) -> Row:
        """What a relation row says of its document (everything but the text)."""
        return {"id": self.id, "date": self.date, "title": self.title, "source": self.source, "url": self.url}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the given text: `text == document.text[start:end]`."""

    start: int
    end: int
    text: str

    def as_row(self) -> Row:
        """The JSON object of the span."""
        return {"start": self.start, "end": self.end, "text": self.text}


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who acts: a node of the network.

    Attributes:
        id: Stable id, built as the contract's table of actor ids says.
        name: What to call it in a label.
        type: Kind of actor, None where only a role is known.
        role: Primary PLOVER sector (GOV, MIL, REB ...); None for a bare country.
        country: ISO 3166-1 alpha-3 code (XKX Kosovo) of the state that it belongs to or acts for.
        other_roles: Further sectors, the more telling first.
        lat: Latitude in degrees north of the country's capital, where known.
        lon: Longitude in degrees east of the country's capital, where known.
        reason: One line that says how the text led to this actor.
    """

    id: str
    name: str
    type: ActorType | None = None
    role: str | None = None
    country: str | None = None
    other_roles: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name an actor, and the actor that they were resolved to."""

    doc_id: str
    span: Span
    kind: MentionKind
    actor: Actor

    def as_row(self) -> Row:
        """The row of MENTIONS.jsonl."""
        return {"doc_id": self.doc_id, **self.span.as_row(), "kind": self.kind, **_actor_row(self.actor)}

    def as_end(self) -> Row:
        """The `source` or `target` object of a relation row."""
        return {**self.span.as_row(), **_actor_row(self.actor)}


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says so: a resolved actor, or the bare words of an unnamed source."""

    text: str
    actor: Actor | None = None

    def as_row(self) -> Row:
        """The JSON object of the field `attribution`."""
        return {"text": self.text} if self.actor is None else {"text": self.text, **_actor_row(self.actor)}


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """When: the words, and the days that they cover (ISO dates, both inclusive)."""

    text: str
    start: str
    end: str

    def as_row(self) -> Row:
        """The JSON object of the field `time`."""
        return {"text": self.text, "start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class Place:
    """Where: the words, the place, its country and coordinates in degrees."""

    text: str
    name: str
    country: str | None
    lat: float | None
    lon: float | None

    def as_row(self) -> Row:
        """The JSON object of the field `place`."""
        return {"text": self.text, "name": self.name, "country": self.country, "lat": self.lat, "lon": self.lon}


@dataclass(frozen=True, slots=True)
class Relation:
    """One statement of who did what to whom, with everything that explains it.

    Attributes:
        id: Stable hash of document, trigger, source, target and code.
        document: The document that says so.
        sentence: The sentence that says so.
        kind: `event` (done or said) or `tie` (standing).
        event: PLOVER root, or None for a tie without one.
        tie: Name of the tie, None for an event.
        mode: PLOVER mode, where the words tell it.
        quad: Quad class of the root.
        intensity: Score of the mode, else of the root, from -10 (conflict) to 10 (cooperation).
        source: Who does it.
        target: To whom; None only in rows that were asked for with `--no-target`.
        symmetric: Both do it to each other; the source is the first in the text.
        trigger: The words that carry the code.
        polarity: `negated` where the text says that it did not happen.
        modality: Whether it happened (`asserted`) or may, would, should or is meant to.
        attribution: Who says so; None for the writer.
        time: When it happened, where the text tells.
        place: Where it happened, where the text tells.
        rule: Id of the rule that fired.
        runner_up: Id of the next best rule for the same ends.
        confidence: Calibrated probability (0 to 1) that ends and code are right.
        path: How the frame reached source and target, for `explain`.
    """

    id: str
    document: Document
    sentence: Span
    kind: RelationKind
    event: str | None
    tie: str | None
    mode: str | None
    quad: Quad | None
    intensity: float | None
    source: Mention
    target: Mention | None
    symmetric: bool
    trigger: Span
    polarity: Polarity
    modality: Modality
    attribution: Attribution | None
    time: TimeSpan | None
    place: Place | None
    rule: str
    runner_up: str | None
    confidence: float
    path: str = ""

    def as_row(self) -> Row:
        """The row of RELATIONS.jsonl."""
        return {
            "schema": SCHEMA,
            "id": self.id,
            "doc_id": self.document.id,
            "document": self.document.as_row(),
            "sentence": self.sentence.as_row(),
            "kind": self.kind,
            "event": self.event,
            "tie": self.tie,
            "mode": self.mode,
            "quad": self.quad,
            "intensity": self.intensity,
            "source": self.source.as_end(),
            "target": None if self.target is None else self.target.as_end(),
            "symmetric": self.symmetric,
            "trigger": self.trigger.as_row(),
            "polarity": self.polarity,
            "modality": self.modality,
            "attribution": None if self.attribution is None else self.attribution.as_row(),
            "time": None if self.time is None else self.time.as_row(),
            "place": None if self.place is None else self.place.as_row(),
            "rule": self.rule,
            "runner_up": self.runner_up,
            "confidence": self.confidence,
        }


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read out of one document."""

    document: Document
    mentions: tuple[Mention, ...] = ()
    relations: tuple[Relation, ...] = ()
    notes: tuple[str, ...] = field(default=())

    @property
    def actors(self) -> tuple[Actor, ...]:
        """The actors mentioned, each once, in the order of first mention."""
        return tuple({mention.actor.id: mention.actor for mention in self.mentions}.values())


def _actor_row(actor: Actor) -> Row:
    return {"id": actor.id, "name": actor.name, "type": actor.type, "role": actor.role, "country": actor.country}
