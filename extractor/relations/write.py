"""From coded candidates to the relations of the contract, with offsets in the text as it was given."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from extractor.relations.when_where import when, where
from extractor.types import Attribution, Mention, Relation, Span

if TYPE_CHECKING:
    from extractor.actors.mentions import Found
    from extractor.language import Read
    from extractor.relations.coding import Coded
    from extractor.relations.relate import Reader


class Writer:
    """Writes the mentions and relations of one document."""

    def __init__(self, read: Read, reader: Reader) -> None:
        """Wrap one document's read."""
        self.read = read
        self.reader = reader

    def span(self, start: int, end: int) -> Span:
        """A token range as a span of the given text."""
        parse, document = self.read.parse, self.read.document
        first, last = self.read.clean.span(parse.starts[start], parse.ends[end - 1])
        return Span(first, last, document.text[first:last])

    def mention(self, found: Found) -> Mention:
        """A found mention as the contract's mention."""
        return Mention(self.read.document.id, self.span(found.start, found.end), found.kind, found.actor)

    def relation(self, one: Coded, runner_up: str | None) -> Relation:
        """A coded candidate as the contract's relation."""
        parse, found = self.read.parse, one.candidate
        document = self.read.document
        ontology = self.reader.grammar.book.ontology
        head = found.match.head
        sentence = parse.sentences[parse.sentence_of[found.source.start]]
        low = min(sentence[0], found.source.start, found.target.start)
        high = max(sentence[1], found.source.end, found.target.end)
        tokens = sorted(found.match.tokens)
        run = [token for token in tokens if token - tokens[0] == tokens.index(token)]
        trigger = self.span(run[0], run[-1] + 1) if head in run else self.span(head, head + 1)
        root = ontology.roots.get(one.event or "")
        source, target = self.mention(found.source), self.mention(found.target)
        where_and_what = (
            trigger.start,
            trigger.end,
            source.span.start,
            target.span.start,
            source.actor.id,
            target.actor.id,
        )
        ident = "|".join(map(str, (document.id, *where_and_what, one.event, one.tie)))
        return Relation(
            id=hashlib.sha256(ident.encode("utf-8", "replace")).hexdigest()[:16],
            document=document,
            sentence=self._sentence(low, high),
            kind="event" if one.tie is None else "tie",
            event=one.event,
            tie=one.tie,
            mode=one.mode,
            quad=None if root is None else root.quad,
            intensity=ontology.intensity(one.event, one.mode),
            source=source,
            target=target if target.actor.id else None,
            symmetric=one.symmetric,
            trigger=trigger,
            polarity="negated" if one.negated else "affirmed",
            modality=one.modality,
            attribution=self._attribution(one),
            time=None if one.tie else when(parse, head, document.date),
            place=None if one.tie else where(self.reader.syntax, head, self.reader.reach.heads),
            rule=found.rule.id,
            runner_up=runner_up,
            confidence=one.confidence,
            path=found.path + "".join(f"; cue {cue!r}" for cue in one.context.cues),
        )

    def _sentence(self, low: int, high: int) -> Span:
        span = self.span(low, high)
        text = span.text.rstrip()
        return Span(span.start, span.start + len(text), text)

    def _attribution(self, one: Coded) -> Attribution | None:
        speaker = one.context.speaker
        if speaker is None:
            speaker = self._according_to(one.candidate.match.head)
        if speaker is None:
            return None
        if self.read.parse.lower[speaker] in ("it", "there"):
            return None
        reached = self.reader.reach.at(speaker)
        parse = self.read.parse
        if reached:
            mention = reached[0][0]
            if mention.actor.id == one.candidate.source.actor.id and mention.start == one.candidate.source.start:
                return None
            return Attribution(self.span(mention.start, mention.end).text, mention.actor)
        tokens = [t for t in parse.subtree(speaker) if speaker - 6 <= t <= speaker]
        return Attribution(self.span(min(tokens), speaker + 1).text)

    def _according_to(self, trigger: int) -> int | None:
        parse = self.read.parse
        first, last = parse.sentences[parse.sentence_of[trigger]]
        for token in range(first, last - 2):
            if parse.lower[token] == "according" and parse.lower[token + 1] == "to":
                return next(iter(parse.kids(token + 1, "pobj")), None)
        return None
