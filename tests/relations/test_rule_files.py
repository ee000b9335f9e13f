"""What a rule file may hold: each slip is refused in one line that names the file, the place and the field."""

from __future__ import annotations

from typing import Final

import pytest

from extractor.data import DataError, read_yaml
from extractor.paths import models_dir
from extractor.relations.marks import unmark
from extractor.relations.rules import load_rules
from extractor.relations.steps import steps_of
from extractor.relations.when_where import resolve_time
from tests.support.small_rules import small_models

GOOD: Final = """\
rules:
  - id: assault.strike
    event: ASSAULT
    mode: aerial
    triggers:
      verbs: [strike]
    frames: [acts_on]
    weight: "0.9"
    examples:
      - "[Israel] struck {Iran}."
    counter_examples:
      - "[Israel] struck a deal with {Iran}."
"""

# what is wrong: (what is replaced, by what, words that the message must hold)
SLIPS: Final[dict[str, tuple[str, str, list[str]]]] = {
    "unknown key": ("frames:", "frame: x\n    frames:", ["assault.yml", "assault.strike", "frame"]),
    "unknown kind of trigger": ("verbs: [strike]", "verb: [strike]", ["assault.yml", "assault.strike", "verb"]),
    "unknown frame": ("[acts_on]", "[acts_upon]", ["assault.yml", "assault.strike", "acts_upon"]),
    "broken frame call": ("[acts_on]", "['acts_prep(with']", ["assault.yml", "assault.strike", "acts_prep(with"]),
    "unknown event": ("event: ASSAULT", "event: ASAULT", ["assault.yml", "assault.strike", "event", "ASAULT"]),
    "unknown tie": ("event: ASSAULT", "tie: BACK", ["assault.yml", "assault.strike", "tie", "BACK"]),
    "event and tie": ("event: ASSAULT", "event: ASSAULT\n    tie: BACKS", ["assault.yml", "assault.strike", "tie"]),
    "neither event nor tie": ("    event: ASSAULT\n", "", ["assault.yml", "assault.strike", "event"]),
    "unknown mode": ("mode: aerial", "mode: aireal", ["assault.yml", "assault.strike", "mode", "aireal"]),
    "mode of another root": ("mode: aerial", "mode: curfew", ["assault.yml", "assault.strike", "mode", "curfew"]),
    "unknown mode for civilians": ("mode: aerial", "civilians: brawl", ["assault.yml", "assault.strike", "brawl"]),
    "no examples": ('examples:\n      - "[Israel] struck {Iran}."', "examples: []", ["assault.strike", "examples"]),
    "no field for examples": (
        '    examples:\n      - "[Israel] struck {Iran}."\n',
        "",
        ["assault.yml", "assault.strike", "examples"],
    ),
    "no counter-examples": (
        'counter_examples:\n      - "[Israel] struck a deal with {Iran}."',
        "counter_examples: []",
        ["assault.strike", "counter_examples"],
    ),
    "noun without a frame for nouns": ("verbs: [strike]", "nouns: [strike]", ["assault.strike", "noun", "acts_on"]),
    "suffix without a frame for suffixes": ("verbs: [strike]", "suffixes: [hit]", ["assault.strike", "suffix"]),
    "no frames": ("[acts_on]", "[]", ["assault.yml", "assault.strike", "frame"]),
    "a word where a list belongs": ("verbs: [strike]", "verbs: strike", ["assault.yml", "assault.strike", "verbs"]),
    "a weight that is no number": ('"0.9"', '"high"', ["assault.yml", "assault.strike", "weight"]),
    "a known miss without a reason": (
        "    counter_examples:",
        '    known_misses: [{text: "[Israel] hit {Iran}."}]\n    counter_examples:',
        ["assault.yml", "assault.strike", "reason"],
    ),
    "no id": ("id: assault.strike\n    event", "event", ["assault.yml", "id"]),
    "duplicate key": ("mode: aerial", "mode: aerial\n    mode: drone", ["assault.yml:5", "mode"]),
    "anchor and alias": ("[strike]", "&a [strike]\n      nouns: *a", ["assault.yml", "alias"]),
    "tag": ("[strike]", "!!python/object:os.system [strike]", ["assault.yml:6", "tag"]),
    "own tag": ("[strike]", "!mine [strike]", ["assault.yml:6", "tag"]),
    "no YAML": ("[strike]", "[strike", ["assault.yml:", "YAML"]),
    "a tab": ("      verbs", "\tverbs", ["assault.yml:", "YAML"]),
    "a mapping as key": ("verbs: [strike]", "? {verbs: a}\n      : [strike]", ["assault.yml:", "key"]),
    "deep nesting": ("[strike]", "[" * 3000 + "strike" + "]" * 3000, ["assault.yml"]),
    "another list": ("rules:\n", "rule:\n", ["assault.yml", "rule"]),
    "two documents": ("rules:\n", "---\nrules: []\n---\nrules:\n", ["assault.yml"]),
}


