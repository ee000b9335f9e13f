"""Whom a pronoun means: the nearest actor that fits in number, gender and kind; the speaker of what is quoted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from extractor.actors.mentions import Found
from extractor.types import Actor

if TYPE_CHECKING:
    from extractor.actors.cues import Cues
    from extractor.actors.gender import Genders
    from extractor.language import Parse

_GENDER: Final = {
    **dict.fromkeys("he him his himself".split(), "m"),
    **dict.fromkeys("she her hers herself".split(), "f"),
}
_IT: Final = frozenset("it its itself".split())
_THEY: Final = frozenset("they them their theirs themselves".split())
_WE: Final = frozenset("i me my mine myself we us our ours ourselves".split())
_SINGLE_SPEAKER: Final = frozenset("i me my mine myself".split())
_POSSESSIVE: Final = frozenset("his her its their".split())
_REFLEXIVE: Final = frozenset("itself himself herself themselves".split())
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj"})
_PERSONS: Final = frozenset({"person", "official"})
_MANY: Final = frozenset(
    {"armed_group", "people", "igo", "group", "party", "military", "police", "government", "ngo", "company"}
)
_STATING: Final = frozenset({"state", "government", "igo"})
_WITHIN_ARGUMENT: Final = frozenset("poss pobj prep compound amod conj appos det nmod agent".split())
_REPORTING: Final = frozenset("ccomp parataxis advcl conj dep xcomp acl relcl".split())
_MODIFIES: Final = frozenset({"amod", "compound", "nmod"})
_REACH: Final = 3  # sentences that a pronoun looks back
_SPEECH_REACH: Final = 12  # sentences of one speech
# How far each thing speaks for an antecedent; a sentence further back costs more than any of them.
_SENTENCE: Final = 2.0
_SUBJECT: Final = 1.5
_GOVERNING: Final = 0.6
_OWN: Final = 0.6
_MAIN: Final = 0.3
_NAMED: Final = 0.5
_OWNS_SUBJECT: Final = 1.5
_SURE_GENDER: Final = 0.6
_MODIFIER: Final = -0.6
_OWNER: Final = -0.3
_EACH_TOKEN: Final = -0.002
_TIE_OF_MANY: Final = 0.5  # "they" fits more than "he" does, and is more often somebody whom nobody has named
_TIE: Final = 0.12  # nearer to each other than this, two antecedents are equal, and none is taken
_SURE: Final = 0.7


def pronouns(parse: Parse, cues: Cues) -> list[Found]:
    """The pronouns of a document that may mean an actor, unresolved."""
    nobody = Actor("", "")
    return [
        Found(token, token + 1, token, "pronoun", nobody, "pronoun")
        for token, coarse in enumerate(parse.coarse)
        if coarse == "O"
        and parse.deps[token] != "expl"
        and (parse.lower[token] in _GENDER or parse.lower[token] in (_IT | _THEY | _WE))
        and not _empty_it(parse, cues, token)
    ]


def speaks(parse: Parse, pronoun: Found) -> bool:
    """Whether a pronoun is a speaker's own: "I", "we"."""
    return parse.lower[pronoun.start] in _WE


def unknown(mention: Found) -> Found:
    """A description that nobody is known by: "it" behind "the agency" means that agency, whoever it is."""
    return replace(mention, actor=replace(mention.actor, id=""))


def many(parse: Parse, pronoun: Found) -> bool:
    """Whether a pronoun is "they"."""
    return parse.lower[pronoun.start] in _THEY


def meant(
    parse: Parse, cues: Cues, genders: Genders, pronoun: Found, before: list[Found], sayer: Found | None = None
) -> list[Found]:
    """Whom "he", "she", "it" or "they" means: one mention, or the joined ones of "X and Y … they"; none if unclear.

    Args:
        parse: The document.
        cues: Verbs of speech.
        genders: Of its persons.
        pronoun: The pronoun, or the possessive pronoun that begins a description.
        before: Mentions before it, in text order.
        sayer: Who says what the pronoun stands in; that is "I", and so not "he".
    """
    word = parse.lower[pronoun.start]
    if word in _REFLEXIVE:
        return _subject(parse, pronoun, before)
    if word == "it" and parse.deps[pronoun.start] not in _SUBJECTS:
        return []  # as an object "it" is a matter more often than an actor
    sentence = parse.sentence_of[pronoun.start]
    own = _clauses(parse, pronoun.head)
    said = _said_by(parse, cues, pronoun)
    heads = frozenset(mention.head for mention in before)
    # Whoever acts on "him" or is acted on by "him" is another: a clause's arguments are different actors.
    others = {
        mention.actor.id
        for mention in before
        if word not in _POSSESSIVE
        and parse.sentence_of[mention.start] == sentence
        and _clause(parse, mention.head) in own
    } | ({sayer.actor.id} if sayer is not None else set())
    around = _phrases_around(parse, pronoun.start)
    place = _Place(parse, own, _governing(parse, pronoun.head), pronoun.start, word, heads)
    ranked: dict[str, tuple[float, list[Found]]] = {}
    for mention in reversed(before):
        distance = sentence - parse.sentence_of[mention.start]
        if distance > _REACH:
            break
        if mention.place or mention.end > pronoun.start or mention.form == "shared":
            continue
        if mention.actor.id in others or mention.head in said or mention.head in around:
            continue  # "X is no cousin," he said: whoever speaks is not in what is said
        group = joined(parse, mention, before) if word in _THEY else [mention]
        if not _fits(word, group, parse, genders):
            continue
        score = place.score(mention, distance) + (_SURE_GENDER if genders.of(mention) == _GENDER.get(word, "") else 0.0)
        key = "|".join(member.actor.id for member in group)
        if key not in ranked or score > ranked[key][0]:
            ranked[key] = (score, group)
    if not ranked:
        return []
    first, *rest = sorted(ranked.values(), key=lambda one: -one[0])
    clear = _TIE_OF_MANY if word in _THEY else _TIE
    unclear = rest and first[0] - rest[0][0] < clear
    return [] if unclear or not first[1][0].actor.id else first[1]


