"""From a token to the actors that stand there: a mention's own, or the owner of the thing that is named."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractor.actors.knowledge import Knowledge
    from extractor.actors.mentions import Found
    from extractor.relations.context import Gates
    from extractor.relations.syntax import Syntax

    Reached = list[tuple[Found, float]]

# How far each way from a thing to its owner can be trusted; set by reading, not fitted.
_OWNED: Final = 0.9
_MADE: Final = 0.75
_LOCATED: Final = 0.6
_STATE_PLACE: Final = 0.9
_TOWN: Final = 0.55
_DEPTH: Final = 4
_BELONGING: Final = frozenset({"of", "by", "from"})
_BELONGS: Final = frozenset({"belonging", "loyal", "reporting"})
_WIELDED: Final = frozenset(
    "fired launched flown operated owned manned run crewed deployed controlled held piloted steered driven".split()
)
_TO: Final = frozenset({"to"})
_WITHIN: Final = frozenset({"in", "at", "near", "inside", "across", "throughout", "around"})
_MEANS: Final = frozenset({"with", "by", "through"})
_HELD: Final = (("held",), ("controlled",), ("occupied",), ("run",))
_HYPHENS: Final = frozenset({"-", "\u2013"})


class Reach:
    """Who stands where in one document."""

    def __init__(self, syntax: Syntax, found: list[Found], knowledge: Knowledge, gates: Gates) -> None:
        """Index the mentions of a document.

        Args:
            syntax: The document.
            found: Its mentions.
            knowledge: For the countries of places.
            gates: Nouns that name somebody else than their possessor ("allies"), nouns that speak for their maker.
        """
        self._syntax = syntax
        self._parse = syntax.parse
        self._knowledge = knowledge
        self._gates = gates
        self.heads: dict[int, Found] = {}
        self._inside: dict[int, Found] = {}
        self._shared: dict[int, list[Found]] = {}
        for mention in sorted(found, key=lambda m: m.start - m.end):
            if mention.form != "shared":
                self._inside.update(dict.fromkeys(range(mention.start, mention.end), mention))
        for mention in sorted(found, key=lambda m: m.end - m.start):
            if mention.form == "shared":
                self._shared.setdefault(mention.head, []).append(mention)
            else:
                self.heads[mention.head] = mention
        self.actors = frozenset(token for token, mention in self.heads.items() if not mention.place)

    def at(self, token: int, *, things: bool = True, places: bool = False, depth: int = 0) -> Reached:
        """The actors at a token, each with how far the step can be trusted (0 to 1).

        Args:
            token: Head of a noun phrase.
            things: Let a thing stand for its owner ("US bases").
            places: Let a mere place stand for its country.
            depth: Steps taken so far; things of things end at four.
        """
        mention = self.heads.get(token)
        if mention is None:
            inner = self._inside.get(token)
            if inner is not None and inner.kind == "named" and inner.form != "adjective":
                mention = inner
        if mention is not None:
            if mention.place:
                return self._country(mention) if places else []
            return [(mention, mention.sure), *((other, other.sure) for other in self._shared.get(token, ()))]
        named = [kid for kid in self._parse.kids(token, "appos") if kid in self.actors]
        if named and self._parse.coarse[token] in ("N", "P"):
            return [
                (self.heads[kid], self.heads[kid].sure * _OWNED) for kid in named[:1]
            ]  # "the head of the agency, X,"
        if not things or depth > _DEPTH or self._parse.lower[token] in self._gates.not_owned:
            return []
        return self._owner(token, places, depth)

    def as_country(self, mention: Found) -> Found | None:
        """A place, read as its country; None where that is not known."""
        state = self._knowledge.states.get(mention.actor.country or "")
        if state is None:
            return None
        return replace(mention, actor=replace(state.actor, reason=f"country of {mention.actor.name}"))

    def _country(self, mention: Found) -> Reached:
        country = self.as_country(mention)
        if country is None:
            return []
        sure = _STATE_PLACE if mention.actor.type == "state" and mention.form != "seat" else _TOWN
        return [(country, sure)]

    def _owner(self, token: int, places: bool, depth: int) -> Reached:  # noqa: FBT001 -- handed down as it came
        """Whose a thing is: possessor, nationality, "of" or "by" whom; else where it is, who makes or wields it."""
        if self._parse.coarse[token] not in ("N", "P", "A", "C"):
            return []
        behind = self._syntax.prepositional(token, _BELONGING)
        return (
            self._possessor(token, depth)
            or self._nationality(token)
            or self._wielder(token, depth)
            or [r for inner in behind for r in self._weighed(self.at(inner, places=places, depth=depth + 1), _OWNED)]
            or (self._location(token) if places else [])
            or self._maker(token, depth)
        )

    def _possessor(self, token: int, depth: int) -> Reached:
        owners = self._syntax.spread(self._parse.kids(token, "poss"))
        return [r for owner in owners for r in self._weighed(self.at(owner, depth=depth + 1), _OWNED)]

    def _nationality(self, token: int) -> Reached:
        found: Reached = []
        for before in reversed(self._syntax.premodifiers(token)):
            mention = self.heads.get(before)
            if mention is None or self._parse.deps[before] == "poss" or self._in_hyphen(before):
                continue
            if mention.actor.type != "people" or mention.form != "adjective":  # no "Slavic" state is the Slavs'
                stands = self._country(mention) if mention.place else [(mention, mention.sure)]
                found.extend(self._weighed(stands, _OWNED))
        return found

    def _wielder(self, token: int, depth: int) -> Reached:
        """Who fired or holds a thing, by a participle behind it: "rockets fired by X", "tanks belonging to X"."""
        parse, found = self._parse, []
        for verb in parse.kids(token, "acl"):
            if parse.lower[verb] in _WIELDED:
                found.extend(self._syntax.subjects(verb))
            elif parse.lower[verb] in _BELONGS:
                found.extend(self._syntax.prepositional(verb, _TO))
        return [r for owner in found for r in self._weighed(self.at(owner, depth=depth + 1), _OWNED)]

    def _location(self, token: int) -> Reached:
        places = [self.heads.get(inner) for inner in self._syntax.prepositional(token, _WITHIN)]
        return [
            r
            for place in places
            if place is not None and place.place
            for r in self._weighed(self._country(place), _LOCATED)
        ]

    def _maker(self, token: int, depth: int) -> Reached:
        """Who makes a report speaks in it; who strikes back with rockets fires them."""
        head = self._parse.heads[token]
        if self._parse.deps[token] == "pobj" and self._parse.lower[head] in _MEANS:
            verb, things = self._parse.heads[head], True
        elif self._parse.deps[token] == "dobj" and self._parse.lower[token] in self._gates.utterances:
            verb, things = head, False
        else:
            return []
        if self._parse.coarse[verb] != "V":
            return []
        makers = self._syntax.subjects(verb)
        return [r for maker in makers for r in self._weighed(self.at(maker, things=things, depth=depth + 1), _MADE)]

    @staticmethod
    def _weighed(reached: Iterable[tuple[Found, float]], sure: float) -> Reached:
        return [(mention, s * sure) for mention, s in reached]

    def _in_hyphen(self, token: int) -> bool:
        words = self._parse.words
        if self._parse.lower[token + 2 : token + 3] in _HELD:
            return False  # a "rebel-held town" is the rebels'
        return bool(_HYPHENS & {*words[token + 1 : token + 2], *words[max(0, token - 1) : token]})