def refused(folder, rules, frames=None):
    """The one line with which loading is refused."""
    with pytest.raises(DataError) as caught:
        load_rules(small_models(folder / "models", rules, frames))
    message = str(caught.value)
    assert "\n" not in message
    assert len(message) < 400
    return message


def test_the_good_file_is_good(tmp_path):
    (rule,) = load_rules(small_models(tmp_path / "models", GOOD)).rules
    assert (rule.id, rule.event, rule.mode, rule.weight) == ("assault.strike", "ASSAULT", "aerial", 0.9)


@pytest.mark.parametrize(("old", "new", "named"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_named(tmp_path, old, new, named):
    assert GOOD.count(old) == 1
    message = refused(tmp_path, GOOD.replace(old, new))
    assert [word for word in named if word not in message] == [], message


def test_an_id_stands_once(tmp_path):
    message = refused(tmp_path, GOOD + GOOD.removeprefix("rules:\n"))
    assert "assault.yml" in message
    assert "assault.strike" in message
    assert "twice" in message


@pytest.mark.parametrize(
    "example",
    ["Israel struck Iran.", "[Israel] struck Iran.", "[Israel] [x] struck {Iran}.", "[Israel struck {Iran}.", "{[Iran"],
)
def test_an_example_marks_both_ends_once(example):
    with pytest.raises(DataError, match=r"\[source\]"):
        unmark(example)


def test_marks_give_the_spans():
    marked = unmark("On Friday [Israel] struck {Iran's ports}.")
    assert marked.text == "On Friday Israel struck Iran's ports."
    assert marked.text[slice(*marked.source)] == "Israel"
    assert marked.text[slice(*marked.target)] == "Iran's ports"
    assert unmark("[{Iran}'s port] fell.").source == (0, 11)


def frames_with(path):
    text = (models_dir() / "relations" / "frames.yml").read_text()
    old = "      - {source: subject, target: object}\n"
    assert old in text
    return text.replace(old, f'      - {{source: subject, target: "{path}"}}\n', 1)


@pytest.mark.parametrize("path", ["objekt", "object/", "object//subject", "Object", "prep(on", ""])
def test_a_bad_path_step_is_refused_when_loaded(tmp_path, path):
    message = refused(tmp_path, GOOD, frames_with(path))
    assert "frames.yml" in message
    assert "acts_on" in message


@pytest.mark.parametrize("path", ["objekt", "object/", "object//subject", "Object", "prep(on", ""])
def test_a_bad_path_step_is_an_error(path):
    with pytest.raises(DataError, match=r"frames\.yml.*no step"):
        steps_of(path)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("trigger: [verb]", "trigger: [verbs]", ["frames.yml", "acts_on", "trigger"]),
        ('sure: "0.5"', 'sure: "rather"', ["frames.yml", "acts_on", "sure"]),
        ("{source: subject, target: object}", "{source: subject}", ["frames.yml", "acts_on", "target"]),
        ("{source: subject, target: object}", "{source: subject, target: object, x: y}", ["frames.yml", ".x: "]),
    ],
)
def test_a_slip_in_the_frames_is_named(tmp_path, old, new, named):
    text = (models_dir() / "relations" / "frames.yml").read_text()
    assert old in text
    message = refused(tmp_path, GOOD, text.replace(old, new, 1))
    assert [word for word in named if word not in message] == [], message


def test_a_missing_file_is_named(tmp_path):
    folder = small_models(tmp_path / "models", GOOD)
    (folder / "relations" / "sanction.yml").unlink()
    with pytest.raises(DataError, match=r"sanction\.yml"):
        load_rules(folder)


def test_the_shipped_files_load():
    book = load_rules(models_dir())
    assert len(book.rules) > 400
    assert len({rule.id for rule in book.rules}) == len(book.rules)
    for rule in book.rules:
        assert rule.examples, rule.id
        assert rule.counter_examples, rule.id
        assert 0 < rule.weight <= 1, rule.id


def test_every_path_of_the_shipped_frames_is_made_of_steps():
    for frame in load_rules(models_dir()).frames.values():
        for way in frame.ways:
            assert steps_of(way.source)
            assert steps_of(way.target)
            assert 0 < way.sure <= 1


