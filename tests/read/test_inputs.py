"""What the user names, what comes of it, and that nothing hostile gets further than a line of its own."""

import gzip
import io
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.errors import Failure, Note
from extractor.read import documents, read
from extractor.read.items import Made
from extractor.read.limits import Limits
from extractor.types import Document

TEXT = "Iran struck Israel."


def of(kind, items):
    return [item for item in items if isinstance(item, kind)]


def ids(*inputs, **options):
    return [document.id for document in of(Document, read(inputs, **options))]


def lines(kind, *inputs, **options):
    return [str(item) for item in of(kind, read(inputs, **options))]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("news/b.txt", "news/a.TXT", "news/deep/c.md", "news/deep/a.TXT", "news/.hidden.txt", "other/b.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    (tmp_path / "news/rows.jsonl").write_text(f'{{"text": "{TEXT}", "id": "x"}}\n\n{{"text": "{TEXT}"}}\n')
    (tmp_path / "news/x.pdf").write_text("")
    return tmp_path


def test_a_document_is_called_by_its_path_relative_to_what_was_named(folder):
    assert ids("news") == ["a.TXT", "b.txt", "x", "rows.jsonl#3", "deep/a.TXT", "deep/c.md"]
    assert ids("news/b.txt") == ["b.txt"]
    assert ids(folder / "news" / "deep") == ["a.TXT", "c.md"]
    assert ids("news/*.jsonl") == ["x", "rows.jsonl#3"]
    assert ids("**/*.md") == ["news/deep/c.md"]
    assert ids("new*") == ids("news/") or ids("new*")[0] == "a.TXT"


@pytest.mark.usefixtures("folder")
def test_two_files_of_one_name_keep_apart():
    assert ids("news/b.txt", "other/b.txt") == ["b.txt", "other/b.txt"]


def test_the_same_file_is_read_once(folder):
    assert ids("news/b.txt", "news/b.txt", "news/*.txt") == ["b.txt"]
    (folder / "news" / "link.txt").symlink_to("b.txt")
    assert ids("news/b.txt", "news/link.txt") == ["b.txt"]


@pytest.mark.usefixtures("folder")
def test_other_kinds_in_a_folder_are_passed_over_and_counted():
    assert lines(Note, "news") == ["news: skipped 1 file of other kinds (.pdf 1)."]
    (failure,) = lines(Failure, "news/x.pdf")
    assert failure.startswith("news/x.pdf: files with the suffix .pdf are not read. ActorGraph reads .txt, ")


def test_fields_of_a_row(tmp_path):
    row = {
        "text": TEXT,
        "id": 12,
        "date": "2024-05-01T10:00:00Z",
        "title": "T",
        "source": " ",
        "url": None,
        "more": [1],
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(row))
    assert list(read([tmp_path / "a.jsonl"])) == [Document(TEXT, "12", "2024-05-01", "T", None, None)]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ('{"text": ' + "[" * 5000 + "]" * 5000 + "}", "nested deeper than 50 levels"),
        ('{"text": "' + "x" * 2000 + '"}', "longer than 0.001 MB"),
        ('{"text": "a", "id": "first"}', 'the id "first" stands in line 1 already'),
        ('{"title": "a"}', 'no field "text"'),
        ('{"text": "a", "n": NaN}', "not valid JSON (NaN is no number of JSON)"),
        ('{"text": 5}', 'the field "text" is wrong: Input should be a valid string'),
        ('{"text": null}', 'the field "text" is wrong'),
        ('{"text": "a", "title": {}}', 'the field "title" is wrong'),
        ('["text"]', "not a JSON object"),
        ('{"text": "a"', "not valid JSON (Expecting ',' delimiter at column 13)"),
        ('{"text": "a", "n": ' + "9" * 900 + "e}", "not valid JSON"),
        ('{"text": "a", "doc_id": "d", "start": 0, "end": 1, "kind": "named"}', "a mention, not a document"),
        ('{"schema": 1, "source": {"id": "IRN"}}', 'no field "id"'),
        ('{"schema": 2, "source": {"id": "IRN"}}', "a relation of schema 2; this version reads schema 1"),
        ('{"text": "a\x00"}', "not valid JSON (Invalid control character at at column 12)"),
    ],
)
def test_a_bad_line_costs_itself_only(tmp_path, line, what):
    good = '{{"text": "a{}", "id": "{}"}}\n'
    path = tmp_path / "a.jsonl"
    path.write_text(good.format(1, "first") + good.format(2, "second") + line + "\n" + good.format(3, "third"))
    items = list(read([path], Limits(line_bytes=1000 if "x" * 1000 in line else 100_000)))
    assert [item.id for item in of(Document, items)] == ["first", "second", "third"]
    (failure,) = of(Failure, items)
    assert str(failure).startswith(f"{path}, line 3: {what}")
    assert failure.todo


