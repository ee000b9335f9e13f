"""What looks like an event and is none: games, stories, science, history, and what something is merely about.

No single word voids a sentence for good. Cues of subjects that are no politics (a game, a novel, a species, a storm)
stand against cues of politics, in the sentence and in the whole document: what a politician does at a festival is
news, what a president does in a novel is none. The cues are data (`models/relations/context/gates.yml`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from extractor.language import Parse
    from extractor.relations.context import Cue, Gates

# In units of one hint of politics in the sentence; set by reading texts of both kinds.
_HINT: Final = 0.5
_HINTS: Final = 1.5  # hints alone never make a sentence void
_SURE: Final = 2.0
_VOID: Final = 2.0
_MOST: Final = 6.0
# A stretch of text: how much likelier a sentence with such a cue is where there is no politics, as a logarithm.
_LIKELIER_SURE: Final = 2.3
_LIKELIER_HINT: Final = 1.2
_LIKELIER_POLITICS: Final = -3.0
_LIKELIER_STATECRAFT: Final = -0.5
_NEWS: Final = -0.1  # a text that shows nothing is news
_TOLD: Final = 1.0  # a plot is told in the present tense
_TOLD_CUES: Final = 0.15
_OLD_SHARE: Final = 0.2
_OLD_SENTENCES: Final = 2
_HISTORY: Final = 0.8
# What the document and the sentences around it add to a sentence.
_ENOUGH: Final = 25  # sentences that show what a text is about; more of them show it no better
_DOCUMENT: Final = 1.5
_DOCUMENT_RANGE: Final = (-3.0, 10.0)
_AROUND: Final = 4
_AROUND_RANGE: Final = (-3.0, 3.0)
_SHOWN: Final = 3.0  # a single cue, however often, speaks for its own sentences alone
_TURNED: Final = -7.0  # so much politics around, and the rest of the document is about something else

_YEAR_DIGITS: Final = 4
_CLIMB: Final = 4
_PAST: Final = frozenset({"VBD"})
_PRESENT: Final = frozenset({"VBZ", "VBP"})
_NOT_ITS_MATTER: Final = frozenset({"relcl", "acl", "amod", "conj", "appos"})
_OWN_TIME: Final = frozenset({"relcl", "acl", "ccomp", "pcomp"})
_TIMES: Final = frozenset(
    "january february march april may june july august september october november december spring summer autumn fall "
    "winter end beginning start middle year night day eve".split()
)
_GOAL_DIGITS: Final = 2


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a stretch of text shows of its subject: how many different cues of each kind.

    Attributes:
        sure: Cues of subjects that are no politics, and of nothing else.
        hints: Words that such texts have more often than news of politics.
        politics: Cues of politics, and of nothing else.
        statecraft: Words that news of politics shares with history and stories: soldiers, courts, kings.
        told: Those of both that belong to a story or a game.
    """

    sure: int = 0
    hints: int = 0
    politics: int = 0
    statecraft: int = 0
    told: int = 0

    def __add__(self, other: Evidence) -> Evidence:
        """Both together."""
        return Evidence(
            self.sure + other.sure,
            self.hints + other.hints,
            self.politics + other.politics,
            self.statecraft + other.statecraft,
            self.told + other.told,
        )

    @property
    def balance(self) -> float:
        """How far a single sentence speaks of no politics (above 0) or of politics (below)."""
        other = _SURE * self.sure + min(_HINTS, _HINT * self.hints)
        return _within((-_MOST, _MOST), other - _SURE * self.politics - self.statecraft)

    @property
    def likelier(self) -> float:
        """How much likelier the cues of a stretch are where there is no politics (a logarithm)."""
        return (
            _LIKELIER_SURE * self.sure
            + _LIKELIER_HINT * self.hints
            + _LIKELIER_POLITICS * self.politics
            + _LIKELIER_STATECRAFT * self.statecraft
        )


