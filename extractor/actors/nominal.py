"""Compose actors from nationality, modifiers and role noun: "a senior Iraqi security official"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from extractor.actors.knowledge import slug
from extractor.actors.mentions import Found, by_token
from extractor.types import Actor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractor.actors.knowledge import Knowledge, RoleNoun
    from extractor.language import Parse
    from extractor.types import ActorType

_PRE: Final = frozenset(
    {"amod", "compound", "nmod", "nummod", "det", "quantmod", "predet", "advmod", "punct", "poss", "case"}
)
_OWNER_PREPOSITIONS: Final = ("of", "from", "for", "with", "in", "at", "to")
_PLACE_PREPOSITIONS: Final = frozenset({"in", "at", "across", "inside"})
_NUMBERS: Final = frozenset(
    "dozens scores hundreds thousands millions several many some two three four five six seven eight "
    "nine ten dozen hundred thousand million both more most few other another".split()
)
_GENERIC: Final = frozenset({None, "UNK", "GOV", "UAF", "CVL", "SOC", "REB", "MIL"})
_WHOLE: Final[dict[str, str]] = {"MIL": "military", "GOV": "government", "COP": "police"}
_MAX_TOKENS: Final = 12
_SHORT: Final = 3
_COUNTABLE: Final = frozenset({"person", "people", "official", "military", "police", None})
_HEADS: Final = frozenset(
    {"leader", "chief", "head", "boss", "secretary-general", "commander", "director", "president"}
)
_BODIES: Final = frozenset({"armed_group", "igo", "ngo", "party", "company", "media", "group"})
_BELONGING: Final = tuple(
    (word,) for word in ("owned", "flagged", "registered", "operated", "controlled", "held", "run", "based")
)
_HOLDING: Final = tuple((word,) for word in ("held", "controlled", "occupied", "run"))
_POINTING: Final = frozenset("the this that these those its their his her".split())
_FIGHTERS: Final = frozenset({"REB", "UAF", "MIL", "PRM", "CRM"})


@dataclass(frozen=True, slots=True)
class _Noun:
    role: RoleNoun
    first: int
    head: int
    end: int


def role_noun(parse: Parse, token: int, knowledge: Knowledge) -> _Noun | None:
    """The role noun that a token heads: three words, two words or one ("secretary of state" is headed by its first)."""
    lower, roles = parse.lower, knowledge.roles
    if lower[token + 1 : token + 2] == ("of",):
        for size in (3, 4):
            found = roles.get(" ".join(lower[token : token + size]))
            if found is not None:
                return _Noun(found, token, token, token + size)
    for size in (3, 2):
        if token >= size - 1:
            words = lower[token - size + 1 : token + 1]
            found = roles.get(" ".join(words))
            if found is not None and parse.sentence_of[token - size + 1] == parse.sentence_of[token]:
                return _Noun(found, token - size + 1, token, token + 1)
    found = roles.get(lower[token])
    if found is None or (found.plural != (parse.tags[token] in ("NNS", "NNPS")) and not _invariant(found)):
        return (
            None
            if found is None or (parse.coarse[token] != "P" and not _invariant(found))
            else _Noun(found, token, token, token + 1)
        )
    return _Noun(found, token, token, token + 1)


def _invariant(noun: RoleNoun) -> bool:
    return noun.noun.endswith(("s", "police", "people", "military", "opposition"))


def nominal(
    parse: Parse, knowledge: Knowledge, named: list[Found], day: str | None, *, lenient: bool = False
) -> list[Found]:
    """All mentions of a document that are named or composed.

    Titles join the person that they stand before; an apposition makes one actor of description and name;
    a role noun at the head of an unknown organisation's name gives it role and country.

    Args:
        parse: The document.
        knowledge: What is known of actors.
        named: The named mentions.
        day: The document's date (ISO).
        lenient: Take role nouns that nothing narrows down, too ("relatives").

    Returns:
        Named and nominal mentions in text order; nested only where a possessor stands in a description.
    """
    at = by_token(named)
    out: list[Found] = []
    people: dict[int, Found] = {}
    for mention in named:
        better = _with_title(parse, knowledge, mention, at, undated=day is None)
        people[mention.start] = better
    for mention in named:
        better = people[mention.start]
        if mention.form == "org":
            better = _institution(parse, knowledge, better, at)
        out.append(better)
    at = {**by_token(out)}
    seen = {token for mention in out for token in range(mention.start, mention.end)}
    for token, coarse in enumerate(parse.coarse):
        if coarse not in ("N", "P", "A") or token in seen:
            continue
        if coarse == "A" and parse.deps[token] not in ("nsubj", "dobj", "pobj", "nsubjpass"):
            continue
        noun = role_noun(parse, token, knowledge)
        if noun is None or not _heads_a_phrase(parse, token) or _proper(parse, knowledge, noun, at):
            continue
        mention_or_none = _compose(parse, knowledge, noun, at, day, lenient=lenient)
        if mention_or_none is not None:
            out.append(mention_or_none)
            out.extend(_coordinated(parse, knowledge, noun, mention_or_none, at, day))
    out.sort(key=lambda mention: (mention.start, -mention.end))
    return _apposed(parse, out)


def _proper(parse: Parse, knowledge: Knowledge, noun: _Noun, at: dict[int, Found]) -> bool:
    """Whether a capital noun of persons ends a name that nobody knows: a band called "Soul Assassins"."""
    before = noun.first - 1
    return (
        parse.coarse[noun.head] == "P"
        and noun.role.plural
        and not noun.role.body
        and before >= 0
        and parse.coarse[before] == "P"
        and parse.deps[before] == "compound"
        and before not in at
        and parse.lower[before] not in knowledge.modifiers
        and parse.lower[before] not in knowledge.roles
    )


def _heads_a_phrase(parse: Parse, token: int) -> bool:
    """Whether a noun stands for itself rather than before another noun ("police station")."""
    if parse.words[token + 1 : token + 2] == ("-",):
        return parse.lower[token + 2 : token + 3] in _HOLDING  # "rebel-held"
    if parse.deps[token] in ("compound", "nmod") and parse.heads[token] > token:
        return False
    return not (parse.deps[token] == "amod" or (token + 1 < len(parse) and parse.lower[token + 1] == "-"))


def premodifiers(parse: Parse, head: int, first: int) -> list[int]:
    """The tokens before a noun that belong to its phrase, without the possessor's phrase."""
    tokens: list[int] = []
    for child in parse.children[head]:
        if child >= first or parse.deps[child] not in _PRE or parse.deps[child] == "poss":
            continue
        tokens.extend(token for token in parse.subtree(child) if token < first)
    return sorted(token for token in tokens if not parse.words[token].isspace())


