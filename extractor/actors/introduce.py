"""What a document tells of its own names: acronyms and aliases that it introduces, short forms, names said again."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from extractor.actors.knowledge import fold, name_words, slug
from extractor.actors.mentions import Found, by_token, head_of
from extractor.actors.names import choose
from extractor.actors.phrase import role_noun
from extractor.types import Actor

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extractor.actors.cues import Cues
    from extractor.actors.knowledge import Knowledge
    from extractor.language import Parse

    Words = tuple[str, ...]

_ACRONYM: Final = re.compile(r"(?=.*[A-Z].*[A-Z])[A-Za-z][A-Za-z0-9&./-]{1,11}")
_SUFFIXES: Final = frozenset({"jr", "sr", "ii", "iii", "iv"})
_OPENING: Final = frozenset({",", "(", '"', "“", "‘", "'", "the", "as", "—", "–", "-"})
_BRACKETED: Final = 4  # tokens between the brackets of an acronym, the brackets included
_REMARK: Final = 16  # tokens of a bracket that is passed over
_SHORTEST: Final = 3
_SAID_AGAIN: Final = 0.85
_FAMILY_FIRST: Final = frozenset({"CHN", "TWN", "HKG", "KOR", "PRK", "VNM", "SGP", "MAC", None})
_NAMED_BODIES: Final = frozenset({"armed_group", "company", "group", "ngo", "party"})
_NO_LONG_FORM: Final = frozenset({"adjective", "people", "place", "seat"})


def introduced(parse: Parse, knowledge: Knowledge, cues: Cues, found: list[Found]) -> list[Found]:
    """The mentions of a document with what the document itself says of its names.

    "The Relief Fund for X (RFX)" makes RFX that fund; "A, also known as B" makes one actor of both; a surname is
    the person named in full, where there is but one; and a name that the statistical NER saw once is found wherever
    it stands.

    Args:
        parse: The document.
        knowledge: Role nouns, and the names that need no introduction.
        cues: Alias phrases, words that acronyms skip, family names that stand first.
        found: Mentions in text order.

    Returns:
        All mentions in text order, some with another actor, some new.
    """
    at = by_token(found)
    new = [*_long_forms(parse, knowledge, cues, at), *_halves(parse, knowledge, cues, at)]
    if new:
        found = [*found, *new]
        at = by_token(found)
    acronyms = dict(_acronyms(parse, knowledge, at))
    found, acronyms = _known_acronyms(knowledge, found, acronyms)
    aliases, others = _aliases(parse, cues, found, at)
    found = _one_actor([*found, *others], aliases)
    people = _People(found, parse, cues)
    found = [_better_known(parse, mention, people, acronyms) for mention in found]
    found.extend(_said_again(parse, knowledge, cues, found, people, acronyms))
    return sorted(found, key=lambda mention: (mention.start, -mention.end))


def _halves(parse: Parse, knowledge: Knowledge, cues: Cues, at: dict[int, Found]) -> Iterator[Found]:
    """What "the North" and "the South" mean in a text that speaks of both states."""
    spoken = {mention.actor.country for mention in at.values()}
    meant = next((half for half in cues.halves if spoken.issuperset(half.values())), None)
    if meant is None:
        return
    for token in range(1, len(parse)):
        state = knowledge.states.get(meant.get(f"{parse.lower[token - 1]} {parse.lower[token]}", ""))
        alone = parse.words[token][0].isupper() and parse.coarse[token + 1 : token + 2] != ("P",)
        if state is not None and alone and token not in at:
            actor = replace(state.actor, reason=f"{parse.words[token]!r}, of the states that are spoken of")
            yield Found(token - 1, token + 1, head_of(parse, token - 1, token + 1), "named", actor, "name", sure=0.8)


def _brackets(parse: Parse) -> Iterator[tuple[int, str]]:
    """Where a bracket opens, and the acronym in it."""
    for opening, word in enumerate(parse.words):
        if word != "(" or opening == 0:
            continue
        closing = next((t for t in range(opening + 2, opening + _BRACKETED) if parse.words[t : t + 1] == (")",)), None)
        if closing is None:
            continue
        acronym = parse.text[parse.starts[opening + 1] : parse.ends[closing - 1]].strip("\"“”'‘’")
        if _ACRONYM.fullmatch(acronym):
            yield opening, acronym


def _long_forms(parse: Parse, knowledge: Knowledge, cues: Cues, at: dict[int, Found]) -> Iterator[Found]:
    """The names before bracketed acronyms that nobody else has found: their initials spell the acronym."""
    for opening, acronym in _brackets(parse):
        if opening - 1 in at and at[opening - 1].form != "org":
            continue
        start = _spelling(parse, cues, opening, acronym)
        held = at.get(opening - 1)
        if start is None or (held is not None and held.start <= start):
            continue
        described = role_noun(parse, opening - 1, knowledge) is not None
        owners = [at[t] for t in range(start, opening) if t in at and at[t] is not held]
        if described and owners:
            continue  # "the Iraqi Security Forces (ISF)" are composed
        name = parse.text[parse.starts[start] : parse.ends[opening - 1]]
        country = next((owner.actor.country for owner in owners if owner.actor.country), None)
        actor = Actor(slug(name), name, "group", country=country, reason=f"introduced with its acronym {acronym}")
        yield Found(start, opening, head_of(parse, start, opening), "named", actor, "org", sure=_SAID_AGAIN)


def _spelling(parse: Parse, cues: Cues, end: int, acronym: str) -> int | None:
    """Where the words begin whose initials are the acronym, small words skipped or counted."""
    letters = [char.casefold() for char in acronym if char.isalpha()]
    token = end
    while letters and token > 0 and parse.sentence_of[token - 1] == parse.sentence_of[end]:
        token -= 1
        word = parse.lower[token]
        if word[0] == letters[-1] and (parse.words[token][0].isupper() or word in cues.small_words):
            letters.pop()
        elif word not in cues.small_words and word not in ("-", "'s", "’s"):
            return None
    return token if not letters and parse.words[token][0].isupper() else None


def _acronyms(parse: Parse, knowledge: Knowledge, at: dict[int, Found]) -> Iterator[tuple[str, Found]]:
    """The acronyms that the document explains, each with the mention that it stands behind."""
    for opening, acronym in _brackets(parse):
        mention = at.get(opening - 1)
        if mention is None or mention.end != opening or mention.place or mention.form in _NO_LONG_FORM:
            continue
        person = mention.actor.id.startswith("person.") or mention.actor.type in ("state", "people")
        if not person and acronym.casefold() not in knowledge.roles and mention.kind != "pronoun":
            yield acronym, mention


def _known_acronyms(
    knowledge: Knowledge, found: list[Found], acronyms: dict[str, Found]
) -> tuple[list[Found], dict[str, Found]]:
    """Long forms that no list has, with an acronym that one has: the listed actor, if its country is spoken of.

    "National Liberation Army (ELN)" in a story of Colombia is the ELN, that the list has under its Spanish name.
    """
    if not acronyms:
        return found, acronyms
    countries = frozenset(mention.actor.country for mention in found if mention.actor.country)
    becomes: dict[str, Actor] = {}
    for acronym, mention in acronyms.items():
        hits = [hit for hit in knowledge.names.get((fold(acronym),)) or () if hit.form == "acronym"]
        hit = choose(hits, countries)
        if hit is None or mention.form != "org" or hit.entry.actor.type in ("state", "government", None):
            continue
        if hit.entry.actor.country in countries:
            reason = f"known by its acronym {acronym}"
            becomes[mention.actor.id] = replace(hit.entry.actor, reason=reason)
    found = [replace(one, actor=becomes[one.actor.id]) if one.actor.id in becomes else one for one in found]
    renamed = {
        acronym: replace(mention, actor=becomes.get(mention.actor.id, mention.actor))
        for acronym, mention in acronyms.items()
    }
    return found, renamed


def _aliases(
    parse: Parse, cues: Cues, found: list[Found], at: dict[int, Found]
) -> tuple[list[tuple[Found, Found]], list[Found]]:
    """Pairs of mentions between which an alias phrase stands, and the second names that nobody had found."""
    pairs: list[tuple[Found, Found]] = []
    new: list[Found] = []
    heads = {phrase[0] for phrase in cues.aliases}
    for mention in found:
        token = _behind_brackets(parse, mention.end)
        begin = token
        while parse.lower[token : token + 1] and parse.lower[token] in _OPENING and token < begin + 2:
            token += 1
        if token >= len(parse) or fold(parse.lower[token]) not in heads or mention.place:
            continue
        size = next((len(p) for p in cues.aliases if tuple(map(fold, parse.lower[token : token + len(p)])) == p), 0)
        token += size
        while size and token < len(parse) and parse.lower[token] in _OPENING:
            token += 1
        if not size or token >= len(parse) or parse.sentence_of[token] != parse.sentence_of[mention.start]:
            continue
        other = at.get(token) or _capitals(parse, token, mention)
        if other is None or other.kind != "named" or other.form in _NO_LONG_FORM or other.actor.type == "state":
            continue
        if mention.actor.id.startswith("person.") != other.actor.id.startswith("person.") and not (
            mention.actor.id.startswith("person.") and _made(other)
        ):
            continue  # a person is no body, but a nickname may look like one's
        if token not in at:
            new.append(other)
        pairs.append((mention, other))
    return pairs, new


def _behind_brackets(parse: Parse, token: int) -> int:
    """Behind a bracket that says how a name is written elsewhere: "X (Arabic: …), also known as Y"."""
    if parse.words[token : token + 1] != ("(",):
        return token
    closing = (t for t in range(token, min(token + _REMARK, len(parse))) if parse.words[t] == ")")
    return next(closing, token - 1) + 1


def _capitals(parse: Parse, start: int, mention: Found) -> Found | None:
    """A run of proper nouns, read as another name of a mention's actor."""
    end = start
    while end < len(parse) and parse.coarse[end] == "P" and parse.words[end][0].isupper():
        end += 1
    if end == start or end - start > _BRACKETED + 1 or mention.kind != "named":
        return None
    return Found(start, end, head_of(parse, start, end), "named", mention.actor, mention.form, sure=_SAID_AGAIN)


