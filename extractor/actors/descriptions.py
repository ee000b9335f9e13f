"""Whom a definite description means: "the group", "the kingdom", "the army", "the two leaders", "its fighters"."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from extractor.actors.compose import owned
from extractor.actors.mentions import Found
from extractor.actors.pronouns import meant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.actors.cues import Cues
    from extractor.actors.gender import Genders
    from extractor.actors.knowledge import Knowledge
    from extractor.language import Parse

_DEFINITE: Final = frozenset("the this that these those its their both".split())
_WHOSE: Final = frozenset({"its", "their", "his", "her", "whose"})
_TWO: Final = frozenset({"two", "both"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj"})
_INSTITUTIONS: Final = frozenset({"government", "military", "police"})
_OF_A_STATE: Final = frozenset({"GOV", "MIL", "LEG", "JUD", "COP"})
_TELLING: Final = frozenset({"state", "government", "official", "military", "police", "people", None})
_PERSONS: Final = frozenset({"person", "official"})
_ARMED: Final = frozenset({"REB", "UAF", "PRM"})
_NOBODYS: Final = frozenset({None, "UNK"})
_FOCUS: Final = 0.5  # the share of a document's talk that makes a country its subject
_REACH: Final = 3
_FAR: Final = 5
_PAIR_REACH: Final = 2
_PAIR: Final = 2
_SURE_PAIR: Final = 0.65


@dataclass(frozen=True, slots=True)
class Descriptions:
    """Resolves the definite descriptions of one document.

    Attributes:
        parse: The document.
        knowledge: Office-holders.
        cues: What a noun may point back to.
        genders: For "his" and "her".
        day: The document's date (ISO), on which offices are read.
    """

    parse: Parse
    knowledge: Knowledge
    cues: Cues
    genders: Genders
    day: str | None

    def resolve(self, mention: Found, before: list[Found]) -> list[Found]:
        """A description as what it points back to; itself where it points to nobody; nothing if it only points.

        Args:
            mention: A nominal mention.
            before: The mentions before it, resolved, in text order.
        """
        pair = self._pair(mention, before)
        if pair:
            return pair
        told = self._definite(self._of_its_owner(mention, before), before)
        nobody = told.form == "pointer" and told.actor == mention.actor and told.actor.role in _NOBODYS
        return [] if nobody else [told]

    def _pair(self, mention: Found, before: list[Found]) -> list[Found]:
        """The two that were named, if exactly two were: "the two countries", "both leaders"."""
        parse = self.parse
        words = parse.lower[mention.start : mention.head]
        if not mention.plural or mention.actor.country is not None or _TWO.isdisjoint(words):
            return []
        wanted = {"state"} if mention.noun in self.cues.country_nouns else _PERSONS
        if wanted is _PERSONS and mention.actor.type not in _PERSONS:
            return []
        sentence = parse.sentence_of[mention.start]
        for reach in range(_PAIR_REACH + 1):
            near = {
                one.actor.id: one
                for one in before
                if sentence - parse.sentence_of[one.start] <= reach
                and one.actor.type in wanted
                and not (one.place or one.plural or one.form == "shared")
            }
            if len(near) >= _PAIR:
                break
        if len(near) != _PAIR:
            return []
        first, second = (_same(mention, one, _SURE_PAIR) for one in near.values())
        return [replace(first, plural=True), replace(second, form="shared")]

    def _of_its_owner(self, mention: Found, before: list[Found]) -> Found:
        """A description with a possessive pronoun ("its army"), as its owner's."""
        parse = self.parse
        first = parse.lower[mention.start]
        if mention.actor.country is not None or first not in _WHOSE:
            return mention
        if first == "whose":
            owner = self._relative(mention, before)
        else:
            pronoun = Found(mention.start, mention.start + 1, mention.start, "pronoun", mention.actor, "pronoun")
            owner = next(iter(meant(parse, self.genders, pronoun, before)), None)
        if owner is not None and mention.noun in self.cues.country_nouns:
            return self._home(mention, owner)
        return mention if owner is None else owned(mention, owner)

    def _home(self, mention: Found, owner: Found) -> Found:
        """The country that a person or body belongs to: "his country"."""
        state = self.knowledge.states.get(owner.actor.country or "")
        if state is None or mention.plural:
            return mention
        actor = replace(state.actor, reason=f"{mention.noun!r} of {owner.actor.name}")
        return replace(mention, actor=actor, sure=0.7)

    def _relative(self, mention: Found, before: list[Found]) -> Found | None:
        """Whom "whose fighters" speaks of: the noun that the relative clause hangs on."""
        verb = self.parse.heads[mention.head]
        if self.parse.deps[verb] != "relcl":
            return None
        return next((one for one in reversed(before) if one.head == self.parse.heads[verb]), None)

    def _definite(self, mention: Found, before: list[Found]) -> Found:
        """A definite description without a country of its own, read as an actor named before."""
        if mention.actor.country is not None:
            return mention
        parse = self.parse
        if parse.lower[mention.start] not in _DEFINITE:
            bare = mention.start == mention.head or parse.deps[mention.start] in ("compound", "amod")
            institution = mention.actor.type in _INSTITUTIONS and mention.actor.id.count(".") == 1
            return self._of_the_country(mention, before) if bare and institution and not mention.plural else mention
        if mention.noun in self.cues.country_nouns:
            state = None if mention.plural else self._state_meant(mention, before)
            return mention if state is None else _same(mention, state, 0.7)
        earlier = next(self._earlier(mention, before), None)
        if earlier is not None:
            return earlier
        if mention.actor.id and (mention.actor.type in _INSTITUTIONS or mention.actor.role in _OF_A_STATE):
            return self._of_the_country(mention, before)
        return mention

    def _earlier(self, mention: Found, before: list[Found]) -> Iterator[Found]:
        """What the description may point back to, the nearest first."""
        parse = self.parse
        types = self.cues.points_to.get(mention.noun, frozenset())
        sentence = parse.sentence_of[mention.start]
        for earlier in reversed(before):
            distance = sentence - parse.sentence_of[earlier.start]
            if earlier.place or earlier.kind == "pronoun" or earlier.end > mention.start or earlier.form == "shared":
                continue
            if self._same_noun(mention, earlier, distance):
                yield _same(mention, earlier, 0.8)
            if distance > _FAR:
                continue
            if types and not mention.plural and earlier.kind == "named" and earlier.actor.type in types:
                if not self._rival(earlier, before, types, distance, sentence):
                    yield _same(mention, earlier, 0.75)
                return  # two that fit alike: nobody is meant for sure
            armed = mention.actor.role in _ARMED and earlier.actor.role == mention.actor.role
            if mention.plural and earlier.plural and armed and earlier.actor.country is not None:
                yield _same(mention, earlier, 0.65)
            titled = earlier.kind == "named" and earlier.noun and earlier.noun.split()[-1] == mention.noun
            if titled and not mention.plural:
                yield _same(mention, earlier, 0.8)

    def _same_noun(self, mention: Found, earlier: Found, distance: int) -> bool:
        """Whether an earlier description has the same noun: "Iraqi factions … the factions"."""
        noun = earlier.noun == mention.noun or earlier.noun.endswith(" " + mention.noun)
        return (
            earlier.kind == "nominal"
            and noun
            and earlier.plural == mention.plural
            and (mention.actor.type not in _INSTITUTIONS or earlier.actor.country is not None or distance <= _REACH)
        )

    def _rival(self, earlier: Found, before: list[Found], types: frozenset[str], distance: int, sentence: int) -> bool:
        """Whether another actor of the same kind stands in the same sentence, and neither is its subject alone."""
        parse = self.parse
        here = {
            one.actor.id: one
            for one in before
            if sentence - parse.sentence_of[one.start] == distance and one.kind == "named" and one.actor.type in types
        }
        if len(here) == 1:
            return False
        subjects = {ident for ident, one in here.items() if parse.deps[one.head] in _SUBJECTS}
        return subjects != {earlier.actor.id}

    def _state_meant(self, mention: Found, before: list[Found]) -> Found | None:
        """The state that "the country" means: the subject nearest before it, else the nearest state."""
        parse = self.parse
        sentence = parse.sentence_of[mention.start]
        near = [
            one
            for one in before
            if one.actor.type == "state"
            and sentence - parse.sentence_of[one.start] <= _REACH
            and one.form != "adjective"
            and (sentence > parse.sentence_of[one.start] or parse.deps[one.head] in (*_SUBJECTS, "poss"))
        ]
        return max(
            near,
            key=lambda m: (parse.deps[m.head] in _SUBJECTS and not m.place, parse.sentence_of[m.start], -m.start),
            default=None,
        )

    def _of_the_country(self, mention: Found, before: list[Found]) -> Found:
        """Whose "the government" and "the army" are, where one country alone is spoken of nearby."""
        parse = self.parse
        sentence = parse.sentence_of[mention.start]
        spoken = [(one, one.actor.country) for one in before if one.actor.country]
        near = [(one, country) for one, country in spoken if sentence - parse.sentence_of[one.start] <= 1]
        places = {country for one, country in near if one.place}
        states = {country for one, country in near if one.actor.type in _TELLING}
        groups = {country for one, country in near if one.actor.type in ("armed_group", "party")}
        if len(places) == 1:
            return self._in(mention, places.pop())
        states = states or groups
        if len(states) == 1:
            return self._in(mention, states.pop())
        # Several are near: the country that most of the text speaks of, if there is one.
        counts = Counter(country for one, country in spoken if one.actor.type in _TELLING)
        for country, count in counts.most_common(1):
            if count >= _FOCUS * counts.total() and (not states or country in states):
                return self._in(mention, country)
        return mention

    def _in(self, mention: Found, country: str) -> Found:
        """A description as that of a country; an office, on a known day, as the one who held it."""
        noun = self.knowledge.roles.get(mention.noun)
        if self.day is not None and noun is not None and noun.office and not mention.plural:
            holder = self.knowledge.office_holder(country, noun.canonical, self.day)
            if holder is not None:
                reason = f"{mention.noun!r}, of the country spoken of: {country}"
                return replace(mention, actor=replace(holder, reason=reason), sure=0.6)
        ident = mention.actor.id.replace("XXX.", f"{country}.", 1)
        adjective = self.knowledge.adjectives.get(country, "")
        actor = replace(
            mention.actor,
            id=ident,
            name=f"{adjective} {mention.actor.name}".strip(),
            country=country,
            reason=f"{mention.noun!r}, of the country spoken of: {country}",
        )
        return replace(mention, actor=actor, sure=0.6)


def _same(mention: Found, earlier: Found, sure: float) -> Found:
    actor = replace(earlier.actor, reason=f"{mention.noun!r} points back to {earlier.actor.name}")
    return replace(mention, actor=actor, sure=min(sure, earlier.sure))
