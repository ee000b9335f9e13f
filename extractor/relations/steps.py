"""The steps that paths in `models/relations/frames.yml` are made of.

A step takes tokens and gives the tokens that are one grammatical relation further. `walk` follows a whole
path from a matched trigger.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from extractor.data import DataError

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractor.forms import Forms
    from extractor.relations.rules import Trigger
    from extractor.relations.syntax import Syntax

_STEP: Final = re.compile(r"^([a-z_]+)(\(([^()]*)\))?$")
_BE: Final = frozenset(
    "be is are was were been being am 's ’s 're remain remains remained become becomes became".split()
)
_SUFFERS_UNDER: Final = frozenset(
    "come comes came coming be is are was were been being remain remains remained".split()
)
_SUFFER: Final = frozenset(
    "win earn get obtain secure draw attract provoke spark trigger suffer face receive sustain endure witness "
    "experience survive repel resist".split()
)
_WITHIN: Final = frozenset({"in", "at", "near", "inside", "across", "throughout", "around"})
_QUESTIONS: Final = frozenset({"whether", "why", "how", "what", "if", "who", "when", "where"})
_FALLEN: Final = frozenset(
    "killed wounded injured hurt died dead destroyed damaged displaced perished slain captured".split()
)
_ADJUNCT: Final = frozenset(
    "by during before after since until till by as than like including despite because within amid about per via due "
    "following ahead while upon unlike without".split()
)
_TOWARDS: Final = frozenset("on against upon to for at toward towards".split())
_GO: Final = frozenset(
    "arrive leave depart embark go travel fly head lead come accompany join send dispatch set start begin".split()
)
_BESIDE: Final = _ADJUNCT | frozenset({"over", "about", "against", "for", "from", "of", "regarding", "concerning"})
_FROM: Final = frozenset({"from"})
_CUSTODY: Final = frozenset("captivity custody detention prison jail prisons jails".split())
_HELP: Final = frozenset("support help assist aid back assistance backing join".split())
_GIVEN_BACK: Final = frozenset("returned released freed rescued met fulfilled found recovered".split())
_QUANTITY: Final = frozenset(
    "series number wave barrage spate string round volley campaign set dozens scores hundreds thousands kind type "
    "form act lot most some one two many all part level amount flurry salvo pair rest any several majority handful "
    "group least half none each both third quarter percent % team contingent batch convoy column tens".split()
)


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger found in the text.

    Attributes:
        trigger: Which trigger of which rule.
        head: Token of the inflected word.
        tokens: All tokens of the trigger's words, in order.
        tail: Token of the trigger's last word where that takes an object of its own ("call on"), else None.
        objects: For a rule with `objects`: the object nouns that matched.
    """

    trigger: Trigger
    head: int
    tokens: tuple[int, ...]
    tail: int | None = None
    objects: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """What steps need to know beside the tokens."""

    syntax: Syntax
    forms: Forms
    match: Match
    words: frozenset[str]
    actors: frozenset[int] = frozenset()
    named: frozenset[int] = frozenset()


def objects_of(match: Match, syntax: Syntax) -> list[int]:
    """The logical objects of a matched verb; of "call on", those of its preposition."""
    if match.tail is not None and syntax.parse.coarse[match.tail] == "V":
        return syntax.objects(match.tail)
    if match.tail is not None:
        behind = syntax.spread(syntax.parse.kids(match.tail, "pobj"))
        if behind:
            return behind
    return syntax.objects(match.head)


def through_quantity(syntax: Syntax, noun: int) -> list[int]:
    """A noun, and what it counts: "a series of strikes" is strikes."""
    out, at = [noun], noun
    for _ in range(3):
        if syntax.parse.lower[at] not in _QUANTITY and syntax.parse.coarse[at] != "C" and syntax.parse.words[at] != "$":
            break
        money = syntax.parse.coarse[at] == "C" or syntax.parse.lower[at] in ("$", "million", "billion")
        inner = [
            p
            for prep in syntax.parse.kids(at, "prep")
            if syntax.parse.lower[prep] == "of" or (money and syntax.parse.lower[prep] == "in")
            for p in syntax.parse.kids(prep, "pobj")
        ]
        if not inner:
            break
        at = inner[0]
        out.extend(syntax.conjuncts(at))
    return out


