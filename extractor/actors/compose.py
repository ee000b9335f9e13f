"""Compose an actor of nationality, modifiers and role noun: "a senior Iraqi security official"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from extractor.actors.knowledge import slug
from extractor.actors.mentions import Found
from extractor.actors.phrase import modifying_words, phrase_start, premodifiers
from extractor.types import Actor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extractor.actors.knowledge import Knowledge, Modifier, RoleNoun
    from extractor.actors.phrase import Noun
    from extractor.language import Parse
    from extractor.types import ActorType

_TYING: Final = frozenset({"of", "from", "for", "with", "in", "at", "to"})
_POSSESSIVE: Final = frozenset({"'s", "’s", "'", "’"})
_WITHIN: Final = frozenset({"in", "at", "across", "inside"})
_SIDING: Final = ("pro-", "anti-", "non-")
_BELONGING: Final = frozenset({"owned", "flagged", "registered", "operated", "controlled", "held", "run", "based"})
_NUMBERS: Final = frozenset(
    "dozens scores hundreds thousands millions several many some two three four five six seven eight "
    "nine ten dozen hundred thousand million both more most few other another".split()
)
_GENERIC: Final = frozenset({None, "UNK", "GOV", "UAF", "CVL", "SOC", "REB", "MIL"})
_LOOSE: Final = frozenset({None, "UNK", "SOC", "CVL"})
_FIGHTERS: Final = frozenset({"REB", "UAF", "MIL", "PRM", "CRM"})
_COUNTABLE: Final = frozenset({"person", "people", "official", "military", "police", None})
_ORGANISED: Final = frozenset({"armed_group", "igo", "ngo", "party", "company", "media", "group"})
_LENDS_ROLE: Final = frozenset({"armed_group", "igo", "ngo", "party", "company", "media", "police"})
_FORCES: Final = frozenset({"military", "police"})
_NOT_FOR_PROFIT: Final = frozenset({"armed_group", "igo", "ngo", "party"})
_HEADS: Final = frozenset(
    {"leader", "chief", "head", "boss", "secretary-general", "commander", "director", "president"}
)
_THE_BODY_ITSELF: Final = frozenset({"member", "people", "leadership"})
_ITS_MEN: Final = frozenset({"man", "force", "unit"})
_POINTING: Final = frozenset("both the this that these those its their his her".split())
_SHORT: Final = 3
_LEAST: Final = 0.45
_KINDS: Final[dict[str, ActorType]] = {"MIL": "military", "GOV": "government", "COP": "police"}
_STATES: Final = frozenset({"state", "people", None})
_SERVING: Final = frozenset({"GOV", "MIL", "COP", "SPY"})
"""Roles that people hold under somebody: "envoys of President X" are his country's."""
_ORGANS: Final = ("MIL", "COP", "GOV", "LEG", "JUD", "SPY")
_OFFICES: Final = frozenset({"GOV", "MIL", "LEG", "SPY", "COP", "JUD"})


@dataclass(frozen=True, slots=True)
class Description:
    """A role noun with everything in its phrase that tells who is meant.

    Attributes:
        noun: The role noun.
        pre: Tokens before it.
        modifiers: The modifiers among them, in order.
        owner: Whom it belongs to: a nationality, a possessor, an organisation.
        located: Where it is, if nothing owns it.
    """

    noun: Noun
    pre: list[int]
    modifiers: list[Modifier]
    owner: Found | None
    located: Found | None


def describe(parse: Parse, knowledge: Knowledge, noun: Noun, at: dict[int, Found]) -> Description:
    """Read the phrase around a role noun.

    Args:
        parse: The document.
        knowledge: Modifiers.
        noun: The role noun.
        at: The named mention at each token.
    """
    pre = premodifiers(parse, noun.head, noun.first)
    owner: Found | None = None
    located: Found | None = None
    for tie, found in _owners(parse, noun, pre, at):
        if tie in _WITHIN or (found.form in ("place", "seat") and tie not in ("poss", "pre")):
            located = located or found
        elif (
            tie in ("to", "with", "for", "from")
            and found.actor.type in ("state", None, "people", "government")
            and not (tie in ("for", "to") and _serves(knowledge, noun))
        ):
            located = located or (found if tie == "from" else None)
        elif (owner is None or _of_a_people(owner, found)) and (
            not _is_person(found) or (noun.role.role in _SERVING and found.actor.country)
        ):
            owner = found
    modifiers = [knowledge.modifiers[word] for word in modifying_words(parse, pre, at) if word in knowledge.modifiers]
    return Description(noun, pre, modifiers, owner, located)


