"""The registry, the atomic writing and the formats without XML."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import subprocess
import sys

import networkx as nx
import pytest

from extractor.atomic import replaced
from extractor.errors import ActorGraphError
from extractor.export import Options, UnknownSuffixError, WrongDataError, find, suffixes, write
from extractor.export.gephi_csv import guarded
from extractor.export.jsonl import line
from extractor.graph import network
from extractor.types import Actor
from tests.graph.made import IRN, extractions, relation, story


def rows():
    return [one.as_row() for one in story()]


def graph():
    return network(extractions(story()))


# Registry


def test_an_unknown_suffix_names_the_known_ones():
    with pytest.raises(UnknownSuffixError) as caught:
        write(graph(), "network.docx")
    message = str(caught.value)
    assert isinstance(caught.value, ValueError)
    assert isinstance(caught.value, ActorGraphError)
    assert "\n" not in message
    assert all(suffix in message for suffix in suffixes())


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("a.graphml", ".graphml"),
        ("A.GraphML", ".graphml"),
        (".gexf", ".gexf"),
        ("a.relations.jsonl", ".relations.jsonl"),
        ("folder.json/a.nodes.csv", ".nodes.csv"),
        ("a.b.json", ".json"),
    ],
)
def test_the_suffix_tells_the_format(name, suffix):
    assert find(name).suffix == suffix


@pytest.mark.parametrize("name", ["", "a", "a.csv", "a.jsonl", "graphml", "a.graphml.gz", "a\n\x1b[31m.x"])
def test_names_without_a_known_suffix(name):
    with pytest.raises(UnknownSuffixError) as caught:
        find(name)
    assert str(caught.value).isprintable()


def test_rows_are_folded_where_a_network_is_needed(tmp_path):
    write(graph(), tmp_path / "a.graphml")
    write(rows(), tmp_path / "b.graphml")
    assert (tmp_path / "a.graphml").read_bytes() == (tmp_path / "b.graphml").read_bytes()


def test_a_network_cannot_become_rows_again(tmp_path):
    with pytest.raises(WrongDataError, match="give the rows"):
        write(graph(), tmp_path / "a.relations.jsonl")
    with pytest.raises(WrongDataError, match="MultiDiGraph"):
        write(nx.Graph(), tmp_path / "a.graphml")
    assert not list(tmp_path.iterdir())


def test_stdout(root):
    code = (
        "from tests.graph.made import *; from extractor.export import write\n"
        "print(write((r.as_row() for r in story()), '-', suffix='.relations.jsonl'), flush=True)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, check=True)
    lines = done.stdout.decode().splitlines()
    assert lines[-1] == "()"
    assert [json.loads(text) for text in lines[:-1]] == rows()
    with pytest.raises(UnknownSuffixError):
        write(graph(), "-")


def test_importing_the_package_imports_no_format(root):
    code = "import sys, extractor.export; sys.exit(bool({'lxml', 'networkx'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0


SCRIPT = """
import sys
from tests.graph.made import story
from extractor.export import suffixes, write
for suffix in suffixes():
    write((r.as_row() for r in story()), "-", suffix=suffix)
"""


def test_hash_randomisation_leaves_no_trace_in_any_format(root):
    outputs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "random")
    }
    assert len(outputs) == 1
    assert len(outputs.pop()) > 5000


def test_order_of_rows_leaves_no_trace_in_any_network_format(tmp_path):
    for suffix in suffixes():
        if find(suffix).needs == "network":
            write(rows(), tmp_path / f"a{suffix}")
            write(rows()[::-1], tmp_path / f"b{suffix}")
            assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()


# Files that appear whole or not at all


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "a.graphml"
    path.write_text("old")
    bad = nx.MultiDiGraph()
    bad.add_edge("a", "b", weight=0)
    with pytest.raises(ValueError, match="weight 0"):
        write(bad, path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_interrupted_write_leaves_nothing(tmp_path):
    def interrupt() -> None:
        with replaced(tmp_path / "a") as stream:
            stream.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupt()
    assert not list(tmp_path.iterdir())


DYING = """
import os, signal, sys
from tests.graph.made import story
from extractor.export import write
def rows():
    for number in range(1000):
        yield from (one.as_row() for one in story())
        if number == 500:
            os.kill(os.getpid(), signal.SIGKILL)
write(rows(), sys.argv[1])
"""
FULL = """
import resource, sys
sys.dont_write_bytecode = True  # under the limit Python would leave half a .pyc behind, for good
from tests.graph.made import story
from extractor.export import write
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    write((one.as_row() for one in story()), sys.argv[1])
except OSError:
    sys.exit(7)