def _with_title(parse: Parse, knowledge: Knowledge, mention: Found, at: dict[int, Found], *, undated: bool) -> Found:
    """A person's name with the title before it: "Iranian Foreign Minister X" tells role and country."""
    if not mention.actor.id.startswith("person.") or (mention.form == "surname" and mention.start == 0):
        return mention
    start, noun, country, role, former = mention.start, None, None, None, False
    sentence = parse.sentence_of[mention.start]
    while start > 0 and parse.sentence_of[start - 1] == sentence:
        token = start - 1
        found = at.get(token)
        if found is not None:
            if noun is None or found.actor.id.startswith("person.") or (found.place and found.form != "place"):
                break
            country = country or found.actor.country
            if found.actor.type not in ("state", "people", None):
                role = role or found.actor.role
            start = found.start
            continue
        word = parse.lower[token]
        titled = role_noun(parse, token, knowledge) if parse.coarse[token] in ("N", "P") else None
        if titled is not None and (noun is None or titled.role.office):
            noun = titled if noun is None else noun
            start = titled.first
        elif word.strip(".") in knowledge.modifiers or (
            noun is not None and parse.coarse[token] in ("P", "A") and parse.deps[token] in ("compound", "amod", "nmod")
        ):
            modifier = knowledge.modifiers.get(word.strip("."))
            if modifier is not None and modifier.role == "ELI":
                former = True
            elif modifier is not None and modifier.role and not role:
                role = modifier.role
            start = token
        elif (noun is not None and parse.words[token] in ("'s", "’s", "'", "’")) or word in (
            "mr",
            "mr.",
            "mrs",
            "mrs.",
            "ms",
            "ms.",
            "dr",
            "dr.",
            "gen.",
            "lt.",
            "col.",
            "sen.",
            "rep.",
            "gov.",
        ):
            start = token
        else:
            break
    if start == mention.start:
        return mention
    while parse.words[start] in ("'s", "’s", "'", "’", "-", ",") and start < mention.start:
        start += 1
    actor = mention.actor
    if noun is not None:
        role_of_title = "ELI" if former else role or noun.role.role
        actor = replace(
            actor,
            role=role_of_title
            if role_of_title and (actor.role is None or (actor.role == "ELI" and undated))
            else actor.role,
            country=actor.country or country,
            type="official"
            if not former
            and noun.role.role in ("GOV", "LEG", "JUD", "MIL", "COP")
            and actor.type == "person"
            and actor.role in (None, noun.role.role)
            else actor.type,
            other_roles=actor.other_roles or ((noun.role.adds,) if noun.role.adds else ()),
            reason=actor.reason + f"; title {noun.role.noun!r}",
        )
        if former:
            actor = replace(actor, role="ELI")
    if mention.end - start > _MAX_TOKENS:
        start = mention.start
    return replace(mention, start=start, actor=actor, noun=noun.role.noun if noun is not None else "")


