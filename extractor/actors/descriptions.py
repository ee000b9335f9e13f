"""Whom a definite description means: "the group", "the kingdom", "the army", "the two leaders", "its fighters"."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from extractor.actors.compose import owned
from extractor.actors.homeland import homeland, of_the_same_force
from extractor.actors.knowledge import slug
from extractor.actors.mentions import Found
from extractor.actors.pronouns import joined, meant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.actors.cues import Cues
    from extractor.actors.gender import Genders
    from extractor.actors.knowledge import Knowledge
    from extractor.actors.offices import Offices
    from extractor.language import Parse

_DEFINITE: Final = frozenset("the this that these those its their both".split())
_WHOSE: Final = frozenset({"its", "their", "his", "her", "whose"})
_TWO: Final = frozenset({"two", "both"})
_THE_TWO: Final = frozenset({"the", "these", "those", "both"})
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj"})
_INSTITUTIONS: Final = frozenset({"government", "military", "police"})
_OF_A_STATE: Final = frozenset({"GOV", "MIL", "LEG", "JUD", "COP"})
_HOUSES: Final = frozenset({"LEG", "JUD"})
_PERSONS: Final = frozenset({"person", "official"})
_ARMED_SERVICES: Final = frozenset({"MIL", "COP"})
_COUNTRIES: Final = frozenset({"state"})
_SIDES: Final = frozenset({"state", "government", "military", "armed_group", "party", "igo"})
_FORCES: Final = frozenset({"MIL", "COP", "REB", "UAF", "PRM"})
_COUNTING: Final = frozenset({"nummod", "quantmod", "advmod"})
_STATES_OWN: Final = frozenset({"government", "state", "army", "military", "security", "police"})
_ARMED: Final = frozenset({"REB", "UAF", "PRM"})
_NOBODYS: Final = frozenset({None, "UNK"})
_REACH: Final = 3
_FAR: Final = 5
_PAIR_REACH: Final = 2
_PAIR: Final = 2
_TWICE: Final = 2
_SURE_PAIR: Final = 0.65


@dataclass(frozen=True, slots=True)
class Descriptions:
    """Resolves the definite descriptions of one document.

    Attributes:
        parse: The document.
        knowledge: Office-holders.
        cues: What a noun may point back to.
        genders: For "his" and "her".
        offices: For "the chancellor" and "his counterpart".
        day: The document's date (ISO), on which offices are read.
        places: The document's mentions of states and places.
    """

    parse: Parse
    knowledge: Knowledge
    cues: Cues
    genders: Genders
    offices: Offices
    day: str | None
    places: list[Found]

    def resolve(self, mention: Found, before: list[Found]) -> list[Found]:
        """A description as what it points back to; itself where it points to nobody; nothing if it only points.

        Args:
            mention: A nominal mention.
            before: The mentions before it, resolved, in text order.
        """
        if mention.actor.id.startswith("person."):
            return [mention]  # a name stands beside it
        mention = self._of_the_police(mention, before)
        words = self.parse.lower[mention.start : mention.head]
        two = mention.plural and not _TWO.isdisjoint(words) and words[0] in _THE_TWO
        pair = self._pair(mention, before) if two and mention.actor.country is None else []
        if pair or (two and mention.noun in self.cues.sides):
            return pair
        if mention.noun in self.cues.counterparts:
            return [self._counterpart(mention, before)]
        told = self._definite(self._of_its_owner(mention, before), before)
        if told.form == "pointer" and told.actor == mention.actor and self._anybody(told):
            return []
        return [told]

    def at_home(self, mention: Found, before: list[Found]) -> Found:
        """An unknown person with an office of state, of the country that the text speaks of: "Mayor X" in its story."""
        actor, noun = mention.actor, self.knowledge.roles.get(mention.noun)
        unknown = mention.form == "person" and actor.country is None and actor.role in _OF_A_STATE
        if not unknown or noun is None or mention.noun.rpartition(" ")[2] in self.cues.posted:
            return mention
        earlier = next((one for one in before if one.actor.id == actor.id and one.actor.country), None)
        country = earlier.actor.country if earlier else self._where(mention, anywhere=True)
        if country is None:
            return mention
        told = replace(actor, country=country, reason=f"{actor.reason}; in a story of {country}")
        return replace(mention, actor=told, sure=min(mention.sure, 0.6))

    def _of_the_police(self, mention: Found, before: list[Found]) -> Found:
        """An officer of an army or of the police: of those of the two that the text named last."""
        actor = mention.actor
        prefix = f"{actor.country or 'XXX'}.MIL"
        if mention.noun not in self.cues.officers or not actor.id.startswith(prefix):
            return mention
        sentence = self.parse.sentence_of[mention.start]
        services = [
            one for one in before if one.actor.role in _ARMED_SERVICES and not (one.place or one.form == "pointer")
        ]
        last = next((one for one in reversed(services) if actor.country in (None, one.actor.country)), None)
        far = actor.country is None and last and sentence - self.parse.sentence_of[last.start] > _REACH
        if last is None or last.actor.role != "COP" or far:
            return mention
        ident = actor.id.replace(".MIL", ".COP", 1)
        return replace(mention, actor=replace(actor, id=ident, role="COP", type="police"))

    def _anybody(self, mention: Found) -> bool:
        """Whether a description that points to nobody says too little to be an actor of its own."""
        noun = self.knowledge.roles.get(mention.noun)
        points = mention.noun in self.cues.points_to and mention.actor.role == "GOV"  # "the agency"
        return mention.actor.role in _NOBODYS or points or (noun is not None and noun.means)

    def _pair(self, mention: Found, before: list[Found]) -> list[Found]:
        """The two that were named, if exactly two were: "the two countries", "both leaders"."""
        parse = self.parse
        sentence = parse.sentence_of[mention.start]
        if mention.noun in self.cues.sides:
            if "of" in parse.lower[mention.end : mention.end + 1]:
                return []  # "both sides of the river"
            wanted = _SIDES
        elif mention.noun in self.cues.country_nouns:
            wanted = _COUNTRIES
        elif mention.actor.type in _PERSONS:
            wanted = _PERSONS
        else:
            return []
        for one in reversed(before):
            both = joined(parse, one, before) if sentence - parse.sentence_of[one.start] <= 1 and not one.place else []
            fit = all(other.actor.type in wanted for other in both) or not self._of_offices(mention)
            if len(both) == _PAIR and fit and (wanted is not _SIDES or self._face_each_other(mention, one, both)):
                return self._both(mention, both)
        if wanted is _SIDES:
            return []  # of two that are only near, one may be whoever speaks of them
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
        return self._both(mention, [*near.values()])

    def _of_offices(self, mention: Found) -> bool:
        """Whether a noun means holders of an office, or states: "the two leaders", but not "the two mediators"."""
        noun = self.knowledge.roles.get(mention.noun)
        return noun is None or noun.office or not noun.type or noun.type not in _PERSONS

    def _face_each_other(self, mention: Found, one: Found, both: list[Found]) -> bool:
        """Whether a joined pair may be "both sides": who urges the sides is none of them."""
        parse = self.parse
        between = parse.lower[parse.heads[one.head]] == "between"
        return (between or parse.deps[mention.head] in _SUBJECTS) and all(one.actor.type in _SIDES for one in both)

    @staticmethod
    def _both(mention: Found, actors: list[Found]) -> list[Found]:
        first, second = (_same(mention, one, _SURE_PAIR) for one in actors)
        return [replace(first, plural=True), replace(second, form="shared")]

    def _counterpart(self, mention: Found, before: list[Found]) -> Found:
        """The one who has the office of "his" in "his Russian counterpart"."""
        parse = self.parse
        if parse.lower[mention.start] in _WHOSE:
            pronoun = Found(mention.start, mention.start + 1, mention.start, "pronoun", mention.actor, "pronoun")
            meant_by = meant(parse, self.cues, self.genders, pronoun, before)
        else:
            sentence = parse.sentence_of[mention.start]
            meant_by = [
                one for one in before if parse.sentence_of[one.start] == sentence and one.actor.type in _PERSONS
            ]
        person = next((one for one in reversed(meant_by) if one.actor.id.startswith("person.")), None)
        return mention if person is None else self.offices.counterpart(mention, person)

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
            owner = next(iter(meant(parse, self.cues, self.genders, pronoun, before)), None)
        if owner is not None and mention.noun in self.cues.country_nouns:
            return self._home(mention, owner)
        if owner is None or (mention.form == "pointer" and mention.actor.role in _NOBODYS and not self._thing(mention)):
            return mention  # "its partners" are others
        if self._thing(mention):
            return _same(mention, owner, 0.7)  # "its boats"
        leader = self.knowledge.leader(owner.actor.id, self.day) if self._heads(mention, owner) else None
        if leader is not None:
            return replace(mention, actor=replace(leader, reason=f"{mention.noun!r} of {owner.actor.name}"), sure=0.7)
        return owned(mention, owner)

    def _heads(self, mention: Found, owner: Found) -> bool:
        """Whether a description is of the one who heads a body: "its leader"."""
        return mention.noun in self.cues.leaders and not mention.plural and owner.actor.id in self.knowledge.ids

    def _thing(self, mention: Found) -> bool:
        """Whether a description is of a thing that stands for its owner."""
        noun = self.knowledge.roles.get(mention.noun)
        return noun is not None and noun.means and mention.actor.role in _NOBODYS

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
        parse = self.parse
        definite = parse.lower[mention.start] in _DEFINITE
        if mention.actor.country is not None:
            if definite and "based" in parse.lower[mention.start : mention.head]:  # "the Paris-based group"
                return next(self._earlier(mention, before), mention)
            return (self.offices.holder(mention, before) or mention) if self._an_office(mention) else mention
        if mention.noun in self.cues.country_nouns:
            region = self._region(mention)
            told = definite and not mention.plural and (region is not None or not self._qualified(mention))
            state = self._state_meant(mention, before, region) if told else None
            return mention if state is None else _same(mention, state, 0.7)
        earlier = (
            (self.offices.holder(mention, before) or next(self._earlier(mention, before), None)) if definite else None
        )
        if earlier is not None:
            return earlier
        first = mention.head + 1 - len(mention.noun.split())
        bare = all(
            parse.deps[token] in _COUNTING or parse.lower[token] in _STATES_OWN for token in range(mention.start, first)
        )
        bare = bare or " ".join(parse.lower[mention.start : first]) in self.knowledge.roles  # "National Guard troops"
        if not (definite or bare):
            return mention
        if mention.actor.role in _FORCES and (mention.plural or mention.actor.type in _INSTITUTIONS):
            force = of_the_same_force(parse, mention, before)
            if force is not None:
                return self._of(force, mention)
        if self._qualified(mention) or mention.noun in self.cues.points_to or self._several(mention):
            return mention  # "Western governments", "the agency", "the presidents": no guess at whose
        institution = mention.actor.type in _INSTITUTIONS and mention.actor.id.count(".") == 1
        noun = self.knowledge.roles.get(mention.noun)
        service = noun is not None and noun.body and mention.actor.role == "MED"  # "the emergency service"
        if institution or (definite and (mention.actor.role in _OF_A_STATE or service)):
            return self._of_the_country(mention, before)
        return mention

    def _several(self, mention: Found) -> bool:
        """Whether more than one country must be meant: "the presidents"."""
        noun = self.knowledge.roles.get(mention.noun)
        return mention.plural and noun is not None and noun.office and noun.canonical in self.cues.heads

    def _qualified(self, mention: Found) -> bool:
        """Whether a capital word before the noun says something of it that nobody resolved: "Western"."""
        words = [word for word in self.parse.lower[mention.start : mention.end] if word not in _DEFINITE]
        if " ".join(words) == mention.noun or " ".join(words[:-1]) in self.knowledge.roles:
            return False  # "National Guard troops"
        return any(self.parse.words[token][0].isupper() for token in range(mention.start + 1, mention.head)) or (
            mention.start < mention.head
            and self.parse.coarse[mention.start] in ("A", "P")
            and self.parse.words[mention.start][0].isupper()
            and self.parse.sentences[self.parse.sentence_of[mention.start]][0] != mention.start
        )

    def _of(self, force: Found, mention: Found) -> Found:
        """Soldiers as their state's, insurgents as the movement that was named."""
        if mention.actor.role in ("MIL", "COP") and force.actor.country is not None:
            return self._in(mention, force.actor.country)
        return _same(mention, force, 0.6)

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
            if not mention.plural and earlier.kind == "named" and self._called(mention.noun, earlier):
                yield _same(mention, earlier, 0.8)
            if types and not mention.plural and earlier.kind == "named" and earlier.actor.type in types:
                meant_by = self._chief_of(before, types, distance, sentence)
                if meant_by is not None:
                    yield _same(mention, self._whole(mention, meant_by), 0.75)
                return  # two that fit alike: nobody is meant for sure
            armed = mention.actor.role in _ARMED and earlier.actor.role == mention.actor.role
            if mention.plural and earlier.plural and armed and earlier.actor.country is not None:
                yield _same(mention, earlier, 0.65)

    def _an_office(self, mention: Found) -> bool:
        """Whether a description with its country still has to be told who it is: "the Georgian leader"."""
        noun = self.knowledge.roles.get(mention.noun)
        whose = self.parse.lower[mention.start] in _DEFINITE
        of_a_state = mention.actor.id.startswith(f"{mention.actor.country}.")  # not "its leader", of a party
        return whose and noun is not None and noun.office and mention.kind == "nominal" and of_a_state

    def _called(self, noun: str, earlier: Found) -> bool:
        """Whether a body's own name ends in the noun: "the European Commission … the commission"."""
        if earlier.actor.id.startswith("person.") or earlier.actor.type in ("state", "people", None):
            return False
        last = self.parse.lower[earlier.end - 1]
        return earlier.end - earlier.start > 1 and last == noun.rsplit(maxsplit=1)[-1]

    def _same_noun(self, mention: Found, earlier: Found, distance: int) -> bool:
        """Whether an earlier description has the same noun: "Iraqi factions … the factions"."""
        noun = earlier.noun == mention.noun or earlier.noun.endswith(" " + mention.noun)
        return (
            earlier.kind == "nominal"
            and noun
            and earlier.plural == mention.plural
            and (mention.actor.type not in _INSTITUTIONS or earlier.actor.country is not None or distance <= _REACH)
        )

    def _chief_of(self, before: list[Found], types: frozenset[str], distance: int, sentence: int) -> Found | None:
        """The one actor of these kinds in a sentence, or the one that is its subject; None where two are alike."""
        parse = self.parse
        here: dict[str, list[Found]] = {}
        for one in before:
            if (
                sentence - parse.sentence_of[one.start] == distance
                and one.kind == "named"
                and one.actor.type in types
                and not one.place
            ):
                here.setdefault(one.actor.id, []).append(one)
        # A body and its organ are no rivals: "the UN's food agency … the agency".
        here = {ident: all_ for ident, all_ in here.items() if not any(other.startswith(f"{ident}.") for other in here)}
        subjects = [ident for ident, all_ in here.items() if any(self._is_subject(one) for one in all_)]
        chief = subjects if len(here) > 1 else [*here]
        return here[chief[0]][-1] if len(chief) == 1 else None

    def _is_subject(self, mention: Found) -> bool:
        """Whether a mention is a subject, or joined to one."""
        head = mention.head
        while self.parse.deps[head] == "conj" and self.parse.heads[head] < head:
            head = self.parse.heads[head]
        return self.parse.deps[head] in _SUBJECTS

    def _whole(self, mention: Found, earlier: Found) -> Found:
        """The body whose organ was named, where only the whole can be meant: "the EU Council … the bloc"."""
        body = self.knowledge.ids.get(earlier.actor.id.partition(".")[0])
        if mention.noun not in self.cues.wholes or body is None or body.actor.type != earlier.actor.type:
            return earlier
        return replace(earlier, actor=body.actor)

    def _region(self, mention: Found) -> frozenset[str] | None:
        """The states of the region that the description names: "the Baltic state"; None where it names none."""
        words = [word for word in self.parse.lower[mention.start : mention.head] if word not in _DEFINITE]
        sizes = range(len(words), 0, -1)
        return next(
            (self.cues.regions[name] for size in sizes if (name := " ".join(words[-size:])) in self.cues.regions), None
        )

    def _state_meant(self, mention: Found, before: list[Found], region: frozenset[str] | None) -> Found | None:
        """The state that "the country" means: the subject nearest before it, else the nearest state.

        Of a region, the one that was named; where two were, the one that most of the text speaks of, if there is one.
        """
        parse = self.parse
        sentence = parse.sentence_of[mention.start]
        if region is not None:
            named = {
                one.actor.id: one
                for one in before
                if one.actor.id in region and parse.heads[one.head] != parse.heads[mention.head]
            }
            spoken = Counter(one.actor.country for one in before if one.actor.country in named)
            (first, most), (_, second) = (*spoken.most_common(2), ("", 0), ("", 0))[:2]
            return named[first] if first and most >= _TWICE * second else None
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
        """The country that the text speaks of gives "the government" and "the army" their state."""
        organ = f"{mention.actor.role}.{slug(mention.noun)}"
        house = mention.actor.role in _HOUSES
        country = homeland(self.parse, mention, before, lambda code: house and f"{code}.{organ}" in self.knowledge.ids)
        if country is None or mention.actor.role == "COP":
            country = self._where(mention) or country
        return mention if country is None or not self._has(country, mention) else self._in(mention, country)

    def _where(self, mention: Found, *, anywhere: bool = False) -> str | None:
        """The country of the one place behind a description, or anywhere: "Police arrested ten in Algiers"."""
        sentence = self.parse.sentence_of[mention.start]
        here = [one for one in self.places if self.parse.sentence_of[one.start] == sentence and one.actor.country]
        behind = {one.actor.country for one in here if (one.start > mention.start or anywhere) and one.place}
        return behind.pop() if len(behind) == 1 and all(one.place for one in here) else None

    def _has(self, country: str, mention: Found) -> bool:
        """Whether a country has such an office at all: Turkey has no chancellor."""
        noun = self.knowledge.roles.get(mention.noun)
        known = self.knowledge.holders.get(country)
        if noun is None or not noun.office or not known:
            return True
        offices = {self.knowledge.roles[office].canonical for office in known if office in self.knowledge.roles}
        return noun.canonical in offices or noun.canonical in self.cues.leaders

    def _in(self, mention: Found, country: str) -> Found:
        """A description as that of a country; an office, on a known day, as the one who held it."""
        noun = self.knowledge.roles.get(mention.noun)
        if self.day is not None and noun is not None and noun.office and not mention.plural:
            holder = self.knowledge.office_holder(country, noun.canonical, self.day)
            if holder is not None:
                reason = f"{mention.noun!r}, of the country spoken of: {country}"
                return replace(mention, actor=replace(holder, reason=reason), sure=0.6)
        ident = mention.actor.id.replace("XXX.", f"{country}.", 1)
        if ident in self.knowledge.ids and mention.actor.type in _INSTITUTIONS:
            listed = self.knowledge.ids[ident].actor
            return _same(mention, replace(mention, actor=listed), 0.6)
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
