"""Every rule of Gephi's importers, broken in a small file and found."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from extractor.export.check import problems

GRAPHML = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
{keys}<graph edgedefault="{default}">
<node id="a">{a}</node>
<node id="b"/>
{edges}
</graph>{after}
</graphml>
"""


def graphml(keys="", a="", edges="", default="directed", after=""):
    return GRAPHML.format(keys=keys, a=a, edges=edges, default=default, after=after)


def key(key_id, owner="node", name=None, kind="string"):
    return f'<key id="{key_id}" for="{owner}" attr.name="{name or key_id}" attr.type="{kind}"/>'


def valued(kind, text):
    return graphml(key("c", kind=kind), f'<data key="c">{text}</data>')


def looking(name, text):
    return graphml(key("c", name=name), f'<data key="c">{text}</data>')


def weighing(text):
    edges = f'<edge id="1" source="a" target="b"><data key="w">{text}</data></edge>'
    return graphml(key("w", "edge", "weight", "double"), edges=edges)


CONTROL = [chr(code) for code in (0, 1, 11, 12, 27)]

GRAPHML_CASES = {
    "edge id twice": (
        graphml(edges='<edge id="e" source="a" target="b"/>\n<edge id="e" source="b" target="a"/>'),
        'line 7: the edge id "e" stands in line 6 already; Gephi drops the second edge',
    ),
    "node id twice": (graphml(edges='<node id="a"/>'), 'line 6: the node id "a" stands in line 4'),
    "no node id": (graphml(edges="<node/>"), "the node has no id"),
    "id with blanks": (graphml(edges='<node id=" c"/>'), "line break or outer blanks"),
    "id with line break": (graphml(edges='<node id="c&#10;d"/>'), "line break or outer blanks"),
    "same type": (
        graphml(edges='<edge id="1" source="a" target="b"/>\n<edge id="2" source="a" target="b"/>'),
        "Gephi merges the two",
    ),
    "same type, undirected": (
        graphml(
            edges='<edge id="1" source="a" target="b" label="x"/>\n<edge id="2" source="b" target="a" label="x"/>',
            default="undirected",
        ),
        "Gephi merges the two",
    ),
    "unknown end": (graphml(edges='<edge id="1" source="a" target="z"/>'), 'ends at "z", which is no node'),
    "no end": (graphml(edges='<edge id="1" source="a"/>'), "the edge has no target"),
    "float colour": (looking("r", "200.0"), 'r="200.0" is no whole number from 0 to 255'),
    "bright colour": (looking("g", "256"), "is no whole number"),
    "negative colour": (looking("b", "-1"), "is no whole number"),
    "size": (looking("size", "large"), 'size="large" is no number'),
    "place": (looking("x", "1,5"), 'x="1,5" is no number'),
    "weight 0": (weighing("0.0"), "the weight is 0; Gephi removes the edge"),
    "weight below 0": (weighing("-2"), "is below 0"),
    "weight text": (weighing("much"), 'the weight "much" is no number'),
    "weight nan": (weighing("NaN"), "is no number"),
    "unknown type": (graphml(key("c", kind="date")), 'unknown type "date"; Gephi drops the column'),
    "no type": (graphml('<key id="c" for="node" attr.name="c"/>'), "has no type"),
    "case": (graphml(key("Type") + "\n" + key("type", name="other")), 'the column id "type" is that of line 3'),
    "blank in key": (graphml(key("t") + "\n" + key(" t", name="other")), "that of line 3"),
    "no key id": (graphml('<key for="node" attr.name="c" attr.type="string"/>'), "a <key> has no id"),
    "two types": (graphml(key("c", kind="int") + "\n" + key("d", name="c", kind="double")), "spread over two columns"),
    "for all": (graphml(key("c", "all", "label")), 'declared for="all"'),
    "for graph": (graphml(key("c", "graph")), "is for the graph"),
    "for port": (graphml(key("c", "port")), "which Gephi does not read"),
    "unknown key": (graphml(a='<data key="z">1</data>'), 'data for "z", which is declared for no node'),
    "key of edges": (graphml(key("c", "edge"), '<data key="c">1</data>'), "which is declared for no node"),
    "boolean": (valued("boolean", "yes"), "which Gephi reads as false"),
    "int": (valued("int", "1.0"), "which is no whole number"),
    "int range": (valued("int", "2147483648"), "too large for the type int"),
    "long range": (valued("long", str(2**63)), "too large for the type long"),
    "very long": (valued("long", "9" * 100_000), "too large for the type long"),
    "double": (valued("double", "1_000"), "which is no number"),
    "python's inf": (valued("double", "inf"), "which is no number"),
    "infinite": (valued("double", "Infinity"), "which is not finite"),
    "null": (valued("string", "Null"), "reads as missing"),
    "null label": (looking("label", "null"), "reads as missing"),
    "INF": (valued("string", "INF Treaty"), 'turns "INF" into "Infinity"'),
    "graph data": (graphml(edges='<data key="c">x</data>'), "data of the graph itself"),
    "desc": (graphml(a="<desc>words</desc>"), "Gephi makes it the label"),
    "payload": (graphml(key("c"), '<data key="c"><y xmlns="urn:y">1</y></data>'), "which Gephi does not understand"),
    "nested graph": (graphml(a='<graph edgedefault="directed"/>'), "Gephi reads flat graphs"),
    "second graph": (graphml(after='<graph edgedefault="directed"/>'), "a second <graph>"),
    "hyperedge": (graphml(edges="<hyperedge/>"), "<hyperedge> is not supported"),
    "port": (graphml(a='<port name="p"/>'), "<port> is not supported"),
    "no graph": ("<graphml/>", "the file holds no <graph>"),
    "other XML": ("<html/>", "the file holds <html>, neither GraphML nor GEXF"),
    "control reference": (valued("string", "&#11;"), "a reference to a character that XML does not allow"),
    "cut off": (graphml()[:150], "Gephi cannot open the file"),
    "prefix": (graphml(a="<y:z/>"), "unbound prefix"),
    "no XML": ("nodes", "Gephi cannot open the file"),
    "empty": ("", "the file is empty"),
}

