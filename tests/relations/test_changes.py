"""What changes in the relations of a text when rules change: exactly that is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest

from extractor.paths import models_dir
from extractor.relations.changes import changes
from extractor.relations.grammar import load_grammar
from extractor.twofold import Twofold
from extractor.types import Actor, Document, Mention, Relation, Span
from tests.support.small_rules import small_models

DOCUMENT: Final = Document("A struck B. C met D.")


def relation(source="A", target="B", event="ASSAULT", at=2, sentence=0, **more):
    ends = [Mention("text", Span(0, 1, name), "named", Actor(name, name)) for name in (source, target)]
    given = {
        "id": f"{at}{source}{target}{event}",
        "document": DOCUMENT,
        "sentence": Span(sentence, sentence + 11, "..."),
        "kind": "event",
        "event": event,
        "tie": None,
        "mode": None,
        "quad": None,
        "intensity": None,
        "source": ends[0],
        "target": ends[1],
        "symmetric": False,
        "trigger": Span(at, at + 6, "struck"),
        "polarity": "affirmed",
        "modality": "asserted",
        "attribution": None,
        "time": None,
        "place": None,
        "rule": "assault.strike",
        "runner_up": None,
        "confidence": 0.8,
    }
    return Relation(**(given | more))


def told(before, after):
    found = changes(before, after)
    return [change.kind for change in found.changes], found.steady


ONE: Final = relation()


@pytest.mark.parametrize(
    ("after", "kinds", "steady"),
    [
        ([ONE], [], 1),
        ([], ["vanished"], 0),
        ([ONE, relation("C", "D", at=14, sentence=12)], ["appeared"], 1),
        ([replace(ONE, event="COERCE", id="other")], ["changed"], 0),
        ([replace(ONE, mode="aerial")], ["changed"], 0),
        ([replace(ONE, polarity="negated")], ["changed"], 0),
        ([replace(ONE, modality="demanded")], ["changed"], 0),
        ([replace(ONE, symmetric=True)], ["changed"], 0),
        ([replace(ONE, source=ONE.target, target=ONE.source, id="back")], ["changed"], 0),
        ([replace(ONE, confidence=0.86)], ["confidence"], 0),
        ([replace(ONE, confidence=0.74)], ["confidence"], 0),
        ([replace(ONE, confidence=0.84)], [], 1),
        ([replace(ONE, rule="own.strike")], [], 1),  # another rule says the same
        ([relation(at=5)], [], 1),  # other words of the sentence say the same
        ([relation(at=5, event="COERCE")], ["changed"], 0),
        ([relation(at=14, sentence=12)], ["vanished", "appeared"], 0),  # another sentence says it
        ([relation("A", "C")], ["vanished", "appeared"], 0),
        ([replace(ONE, target=None, id="nobody")], ["vanished", "appeared"], 0),
        ([ONE, relation(at=5, event="COERCE")], ["appeared"], 1),
    ],
)
def test_what_is_told(after, kinds, steady):
    found, same = told([ONE], after)
    assert (sorted(found), same) == (sorted(kinds), steady)


def test_back_and_forth_are_mirrors():
    other = relation("C", "D", at=14, sentence=12)
    assert told([ONE], [ONE, other]) == (["appeared"], 1)
    assert told([ONE, other], [ONE]) == (["vanished"], 1)


def test_a_mutual_relation_has_no_direction():
    one = replace(ONE, symmetric=True)
    assert told([one], [replace(one, source=one.target, target=one.source)]) == ([], 1)


def test_two_relations_of_a_pair_are_told_apart():
    second = relation(at=5, event="ACCUSE")
    assert told([ONE, second], [second, ONE]) == ([], 2)
    found = changes([ONE, second], [replace(second, event="REJECT", id="x"), ONE])
    ((kind, before, after),) = [(one.kind, one.before.event, one.after.event) for one in found.changes]
    assert (kind, before, after, found.steady) == ("changed", "ACCUSE", "REJECT", 1)


def test_texts_are_parsed_once_and_read_by_both(ex, tmp_path, monkeypatch):
    small = small_models(tmp_path / "models")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "x.yml").write_text(
        "remove: [assault.meet]\n"
        "rules:\n  - {id: own.praise, event: SUPPORT, triggers: {verbs: [praise]}, frames: [acts_on],\n"
        '     examples: ["[Norway] praised {Sweden}."], counter_examples: ["[Norway] saw {Sweden}."]}\n'
        "  - {id: assault.strike, event: COERCE, triggers: {verbs: [strike]}, frames: [acts_on],\n"
        '     examples: ["[Norway] struck {Sweden}."], counter_examples: ["[Norway] saw {Sweden}."]}\n'
    )
    parsed = []
    read = type(ex._pipeline).read
    monkeypatch.setattr(type(ex._pipeline), "read", lambda self, given: parsed.append(1) or read(self, given))
    twofold = Twofold(ex, load_grammar(small), load_grammar(small, [tmp_path / "own"]))
    text = "Norway struck Sweden. Norway met Denmark. Norway praised Finland. Norway clashed with Iceland."
    found = twofold.extract(text)
    compared = changes(found.before, found.relations)
    assert parsed == [1]
    assert [(one.kind, one.relation.target.actor.id) for one in compared.changes] == [
        ("changed", "SWE"),
        ("vanished", "DNK"),
        ("appeared", "FIN"),
    ]
    assert compared.steady == 1
    assert models_dir().is_dir()
