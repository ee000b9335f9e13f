"""ActorGraph as a spaCy component: `nlp.add_pipe("actorgraph")` fills `doc._.actors` and `doc._.relations`.

The host pipeline's own tags, parse and entities are read; any English pipeline with tagger and parser will do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

if TYPE_CHECKING:
    from extractor.program import Extractor


class ActorGraphComponent:
    """Sets `doc._.actors` (mentions) and `doc._.relations` on each Doc, as plain values of `extractor.types`."""

    def __init__(self, nlp: Language, name: str, date: str | None) -> None:
        """Load actors and rules; the Docs come parsed by the pipeline that the component is added to."""
        from extractor.program import load_stages  # noqa: PLC0415 -- spaCy imports this module whenever it is loaded

        self.name = name
        self.date = date
        self._program: Extractor = load_stages(nlp)

    def __call__(self, doc: Doc) -> Doc:
        """Read one Doc and attach what was found.

        Args:
            doc: A tagged and parsed Doc.

        Returns:
            The same Doc.
        """
        extraction = self._program.extract_doc(doc, self.date)
        doc._.actors = extraction.mentions
        doc._.relations = extraction.relations
        return doc


@Language.factory(
    "actorgraph",
    assigns=["doc._.actors", "doc._.relations"],
    requires=["token.tag", "token.dep", "token.head"],
    default_config={"date": None},
)
def make(nlp: Language, name: str, date: str | None) -> ActorGraphComponent:
    """Make the component.

    Args:
        nlp: The pipeline that it joins.
        name: Its name there.
        date: The day (ISO) that names and times of all Docs are read against; None for undated.
    """
    for extension in ("actors", "relations"):
        if not Doc.has_extension(extension):
            Doc.set_extension(extension, default=())
    return ActorGraphComponent(nlp, name, date)
