"""The stages put together: the `Extractor` that the public API and the command line use."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.actors.knowledge import Knowledge, load_knowledge
from extractor.actors.recognise import recognise
from extractor.actors.resolve import resolve_name
from extractor.language import Pipeline, Read, load
from extractor.paths import models_dir
from extractor.relations.given import relate_pair, with_pair
from extractor.relations.grammar import Grammar, load_grammar
from extractor.relations.relate import Reader
from extractor.relations.write import Writer
from extractor.types import Document, Extraction, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

    from extractor.actors.mentions import Found
    from extractor.relations.coding import Coded
    from extractor.relations.rules import Rule
    from extractor.types import Actor, Row

    Placed = tuple[Coded, tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that `explain` shows of a text.

    Attributes:
        extraction: Mentions and relations.
        tokens: Index, text, tag, dependency and head index of every token.
        silent: Triggers that gave no relation, each with the reason.
    """

    extraction: Extraction
    tokens: tuple[tuple[int, str, str, str, int], ...]
    silent: tuple[tuple[Span, str], ...]


class Extractor:
    """Reads documents: text in, mentions and relations out, as plain frozen values."""

    def __init__(self, pipeline: Pipeline, knowledge: Knowledge, grammar: Grammar, *, no_target: bool = False) -> None:
        """Put loaded stages together; `extractor.load` is the usual way to get one.

        Args:
            pipeline: Parses.
            knowledge: Actors.
            grammar: Rules.
            no_target: Give relations whose target names no actor, too (their `target` is None).
        """
        self._no_target = no_target
        self._pipeline = pipeline
        self._knowledge = knowledge
        self._grammar = grammar

    @property
    def model_name(self) -> str:
        """Name of the spaCy package that parses."""
        return self._pipeline.name

    def extract(self, document: Document | str) -> Extraction:
        """Read one document.

        Args:
            document: A document, or its bare text.

        Returns:
            Its mentions and relations; offsets count code points of the text as given.
        """
        given = Document(document) if isinstance(document, str) else document
        return next(self.pipe([given]))

    def pipe(self, documents: Iterable[Document]) -> Iterator[Extraction]:
        """Read many documents, in batches; memory stays flat.

        Args:
            documents: Any number of documents.

        Yields:
            One extraction a document, in order.
        """
        for read in self._pipeline.read(documents):
            reader = self._reader(read)
            yield self._extraction(read, reader, reader.read())

    def pipe_by(self, documents: Iterable[Document], grammars: Sequence[Grammar]) -> Iterator[tuple[Extraction, ...]]:
        """Read many documents by several rule sets; each is parsed once, and its actors are recognised once.

        Args:
            documents: Any number of documents.
            grammars: The rule sets.

        Yields:
            For each document, in order, one extraction a rule set.
        """
        for read in self._pipeline.read(documents):
            found = self._recognise(read)
            readers = [Reader(read.parse, found, grammar, self._knowledge) for grammar in grammars]
            yield tuple(self._extraction(read, reader, reader.read()) for reader in readers)

    def extract_doc(self, doc: Doc, date: str | None = None) -> Extraction:
        """Read a spaCy Doc that is tagged and parsed already."""
        read = self._pipeline.view(Document(doc.text, date=date), doc)
        reader = self._reader(read)
        return self._extraction(read, reader, reader.read())

    def explain(self, text: str) -> Explanation:
        """Everything that leads to the relations of a text, and why other triggers gave none."""
        read = next(self._pipeline.read([Document(text)]))
        reader = self._reader(read)
        coded = reader.read()
        writer = Writer(read, reader)
        fired = {one.candidate.match.head for one in coded} | {t for one in coded for t in one.candidate.match.tokens}
        silent = []
        for match in reader.triggers:
            if match.head not in fired:
                fired.add(match.head)
                silent.append((writer.span(match.head, match.head + 1), reader.why_silent(match)))
        parse = read.parse
        tokens = tuple(zip(range(len(parse)), parse.words, parse.tags, parse.deps, parse.heads, strict=True))
        return Explanation(self._extraction(read, reader, coded), tokens, tuple(silent))

    def resolve(self, text: str, context: str = "", date: str | None = None) -> Actor | None:
        """The actor that a name or description stands for.

        Args:
            text: "Vladimir Putin", "two Chinese warplanes", "the PAN".
            context: Words around it; countries named there help to choose.
            date: The day on which it is said (ISO).

        Returns:
            The actor with its reason, or None where the text names none.
        """
        read = next(self._pipeline.read([Document(text)]))
        return resolve_name(read.parse, self._knowledge, context, date)

    def relate(self, text: str, source: tuple[int, int], target: tuple[int, int]) -> Row:
        """The code of a pair that is given: a code is always chosen.

        Args:
            text: The sentence.
            source: Half-open character range of the source.
            target: Half-open character range of the target.

        Returns:
            `event, mode, polarity, modality, rule, confidence`; a rule `fallback...` where no frame joins the two.
        """
        read = next(self._pipeline.read([Document(text)]))
        return relate_pair(read, self._recognise(read), self._grammar, self._knowledge, source, target)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules, for their own examples."""
        return self._grammar.book.rules

    def read_marked(
        self, documents: Iterable[Document], pairs: Iterable[tuple[tuple[int, int], tuple[int, int]]]
    ) -> Iterator[tuple[list[Placed], list[Placed]]]:
        """Read sentences twice: with a pair given as actors, and with the actors that are found.

        Args:
            documents: The sentences.
            pairs: For each, the character ranges of source and target.

        Yields:
            For each, what was read both times: (coded, source range, target range).
        """
        for read, (source, target) in zip(self._pipeline.read(documents), pairs, strict=True):
            found = self._recognise(read)
            given = Reader(read.parse, with_pair(read, found, source, target), self._grammar, self._knowledge)
            live = Reader(read.parse, found, self._grammar, self._knowledge)
            yield _placed(read, given), _placed(read, live)

    def _recognise(self, read: Read) -> list[Found]:
        document = read.document
        return recognise(read.parse, self._knowledge, document.date, document.title or "")

    def _reader(self, read: Read) -> Reader:
        return Reader(read.parse, self._recognise(read), self._grammar, self._knowledge)

    def _extraction(self, read: Read, reader: Reader, coded: list[Coded]) -> Extraction:
        writer = Writer(read, reader)
        relations = tuple(writer.relation(one, reader.runner_up(one)) for one in coded)
        if self._no_target:
            relations = (*relations, *(writer.relation(one, None) for one in reader.without_target()))
        acting = {
            (found.start, found.end): found for one in coded for found in (one.candidate.source, one.candidate.target)
        }
        mentions = tuple(
            writer.mention(acting.get((found.start, found.end), found)) for found in reader.mentions(set(acting))
        )
        return Extraction(read.document, mentions, relations)


def _placed(read: Read, reader: Reader) -> list[Placed]:
    starts, ends = read.parse.starts, read.parse.ends
    return [
        (one, (starts[a.start], ends[a.end - 1]), (starts[b.start], ends[b.end - 1]))
        for one in reader.read()
        for a, b in [(one.candidate.source, one.candidate.target)]
    ]


def load_stages(nlp: Language) -> Extractor:
    """Knowledge and rules on a pipeline that is loaded already; for the spaCy component."""
    folder = models_dir()
    return Extractor(Pipeline(nlp, nlp.meta["name"]), load_knowledge(folder), load_grammar(folder))


def load_extractor(
    model: str | None = None,
    *,
    no_target: bool = False,
    actors: Sequence[str | Path] = (),
    rules: Sequence[str | Path] = (),
) -> Extractor:
    """Load pipeline, knowledge and rules; see `extractor.load`."""
    folder = models_dir()
    knowledge = load_knowledge(folder)
    if actors:
        from extractor.actors.overlay import with_own  # noqa: PLC0415 -- most runs bring no actors along

        knowledge = with_own(knowledge, _paths(actors), folder)
    grammar = load_grammar(folder, _paths(rules))  # before the model: a slip in them is told at once
    return Extractor(load(model), knowledge, grammar, no_target=no_target)


def _paths(named: Sequence[str | Path] | str | Path) -> tuple[Path, ...]:
    """One path or several; a bare name is not a path for each of its letters."""
    return tuple(map(Path, [named] if isinstance(named, (str, Path)) else named))
