"""From text to parse views: load the spaCy pipeline, split texts at the door, parse in batches.

spaCy objects never leave this module. What the later stages see is a `Parse`: plain arrays of
words, tags, dependencies and heads over a whole document, whose sentences do not run across
headlines, datelines, bylines or bullet lines.
"""

from __future__ import annotations

import importlib
import re
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extractor.read.clean import Clean, clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

    from extractor.types import Document

_BATCH_CHARS: Final = 60_000
_SEGMENT_CHARS: Final = 12_000
_RANKS: Final = tuple("Col. Sgt. Lt. Maj. Capt. Cpl. Cmdr. Brig. Insp. Supt. Amb. Msgr. Hon.".split())
_SPARE: Final = ("lemmatizer", "attribute_ruler", "senter")

# Penn Treebank tag -> coarse class, all that frames and rules ask of a part of speech.
_COARSE: Final = {
    "VB": "V", "VBD": "V", "VBG": "V", "VBN": "V", "VBP": "V", "VBZ": "V", "MD": "M",
    "NN": "N", "NNS": "N", "NNP": "P", "NNPS": "P", "PRP": "O", "PRP$": "O", "WP": "O", "WP$": "O", "WDT": "O",
    "JJ": "A", "JJR": "A", "JJS": "A", "RB": "R", "RBR": "R", "RBS": "R", "CD": "C", "IN": "I", "TO": "T", "RP": "I",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parse:
    """A document as the later stages see it: parallel arrays, one entry a token.

    Attributes:
        text: The clean text that `starts` and `ends` point into.
        words: Token texts.
        lower: Token texts in lower case.
        starts: First character of each token.
        ends: Character behind each token.
        tags: Penn Treebank tags.
        coarse: V verb, M modal, N noun, P proper noun, O pronoun, A adjective, R adverb, C number,
            I preposition, T "to", "" else.
        deps: Dependency labels (ClearNLP scheme of the English pipelines).
        heads: Index of each token's head; a root is its own head.
        children: Indices of each token's dependents, in order.
        sentence_of: Index of each token's sentence.
        sentences: Token ranges of the sentences.
        entities: Token ranges and labels of the statistical NER.
    """

    text: str
    words: tuple[str, ...]
    lower: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    tags: tuple[str, ...]
    coarse: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]
    children: tuple[tuple[int, ...], ...]
    sentence_of: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]
    entities: tuple[tuple[int, int, str], ...]

    def __len__(self) -> int:
        """The number of tokens."""
        return len(self.words)

    def kids(self, token: int, *deps: str) -> list[int]:
        """The dependents of a token that hang on it by one of these labels."""
        labels = self.deps
        return [child for child in self.children[token] if labels[child] in deps]

    def subtree(self, token: int) -> Iterator[int]:
        """A token and everything below it, in no order."""
        stack = [token]
        while stack:
            at = stack.pop()
            yield at
            stack.extend(self.children[at])


@dataclass(frozen=True, slots=True)
class Read:
    """One document on its way: as given, cleaned (with the way back), and parsed."""

    document: Document
    clean: Clean
    parse: Parse


class Pipeline:
    """A spaCy English pipeline, stripped to what the parse view needs.

    The statistical entities are part of the parse view and nothing else of the model is, so another
    recogniser or parser can stand in without a change to any rule.
    """

    def __init__(self, nlp: Language, name: str) -> None:
        """Wrap a loaded pipeline; `name` is the package that it came from."""
        self.name = name
        self._nlp = nlp
        for rank in _RANKS:
            nlp.tokenizer.add_special_case(rank, [{"ORTH": rank}])  # type: ignore[union-attr] # else it ends a sentence
        self._spare = [pipe for pipe in _SPARE if pipe in nlp.pipe_names]

    def read(self, documents: Iterable[Document]) -> Iterator[Read]:
        """Parse documents in batches; memory stays flat however many there are.

        Args:
            documents: Any number of documents of any length.

        Yields:
            One `Read` a document, in order.
        """
        batch: list[tuple[Document, Clean, list[tuple[int, int]]]] = []
        size = 0
        for document in documents:
            cleaned = clean(document.text)
            batch.append((document, cleaned, segments(cleaned.text)))
            size += len(cleaned.text)
            if size >= _BATCH_CHARS:
                yield from self._batch(batch)
                batch, size = [], 0
        if batch:
            yield from self._batch(batch)

    def view(self, document: Document, doc: Doc) -> Read:
        """A Doc that another pipeline has parsed, as a document on its way; its offsets are the Doc's own."""
        builder = _Builder()
        builder.add(doc, 0)
        return Read(document, Clean(doc.text), builder.parse(doc.text))

    def _batch(self, batch: list[tuple[Document, Clean, list[tuple[int, int]]]]) -> list[Read]:
        from threadpoolctl import threadpool_limits  # noqa: PLC0415 -- `--help` must not pay for it

        texts = (_plain(cleaned.text[start:end]) for _, cleaned, spans in batch for start, end in spans)
        reads = []
        # Small matrices: one BLAS thread beats two, and leaves the other cores to other work.
        with threadpool_limits(1), self._nlp.memory_zone(), self._nlp.select_pipes(disable=self._spare):
            parsed = self._nlp.pipe(texts, batch_size=64)
            for document, cleaned, spans in batch:
                builder = _Builder()
                for start, _ in spans:
                    builder.add(next(parsed), start)
                reads.append(Read(document, cleaned, builder.parse(cleaned.text)))
        return reads