def _subject(way: Way, token: int, _: frozenset[str]) -> list[int]:
    return way.syntax.subjects(token)


def _surface(way: Way, token: int, _: frozenset[str]) -> list[int]:
    if way.syntax.parse.coarse[token] == "A":
        return [subject for verb in _copula(way, token, frozenset()) for subject in way.syntax.surface_subject(verb)]
    return way.syntax.surface_subject(token)


def _object(way: Way, token: int, _: frozenset[str]) -> list[int]:
    if token == way.match.head:
        if way.match.objects:
            return list(way.match.objects)
        found = [noun for noun in objects_of(way.match, way.syntax) if noun not in way.match.tokens]
    else:
        found = way.syntax.objects(token)
    found = [inner for noun in found for inner in through_quantity(way.syntax, noun)]
    if any(_each_other(way, noun) for noun in found):
        return way.syntax.subjects(token)  # "X and Y blamed each other"
    return found


def _each_other(way: Way, noun: int) -> bool:
    return way.syntax.parse.lower[max(0, noun - 1) : noun + 1] in (("each", "other"), ("one", "another"))


def _far(way: Way, token: int, words: frozenset[str]) -> list[int]:
    """Objects of these prepositions anywhere in the verb's own clause, wherever the parse has hung them."""
    parse = way.syntax.parse
    found: list[int] = []
    stack = [child for child in parse.children[token] if child > token]
    while stack:
        at = stack.pop(0)
        if parse.deps[at] in ("relcl", "ccomp", "advcl", "xcomp", "acl", "conj", "parataxis", "appos"):
            continue
        if parse.deps[at] == "prep" and parse.lower[at] in words:
            found.extend(pobj for pobj in parse.kids(at, "pobj") if not way.syntax.holds_gerund(pobj))
        stack.extend(parse.children[at])
    return way.syntax.spread(found)


def _direct(way: Way, token: int, _: frozenset[str]) -> list[int]:
    """The object, where it is not one that the rule names: "X met Y", but not "X held talks"."""
    return [] if way.match.trigger.rule.objects else _object(way, token, frozenset())


def _scene(way: Way, token: int, _: frozenset[str]) -> list[int]:
    """Where it was done to somebody whom nothing resolves: "killed dozens in Chile"."""
    return way.syntax.prepositional(token, _WITHIN) if _object(way, token, frozenset()) else []


def _aimed(way: Way, token: int, _: frozenset[str]) -> list[int]:
    """Whom a noun's participle names: "a raid targeting Y", "strikes aimed at Y"."""
    parse = way.syntax.parse
    found: list[int] = []
    for verb in parse.kids(token, "acl"):
        if parse.lower[verb] in ("targeting", "killing", "hitting", "wounding", "striking", "destroying"):
            found.extend(way.syntax.objects(verb))
        elif parse.lower[verb] in ("aimed", "directed", "levelled", "leveled", "targeted"):
            found.extend(way.syntax.prepositional(verb, frozenset({"at", "against", "on"})))
    return found


def _claimed(way: Way, token: int, _: frozenset[str]) -> list[int]:
    """Of whom a noun's clause speaks: "claims that Y beat", "allegations that Y"."""
    parse = way.syntax.parse
    return [
        s
        for clause in parse.kids(token, "acl", "relcl", "ccomp")
        if parse.kids(clause, "mark")
        for s in way.syntax.surface_subject(clause)
    ]


def _dative(way: Way, token: int, _: frozenset[str]) -> list[int]:
    if way.syntax.passive(token) and way.syntax.parse.kids(token, "dobj"):
        return way.syntax.surface_subject(token)  # "Y was given aid by X"
    kids = way.syntax.parse.kids(token, "dative")
    inner = [p for kid in kids for p in way.syntax.parse.kids(kid, "pobj")]
    return way.syntax.spread(inner or kids)


def _prep(way: Way, token: int, words: frozenset[str]) -> list[int]:
    if token == way.match.head and way.match.tail is not None and way.syntax.parse.coarse[way.match.tail] == "V":
        token = way.match.tail
    if token == way.match.head and way.match.trigger.after and way.match.trigger.kind == "verb":
        behind = [inner for part in way.match.tokens if part != token for inner in _prep_of(way, part, words)]
        return [*_prep_of(way, token, words), *behind]
    return _prep_of(way, token, words)