"""


def test_a_killed_export_leaves_the_old_file(tmp_path, root):
    path = tmp_path / "a.relations.jsonl"
    path.write_text("old")
    done = subprocess.run([sys.executable, "-c", DYING, str(path)], cwd=root, check=False)
    assert done.returncode == -9
    assert path.read_text() == "old"


def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path, root):
    path = tmp_path / "a.relations.jsonl"
    path.write_text("old")
    done = subprocess.run([sys.executable, "-c", FULL, str(path)], cwd=root, check=False)
    assert done.returncode == 7
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_mode_of_a_file_is_that_of_any_new_file_or_of_the_old_one(tmp_path):
    plain, path = tmp_path / "plain", tmp_path / "a.json"
    plain.write_text("")
    write(graph(), path)
    assert path.stat().st_mode == plain.stat().st_mode
    path.chmod(0o640)
    write(graph(), path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "link.json").symlink_to("real.json")
    write(graph(), tmp_path / "link.json")
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_text().startswith("{")


def test_devices_folders_and_missing_folders(tmp_path):
    with replaced(tmp_path.__class__(os.devnull)) as stream:
        stream.write(b"gone")
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)  # noqa: PTH116 - the device itself
    (tmp_path / "folder.json").mkdir()
    with pytest.raises(IsADirectoryError, match="name a file"):
        write(graph(), tmp_path / "folder.json")
    with pytest.raises(FileNotFoundError, match="there is no folder"):
        write(graph(), tmp_path / "none" / "a.json")


def test_a_name_as_long_as_names_can_be(tmp_path):
    path = tmp_path / ("x" * 250 + ".json")
    assert write(graph(), path) == (path,)


# Relation rows


def test_relation_rows_come_back_as_they_were(tmp_path):
    (path,) = write(rows(), tmp_path / "a.relations.jsonl")
    assert [json.loads(text) for text in path.read_text().splitlines()] == rows()


@pytest.mark.parametrize(
    "text", ["\ud800", "a\udfffb", "\u2028\u2029\x85", "\x00\x1b\x7f", "é€😀", '"\\', "\ud83d\ude00x"]
)
def test_any_text_survives_in_a_line_of_json(text):
    encoded = line({"text": text})
    assert encoded.decode("utf-8").splitlines() == [encoded.decode("utf-8")[:-1]]
    back = json.loads(encoded)["text"]
    # two halves of a pair side by side are read as the character that they make, as JSON says
    assert back.encode("utf-16", "surrogatepass") == text.encode("utf-16", "surrogatepass")


def test_numbers_that_json_does_not_have_are_refused():
    with pytest.raises(ValueError, match=r"[Nn]a[Nn]|Out of range"):
        line({"number": float("nan")})


# Node-link JSON


def test_node_link_comes_back_as_it_was(tmp_path):
    (path,) = write(graph(), tmp_path / "a.json")
    back = nx.node_link_graph(json.loads(path.read_text()), edges="edges")
    # the id of an edge is its key
    assert nx.utils.graphs_equal(back, graph())
    assert back.graph == graph().graph


def test_node_link_holds_any_text(tmp_path):
    odd = Actor("o\ud800", "\x00\u2028\udfff", "group", "UNK", None)
    told = network(extractions([relation(odd, target=IRN)]))
    (path,) = write(told, tmp_path / "a.json")
    assert nx.node_link_graph(json.loads(path.read_bytes()), edges="edges").nodes["o\ud800"] == told.nodes["o\ud800"]


# Gephi's CSV pair


def test_either_name_writes_the_pair(tmp_path):
    written = write(graph(), tmp_path / "a.nodes.csv")
    assert [path.name for path in written] == ["a.nodes.csv", "a.edges.csv"]
    again = write(graph(), tmp_path / "b.edges.csv")
    assert sorted(path.name for path in again) == ["b.edges.csv", "b.nodes.csv"]
    nodes = list(csv.DictReader(io.StringIO((tmp_path / "a.nodes.csv").read_text())))
    edges = list(csv.DictReader(io.StringIO((tmp_path / "a.edges.csv").read_text())))
    assert {node["Id"] for node in nodes} == set(graph())
    assert len(edges) == graph().number_of_edges()
    assert {edge["Type"] for edge in edges} == {"Directed"}
    assert len({(edge["Source"], edge["Target"], edge["Kind"]) for edge in edges}) == len(edges)
    assert {edge["Source"] for edge in edges} | {edge["Target"] for edge in edges} == set(graph())


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx"])
def test_formulas_are_guarded(text, tmp_path):
    assert guarded(text) == f"'{text}"
    odd = Actor("odd", text, "group", "UNK", None)
    told = network(extractions([relation(odd, target=IRN)]))
    written, _ = write(told, tmp_path / "a.nodes.csv")
    labels = [row["Label"] for row in csv.DictReader(io.StringIO(written.read_bytes().decode(), newline=""))]
    assert f"'{text}" in labels
    written, _ = write(told, tmp_path / "b.nodes.csv", options=Options(guard_formulas=False))
    assert f"'{text}" not in written.read_bytes().decode()


def test_negative_numbers_stay_numbers(tmp_path):
    _, edges = write(graph(), tmp_path / "a.nodes.csv")
    assert {row["intensity"] for row in csv.DictReader(io.StringIO(edges.read_text()))} >= {"-9.0", "-3.0"}
