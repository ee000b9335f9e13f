"""GraphML and GEXF as other programs read them back."""

from __future__ import annotations

import json
import math
import shutil
import subprocess
import warnings
from datetime import date
from enum import Enum
from fractions import Fraction
from pathlib import Path

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from extractor.export import ExportWarning, write
from extractor.export.check import problems
from extractor.export.looks import colour, sizes
from extractor.export.plain import PlainNode, plain, removed_illegal
from extractor.graph import network
from extractor.types import Actor
from tests.graph.made import IRN, document, extractions, relation, story

HERE = Path(__file__).parent
NS = {"g": "http://graphml.graphdrawing.org/xmlns", "x": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}
NODE = shutil.which("node")
GRAPHOLOGY = NODE is not None and (HERE / "node_modules" / "graphology-graphml").is_dir()
needs_graphology = pytest.mark.skipif(
    not GRAPHOLOGY, reason="graphology is not installed: run `npm install` in tests/export"
)
NASTY = [
    "</data><script>alert(1)</script>",
    "a & b < c > d \" e ' f",
    "]]>",
    "line\nbreak",
    "carriage\r\nreturn\r",
    "tab\tand  blanks ",
    " \N{NO-BREAK SPACE}\N{ZERO WIDTH JOINER}\N{RIGHT-TO-LEFT OVERRIDE}",
    "\N{GRINNING FACE}\U0010ffff",
    "\x00\x0b\x0c\x1b[31m\x7f\x85",
    "\ufffe\uffff\ud800\udfff",
    "null",
    "true",
    "NaN",
    "-1",
    "&#0; &amp; &xxe;",
    "=HYPERLINK()",
]


def written(graph, path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ExportWarning)
        write(graph, path)
    return path


def told(text, number=0):
    """A relation with this text wherever text can stand."""
    actor = Actor(f"odd{number}", text or "-", "group", "REB", "XKX")
    return relation(actor, target=IRN, at=100 * number, sentence=text)