def _prep_of(way: Way, token: int, words: frozenset[str]) -> list[int]:
    if words:
        found = way.syntax.prepositional(token, words)
        if way.match.tail is not None and token == way.match.head and way.syntax.parse.lower[way.match.tail] in words:
            found.extend(t for t in way.syntax.spread(way.syntax.parse.kids(way.match.tail, "pobj")) if t not in found)
        return found
    parse = way.syntax.parse
    return [
        inner
        for inner in way.syntax.prepositional(token, frozenset())
        if not (parse.deps[inner] == "pobj" and parse.lower[parse.heads[inner]] in _ADJUNCT)
    ]


def _complement(way: Way, token: int, _: frozenset[str]) -> list[int]:
    parse = way.syntax.parse
    return [
        verb
        for verb in way.syntax.complements(token)
        if not any(
            parse.lower[word] in _QUESTIONS and parse.deps[word] in ("mark", "advmod", "dobj", "nsubj")
            for word in parse.children[verb]
        )
    ]


def _undertaken(way: Way, token: int, _: frozenset[str]) -> list[int]:
    """Complements that can be promised: infinitives, gerunds, clauses with "will"; not "agreed that it had rained"."""
    parse = way.syntax.parse
    return [
        verb
        for verb in _complement(way, token, frozenset())
        if parse.tags[verb] in ("VB", "VBG")
        or any(parse.tags[aux] == "TO" for aux in parse.kids(verb, "aux"))
        or any(parse.lower[aux] in ("will", "would", "'ll") for aux in parse.kids(verb, "aux"))
        or (parse.tags[verb] == "VBN" and any(parse.tags[aux] == "TO" for aux in parse.children[verb]))
    ]


def _engaged(way: Way, token: int, _: frozenset[str]) -> list[int]:
    """The verb of "is on a visit to", "are in talks with", "is at war with", "led a delegation on a visit to"."""
    parse = way.syntax.parse
    head = parse.heads[token]
    if parse.deps[token] != "pobj" or parse.lower[head] not in ("on", "in", "at"):
        return []
    verb = parse.heads[head]
    if parse.deps[verb] == "dobj":
        verb = parse.heads[verb]
    goes = parse.lower[head] == "on" and parse.lower[verb] in way.forms.any_of(_GO)
    return [verb] if goes or parse.lower[verb] in _BE else []


def _possessor(way: Way, token: int, _: frozenset[str]) -> list[int]:
    if token in way.actors and token != way.match.head:
        return []  # "the Congolese minister" is the minister, not Congo
    if _other_post(way, token):
        return []
    return way.syntax.spread(way.syntax.parse.kids(token, "poss"))


def _premodifier(way: Way, token: int, _: frozenset[str]) -> list[int]:
    if token in way.actors and token != way.match.head:
        return []
    if _other_post(way, token):
        return []
    parse = way.syntax.parse
    found = [t for t in way.syntax.premodifiers(token) if parse.deps[t] != "poss"]
    if way.match.trigger.rule.tie is None:
        return found
    named = [t for t in found if t in way.named]
    return [t for t in named if t == max(named) or parse.deps[t] == "conj" or parse.kids(t, "conj")]


def _other_post(way: Way, token: int) -> bool:
    """Whether a noun before a title says that the post is another's: "Kenya's opposition leader" leads no Kenya."""
    parse = way.syntax.parse
    return (
        token == way.match.head
        and way.match.trigger.rule.tie is not None
        and any(
            parse.coarse[t] == "N" and t not in way.match.tokens and t not in way.named
            for t in parse.kids(token, "compound", "nmod")
        )
    )


def _joined(way: Way, token: int, _: frozenset[str]) -> list[int]:
    parse = way.syntax.parse
    first = token
    while first > 0 and (parse.coarse[first - 1] in ("P", "A", "N") or parse.words[first - 1] in ("-", "–", "/", "—")):
        first -= 1
    if not any(parse.words[t] in ("-", "–", "/", "—") for t in range(first, token)):
        return []
    return [t for t in range(first, token) if parse.coarse[t] in ("P", "A", "N")]


