"""Resolve what points back: pronouns, "the group", "the official", to the nearest fitting actor."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extractor.actors.compose import owned
from extractor.actors.mentions import Found

if TYPE_CHECKING:
    from extractor.language import Parse

_HE: Final = frozenset("he him his himself she her hers herself".split())
_IT: Final = frozenset("it its itself".split())
_THEY: Final = frozenset("they them their theirs themselves".split())
_WE: Final = frozenset("i me my myself we us our ours ourselves".split())
_DEFINITE: Final = frozenset("the this that these those its their".split())
_GROUPS: Final = frozenset(
    "group organisation organization movement militia faction network party coalition alliance bloc body agency"
    " company firm outlet newspaper".split()
)
_WHOSE: Final = frozenset({"its", "their", "his", "her", "whose"})
_COUNTRY_NOUNS: Final = frozenset("country nation state kingdom republic".split())
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj"})
_PERSON_TYPES: Final = frozenset({"person", "official"})
_MANY_TYPES: Final = frozenset(
    {"armed_group", "people", "igo", "group", "party", "military", "police", "government", "ngo", "company"}
)
_TELLING: Final = frozenset({"state", "government", "official", "military", "police", "people", None})
_FOCUS: Final = 0.5
_IMPERSONAL: Final = frozenset("is was 's be been seems appears remains became reported believed understood".split())
_WILLING: Final = frozenset(
    "ready willing able unable prepared committed keen eager open determined unwilling reluctant set due poised "
    "bound".split()
)
_REACH: Final = 3
_SPEECH_REACH: Final = 12
_ARMED: Final = frozenset({"REB", "UAF", "PRM"})
_SPEECH: Final = frozenset(
    "said says say told tells added adds wrote stressed warned insisted declared stated argued noted".split()
)


def resolve_back(parse: Parse, found: list[Found]) -> list[Found]:
    """Add resolved pronouns, and resolve definite descriptions that point back.

    Each looks back over at most three sentences for the nearest actor that fits in number and kind, subjects
    first; what finds none stays unresolved (a pronoun is then no mention).

    Args:
        parse: The document.
        found: Named and nominal mentions in text order.

    Returns:
        All mentions in text order.
    """
    out: list[Found] = []
    merged = sorted([*found, *_pronouns(parse)], key=lambda mention: (mention.start, -mention.end))
    for mention in merged:
        if mention.kind == "pronoun":
            antecedent = _antecedent(parse, mention, out)
            if antecedent is not None:
                out.append(
                    replace(mention, actor=antecedent.actor, sure=0.7 * antecedent.sure, plural=antecedent.plural)
                )
        elif mention.kind == "nominal":
            described = _described(parse, _of_its_owner(parse, mention, out), out)
            if described.actor.id:  # what only points, and to nobody, is no mention
                out.append(described)
        else:
            out.append(mention)
    return out


def _pronouns(parse: Parse) -> list[Found]:
    from extractor.types import Actor  # noqa: PLC0415 -- a placeholder until it is resolved

    nobody = Actor("", "")
    return [
        Found(token, token + 1, token, "pronoun", nobody, "pronoun")
        for token, coarse in enumerate(parse.coarse)
        if coarse == "O"
        and parse.deps[token] != "expl"
        and parse.lower[token] in (_HE | _IT | _THEY | _WE)
        and not _empty_it(parse, token)
    ]


def _empty_it(parse: Parse, token: int) -> bool:
    """Whether "it" is nobody: "It is unclear whether", "it was reported that"; but "it is ready to" is somebody."""
    if parse.lower[token] != "it" or parse.deps[token] not in _SUBJECTS:
        return False
    verb = parse.heads[token]
    if parse.lower[verb] not in _IMPERSONAL:
        return False
    states = [child for child in parse.kids(verb, "acomp", "attr") if parse.lower[child] not in _WILLING]
    return bool(parse.kids(verb, "ccomp", "csubj", "expl")) or any(
        parse.kids(state, "ccomp", "xcomp") for state in states
    )


def _antecedent(parse: Parse, pronoun: Found, before: list[Found]) -> Found | None:
    word = parse.lower[pronoun.start]
    if word in _WE:
        return _speaker(parse, pronoun, before)
    if word in ("it", "itself") and parse.deps[pronoun.start] not in _SUBJECTS:
        return None  # as an object "it" is a matter more often than an actor
    sentence = parse.sentence_of[pronoun.start]
    own = _clauses(parse, pronoun.head)
    best: tuple[float, Found] | None = None
    for mention in reversed(before):
        distance = sentence - parse.sentence_of[mention.start]
        if distance > _REACH:
            break
        if not _fits(word, mention, parse) or mention.place or mention.end > pronoun.start:
            continue
        if distance == 0 and word not in ("his", "her", "its", "their") and _clause(parse, mention.head) in own:
            continue
        score = -2.0 * distance
        score += 1.5 if parse.deps[mention.head] in _SUBJECTS else 0.0
        score += 0.5 if mention.kind == "named" else 0.0
        score -= 0.6 if parse.deps[mention.head] in ("amod", "compound", "nmod") else 0.0
        score += 1.5 if _owns_subject(parse, mention) and word not in _HE else 0.0
        score -= 0.3 if parse.deps[mention.head] == "poss" else 0.0
        score -= 0.002 * (pronoun.start - mention.start)
        if best is None or score > best[0]:
            best = (score, mention)
    return None if best is None else best[1]


def _owns_subject(parse: Parse, mention: Found) -> bool:
    """Whether it stands before the subject as its owner: "an RSF spokesman said its fighters"."""
    return (
        parse.deps[mention.head] in ("compound", "nmod", "poss") and parse.deps[parse.heads[mention.head]] in _SUBJECTS
    )


def _clauses(parse: Parse, token: int) -> set[int]:
    """The verbs whose subject a token's verb shares: an infinitive or participle has that of the verb above."""
    verb = _clause(parse, token)
    found = {verb}
    while parse.deps[verb] in ("advcl", "xcomp") and not parse.kids(verb, "nsubj", "nsubjpass", "mark"):
        verb = parse.heads[verb]
        found.add(verb)
    return found