class Void:
    """Tells the triggers that are no news of an act: games, history, what a film is about."""

    def __init__(self, parse: Parse, gates: Gates) -> None:
        """Wrap a document and the gates."""
        self._parse = parse
        self._gates = gates

    def holds(self, trigger: int) -> bool:
        """Whether the document, the sentence or the phrase around a trigger makes it void."""
        return self.reason(trigger) is not None

    def reason(self, trigger: int) -> str | None:
        """Why a trigger is void, in two or three words; None where it is not."""
        if trigger in self._idioms:
            return "an idiom"
        if self._is_matter(trigger):
            return "what something is about"
        if any(trigger in scope for scope in self._old.get(self._parse.sentence_of[trigger], ())):
            return "history"
        at = self._parse.sentence_of[trigger]
        if _SURE * self._different.sure + self._different.hints < _SHOWN:
            return "no politics" if self._evidence[at].balance >= _VOID else None
        around = self._around(at)
        document = min(self._lean, 0.0) if around <= _TURNED and not (self._told or self._past) else self._lean
        if self._evidence[at].balance + document + _within(_AROUND_RANGE, around) >= _VOID:
            return "no politics"
        return None

    @cached_property
    def _found(self) -> tuple[dict[str, Cue], ...]:
        """The cues of each sentence, by name; of two that overlap the longer one."""
        return tuple(dict(_cues(self._parse, first, last, self._gates.cues)) for first, last in self._parse.sentences)

    @cached_property
    def _evidence(self) -> tuple[Evidence, ...]:
        return tuple(
            _evidence(found.values(), scored=_has_score(self._parse, first, last))
            for found, (first, last) in zip(self._found, self._parse.sentences, strict=True)
        )

    @cached_property
    def _different(self) -> Evidence:
        """What the document shows where a cue that is said again counts once."""
        found = {name: cue for sentence in self._found for name, cue in sentence.items()}
        return _evidence(found.values(), scored=_has_score(self._parse, 0, len(self._parse)))

    @cached_property
    def _shown(self) -> Evidence:
        return sum(self._evidence, Evidence())

    @cached_property
    def _told(self) -> bool:
        return self._shown.told >= _TOLD_CUES * len(self._evidence)

    @cached_property
    def _past(self) -> bool:
        named = sum(map(bool, self._old.values()))
        return named >= max(_OLD_SENTENCES, _OLD_SHARE * len(self._evidence))

    @cached_property
    def _lean(self) -> float:
        """How far the document speaks of no politics (above 0, at most 10) or of politics (below, at least -3)."""
        count = len(self._evidence)
        if count <= 1:
            return 0.0  # nothing else says what it is about
        mean = self._shown.likelier / count + _NEWS
        if self._told:
            mean += _TOLD * _present(self._parse)
        if self._past:
            mean += _HISTORY
        return _within(_DOCUMENT_RANGE, _DOCUMENT * min(count, _ENOUGH) * mean)

    def _around(self, sentence: int) -> float:
        """How far the sentences around one speak of no politics: a text may turn from one subject to the next."""
        near = [*self._evidence[max(0, sentence - _AROUND) : sentence], *self._evidence[sentence + 1 :][:_AROUND]]
        return sum(one.likelier + _NEWS for one in near)

    @cached_property
    def _idioms(self) -> frozenset[int]:
        lower, idioms = self._parse.lower, self._gates.idioms
        return frozenset(
            at + step
            for at, word in enumerate(lower)
            for idiom in idioms.get(word, ())
            if lower[at + 1 : at + 1 + len(idiom)] == idiom
            for step in range(1 + len(idiom))
        )

    @cached_property
    def _old(self) -> dict[int, tuple[frozenset[int], ...]]:
        """The sentences that name a year of the past, with the tokens that each year dates."""
        scopes: dict[int, tuple[frozenset[int], ...]] = {}
        for token, word in enumerate(self._parse.lower):
            if len(word) == _YEAR_DIGITS and word.isdecimal() and word < self._gates.before:
                scope = frozenset() if _counts(self._parse, token) else _dated(self._parse, token)
                at = self._parse.sentence_of[token]
                if scope:
                    scopes[at] = (*scopes.get(at, ()), scope)
        return scopes

    def _is_matter(self, trigger: int) -> bool:
        """Whether it stands in the phrase of a void noun: "the anniversary of the invasion"."""
        parse, at = self._parse, trigger
        for _ in range(_CLIMB):
            head = parse.heads[at]
            if head == at or parse.coarse[head] == "V":
                return False
            about = parse.coarse[head] == "N" and parse.lower[head] in self._gates.void_nouns
            if about and parse.deps[at] not in _NOT_ITS_MATTER:
                return True
            at = head
        return False


