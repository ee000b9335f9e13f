"""The data files' own examples, joined into one report."""

import pytest

from extractor import selfcheck
from extractor.data import DataError
from extractor.paths import models_dir
from extractor.relations.rules import load_rules
from tests.cli.fake import Fake

Row = selfcheck.ActorExample


def test_the_file_of_the_project_is_well_formed():
    assert len(selfcheck.actor_examples(models_dir())) > 100


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (Row(text="Iran", id="IRN", country="IRN"), None),
        (Row(text="Hezbollah", id="hezbollah", role="REB"), None),
        (Row(text="nobody", none="true"), None),
        (Row(text="president", id="IRN", context="Iran", date="2022-11-01"), None),
        (Row(text="nobody", id="IRN", known_miss="not there yet"), None),
        (Row(text="nobody", id="IRN"), "'nobody' gave no actor, not IRN"),
        (Row(text="Iran", none="true"), "'Iran' gave IRN (a state of that name), not nothing"),
        (Row(text="Iran", id="IRQ"), "'Iran' gave the id IRN (a state of that name), not IRQ"),
        (Row(text="Iran", id="IRN", role="GOV"), "'Iran' gave the role nothing (a state of that name), not GOV"),
        (
            Row(text="Iran", id="IRN", known_miss="?"),
            "'Iran': a known miss that comes out right; take `known_miss` away",
        ),
    ],
)
def test_a_failing_row_is_named_with_its_file(row, line):
    wanted = [] if line is None else [f"models/actors/examples.yml, row 1: {line}"]
    assert list(selfcheck.failing(Fake(), [row])) == wanted


@pytest.mark.parametrize("row", ["{text: Iran}", '{text: Iran, id: IRN, none: "true"}', "{text: Iran, id: IRN, x: y}"])
def test_a_row_that_says_nothing_or_two_things_is_refused(tmp_path, row):
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "examples.yml").write_text(f"examples:\n  - {{text: Iraq, id: IRQ}}\n  - {row}\n")
    with pytest.raises(DataError, match=r"examples\.yml: .*field examples\.1"):
        selfcheck.actor_examples(tmp_path)


def test_a_rule_is_named_with_its_file():
    assert selfcheck.with_file("assault.strike: x (live)") == "models/relations/assault.yml: assault.strike: x (live)"
    assert selfcheck.with_file("tie.ally: x") == "models/relations/ties.yml: tie.ally: x"
    models = models_dir()
    for rule in load_rules(models).rules:
        assert (models.parent / selfcheck.with_file(rule.id).split(":")[0]).is_file(), rule.id
