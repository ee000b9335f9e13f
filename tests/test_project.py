"""What holds for the project as a whole: sources, locks, command line, README."""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

from tests.cli.transcript import BLOCK, printed

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = ("run", "extract", "explain", "resolve", "relate", "compare", "diff", "check", "import")
README = (ROOT / "README.md").read_text(encoding="utf-8")

# Ways to run what a file says.
UNSAFE = re.compile(
    r"\b(?:import|from) (?:pickle|marshal|shelve|dill|joblib)\b|\b(?:torch|np|numpy)\.load\(|\byaml\.(?:unsafe_)?load\("
    r"|\ballow_pickle=T|\bshell=T|(?<![\w.])(?:eval|exec)\(|\bos\.system\("
)
# Hosts of package registries, home folders and absolute folders of a build machine.
PRIVATE = re.compile(
    r"(?:pypi|pythonhosted|npmjs|registry|artifactory|index)\.(?:org|com|io|net)\b|(?:^|[\s\"'(=])/(?:work|root|home|Users)/",
    re.MULTILINE,
)


def _tracked() -> list[Path]:
    """Files under version control; in an sdist, everything."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = listed.stdout.split("\0") if listed.returncode == 0 else []
    files = [ROOT / name for name in names if name] or [path for path in ROOT.rglob("*") if ".venv" not in path.parts]
    return sorted(path for path in files if path.is_file())


def _requirements() -> list[Path]:
    return sorted(ROOT.glob("requirements*.txt"))


@cache
def _help(*command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", "from extractor.cli import main; main()", *command, "--help"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={"COLUMNS": "200", "PATH": "", "NO_COLOR": "1"},
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _readme_commands() -> list[str]:
    """Every `actorgraph …` line of the README's code blocks, without prompt and comment."""
    blocks = re.findall(r"```(?:console|sh|bash|shell)\n(.*?)```", README, re.DOTALL)
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith("actorgraph ")]


def test_sources_run_nothing_that_a_file_says() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in _tracked()
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] != "tests"
        for line in path.read_text(encoding="utf-8").splitlines()
        # The BaseLoader of YAML makes nothing but strings, lists and dicts.
        if UNSAFE.search(line.split("#")[0]) and "yaml.BaseLoader)" not in line
    ]
    assert not found


def test_no_private_address_in_tracked_files() -> None:
    found = []
    for path in _tracked():
        if path == Path(__file__):
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # binary test inputs
        found += [f"{path.relative_to(ROOT)}: {match[0].strip()}" for match in PRIVATE.finditer(text)]
    assert not found


@pytest.mark.parametrize("path", _requirements(), ids=lambda path: path.name)
def test_requirements_are_pinned_hashed_and_without_addresses(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "://" not in text
    joined = re.sub(r"\\\n\s*", " ", text)
    lines = [line for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    assert lines
    for line in lines:
        assert re.match(r"[a-z0-9-]+==\S+ ", line), line
        assert "--hash=sha256:" in line, line


def test_lock_answers_the_dependencies() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE))
    wanted = {re.split(r"[<>=!~\[ ;]", line)[0].lower().replace("_", "-") for line in project["dependencies"]}
    assert wanted <= locked


def test_no_lock_of_npm_with_addresses() -> None:
    for path in _tracked():
        if path.name in {"package-lock.json", "uv.lock", "yarn.lock"}:
            assert '"resolved"' not in path.read_text(encoding="utf-8"), path


def test_versions_agree() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert importlib.metadata.version("actorgraph") == version
    assert f"\nversion: {version}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"## [{version}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_help_names_the_commands() -> None:
    text = _help()
    assert [name for name in COMMANDS if not re.search(rf"\b{name}\b", text)] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    assert len(_help(name).split()) > 20


