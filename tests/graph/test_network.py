from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
from random import Random  # noqa: TC003 - hypothesis reads the annotation

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networkx.algorithms.link_analysis.pagerank_alg import _pagerank_python

from extractor.errors import ActorGraphError
from extractor.graph import RowError, from_rows, network
from extractor.graph.measures import measure, pagerank
from extractor.graph.reports import day_of
from tests.graph.made import (
    ALQAEDA,
    HEZBOLLAH,
    IRN,
    ISR,
    STRANGER,
    UN,
    USA_GOV,
    USA_MIL,
    document,
    extractions,
    relation,
    story,
)


def dumped(graph: nx.MultiDiGraph) -> str:
    return json.dumps(nx.node_link_data(graph, edges="edges"), ensure_ascii=True)


def edge_list(graph: nx.MultiDiGraph) -> list[tuple]:
    return [(s, d["label"], t, d["weight"]) for s, t, d in graph.edges(data=True)]


def only_edge(graph: nx.MultiDiGraph) -> dict:
    ((_, _, data),) = graph.edges(data=True)
    return data


NODE_FIELDS = {"label", "type", "role", "country", "mentions", "documents", "first_seen", "last_seen"}
MEASURES = {
    "in_degree",
    "out_degree",
    "weighted_in_degree",
    "weighted_out_degree",
    "intensity_in",
    "intensity_out",
    "pagerank",
}
EDGE_FIELDS = {
    *("id", "label", "kind", "event", "tie", "quad", "weight", "reports", "documents", "intensity", "symmetric"),
    *("first_seen", "last_seen", "evidence", "confidence", "polarity", "modality"),
}


def test_story_has_the_edges_that_it_tells():
    graph = network(extractions(story()))
    assert edge_list(graph) == [
        ("IRN", "ASSAULT", "ISR", 1),
        ("IRN", "BACKS", "hezbollah", 1),
        ("ISR", "ASSAULT", "IRN", 3),
        ("ISR", "CONSULT", "USA.GOV", 1),
        ("ISR", "CONSULT", "USA.GOV", 2),
        ("USA.GOV", "ACCUSE", "IRN", 1),
        ("USA.GOV", "ASSAULT", "IRN", 1),
        ("USA.MIL", "ASSAULT", "hezbollah", 1),
        ("al-qaeda", "MEMBER_OF", "person.jo-doe", 1),
        ("un", "ACCUSE", "ISR", 1),
    ]
    assert list(graph) == sorted(graph)
    assert graph.graph == {
        "level": "actor",
        "edges": "relation",
        "asserted_only": False,
        "relations": 13,
        "dropped_actors": 0,
        "dropped_relations": 0,
    }


def test_attributes_are_those_of_the_contract_and_never_none():
    graph = network(extractions(story()), coordinates=lambda _: (1.5, 2.5))
    for _, data in graph.nodes(data=True):
        assert set(data) <= NODE_FIELDS | MEASURES | {"lat", "lon"}
        assert None not in data.values()
    for _, _, key, data in graph.edges(keys=True, data=True):
        assert set(data) <= EDGE_FIELDS
        assert data["id"] == key
        assert None not in data.values()
    assert {**graph.nodes["IRN"]}.keys() >= {"lat", "lon"}
    assert "lat" not in graph.nodes["un"]
    tie = graph.get_edge_data("IRN", "hezbollah")
    ((_, backs),) = tie.items()
    assert (backs["kind"], backs["label"], backs["tie"], backs["event"]) == ("tie", "BACKS", "BACKS", "SUPPORT")


def test_a_strike_over_three_documents():
    strike = network(extractions(story()[:3])).get_edge_data("ISR", "IRN")
    ((_, data),) = strike.items()
    assert data["weight"] == data["reports"] == data["documents"] == 3
    assert (data["first_seen"], data["last_seen"]) == ("2024-05-01", "2024-05-03")
    assert data["evidence"] == "Israel assault Iran."  # the one of confidence 0.9


def test_no_relations_make_an_empty_network():
    graph = network([])
    assert graph.number_of_nodes() == graph.number_of_edges() == graph.graph["relations"] == 0


def test_rows_and_extractions_give_identical_bytes():
    relations = story()
    for options in ({}, {"level": "country"}, {"level": "role", "edges": "pair"}, {"edges": "event"}):
        rows = [json.loads(json.dumps(one.as_row())) for one in relations]
        assert dumped(network(extractions(relations), **options)) == dumped(from_rows(rows, **options))


