"""Two networks side by side."""

import pytest

from extractor.export import write
from extractor.graph import network
from extractor.graph.compare import compare, dyads
from extractor.read.graphml import GraphmlError, read_graphml
from tests.graph.made import HEZBOLLAH, IRN, ISR, UN, USA_GOV, document, extractions, relation, story


def graph(*relations):
    return network(extractions(relations))


def changes(before, after):
    return [(change.kind, change.ids) for change in compare(before, after).changes]


def test_new_lost_warmed_and_cooled():
    before = graph(
        relation(ISR, "ASSAULT", IRN),
        relation(USA_GOV, "SUPPORT", ISR, at=100),
        relation(UN, "ACCUSE", ISR, at=200),
        relation(UN, "ACCUSE", HEZBOLLAH, at=300),
    )
    after = graph(
        relation(IRN, "CONSULT", ISR),
        relation(USA_GOV, "ACCUSE", ISR, at=100),
        relation(UN, "ACCUSE", ISR, at=200),
        relation(UN, "ACCUSE", IRN, at=300),
    )
    found = compare(before, after)
    assert [(change.kind, change.names) for change in found.changes] == [
        ("new", ("Iran", "United Nations")),
        ("lost", ("Hezbollah", "United Nations")),
        ("warmed", ("Iran", "Israel")),
        ("cooled", ("Israel", "US government")),
    ]
    assert found.steady == 1
    assert [change.by for change in found.changes] == [0.0, 0.0, 11.5, -8.0]
    assert found.of("warmed")[0].before.relations == (("ASSAULT", 1.0),)
    assert found.of("warmed")[0].before.evidence == "Israel assault Iran."


def test_nothing_changes_from_a_network_to_itself():
    found = compare(graph(*story()), graph(*story()))
    assert found.changes == ()
    assert found.steady == len(dyads(graph(*story())))


def test_each_event_counts_once_in_the_mean():
    days = [document(f"d{day}", f"2024-05-0{day}") for day in range(1, 4)]
    told = graph(*(relation(ISR, "ASSAULT", IRN, doc=day) for day in days), relation(IRN, "CONSULT", ISR, at=500))
    (dyad,) = dyads(told).values()
    assert (dyad.weight, dyad.intensity) == (4.0, round((3 * -9 + 2.5) / 4, 3))
    assert dyad.relations == (("ASSAULT", 3.0), ("CONSULT", 1.0))


@pytest.mark.parametrize(("rise", "kinds"), [(0.999, []), (1.0, ["warmed"]), (-0.999, []), (-1.0, ["cooled"])])
def test_a_change_is_a_point_of_the_scale(rise, kinds):
    before = graph(relation(intensity=-3.1))
    after = graph(relation(intensity=-3.1 + rise))
    assert [kind for kind, _ in changes(before, after)] == kinds


def test_what_did_not_happen_does_not_count():
    asserted = relation(ISR, "ASSAULT", IRN)
    denied = relation(ISR, "SUPPORT", IRN, at=100, polarity="negated")
    wanted = relation(USA_GOV, "SUPPORT", IRN, at=200, modality="demanded")
    assert changes(graph(asserted), graph(asserted, denied, wanted)) == []


def test_ties_join_without_a_temperature():
    backs = relation(IRN, "BACKS", HEZBOLLAH, event="SUPPORT", intensity=5.0)
    fights = relation(IRN, "ASSAULT", HEZBOLLAH, at=100)
    assert changes(graph(), graph(backs)) == [("new", ("IRN", "hezbollah"))]
    assert changes(graph(backs), graph(fights)) == []
    assert dyads(graph(backs))["IRN", "hezbollah"].intensity is None


def test_what_an_actor_does_to_itself_is_no_dyad():
    assert dyads(graph(relation(IRN, "ASSAULT", IRN))) == {}


def test_a_network_read_back_is_the_same_network(tmp_path):
    told = graph(*story())
    write(told, tmp_path / "n.graphml")
    assert compare(told, read_graphml(tmp_path / "n.graphml")).changes == ()
    assert dyads(told) == dyads(read_graphml(tmp_path / "n.graphml"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "news",
        "<gexf/>",
        "<graphml><graph><node/></graph></graphml>",
        '<graphml><graph><edge source="a"/></graph></graphml>',
        '<!DOCTYPE x [<!ENTITY a "b">]><graphml>&a;</graphml>',
        "<graphml>" + "<a>" * 100,
        (
            '<graphml><key id="w" for="edge" attr.name="weight" attr.type="double"/><graph>'
            '<edge source="a" target="b"><data key="w">NaN</data></edge></graph></graphml>'
        ),
    ],
)
def test_what_is_no_graphml_is_refused(tmp_path, text):
    (tmp_path / "x.graphml").write_text(text)
    with pytest.raises(GraphmlError, match=r"x\.graphml, line \d+: "):
        read_graphml(tmp_path / "x.graphml")
