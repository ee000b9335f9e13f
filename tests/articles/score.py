"""How the program reads the marked articles: `python -m tests.articles.score [NAME]`.

Nothing here judges a single mention alone: what counts for a network is that one actor is one node (no split), and
that one node is one actor (no merge).
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final

from tests.articles.marked import Article, Mark, articles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extractor.program import Extractor
    from extractor.types import Mention

# What ends the head of a phrase: "the governor | of West Darfur", "residents | who fled".
_AFTER_HEAD: Final = frozenset("of in from for at who that which with by on near behind loyal ousted killed".split())


@dataclass(frozen=True, slots=True)
class Score:
    """What came out of one article.

    Attributes:
        article: The article.
        pairs: Marks with the mention that answers each.
        missed: Marks that must be found and were not.
        extra: Mentions that touch no mark.
        split: Ids of an actor, and the several ids that the program gave it.
        merged: An id of the program, and the different actors that it gave it to.
        nodes: Ends of relations, which the network shows, with an id that is not right.
    """

    article: Article
    pairs: tuple[tuple[Mark, Mention], ...]
    missed: tuple[Mark, ...]
    extra: tuple[Mention, ...]
    split: dict[tuple[str, ...], tuple[str, ...]]
    merged: dict[str, tuple[tuple[str, ...], ...]]
    nodes: tuple[tuple[Mark, Mention], ...] = ()

    @property
    def wrong(self) -> tuple[tuple[Mark, Mention], ...]:
        """Found, under an id that is not right."""
        return tuple((mark, mention) for mark, mention in self.pairs if mention.actor.id not in mark.ids)

    @property
    def found_share(self) -> float:
        """Of the marks that must be found, the share that was."""
        found = sum(not mark.optional for mark, _ in self.pairs)
        return found / max(1, found + len(self.missed))

    @property
    def id_share(self) -> float:
        """Of what was found, the share with a right id."""
        return 1 - len(self.wrong) / max(1, len(self.pairs))


def _head(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the head word, roughly: the last word before what follows on a head."""
    at, head = start, (start, end)
    for word in text[start:end].split():
        at = text.index(word, at)
        if word.lower() in _AFTER_HEAD and at > start:
            break
        head = (at, at + len(word))
        at += len(word)
        if word.endswith(","):
            break
    return head


def _covers(span: tuple[int, int], head: tuple[int, int]) -> bool:
    return span[0] < head[1] and head[0] < span[1]


def _touches(mark: Mark, mention: Mention) -> bool:
    return _covers((mark.start, mark.end), (mention.span.start, mention.span.end))


def _likeness(text: str, mark: Mark, mention: Mention) -> float:
    """Above 0 where both have the same head; the more, the more alike the spans are."""
    ours, theirs = (mark.start, mark.end), (mention.span.start, mention.span.end)
    if not (_covers(theirs, _head(text, *ours)) and _covers(ours, _head(text, *theirs))):
        return 0
    shared = min(ours[1], theirs[1]) - max(ours[0], theirs[0])
    whole = max(ours[1], theirs[1]) - min(ours[0], theirs[0])
    return shared / whole + (ours[1] == theirs[1]) + (ours[0] == theirs[0]) / 2


def align(article: Article, mentions: Iterable[Mention]) -> tuple[tuple[Mark, Mention], ...]:
    """Pair each mark with at most one mention of the same head, the likest first.

    Args:
        article: The article with its marks.
        mentions: What the program found in it.

    Returns:
        The pairs in the order of the marks.
    """
    mentions = tuple(mentions)
    candidates = [
        (_likeness(article.text, mark, mention), i, j)
        for i, mark in enumerate(article.marks)
        for j, mention in enumerate(mentions)
        if _touches(mark, mention)
    ]
    of_mark: dict[int, int] = {}
    taken: set[int] = set()
    for likeness, i, j in sorted(candidates, key=lambda one: (-one[0], one[1:])):
        if likeness > 0 and i not in of_mark and j not in taken:
            of_mark[i] = j
            taken.add(j)
    return tuple((article.marks[i], mentions[j]) for i, j in sorted(of_mark.items()))