def _institution(parse: Parse, knowledge: Knowledge, mention: Found, at: dict[int, Found]) -> Found:
    """An unknown organisation whose name holds a role noun: "Tis Hazari court", "Department of Education"."""
    noun = None
    for token in (mention.head, *range(mention.end - 1, mention.start - 1, -1)):
        noun = role_noun(parse, token, knowledge) if mention.start <= token < mention.end else None
        if noun is not None:
            break
    country = _country_of_phrase(parse, mention.head, mention.start, at)
    if noun is None:
        if country is None:
            return mention
        return replace(mention, actor=replace(mention.actor, country=country))
    role = noun.role
    actor = mention.actor
    name = actor.name
    ident = f"{country}.{role.role}.{slug(name)}" if country and role.body and role.role else actor.id
    return replace(
        mention,
        actor=replace(
            actor,
            id=ident,
            role=role.role,
            type=role.type or "group",
            country=country,
            other_roles=(role.adds,) if role.adds else (),
            reason=f"organisation by its noun {role.noun!r}",
        ),
        noun=role.noun,
    )


def _country_of_phrase(parse: Parse, head: int, start: int, at: dict[int, Found]) -> str | None:
    """The country named before, as possessor of, or behind an organisation's name."""
    for token in premodifiers(parse, head, start):
        if token in at and at[token].actor.country:
            return at[token].actor.country
    for child in parse.children[head]:
        if parse.deps[child] == "poss" and child in at and at[child].actor.country:
            return at[child].actor.country
        if parse.deps[child] == "prep" and parse.lower[child] in ("of", "in"):
            for pobj in parse.kids(child, "pobj"):
                if pobj in at and at[pobj].actor.country:
                    return at[pobj].actor.country
    return None


def _owners(parse: Parse, noun: _Noun, pre: list[int], at: dict[int, Found]) -> Iterable[tuple[str, Found]]:
    """The actors that a description belongs to, the closest first, each with how it is tied."""
    for token in reversed(pre):
        found = at.get(token)
        if found is None:
            continue
        last = parse.words[found.end - 1]
        if "-" in last[1:-1] and not found.actor.name.endswith(last) and last.rpartition("-")[2].islower():
            continue  # "U.N.-supported" in one token: whose it is stands elsewhere
        if (
            parse.lower[found.end : found.end + 1] == ("-",)
            and parse.lower[found.end + 1 : found.end + 2] not in _BELONGING
        ):
            continue
        if token > 0 and parse.words[token - 1] == "-" and parse.lower[token - 2] in ("pro", "anti", "non"):
            continue
        if parse.lower[found.start].startswith(("pro-", "anti-")):
            continue
        yield "pre", found
    for child in parse.children[noun.head]:
        if parse.deps[child] == "poss" and child in at:
            yield "poss", at[child]
    for child in parse.children[noun.head]:
        if parse.deps[child] == "prep" and parse.lower[child] in _OWNER_PREPOSITIONS:
            for pobj in parse.kids(child, "pobj"):
                if pobj in at:
                    yield parse.lower[child], at[pobj]
    behind = noun.end + (parse.lower[noun.end + 1 : noun.end + 2] == ("the",)) + 1
    if parse.lower[noun.end : noun.end + 1] == ("of",) and behind in at:
        yield "of", at[behind]  # whatever the parse made of it: "the Government of Iraq's liberation of"


