"""What can be told of a trigger and two mentions that stand somewhere around it: the features of the second opinion.

A trait is a short text such as `B:va:>dobj` ("the second mention is the direct object of this active verb") that
holds or does not. Traits of the trigger, of one mention beside it and of both together are given apart, so that each
is looked up once. The features are those that relation extraction has long been done with: words and labels on the
way through the dependency tree, sectors of the actors, and what stands between (Zhou et al., "Exploring various
knowledge in relation extraction", ACL 2005).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractor.actors.mentions import Found
    from extractor.relations.steps import Match
    from extractor.relations.syntax import Syntax

End = Literal["A", "B"]
"""Who would be the source (A) and who the target (B)."""

_LABELLED: Final = frozenset({"prep", "agent", "dative", "prt", "mark"})
_LIST: Final = frozenset({"<conj", ">conj"})
_HANGING: Final = frozenset({"neg", "aux", "auxpass", "prt", "mark"})
_LONGEST: Final = 8
_FAR: Final = "far"
_SPAN: Final = 30  # letters of a way that still says something together with another
_DISTANCES: Final = (1, 2, 3, 5, 8, 12, 18, 30)
_MOST: Final = 4
_SHORT: Final = {
    "nsubj": "S", "nsubjpass": "P", "csubj": "S", "dobj": "O", "pobj": "o", "prep": "p", "agent": "b", "dative": "d",
    "attr": "T", "oprd": "T", "ccomp": "C", "xcomp": "X", "pcomp": "X", "advcl": "A", "relcl": "R", "acl": "R",
    "compound": "n", "amod": "n", "nmod": "n", "poss": "g", "npadvmod": "t", "conj": "", "appos": "",
}  # fmt: skip


class _Way(NamedTuple):
    """The way through the tree from a trigger to a mention.

    Attributes:
        labels: Its labels, going up (<) and down (>), with the prepositions that it passes.
        short: A letter each, without lists and appositions.
        prepositions: Those that it passes going down.
        words: The words that it passes; of what the trigger hangs on, with "<".
        straight: Whether it goes one way only, so that one of the two stands below the other.
    """

    labels: str
    short: str
    prepositions: tuple[str, ...]
    words: tuple[str, ...]
    straight: bool


_NOWHERE: Final = _Way(_FAR, _FAR, (), (), straight=False)


class Traits:
    """The traits of one document's triggers and mentions."""

    def __init__(
        self,
        syntax: Syntax,
        mentions: Sequence[Found],
        triggers: Sequence[Match],
        read: Iterable[tuple[int, int, int]],
    ) -> None:
        """Take a document.

        Args:
            syntax: The document.
            mentions: Those that may act.
            triggers: The readings of its triggers.
            read: What the frames have read: head tokens of trigger, source and target.
        """
        self._syntax = syntax
        self._parse = syntax.parse
        self._heads = sorted({mention.head for mention in mentions})
        self._words = sorted({match.head for match in triggers})
        self._read: dict[int, list[frozenset[int]]] = defaultdict(list)
        for trigger, source, target in read:
            self._read[trigger].append(frozenset({source, target}))
        self._ways: dict[tuple[int, int], _Way] = {}
        self._up: dict[int, list[int]] = {}

    def of_trigger(self, match: Match) -> list[str]:
        """What holds of a trigger, whoever stands around it."""
        parse, head, rule = self._parse, match.head, match.trigger.rule
        kind = match.trigger.kind
        others = sum(parse.sentence_of[word] == parse.sentence_of[head] for word in self._words)
        out = [
            f"rule:{rule.id}",
            f"root:{rule.event}:{kind}",
            f"asks:{kind}:{min(match.trigger.specific, _MOST)}",
            f"weight:{rule.weight:.1f}",
            f"stands:{self._kind(match)}:{parse.deps[head]}",
            f"triggers:{min(others, 6)}",
        ]
        hanging = (kid for kid in parse.children[head] if parse.deps[kid] in _HANGING)
        out.extend(f"hangs:{parse.deps[kid]}:{parse.lower[kid]}" for kid in hanging)
        return out

    def of_end(self, match: Match, mention: Found, end: End) -> list[str]:
        """What holds of a trigger and the mention that would be its source or target."""
        head, token, event = match.head, mention.head, match.trigger.rule.event
        kind, actor = self._kind(match), mention.actor
        way = self._way(head, token)
        low, high = min(head, token), max(head, token)
        between = bisect_left(self._words, high) - bisect_left(self._words, low + 1)
        words = "_".join(way.prepositions[:3])
        dep = self._parse.deps[token]
        return [
            f"{end}:way:{kind}:{way.labels}",
            f"{end}:short:{kind}:{way.short}",
            f"{end}:short:{event}:{way.short}",
            f"{end}:prep:{match.trigger.kind}:{words}",
            f"{end}:prep:{event}:{words}",
            f"{end}:triggers:{min(between, 3)}",
            f"{end}:far:{bisect_left(_DISTANCES, high - low)}",
            f"{end}:role:{actor.role}",
            f"{end}:role:{event}:{actor.role}",
            f"{end}:type:{actor.type}",
            f"{end}:type:{event}:{actor.type}",
            f"{end}:form:{mention.kind}:{mention.form}",
            f"{end}:dep:{dep}",
            f"{end}:dep:{event}:{dep}",
            f"{end}:place:{mention.place}",
            *(f"{end}:passes:{word}" for word in way.words),
            *(f"{end}:passes:{event}:{word}" for word in way.words),
            *((f"{end}:noun:{mention.noun}", f"{end}:noun:{event}:{mention.noun}") if mention.noun else ()),
            f"{end}:behind:{self._parse.lower[mention.start - 1] if mention.start else ''}",
        ]

    def of_pair(self, match: Match, source: Found, target: Found) -> list[str]:
        """What holds of a trigger and both mentions together."""
        head, event = match.head, match.trigger.rule.event
        kind = self._kind(match)
        begin, end = self._way(head, source.head), self._way(head, target.head)
        out = [f"short:{kind}:{begin.short}|{end.short}", f"short:{event}:{kind}:{begin.short}|{end.short}"]
        if len(begin.labels) + len(end.labels) < 2 * _SPAN:
            out.append(f"way:{kind}:{begin.labels}|{end.labels}")
        order = "".join(name for _, name in sorted([(source.head, "A"), (target.head, "B"), (head, "t")]))
        theirs = (source.actor.country, target.actor.country)
        same = str(theirs[0] == theirs[1]) if all(theirs) else "unknown"
        inner = self._between(source.head, target.head)
        out += [
            f"order:{kind}:{order}",
            f"order:{event}:{order}",
            f"country:{event}:{same}",
            f"joins:{kind}:{begin.straight and end.straight}",
            f"inner:{min(inner, _MOST)}",
            f"A:inner:{min(self._between(source.head, head) - (target.head in self._span(source.head, head)), 3)}",
            f"B:inner:{min(self._between(target.head, head) - (source.head in self._span(target.head, head)), 3)}",
            self._already(head, kind, source.head, target.head),
        ]
        return out

    def introduces(self, one: Found, other: Found) -> bool:
        """Whether a mention stands in what introduces the other: "X, an affiliate of Y"."""
        way = self._way(one.head, other.head)
        return way.straight and "appos" in way.labels

    def told(self, match: Match, mention: Found) -> bool:
        """Whether a mention stands in what a verb tells, asks or believes: frames say where that concerns it."""
        return self._way(match.head, mention.head).labels.startswith(">ccomp")

    def ways(self, match: Match, source: Found, target: Found) -> str:
        """The ways from a trigger to both mentions, to be read by people."""
        return " → ".join(self._way(match.head, mention.head).labels or "itself" for mention in (source, target))

    def _already(self, head: int, kind: str, source: int, target: int) -> str:
        """What the frames have read of the trigger."""
        read = self._read.get(head)
        if not read:
            return f"read:nothing:{kind}"
        if any(pair == {source, target} for pair in read):
            return "read:both"
        if any(source in pair for pair in read):
            return "read:A"
        return "read:B" if any(target in pair for pair in read) else "read:others"

    def _kind(self, match: Match) -> str:
        kind = match.trigger.kind
        return f"{kind}-passive" if kind == "verb" and self._syntax.passive(match.head) else kind

    @staticmethod
    def _span(one: int, other: int) -> range:
        return range(min(one, other) + 1, max(one, other))

    def _between(self, one: int, other: int) -> int:
        """How many mentions stand between two tokens."""
        low, high = min(one, other), max(one, other)
        return bisect_left(self._heads, high) - bisect_left(self._heads, low + 1)

    def _above(self, token: int) -> list[int]:
        """A token and all that it hangs on, up to the root."""
        out = self._up.get(token)
        if out is None:
            heads, out = self._parse.heads, [token]
            while heads[out[-1]] != out[-1] and len(out) <= len(heads):
                out.append(heads[out[-1]])
            self._up[token] = out
        return out

    def _way(self, trigger: int, token: int) -> _Way:
        known = self._ways.get((trigger, token))
        if known is not None:
            return known
        parse, up, above = self._parse, self._above(trigger), self._above(token)
        if up[-1] != above[-1]:
            found = _NOWHERE
        else:
            shared = 1
            while shared < min(len(up), len(above)) and up[-1 - shared] == above[-1 - shared]:
                shared += 1
            climb, fall = up[: len(up) - shared], above[: len(above) - shared][::-1]
            steps = [f"<{parse.deps[at]}" for at in climb]
            steps += [
                f">{parse.deps[at]}={parse.lower[at]}" if parse.deps[at] in _LABELLED else f">{parse.deps[at]}"
                for at in fall
            ]
            plain = [step for at, step in enumerate(steps) if not (step in _LIST and at and steps[at - 1] == step)]
            letters = [f"<{letter}" for at in climb if (letter := _SHORT.get(parse.deps[at], "?"))]
            letters += [f">{letter}" for at in fall if (letter := _SHORT.get(parse.deps[at], "?"))]
            found = _Way(
                "".join(plain) if len(plain) <= _LONGEST else _FAR,
                "".join(letters),
                tuple(parse.lower[at] for at in fall if parse.coarse[at] == "I"),
                (*(f"<{parse.lower[parse.heads[at]]}" for at in climb), *(parse.lower[at] for at in fall[:-1])),
                not climb or not fall,
            )
        self._ways[trigger, token] = found
        return found