GEXF = """<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
<graph defaultedgetype="directed" {graph}>
{attributes}<nodes>
<node id="a" {a}>{inside}</node>
<node id="b"/>
</nodes>
<edges>
{edges}
</edges>
</graph>
</gexf>
"""


def gexf(graph="", attributes="", a="", inside="", edges=""):
    return GEXF.format(graph=graph, attributes=attributes, a=a, inside=inside, edges=edges)


def column(kind="string", owner="node"):
    return f'<attributes class="{owner}"><attribute id="c" title="C" type="{kind}"/></attributes>'


DATES = 'mode="dynamic" timeformat="date"'
VALUE = '<attvalues><attvalue for="c" value="{}"/></attvalues>'
GEXF_CASES = {
    "pid": (gexf(a='pid="b"'), "Gephi knows no hierarchy"),
    "nested": (gexf(inside='<nodes><node id="c"/></nodes>'), "Gephi ignores them"),
    "same kind": (
        gexf(edges='<edge id="1" source="a" target="b"/>\n<edge id="2" source="a" target="b"/>'),
        "the XML attribute kind",
    ),
    "edge id": (
        gexf(edges='<edge id="1" source="a" target="b"/><edge id="1" source="b" target="a"/>'),
        'the edge id "1" stands in line',
    ),
    "weight": (gexf(edges='<edge id="1" source="a" target="b" weight="0"/>'), "Gephi removes the edge"),
    "end": (gexf(edges='<edge id="1" source="a" target="z"/>'), "no node of the file"),
    "no timeformat": (gexf('mode="dynamic"', a='start="2024-05-01"'), 'write timeformat="date"'),
    "no day": (gexf(DATES, a='start="May"'), 'start="May" is no day'),
    "static": (gexf(a='start="2024-05-01"'), "the graph is static"),
    "mixed": (gexf(DATES, a='start="2024-05-01" timestamp="2024-05-01"'), "mixes timestamps and intervals"),
    "type": (gexf(attributes=column("date")), 'unknown type "date"'),
    "twice": (gexf(attributes=column() + column()), "declared twice"),
    "undeclared": (gexf(inside=VALUE.format("x")), "declared for no node"),
    "owner": (gexf(attributes=column(owner="edge"), inside=VALUE.format("x")), "declared for no node"),
    "value": (gexf(attributes=column("integer"), inside=VALUE.format("x")), "no whole number"),
    "colour": (gexf(inside='<viz:color r="1.5" g="0" b="0"/>'), 'r="1.5" is no whole number'),
    "size": (gexf(inside='<viz:size value="big"/>'), 'size="big" is no number'),
    "position": (gexf(inside='<viz:position x="1" y="left"/>'), 'y="left" is no number'),
    "no graph": ('<gexf version="1.3"/>', "no <graph>"),
}