def _coordinated(
    parse: Parse, knowledge: Knowledge, noun: _Noun, mention: Found, at: dict[int, Found], day: str | None
) -> list[Found]:
    """The other actors of a description that joins owners: "US and Israeli officials" are two."""
    pre = premodifiers(parse, noun.head, noun.first)
    tokens = pre if any(parse.lower[t] in ("and", "or", ",") for t in pre) else _joined_owners(parse, noun)
    owners = {
        at[t].actor.id: at[t]
        for t in tokens
        if t in at and not at[t].actor.id.startswith("person.") and at[t].form != "place"
    }
    if len(owners) < 2:  # noqa: PLR2004 -- two joined ones
        return []
    modified = [knowledge.modifiers[word] for word in _words(parse, pre, at) if word in knowledge.modifiers]
    others = []
    for owner in owners.values():
        role, extra = _role(noun.role, modified, owner)
        actor = _actor(knowledge, noun.role, role, extra, owner.actor.country, owner, day)
        if actor.id != mention.actor.id:
            others.append(replace(mention, start=owner.start, end=owner.end, actor=actor, form="shared"))
    return others


def _joined_owners(parse: Parse, noun: _Noun) -> list[int]:
    """The heads of "of Greece and Turkey" behind a plural noun."""
    if not noun.role.plural:
        return []
    found = []
    for prep in parse.kids(noun.head, "prep"):
        if parse.lower[prep] in ("of", "from"):
            for pobj in parse.kids(prep, "pobj"):
                found.extend([pobj, *parse.kids(pobj, "conj")])
    return found


def _compose(
    parse: Parse, knowledge: Knowledge, noun: _Noun, at: dict[int, Found], day: str | None, *, lenient: bool = False
) -> Found | None:
    role_noun_ = noun.role
    pre = premodifiers(parse, noun.head, noun.first)
    owner, located = None, None
    for tie, found in _owners(parse, noun, pre, at):
        if tie in _PLACE_PREPOSITIONS or (found.form in ("place", "seat") and tie != "poss" and tie != "pre"):
            located = located or found
        elif tie in ("to", "with", "for", "from") and found.actor.type in ("state", None, "people", "government"):
            located = located or (found if tie == "from" else None)
        elif owner is None and (
            not found.actor.id.startswith("person.") or (noun.role.type == "government" and found.actor.country)
        ):
            owner = found
    modified = [knowledge.modifiers[word] for word in _words(parse, pre, at) if word in knowledge.modifiers]
    numbered = any(parse.coarse[token] == "C" or parse.lower[token] in _NUMBERS for token in pre)
    role, extra = _role(role_noun_, modified, owner)
    narrowed = (
        owner is not None
        or role != role_noun_.role
        or any(modifier.role is not None and (not modifier.only or role in modifier.only) for modifier in modified)
        or (numbered and role_noun_.type in _COUNTABLE)
        or (located is not None and role_noun_.plural)
        or any(
            start <= token < end for token in pre for start, end, label in parse.entities if label in ("NORP", "GPE")
        )
    )
    if not lenient and ((role_noun_.weak and not narrowed) or (role_noun_.means and owner is None)):
        start = _start(parse, noun, pre)
        if parse.lower[start] not in _POINTING or noun.head - start > _SHORT:
            return None
        # "The group", "the kingdom": an actor only if it points back to one.
        nobody = Actor("", "", role_noun_.type, role)
        return Found(
            start, noun.end, noun.head, "nominal", nobody, "pointer", plural=role_noun_.plural, noun=role_noun_.noun
        )
    country = owner.actor.country if owner is not None else None
    if country is None and located is not None and (owner is None or owner.actor.type not in ("igo",)):
        country = located.actor.country
    if role == "UNK" and country is not None:
        role = "CVL"  # people of whom a country is known are its civilians; "two men" are nobody's
    start = _start(parse, noun, pre)
    actor = _actor(knowledge, role_noun_, role, extra, country, owner, day)
    sure = 0.9 if owner is not None else 0.7 if role is not None else 0.5
    return Found(
        start,
        noun.end,
        noun.head,
        "nominal",
        actor,
        "nominal",
        plural=role_noun_.plural,
        sure=sure,
        noun=role_noun_.noun,
    )


