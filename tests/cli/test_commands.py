"""Every command, with an extractor that needs no model."""

import json

import pytest

from tests.cli import fake

NEWS = "Israel struck Iran on Friday. Hezbollah struck Israel. Iran struck the sea."
HOSTILE = "Hezbollah struck [/foo] \x1b[31mtoday\x1b[0m [bold]with <b>\u202eevil\u202c :smile:."


def rows(text):
    return [json.loads(line) for line in text.splitlines()]


def test_help_and_version(command):
    assert "run" in command("--help").out
    assert "-o" in command("run", "-h").out
    assert command("--version").out.startswith("actorgraph ")


def test_extract_writes_a_relation_a_line(command, tmp_path):
    (tmp_path / "news.txt").write_text(NEWS)
    result = command("extract", "news.txt", "--mentions", "m.jsonl")
    assert result.code == 0
    found = rows(result.out)
    assert [(row["source"]["id"], row["event"], row["target"]["id"]) for row in found] == [
        ("ISR", "ASSAULT", "IRN"),
        ("hezbollah", "ASSAULT", "ISR"),
    ]
    assert {row["doc_id"] for row in found} == {"news.txt"}
    assert all(NEWS[row["source"]["start"] : row["source"]["end"]] == row["source"]["text"] for row in found)
    mentions = rows((tmp_path / "m.jsonl").read_text())
    assert [row["id"] for row in mentions] == ["ISR", "IRN", "hezbollah", "ISR", "IRN"]
    assert "1 document read, 2 relations" in result.err


def test_extract_shows_rows_without_a_target_where_asked(command, tmp_path):
    (tmp_path / "news.txt").write_text(NEWS)
    result = command("extract", "--no-target", "news.txt")
    assert [row["target"] is None for row in rows(result.out)] == [False, False, True]
    assert "1 document read, 2 relations, 1 without a target" in result.err


def test_run_leaves_rows_without_a_target_aside(command, tmp_path):
    """Not a node, not an edge, not a count, not a row of a file; and no reason to fail."""
    (tmp_path / "news.txt").write_text(NEWS)
    plain = command("run", "news.txt", "-o", "plain.relations.jsonl")
    command("extract", "--no-target", "news.txt", "-o", "all.jsonl")
    result = command("run", "all.jsonl", "-o", "again.relations.jsonl", no_model=True)
    assert (result.code, result.out) == (0, plain.out)
    assert "0 documents read, 2 relations, 1 without a target" in result.err
    assert (tmp_path / "again.relations.jsonl").read_bytes() == (tmp_path / "plain.relations.jsonl").read_bytes()
    (tmp_path / "none.jsonl").write_text((tmp_path / "all.jsonl").read_text().splitlines()[2])
    alone = command("run", "none.jsonl", no_model=True)
    assert (alone.code, alone.out) == (0, "No relation between two actors was found.\n")


def test_extract_reads_standard_input(command):
    result = command("extract", "-", stdin=b'{"text": "Israel struck Iran.", "id": "a", "date": "2024-05-01"}\n')
    assert rows(result.out)[0]["document"] == {
        "id": "a",
        "date": "2024-05-01",
        "title": None,
        "source": None,
        "url": None,
    }
    assert rows(command("extract", "-", stdin=NEWS.encode()).out)[0]["doc_id"] == "stdin"


def test_offsets_count_in_the_text_as_given(command, tmp_path):
    (tmp_path / "news.txt").write_bytes(b"\xef\xbb\xbfOne.\r\nIsrael struck Iran.\r\n")
    row = rows(command("extract", "news.txt").out)[0]
    assert row["source"]["start"] == len("One.\r\n")