def _serves(knowledge: Knowledge, noun: Noun) -> bool:
    """Whether "for" and "to" name whom somebody serves ("spokesman for X"), not where he is sent ("envoy to X")."""
    word = noun.role.noun.rpartition(" ")[2]
    return word in knowledge.cues.serving and word not in knowledge.cues.posted


def _of_a_people(owner: Found, found: Found) -> bool:
    """Whether an owner is a people without a state, and another is a state: "Ruritania's Kurdish fighters"."""
    return owner.actor.type == "people" and owner.actor.country is None and found.actor.type == "state"


def compose(
    parse: Parse, knowledge: Knowledge, told: Description, day: str | None, *, lenient: bool = False
) -> Found | None:
    """The mention that a description makes, if it narrows anybody down.

    "The group" and the like become a mention of anybody (form `pointer`), for what comes after to resolve or drop.

    Args:
        parse: The document.
        knowledge: States and office-holders.
        told: The description.
        day: The document's date (ISO), on which offices are read.
        lenient: Take nouns that nothing narrows down, too.
    """
    noun, role_of = told.noun, told.noun.role
    crew = _before(parse, knowledge, told) if role_of.means else None
    if crew is not None and crew.role is not None and not (crew.means or crew.weak):
        role_of = crew  # "militia boats" are the militia's
    if role_of.noun in knowledge.cues.country_nouns and told.owner is not None and told.owner.actor.country is None:
        told = replace(told, owner=None)  # "the Caribbean nation" is no nation of the Caribbeans
    role, extra = sector(role_of, told.modifiers, told.owner, _trade(parse, knowledge, told))
    start = phrase_start(parse, noun, told.pre)
    thing = Found(
        start, noun.end, noun.head, "nominal", Actor("", ""), "nominal", plural=role_of.plural, noun=role_of.noun
    )
    unowned_means = noun.role.means and told.owner is None
    if not lenient and (unowned_means or (role_of.weak and not _narrowed(parse, told, role))):
        if parse.lower[start] not in _POINTING or noun.head - start > _SHORT:
            return None
        anybody = described_actor(knowledge, role_of, role, extra, None, None, None)
        return replace(thing, actor=anybody, form="pointer", sure=_LEAST)
    country = None if told.owner is None else told.owner.actor.country
    visiting = role_of.noun.split()[-1] in knowledge.cues.visitors
    in_place = told.located is not None and not visiting and (told.owner is None or told.owner.actor.type != "igo")
    if country is None and told.located is not None and in_place:
        country = told.located.actor.country
    if country is None and role_of.means and "-class" in parse.text[parse.starts[start] : parse.ends[noun.head]]:
        country = _navy(parse, knowledge, start, noun.head)
    if role == "UNK" and country is not None:
        state = knowledge.states.get(country)
        if role_of.means and state is not None:  # a thing resolves to its owner: "Chilean vessels"
            actor = replace(state.actor, reason=f"{role_of.noun!r} of {state.actor.name}")
            return replace(thing, actor=actor, sure=0.7)
        role = "CVL"  # people of whom a country is known are its civilians; "two men" are nobody's
    actor = described_actor(knowledge, role_of, role, extra, country, told.owner, day)
    return replace(thing, actor=actor, sure=0.9 if told.owner is not None else 0.7 if role is not None else 0.5)


def _navy(parse: Parse, knowledge: Knowledge, start: int, head: int) -> str | None:
    """Whose warship it is by its class: "an Ohio-class submarine"."""
    words = parse.text[parse.starts[start] : parse.ends[head]].lower()
    classes = knowledge.cues.ship_classes
    return next((navy for name, navy in classes.items() if f"{name}-class" in words), None)


def _trade(parse: Parse, knowledge: Knowledge, told: Description) -> str | None:
    """The role of the role noun right before the head: "gang" in "gang confederations"."""
    noun = _before(parse, knowledge, told)
    return None if noun is None or noun.weak or noun.means else noun.role


def _before(parse: Parse, knowledge: Knowledge, told: Description) -> RoleNoun | None:
    """The role noun right before the head: "militia" in "militia boats"."""
    before = told.noun.first - 1
    return knowledge.roles.get(parse.lower[before]) if before in told.pre and parse.deps[before] == "compound" else None


def _narrowed(parse: Parse, told: Description, role: str | None) -> bool:
    """Whether anything makes an actor of a noun that could be anybody's."""
    noun = told.noun.role
    if told.owner is not None or role != noun.role or (told.located is not None and noun.plural):
        return True
    if any(m.role is not None and (not m.only or role in m.only) for m in told.modifiers):
        return True
    counted = parse.heads[parse.heads[told.noun.head]] if parse.deps[told.noun.head] == "pobj" else told.noun.head
    numbered = parse.lower[counted] in _NUMBERS or any(  # "hundreds of banks", "two banks"
        parse.coarse[token] == "C" or parse.lower[token] in _NUMBERS for token in told.pre
    )
    if numbered and noun.type in _COUNTABLE:
        return True
    peoples = [(start, end) for start, end, label in parse.entities if label in ("NORP", "GPE")]
    return any(start <= token < end for token in told.pre for start, end in peoples)