def _one_actor(found: list[Found], aliases: list[tuple[Found, Found]]) -> list[Found]:
    """One actor for two names: the one that is known, else the first."""
    becomes: dict[str, Actor] = {}
    for first, second in aliases:
        one, other = becomes.get(first.actor.id, first.actor), becomes.get(second.actor.id, second.actor)
        keep, drop = (other, one) if _made(first) and not _made(second) else (one, other)
        if keep.id == drop.id or not (_made(first) or _made(second)):
            continue  # two known actors do not become one by a phrase
        told = f"{keep.reason}; also called {drop.name}"
        keep = replace(
            keep,
            reason=told,
            role=keep.role or drop.role,
            country=keep.country or drop.country,
            type=keep.type or drop.type,
        )
        becomes = {**{ident: keep for ident, actor in becomes.items() if actor.id in (keep.id, drop.id)}, **becomes}
        becomes[drop.id] = becomes[keep.id] = keep
    return [
        replace(mention, actor=becomes[mention.actor.id]) if mention.actor.id in becomes else mention
        for mention in found
    ]


def _made(mention: Found) -> bool:
    """Whether a mention's actor is in no list: made of the words of the document."""
    return mention.form in ("org", "person", "norp") or mention.kind == "nominal"


class _People:
    """The persons that a document names in full, by the short forms that later mentions use."""

    def __init__(self, found: Iterable[Found], parse: Parse, cues: Cues) -> None:
        self._parse = parse
        self._starts: dict[str, list[int]] = defaultdict(list)
        self.full: dict[Words, Actor] = {}
        self._family: dict[Words, dict[str, Found]] = defaultdict(dict)
        self._given: dict[Words, dict[str, Found]] = defaultdict(dict)
        for mention in found:
            if mention.kind != "named" or not mention.actor.id.startswith("person."):
                continue
            spelt = name_words(surface(parse, mention))
            if len(spelt) == 1 and mention.form in ("surname", "name"):
                continue  # who is only called "Lenin" is not named in full
            for words in {name_words(mention.actor.name), spelt}:
                self._add(words, mention, cues)

    def _add(self, words: Words, mention: Found, cues: Cues) -> None:
        actor = mention.actor
        while words and words[-1] in _SUFFIXES:
            words = words[:-1]
        if len(words) < 2:  # noqa: PLR2004 -- a name in full has two words
            return
        self.full.setdefault(words, actor)
        self._starts[actor.id].append(mention.start)
        first = words[0] in cues.family_first and actor.country in _FAMILY_FIRST
        if first:
            self._family[words[:1]].setdefault(actor.id, mention)
        for length in range(1, len(words)):
            self._family[words[-length:]].setdefault(actor.id, mention)
        self._given[words[:1]].setdefault(actor.id, mention)

    def short(self, words: Words, at: int) -> Actor | None:
        """The person whose family name (or else given name) these words are at a token; None if it may be two.

        Of several, those that the text has named by then count, and of these who is in a list goes before who is in
        none: "the president's namesake, a hatter" does not take the surname from the president.
        """
        for names in (self._family, self._given):
            known = [*names.get(words, {}).values()]
            if len(known) > 1:
                known = [mention for mention in known if mention.start <= at]
            if len(known) > 1:
                known = [mention for mention in known if self._near(mention, at)] or known
            if len(known) > 1:
                known = [mention for mention in known if mention.form != "person"] or known
            if known:
                return known[0].actor if len(known) == 1 else None
        return None

    def _near(self, mention: Found, at: int) -> bool:
        """Whether a person was named in full in this sentence or the one before."""
        here = self._parse.sentence_of[at]
        return any(
            0 <= here - self._parse.sentence_of[start] <= 1 for start in self._starts[mention.actor.id] if start <= at
        )

    def variant(self, words: Words, at: int) -> Actor | None:
        """The one person named before whose name has the same first and last word, more or fewer between."""
        same = {
            actor.id: actor
            for known, actor in self.full.items()
            if known != words
            and min(self._starts[actor.id]) < at
            and (known[0], known[-1]) == (words[0], words[-1])
            and (set(known) <= set(words) or set(words) <= set(known))
        }
        return next(iter(same.values())) if len(same) == 1 else None

    def said_again(self) -> Iterator[tuple[Words, Actor]]:
        """Family names and full names that stand for one person alone."""
        yield from self.full.items()
        for words, known in self._family.items():
            if len(known) == 1:
                yield words, next(iter(known.values())).actor