def test_five_bad_of_a_hundred_lines(tmp_path):
    rows = [json.dumps({"text": TEXT, "id": f"d{n}"}) for n in range(100)]
    rows[10] = "[" * 5000
    rows[20] = json.dumps({"text": "x" * 10_000_001})
    rows[30] = rows[29]
    rows[40] = "{}"
    rows[50] = '{"text": "a", "x": NaN}'
    (tmp_path / "a.jsonl").write_text("\n".join(rows))
    items = list(read([tmp_path / "a.jsonl"]))
    assert len(of(Document, items)) == 95
    assert [failure.line for failure in of(Failure, items)] == [11, 21, 31, 41, 51]


def test_lone_surrogates_are_replaced_one_for_one(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "Ir\\ud800an", "id": "\\udfff", "title": "\\ud800"}\n')
    assert list(read([tmp_path / "a.jsonl"])) == [Document("Ir\ufffdan", "\ufffd", None, "\ufffd")]


def test_a_date_that_is_none_is_left_out_with_a_note(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "a", "date": "1 May"}\n{"text": "b", "date": "2024-13-01"}\n')
    items = list(read([tmp_path / "a.jsonl"]))
    assert [item.date for item in of(Document, items)] == [None, None]
    assert 'line 1: the date "1 May" is not YYYY-MM-DD and was left out.' in str(of(Note, items)[0])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_rows_in_wide_encodings(tmp_path, encoding):
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"text": "Sénégal struck"}\r\n{"text": "Iran’s"}\n'.encode(encoding))
    assert [item.text for item in read([path])] == ["Sénégal struck", "Iran’s"]


def test_offsets_count_in_the_text_as_given(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfa\r\nb")
    assert [item.text for item in read([tmp_path / "a.txt"])] == ["a\r\nb"]


def test_standard_input_is_rows_or_text():
    assert ids("-", stdin=io.BytesIO(b'\n  {"text": "a"}\n{"text": "b"}')) == ["stdin#2", "stdin#3"]
    assert ids("-", stdin=io.BytesIO("{".encode("utf-16") + '"text": "a"}'.encode("utf-16-le"))) == ["stdin#1"]
    assert ids("-", stdin=io.BytesIO(b"Iran struck.")) == ["stdin"]
    assert lines(Note, "-", stdin=io.BytesIO(b"")) == ["stdin: is empty."]
    assert "packed with gzip" in lines(Failure, "-", stdin=io.BytesIO(gzip.compress(b"a")))[0]


def test_empty_files_and_empty_texts_are_no_failures(tmp_path):
    (tmp_path / "a.txt").write_text(" \n")
    (tmp_path / "b.jsonl").write_text('{"text": ""}\n')
    (tmp_path / "c.jsonl").write_text("\n")
    items = list(read([tmp_path]))
    assert [item.kind for item in items] == ["empty"] * 3


def test_relations_made_before_are_handed_on_or_refused(tmp_path):
    end = {"start": 0, "end": 4, "text": "Iran", "id": "IRN", "name": "Iran"}
    row = {
        "schema": 1,
        "id": "r1",
        "doc_id": "d",
        "document": {"id": "d"},
        "sentence": {"start": 0, "end": 9, "text": "Iran ..."},
        "kind": "event",
        "event": "ASSAULT",
        "tie": None,
        "source": end,
        "target": {**end, "id": "ISR"},
        "trigger": {"start": 5, "end": 9, "text": "hit"},
        "polarity": "affirmed",
        "modality": "asserted",
        "rule": "assault.hit",
        "confidence": 0.8,
    }
    path = tmp_path / "r.jsonl"
    path.write_text(f"{json.dumps(row)}\n{json.dumps(row)}\n{json.dumps({**row, 'target': {}})}\n")
    items = list(read([path]))
    assert [item.row for item in of(Made, items)] == [row, row]
    assert [failure.line for failure in of(Failure, items)] == [3]
    assert len(of(Failure, documents([path]))) == 2


def test_packed_files(tmp_path):
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b'{"text": "a"}\n'))
    (tmp_path / "c.txt.gz").write_bytes(gzip.compress(TEXT.encode() * 99)[:-5])
    (tmp_path / "d.txt.gz").write_bytes(b"no gzip")
    (tmp_path / "e.gz").write_bytes(gzip.compress(b"a"))
    items = list(read([tmp_path]))
    assert [item.id for item in of(Document, items)] == ["a.txt.gz", "b.jsonl.gz#1"]
    assert [Path(item.where).name for item in of(Failure, items)] == ["c.txt.gz", "d.txt.gz"]


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    for name in ("bomb.txt.gz", "bomb.jsonl.gz"):
        with gzip.open(tmp_path / name, "wb") as stream:
            for _ in range(50):
                stream.write(b"\x20" * 1_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    items = list(read([tmp_path], Limits(text_bytes=1_000_000, line_bytes=1_000_000, unpacked_bytes=5_000_000)))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30_000
    assert {Path(item.where).name for item in of(Failure, items)} == {"bomb.txt.gz", "bomb.jsonl.gz"}
    assert not of(Document, items)


def test_a_file_of_lines_that_is_not_packed_may_be_of_any_size(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "a"}\n' * 1000)
    assert len(list(read([tmp_path / "a.jsonl"], Limits(unpacked_bytes=1000)))) == 1000


def test_a_hundred_megabytes_are_refused_in_little_memory(tmp_path):
    with (tmp_path / "big.txt").open("wb") as stream:
        stream.truncate(100_000_000)
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (2**29, 2**29))\n"
        "from extractor.read import read; print(*read(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "big.txt")],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "larger than 10 MB. Split it into one file an article." in done.stdout