def _subject(parse: Parse, pronoun: Found, before: list[Found]) -> list[Found]:
    """The subject of a pronoun's own clause: "X defended itself"."""
    subjects = {token for verb in _clauses(parse, pronoun.head) for token in parse.kids(verb, *_SUBJECTS)}
    return next(([one] for one in reversed(before) if one.head in subjects and not one.place), [])


def resolved(pronoun: Found, group: list[Found]) -> list[Found]:
    """A pronoun as the mentions that it means: the first its own, the others sharing its place."""
    out = [
        replace(pronoun, actor=one.actor, sure=_SURE * one.sure, plural=one.plural or len(group) > 1) for one in group
    ]
    return [*out[:1], *(replace(one, form="shared") for one in out[1:])]


def speaker(
    parse: Parse, cues: Cues, pronoun: Found, found: list[Found], said: Found | None, *, written: bool
) -> Found | None:
    """Who "we" and "I" are: whose saying the sentence is, else who spoke last; in a statement of a state, that state.

    Args:
        parse: The document.
        cues: Verbs of speech.
        pronoun: The pronoun.
        found: All mentions of the document, other pronouns resolved.
        said: Who says the quotation that the pronoun stands in, if any.
        written: Whether the pronoun is the author's own: it stands outside of a text's quotations.
    """
    own = governing_sayer(parse, cues, pronoun, found) or said
    if own is not None or written:
        return own
    sentence = parse.sentence_of[pronoun.start]
    stating = None
    for mention in reversed([one for one in found if one.start < pronoun.start]):
        distance = sentence - parse.sentence_of[mention.start]
        if distance > _SPEECH_REACH:
            break
        if parse.deps[mention.head] not in _SUBJECTS or mention.place:
            continue
        if parse.lower[parse.heads[mention.head]] in cues.speech:
            return mention
        near = distance <= _REACH and mention.kind != "pronoun"
        if stating is None and near and mention.actor.type in _STATING:
            stating = mention
    return stating if parse.lower[pronoun.start] not in _SINGLE_SPEAKER else None


def governing_sayer(parse: Parse, cues: Cues, pronoun: Found, found: list[Found]) -> Found | None:
    """The subject of the verb of speech that the pronoun's clause depends on: '"We will," said X'."""
    heads = {mention.head: mention for mention in found if not mention.place and mention.form != "shared"}
    token = pronoun.head
    while parse.heads[token] != token:
        child, token = token, parse.heads[token]
        if parse.lower[token] in cues.speech and parse.deps[child] in _REPORTING:
            for subject in parse.kids(token, "nsubj"):
                if subject in heads and subject != pronoun.start:
                    return heads[subject]
    return None