def _light(way: Way, token: int, words: frozenset[str]) -> list[int]:
    parse = way.syntax.parse
    at = token
    for _ in range(4):
        head = parse.heads[at]
        if parse.deps[at] == "conj":
            at = head
        elif parse.deps[at] == "pobj" and parse.lower[head] == "of" and parse.lower[parse.heads[head]] in _QUANTITY:
            at = parse.heads[head]
        elif (
            parse.deps[at] == "pobj"
            and parse.lower[head] in ("in", "part")
            and parse.lower[parse.heads[head]] in ("engaged", "engage", "engaging", "part")
        ):
            at = head
        else:
            break
    head = parse.heads[at]
    if parse.deps[at] not in ("dobj", "nsubjpass", "pobj", "prep"):
        if parse.kids(token, "acl") and parse.coarse[parse.kids(token, "acl")[0]] == "V":
            verb = parse.kids(token, "acl")[0]
            return [verb] if parse.lower[verb] in way.forms.any_of(words) else []
        return []
    while parse.coarse[head] == "I" and parse.heads[head] != head:
        if parse.lower[head] in _BESIDE:
            return []  # "filed a complaint over the attack" launches none
        head = parse.heads[head]
    return [head] if parse.lower[head] in way.forms.any_of(words) else []


def _suffers(way: Way, token: int, _: frozenset[str]) -> list[int]:
    parse = way.syntax.parse
    head = parse.heads[token]
    if parse.deps[token] == "dobj" and parse.lower[head] in way.forms.any_of(_SUFFER):
        return [head]
    if parse.deps[token] != "pobj":
        return []
    verb = parse.heads[head]
    if parse.lower[head] == "under" and parse.lower[verb] in _SUFFERS_UNDER:
        return [verb]
    if parse.lower[head] in ("in", "during") and parse.lower[verb] in _FALLEN:
        return [verb]  # "were killed in an Israeli raid"
    return []


def _beside(way: Way, token: int, _: frozenset[str]) -> list[int]:
    """What stands right before a title in a name: "Taliban commander X"."""
    parse = way.syntax.parse
    if parse.deps[token] not in ("compound", "nmod"):
        return []
    return [other for other in parse.kids(parse.heads[token], "compound", "amod", "nmod", "poss") if other < token]


def _demanded(way: Way, token: int, _: frozenset[str]) -> list[int]:
    """The complement clauses that say what someone must or should do; "must have done" says what he did."""
    parse = way.syntax.parse
    return [
        verb
        for verb in way.syntax.complements(token)
        if _must(way, verb) and not any(parse.lower[aux] in ("have", "'ve") for aux in parse.kids(verb, "aux"))
    ]


def _must(way: Way, verb: int) -> bool:
    parse = way.syntax.parse
    auxiliaries = parse.kids(verb, "aux")
    if any(parse.lower[aux] in ("must", "should", "ought", "shall") for aux in auxiliaries):
        return True
    if parse.tags[verb] == "VB" and not auxiliaries and parse.kids(verb, "nsubj", "nsubjpass"):
        return True  # the subjunctive: "insisted that Iran leave"
    return parse.lower[verb] in ("need", "needs", "needed", "has", "have", "had") and bool(parse.kids(verb, "xcomp"))


def _until(way: Way, token: int, _: frozenset[str]) -> list[int]:
    """Who must give in first: "will not stop until Y is disarmed"."""
    parse = way.syntax.parse
    verbs = [token, *way.syntax.complements(token)]
    if way.match.trigger.rule.event not in ("THREATEN", "AGREE") and not parse.kids(token, "neg"):
        return []
    clauses = [
        clause
        for verb in verbs
        for clause in parse.kids(verb, "advcl")
        if any(parse.lower[mark] == "until" for mark in parse.kids(clause, "mark"))
    ]
    return [
        subject
        for clause in way.syntax.spread_verbs(clauses)
        if not (way.syntax.passive(clause) and parse.lower[clause] in _GIVEN_BACK)
        for subject in way.syntax.surface_subject(clause)
    ]