def found(tmp_path, text):
    path = tmp_path / "file"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return problems(path)


@pytest.mark.parametrize(("text", "expected"), GRAPHML_CASES.values(), ids=GRAPHML_CASES)
def test_graphml(tmp_path, text, expected):
    (line,) = found(tmp_path, text)
    assert line.startswith("line ")
    assert expected in line
    assert line.isprintable()


@pytest.mark.parametrize(("text", "expected"), GEXF_CASES.values(), ids=GEXF_CASES)
def test_gexf(tmp_path, text, expected):
    (line,) = found(tmp_path, text)
    assert line.startswith("line ")
    assert expected in line


GOOD = [
    graphml(),
    graphml(
        key("weight", "edge", kind="double"), edges='<edge source="a" target="b"><data key="weight">1,5</data></edge>'
    ),
    graphml(key("c", kind="listString"), '<data key="c">[a, b]</data>'),
    graphml(key("c", kind="DOUBLE"), '<data key="c">-1.5e3</data>'),
    graphml(key("c", kind="boolean"), '<data key="c">True</data>'),
    graphml(key("c", kind="int"), '<data key="c"></data>'),
    graphml(key("label"), '<data key="label">INF Treaty</data>'),
    graphml(edges='<edge source="a" target="b" label="x"/><edge source="a" target="b" label="y"/>'),
    graphml(edges='<edge source="a" target="b"/><edge source="b" target="a"/>'),
    gexf(),
    gexf(DATES, a='start="2024-05-01" end="2024-05-02T10:00:00Z"'),
    gexf(edges='<edge source="a" target="b" kind="x"/><edge source="a" target="b" kind="y"/>'),
]


@pytest.mark.parametrize("text", GOOD)
def test_good_files_have_no_problems(tmp_path, text):
    assert found(tmp_path, text) == []
    assert found(tmp_path, text.replace("UTF-8", "UTF-16").encode("utf-16")) == []


@pytest.mark.parametrize("char", CONTROL)
def test_control_characters_are_named(tmp_path, char):
    (line,) = found(tmp_path, valued("string", f"x{char}"))
    assert f"U+{ord(char):04X}, which XML does not allow" in line
    assert line.startswith("line 4: column ")


def test_bytes_that_are_no_text(tmp_path):
    for wrong in (b"\xff", b"\xed\xa0\x80", b"\xef\xbf\xbe"):
        (line,) = found(tmp_path, valued("string", "?").encode().replace(b"?</data", wrong + b"</data"))
        assert "no text in the file's encoding" in line


def test_a_file_in_one_line_is_checked_too(tmp_path):
    text = graphml(
        key("c") + key("C", name="c"),
        edges='<edge id="e" source="a" target="b"/><edge id="e" source="a" target="b"/><node id="b"/>',
    )
    lines = found(tmp_path, text.replace("\n", " "))
    assert len(lines) == 5
    assert all(line.startswith("line 1: ") for line in lines)