def test_help_does_not_pay_for_spacy() -> None:
    """Loading spaCy takes over a second, which nobody who asks for help should wait."""
    code = (
        "import sys, json\nfrom extractor.cli import main\nsys.argv = ['actorgraph', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print()\nprint(json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert not loaded & {"spacy", "thinc", "numpy", "networkx", "lxml", "pydantic", "yaml", "py3langid"}


def test_readme_shows_the_main_commands() -> None:
    shown = {shlex.split(line)[1] for line in _readme_commands()}
    assert {"run", "extract", "explain", "check"} <= shown


@pytest.mark.parametrize("line", dict.fromkeys(_readme_commands()))
def test_readme_commands_exist(line: str) -> None:
    words = shlex.split(line, comments=True)
    if words[1].startswith("-"):
        assert words[1] in _help()
        return
    assert words[1] in COMMANDS
    text = _help(*words[1 : 3 if words[1] == "import" else 2])
    for word in words[2:]:
        if re.fullmatch(r"--?[a-z][a-z-]*", word):
            assert re.search(rf"(?<!\S){re.escape(word)}\b", text), f"{words[1]} has no option {word}"


def test_readme_names_every_format() -> None:
    from extractor.export import registry
    from extractor.read import inputs

    wanted = {*registry.suffixes(), *inputs._FORMATS}
    assert [suffix for suffix in sorted(wanted) if f"`{suffix}`" not in README] == []


def test_glossary_of_the_data_names_every_file_frame_and_field() -> None:
    from extractor.actors import facts
    from extractor.data import read_yaml
    from extractor.relations import own, rules

    glossary = (ROOT / "models" / "README.md").read_text(encoding="utf-8")
    roots = {root.lower() for root in read_yaml(ROOT / "models" / "relations" / "ontology.yml")["roots"]}
    files = {path.name for folder in ("actors", "relations") for path in (ROOT / "models" / folder).rglob("*.yml")}
    files -= {path.name for path in (ROOT / "models" / "actors" / "officials").iterdir()}  # one for each region
    # One line stands for the rule files of the sixteen roots.
    assert [name for name in sorted(files) if name not in glossary and name.removesuffix(".yml") not in roots] == []
    frames = read_yaml(ROOT / "models" / "relations" / "frames.yml")["frames"]
    assert [name for name in frames if not re.search(rf"^\| `{name}[`(]", glossary, re.MULTILINE)] == []
    models = [facts.State, facts.Organ, facts.Organisation, facts.Official, facts.Office, facts.People, facts.Profile]
    models += [facts.GivenNames, facts.Head, facts.Modifier, facts.NotActors, rules.RawRule, rules.Triggers]
    models += [own.OwnRule, own.OwnFile]
    fields = {field.alias or name for model in models for name, field in model.model_fields.items()}
    assert [name for name in sorted(fields) if not re.search(rf"\b{name}\b", glossary)] == []


def test_readme_files_exist() -> None:
    named = {word for line in _readme_commands() for word in shlex.split(line) if word.startswith("examples/")}
    assert [name for name in named if not (ROOT / name).exists()] == []
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_readme_transcript_is_real() -> None:
    """The command at the top of the README prints what stands there.

    A line `…` stands for any lines; `python -m tests.cli.transcript` brings the transcript up to date.
    """
    found = BLOCK.search(README)
    assert found is not None
    text = printed(found[2])
    said = [line.rstrip() for line in text.splitlines() if line.strip()]
    shown = [line.rstrip() for line in found[3].splitlines() if line.strip()]
    pattern = "".join(r"(?:.*\n)*?" if line == "…" else re.escape(line) + r"\n" for line in shown)
    assert shown, f"the transcript is empty; the command prints\n{text}"
    assert re.fullmatch(pattern, "".join(f"{line}\n" for line in said)), text


@pytest.mark.parametrize("block", re.findall(r"```python\n(.*?)```", README, re.DOTALL))
def test_readme_python_runs(block: str, tmp_path: Path) -> None:
    """In a process of its own: the block loads a model and may write files."""
    # `examples/…` in the README is relative to the checkout.
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    done = subprocess.run(
        [sys.executable, "-c", block], capture_output=True, text=True, check=False, cwd=tmp_path, timeout=120
    )
    assert done.returncode == 0, done.stderr
    expected = re.findall(r"print\(.*\)\s+# (.+)", block)
    assert done.stdout.splitlines()[: len(expected)] == expected


@pytest.mark.parametrize(("ci", "passed"), [("1", False), ("0", True)])
def test_a_skip_fails_in_ci(tmp_path: Path, ci: str, passed: bool) -> None:  # noqa: FBT001 - a column of the table
    (tmp_path / "conftest.py").write_text((ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"))
    (tmp_path / "test_one.py").write_text("import pytest\ndef test_a():\n    pytest.skip('no reader')\n")
    (tmp_path / "test_two.py").write_text("import pytest\npytest.importorskip('no_such_module')\n")
    (tmp_path / "test_three.py").write_text("import pytest\n@pytest.mark.xfail\ndef test_a():\n    assert 0\n")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-rs", "--continue-on-collection-errors", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "ACTORGRAPH_CI": ci},
    )
    assert (done.returncode == 0) is passed, done.stdout
    assert "no reader" in done.stdout
    assert "1 xfailed" in done.stdout