def load(model: str | None = None) -> Pipeline:
    """Load the pinned pipeline, or any installed spaCy pipeline or folder by name.

    Args:
        model: Package name or folder; None takes the pinned default, whose files are verified first.

    Returns:
        The pipeline, ready to read.

    Raises:
        extractor.pipeline.PipelineError: The package is missing or its files are not the pinned ones.
    """
    from extractor.pipeline import PipelineError, pinned  # noqa: PLC0415 -- after `--help`

    name, path = pinned(model)
    spacy = importlib.import_module("spacy")
    thinc = importlib.import_module("thinc.api")
    # thinc multiplies with BLIS by default; numpy's OpenBLAS is about half as fast again on these sizes.
    thinc.set_current_ops(thinc.NumpyOps(use_blis=False))
    with warnings.catch_warnings():
        # W095: the pinned model is older than spaCy; the test suite checks that its parses stand.
        warnings.filterwarnings("ignore", message=r".*\[W095\]")
        try:
            nlp = spacy.load(path)
        except OSError as error:
            message = f"model {model!r}: {str(error).splitlines()[0]}"
            raise PipelineError(message) from error
    missing = [need for need in ("tagger", "parser") if need not in nlp.pipe_names]
    if missing:
        message = f"model {name!r} has no {' and no '.join(missing)}; ActorGraph needs both (use an English pipeline)"
        raise PipelineError(message)
    return Pipeline(nlp, name)


def _plain(text: str) -> str:
    """A stretch of text as the tokenizer takes it best, each character in its place: no line ends, no "[12]"."""
    return _REFERENCE.sub(lambda mark: " " * len(mark.group()), text.replace("\n", " "))


