"""From a candidate to its code: what context makes of a rule's event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extractor.relations.context import Context, read_context

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractor.actors.mentions import Found
    from extractor.relations.grammar import Grammar
    from extractor.relations.match import Candidate
    from extractor.relations.reach import Reach
    from extractor.relations.rules import Rule
    from extractor.relations.steps import Match
    from extractor.relations.syntax import Syntax
    from extractor.types import Modality

CIVILIANS: Final = frozenset({"CVL", "LAB", "EDU", "OPP", "AGR", "REF", "REL", "MED"})
"""Sectors whose members protest where soldiers would fight."""
_UNDERTAKEN: Final = "undertakes"
_NOT_ASSERTED: Final = 0.95
# From the product of the steps' weights to a probability: a straight line through the shares of right rows by weight
# in the golden articles and the development page (benchmarks/RESULTS.md, calibration).
_FLOOR: Final = 0.42
_SLOPE: Final = 0.58


@dataclass(frozen=True, slots=True)
class Coded:
    """A candidate with its context and the code that both give."""

    candidate: Candidate
    context: Context
    event: str | None
    tie: str | None
    mode: str | None
    negated: bool
    modality: Modality
    confidence: float

    @property
    def symmetric(self) -> bool:
        """Whether both do it to each other; a refusal or threat is one's own, even of a mutual act."""
        return self.candidate.symmetric and self.event in (self.candidate.rule.event, "AGREE")


@dataclass(frozen=True, slots=True)
class _Code:
    event: str | None
    mode: str | None
    negated: bool
    modality: Modality


class Coder:
    """Codes the candidates of one document."""

    def __init__(self, syntax: Syntax, reach: Reach, grammar: Grammar, triggers: Sequence[Match]) -> None:
        """Take what context is read from: the document, who stands where, the cues, and all its triggers."""
        self._syntax = syntax
        self._reach = reach
        self._grammar = grammar
        self._triggers = triggers

    def code(self, candidate: Candidate) -> Coded:
        """The code of a candidate in its context.

        A promise of a cooperative act is AGREE, of a concession CONCEDE, of a hostile one THREATEN, as the ontology's
        `promised` says; declining a cooperative act is its `refused`; what civilians do together is PROTEST.
        """
        rule, roots = candidate.rule, self._grammar.book.ontology.roots
        carrier = candidate.carrier if candidate.match.trigger.kind == "noun" else None
        context = read_context(self._syntax, candidate.match.head, self._grammar.cues, carrier)
        code = _Code(rule.event, rule.mode, context.polarity == "negated", context.modality)
        if rule.event is not None and rule.tie is None:
            code = self._in_context(candidate, context, code, rule.event)
        if rule.civilians is not None and code.event == rule.event and candidate.source.actor.role in CIVILIANS:
            code = _Code("PROTEST", rule.civilians, code.negated, code.modality)
        mode = code.mode if code.event is not None and code.mode in roots[code.event].modes else None
        weight = rule.weight * candidate.sure * (1.0 if code.modality == "asserted" else _NOT_ASSERTED)
        return Coded(
            candidate,
            context,
            code.event,
            rule.tie,
            mode,
            code.negated,
            code.modality,
            round(_FLOOR + _SLOPE * weight, 3),
        )

    def _in_context(self, candidate: Candidate, context: Context, code: _Code, event: str) -> _Code:
        info = self._grammar.book.ontology.roots[event]
        if candidate.use.name == _UNDERTAKEN:
            return self._undertaking(candidate, code)
        if context.refused and info.refused is not None:
            return _Code(info.refused, None, negated=False, modality="asserted")
        if code.negated and info.denied is not None and code.modality == "asserted":
            return _Code(info.denied, None, negated=False, modality="asserted")
        if not context.promised or candidate.use.name == "urges" or info.promised == event:
            return code
        if info.promised == "THREATEN" and not self._speaks(context, candidate.source):
            return code  # "Israel will attack", say others: no threat of Israel's
        mode = info.promised_modes.get(code.mode or "", info.promised_mode)
        # A promise that was made is itself a fact; what merely lies ahead is intended.
        return _Code(info.promised, mode, code.negated, "asserted" if context.vowed else code.modality)

    def _undertaking(self, candidate: Candidate, code: _Code) -> _Code:
        """What agreeing, promising or threatening to do something is, by what is to be done."""
        act = self._undertaken(candidate)
        if act is None or act.event is None:
            return code
        info = self._grammar.book.ontology.roots[act.event]
        if code.event == "REJECT":
            # "Refused to attack" rejects nobody; the act itself is read as negated.
            return _Code(None, None, code.negated, code.modality) if info.quad == "material_conflict" else code
        if code.event not in ("AGREE", "THREATEN"):
            return code
        if code.event == "THREATEN" or (info.promised == "THREATEN" and act.event != "MOBILIZE"):
            mode = info.promised_modes.get(act.mode or "", info.promised_mode or code.mode)
            return _Code("THREATEN", mode, code.negated, code.modality)
        if info.promised == "CONCEDE":
            return _Code("CONCEDE", None, code.negated, code.modality)
        return code

    def _undertaken(self, candidate: Candidate) -> Rule | None:
        """The rule of the act that a verb of promising or threatening governs."""
        syntax, verb = self._syntax, candidate.match.head
        inner = set(syntax.complements(verb))
        objects = {t for v in inner for t in syntax.objects(v)} | set(syntax.prepositional(verb, frozenset()))
        fitting = [
            match
            for match in self._triggers
            if (match.head in inner or (match.head in objects and match.trigger.kind == "noun"))
            and match.trigger.rule.may(candidate.source.actor.role, candidate.target.actor.role)
        ]
        best = max(fitting, key=lambda match: (match.head in inner, match.trigger.specific), default=None)
        return None if best is None else best.trigger.rule

    def _speaks(self, context: Context, source: Found) -> bool:
        """Whether the one who would do it says so himself."""
        if context.speaker is None:
            return True
        speakers = [mention.actor for mention, _ in self._reach.at(context.speaker)]
        return any(actor.id == source.actor.id or actor.country == source.actor.country for actor in speakers)