def test_run_prints_actors_ties_and_evidence(command, tmp_path):
    (tmp_path / "news.txt").write_text(NEWS)
    (tmp_path / "more.txt").write_text("Israel struck Iran again. Iran did not, it said, say that it struck Israel.")
    result = command("run", ".")
    assert result.code == 0
    assert "3 actors, 3 ties" in result.out
    lines = result.out.splitlines()
    assert max(map(len, lines)) <= 80
    at = next(i for i, line in enumerate(lines) if line.startswith("Israel") and "ASSAULT" in line)
    assert lines[at].split() == ["Israel", "ASSAULT", "Iran", "2", "asserted"]
    assert lines[at + 1].strip() in {"Israel struck Iran on Friday.", "Israel struck Iran again."}
    assert "negated" in result.out
    assert "2 documents read, 4 relations" in result.err


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_nothing_is_wider_than_the_terminal(command, tmp_path, monkeypatch, columns):
    long = "A very long name of a committee that nobody can be expected to remember in a hurry"
    monkeypatch.setitem(fake.ACTORS, "Iran", fake.Actor("IRN", long, "state", None, "IRN"))
    monkeypatch.setenv("COLUMNS", str(columns))
    (tmp_path / "news.txt").write_text(NEWS.replace("on Friday", "on Friday, " + "and so on, " * 30))
    result = command("run", "news.txt")
    assert max(map(len, result.out.splitlines())) <= columns
    assert "A very long name" in result.out


def test_run_writes_one_file_for_each_output(command, tmp_path):
    (tmp_path / "news.txt").write_text(NEWS)
    result = command("run", "news.txt", "-o", "n.graphml", "-o", "n.relations.jsonl")
    assert result.code == 0
    assert (tmp_path / "n.graphml").read_bytes().startswith(b"<?xml")
    assert len(rows((tmp_path / "n.relations.jsonl").read_text())) == 2
    assert "wrote n.graphml" in result.err


def test_run_builds_the_same_network_from_relations_made_before_without_a_model(command, tmp_path):
    (tmp_path / "news.txt").write_text(NEWS)
    first = command("run", "news.txt", "-o", "first.graphml")
    command("extract", "news.txt", "-o", "r.jsonl")
    second = command("run", "r.jsonl", "-o", "second.graphml", no_model=True)
    assert second.code == 0
    assert second.out == first.out
    assert (tmp_path / "first.graphml").read_bytes() == (tmp_path / "second.graphml").read_bytes()
    refused = command("extract", "r.jsonl")
    assert refused.code == 2
    assert "r.jsonl, line 1: a relation, not a document. `actorgraph run` reads such files." in refused.err


def test_run_folds_as_told(command, tmp_path):
    (tmp_path / "news.txt").write_text(NEWS)
    assert "Lebanon" in command("run", "news.txt", "--level", "country").out
    assert command("run", "news.txt", "--edges", "pair", "--asserted-only", "--top", "0").out == "3 actors, 2 ties\n"


def test_foreign_documents_are_noted_and_counted(command, tmp_path):
    spanish = "El presidente de la república dijo que los soldados no volverán a la frontera hasta que haya paz. " * 4
    (tmp_path / "es.txt").write_text(spanish)
    (tmp_path / "en.txt").write_text(NEWS)
    result = command("run", "es.txt", "en.txt")
    assert result.code == 0
    assert "es.txt: skipped: looks like Spanish; ActorGraph reads English only." in result.err
    assert "1 skipped as not English" in result.err


def test_explain_says_what_and_why(command):
    result = command("explain", "Israel struck Iran.")
    assert result.code == 0
    for line in (
        "Israel (named, 0-6) is ISR",
        "a state of that name",
        "Token",
        "ISR  ASSAULT (aerial)  IRN",
        "rule: assault.strike",
        "runner-up: none",
        "path: subject -> struck -> object",
        "context: affirmed, asserted",
        "Isra: no [/target] in reach",
    ):
        assert line in result.out
    assert command("explain", "-", stdin=b"Israel struck Iran.").out == result.out
    assert command("explain", "  ").code == 2


def test_resolve_a_name(command):
    assert rows(command("resolve", "Hezbollah").out) == [
        {
            "id": "hezbollah",
            "name": "Hezbollah",
            "type": "armed_group",
            "role": "REB",
            "other_roles": ["PTY"],
            "country": "LBN",
            "reason": "an armed group",
        }
    ]
    result = command("resolve", "nobody")
    assert result.code == 0
    assert set(rows(result.out)[0].values()) == {None}
    assert rows(command("resolve", "president", "--date", "2022-11-01", "--context", "Iran").out)[0]["id"] == "IRN"
    assert command("resolve", "president", "--date", "yesterday").code == 2


