"""`--rules`, `check --rules`, `diff` and `import petrarch-verbs` from the outside."""

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest

import extractor
from extractor.cli import main
from extractor.cli.setup import Setup
from extractor.data import DataError
from extractor.twofold import TwofoldExtraction
from tests.cli import fake

GOOD = """\
rules:
  - id: own.tickle
    event: SUPPORT
    triggers: {verbs: [tickle]}
    frames: [acts_on]
    examples: ["[Norway] tickled {Sweden} on Friday."]
    counter_examples: ["[Norway] met {Sweden} on Friday."]
"""
DICTIONARY = """\
--- TICKLE [190] ---
TICKLE
- * WAGON [163]
- POLICE * [173]
"""


@pytest.fixture
def rules(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "a.yml").write_text(GOOD)
    return "mine"


class Twice(fake.Fake):
    """By the second rules Hezbollah strikes too, Iran is only accused, and who said "not" said nothing."""

    def extract(self, document, /):
        after = super().extract(document)
        before = tuple(one for one in after.relations if one.source.actor.id != "hezbollah")
        now = [
            replace(one, event="ACCUSE", mode=None, id=f"{one.id}x", rule="own.accuse", confidence=0.6)
            if one.target.actor.id == "IRN"
            else one
            for one in after.relations
            if one.polarity != "negated"
        ]
        return TwofoldExtraction(after.document, after.mentions, tuple(now), (), before)