def _launched(way: Way, token: int, _: frozenset[str]) -> list[int]:
    """Who did what the noun names, by a participle behind it: "an attack launched by X"."""
    parse = way.syntax.parse
    return [s for verb in parse.kids(token, "acl") if parse.tags[verb] == "VBN" for s in way.syntax.subjects(verb)]


def _upon(way: Way, token: int, _: frozenset[str]) -> list[int]:
    """Whom a noun's participle names behind a preposition: "sanctions imposed on Y", "money owed to Y"."""
    parse = way.syntax.parse
    return [
        noun
        for verb in parse.kids(token, "acl")
        if parse.tags[verb] == "VBN"
        for noun in way.syntax.prepositional(verb, _TOWARDS)
    ]


def _helped(way: Way, token: int, _: frozenset[str]) -> list[int]:
    """Who is helped in what a noun names, and so does it: "supports X in the fight against Y"."""
    parse = way.syntax.parse
    head = parse.heads[token]
    if parse.deps[token] != "pobj" or parse.lower[head] not in ("in", "with"):
        return []
    helping = parse.heads[head]
    while parse.coarse[helping] in ("I", "P") and parse.heads[helping] != helping:
        helping = parse.heads[helping]  # the parse may hang "in" on the one who is helped
    words = way.forms.any_of(_HELP)
    if parse.coarse[helping] == "V" and parse.lower[helping] not in words:
        helping = next(iter(parse.kids(helping, "dobj")), helping)  # "reiterated its support for X in the fight"
    if parse.lower[helping] not in words:
        return []
    if parse.coarse[helping] == "V":
        return way.syntax.objects(helping)
    return way.syntax.prepositional(helping, frozenset({"for", "to", "of"}))


def _authority(way: Way, token: int, _: frozenset[str]) -> list[int]:
    """Where something was done to somebody and nobody is named who did it: "was arrested in X"."""
    parse = way.syntax.parse
    if not way.syntax.passive(token) or way.syntax.subjects(token):
        return []
    held = [noun for noun in way.syntax.prepositional(token, _FROM) if parse.lower[noun] in _CUSTODY]
    return [place for at in (token, *held) for place in way.syntax.prepositional(at, _WITHIN)]


def _purpose(way: Way, token: int, _: frozenset[str]) -> list[int]:
    """What a verb's act is for: "gave money to promote investment in Y"."""
    parse = way.syntax.parse
    return [
        clause
        for clause in parse.kids(token, "advcl", "xcomp")
        if clause > token and any(parse.tags[aux] == "TO" for aux in parse.kids(clause, "aux"))
    ]


def _described(way: Way, token: int, _: frozenset[str]) -> list[int]:
    """The noun that an adjective with a complement of its own describes: "a report highly critical of Y"."""
    parse = way.syntax.parse
    return [parse.heads[token]] if parse.deps[token] in ("amod", "acl", "relcl") else []


def _copula(way: Way, token: int, _: frozenset[str]) -> list[int]:
    parse = way.syntax.parse
    if parse.deps[token] in ("attr", "acomp", "oprd", "xcomp") and parse.lower[parse.heads[token]] in _BE:
        return [parse.heads[token]]
    return []


def _apposed(way: Way, token: int, _: frozenset[str]) -> list[int]:
    parse = way.syntax.parse
    return way.syntax.spread([parse.heads[token]]) if parse.deps[token] == "appos" else []


def _named(way: Way, token: int, _: frozenset[str]) -> list[int]:
    parse = way.syntax.parse
    found = parse.kids(token, "appos")
    if parse.deps[token] in ("compound", "nmod", "appos") and parse.coarse[parse.heads[token]] == "P":
        found = [*found, parse.heads[token]]
    return found


def _hyphenated(way: Way, _: int, __: frozenset[str]) -> list[int]:
    parse = way.syntax.parse
    first = way.match.tokens[0]
    if way.match.trigger.kind != "suffix" or first < 2 or parse.words[first - 1] not in ("-", "–", "‑"):  # noqa: PLR2004 -- a word and a hyphen
        return []
    return [first - 2]