def test_every_known_miss_has_a_reason():
    assert all(miss.reason.strip() for rule in load_rules(models_dir()).rules for miss in rule.known_misses)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: NO", {"a": "NO"}),
        ("a: 012", {"a": "012"}),
        ("a: 1_000", {"a": "1_000"}),
        ("a: 1:30", {"a": "1:30"}),
        ("a: 2020-01-01", {"a": "2020-01-01"}),
        ("a: null", {"a": "null"}),
        ("a:", {"a": ""}),
        ("a: true", {"a": "true"}),
        ("NO: 1", {"NO": "1"}),
        ("[a, {b: c}]", ["a", {"b": "c"}]),
        ("", {}),
        ("# nothing", {}),
    ],
)
def test_every_scalar_is_a_string(tmp_path, text, value):
    file = tmp_path / "x.yml"
    file.write_text(text)
    assert read_yaml(file) == value


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("a: 1\na: 2", "x.yml:2"),
        ("a: {b: 1, b: 2}", "x.yml:1"),
        ("a: &x [1]\nb: *x", "x.yml:1"),
        ("a: &x 1\nb: *x", "x.yml:1"),
        ("a: !!int 1", "x.yml:1"),
        ("a: !!python/name:os.system x", "x.yml:1"),
        ("a: !x y", "x.yml:1"),
        ("a: [", "x.yml"),
        ("a: \x07", "x.yml"),
        ("{[a]: b}", "x.yml:1"),
        ("[" * 5000 + "]" * 5000, "x.yml"),
        ("a: " + "{a: " * 5000 + "b" + "}" * 5000, "x.yml"),
    ],
)
def test_what_is_refused_is_named(tmp_path, text, named):
    file = tmp_path / "x.yml"
    file.write_text(text)
    with pytest.raises(DataError) as caught:
        read_yaml(file)
    assert named in str(caught.value)
    assert "\n" not in str(caught.value)


def test_text_that_is_no_utf8_is_refused(tmp_path):
    file = tmp_path / "x.yml"
    file.write_bytes(b"a: \xff\xfe\xff")
    with pytest.raises(DataError, match=r"x\.yml"):
        read_yaml(file)


# The document is of a Wednesday.
DAY: Final = "2024-03-13"
TIMES: Final = {
    "in 2020": ("2020-01-01", "2020-12-31"),
    "1789": ("1789-01-01", "1789-12-31"),
    "June 2020": ("2020-06-01", "2020-06-30"),
    "February 2024": ("2024-02-01", "2024-02-29"),
    "June 24, 2020": ("2020-06-24", "2020-06-24"),
    "24 June 2020": ("2020-06-24", "2020-06-24"),
    "Sept. 11, 2001": ("2001-09-11", "2001-09-11"),
    "on June 24": ("2023-06-24", "2023-06-24"),
    "March 13": ("2024-03-13", "2024-03-13"),
    "in June": ("2023-06-01", "2023-06-30"),
    "Jan. 5": ("2024-01-05", "2024-01-05"),
    "on Friday": ("2024-03-08", "2024-03-08"),
    "Friday morning": ("2024-03-08", "2024-03-08"),
    "last Monday": ("2024-03-11", "2024-03-11"),
    "next Monday": ("2024-03-18", "2024-03-18"),
    "on Wednesday": ("2024-03-13", "2024-03-13"),  # the day of the paper itself
    "yesterday": ("2024-03-12", "2024-03-12"),
    "today": ("2024-03-13", "2024-03-13"),
    "tomorrow": ("2024-03-14", "2024-03-14"),
    "two days ago": ("2024-03-11", "2024-03-11"),
    "last week": ("2024-03-04", "2024-03-10"),
    "last month": ("2024-02-01", "2024-02-29"),
    "last year": ("2023-01-01", "2023-12-31"),
    "five years ago": ("2019-01-01", "2019-12-31"),
    "between 2010 and 2014": ("2010-01-01", "2014-12-31"),
    "2010-2014": ("2010-01-01", "2014-12-31"),
    # nothing that fixes a day
    "recent years": None,
    "the past decade": None,
    "daily": None,
    "every Friday": None,
    "the 1990s": None,
    "the 19th century": None,
    "February 30": None,
    "summer": None,
    "the same day": None,
    "": None,
}


@pytest.mark.parametrize(("text", "days"), TIMES.items(), ids=[text or "nothing" for text in TIMES])
def test_times(text, days):
    assert resolve_time(text, DAY) == days


@pytest.mark.parametrize("text", ["on Friday", "yesterday", "last week", "June 24", "two days ago", "today"])
def test_an_undated_document_fixes_no_relative_time(text):
    assert resolve_time(text, None) is None


@pytest.mark.parametrize("text", ["in 2020", "June 24, 2020", "June 2020"])
def test_absolute_times_need_no_date(text):
    assert resolve_time(text, None) == resolve_time(text, DAY)


def test_a_date_with_a_time_of_day():
    assert resolve_time("yesterday", "2024-03-13T10:00:00Z") == ("2024-03-12", "2024-03-12")


@pytest.mark.parametrize("day", ["2024", "2024-03"])
def test_a_date_that_is_no_day_fixes_no_relative_time(day):
    assert resolve_time("yesterday", day) is None
    assert resolve_time("in 2020", day) == ("2020-01-01", "2020-12-31")


@pytest.mark.parametrize("day", ["some day in May", "2024-13-45"])
def test_a_date_that_is_none_fixes_no_relative_time(day):
    assert resolve_time("yesterday", day) is None