@pytest.fixture
def loaded(monkeypatch, tmp_path, capfdbinary):
    """Run a command with readers that remember what they were loaded with."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    calls = []

    def load(model, /, *, no_target=False, actors=(), rules=()):
        calls.append(([path.name for path in actors], [path.name for path in rules]))
        return fake.load(model, no_target=no_target)

    def twofold(first, second, model, /, *, actors=()):
        del model
        calls.append((first, second, [path.name for path in actors]))
        return Twice()

    def run(*args):
        with pytest.raises(SystemExit) as left:
            main(list(args), Setup(load, twofold))
        out, err = capfdbinary.readouterr()
        assert b"Traceback" not in err
        assert b"\x1b" not in out + err
        return SimpleNamespace(code=left.value.code, out=out.decode(), err=err.decode(), calls=calls)

    return run


@pytest.mark.parametrize(
    "args",
    [("run", "news.txt"), ("extract", "news.txt"), ("explain", "Israel struck Iran."), ("relate", "pairs.jsonl")],
)
def test_every_command_that_reads_relations_takes_rules(loaded, tmp_path, rules, args):
    (tmp_path / "news.txt").write_text("Israel struck Iran.")
    (tmp_path / "pairs.jsonl").write_text(
        json.dumps({"id": "1", "text": "Israel struck Iran.", "source": [0, 6], "target": [14, 18]})
    )
    (tmp_path / "more").mkdir()
    result = loaded(*args, "--rules", rules, "--rules", "more", "--actors", "a.yml")
    assert result.code == 0
    assert result.calls == [(["a.yml"], ["mine", "more"])]
    assert loaded(*args).calls[1] == ([], [])


def test_rules_are_not_written_over(loaded, tmp_path, rules):
    (tmp_path / "news.txt").write_text("Israel struck Iran.")
    result = loaded("extract", "news.txt", "--rules", rules, "-o", "mine/a.yml")
    assert (result.code, result.err) == (2, "actorgraph: mine/a.yml is an input; write to another file\n")
    result = loaded("diff", "-", rules, "news.txt", "-o", "mine/a.yml")
    assert (result.code, result.err) == (2, "actorgraph: mine/a.yml is an input; write to another file\n")
    assert (tmp_path / "mine" / "a.yml").read_text() == GOOD


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (None, "none: no such folder; --rules names one that holds rules (*.yml)"),
        (GOOD.replace("acts_on", "acts_upon"), "a.yml: own.tickle field frames: unknown frame 'acts_upon'"),
        (GOOD.replace("event", "evnt"), "a.yml: own.tickle field evnt: there is no such field"),
        ("", "a.yml: has no section"),
    ],
)
def test_bad_rules_end_the_command_with_one_line(command, tmp_path, rules, content, line):
    folder = rules if content is not None else "none"
    if content is not None:
        (tmp_path / "mine" / "a.yml").write_text(content)
    (tmp_path / "news.txt").write_text("Israel struck Iran.")
    result = command("check", "--rules", folder)
    assert (result.code, result.out.count("\n")) == (1, 1)
    assert result.out.startswith(line)
    with pytest.raises(DataError) as caught:
        extractor.load(rules=tmp_path / folder)
    assert str(caught.value).removeprefix(f"{tmp_path}/").startswith(line)


def test_bad_rules_end_a_run(tmp_path, rules, capfd, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news.txt").write_text("Israel struck Iran.")
    (tmp_path / "mine" / "a.yml").write_text(GOOD.replace("acts_on", "acts_upon"))
    for args in (("explain", "x", "--rules", rules), ("diff", "-", rules, "news.txt")):
        with pytest.raises(SystemExit) as left:
            main(list(args))
        out, err = capfd.readouterr()
        assert (left.value.code, out) == (2, "")
        assert err.splitlines()[0].startswith("actorgraph: a.yml: own.tickle field frames: unknown frame 'acts_upon'")


def test_check_tells_examples_and_clashes(loaded, tmp_path, rules, monkeypatch):
    from extractor.relations import selftest

    (tmp_path / "mine" / "b.yml").write_text("remove: [assault.strike]\n")
    report = selftest.OwnReport(2, ("mine/a.yml: own.tickle: Norway tickled Sweden. (live)",), ("accuse.x: [/x] \x1b",))
    asked = []
    monkeypatch.setattr(selftest, "run_own", lambda _, files: asked.append(files) or report)
    result = loaded("check", "--rules", rules)
    assert result.code == 1
    assert asked == [{"own.tickle": "mine/a.yml"}]
    assert result.calls == [([], ["mine"])]
    assert result.out.splitlines() == [
        "mine/a.yml: own.tickle: Norway tickled Sweden. (live)",
        "note: shipped rules that yours take out (1)",
        "  assault.strike (b.yml)",
        "note: examples of shipped rules that come out otherwise with yours (1)",
        "  accuse.x: [/x] ?",
        "1 rule of yours, 1 of ours taken out: 2 examples passed, 1 failed, 2 notes",
    ]
    monkeypatch.setattr(selftest, "run_own", lambda *_: selftest.OwnReport(1, (), ()))
    result = loaded("check", "--rules", rules)
    assert (result.code, result.out.splitlines()[-1]) == (
        0,
        "1 rule of yours, 1 of ours taken out: 1 example passed, 0 failed, 1 note",
    )
    result = loaded("check", "graph.gexf", "--rules", rules)
    assert (result.code, "either a file made by `run -o` or --rules, not both" in result.err) == (2, True)


def test_check_takes_actors_and_rules_at_once(loaded, tmp_path, rules, monkeypatch):
    from extractor.relations import selftest

    monkeypatch.setattr(selftest, "run_own", lambda *_: selftest.OwnReport(2, (), ()))
    (tmp_path / "a.csv").write_text("name,type\nTeal Harbour League,ngo\n")
    result = loaded("check", "--rules", rules, "--actors", "a.csv")
    assert result.code == 0
    assert result.out.splitlines() == [
        "a.csv: 1 actor, no errors, 0 notes",
        "1 rule of yours: 2 examples passed, 0 failed, 0 notes",
    ]
    assert result.calls == [(["a.csv"], ["mine"])]
    (tmp_path / "a.csv").write_text("name,type\nTeal Harbour League,nog\n")
    assert loaded("check", "--rules", rules, "--actors", "a.csv").code == 1


NEWS = "Israel struck Iran. Hezbollah struck Israel. Iran has not struck Israel. Israel struck Hezbollah."


def test_diff_says_what_changes(loaded, tmp_path, rules):
    (tmp_path / "news.txt").write_text(NEWS)
    result = loaded("diff", "-", rules, "news.txt", "-o", "changes.jsonl", "--actors", "a.yml")
    assert result.code == 0
    first, second, actors = result.calls[0]
    assert (first, second.name, actors) == (None, "mine", ["a.yml"])
    assert result.out == (
        "1 appeared, 1 vanished, 1 changed code, 0 changed confidence, 1 as before\n"
        "\n"
        "Appeared\n"
        "Hezbollah  ASSAULT (aerial)  Israel\n"
        "    Hezbollah struck Israel. (news.txt)\n"
        "    rule: assault.strike, confidence 0.90\n"
        "\n"
        "Vanished\n"
        "Iran  ASSAULT (aerial, negated)  Israel\n"
        "    Iran has not struck Israel. (news.txt)\n"
        "    rule: assault.strike, confidence 0.90\n"
        "\n"
        "Changed code\n"
        "Israel  ASSAULT (aerial) -> ACCUSE  Iran\n"
        "    Israel struck Iran. (news.txt)\n"
        "    rule: assault.strike -> own.accuse, confidence 0.90 -> 0.60\n"
    )
    assert result.err == "1 document read\n"
    rows = [json.loads(line) for line in (tmp_path / "changes.jsonl").read_text().splitlines()]
    assert [row["change"] for row in rows] == ["changed", "appeared", "vanished"]
    assert [row["before"] and row["before"]["event"] for row in rows] == ["ASSAULT", None, "ASSAULT"]
    assert [row["after"] and row["after"]["event"] for row in rows] == ["ACCUSE", "ASSAULT", None]
    printed = loaded("diff", "built-in", rules, "news.txt", "-o", "-")
    assert printed.out == (tmp_path / "changes.jsonl").read_text()


def test_diff_shows_as_many_as_are_wanted(loaded, tmp_path, rules):
    (tmp_path / "news.txt").write_text("Hezbollah struck Iran. " * 30)
    shown = loaded("diff", rules, rules, "news.txt").out
    assert "30 appeared" in shown
    assert "and 15 more relations" in shown
    assert loaded("diff", rules, rules, "news.txt", "--top", "0").out.count("\n") == 1


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (("-", "none", "news.txt"), 2, "none: no such folder; name one of rules, or - for ours alone"),
        (("news.txt", "-", "news.txt"), 2, "news.txt: no such folder"),
        (("-", "empty", "news.txt"), 0, "1 document read"),  # what is wrong in rules is told when they are loaded
        (("-", "-", "gone.txt"), 2, "gone.txt"),
        (("-", "-", "news.txt", "bad.jsonl"), 1, "failed"),
        (("-", "-", "poison.txt", "news.txt"), 1, "could not be analysed"),
        (("-", "-"), 2, "Missing argument"),
    ],
)
def test_exits_of_diff(loaded, tmp_path, args, code, told):
    (tmp_path / "news.txt").write_text(NEWS)
    (tmp_path / "poison.txt").write_text("POISON")
    (tmp_path / "bad.jsonl").write_text("{")
    (tmp_path / "empty").mkdir()
    result = loaded("diff", *args)
    assert result.code == code
    assert told in result.err


def test_import_writes_a_folder_that_loads(command, tmp_path):
    (tmp_path / "teal.txt").write_text(DICTIONARY)
    result = command("import", "petrarch-verbs", "teal.txt", "-o", "teal")
    assert (result.code, result.out) == (0, "")
    assert result.err.splitlines() == [
        "2 rules of 2 verbs and patterns",
        "1 line could not be used, or not as it is meant:",
        "1: asks for words before the verb",
        "wrote teal; left_out.tsv in it lists the lines",
    ]
    assert sorted(path.name for path in (tmp_path / "teal").iterdir()) == ["assault.yml", "coerce.yml", "left_out.tsv"]
    assert (tmp_path / "teal" / "left_out.tsv").read_text() == (
        "file\tline\twhy\nteal.txt\t4\tasks for words before the verb\n"
    )
    assert (
        "teal.txt, line 4: asks for"
        in command("import", "petrarch-verbs", "teal.txt", "-o", "more", "--verbose", "--weight", "0.9").err
    )
    assert 'weight: "0.9"' in (tmp_path / "more" / "assault.yml").read_text()
    again = command("import", "petrarch-verbs", "teal.txt", "-o", "teal")
    assert (again.code, again.err) == (2, "actorgraph: teal is there already; name a new folder\n")


@pytest.mark.parametrize(
    ("content", "args", "told"),
    [
        (None, (), "cannot be read"),
        ("", (), "no dictionary of verbs"),
        ("NOBODY_ [FRA]\n", (), "no dictionary of verbs"),
        ("rules: []\n", (), "no dictionary of verbs"),
        ("%PDF-1.4", (), "looks like a PDF"),
        ("--- A [999] ---\nA\n", (), "no verb or pattern could be used"),
        (DICTIONARY, ("--weight", "2"), "--weight 2: write a number above 0, at most 1"),
        (DICTIONARY, ("--weight", "nan"), "--weight nan"),
        (DICTIONARY, ("-o", "a.dict"), "a.dict is there already"),
    ],
)
def test_import_refuses_what_is_no_dictionary(command, tmp_path, content, args, told):
    if content is not None:
        (tmp_path / "a.dict").write_text(content)
    result = command("import", "petrarch-verbs", "a.dict", *(args if "-o" in args else ("-o", "new", *args)))
    assert result.code == 2
    assert told in result.err
    assert result.err.count("\n") == 1
    assert not (tmp_path / "new").exists()


def test_the_other_import_points_here(command, tmp_path):
    (tmp_path / "a.txt").write_text(DICTIONARY)
    result = command("import", "petrarch", "a.txt")
    assert (result.code, "`actorgraph import petrarch-verbs` makes rules of it" in result.err) == (2, True)


def test_help(command):
    assert "petrarch-verbs" in command("import", "--help").out
    for name in ("run", "extract", "explain", "relate", "check"):
        assert "--rules" in command(name, "--help").out


def test_the_public_door(tmp_path, rules):
    (relation,) = extractor.load(rules=str(tmp_path / rules)).extract("Norway tickled Sweden on Friday.").relations
    assert (relation.rule, relation.event) == ("own.tickle", "SUPPORT")