def test_resolve_gives_a_row_for_each_row_in_the_same_order(command, tmp_path):
    (tmp_path / "in.jsonl").write_text(
        '{"text": "Iran"}\n{"text": "president", "context": "Iran", "date": "2022-11-01"}\nnot json\n'
        '{"text": "POISON"}\n{"txt": 1}\n{"text": "Israel", "context": null}\n'
    )
    result = command("resolve", "in.jsonl", "-o", "out.jsonl")
    assert result.code == 1
    assert [row["id"] for row in rows((tmp_path / "out.jsonl").read_text())] == ["IRN", "IRN", None, None, None, "ISR"]
    assert "in.jsonl, line 3: not valid JSON" in result.err
    assert "in.jsonl, line 4: could not be analysed (RuntimeError: no)." in result.err
    assert "6 rows read, 3 failed" in result.err or "5 rows read, 3 failed" in result.err


def test_relate_gives_a_code_for_each_pair(command, tmp_path):
    (tmp_path / "in.jsonl").write_text(
        '{"id": 7, "text": "Israel struck Iran.", "source": [0, 6], "target": [14, 18]}\n'
        '{"id": "b", "text": "Israel struck Iran.", "source": [0, 6], "target": [14, 99]}\n'
    )
    result = command("relate", "in.jsonl", "-o", "out.jsonl")
    assert result.code == 1
    good, bad = rows((tmp_path / "out.jsonl").read_text())
    assert list(good) == ["id", "event", "mode", "polarity", "modality", "rule", "confidence"]
    assert (good["id"], good["event"], good["rule"]) == ("7", "ASSAULT", "assault.strike")
    assert (bad["id"], bad["event"]) == ("b", None)
    assert 'line 2: "target" (14, 99) is no stretch of a text of 19 characters.' in result.err


@pytest.mark.parametrize(
    "args", [("run", "h.jsonl"), ("extract", "h.jsonl"), ("explain", HOSTILE), ("resolve", "[/foo]")]
)
def test_text_never_talks_to_the_terminal(command, tmp_path, args):
    """`[/foo]` crashed rich, `[link=…]` became a link, and escapes went through."""
    row = {"text": HOSTILE, "id": "[/x]\x1b[2J", "title": "[bold]"}
    (tmp_path / "h.jsonl").write_text(json.dumps(row) + '\n{"text": "POISON", "id": "[/y]\\u001b[31m"}\n')
    result = command(*args)
    assert result.code in {0, 1}
    assert "[/foo]" in result.out
    assert "\x1b" not in result.out + result.err
    if args[0] != "extract":
        assert "\u202e" not in result.out


def test_a_poisonous_document_is_one_failure(command, tmp_path):
    lines = [json.dumps({"text": "POISON" if n == 37 else "Israel struck Iran.", "id": f"d{n}"}) for n in range(100)]
    (tmp_path / "many.jsonl").write_text("\n".join(lines))
    result = command("extract", "many.jsonl")
    assert result.code == 1
    assert [row["doc_id"] for row in rows(result.out)] == [f"d{n}" for n in range(100) if n != 37]
    assert result.err.count("failed: d37: could not be analysed (ValueError: a [bold]poisoned?[31m document).") == 1
    assert "99 documents read, 99 relations, 1 failed" in result.err


def test_check_a_file(command, tmp_path):
    pytest.importorskip("extractor.export.check")
    (tmp_path / "news.txt").write_text(NEWS)
    command("run", "news.txt", "-o", "n.graphml")
    result = command("check", "n.graphml")
    assert (result.code, result.out) == (0, "n.graphml: no problems; Gephi will read it whole\n")
    (tmp_path / "n.graphml").write_bytes((tmp_path / "n.graphml").read_bytes()[:-20])
    assert command("check", "n.graphml").code == 1
    assert command("check", "none.graphml").code == 2


def test_check_the_rules(command, monkeypatch):
    from extractor import selfcheck

    for failed, code in (((), 0), (("models/relations/assault.yml: assault.strike: [/x] \x1b[31m",), 1)):
        monkeypatch.setattr(selfcheck, "run", lambda failed=failed: selfcheck.Report(7, 5, failed))
        result = command("check")
        last = f"7 examples of rules and 5 of actors passed, {len(failed)} failed"
        assert (result.code, result.out.splitlines()[-1]) == (code, last)
        assert sum(line.startswith("models/") for line in result.out.splitlines()) == len(failed)