def expected_edges(graph):
    """Edges as any reader should give them back."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ExportWarning)
        edges = plain(graph).edges
    return {
        edge.id: {
            "source": edge.source,
            "target": edge.target,
            "label": edge.label,
            "weight": edge.weight,
            **edge.values,
        }
        for edge in edges
    }


def read_graphml(path):
    """A plain reading of the file with lxml alone: nodes and edges with their attributes."""
    root = etree.parse(path).getroot()
    cast = {"boolean": lambda text: {"true": True, "false": False}[text], "long": int, "double": float, "string": str}
    keys = {key.get("id"): (key.get("attr.name"), cast[key.get("attr.type")]) for key in root.iterfind("g:key", NS)}

    def values(element):
        found = {}
        for data in element.iterfind("g:data", NS):
            name, to = keys[data.get("key")]
            found[name] = to(data.text)
        return found

    nodes = {node.get("id"): values(node) for node in root.iterfind("g:graph/g:node", NS)}
    edges = {
        edge.get("id"): {"source": edge.get("source"), "target": edge.get("target"), **values(edge)}
        for edge in root.iterfind("g:graph/g:edge", NS)
    }
    return nodes, edges


def test_story_read_by_lxml(tmp_path):
    graph = network(extractions(story()), coordinates=lambda _: (35.7, 51.42))
    nodes, edges = read_graphml(written(graph, tmp_path / "a.graphml"))
    assert edges == expected_edges(graph)
    looks = {"r", "g", "b", "size"}
    for name, data in graph.nodes(data=True):
        assert {key: value for key, value in nodes[name].items() if key not in looks} == data
        assert looks <= set(nodes[name])


def test_story_read_by_networkx(tmp_path):
    graph = network(extractions(story()))
    back = nx.read_graphml(written(graph, tmp_path / "a.graphml"))
    assert isinstance(back, nx.MultiDiGraph)
    assert set(back.edges(keys=True)) == set(graph.edges(keys=True))
    for source, target, key, data in graph.edges(keys=True, data=True):
        got = back.get_edge_data(source, target, key)
        assert {name: value for name, value in data.items() if name != "id"} == got


def test_story_read_by_igraph(tmp_path):
    graph = network(extractions(story()))
    back = igraph.Graph.Read_GraphML(str(written(graph, tmp_path / "a.graphml")))
    assert back.vs["id"] == sorted(graph)
    assert back.vs["label"] == [graph.nodes[node]["label"] for node in sorted(graph)]
    assert sorted(back.es["weight"]) == sorted(data["weight"] for *_, data in graph.edges(data=True))
    assert back.es["symmetric"].count(True) == 1


def test_gexf_read_by_networkx(tmp_path):
    graph = network(extractions(story()))
    back = nx.read_gexf(written(graph, tmp_path / "a.gexf"))
    assert set(back) == set(graph)
    assert back.number_of_edges() == graph.number_of_edges()
    assert {data["evidence"] for *_, data in back.edges(data=True)} == {
        data["evidence"] for *_, data in graph.edges(data=True)
    }


def test_gexf_has_days_kinds_and_looks(tmp_path):
    root = etree.parse(written(network(extractions(story())), tmp_path / "a.gexf")).getroot()
    graph = root.find("x:graph", NS)
    assert (root.get("version"), graph.get("mode"), graph.get("timeformat")) == ("1.3", "dynamic", "date")
    edge = root.find(".//x:edge[@source='ISR'][@target='IRN']", NS)
    assert (edge.get("kind"), edge.get("start"), edge.get("end")) == ("ASSAULT", "2024-05-01", "2024-05-03")
    assert len(root.findall(".//viz:color", NS)) == len(root.findall(".//x:node", NS))
    undated = root.find(".//x:edge[@source='un']", NS)
    assert undated.get("start") is None


def test_gexf_without_days_is_static(tmp_path):
    months = network(extractions([relation(doc=document("d", "2024-05"))]))
    for graph in (network([]), months):
        path = written(graph, tmp_path / "a.gexf")
        assert etree.parse(path).find("x:graph", NS).get("mode") == "static"
        assert problems(path) == []


@pytest.mark.parametrize("suffix", [".graphml", ".gexf"])
@pytest.mark.parametrize("edges", ["relation", "pair", "event"])
@pytest.mark.parametrize("level", ["actor", "country", "role"])
def test_gephi_reads_every_view_whole(tmp_path, level, edges, suffix):
    graph = network(extractions(story()), level=level, edges=edges)
    assert problems(written(graph, tmp_path / f"a{suffix}")) == []


@pytest.mark.parametrize("suffix", [".graphml", ".gexf"])
def test_an_empty_network(tmp_path, suffix):
    path = written(network([]), tmp_path / f"a{suffix}")
    assert problems(path) == []
    assert len(nx.read_graphml(path) if suffix == ".graphml" else nx.read_gexf(path)) == 0


def test_types_of_edges_tell_parallel_ones_apart(tmp_path):
    graph = network(extractions(story()))
    root = etree.parse(written(graph, tmp_path / "a.graphml")).getroot()
    types = {edge.get("label") for edge in root.iterfind(".//g:edge", NS)}
    assert types >= {"ASSAULT", "ASSAULT (negated)", "ASSAULT (possible)", "CONSULT", "CONSULT (mutual)", "BACKS"}


@needs_graphology
def test_story_and_nasty_texts_read_by_graphology(tmp_path):
    graphs = {
        "story": network(extractions(story())),
        "events": network(extractions(story()), edges="event"),
        "nasty": network(extractions(told(text, i) for i, text in enumerate(NASTY))),
        "empty": network([]),
    }
    paths = [
        written(graph, tmp_path / f"{name}{suffix}")
        for name, graph in graphs.items()
        for suffix in (".graphml", ".gexf")
    ]
    done = subprocess.run(
        [NODE, "read_with_graphology.cjs", *map(str, paths)], cwd=HERE, capture_output=True, check=True, text=True
    )
    for path, text in zip(paths, done.stdout.splitlines(), strict=True):
        back, graph = json.loads(text), graphs[path.stem]
        assert {node["key"] for node in back["nodes"]} == set(graph)
        expected = expected_edges(graph)
        assert {edge["key"] for edge in back["edges"]} == set(expected)
        for edge in back["edges"]:
            want = expected[edge["key"]]
            assert (edge["source"], edge["target"]) == (want["source"], want["target"])
            assert edge["attributes"]["weight"] == want["weight"]
            assert edge["attributes"]["symmetric"] is want["symmetric"]
            if path.suffix == ".graphml":
                # xmldom, with which graphology reads, takes U+0085 for a line end, as XML 1.1 does
                assert edge["attributes"].get("evidence", "") == want.get("evidence", "").replace("\x85", "\n")


# Any text


@pytest.mark.parametrize("text", NASTY)
def test_nasty_texts_come_back(tmp_path, text):
    graph = network(extractions([told(text)]))
    for suffix in (".graphml", ".gexf"):
        path = written(graph, tmp_path / f"a{suffix}")
        assert [line for line in problems(path) if "null" not in line] == []
    _, edges = read_graphml(tmp_path / "a.graphml")
    ((_, edge),) = edges.items()
    clean, _ = removed_illegal(text)
    assert edge.get("evidence", "") == clean


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(st.lists(st.text(st.characters(), max_size=30), min_size=1, max_size=4))
def test_any_text_comes_back_through_three_readers(tmp_path, texts):
    graph = network(extractions(told(text, i) for i, text in enumerate(texts)))
    path = written(graph, tmp_path / "a.graphml")
    expected = expected_edges(graph)
    _, edges = read_graphml(path)
    assert edges == expected
    back = nx.read_graphml(path, force_multigraph=True)
    assert {key: data.get("evidence") for _, _, key, data in back.edges(keys=True, data=True)} == {
        key: data.get("evidence") for key, data in expected.items()
    }
    by_igraph = igraph.Graph.Read_GraphML(str(path))
    assert by_igraph.ecount() == len(expected)
    nodes, _ = read_graphml(path)
    names = {name: values["label"] for name, values in nodes.items()}
    assert dict(zip(by_igraph.vs["id"], by_igraph.vs["label"], strict=True)) == names
    assert [line for line in problems(path) if "null" not in line.lower() and "INF" not in line] == []


def test_any_id_is_made_fit(tmp_path):
    graph = nx.MultiDiGraph()
    ids = ["a\nb", "a b", " a  b ", "\x00", "\x01", "", 1, "1", '"<&>"', "\ud800"]
    for one in ids:
        graph.add_edge(one, ids[0], label="x")
    for suffix in (".graphml", ".gexf"):
        path = written(graph, tmp_path / f"a{suffix}")
        assert problems(path) == []
    assert nx.read_graphml(tmp_path / "a.graphml").number_of_nodes() == len(ids)


# Values of other graphs


class Colour(Enum):
    RED = "red"


def test_values_of_any_kind(tmp_path):
    graph = nx.MultiDiGraph()
    graph.add_node(
        "a",
        none=None,
        empty="",
        flag=np.bool_(True),  # noqa: FBT003
        number=np.float64(1.5),
        mixed=1,
        text_or_number=1,
        big=2**70,
        infinite=math.inf,
        many=["x", None, 2],
        some={"b", "a"},
        table={"k": [1]},
        day=date(2024, 5, 1),
        enum=Colour.RED,
        other=Fraction(1, 3),
        size=99,
        size_value="taken",
        R=200.5,
        Kind="one",
        kind="two",
        missing=math.nan,
    )
    graph.add_node("b", mixed=2.5, text_or_number="two", big=1)
    with pytest.warns(ExportWarning, match="2 number"):
        write(graph, tmp_path / "a.graphml")
    nodes, _ = read_graphml(tmp_path / "a.graphml")
    found = {key: value for key, value in nodes["a"].items() if key not in {"label", "size", "r", "g", "b"}}
    assert found == {
        "flag": True,
        "number": 1.5,
        "mixed": 1.0,
        "text_or_number": "1",
        "big": str(2**70),
        "many": "x | 2",
        "some": "a | b",
        "table": '{"k": [1]}',
        "day": "2024-05-01",
        "enum": "red",
        "other": "1/3",
        "size_value": 99,
        "size_value_value": "taken",
        "R_value": 200.5,
        "Kind": "one",
        "kind": "two",
    }
    assert problems(tmp_path / "a.graphml") == []


@pytest.mark.parametrize("weight", [0, -1, math.nan, math.inf, "1", None])
def test_weights_that_gephi_does_not_take_are_refused(tmp_path, weight):
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b", weight=weight)
    for suffix in (".graphml", ".gexf", ".edges.csv"):
        with pytest.raises(ValueError, match="finite number above 0"):
            write(graph, tmp_path / f"a{suffix}")
    assert not list(tmp_path.iterdir())


def test_edges_of_one_type_are_told_apart_by_day_then_by_id(tmp_path):
    graph = nx.MultiDiGraph()
    for day in ("2024-05-01", "2024-05-02", "2024-05-02", None):
        graph.add_edge("a", "b", label="X", first_seen=day)
    types = [edge.type for edge in plain(graph).edges]
    assert types == ["X 2024-05-01", "X 2024-05-02 e1", "X 2024-05-02 e2", "X undated"]
    assert problems(written(graph, tmp_path / "a.graphml")) == []


def test_ids_of_edges_are_unique_over_the_file():
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b", id="same")
    graph.add_edge("b", "a", id="same")
    assert sorted(edge.id for edge in plain(graph).edges) == ["same", "same_2"]


# Warnings


def test_one_warning_counts_the_characters_removed(tmp_path):
    graph = network(extractions([told("a\x00b\x0b"), told("\x1b", 1)]))
    with pytest.warns(ExportWarning) as caught:
        write(graph, tmp_path / "a.graphml")
    assert [str(warning.message) for warning in caught] == ["6 character(s) that XML cannot hold were removed"]


def test_hazards_that_cannot_be_written_around_are_told(tmp_path):
    graph = network(extractions([relation(sentence="The INF Treaty ended.")]))
    with pytest.warns(ExportWarning, match='1 text.* "INF"'):
        write(graph, tmp_path / "a.graphml")
    (line,) = problems(tmp_path / "a.graphml")
    assert "Infinity" in line
    with pytest.warns(ExportWarning, match='1 text.* "null"'):
        write(network(extractions([relation(sentence="Null")])), tmp_path / "b.graphml")


# Looks


def test_colours_by_role_then_type():
    assert colour(PlainNode("a", "a", {"role": "REB", "type": "state"})) == (213, 94, 0)
    assert colour(PlainNode("a", "a", {"type": "state"})) == (0, 114, 178)
    assert colour(PlainNode("a", "a", {"role": "???"})) == (136, 136, 136)


def test_sizes_grow_with_weight_and_end():
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b", weight=4)
    graph.add_edge("c", "c", weight=10**9)
    assert sizes(plain(graph).edges) == {"a": 20.0, "b": 20.0, "c": 100.0}