def _words(parse: Parse, pre: list[int], at: dict[int, Found]) -> list[str]:
    """The modifying words before a noun that name nobody; what hyphens join is one word ("state-run")."""
    words: list[str] = []
    joined = False
    for token in pre:
        if parse.words[token] == "-":
            joined = bool(words)
        elif joined:
            words[-1] += "-" + parse.lower[token]
            joined = False
        else:
            words.append(parse.lower[token] if token not in at else "")
    return words


def _start(parse: Parse, noun: _Noun, pre: list[int]) -> int:
    """Where the phrase begins: the run of its own words back from the noun, the possessor included if short."""
    start = noun.first
    members = set(pre)
    for child in parse.children[noun.head]:
        if parse.deps[child] == "poss" and child < noun.first:
            members.update(token for token in parse.subtree(child) if token < noun.first)
    while start - 1 in members and noun.head + 1 - (start - 1) <= _MAX_TOKENS:
        start -= 1
    while start < noun.first and parse.words[start] in ("-", ",", '"', "'", "’", "'s", "’s", ")", "("):
        start += 1
    return start


def _role(noun: RoleNoun, modified: list, owner: Found | None) -> tuple[str | None, tuple[str, ...]]:  # type: ignore[type-arg]
    """The sector of a description: head noun, then modifiers, then whom it belongs to."""
    role = noun.role
    extra = [noun.adds] if noun.adds else []
    for modifier in modified:
        if modifier.role is not None and (not modifier.only or role in modifier.only):
            if modifier.role != role:
                role = modifier.role
            if modifier.role == "ELI":
                return "ELI", tuple(extra)
        if modifier.adds is not None:
            extra.append(modifier.adds)
    if owner is not None and owner.actor.role is not None and role in _GENERIC:
        kind = owner.actor.type
        if (
            kind in ("armed_group", "igo", "ngo", "party", "company", "media", "police")
            or (noun.role in (None, "UNK", "GOV") and kind in ("military", "government", "group"))
            or (role in _GENERIC - {"GOV"} and owner.actor.role == "SPY")
        ):
            role = owner.actor.role
    return role, tuple(dict.fromkeys(r for r in extra if r != role))