def _clause(parse: Parse, token: int) -> int:
    """The verb that a token's phrase is an argument of."""
    while parse.deps[token] in ("poss", "pobj", "prep", "compound", "amod", "conj", "appos", "det", "nmod", "agent"):
        token = parse.heads[token]
    return parse.heads[token] if parse.coarse[token] != "V" else token


def _fits(word: str, mention: Found, parse: Parse) -> bool:
    kind = mention.actor.type
    if mention.form == "adjective" and parse.deps[mention.head] in ("amod", "compound"):
        return False
    if word in _HE:
        return kind in _PERSON_TYPES and not mention.plural
    if word in _IT:
        return kind not in _PERSON_TYPES and kind != "people" and not mention.plural and mention.form != "place"
    return mention.plural or kind in _MANY_TYPES or _coordinated(parse, mention)


def _coordinated(parse: Parse, mention: Found) -> bool:
    return bool(parse.kids(mention.head, "conj"))


def _speaker(parse: Parse, pronoun: Found, before: list[Found]) -> Found | None:
    """Who "we" and "I" are: the last who spoke; in a statement of a state or body, that body."""
    sentence = parse.sentence_of[pronoun.start]
    stating = None
    for mention in reversed(before):
        distance = sentence - parse.sentence_of[mention.start]
        if distance > _SPEECH_REACH:
            break
        if parse.deps[mention.head] not in _SUBJECTS or mention.place or mention.kind == "pronoun":
            continue
        if parse.lower[parse.heads[mention.head]] in _SPEECH:
            return mention
        if stating is None and distance <= _REACH and mention.actor.type in ("state", "government", "igo"):
            stating = mention
    return stating if parse.lower[pronoun.start] not in ("i", "me", "my", "myself") else None


def _of_its_owner(parse: Parse, mention: Found, before: list[Found]) -> Found:
    """A description with a possessive pronoun ("its army"), as its owner's."""
    if mention.actor.country is not None or parse.lower[mention.start] not in _WHOSE or not mention.actor.id:
        return mention
    pronoun = Found(mention.start, mention.start + 1, mention.start, "pronoun", mention.actor, "pronoun")
    owner = (
        _antecedent(parse, pronoun, before)
        if parse.lower[mention.start] != "whose"
        else _relative(parse, mention, before)
    )
    return mention if owner is None else owned(mention, owner)


def _relative(parse: Parse, mention: Found, before: list[Found]) -> Found | None:
    """Whom "whose fighters" speaks of: the noun that the relative clause hangs on."""
    verb = parse.heads[mention.head]
    if parse.deps[verb] != "relcl":
        return None
    return next((earlier for earlier in reversed(before) if earlier.head == parse.heads[verb]), None)


