"""What is compiled once and kept: rebuilt when anything changes, never trusted when altered, never needed."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Final

import pytest

from extractor import cache
from extractor.actors.knowledge import load_knowledge
from extractor.actors.names import find_names
from extractor.forms import load_forms
from extractor.paths import CACHE_VARIABLE, cache_dir, models_dir
from extractor.relations.context import load_cues, load_gates
from extractor.relations.grammar import load_grammar
from extractor.relations.rules import load_rules
from tests.support.small_actors import small_actors

if TYPE_CHECKING:
    from pathlib import Path

TEXT: Final = "Norway's Home Guard, the Red Bloc and Kari Berg met in Oslo."


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder of the cache."""
    kept = tmp_path / "cache"
    monkeypatch.setenv(CACHE_VARIABLE, str(kept))
    return kept


@pytest.fixture
def models(tmp_path):
    (tmp_path / "models").mkdir()
    return small_actors(tmp_path / "models")


@pytest.fixture
def builds(monkeypatch):
    """How often the facts were read."""
    from extractor.actors import index

    read, seen = index.read_index, []
    monkeypatch.setattr(index, "read_index", lambda folder: seen.append(folder) or read(folder))
    return seen


def found(models: Path) -> list[tuple[str, list[str]]]:
    known = load_knowledge(models)
    return [(TEXT[m.start : m.end], [hit.entry.actor.id for hit in m.hits]) for m in find_names(TEXT, known)]


def test_the_second_start_reads_no_facts(folder, models, builds):
    first = found(models)
    assert found(models) == first
    assert len(builds) == 1
    assert [path.name.partition("-")[0] for path in folder.iterdir()] == ["actors"]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("file", ["states.yml", "officials/all.yml", "peoples.yml", "roles.yml"])
def test_a_change_is_seen(models, builds, file):
    load_knowledge(models)
    path = models / "actors" / file
    path.write_text(path.read_text().replace("Norwegian", "Norse") + "# changed\n")
    known = load_knowledge(models)
    assert len(builds) == 2
    assert (("norse",) in known.names) == (file == "states.yml")


@pytest.mark.usefixtures("folder")
def test_a_new_file_is_seen(models):
    load_knowledge(models)
    (models / "actors" / "officials" / "more.yml").write_text("officials: [{id: person.a-b, name: Aa Bb}]\n")
    assert ("aa", "bb") in load_knowledge(models).names
    (models / "actors" / "officials" / "more.yml").unlink()
    assert ("aa", "bb") not in load_knowledge(models).names


@pytest.mark.usefixtures("folder")
def test_a_slip_is_not_kept(models):
    path = models / "actors" / "states.yml"
    whole = path.read_text()
    path.write_text(whole.replace("name: Sweden", "nme: Sweden"))
    for _ in range(2):
        with pytest.raises(ValueError, match="SWE"):
            load_knowledge(models)
    path.write_text(whole)
    assert load_knowledge(models).states["SWE"].actor.name == "Sweden"


ALTERED: Final = {
    "cut off": lambda content: content[: len(content) // 2],
    "empty": lambda _: b"",
    "one byte short": lambda content: content[:-1],
    "one byte more": lambda content: content + b"x",
    "a bit in the head": lambda content: bytes([content[0] ^ 1]) + content[1:],
    "a bit in the checksum": lambda content: content[:30] + bytes([content[30] ^ 1]) + content[31:],
    "a bit in the values": lambda content: content[:-9] + bytes([content[-9] ^ 4]) + content[-8:],
    "something else": lambda _: b"\x80" * 5000,
}


@pytest.mark.parametrize("alter", ALTERED.values(), ids=ALTERED)
def test_an_altered_file_is_made_anew(folder, models, builds, alter):
    first = found(models)
    (path,) = folder.iterdir()
    whole = path.read_bytes()
    path.write_bytes(alter(whole))
    assert found(models) == first
    assert len(builds) == 2
    assert path.read_bytes() == whole


@pytest.mark.usefixtures("folder")
def test_values_of_another_form_are_made_anew(tmp_path):
    """A checksum that is right says nothing of the types."""
    source = tmp_path / "source"
    source.write_text("a")
    assert cache.cached("x", [source], dict[str, int], lambda: {"a": 1}) == {"a": 1}
    assert cache.cached("x", [source], list[str], lambda: ["made"]) == ["made"]
    assert cache.cached("x", [source], list[str], lambda: ["again"]) == ["made"]


def test_what_changes_while_it_is_read_is_not_kept(folder, tmp_path):
    source = tmp_path / "source"
    source.write_text("old")

    def build() -> str:
        source.write_text("new")
        return "old or new"

    assert cache.cached("x", [source], str, build) == "old or new"
    assert not folder.exists()


def test_a_folder_that_cannot_be_written_to(models, builds, tmp_path, monkeypatch):
    """A file where the folder should be: not even root can write there."""
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "file", tmp_path / "file" / "below"):
        monkeypatch.setenv(CACHE_VARIABLE, str(place))
        assert found(models)[0] == ("Norway", ["NOR"])
    assert len(builds) == 2