def _better_known(parse: Parse, mention: Found, people: _People, acronyms: dict[str, Found]) -> Found:
    """A mention by a short form, as the actor that the document names in full."""
    if mention.kind != "named":
        return mention
    text = surface(parse, mention)
    if text in acronyms and acronyms[text] is not mention and mention.actor.type != "state":
        meant = acronyms[text]
        if meant.actor.id == mention.actor.id:
            return mention
        actor = replace(meant.actor, reason=f"acronym that the text introduces for {meant.actor.name}")
        return replace(mention, actor=actor, sure=min(meant.sure, 0.9))
    unlisted = mention.form == "place" and mention.actor.id.startswith("place.") and mention.actor.country is None
    words = name_words(text)
    # "Lenin" of a story about one Petra Lenin is she
    mononym = mention.form == "name" and len(words) == 1 and mention.actor.id.startswith("person.")
    if mention.form not in ("person", "org", "surname") and not unlisted and not mononym:
        return mention
    if mention.form != "person":
        bare = len(words) == 1 and parse.lower[mention.start - 1 : mention.start] != ("the",)
        actor_or_none = people.full.get(words) or (people.short(words, mention.start) if bare else None)
    elif words in people.full:
        actor_or_none = people.variant(words, mention.start)
    else:
        actor_or_none = people.short(words, mention.start)
    if actor_or_none is None or actor_or_none.id == mention.actor.id:
        return mention
    actor = replace(actor_or_none, reason=f"person named in full in the text: {actor_or_none.name}")
    return replace(mention, actor=actor, form="person", place=False, sure=0.9)