def _described(parse: Parse, mention: Found, before: list[Found]) -> Found:
    """A definite description without a country of its own, read as an actor named before."""
    if mention.actor.country is not None:
        return mention
    if parse.lower[mention.start] not in _DEFINITE:
        bare = mention.start == mention.head or parse.deps[mention.start] in ("compound", "amod")
        institution = mention.actor.type in ("police", "government", "military") and mention.actor.id.count(".") == 1
        return _of_the_country(parse, mention, before) if bare and institution and not mention.plural else mention
    sentence = parse.sentence_of[mention.start]
    if mention.noun in _COUNTRY_NOUNS:
        state = None if mention.plural else _state_meant(parse, mention, before)
        return mention if state is None else _same(mention, state, 0.7)
    for earlier in reversed(before):
        distance = sentence - parse.sentence_of[earlier.start]
        if earlier.place or earlier.kind == "pronoun" or earlier.end > mention.start:
            continue
        if (
            earlier.kind == "nominal"
            and (earlier.noun == mention.noun or earlier.noun.endswith(" " + mention.noun))
            and earlier.plural == mention.plural
            and (
                mention.actor.type not in ("government", "military", "police")
                or earlier.actor.country is not None
                or distance <= _REACH
            )
        ):
            return _same(mention, earlier, 0.8)
        if distance > _REACH + 2:
            continue
        if (
            mention.noun in _GROUPS
            and not mention.plural
            and earlier.kind == "named"
            and earlier.actor.type in ("armed_group", "party", "igo", "ngo", "group", "media", "company", "military")
            and _kind_fits(mention.noun, earlier)
        ):
            return _same(mention, earlier, 0.75)
        if (
            mention.plural
            and earlier.plural
            and mention.actor.role in _ARMED
            and earlier.actor.role == mention.actor.role
            and (earlier.actor.country is not None)
        ):
            return _same(mention, earlier, 0.65)
        if earlier.kind == "named" and earlier.noun and earlier.noun.split()[-1] == mention.noun and not mention.plural:
            return _same(mention, earlier, 0.8)
    if mention.actor.id and (
        mention.actor.type in ("government", "military", "police")
        or mention.actor.role in ("GOV", "MIL", "LEG", "JUD", "COP")
    ):
        return _of_the_country(parse, mention, before)
    return mention


def _state_meant(parse: Parse, mention: Found, before: list[Found]) -> Found | None:
    """The state that "the country" means: the subject nearest before it, else the nearest state."""
    sentence = parse.sentence_of[mention.start]
    near = [
        earlier
        for earlier in before
        if earlier.actor.type == "state"
        and sentence - parse.sentence_of[earlier.start] <= _REACH
        and earlier.form != "adjective"
        and (sentence > parse.sentence_of[earlier.start] or parse.deps[earlier.head] in (*_SUBJECTS, "poss"))
    ]
    return max(
        near,
        key=lambda m: (parse.deps[m.head] in _SUBJECTS and not m.place, parse.sentence_of[m.start], -m.start),
        default=None,
    )


def _kind_fits(noun: str, earlier: Found) -> bool:
    kind = earlier.actor.type
    if kind == "military":
        return noun in ("coalition", "force", "alliance")
    if noun in ("company", "firm"):
        return kind == "company"
    if noun in ("outlet", "newspaper", "agency"):
        return kind == "media"
    if noun == "party":
        return kind == "party"
    if noun in ("militia", "faction", "movement", "network"):
        return kind in ("armed_group", "party", "group")
    if noun == "group":
        return kind not in ("media", "igo")  # "the group" of an article on the UN is another
    return kind != "media"


def _of_the_country(parse: Parse, mention: Found, before: list[Found]) -> Found:
    """Whose "the government" and "the army" are, where one country alone is spoken of nearby."""
    sentence = parse.sentence_of[mention.start]
    spoken = [(earlier, earlier.actor.country) for earlier in before if earlier.actor.country]
    near = [(e, country) for e, country in spoken if sentence - parse.sentence_of[e.start] <= 1]
    places = {country for earlier, country in near if earlier.place}
    states = {country for earlier, country in near if earlier.actor.type in _TELLING}
    groups = {country for earlier, country in near if earlier.actor.type in ("armed_group", "party")}
    if len(places) == 1:
        return _in(mention, places.pop())
    states = states or groups
    if len(states) == 1:
        return _in(mention, states.pop())
    # Several are near: the country that most of the text speaks of, if there is one.
    counts = Counter(country for earlier, country in spoken if earlier.actor.type in _TELLING)
    for country, count in counts.most_common(1):
        if count >= _FOCUS * counts.total() and (not states or country in states):
            return _in(mention, country)
    return mention


def _in(mention: Found, country: str) -> Found:
    ident = mention.actor.id.replace("XXX.", f"{country}.", 1)
    actor = replace(
        mention.actor, id=ident, country=country, reason=f"{mention.noun!r}, of the country spoken of: {country}"
    )
    return replace(mention, actor=actor, sure=0.6)


def _same(mention: Found, earlier: Found, sure: float) -> Found:
    actor = replace(earlier.actor, reason=f"{mention.noun!r} points back to {earlier.actor.name}")
    return replace(mention, actor=actor, sure=min(sure, earlier.sure))
