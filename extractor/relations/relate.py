"""The relation stage: from a parse and its mentions to coded relations."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from extractor.relations.coding import Coded, Coder
from extractor.relations.match import candidates, find_triggers, sources_only
from extractor.relations.opinion import LEAST, Surmises
from extractor.relations.reach import Reach
from extractor.relations.select import best, ranked, runner_up
from extractor.relations.syntax import Syntax
from extractor.relations.void import Void

if TYPE_CHECKING:
    from extractor.actors.knowledge import Knowledge
    from extractor.actors.mentions import Found
    from extractor.language import Parse
    from extractor.relations.grammar import Grammar
    from extractor.relations.steps import Match


_INWARD: Final = frozenset(
    "pobj prep dobj conj appos poss nmod compound pcomp attr nsubjpass relcl acl xcomp ccomp dative oprd".split()
)
"""How a place hangs below the verb whose subject acts on it."""


class Reader:
    """Reads the relations of one document; every stage of the reading is there to be asked."""

    def __init__(self, parse: Parse, found: list[Found], grammar: Grammar, knowledge: Knowledge) -> None:
        """Wrap a parse with its mentions."""
        self.parse = parse
        self.grammar = grammar
        self.syntax = Syntax(parse, frozenset(grammar.cues.nouns))
        self.reach = Reach(self.syntax, found, knowledge, grammar.gates)
        self.found = sorted(found, key=lambda mention: (mention.start, -mention.end))

    @cached_property
    def triggers(self) -> list[Match]:
        """All triggers of the document, in text order, the most specific of a word first."""
        return find_triggers(self.syntax, self.grammar.book)

    @cached_property
    def _told(self) -> list[Match]:
        """The triggers that no gate holds back."""
        void = Void(self.parse, self.grammar.gates)
        held = {head for head in {match.head for match in self.triggers} if void.holds(head)}
        return [match for match in self.triggers if match.head not in held]

    @cached_property
    def coder(self) -> Coder:
        """What codes the readings of the document."""
        return Coder(self.syntax, self.reach, self.grammar, self.triggers)

    @cached_property
    def _ranked(self) -> list[Coded]:
        opinion = self.grammar.opinion
        if opinion is None:
            return self.framed
        surmised = self.surmises.read(opinion, self.coder)
        return [*self.framed, *ranked(surmised, self.grammar.book.ontology.public, least=LEAST)]

    @cached_property
    def surmises(self) -> Surmises:
        """What a second opinion may add to what the frames have read."""
        acting = [mention for mention in self.found if not self._part_of_description(mention)]
        return Surmises(self.syntax, self.reach, acting, self._told, self.framed)

    @cached_property
    def framed(self) -> list[Coded]:
        """What the frames read, the surest first."""
        coder, book = self.coder, self.grammar.book
        coded: list[Coded] = []
        specific: dict[tuple[int, str], int] = {}
        for match in self._told:
            word = (match.head, match.trigger.kind)
            if match.trigger.specific < specific.get(word, 0):
                continue
            found = [coder.code(one) for one in candidates(match, self.syntax, book, self.reach)]
            if found:
                specific[word] = match.trigger.specific
                coded.extend(found)
        return ranked(coded, book.ontology.public)

    def read(self) -> list[Coded]:
        """All relations of the document, the best reading of each (sentence, source, target, code)."""
        return best(self._ranked, self.parse)

    def without_target(self) -> list[Coded]:
        """What is read where a source stands but no target resolves: one row a trigger and source."""
        taken = {(one.candidate.match.head, one.candidate.source.start) for one in self._ranked}
        out: dict[tuple[int, int], Coded] = {}
        for match in self._told:
            if match.trigger.rule.event is None:
                continue
            for candidate in sources_only(match, self.syntax, self.grammar.book, self.reach):
                key = (match.head, candidate.source.start)
                if key not in taken:
                    out.setdefault(key, self.coder.code(candidate))
        return list(out.values())

    def runner_up(self, one: Coded) -> str | None:
        """The next best rule for the same ends."""
        return runner_up(one, self._ranked)

    def mentions(self, acting: set[tuple[int, int]]) -> list[Found]:
        """The mentions to report.

        Actors; places where a relation takes them for actors (`acting`, by token range); and places that an actor's
        doing reaches without a relation of their own ("sent relief to families in X"), as their country.
        """
        spans: dict[tuple[int, int], Found] = {}
        for mention in self.found:
            span = (mention.start, mention.end)
            if span in acting or not (mention.place or self._part_of_description(mention)):
                spans.setdefault(span, mention)
            elif mention.place and self._reached(mention):
                spans.setdefault(span, self.reach.as_country(mention) or mention)
        return list(spans.values())

    def _reached(self, place: Found) -> bool:
        """Whether a place stands within what an actor does or suffers: "sent relief to X", "was jailed in X"."""
        parse, token = self.parse, place.head
        while parse.heads[token] != token and parse.deps[token] in _INWARD:
            token = parse.heads[token]
            if parse.coarse[token] == "V" and any(
                subject in self.reach.actors
                for subject in (*self.syntax.subjects(token), *parse.kids(token, "nsubjpass"))
            ):
                return True
        return False

    def _part_of_description(self, mention: Found) -> bool:
        """Whether a word of nationality only says whose a described actor is: "Iraqi" in "Iraqi officials"."""
        if mention.form not in ("adjective", "acronym") or self.parse.deps[mention.head] == "poss":
            return False
        return any(
            other is not mention and other.start <= mention.start and mention.end <= other.head < other.end
            for other in self.found
        )

    def why_silent(self, match: Match) -> str:
        """Why a trigger gave no relation."""
        rule = match.trigger.rule
        if match.trigger.kind == "verb" and not any(self.reach.at(token) for token in self.syntax.subjects(match.head)):
            return f"{rule.id}: no resolved actor stands as its source"
        return f"{rule.id}: no frame ({', '.join(use.name for use in rule.uses)}) finds two different resolved actors"