def _said_again(
    parse: Parse,
    knowledge: Knowledge,
    cues: Cues,
    found: list[Found],
    people: _People,
    acronyms: dict[str, Found],
) -> Iterator[Found]:
    """Further mentions of names that the document has introduced, where no other stage saw them."""
    names: dict[Words, tuple[Actor, str]] = {words: (actor, "person") for words, actor in people.said_again()}
    for mention in found:
        if mention.kind != "named" or mention.form not in ("org", "name"):
            continue
        spelt = name_words(surface(parse, mention))
        if mention.form == "org":
            names.setdefault(spelt, (mention.actor, "org"))
        if mention.actor.type in _NAMED_BODIES and len(spelt) > 1 and spelt[-1] in cues.points_to:
            names.setdefault(spelt[:-1], (mention.actor, "org"))  # "the Wagner Group … Wagner"
    longest: dict[str, int] = defaultdict(int)
    for words in names:
        if words and not (len(words) == 1 and _means_more(words[0], knowledge)):
            longest[words[0]] = max(longest[words[0]], 2 * len(words))  # a hyphen is a token, too
    if not longest and not acronyms:
        return
    covered = by_token(found)
    token, size = 0, len(parse)
    while token < size:
        fresh = parse.coarse[token] in ("P", "N") and token not in covered
        again = _name_at(parse, token, names, longest, acronyms) if fresh else None
        if again is not None and not any(t in covered for t in range(again.start, again.end)):
            yield again
            token = again.end
        else:
            token += 1