@pytest.mark.usefixtures("folder")
def test_a_folder_without_the_right_to_write(models, builds, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(cache, "replaced", refuse)
    assert found(models) == found(models)
    assert len(builds) == 2


def test_off_keeps_nothing(models, builds, monkeypatch):
    monkeypatch.setenv(CACHE_VARIABLE, "off")
    assert cache_dir() is None
    assert found(models) == found(models)
    assert len(builds) == 2


def test_the_folder_is_the_users(monkeypatch):
    monkeypatch.delenv(CACHE_VARIABLE, raising=False)
    assert cache_dir().name == "actorgraph" or "actorgraph" in cache_dir().parts


def test_old_files_go(folder, tmp_path):
    source = tmp_path / "source"
    for number in range(9):
        source.write_text(str(number))
        assert cache.cached("x", [source], str, lambda number=number: str(number)) == str(number)
    assert len(list(folder.iterdir())) == 4
    cache.cached("y", [source], str, lambda: "other")
    assert len(list(folder.iterdir())) == 5


READ: Final = """
import sys
from pathlib import Path
from extractor.actors.knowledge import load_knowledge
print(len(load_knowledge(Path(sys.argv[1])).names))
"""


def test_several_processes_at_once(folder, models, root):
    environment = {**os.environ, CACHE_VARIABLE: str(folder)}
    command = [sys.executable, "-c", READ, str(models)]
    running = [
        subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    said = [process.communicate(timeout=120) for process in running]
    assert [error for _, error in said] == ["", "", ""]
    assert len({count for count, _ in said}) == 1
    assert len(list(folder.iterdir())) == 1  # and nothing half written beside it


@pytest.mark.usefixtures("folder")
def test_kept_and_made_knowledge_are_equal(monkeypatch):
    load_knowledge(models_dir())
    kept = load_knowledge(models_dir())
    monkeypatch.setenv(CACHE_VARIABLE, "off")
    made = load_knowledge(models_dir())
    assert len(kept.names) == len(made.names)
    names = list(made.names)[::37]
    assert [kept.names[name] for name in names] == [made.names[name] for name in names]
    fields = ("longest", "openers", "pairs", "acronyms", "everyday", "roles", "modifiers", "cues")
    assert [field for field in fields if getattr(kept, field) != getattr(made, field)] == []
    for field in ("states", "adjectives", "neighbours", "genders", "surnames", "spellings"):
        assert dict(getattr(kept, field)) == dict(getattr(made, field)), field
    assert dict(kept.holders["USA"]) == dict(made.holders["USA"])


@pytest.mark.usefixtures("folder")
def test_kept_and_made_rules_are_equal():
    models = models_dir()
    load_grammar(models)
    kept, book, forms = load_grammar(models), load_rules(models), load_forms(models)
    assert (kept.book.ontology, kept.book.frames) == (book.ontology, book.frames)
    assert kept.book.rules == book.rules
    assert dict(kept.book.triggers) == dict(book.triggers)
    assert kept.book.forms == forms
    assert kept.cues == load_cues(models, forms)
    assert kept.gates == load_gates(models, forms)
    assert kept.book.triggers.get("no such word") is None
    assert kept.book.triggers.get("no such word", ()) == ()