def score(article: Article, mentions: Iterable[Mention], ends: Iterable[Mention] = ()) -> Score:
    """Compare what the program found in an article with the marks.

    Args:
        article: The article with its marks.
        mentions: What the program found in it.
        ends: The sources and targets of the relations that it found.

    Returns:
        What is right, missed, too much, split and merged.
    """
    mentions = tuple(mentions)
    pairs = align(article, mentions)
    found = {mark for mark, _ in pairs}
    marked = {(mention.span, mention.actor.id): mark for mark, mention in pairs}
    shown = [(marked.get((end.span, end.actor.id)), end) for end in ends]
    ids: dict[tuple[str, ...], set[str]] = {}
    golds: dict[str, set[tuple[str, ...]]] = {}
    for mark, mention in pairs:
        ids.setdefault(mark.ids, set()).add(mention.actor.id)
        golds.setdefault(mention.actor.id, set()).add(mark.ids)
    return Score(
        article,
        pairs,
        missed=tuple(mark for mark in article.marks if not mark.optional and mark not in found),
        extra=tuple(one for one in mentions if not any(_touches(mark, one) for mark in article.marks)),
        split={gold: tuple(sorted(those)) for gold, those in sorted(ids.items()) if len(those) > 1},
        merged={
            node: tuple(sorted(those))
            for node, those in sorted(golds.items())
            if any(not set(a) & set(b) for a, b in combinations(those, 2))
        },
        nodes=tuple((mark, end) for mark, end in shown if mark is not None and end.actor.id not in mark.ids),
    )


def run(extractor: Extractor, article: Article) -> Score:
    """Let the program read an article, and score what it found."""
    from extractor import Document

    document = Document(text=article.text, id=article.name, date=article.date, title=article.title)
    read = extractor.extract(document)
    ends = [end for relation in read.relations for end in (relation.source, relation.target) if end is not None]
    return score(article, read.mentions, ends)


def _around(text: str, start: int, end: int) -> str:
    """The line of the text, shortened, with the words in angle brackets."""
    before, after = text[max(0, start - 45) : start], text[end : end + 35]
    return f"{before.rpartition(chr(10))[2]}<{text[start:end]}>{after.partition(chr(10))[0]}"


def details(result: Score) -> Iterator[str]:
    """Line by line what is not right."""
    text = result.article.text
    for mark in result.missed:
        yield f"  missed  {'/'.join(mark.ids)}: {_around(text, mark.start, mark.end)}"
    for mark, mention in result.wrong:
        span = mention.span
        yield f"  wrong   {mention.actor.id} for {'/'.join(mark.ids)}: {_around(text, span.start, span.end)}"
    for mention in result.extra:
        yield f"  extra   {mention.actor.id}: {_around(text, mention.span.start, mention.span.end)}"
    for mark, end in result.nodes:
        yield f"  NODE    {end.actor.id} for {'/'.join(mark.ids)}: {_around(text, end.span.start, end.span.end)}"
    for gold, those in result.split.items():
        yield f"  SPLIT   {'/'.join(gold)}: {', '.join(those)}"
    for node, those_golds in result.merged.items():
        yield f"  MERGED  {node}: {', '.join('/'.join(gold) for gold in those_golds)}"


def table(results: Iterable[Score]) -> Iterator[str]:
    """A row an article, and the sum."""
    heads = {"found": 7, "missed": 8, "extra": 7, "right": 7, "wrong": 7, "split": 7, "merged": 8, "nodes": 7}
    yield f"{'article':<18}" + "".join(f"{head:>{width}}" for head, width in heads.items())
    sums = [0] * 8
    for one in results:
        must = sum(not mark.optional for mark, _ in one.pairs)
        right = len(one.pairs) - len(one.wrong)
        row = [must, len(one.missed), len(one.extra), right, len(one.wrong), len(one.split), len(one.merged)]
        row.append(len(one.nodes))
        sums = [a + b for a, b in zip(sums, row, strict=True)]
        yield _row(one.article.name, row)
    yield _row("all", sums)


def _row(name: str, row: list[int]) -> str:
    return f"{name:<18}" + "".join(f"{n:>{width}}" for n, width in zip(row, (7, 8, 7, 7, 7, 7, 8, 7), strict=True))


def main(names: list[str]) -> int:
    """Score the named articles, or all of them."""
    import extractor

    program = extractor.load()
    results = [run(program, one) for one in articles() if not names or one.name in names]
    for result in results:
        sys.stdout.write("\n".join([result.article.name, *details(result), ""]))
    sys.stdout.write("\n".join([*table(results), ""]))
    return 0 if results else 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
