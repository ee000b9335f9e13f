"""Rules of the user's: what a folder may say, what it refuses, and that it changes what is read."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from functools import cache
from typing import Final

import pytest

from extractor.data import DataError
from extractor.paths import CACHE_VARIABLE, models_dir
from extractor.program import Extractor
from extractor.relations.clashes import clashes
from extractor.relations.grammar import load_grammar
from extractor.relations.own import lay, read_own, rule_files
from extractor.relations.rules import compiled, load_rules, read_rules
from extractor.relations.selftest import run_own
from tests.support.small_rules import small_models

GOOD: Final = """\
rules:
  - id: own.tickle
    event: SUPPORT
    triggers: {verbs: [tickle]}
    frames: [acts_on]
    weight: "0.9"
    examples: ["[Norway] tickled {Sweden} on Friday."]
    counter_examples: ["[Norway] tickled the economy of {Sweden}'s neighbour."]
"""

# what is wrong: (what is replaced, by what, words that the message must hold)
SLIPS: Final[dict[str, tuple[str, str, list[str]]]] = {
    "unknown field": ("frames:", "frame: x\n    frames:", ["own.tickle field frame: there is no such field"]),
    "unknown section": ("rules:", "rule: x\nrules:", ["rule: there is no such section", "rules, frames, remove"]),
    "unknown kind of trigger": ("verbs:", "verb:", ["own.tickle field triggers.verb", "no such field"]),
    "unknown frame": ("[acts_on]", "[acts_upon]", ["own.tickle field frames: unknown frame 'acts_upon'"]),
    "no frame": ("[acts_on]", "[]", ["own.tickle field frames: is empty"]),
    "frame of another kind": ("verbs:", "nouns:", ["own.tickle field frames: noun triggers need a frame for a noun"]),
    "unknown event": ("SUPPORT", "SUPORT", ["own.tickle field event: unknown event 'SUPORT'; one of AGREE"]),
    "unknown tie": ("event: SUPPORT", "tie: BACK", ["own.tickle field tie: unknown tie 'BACK'; one of BACKS"]),
    "event and tie": (
        "event: SUPPORT",
        "event: SUPPORT\n    tie: BACKS",
        ["own.tickle field event: a rule has either"],
    ),
    "mode of a root without": ("SUPPORT", "SUPPORT\n    mode: drone", ["own.tickle field mode", "it has no modes"]),
    "mode of another root": ("SUPPORT", "CONSULT\n    mode: drone", ["own.tickle field mode", "one of visit"]),
    "weight of nothing": ('"0.9"', '"0"', ["own.tickle field weight", "greater than 0"]),
    "weight above one": ('"0.9"', '"1.5"', ["own.tickle field weight", "less than or equal to 1"]),
    "weight that is no number": ('"0.9"', "nan", ["own.tickle field weight"]),
    "no examples": ('["[Norway] tickled {Sweden} on Friday."]', "[]", ["own.tickle field examples: a rule needs"]),
    "no counter-examples": (
        """    counter_examples: ["[Norway] tickled the economy of {Sweden}'s neighbour."]\n""",
        "",
        ["own.tickle field counter_examples: a rule needs"],
    ),
    "example without marks": ("{Sweden} on", "Sweden on", ["own.tickle field examples", "{target}"]),
    "no trigger": ("{verbs: [tickle]}", "{}", ["own.tickle field triggers: is empty"]),
    "empty trigger": ("[tickle]", '[""]', ["own.tickle field triggers: '' is no verb"]),
    "trigger of signs": ("[tickle]", '["***"]', ["own.tickle field triggers: '***' is no verb"]),
    "endless trigger": ("[tickle]", f"[{'a' * 500}]", ["own.tickle field triggers", "is no verb"]),
    "id of another form": ("own.tickle", "tickle me", ["tickle me field id: write it as"]),
    "reserved id": ("own.tickle", "fallback.tickle", ["fallback.tickle field id"]),
    "no id": ("id: own.tickle\n    event", "event", ["rule 1 field id: is missing"]),
    "no event": ("    event: SUPPORT\n", "", ["own.tickle field event: a rule has either"]),
    "duplicate key": ("event: SUPPORT", "event: SUPPORT\n    event: AID", ["mine.yml:4", "'event' stands twice"]),
    "bomb of aliases": ("[tickle]", "&a [tickle], nouns: *a", ["mine.yml:4", "alias"]),
    "tag": ("[tickle]", "!!python/object:os.system [x]", ["mine.yml:4", "tag"]),
    "deep nesting": ("[tickle]", "[" * 3000 + "x" + "]" * 3000, ["mine.yml"]),
    "no YAML": ("[tickle]", "[tickle", ["mine.yml:", "YAML"]),
    "a list": (GOOD, "- rules\n", ["mine.yml: has no section; begin with one of rules, frames, remove"]),
    "nothing": (GOOD, "", ["mine.yml: has no section"]),
    "only empty sections": (GOOD, "rules: []\n", ["holds no rules"]),
    "unknown id to remove": (
        GOOD,
        "remove: [assault.tickle]",
        ["mine.yml: remove: no rule has the id 'assault.tickle'"],
    ),
    "removed and written": ("rules:", "remove: [own.tickle]\nrules:", ["remove: own.tickle stands under `rules`"]),
    "id twice": (GOOD, GOOD + GOOD.removeprefix("rules:\n"), ["mine.yml: own.tickle: this id stands twice"]),
    "bad path": (
        "rules:",
        "frames: {mine: {says: x, trigger: [verb], ways: [{source: subject, target: objekt}]}}\nrules:",
        ["mine.yml: mine field ways", "no step 'objekt'"],
    ),
    "frame without ways": (
        "rules:",
        "frames: {mine: {says: x, trigger: [verb], ways: []}}\nrules:",
        ["mine.yml: mine field ways: is empty"],
    ),
    "name of a frame": (
        "rules:",
        "frames: {My-Frame: {says: x, trigger: [verb], ways: [{source: subject, target: object}]}}\nrules:",
        ["mine.yml: frames: 'My-Frame' is no name"],
    ),
    "trust of a way": (
        "rules:",
        'frames: {mine: {says: x, trigger: [verb], ways: [{source: subject, target: object, sure: "2"}]}}\nrules:',
        ["mine.yml: frames mine field ways.0.sure"],
    ),
}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "mine.yml").write_text(GOOD)
    return tmp_path / "mine"


@pytest.fixture(scope="session")
def models(tmp_path_factory):
    """A models folder of few rules: it is compiled anew for every folder laid over it."""
    return small_models(tmp_path_factory.mktemp("models") / "models")


@pytest.fixture
def reading(ex, models):
    """Reads a text by few rules with folders laid over them: (source, code, target, rule) of each relation."""

    def read(text, *folders):
        program = Extractor(ex._pipeline, ex._knowledge, load_grammar(models, folders))
        return {
            (one.source.actor.id, one.event, one.target.actor.id, one.rule) for one in program.extract(text).relations
        }

    return read


@cache
def shipped():
    return read_rules(models_dir())


def refused(folder):
    """The one line with which a folder is refused; of the shipped rules there are two."""
    few = replace(shipped(), rules={ident: shipped().rules[ident] for ident in ("assault.attack", "assault.strike")})
    with pytest.raises(DataError) as caught:
        compiled(lay(few, read_own(folder, few, models_dir())))
    message = str(caught.value)
    assert "\n" not in message
    assert len(message) <= 500
    return message


@pytest.mark.parametrize(("old", "new", "named"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_named(folder, old, new, named):
    assert GOOD.count(old) == 1
    (folder / "mine.yml").write_text(GOOD.replace(old, new))
    message = refused(folder)
    assert [word for word in named if word not in message] == [], message


def test_an_id_stands_in_one_file(folder):
    (folder / "other.yml").write_text(GOOD)
    assert refused(folder) == "other.yml: own.tickle: this id stands in mine.yml, too; rename one"


def test_what_is_no_folder_of_rules(tmp_path, folder):
    (tmp_path / "empty" / ".hidden").mkdir(parents=True)
    (tmp_path / "empty" / ".hidden" / "x.yml").write_text(GOOD)
    (tmp_path / "empty" / "notes.txt").write_text("no rules")
    assert "no such folder" in refused(tmp_path / "none")
    assert "is no folder" in refused(folder / "mine.yml")
    assert "holds no rules" in refused(tmp_path / "empty")


def test_a_folder_of_very_much_else_is_not_searched(tmp_path, monkeypatch):
    from extractor.relations import own

    monkeypatch.setattr(own, "_MOST_FILES", 3)
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text("")
    assert "holds more than 3 files" in refused(tmp_path)


def test_a_pipe_is_not_waited_for(folder):
    os.mkfifo(folder / "pipe.yml")
    assert refused(folder) == "pipe.yml: is no regular file; take it away"


def test_a_loop_of_links_ends(folder):
    (folder / "loop").symlink_to(folder)
    assert [file.name for file in rule_files(folder)] == ["mine.yml"]
    (folder / "gone.yml").symlink_to(folder / "nowhere.yml")
    assert "gone.yml: is no regular file" in refused(folder)


def test_text_that_is_no_utf8_is_refused(folder):
    (folder / "mine.yml").write_bytes(GOOD.encode("utf-16"))
    assert read_own(folder, shipped(), models_dir())  # YAML may be UTF-16
    (folder / "mine.yml").write_bytes(b"rules: \xff\xff")
    assert refused(folder).startswith("mine.yml")


def test_what_else_the_shipped_folder_holds_may_not_change(folder):
    whole = models_dir() / "relations" / "ontology.yml"
    (folder / "ontology.yml").write_bytes(whole.read_bytes().replace(b"\n", b"\r\n"))
    assert read_own(folder, shipped(), models_dir())
    (folder / "ontology.yml").write_text(whole.read_text().replace('score: "2.5"', 'score: "9"'))
    assert refused(folder).startswith("ontology.yml: --rules changes rules and frames only")


def test_a_copy_of_all_rules_changes_nothing(tmp_path):
    shutil.copytree(models_dir() / "relations", tmp_path / "copy")
    ours, copied = load_rules(models_dir()), load_rules(models_dir(), [tmp_path / "copy"])
    assert copied.rules == ours.rules
    assert dict(copied.triggers) == dict(ours.triggers)
    assert copied.frames == ours.frames


def test_a_new_rule_comes_first_and_a_known_one_keeps_its_place(folder):
    before = [rule.id for rule in load_rules(models_dir()).rules]
    (folder / "known.yml").write_text(GOOD.replace("own.tickle", "assault.attack"))
    after = [rule.id for rule in load_rules(models_dir(), [folder]).rules]
    assert after == ["own.tickle", *before]
    assert [rule.event for rule in load_rules(models_dir(), [folder]).rules if rule.id == "assault.attack"] == [
        "SUPPORT"
    ]


def test_a_new_rule_reads(reading, folder):
    text = "Norway tickled Sweden on Friday."
    assert reading(text) == set()
    assert reading(text, folder) == {("NOR", "SUPPORT", "SWE", "own.tickle")}


def test_an_override_takes_the_place_of_a_rule(reading, folder):
    text = "Norway struck Sweden on Friday."
    (folder / "mine.yml").write_text(
        GOOD.replace("own.tickle", "assault.strike").replace("[tickle]", "[tickle, strike]")
    )
    assert reading(text) == {("NOR", "ASSAULT", "SWE", "assault.strike")}
    assert reading(text, folder) == {("NOR", "SUPPORT", "SWE", "assault.strike")}


def test_a_removed_rule_is_silent(reading, folder):
    text = "Norway struck Sweden, and Sweden met Denmark."
    (folder / "mine.yml").write_text("remove: [assault.strike]\n")
    assert {rule for *_, rule in reading(text)} == {"assault.strike", "assault.meet"}
    assert {rule for *_, rule in reading(text, folder)} == {"assault.meet"}


def test_a_frame_of_ones_own(reading, folder):
    """Z is done to by its object: an order that no shipped frame has."""
    (folder / "frames.yml").write_text(
        'frames:\n  backwards: {says: "Y suffers X", trigger: [verb], ways: [{source: object, target: subject}]}\n'
    )
    (folder / "mine.yml").write_text(GOOD.replace("[acts_on]", "[backwards]"))
    assert reading("Norway tickled Sweden on Friday.", folder) == {("SWE", "SUPPORT", "NOR", "own.tickle")}


def test_of_two_folders_the_later_wins(reading, tmp_path, folder):
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "x.yml").write_text(GOOD.replace("SUPPORT", "AID"))
    text = "Norway tickled Sweden on Friday."
    assert reading(text, folder, tmp_path / "later") == {("NOR", "AID", "SWE", "own.tickle")}
    assert reading(text, tmp_path / "later", folder) == {("NOR", "SUPPORT", "SWE", "own.tickle")}
    (tmp_path / "later" / "x.yml").write_text("remove: [own.tickle]\n")
    assert reading(text, folder, tmp_path / "later") == set()


def test_a_rule_that_was_imported_needs_no_examples(folder):
    (folder / "mine.yml").write_text(GOOD.partition("    examples")[0] + "    imported: verbs.txt, line 3\n")
    assert read_own(folder, shipped(), models_dir()).untested == ("own.tickle",)


def test_the_cache_knows_the_folder_by_its_content(folder, models, tmp_path, monkeypatch):
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))

    def events():
        return [rule.event for rule in load_grammar(models, [folder]).book.rules if rule.id == "own.tickle"]

    assert (events(), events()) == (["SUPPORT"], ["SUPPORT"])
    stamp = (folder / "mine.yml").stat()
    (folder / "mine.yml").write_text(GOOD.replace("SUPPORT", "CONSULT"))
    os.utime(folder / "mine.yml", ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert events() == ["CONSULT"]
    (folder / "more.yml").write_text("remove: [assault.strike]\n")
    assert "assault.strike" not in {rule.id for rule in load_grammar(models, [folder]).book.rules}
    assert "assault.strike" in {rule.id for rule in load_grammar(models).book.rules}
    (folder / "mine.yml").write_text(GOOD.replace("acts_on", "acts_upon"))
    for _ in range(2):
        with pytest.raises(DataError, match="acts_upon"):
            events()


def test_a_known_result_is_not_made_again(folder, models, tmp_path, monkeypatch):
    from extractor.relations import grammar

    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    first = load_grammar(models, [folder])
    monkeypatch.setattr(grammar, "load_rules", lambda *_: pytest.fail("compiled again"))
    again = load_grammar(models, [folder])
    assert again.book.rules == first.book.rules
    assert dict(again.book.triggers) == dict(first.book.triggers)


def clashing(folder):
    """Kind and text of all clashes."""
    models = models_dir()
    texts = shipped()
    own = read_own(folder, texts, models)
    laid = lay(texts, own)
    return [(clash.kind, clash.text) for clash in clashes(texts, own, laid, compiled(laid))]


def test_a_rule_that_touches_nothing_clashes_with_nothing(folder):
    assert clashing(folder) == []


def rule(ident, more="", event="SUPPORT", verbs="tickle", frames="acts_on"):
    head = f"  - id: {ident}\n    event: {event}\n    triggers: {{verbs: [{verbs}]}}\n    frames: [{frames}]\n"
    return head + more + '    examples: ["[A] hit {B}."]\n    counter_examples: ["[A] met {B}."]\n'


def test_words_that_two_rules_code_differently(folder):
    (folder / "mine.yml").write_text("rules:\n" + rule("own.hug", verbs="condemn", more='    weight: "1"\n'))
    (found,) = [text for kind, text in clashing(folder) if kind == "against" and "accuse.condemn" in text]
    assert found == "own.hug (SUPPORT) before accuse.condemn (ACCUSE disapprove): condemn"
    (folder / "mine.yml").write_text("rules:\n" + rule("own.hug", verbs="condemn", more='    weight: "0.1"\n'))
    (found,) = [text for kind, text in clashing(folder) if kind == "against" and "accuse.condemn" in text]
    assert found.startswith("accuse.condemn (ACCUSE disapprove) before own.hug")


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        (rule("own.a"), rule("own.b", event="AID"), True),
        (rule("own.a"), rule("own.b"), False),  # the same code
        (rule("own.a"), rule("own.b", event="AID", verbs="prod"), False),
        (rule("own.a"), rule("own.b", event="AID", frames="acts_prep"), False),
        (
            rule("own.a"),
            rule("own.b", event="AID", more="    objects: [toe]\n"),
            False,
        ),  # asks for more, so it is first
        (rule("own.a", "    objects: [toe]\n"), rule("own.b", event="AID", more="    objects: [nose, toe]\n"), True),
        (rule("own.a", "    objects: [toe]\n"), rule("own.b", event="AID", more="    objects: [nose]\n"), False),
        (
            rule("own.a", frames='"acts_prep(to)"'),
            rule("own.b", event="AID", frames='"acts_prep(with)"'),
            False,
        ),
    ],
)
def test_when_two_rules_clash(folder, first, second, clash):
    (folder / "mine.yml").write_text("rules:\n" + first + second)
    assert ("against" in {kind for kind, _ in clashing(folder)}) == clash


@pytest.mark.parametrize(
    ("second", "shadowed"),
    [
        (rule("own.b"), True),
        (rule("own.b", event="AID"), True),
        (rule("own.b", verbs="tickle, prod"), False),
        (rule("own.b", frames="acts_on, acts_prep"), False),
        (rule("own.b", more='    weight: "0.9"\n'), False),  # it is the first then, and own.a the one that is silent
        (rule("own.b", more="    objects: [toe]\n"), False),
    ],
)
def test_a_rule_that_never_speaks(folder, second, shadowed):
    (folder / "mine.yml").write_text("rules:\n" + rule("own.a") + second)
    assert (("shadowed", "own.b, by own.a") in clashing(folder)) == shadowed


def test_overrides_and_removals_are_told(folder):
    (folder / "mine.yml").write_text("remove: [assault.strike]\nrules:\n" + rule("assault.attack", verbs="attack"))
    found = clashing(folder)
    (over,) = [text for kind, text in found if kind == "overridden"]
    assert over.startswith("assault.attack: event, ")
    assert ("removed", "assault.strike (mine.yml)") in found
    (dropped,) = [text for kind, text in found if kind == "dropped"]
    assert dropped.startswith("assault.attack: ")
    assert " examples, " in dropped


def test_a_changed_frame_is_told(folder):
    (folder / "mine.yml").write_text(
        'frames: {acts_at: {says: "x", trigger: [verb], ways: [{source: subject, target: object}]}}\n'
    )
    ((kind, text),) = clashing(folder)
    assert (kind, text.partition(",")[0]) == ("reframed", "acts_at")


def test_the_examples_of_both_are_run(ex, folder, monkeypatch):
    (folder / "mine.yml").write_text(
        GOOD.replace('on Friday."]', 'on Friday.", "{Norway} tickled [Sweden]."]')
        + rule("own.condemn", event="AID", verbs="condemn", more='    weight: "1"\n')
        .replace("[A] hit {B}", "[Norway] condemned {Sweden}")
        .replace("[A] met {B}", "[Norway] met {Sweden}")
    )
    program = Extractor(ex._pipeline, ex._knowledge, load_grammar(models_dir(), [folder]))
    few = tuple(one for one in program.rules if one.id in ("own.tickle", "own.condemn", "accuse.condemn"))
    assert len(few) == 3
    monkeypatch.setattr(Extractor, "rules", few)
    report = run_own(program, {"own.tickle": "mine.yml", "own.condemn": "mine.yml"})
    assert report.failed == (
        "mine.yml: own.tickle: Norway tickled Sweden. (marked)",
        "mine.yml: own.tickle: Norway tickled Sweden. (live)",
    )
    assert report.passed == 8
    assert any(line.startswith("accuse.condemn: ") for line in report.otherwise)