def _name_at(
    parse: Parse,
    token: int,
    names: dict[Words, tuple[Actor, str]],
    longest: dict[str, int],
    acronyms: dict[str, Found],
) -> Found | None:
    word = parse.words[token]
    if word in acronyms:
        meant = acronyms[word]
        actor = replace(meant.actor, reason=f"acronym that the text introduces for {meant.actor.name}")
        return Found(token, token + 1, token, "named", actor, "org", sure=_SAID_AGAIN)
    if not word[0].isupper() or parse.coarse[token] not in ("P", "N"):
        return None
    for size in range(longest.get(fold(word), 0), 0, -1):
        end = min(token + size, len(parse))
        if parse.coarse[end - 1] not in ("P", "N") or parse.sentence_of[end - 1] != parse.sentence_of[token]:
            continue
        known = names.get(name_words(parse.text[parse.starts[token] : parse.ends[end - 1]]))
        if known is None or (size == 1 and (parse.coarse[token] != "P" or len(word) < _SHORTEST)):
            continue
        actor, form = known
        actor = replace(actor, reason=f"named before in the text: {actor.name}")
        return Found(token, end, head_of(parse, token, end), "named", actor, form, sure=_SAID_AGAIN)
    return None


def _means_more(word: str, knowledge: Knowledge) -> bool:
    """Whether a surname is also a role noun or the name of somebody or some place."""
    return word in knowledge.roles or bool(knowledge.names.get((word,)))


def surface(parse: Parse, mention: Found) -> str:
    """The words of a mention as they stand in the text."""
    return parse.text[parse.starts[mention.start] : parse.ends[mention.end - 1]]