def _is_person(found: Found) -> bool:
    return found.actor.id.startswith("person.")


def _owners(parse: Parse, noun: Noun, pre: list[int], at: dict[int, Found]) -> Iterator[tuple[str, Found]]:
    """The actors that a description belongs to, the closest first, each with how it is tied."""
    for token in reversed(pre):
        found = at.get(token)
        if found is not None and not _stands_in_hyphen(parse, token, found):
            yield "pre", found
    for word in range(noun.first, noun.head + 1):
        for child in parse.children[word]:
            if parse.deps[child] == "poss" and child in at:
                yield "poss", at[child]
    if parse.words[noun.first - 1] in _POSSESSIVE and noun.first - 2 in at:
        yield "poss", at[noun.first - 2]  # whatever the parse made of it
    for child in parse.children[noun.head]:
        if parse.deps[child] == "prep" and parse.lower[child] in _TYING:
            for pobj in parse.kids(child, "pobj"):
                if pobj in at and pobj >= noun.end:
                    yield parse.lower[child], at[pobj]
    behind = noun.end + (parse.lower[noun.end + 1 : noun.end + 2] == ("the",)) + 1
    if parse.lower[noun.end : noun.end + 1] == ("of",) and behind in at:
        yield "of", at[behind]  # whatever the parse made of it: "the Government of Iraq's liberation of"


def _stands_in_hyphen(parse: Parse, token: int, found: Found) -> bool:
    """Whether a name only qualifies: "Iran-backed", "pro-Iran", "E.U.-supported"; but "Greek-owned" owns."""
    last = parse.words[found.end - 1]
    if "-" in last[1:-1] and not found.actor.name.endswith(last) and last.rpartition("-")[2].islower():
        return True  # the tokenizer kept the compound whole
    if parse.lower[found.start].startswith(_SIDING):
        return True
    if token > 1 and parse.words[token - 1] == "-" and f"{parse.lower[token - 2]}-" in _SIDING:
        return True
    return parse.lower[found.end : found.end + 1] == ("-",) and _BELONGING.isdisjoint(
        parse.lower[found.end + 1 : found.end + 2]
    )


def sector(
    noun: RoleNoun, modified: list[Modifier], owner: Found | None, trade: str | None = None
) -> tuple[str | None, tuple[str, ...]]:
    """The sector of a description: head noun, then modifiers, then whom it belongs to.

    Args:
        noun: The role noun.
        modified: Its modifiers, in order.
        owner: Whom it belongs to.
        trade: The role of a noun before it, which tells for a loose head: "gang confederations".
    """
    role = noun.role
    extra = [noun.adds] if noun.adds else []
    for modifier in modified:
        if modifier.role is not None and (not modifier.only or role in modifier.only):
            role = modifier.role
            if role == "ELI":
                return role, tuple(extra)
        if modifier.adds is not None:
            extra.append(modifier.adds)
    role = trade or role if role in _LOOSE else role
    if role == "LAB" and owner is not None and owner.actor.type in _NOT_FOR_PROFIT and owner.actor.role is not None:
        role = owner.actor.role  # "UN staff"
    if owner is not None and owner.actor.role is not None and role in _GENERIC:
        kind = owner.actor.type
        if (
            kind in _LENDS_ROLE
            or (noun.role in (None, "UNK", "GOV") and kind in ("military", "government", "group"))
            or (role in _GENERIC - {"GOV"} and owner.actor.role == "SPY")
        ):
            role = owner.actor.role
    return role, tuple(dict.fromkeys(r for r in extra if r != role))