def _actor(
    knowledge: Knowledge,
    noun: RoleNoun,
    role: str | None,
    extra: tuple[str, ...],
    country: str | None,
    owner: Found | None,
    day: str | None,
) -> Actor:
    kind: ActorType | None = noun.type
    person = owner is not None and owner.actor.id.startswith("person.")
    if owner is not None and not person and owner.actor.type not in ("state", "people", None) and owner.form != "place":
        belongs = owner.actor
        if noun.whole or (
            role in _FIGHTERS and noun.role in _FIGHTERS and belongs.type in ("armed_group", "military", "police")
        ):
            # "Taliban gunmen", "IRGC forces": the group acts.
            return replace(belongs, reason=f"{noun.noun!r} of {belongs.name}")
        if noun.noun in ("member", "people", "leadership"):
            return replace(belongs, reason=f"{noun.noun!r} of {belongs.name}")
        if noun.noun in _HEADS and not noun.plural and day is not None:
            leader = knowledge.office_holder(belongs.id, noun.canonical, day) or knowledge.leader(belongs.id, day)
            if leader is not None:
                return replace(leader, reason=f"{noun.noun} of {belongs.name} on {day}")
        return Actor(
            f"{belongs.id}.{slug(noun.noun)}",
            f"{belongs.name} {noun.noun}",
            kind,
            role,
            country or belongs.country,
            extra,
            reason=f"{noun.noun!r} of {belongs.name}",
        )
    if day is not None and noun.office and country is not None and role in ("GOV", "MIL", "LEG"):
        holder = knowledge.office_holder(country, noun.canonical, day)
        if holder is not None:
            return replace(holder, reason=f"{noun.noun} of {country} on {day}")
    state = knowledge.states.get(country or "")
    belonging = owner.actor.name if owner is not None else ""
    whose = _adjective(knowledge, country) if state is not None else ""
    if noun.whole and role in _WHOLE and owner is not None and owner.form == "place" and country is not None:
        # "The Gujarat government" is not India's.
        ident, name = f"{country}.{role}.{slug(belonging)}", f"{belonging} {_WHOLE[role]}"
        kind = {"MIL": "military", "GOV": "government", "COP": "police"}[role]  # type: ignore[assignment]
    elif noun.whole and role in _WHOLE:
        ident = f"{country or 'XXX'}.{role}"
        name = f"{whose} {_WHOLE[role]}" if whose else _WHOLE[role]
        kind = {"MIL": "military", "GOV": "government", "COP": "police"}[role]  # type: ignore[assignment]
    else:
        ident = f"{country or 'XXX'}.{role or 'UNK'}.{slug(noun.noun)}"
        name = f"{whose} {noun.noun}" if whose else noun.noun
    lat, lon = (state.actor.lat, state.actor.lon) if state is not None else (None, None)
    return Actor(
        ident, name, kind, role, country, extra, lat, lon, reason=f"composed: {country or 'no country'} + {noun.noun!r}"
    )


def owned(mention: Found, owner: Found) -> Found:
    """A description that turns out to belong to someone: "its army", "their fighters".

    Args:
        mention: The description, without a country of its own.
        owner: Whose it is.
    """
    actor, belongs = mention.actor, owner.actor
    if belongs.id.startswith("person."):
        return mention
    sure = min(mention.sure, owner.sure)
    if belongs.type in _BODIES:
        if actor.role in _FIGHTERS and belongs.type == "armed_group":
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


def _adjective(knowledge: Knowledge, country: str | None) -> str:
    return knowledge.adjectives.get(country or "", "")


def _apposed(parse: Parse, found: list[Found]) -> list[Found]:
    """Make one actor of a description and the name beside it: "the group's deputy chief, X"."""
    heads = {mention.head: index for index, mention in enumerate(found)}
    out = list(found)
    for index, mention in enumerate(found):
        if parse.deps[mention.head] != "appos":
            continue
        other = heads.get(parse.heads[mention.head])
        if other is None:
            continue
        pair = {out[index].kind: index, out[other].kind: other}
        if set(pair) != {"named", "nominal"}:
            continue
        name, described = out[pair["named"]], out[pair["nominal"]]
        person = name.actor.id.startswith("person.")
        if described.actor.type in ("state", "government") or described.plural:
            continue
        if person or (
            described.actor.type in ("armed_group", "group", "party", "igo", "ngo", "company", "media", "military")
        ):
            actor = replace(
                name.actor,
                role=name.actor.role or described.actor.role,
                country=name.actor.country or described.actor.country,
                reason=name.actor.reason + f"; described as {described.noun!r}",
            )
            out[pair["named"]] = replace(name, actor=actor)
            out[pair["nominal"]] = replace(described, actor=actor)
    enriched = {mention.actor.id: mention.actor for mention in out if mention.actor.role or mention.actor.country}
    return [
        replace(mention, actor=enriched[mention.actor.id])
        if mention.actor.id in enriched and not mention.actor.role and not mention.actor.country
        else mention
        for mention in out
    ]
