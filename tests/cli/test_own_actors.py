"""`--actors`, `check --actors` and `import petrarch` from the outside."""

import json
from types import SimpleNamespace

import pytest

import extractor
from extractor.cli import main
from extractor.cli.setup import Setup
from extractor.data import DataError
from tests.cli import fake

GOOD = """\
name,id,type,role,country,acronyms
Teal Harbour League,,ngo,NGO,FRA,THL
Hezbollah,hezbollah,party,PTY,,
"""
DICTIONARY = """\
# made up
TEAL_HARBOUR_LEAGUE_(THL)_ [NGOFRA]
+LEAGUE_OF_TEAL_HARBOUR_
NELLA_QUAYSIDE_
	[FRAGOV 010101-050101]
	[FRAELI]
NOBODY_KNOWS_
STRANGE_ [QQQ]
"""


@pytest.fixture
def loaded(monkeypatch, tmp_path, capfdbinary):
    """Run a command with an extractor that remembers what it was loaded with."""
    monkeypatch.chdir(tmp_path)
    calls = []

    def load(model, /, *, no_target=False, actors=()):
        calls.append((model, [path.name for path in actors]))
        return fake.load(model, no_target=no_target)

    def run(*args):
        with pytest.raises(SystemExit) as left:
            main(list(args), Setup(load))
        out, err = capfdbinary.readouterr()
        return SimpleNamespace(code=left.value.code, out=out.decode(), err=err.decode(), calls=calls)

    return run


@pytest.mark.parametrize(
    "args",
    [
        ("run", "news.txt"),
        ("extract", "news.txt"),
        ("explain", "Israel struck Iran."),
        ("resolve", "Iran"),
        ("relate", "pairs.jsonl"),
    ],
)
def test_every_command_that_reads_takes_actors(loaded, tmp_path, args):
    (tmp_path / "news.txt").write_text("Israel struck Iran.")
    (tmp_path / "pairs.jsonl").write_text(
        json.dumps({"id": "1", "text": "Israel struck Iran.", "source": [0, 6], "target": [14, 18]})
    )
    result = loaded(*args, "--actors", "a.yml", "--actors", "b.csv")
    assert result.code == 0
    assert result.calls == [(None, ["a.yml", "b.csv"])]
    assert loaded(*args).calls[1] == (None, [])


def test_actors_are_not_written_over(loaded, tmp_path):
    (tmp_path / "news.txt").write_text("Israel struck Iran.")
    (tmp_path / "a.csv").write_text(GOOD)
    for args in (("extract", "news.txt"), ("resolve", "Iran")):
        result = loaded(*args, "-o", "a.csv", "--actors", "a.csv")
        assert (result.code, result.err) == (2, "actorgraph: a.csv is an input; write to another file\n")
    assert (tmp_path / "a.csv").read_text() == GOOD


def test_bad_actors_end_the_command_with_a_line_for_each_row(command, tmp_path):
    (tmp_path / "a.csv").write_text("name,role\n,GOV\nX,YYY\n")
    result = command("check", "--actors", "a.csv")
    assert result.code == 1
    assert [line.split(" field")[0] for line in result.out.splitlines()] == ["a.csv, line 2,", "a.csv, line 3,"]
    with pytest.raises(DataError):
        extractor.load(actors=[tmp_path / "a.csv"])
    with pytest.raises(DataError, match="field role"):
        extractor.load(actors=str(tmp_path / "a.csv"))


def test_check_names_what_clashes(command, tmp_path):
    (tmp_path / "a.csv").write_text(GOOD)
    result = command("check", "--actors", "a.csv")
    assert result.code == 0
    assert "note: shipped actors that the file changes (1)\n  hezbollah (" in result.out
    assert result.out.endswith("a.csv: 2 actors, no errors, 1 note\n")
    result = command("check", "graph.gexf", "--actors", "a.csv")
    assert (result.code, "not both" in result.err) == (2, True)


def test_import_writes_a_file_that_check_accepts(command, tmp_path):
    (tmp_path / "teal.actors.txt").write_text(DICTIONARY)
    result = command("import", "petrarch", "teal.actors.txt", "-o", "teal.yml")
    assert (result.code, result.out) == (0, "")
    lines = result.err.splitlines()
    assert lines[0].startswith("3 actors with 5 names (0 of the actors are shipped ones), 0 role nouns, 0 names")
    assert lines[1] == "2 lines could not be used, or not as they are meant:"
    assert lines[2].startswith("teal.actors.txt, line 7: 'NOBODY KNOWS' has no code")
    assert lines[3].startswith("teal.actors.txt, line 8: [QQQ] means neither")
    assert lines[4] == "wrote teal.yml"
    assert command("check", "--actors", "teal.yml").code == 0
    printed = command("import", "petrarch", "teal.actors.txt")
    assert printed.out == (tmp_path / "teal.yml").read_text()


def test_import_tells_ten_lines_or_all(command, tmp_path):
    (tmp_path / "a.txt").write_text("GOOD_ [FRAGOV]\n" + "".join(f"BAD_{n}_\n" for n in range(30)))
    assert "and 20 more; --verbose shows all" in command("import", "petrarch", "a.txt").err
    assert "BAD 29" in command("import", "petrarch", "a.txt", "--verbose").err


@pytest.mark.parametrize(
    ("content", "args", "told"),
    [
        (None, (), "cannot be read"),
        (b"", (), "no dictionary"),
        (b"just words\n", (), "no dictionary"),
        (b"--- HIT [190] ---\nHIT\n- * THINGS [190]\n", (), "petrarch-verbs"),
        (b"%PDF-1.4", (), "looks like a PDF"),
        (b"\x00\x01\x02\x03" * 99, (), "binary data"),
        (b"A_ [QQQ\n[FRA]\n", (), "no entry could be used"),
        (b"A_ [FRA]\n", ("-o", "a.txt"), "ends in .yml or .yaml"),
    ],
)
def test_import_refuses_what_is_no_dictionary(command, tmp_path, content, args, told):
    if content is not None:
        (tmp_path / "a.dict").write_bytes(content)
    result = command("import", "petrarch", "a.dict", *args)
    assert result.code == 2
    assert told in result.err
    assert result.err.count("\n") == 1


def test_import_reads_old_encodings(command, tmp_path):
    (tmp_path / "a.txt").write_bytes("CAF\xc9_NOIR_ [NGOFRA]\n".encode("latin-1"))
    assert "Café Noir" in command("import", "petrarch", "a.txt").out


def test_help(command):
    assert "petrarch" in command("import", "--help").out
    assert "--actors" in command("run", "--help").out


def test_the_public_door(tmp_path):
    (tmp_path / "a.csv").write_text(GOOD)
    (tmp_path / "b.yml").write_text("actors: [{id: teal-harbour-league, country: DEU}]")
    reader = extractor.load(actors=[tmp_path / "a.csv", str(tmp_path / "b.yml")])
    actor = reader.resolve("Teal Harbour League")
    assert (actor.id, actor.role, actor.country, actor.type) == ("teal-harbour-league", "NGO", "DEU", "ngo")
    (relation,) = reader.extract("The THL condemned Norway on Friday.").relations
    assert (relation.source.actor.id, relation.target.actor.id) == ("teal-harbour-league", "NOR")
    assert reader.resolve("Hezbollah").role == "PTY"