def _within(limits: tuple[float, float], value: float) -> float:
    return max(limits[0], min(limits[1], value))


def _present(parse: Parse) -> float:
    """The share of the present among the finite verbs of a document."""
    present = sum(tag in _PRESENT for tag in parse.tags)
    return present / max(1, present + sum(tag in _PAST for tag in parse.tags))


def _evidence(found: Collection[Cue], *, scored: bool) -> Evidence:
    """What different cues show together, and the score of a game."""
    politics = [cue.sure for cue in found if cue.kind == "politics"]
    others = [cue.sure for cue in found if cue.kind != "politics"]
    return Evidence(
        sure=sum(others),
        hints=len(others) - sum(others) + scored,
        politics=sum(politics),
        statecraft=len(politics) - sum(politics),
        told=sum(cue.kind == "told" for cue in found),
    )


def _cues(parse: Parse, first: int, last: int, cues: dict[str, tuple[Cue, ...]]) -> Iterator[tuple[str, Cue]]:
    lower, at = parse.lower, first
    while at < last:
        for cue in cues.get(lower[at], ()):  # the longest first
            behind = at + 1 + len(cue.rest)
            if behind <= last and lower[at + 1 : behind] == cue.rest:
                yield cue.name, cue
                at = behind
                break
        else:
            at += 1


def _has_score(parse: Parse, first: int, last: int) -> bool:
    """Whether a sentence has the score of a game: "2-1"."""
    words = parse.words
    return any(
        words[at] in ("-", "\u2013")
        and all(words[side].isdecimal() and len(words[side]) <= _GOAL_DIGITS for side in (at - 1, at + 1))
        for at in range(first + 1, last - 1)
    )


def _counts(parse: Parse, number: int) -> bool:
    """Whether a number of four digits counts things: "1200 rebels", but not "the 1936 convention"."""
    head, first = parse.heads[number], parse.sentences[parse.sentence_of[number]][0]
    if number == first + 1 and parse.coarse[first] == "I":
        return False  # "In 1895 French troops seized the town"
    return (
        parse.deps[number] == "nummod"
        and parse.tags[head] in ("NNS", "NNPS")
        and parse.deps[parse.heads[number]] != "npadvmod"
        and not parse.kids(head, "det", "poss")
    )


def _dated(parse: Parse, year: int) -> frozenset[int]:
    """What a year dates: the noun or the clause that it belongs to, else its whole sentence.

    "The Brotherhood, founded in 1928, condemned Egypt" dates the founding alone, "the 1936 convention" the convention;
    what has been so "since 1945" is not of that year.
    """
    first = parse.sentences[parse.sentence_of[year]][0]
    if year == first + 1 and parse.coarse[first] == "I" and parse.lower[first] != "since":
        return _sentence(parse, year)  # "In 1895 troops took the town; he fled": a parse that splits it does not matter
    at = year
    while parse.heads[at] != at:
        at = parse.heads[at]
        if parse.lower[at] == "since":
            return frozenset()
        kind, dep = parse.coarse[at], parse.deps[at]
        if kind in ("V", "M") and dep != "xcomp":
            whole = dep not in _OWN_TIME
        elif kind in ("N", "P") and parse.lower[at] not in _TIMES and dep != "npadvmod":
            whole = dep == "ROOT"
        else:
            continue
        return _sentence(parse, year) if whole else frozenset(parse.subtree(at))
    return _sentence(parse, year)


def _sentence(parse: Parse, token: int) -> frozenset[int]:
    return frozenset(range(*parse.sentences[parse.sentence_of[token]]))