def test_many_of_a_kind_are_counted(tmp_path):
    lines = found(tmp_path, graphml(edges="\n".join(f'<edge source="a" target="z{i}"/>' for i in range(500))))
    assert len(lines) == 11
    assert lines[-1] == "and 490 more like line 6"


def test_lines_are_in_the_order_of_the_file(tmp_path):
    lines = found(
        tmp_path, graphml(edges='<edge source="a" target="z"/>\n<edge source="a" target="z"/>\n<node id="a"/>')
    )
    assert [line.split(":")[0] for line in lines] == ["line 6", "line 7", "line 7", "line 8"]


# Hostile files

ENTITIES = "".join(f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(9))
BOMB = f'<!DOCTYPE graphml [<!ENTITY a "ha">{ENTITIES}]><graphml>&j;</graphml>'
HOSTILE = {
    "entity bomb": (BOMB, "declares the entity"),
    "external entity": (
        '<!DOCTYPE graphml [<!ENTITY x SYSTEM "file:///etc/passwd">]><graphml>&x;</graphml>',
        "declares the entity",
    ),
    "external parameter entity": (
        '<!DOCTYPE graphml [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]><graphml/>',
        "declares the entity",
    ),
    "undefined entity": ("<graphml>&x;</graphml>", "undefined entity"),
    "deep": ("<graphml>" + "<graph>" * 100_000, "nested over 256 deep"),
    "odd encoding": ('<?xml version="1.0" encoding="rot13"?><graphml/>', "Gephi cannot open"),
    "no encoding": ('<?xml version="1.0" encoding="\N{SNOWMAN}"?><graphml/>', "Gephi cannot open"),
    "long name": ("<" + "x" * 1_000_000 + "/>", "neither GraphML nor GEXF"),
    "escape": (graphml(edges='<edge source="a" target="&#x202E;&#x9b;31m"/>'), "no node of the file"),
}


@pytest.mark.parametrize(("text", "expected"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_files_are_answered_with_a_line(tmp_path, text, expected):
    start = time.monotonic()
    lines = found(tmp_path, text)
    assert any(expected in line for line in lines)
    assert all(line.isprintable() and len(line) < 400 for line in lines)
    assert len(lines) <= 20
    assert time.monotonic() - start < 5


def test_a_document_type_without_entities_is_well(tmp_path):
    head = '<!DOCTYPE graphml SYSTEM "http://graphml.graphdrawing.org/dtds/graphml.dtd">'
    assert found(tmp_path, graphml().replace("<graphml ", head + "<graphml ")) == []


def test_what_is_no_file_is_answered_too(tmp_path):
    assert "cannot be read: No such file" in problems(tmp_path / "none.graphml")[0]
    assert "no regular file" in problems(tmp_path)[0]
    os.mkfifo(tmp_path / "pipe")
    assert "no regular file" in problems(tmp_path / "pipe")[0]
    assert problems("nul\0byte")


def test_a_large_file_is_read_in_little_memory(tmp_path):
    path = tmp_path / "large.graphml"
    with path.open("w") as stream:
        stream.write('<graphml><key id="c" for="node" attr.name="c" attr.type="string"/><graph>')
        stream.writelines(f'<node id="n{i}"><data key="c">{"x" * 1000}</data></node>\n' for i in range(50_000))
        stream.write("</graph></graphml>")
    # What a process used at most is passed on when it starts another, and this one may hold a model: the one that
    # is measured is started by a small one.
    small = "import subprocess, sys; sys.exit(subprocess.run([sys.executable, '-c', *sys.argv[1:]]).returncode)"
    code = (
        "import resource, sys; from extractor.export.check import problems\n"
        "found = problems(sys.argv[1]); peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "sys.exit(bool(found) or peak > 100_000)"
    )
    assert subprocess.run([sys.executable, "-c", small, code, str(path)], check=False).returncode == 0