def test_compare_says_what_changed(command, tmp_path):
    (tmp_path / "a.txt").write_text("Israel struck Iran.")
    (tmp_path / "b.txt").write_text("Israel struck Iran. Hezbollah struck [/foo].")
    command("run", "a.txt", "-o", "a.graphml")
    command("extract", "b.txt", "-o", "b.jsonl")
    result = command("compare", "a.graphml", "b.jsonl", "-o", "c.jsonl", no_model=True)
    assert result.code == 0
    assert result.out.splitlines()[0] == "1 new, 0 lost, 0 warmed, 0 cooled, 1 as before"
    assert "Hezbollah and [/foo]" in result.out
    (row,) = rows((tmp_path / "c.jsonl").read_text())
    assert (row["change"], row["before"], row["after"]["weight"]) == ("new", None, 1)
    assert [actor["id"] for actor in row["actors"]] == ["hezbollah", "person.foo"]
    back = command("compare", "b.jsonl", "a.graphml", "-o", "-")
    assert [row["change"] for row in rows(back.out)] == ["lost"]
    assert command("compare", "a.graphml", "a.graphml").out == "0 new, 0 lost, 0 warmed, 0 cooled, 1 as before\n"


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (("a.graphml", "none.graphml"), "none.graphml: no such file"),
        (("a.graphml", "a.txt"), "a.txt: name a network (.graphml) or relations (.jsonl or .jsonl.gz)"),
        (("a.graphml", "news.jsonl"), "news.jsonl holds documents; `actorgraph extract` makes relations of them"),
        (("bad.graphml", "a.graphml"), "bad.graphml, line 1: no valid XML: no element found"),
        (("bad.jsonl", "a.graphml"), "bad.jsonl: no row can be used"),
        (("-", "-"), "standard input can be one of the two only"),
        (("a.graphml", "a.graphml", "-o", "a.graphml"), "a.graphml is an input; write to another file"),
    ],
)
def test_compare_refuses_what_it_cannot_compare(command, tmp_path, args, line):
    (tmp_path / "a.txt").write_text("Israel struck Iran.")
    (tmp_path / "news.jsonl").write_text('{"text": "Israel struck Iran."}')
    (tmp_path / "bad.graphml").write_text("")
    (tmp_path / "bad.jsonl").write_text("{")
    command("run", "a.txt", "-o", "a.graphml")
    result = command("compare", *args, no_model=True)
    assert result.code == 2
    assert result.err.splitlines()[-1] == f"actorgraph: {line}"


def test_explain_a_file_by_mistake(command, tmp_path):
    (tmp_path / "news.txt").write_text(NEWS)
    assert "note: news.txt is a file" in command("explain", "news.txt").err


def test_an_empty_name_does_not_read_the_folder(command, tmp_path):
    (tmp_path / "news.txt").write_text(NEWS)
    result = command("run", "")
    assert result.code == 2
    assert "an empty argument names nothing" in result.err


def test_data_are_utf8_wherever_they_go(command):
    """A terminal of another encoding must not change a row."""
    result = command("extract", "-", stdin='{"text": "Israel struck Iran’s Sénégal\u2028."}'.encode())
    assert "Sénégal\\u2028" in result.out


def test_the_most_telling_ties_come_first():
    from extractor.cli.show import _strength

    def tie(name, source="A", target="B", **data):
        return source, target, {"weight": 1, "reports": 1, "confidence": 0.8, "intensity": -3.0, "id": name, **data}

    told = [
        tie("heavy", weight=2),
        tie("often told", reports=2),
        tie("sure", confidence=0.9),
        tie("drastic", intensity=-9.0),
        tie("a little surer", confidence=0.81),
        tie("plain"),
        tie("of other actors", source="C"),
        tie("at home", target="A", confidence=1.0),
        tie("negated", polarity="negated", confidence=1.0),
    ]
    assert [edge[2]["id"] for edge in sorted(told, key=_strength)] == [edge[2]["id"] for edge in told]


def test_status_says_what_kind_of_statement_a_tie_is():
    from extractor.cli.show import _status

    assert _status({}) == "asserted"
    assert _status({"symmetric": True}) == "asserted, mutual"
    assert _status({"polarity": "negated", "modality": "possible"}) == "negated, possible"
    assert _status({"modality": "demanded", "symmetric": True}) == "demanded, mutual"