def described_actor(
    knowledge: Knowledge,
    noun: RoleNoun,
    role: str | None,
    extra: tuple[str, ...],
    country: str | None,
    owner: Found | None,
    day: str | None,
) -> Actor:
    """The actor of a description: an organisation's, an office-holder, or a state's."""
    if owner is not None and not _is_person(owner) and owner.form != "place" and owner.actor.type not in _STATES:
        return _of_body(knowledge, noun, role, extra, country, owner.actor, day)
    if day is not None and noun.office and country is not None and role in _OFFICES:
        holder = knowledge.office_holder(country, noun.canonical, day)
        if holder is not None:
            return replace(holder, reason=f"{noun.noun} of {country} on {day}")
    if owner is not None and country is None and owner.actor.type == "people":
        # A people of several states: "Kurdish fighters" are no state's.
        ident, name = f"{owner.actor.id}.{slug(noun.noun)}", f"{owner.actor.name}: {noun.noun}"
        return Actor(ident, name, noun.type, role, None, extra, reason=f"{noun.noun!r} of the {owner.actor.name}")
    listed = _organ(knowledge, country, noun)
    if listed is not None:
        return listed
    state = knowledge.states.get(country or "")
    whose = "" if state is None else knowledge.adjectives.get(country or "", "")
    kind = noun.type
    prefix = country or "XXX"
    if owner is not None and owner.actor.type == "state" and owner.actor.id != country:
        prefix, whose = owner.actor.id, owner.actor.name  # a territory that another state claims has an army of its own
    ident, name = f"{prefix}.{role or 'UNK'}.{slug(noun.noun)}", f"{whose} {noun.noun}".strip()
    if (noun.whole or noun.means) and role in _KINDS:
        kind = _KINDS[role]
        ident, name = f"{prefix}.{role}", f"{whose} {kind}".strip()
        if owner is not None and owner.form == "place" and country is not None:
            # "The Gujarat government" is not India's.
            ident, name = f"{ident}.{slug(owner.actor.name)}", f"{owner.actor.name} {kind}"
    lat, lon = (None, None) if state is None else (state.actor.lat, state.actor.lon)
    reason = f"composed: {country or 'no country'} + {noun.noun!r}"
    return Actor(ident, name, kind, role, country, extra, lat, lon, reason=reason)


def _organ(knowledge: Knowledge, country: str | None, noun: RoleNoun) -> Actor | None:
    """A state's body that is listed under the same plain name: "China's coast guard" is the China Coast Guard."""
    if country is None or noun.plural or not noun.body:
        return None
    for role in _ORGANS:
        entry = knowledge.ids.get(f"{country}.{role}.{slug(noun.noun)}")
        if entry is not None:
            return replace(entry.actor, reason=f"{noun.noun!r} of {country}")
    return None


def _of_body(
    knowledge: Knowledge,
    noun: RoleNoun,
    role: str | None,
    extra: tuple[str, ...],
    country: str | None,
    body: Actor,
    day: str | None,
) -> Actor:
    """Who belongs to an organisation or force: "Taliban gunmen" are the Taliban, "UN officials" its officials."""
    reason = f"{noun.noun!r} of {body.name}"
    fighters = role in _FIGHTERS and noun.role in _FIGHTERS and body.type in ("armed_group", "military", "police")
    its_men = body.type == "armed_group" and noun.noun in _ITS_MEN and noun.plural
    force = noun.whole and body.type == "government" and noun.role in _KINDS and noun.role != body.role
    if force and body.country is not None and body.id != f"{body.country}.{body.role}":
        return Actor(f"{body.id}.{noun.role}", f"{body.name} {noun.noun}", noun.type, noun.role, country, reason=reason)
    if noun.whole or noun.means or fighters or its_men or noun.noun in _THE_BODY_ITSELF:
        return replace(body, reason=reason)
    if (noun.office or noun.noun in _HEADS) and not noun.plural and day is not None:
        leader = knowledge.office_holder(body.id, noun.canonical, day)
        leader = leader or (knowledge.leader(body.id, day) if noun.noun in _HEADS else None)
        if leader is not None:
            return replace(leader, reason=f"{reason} on {day}")
    ident, name = f"{body.id}.{slug(noun.noun)}", f"{body.name} {noun.noun}"
    return Actor(ident, name, noun.type, role, country or body.country, extra, reason=reason)


def owned(mention: Found, owner: Found) -> Found:
    """A description that turns out to belong to someone: "its army", "their fighters".

    Args:
        mention: The description, without a country of its own.
        owner: Whose it is.
    """
    actor, belongs = mention.actor, owner.actor
    if _is_person(mention) or (_is_person(owner) and not (actor.role in _SERVING and belongs.role in _SERVING)):
        return mention
    sure = min(mention.sure, owner.sure)
    if belongs.type in _ORGANISED or belongs.type in _FORCES:
        if actor.role in _FIGHTERS and (belongs.type == "armed_group" or belongs.type in _FORCES):
            return replace(mention, actor=replace(belongs, reason=f"{mention.noun!r} of {belongs.name}"), sure=sure)
        actor = replace(
            actor,
            id=f"{belongs.id}.{slug(mention.noun)}",
            name=f"{belongs.name} {mention.noun}",
            country=belongs.country,
            reason=f"{mention.noun!r} of {belongs.name}",
        )
    elif belongs.country is not None:
        actor = replace(
            actor,
            id=actor.id.replace("XXX", belongs.country, 1),
            country=belongs.country,
            name=f"{belongs.name} {mention.noun}",
            reason=f"{mention.noun!r} of {belongs.name}",
        )
    return replace(mention, actor=actor, sure=sure)