@settings(deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 5))
def test_order_and_repetition_of_rows_leave_no_trace(chance: Random, again: int):
    rows = [one.as_row() for one in story()]
    mixed = copy.deepcopy(rows) + rows[:again]
    chance.shuffle(mixed)
    for options in ({}, {"level": "country", "edges": "pair"}, {"level": "role", "edges": "event"}):
        assert dumped(from_rows(mixed, **options)) == dumped(from_rows(rows, **options))


SCRIPT = """
import json, sys
from tests.graph.made import story
from extractor.graph import from_rows
import networkx as nx
for level in ("actor", "country", "role"):
    for edges in ("relation", "pair", "event"):
        graph = from_rows((r.as_row() for r in story()), level=level, edges=edges)
        print(json.dumps(nx.node_link_data(graph, edges="edges")))
"""


def test_hash_randomisation_leaves_no_trace(root):
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
    assert outputs.pop()


def test_importing_the_package_does_not_import_networkx(root):
    code = "import sys, extractor.graph; sys.exit('networkx' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0


# Events and reports


def test_the_same_day_is_one_event_however_many_tell_it():
    told = [relation(doc=document(f"d{i}", f"2024-05-01T0{i}:00:00"), at=i * 50) for i in range(4)]
    data = only_edge(network(extractions(told)))
    assert (data["weight"], data["reports"], data["documents"]) == (1, 4, 4)


def test_undated_documents_stand_each_for_itself():
    told = [relation(doc=document(f"d{i}", None), at=at) for i in range(3) for at in (0, 50)]
    data = only_edge(network(extractions(told)))
    assert (data["weight"], data["reports"]) == (3, 6)
    assert "first_seen" not in data


def test_two_triggers_in_one_sentence_are_one_report():
    told = [relation(id="a"), relation(id="b")]
    assert only_edge(network(extractions(told)))["reports"] == 1


def test_intensity_is_the_mean_over_events_not_over_reports():
    told = [
        relation(doc=document("d1", "2024-05-01"), at=0, intensity=-9.0),
        relation(doc=document("d2", "2024-05-01"), at=0, intensity=-9.0),
        relation(doc=document("d3", "2024-05-02"), at=0, intensity=-8.0),
    ]
    assert only_edge(network(extractions(told)))["intensity"] == -8.5