def _modified(way: Way, _: int, __: frozenset[str]) -> list[int]:
    parse = way.syntax.parse
    at = way.match.tokens[-1]
    sentence = parse.sentence_of[at]
    for token in range(at + 1, min(len(parse), at + 8)):
        if parse.sentence_of[token] != sentence:
            break
        if parse.coarse[token] in ("N", "P") and not (
            token + 1 < len(parse)
            and parse.coarse[token + 1] in ("N", "P", "A")
            and parse.deps[token] in ("compound", "amod", "nmod", "npadvmod")
        ):
            if parse.words[token + 1 : token + 2] == ("-",) or (parse.words[token - 1] == "-" and token - 1 == at):
                continue
            return way.syntax.conjuncts(token)
        if parse.coarse[token] not in ("N", "P", "A", "C", "V", "R") and parse.words[token] not in ("-", ",", "and"):
            break
    return []


def _following(way: Way, _: int, __: frozenset[str]) -> list[int]:
    parse = way.syntax.parse
    at = way.match.tokens[-1]
    if way.match.trigger.kind != "prefix":
        return []
    return [at + 2] if at + 2 < len(parse) and parse.words[at + 1] in ("-", "–", "‑") else []


def _aftermath(way: Way, token: int, _: frozenset[str]) -> list[int]:
    """Whose act it is that something comes after: "X is weakened after Kenyan strikes"."""
    parse = way.syntax.parse
    if parse.deps[token] == "pobj" and parse.lower[parse.heads[token]] in ("after", "following"):
        return [*_possessor(way, token, frozenset()), *_premodifier(way, token, frozenset())]
    return []


def _after(way: Way, token: int, _: frozenset[str]) -> list[int]:
    """Who suffers what comes after an act: the subject of the clause that "after Israeli strikes" hangs on."""
    parse = way.syntax.parse
    verb = parse.heads[parse.heads[token]]
    if parse.deps[token] != "pobj" or parse.coarse[verb] not in ("V", ""):
        return []
    if (
        parse.lower[verb] in _BE
        or way.syntax.passive(verb)
        or parse.lower[verb] in ("died", "die", "fled", "flee", "collapsed")
    ):
        return way.syntax.surface_subject(verb)
    return []


_STEPS: Final[dict[str, Callable[[Way, int, frozenset[str]], list[int]]]] = {
    "subject": _subject,
    "surface": _surface,
    "object": _object,
    "direct": _direct,
    "far": _far,
    "scene": _scene,
    "aimed": _aimed,
    "claimed": _claimed,
    "dative": _dative,
    "prep": _prep,
    "complement": _complement,
    "undertaken": _undertaken,
    "engaged": _engaged,
    "possessor": _possessor,
    "premodifier": _premodifier,
    "joined": _joined,
    "light": _light,
    "suffers": _suffers,
    "beside": _beside,
    "launched": _launched,
    "upon": _upon,
    "helped": _helped,
    "authority": _authority,
    "purpose": _purpose,
    "described": _described,
    "demanded": _demanded,
    "until": _until,
    "copula": _copula,
    "apposed": _apposed,
    "named": _named,
    "hyphenated": _hyphenated,
    "modified": _modified,
    "following": _following,
    "aftermath": _aftermath,
    "after": _after,
}


@lru_cache(maxsize=1024)
def steps_of(path: str) -> tuple[tuple[str, frozenset[str], bool], ...]:
    """A path, taken apart: name, words, and whether the words are the frame's parameters.

    Raises:
        DataError: The path names a step that is not there.
    """
    out = []
    for piece in path.split("/"):
        match = _STEP.match(piece)
        if match is None or match[1] not in _STEPS:
            message = f"frames.yml: path {path!r}: no step {piece!r}; the head of the file lists them"
            raise DataError(message)
        words = match[3] or ""
        out.append((match[1], frozenset(w for w in words.split("|") if w and w != "$"), "$" in words))
    return tuple(out)


def walk(path: str, way: Way) -> list[int]:
    """The tokens that a path leads to from the trigger of a match, the closest first."""
    tokens = [way.match.head]
    for name, words, takes_parameters in steps_of(path):
        step = _STEPS[name]
        given = words | way.words if takes_parameters else words
        reached: list[int] = []
        for token in tokens:
            reached.extend(t for t in step(way, token, given) if t not in reached)
        if not reached:
            return []
        tokens = reached
    return tokens