class _Builder:
    """Gathers the tokens of a document's segments into one parse."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.starts: list[int] = []
        self.tags: list[str] = []
        self.deps: list[str] = []
        self.heads: list[int] = []
        self.sentences: list[tuple[int, int]] = []
        self.entities: list[tuple[int, int, str]] = []

    def add(self, doc: Doc, at: int) -> None:
        base = len(self.words)
        for token in doc:
            self.words.append(token.text)
            self.starts.append(at + token.idx)
            self.tags.append(token.tag_)
            self.deps.append(token.dep_)
            self.heads.append(base + token.head.i)
        self.sentences.extend(
            (base + sent.start, base + sent.end) for sent in doc.sents if any(not word.is_space for word in sent)
        )
        self.entities.extend((base + ent.start, base + ent.end, ent.label_) for ent in doc.ents)

    def parse(self, text: str) -> Parse:
        count = len(self.words)
        children: list[list[int]] = [[] for _ in range(count)]
        for token, head in enumerate(self.heads):
            if head != token:
                children[head].append(token)
        sentence_of = [0] * count
        for index, (start, end) in enumerate(self.sentences):
            for token in range(start, end):
                sentence_of[token] = index
        return Parse(
            text=text,
            words=tuple(self.words),
            lower=tuple(word.lower() for word in self.words),
            starts=tuple(self.starts),
            ends=tuple(start + len(word) for start, word in zip(self.starts, self.words, strict=True)),
            tags=tuple(self.tags),
            coarse=tuple(_COARSE.get(tag, "") for tag in self.tags),
            deps=tuple(self.deps),
            heads=tuple(self.heads),
            children=tuple(map(tuple, children)),
            sentence_of=tuple(sentence_of),
            sentences=tuple(self.sentences),
            entities=tuple(self.entities),
        )


_REFERENCE: Final = re.compile(r"\[\d{1,3}\]")
# "CAIRO: ", "WASHINGTON (AP) -- ", "ADDIS ABABA, May 15 (Xinhua) -- ", "BEIRUT, Lebanon — "
_DATELINE: Final = re.compile(
    r"""(?:[A-Z][A-Z.'\u2019/-]+(?:[ ][A-Z][A-Z.'\u2019/-]+){0,3}   # a city in capitals
        (?:,[ ][A-Z][\w.]+(?:[ ][A-Z][\w.]+)?){0,2}               # its state or country
        (?:,?[ ][A-Z][a-z]{2,8}\.?[ ]\d{1,2})?                    # a day
        (?:,?[ ]\d{4})?
        (?:[ ]?\([^()\n]{2,40}\))?                                # an agency
        [ ]?(?:--|[\u2013\u2014:]|-(?=[ ])))[ ]*                  # and the dash
    """,
    re.VERBOSE,
)
# "NATO - the alliance", "U.S. - Iran talks": no towns.
_ACRONYM: Final = re.compile(
    r"(?:(?:[A-Z]\.)+|[A-Z]{2,4}|ASEAN|BRICS|ECOWAS|UNICEF|UNESCO|UNHCR|HAMAS|CENTCOM)[ ]?(?:--?|[\u2013\u2014:])[ ]*"
)
_BYLINE: Final = re.compile(r"(?:By|Reporting by|Writing by|Editing by)[ ][A-Z][^\n.]{2,80}$")
_BULLET: Final = re.compile(r"[\s>*\u2022\u25cf\u25aa\u2023\u00b7\u2013\u2014-]+(?=\S)")
_CLOSES: Final = frozenset(".!?:;\"'\u201d\u2019)]")
_WRAPPED: Final = range(50, 140)


def segments(text: str) -> list[tuple[int, int]]:
    """The stretches of a text that are parsed each on their own.

    Breaks at blank lines, at lines that end a sentence or are too short to have been wrapped, behind
    datelines and before bullets; leaves bylines out; splits what is longer than 12,000 characters.

    Args:
        text: Clean text.

    Returns:
        Half-open character ranges, in order, none empty.
    """
    found: list[tuple[int, int]] = []
    for start, end in _paragraphs(text):
        if not _BYLINE.match(text[start:end]):
            found.extend(_pieces(text, _begin(text, start, end), end))
    return found


def _begin(text: str, start: int, end: int) -> int:
    """Where the sentence of a paragraph begins: behind its bullet and its dateline."""
    bullet = _BULLET.match(text, start, end)
    begin = start if bullet is None else bullet.end()
    dateline = _DATELINE.match(text, begin, end)
    if dateline is None or dateline.end() >= end or _ACRONYM.fullmatch(dateline.group()):
        return begin
    return dateline.end()


def _hard_wrapped(text: str) -> bool:
    """Whether a text was broken into lines of even length, as mail and old archives are."""
    lines = [len(line.rstrip()) for line in text.splitlines() if line.strip()]
    return len(lines) > 2 and max(lines) < _WRAPPED.stop and sum(n in _WRAPPED for n in lines) > 0.6 * len(lines)  # noqa: PLR2004


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Lines, with hard-wrapped lines joined."""
    begin = at = 0
    wrapped = _hard_wrapped(text)
    for line in text.splitlines(keepends=True):
        after = at + len(line)
        body = line.rstrip()
        following = text[after : after + 1]
        joins = (
            wrapped
            and len(body) in _WRAPPED
            and not following.isspace()
            and following != ""
            and (body[-1] not in _CLOSES or following.islower())
        )
        if not joins:
            if text[begin:after].strip():
                lead = len(text[begin:after]) - len(text[begin:after].lstrip())
                yield begin + lead, begin + len(text[begin:after].rstrip())
            begin = after
        at = after
    if text[begin:].strip():
        yield begin, len(text.rstrip())


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _SEGMENT_CHARS:
        cut = text.rfind(". ", start + _SEGMENT_CHARS // 2, start + _SEGMENT_CHARS)
        if cut < 0:
            cut = text.rfind(" ", start + 1, start + _SEGMENT_CHARS)
        cut = start + _SEGMENT_CHARS - 1 if cut < 0 else cut
        yield start, cut + 1
        start = cut + 1
    if start < end:
        yield start, end
