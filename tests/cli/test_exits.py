"""Exit codes to the letter, one clear line each, and never a traceback."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

FAKE = Path(__file__).with_name("fake.py")
NEWS = "Israel struck Iran on Friday."


def process(*args, cwd, **options):
    return subprocess.Popen(
        [sys.executable, str(FAKE), *args],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "COLUMNS": "80", "TERM": "dumb"},
        **options,
    )


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "good.txt").write_text(NEWS)
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "pdf.txt").write_bytes(b"%PDF-1.7\n...")
    (tmp_path / "latin.txt").write_bytes("Israel struck Iran in a café.".encode("latin-1"))
    (tmp_path / "wide.txt").write_bytes(NEWS.encode("utf-16"))
    (tmp_path / "some.jsonl").write_text('{"text": "Israel struck Iran."}\nnot json\n')
    (tmp_path / "bad.jsonl").write_text("not json\n")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "nosuffix").write_text(NEWS)
    (tmp_path / "broken.txt.gz").write_bytes(gzip.compress(NEWS.encode() * 100)[:-9])
    (tmp_path / "bare").mkdir()
    return tmp_path


@pytest.mark.parametrize("name", ["run", "extract"])
@pytest.mark.parametrize(
    ("inputs", "code", "line"),
    [
        (["good.txt"], 0, "1 document read, 1 relation"),
        (["empty.txt"], 0, "note: empty.txt: is empty."),
        (["latin.txt"], 0, "1 document read, 1 relation"),
        (["wide.txt"], 0, "1 document read, 1 relation"),
        (["nosuch.txt"], 2, "failed: nosuch.txt: no such file or folder. Is the name right?"),
        (["no*.txt"], 2, "failed: no*.txt: no file matches. Is the pattern right?"),
        (["binary.txt"], 2, "failed: binary.txt: looks like binary data, not like text."),
        (["pdf.txt"], 2, "failed: pdf.txt: looks like a PDF, not like text."),
        (["picture.png"], 2, "failed: picture.png: files with the suffix .png are not read. ActorGraph reads .txt"),
        (["nosuffix"], 2, "failed: nosuffix: a file without a suffix is not read."),
        (["bare"], 2, "failed: bare: holds no file to read."),
        (["bad.jsonl"], 2, "failed: bad.jsonl, line 1: not valid JSON (Expecting value at column 1)."),
        (["some.jsonl"], 1, "failed: some.jsonl, line 2: not valid JSON"),
        (["broken.txt.gz"], 2, "failed: broken.txt.gz: cannot be read"),
        (["good.txt", "nosuch.txt"], 1, "1 document read, 1 relation, 1 failed"),
        (["empty.txt", "nosuch.txt"], 1, "1 failed, 1 empty"),
        (["."], 1, "note: .: skipped 2 files of other kinds (.png 1, no suffix 1)."),
        (["--nosuch"], 2, "No such option: --nosuch"),
        ([], 2, "Missing argument"),
        (["good.txt", "-o", "good.txt"], 2, "good.txt"),
        (["good.txt", "-o", "nowhere/x.relations.jsonl"], None, "nowhere"),
    ],
)
def test_each_input_gets_its_line_and_its_code(command, folder, name, inputs, code, line):
    result = command(name, *inputs)
    if code is None:
        code = {"run": 2, "extract": 1}[name]
    assert (result.code, line in result.err) == (code, True), result.err
    assert (folder / "good.txt").read_text() == NEWS


@pytest.mark.usefixtures("folder")
def test_an_unknown_suffix_is_refused_before_the_work(command):
    result = command("run", "good.txt", "-o", "x.doc", no_model=True)
    assert result.code == 2
    assert "x.doc: no format has this suffix; choose one of .graphml" in result.err


def test_wrong_commands(command):
    assert command("rum").code == 2
    assert command().code in {0, 2}
    assert command("resolve", "none.jsonl").code == 2
    assert command("relate", ".").code == 2
    assert command("run", "x.txt", "--level", "town").code == 2


def test_an_unexpected_error_is_one_line(command, monkeypatch):
    def broken(*_args):
        raise ZeroDivisionError("[/x] \x1b[31m\nsecond line")

    monkeypatch.setattr("tests.cli.fake.Fake.explain", broken)
    result = command("explain", "x")
    assert result.code == 1
    assert result.err.startswith(
        "actorgraph: unexpected error: ZeroDivisionError: [/x] ?[31m second line (set ACTORGRAPH"
    )
    assert result.err.count("\n") == 1


def test_the_traceback_is_there_for_those_who_ask():
    done = subprocess.run(
        [sys.executable, str(FAKE), "explain", "POISON"],
        env={**os.environ, "ACTORGRAPH_TRACEBACK": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" in done.stderr


def test_an_old_output_stays_where_writing_fails(command, folder):
    (folder / "bad.jsonl").write_text('{"text": "Israel struck Iran."}\n')
    (folder / "out").mkdir()
    result = command("extract", "good.txt", "-o", "out")
    assert result.code == 1
    assert "actorgraph: out cannot be written" in result.err


@pytest.mark.parametrize("name", ["extract", "run"])
def test_a_closed_pipe_is_no_error(folder, name):
    rows = [json.dumps({"text": f"Israel struck Iran on day {n}. " * 20, "id": f"d{n}"}) for n in range(400)]
    (folder / "many.jsonl").write_text("\n".join(rows))
    running = process(name, "many.jsonl", "--top" if name == "run" else "--model", "9", cwd=folder)
    running.stdout.read(10)
    running.stdout.close()
    assert running.wait(60) == 0
    assert b"Traceback" not in running.stderr.read()
    running.stderr.close()


def test_ctrl_c_keeps_what_was_done(folder):
    rows = [{"text": "KILLED" if n == 5 else "Israel struck Iran.", "id": f"d{n}"} for n in range(1000)]
    (folder / "many.jsonl").write_text("\n".join(map(json.dumps, rows)))
    running = process("extract", "many.jsonl", "-o", "out.jsonl", cwd=folder)
    out, err = running.communicate(timeout=60)
    assert (running.returncode, out) == (130, b"")
    assert b"Traceback" not in err
    assert [json.loads(line)["doc_id"] for line in (folder / "out.jsonl").read_text().splitlines()] == [
        "d0", "d1", "d2", "d3", "d4",
    ]  # fmt: skip
    running = process("run", "many.jsonl", "-o", "out.graphml", cwd=folder)
    out, _ = running.communicate(timeout=60)
    assert running.returncode == 130
    assert b"ASSAULT" in out
    assert (folder / "out.graphml").exists()


def test_the_second_ctrl_c_ends_at_once(folder):
    (folder / "slow.txt").write_text("SLOW")
    (folder / "out.jsonl").write_text("old")
    running = process("extract", "slow.txt", "-o", "out.jsonl", cwd=folder)
    time.sleep(2)
    running.send_signal(signal.SIGINT)
    time.sleep(0.3)
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=20)
    assert running.returncode == 130
    assert b"Traceback" not in err
    assert (folder / "out.jsonl").read_text() == "old"
    assert not list(folder.glob(".actorgraph*"))


@pytest.mark.parametrize("args", [["--help"], ["--version"], ["run", "--help"], ["check", "--help"]])
def test_help_is_quick(args):
    """Nothing heavy is imported before a command needs it; Typer itself brings pydantic to a command's options."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "from extractor.cli import main; main()", *args],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    heavy = {"spacy", "rich", "networkx", "lxml", "yaml", "numpy", "py3langid", "charset_normalizer"}
    if len(args) == 1:
        heavy.add("pydantic")
    assert not imported & heavy
    assert "typer" in imported


def test_relations_need_no_model(folder):
    (folder / "r.jsonl").write_text("")
    code = (
        "import sys; from extractor.cli import main\ntry: main()\nfinally: print(sorted(sys.modules), file=sys.stderr)"
    )
    subprocess.run([sys.executable, str(FAKE), "extract", "good.txt", "-o", "r.jsonl"], cwd=folder, check=True)
    done = subprocess.run(
        [sys.executable, "-c", code, "run", str(folder / "r.jsonl")],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert "ASSAULT" in done.stdout
    assert "'spacy'" not in done.stderr
