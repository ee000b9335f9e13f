"""Which of the coded candidates of a document stand: the gates, and one reading of each statement."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extractor.relations.coding import CIVILIANS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractor.actors.mentions import Found
    from extractor.language import Parse
    from extractor.relations.coding import Coded
    from extractor.relations.rules import Public

_LEAST: Final = 0.5
_OBSERVERS: Final = frozenset({None, "SOC", "JRN", "EDU", "MED", "BUS"})
_SURE: Final = 0.62
_UNTIED: Final = frozenset({None, "person", "group", "people", "official", "police", "military"})
_FORCE: Final = frozenset({"COP", "JUD", "MIL", "SPY"})
_NAMELESS: Final = "XXX."
_STATE_ROLES: Final = frozenset({"GOV", "MIL", "SPY"})
_WITHIN_A_STATE: Final = frozenset({"COERCE", "SANCTION", "ACCUSE", "REQUEST", "ASSAULT", "REJECT"})
_OF_HIS_STATE: Final = frozenset({"SUPPORT", "ACCUSE", "REJECT"})
"""What one official may do to what his own state does: "the chancellor defended Germany's decision"."""
_ABROAD: Final = frozenset({"AID", "REQUEST"})
"""What is public wherever it crosses a border: refugees ask for asylum, an organisation feeds the hungry."""
_SPEECH_ACTS: Final = frozenset({"AGREE", "REJECT", "THREATEN"})


def ranked(coded: Iterable[Coded], public: Public, *, least: float = _LEAST) -> list[Coded]:
    """What passes the gates and is sure enough, the surest first; mutual pairs stand in text order."""
    passed = [
        _in_text_order(one)
        for one in coded
        if (one.event or one.tie)
        and one.confidence >= least
        and is_public(one, public)
        and not own_side(one)
        and not _nobodies(one)
    ]
    return sorted(passed, key=lambda one: -one.confidence)


def best(ordered: list[Coded], parse: Parse) -> list[Coded]:
    """One reading a trigger and pair, then one a (sentence, pair, code), in text order.

    Args:
        ordered: Coded candidates, the surest first.
        parse: The document.
    """
    read: set[tuple[int, frozenset[tuple[int, str]]]] = set()
    by_code: dict[tuple[object, ...], Coded] = {}
    claimed: set[tuple[int, str, str]] = set()
    for one in ordered:
        found = one.candidate
        # Two actors may share a phrase ("US and Israeli officials"), so an end is its words and its actor.
        source, target = (found.source.start, found.source.actor.id), (found.target.start, found.target.actor.id)
        key = (found.match.head, frozenset({source, target}))
        code = (parse.sentence_of[found.match.head], source, target, one.event, one.tie)
        if key in read or code in by_code or _claimed(one, claimed):
            continue
        read.add(key)
        by_code[code] = one
        claimed.update((noun, found.source.actor.id, found.target.actor.id) for noun in found.match.objects)
    kept = _without_contents([one for one in by_code.values() if not _claimed(one, claimed)], parse)
    return sorted(
        kept, key=lambda one: (one.candidate.match.head, one.candidate.source.start, one.candidate.target.start)
    )


def runner_up(one: Coded, ordered: list[Coded]) -> str | None:
    """The next best rule for the same ends."""
    found = one.candidate
    pair = {found.source.start, found.target.start}
    for other in ordered:
        rival = other.candidate
        if rival.rule.id != found.rule.id and {rival.source.start, rival.target.start} == pair:
            return rival.rule.id
    return None


def is_public(one: Coded, public: Public) -> bool:
    """Whether at least one end is an actor of public life, as `ontology.yml` draws the line; protest always is."""
    source, target = one.candidate.source, one.candidate.target
    if one.event == "PROTEST" and source.actor.role in CIVILIANS:
        return True
    if one.event == "THREATEN" and source.actor.role in _OBSERVERS and source.actor.type in ("person", "group"):
        return source.form == "given"  # an analyst who warns of a war threatens nobody
    if one.event in _ABROAD and _abroad(source, target):
        return True
    if (_private(source) and _nowhere(target)) or (_private(target) and _nowhere(source)):
        return False
    return _acts_in_public(source, public) or _acts_in_public(target, public)


def _abroad(source: Found, target: Found) -> bool:
    """Whether people of one country turn to another one."""
    return bool(source.actor.country and target.actor.country) and source.actor.country != target.actor.country


def _private(found: Found) -> bool:
    """Whether nothing is known of somebody but the name."""
    actor = found.actor
    return found.form != "given" and actor.type in ("person", "group") and actor.role is None and actor.country is None


def _nowhere(found: Found) -> bool:
    """Whether an end is of no country, no court, police or troops, no named international body or armed group."""
    actor = found.actor
    named = actor.type in ("igo", "armed_group") and not actor.id.startswith(_NAMELESS)
    return found.form != "given" and actor.country is None and not named and actor.role not in _FORCE


def _acts_in_public(found: Found, public: Public) -> bool:
    if found.form == "given" or (found.kind != "nominal" and found.actor.role in public.named_roles):
        return True
    return not found.place and (found.actor.role in public.roles or found.actor.type in public.types)


def _nobodies(one: Coded) -> bool:
    """Whether nothing ties either end to a country or an organisation, and the reading is not sure either."""
    ends = (one.candidate.source, one.candidate.target)
    return one.confidence < _SURE and all(
        end.actor.country is None and end.actor.type in _UNTIED and end.form != "given" for end in ends
    )


def own_side(one: Coded) -> bool:
    """Whether a state only deals with its own: an official who speaks of his country, a state and its own troops."""
    source, target = one.candidate.source.actor, one.candidate.target.actor
    if one.tie is not None or one.candidate.target.place:
        return False  # troops deployed in the capital are deployed somewhere, not against the state
    if target.id == source.country and source.role in _STATE_ROLES:
        return source.type not in ("person", "official") or one.event not in _OF_HIS_STATE
    return source.id == target.country and target.role in _STATE_ROLES and one.event not in _WITHIN_A_STATE


def _in_text_order(one: Coded) -> Coded:
    found = one.candidate
    if found.symmetric and found.target.start < found.source.start:
        return replace(one, candidate=replace(found, source=found.target, target=found.source))
    return one


def _claimed(one: Coded, claimed: set[tuple[int, str, str]]) -> bool:
    """Whether a noun is part of another reading's words for the same two: "talks" in "held talks"."""
    found = one.candidate
    named = (found.match.head, found.source.actor.id, found.target.actor.id)
    return found.match.trigger.kind == "noun" and named in claimed


def _without_contents(kept: list[Coded], parse: Parse) -> list[Coded]:
    """Drop the act that a promise, threat or refusal between the same two speaks of: the speech act is coded."""
    speech = [
        (one.candidate, set(parse.subtree(one.candidate.match.head)))
        for one in kept
        if one.event in _SPEECH_ACTS and one.candidate.match.trigger.kind != "noun"
    ]
    return [
        one
        for one in kept
        if one.tie is not None
        or not any(
            one.candidate.match.head != said.match.head
            and one.candidate.match.head in scope
            and one.candidate.source.actor.id == said.source.actor.id
            and one.candidate.target.actor.id == said.target.actor.id
            for said, scope in speech
        )
    ]