def test_what_is_no_regular_file_is_never_opened(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    os.mkfifo(tmp_path / "in" / "pipe.txt")
    (tmp_path / "in" / "zero.txt").symlink_to("/dev/zero")
    (tmp_path / "in" / "gone.txt").symlink_to("nowhere")
    (tmp_path / "in" / "up").symlink_to("..")
    (tmp_path / "in" / "self.txt").symlink_to("self.txt")
    (tmp_path / "in" / "good.txt").write_text(TEXT)
    assert ids("in") == ["good.txt"]
    assert lines(Note, "in") == [
        "in/gone.txt: skipped: a link that leads nowhere.",
        "in/pipe.txt: skipped: not a regular file.",
        "in/self.txt: skipped: a link that leads nowhere.",
        "in/up: skipped: a link to a folder.",
        "in/zero.txt: skipped: not a regular file.",
    ]
    for name in ("in/pipe.txt", "/dev/zero"):
        assert lines(Failure, name) == [f"{name}: not a regular file. Pipe it in and name `-`."]
    assert "in/self.txt: " in lines(Failure, "in/self.txt")[0]


@pytest.mark.parametrize(
    "name", ["CON.txt", "a\nb.txt", "[bold].txt", "x" * 250 + ".txt", "\u202etxt.exe.txt", "-.txt"]
)
def test_odd_file_names(tmp_path, name):
    (tmp_path / name).write_text(TEXT)
    assert ids(tmp_path) == [name]
    (tmp_path / name).write_bytes(b"%PDF-")
    assert all("\n" not in line and "\u202e" not in line for line in lines(Failure, tmp_path))


def test_a_file_name_that_is_no_utf8(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(TEXT)
    assert ids(tmp_path) == ["caf\ufffd.txt"]


@pytest.mark.parametrize("name", ["nosuch.txt", "x" * 5000, "a\0b.txt", "no[such.txt", "~/nosuch/x.txt", ""])
def test_names_of_nothing(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (failure,) = read([name])
    assert isinstance(failure, Failure)
    assert "\n" not in str(failure)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.jsonl", "a.txt.gz", "a.jsonl.gz", "a.md"]))
def test_no_file_crashes_it(tmp_path, data, name):
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    for item in read([tmp_path / name]):
        str(item).encode()


def test_memory_stays_flat_and_a_line_without_end_is_quick(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b"[" * 30_000_000 + b'\n{"text": "a"}\n')
    began = time.perf_counter()
    items = list(read([tmp_path / "a.jsonl"]))
    assert time.perf_counter() - began < 5
    assert [type(item) for item in items] == [Failure, Document]