@pytest.mark.parametrize(
    ("said", "best"),
    [
        ([("Long but sure.", 0.9), ("Short.", 0.8)], "Long but sure."),
        ([("A longer one.", 0.9), ("A short.", 0.9)], "A short."),
        ([("Same b.", 0.9), ("Same a.", 0.9)], "Same a."),
    ],
)
def test_evidence_is_the_surest_then_the_shortest_sentence(said, best):
    told = [relation(at=i * 50, sentence=text, confidence=sure) for i, (text, sure) in enumerate(said)]
    assert only_edge(network(extractions(told)))["evidence"] == best


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("2024-05-01", "2024-05-01"),
        ("2024-05-01T10:00:00Z", "2024-05-01"),
        ("2024-05-01 10:00", "2024-05-01"),
        ("2024-05", "2024-05"),
        ("2024", "2024"),
        ("20240501", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_day_of(date, day):
    assert day_of(date) == day


# Status


def test_what_is_negated_or_demanded_is_kept_apart():
    told = [
        relation(at=0),
        relation(at=50, polarity="negated"),
        relation(at=100, modality="demanded"),
        relation(at=150, modality="demanded", polarity="negated"),
    ]
    assert network(extractions(told)).number_of_edges() == 4
    assert network(extractions(told), edges="pair").number_of_edges() == 4
    kept = only_edge(network(extractions(told), asserted_only=True))
    assert (kept["polarity"], kept["modality"]) == ("affirmed", "asserted")


def test_filtering_leaves_no_node_behind():
    told = [relation(), relation(UN, "ACCUSE", ISR, at=50, modality="possible")]
    graph = network(extractions(told), asserted_only=True)
    assert list(graph) == ["IRN", "ISR"]
    assert graph.nodes["ISR"]["mentions"] == 1


# Symmetry


def test_a_symmetric_relation_is_one_edge_whichever_end_comes_first():
    one_way = [relation(USA_GOV, "CONSULT", ISR, symmetric=True)]
    other_way = [relation(ISR, "CONSULT", USA_GOV, symmetric=True)]
    both = [*one_way, relation(ISR, "CONSULT", USA_GOV, at=50, symmetric=True)]
    for told in (one_way, other_way, both):
        graph = network(extractions(told))
        assert list(graph.edges()) == [("ISR", "USA.GOV")]
        assert only_edge(graph)["symmetric"] is True
        assert only_edge(graph)["weight"] == 1
    assert list(network(extractions(one_way)).edges(keys=True)) == list(network(extractions(both)).edges(keys=True))


def test_a_mutual_relation_stands_beside_the_one_sided_one():
    told = [relation(ISR, "CONSULT", USA_GOV), relation(ISR, "CONSULT", USA_GOV, at=50, symmetric=True)]
    graph = network(extractions(told))
    assert sorted(d["symmetric"] for _, _, d in graph.edges(data=True)) == [False, True]
    assert len(set(graph.edges(keys=True))) == 2


def test_a_relation_without_target_makes_no_edge():
    assert len(network(extractions([relation(target=None)]))) == 0


# Nodes


def test_mentions_are_distinct_spans_at_the_ends_of_relations():
    told = [relation(at=0), relation(label="ACCUSE", at=0), relation(at=50)]
    nodes = network(extractions(told)).nodes
    assert nodes["ISR"]["mentions"] == 2
    assert nodes["ISR"]["documents"] == 1


def test_attributes_of_a_node_are_what_most_rows_say():
    renamed = type(HEZBOLLAH)("hezbollah", "Hizbollah", "party", "PTY", "LBN")
    told = [relation(ISR, target=actor, at=i * 50) for i, actor in enumerate([HEZBOLLAH, renamed, HEZBOLLAH])]
    node = network(extractions(told)).nodes["hezbollah"]
    assert (node["label"], node["type"], node["role"]) == ("Hezbollah", "armed_group", "REB")


# Levels


def test_level_country():
    graph = network(extractions(story()), level="country", country_name={"USA": "United States"}.get)
    assert list(graph) == ["IRN", "ISR", "LBN", "USA"]
    assert graph.graph["dropped_actors"] == 3
    assert graph.graph["dropped_relations"] == 2
    labels = {node: data["label"] for node, data in graph.nodes(data=True)}
    assert labels == {"IRN": "Iran", "ISR": "Israel", "LBN": "LBN", "USA": "United States"}
    assert {data["type"] for _, data in graph.nodes(data=True)} == {"state"}
    assert not any("role" in data for _, data in graph.nodes(data=True))


def test_names_of_countries():
    from extractor.graph.names import country_name

    assert (country_name("LBN"), country_name("XKX")) == ("Lebanon", "Kosovo")
    # What broke away goes by the code of the state that claims it.
    assert country_name("abkhazia") is country_name("XXX") is None
    graph = network(extractions([relation(ISR, "ASSAULT", HEZBOLLAH)]), level="country", country_name=country_name)
    assert [data["label"] for _, data in graph.nodes(data=True)] == ["Israel", "Lebanon"]


def test_level_country_folds_what_two_actors_of_one_country_do_on_one_day():
    told = [relation(USA_GOV, target=IRN), relation(USA_MIL, target=IRN, at=50)]
    data = only_edge(network(extractions(told), level="country"))
    assert (data["weight"], data["reports"]) == (1, 2)


def test_level_country_keeps_what_happens_within_a_country():
    graph = network(extractions([relation(USA_GOV, "ACCUSE", USA_MIL)]), level="country")
    assert list(graph.edges()) == [("USA", "USA")]


def test_level_role():
    graph = network(extractions(story()), level="role")
    assert list(graph) == ["IRN", "ISR", "LBN.REB", "USA.GOV", "USA.MIL", "XXX.IGO"]
    assert graph.nodes["LBN.REB"]["label"] == "LBN REB"
    assert graph.nodes["XXX.IGO"]["label"] == "XXX IGO"
    assert graph.nodes["IRN"]["label"] == "Iran"
    assert graph.graph["dropped_actors"] == 1  # the stranger has neither country nor role


# Folding of edges


def test_edges_pair():
    told = [
        relation(doc=document("d1", "2024-05-01")),
        relation(doc=document("d2", "2024-05-02")),
        relation(label="ACCUSE", doc=document("d2", "2024-05-02"), at=50),
    ]
    data = only_edge(network(extractions(told), edges="pair"))
    assert (data["label"], data["relations"], data["weight"]) == ("ASSAULT", "ASSAULT 2 | ACCUSE 1", 3)
    assert data["kind"] == "event"
    assert "event" not in data
    assert "quad" not in data
    assert data["intensity"] == -7.0


def test_edges_event():
    told = [relation(doc=document(f"d{i}", f"2024-05-0{i}")) for i in (1, 2, 2, 3)]
    graph = network(extractions(told), edges="event")
    assert [d["weight"] for _, _, d in graph.edges(data=True)] == [1, 1, 1]
    assert len({key for *_, key in graph.edges(keys=True)}) == 3


def test_an_unknown_option_is_refused():
    with pytest.raises(ValueError, match="level='town' is not known; choose one of actor, country, role"):
        network([], level="town")
    with pytest.raises(ValueError, match="choose one of relation, pair, event"):
        from_rows([], edges="none")


# Rows from outside


def test_bad_rows_are_named():
    good = relation().as_row()
    cases = [
        ({key: value for key, value in good.items() if key != "source"}, "row 2 .*'source'"),
        ({**good, "schema": 2}, "row 2: schema 2 is newer"),
        ({**good, "source": {**good["source"], "id": None}}, "row 2: source.id is NoneType"),
        ({**good, "source": {**good["source"], "id": ""}}, "row 2: source.id is empty"),
        ({**good, "event": None}, "row 2: no name for the relation"),
        ({**good, "intensity": "strong"}, "row 2 .*strong"),
        ({**good, "intensity": float("nan")}, "row 2: intensity is nan"),
        ({**good, "sentence": None}, "row 2 is no relation row"),
        ([], "row 2 is no relation row"),
        ({**good, "sentence": {"start": 0, "end": 1, "text": 7}}, "row 2: sentence.text is int"),
    ]
    for bad, match in cases:
        with pytest.raises(RowError, match=match) as caught:
            from_rows([good, bad])
        assert isinstance(caught.value, ActorGraphError)


def test_lone_surrogates_and_controls_pass_through():
    odd = type(ISR)("isr\ud800", "Isr\x00ael\ud800", "state", None, "ISR")
    graph = network(extractions([relation(odd, sentence="\ud800 hit \x0b")]))
    assert "isr\ud800" in graph


# Measures


def test_measures_count_only_what_is_said_to_have_happened():
    graph = network(extractions(story()))
    iran, israel = graph.nodes["IRN"], graph.nodes["ISR"]
    assert (iran["in_degree"], iran["weighted_in_degree"]) == (2, 4)  # struck by ISR on 3 days, accused by USA.GOV
    assert (iran["out_degree"], iran["weighted_out_degree"]) == (1, 1)  # the negated strike does not count
    assert iran["intensity_in"] == round((-9 * 3 - 3) / 4, 3)
    assert (israel["in_degree"], israel["out_degree"]) == (2, 2)  # the meeting counts both ways
    assert "intensity_out" not in graph.nodes["al-qaeda"]
    assert abs(sum(data["pagerank"] for _, data in graph.nodes(data=True)) - 1) < 1e-4


@settings(deadline=None)
@given(
    st.dictionaries(
        st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] != pair[1]),
        st.integers(1, 9),
        max_size=25,
    )
)
def test_pagerank_is_that_of_networkx(weights):
    arcs = {str(node): {} for node in range(8)}
    for (one, other), weight in weights.items():
        arcs[str(one)][str(other)] = weight
    digraph = nx.DiGraph()
    digraph.add_nodes_from(arcs)
    digraph.add_weighted_edges_from((one, other, w) for one, others in arcs.items() for other, w in others.items())
    expected = _pagerank_python(digraph, tol=1e-12, max_iter=1000)
    assert pagerank(arcs) == pytest.approx(expected, abs=1e-7)


def test_measures_of_an_empty_graph():
    assert measure(nx.MultiDiGraph()) == {}
    assert pagerank({}) == {}


def test_everyone_in_the_story_is_used():
    assert {ALQAEDA.id, STRANGER.id, UN.id, IRN.id} <= set(network(extractions(story())))


def test_the_public_function_can_be_called_twice(root):
    """The first call used to import the package `extractor.network`, which then stood in the function's place."""
    code = "import extractor; extractor.network([]); extractor.network([])"
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False, capture_output=True).returncode == 0