def joined(parse: Parse, mention: Found, found: list[Found]) -> list[Found]:
    """A mention with those that "and" joins to it: "X and Y", "US and Israeli officials"."""
    heads = {other.head: other for other in found if other.form != "shared" and not other.place}
    shared = [other for other in found if other.form == "shared" and other.head == mention.head]
    group, token = [mention, *shared], mention.head
    while True:
        linked = [kid for kid in parse.kids(token, "conj") if kid in heads]
        if not linked:
            break
        group.extend(heads[kid] for kid in linked)
        token = linked[0]
    return list({member.actor.id: member for member in group}.values())


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a pronoun stands: its own clauses, the verb that governs them, the heads of the mentions before."""

    parse: Parse
    own: set[int]
    governing: int | None
    start: int
    word: str
    heads: frozenset[int]

    def score(self, mention: Found, distance: int) -> float:
        """How likely a mention is what the pronoun means, higher is likelier."""
        parse = self.parse
        head = _first_of_conjuncts(parse, mention.head)
        dep = parse.deps[head]
        score = -_SENTENCE * distance + _EACH_TOKEN * (self.start - mention.start)
        if dep in _SUBJECTS:
            verb = parse.heads[head]
            score += _SUBJECT
            if self.word in _POSSESSIVE and verb in self.own:
                score += _OWN  # "X asked Y to raise its hand"
            elif verb == self.governing:
                score += _GOVERNING
            score += _MAIN if distance and parse.heads[verb] == verb else 0.0
        score += _NAMED if mention.kind == "named" else 0.0
        score += _MODIFIER if dep in _MODIFIES else 0.0
        score += _OWNER if dep == "poss" else 0.0
        thing = parse.heads[head]  # "RSF fire killed": a thing's owner is meant; an actor's is not
        owns = dep in (*_MODIFIES, "poss") and parse.deps[thing] in _SUBJECTS and thing not in self.heads
        return score + (_OWNS_SUBJECT if owns and self.word not in _GENDER else 0.0)


def _first_of_conjuncts(parse: Parse, token: int) -> int:
    while parse.deps[token] in ("conj", "appos") and parse.coarse[parse.heads[token]] in ("N", "P", "O"):
        token = parse.heads[token]
    return token


def _fits(word: str, group: list[Found], parse: Parse, genders: Genders) -> bool:
    """Whether a pronoun agrees with a mention, or with joined ones, in number, gender and kind."""
    if len(group) > 1:
        return True
    mention = group[0]
    kind = mention.actor.type
    if mention.form == "adjective" and parse.deps[mention.head] in ("amod", "compound"):
        return False
    if word in _GENDER:
        return kind in _PERSONS and not mention.plural and genders.of(mention) in (None, _GENDER[word])
    if word in _IT:
        return kind not in _PERSONS and kind != "people" and not mention.plural and mention.form != "place"
    return mention.plural or kind in _MANY


def _empty_it(parse: Parse, cues: Cues, token: int) -> bool:
    """Whether "it" is nobody: "It is unclear whether", "it was reported that"; but "it is ready to" is somebody."""
    if parse.lower[token] != "it" or parse.deps[token] not in _SUBJECTS:
        return False
    verb = parse.heads[token]
    if parse.lower[verb] not in cues.impersonal and parse.deps[verb] != "advcl":
        return False
    states = [child for child in parse.kids(verb, "acomp", "attr") if parse.lower[child] not in cues.willing]
    if parse.lower[verb] in ("takes", "took", "lasts"):
        return parse.deps[verb] == "advcl"  # "as long as it takes"
    return (
        bool(parse.kids(verb, "ccomp", "csubj", "expl"))
        or bool(parse.kids(verb, "xcomp") and states)
        or any(parse.kids(state, "ccomp", "xcomp") for state in states)
    )


def _said_by(parse: Parse, cues: Cues, pronoun: Found) -> frozenset[int]:
    """The tokens of what a pronoun says, where it is the subject of a verb of speech."""
    verb = parse.heads[pronoun.start]
    if parse.deps[pronoun.start] != "nsubj" or parse.lower[verb] not in cues.speech:
        return frozenset()
    return frozenset(token for said in parse.kids(verb, "ccomp", "parataxis") for token in parse.subtree(said))


def _phrases_around(parse: Parse, token: int) -> frozenset[int]:
    """The nouns that a pronoun helps to describe, which it cannot mean: "X, once his ally"."""
    nouns: set[int] = set()
    while parse.deps[token] in _WITHIN_ARGUMENT and parse.heads[token] != token:
        beside = parse.deps[token] == "conj"  # "X and her ministers": she may be X
        token = parse.heads[token]
        if parse.coarse[token] in ("N", "P") and not beside:
            nouns.add(token)
    return frozenset(nouns)


def _clauses(parse: Parse, token: int) -> set[int]:
    """The verbs whose subject a token's verb shares: an infinitive or participle has that of the verb above."""
    verb = _clause(parse, token)
    found = {verb}
    while parse.deps[verb] in ("advcl", "xcomp") and not parse.kids(verb, "nsubj", "nsubjpass", "mark"):
        verb = parse.heads[verb]
        found.add(verb)
    return found


def _governing(parse: Parse, token: int) -> int | None:
    """The verb above a token's own clauses: that of "Iran said" in "Iran said it attacked"."""
    own = _clauses(parse, token)
    above = {parse.heads[verb] for verb in own} - own
    return next(iter(above)) if len(above) == 1 else None


def _clause(parse: Parse, token: int) -> int:
    """The verb that a token's phrase is an argument of."""
    while parse.deps[token] in _WITHIN_ARGUMENT and parse.heads[token] != token:
        token = parse.heads[token]
    return parse.heads[token] if parse.coarse[token] != "V" else token
