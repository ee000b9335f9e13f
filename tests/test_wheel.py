"""The wheel works by itself: built from the sdist, installed into an empty environment, run from elsewhere."""

from __future__ import annotations

import importlib.metadata
import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("wheel")  # one worker, so that it is built once

SENTENCE = "Norway condemned Belarus over the arrest of a fisherman on Tuesday."


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the sdist, so that the sdist is known to be whole too."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`bin` of an environment that holds the wheel; only the dependencies are lent by the one that runs the tests."""
    home = tmp_path_factory.mktemp("venv")
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*install, str(wheel)], check=True)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    # A .pth file read through another one is not followed, so an editable install does not come along.
    lent = home / "lib" / version / "site-packages" / "lent.pth"
    lent.write_text(sysconfig.get_path("purelib") + "\n")
    return home / "bin"


@pytest.fixture
def call(installed: Path, tmp_path: Path):
    """Runs a command of the environment in an empty folder and gives its stdout."""

    def run(name: str, *arguments: str, stdin: str = "") -> str:
        env = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        done = subprocess.run(
            [installed / name, *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
            env=env,
            timeout=300,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


def test_wheel_holds_data_and_no_generators(wheel: Path, root: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    data = {
        f"extractor/models/{path.relative_to(root / 'models').as_posix()}"
        for path in (root / "models").rglob("*.yml")
        if "build" not in path.relative_to(root / "models").parts
    }
    assert data
    assert data <= names
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/", "extractor/models/build/"))]
    assert {name.split("/")[-1] for name in names if "/licenses/" in name} == {"LICENSE", "NOTICE"}


def test_data_are_found_in_the_wheel(call, installed: Path) -> None:
    code = "import extractor.paths as paths; print(paths.__file__); print(paths.models_dir())"
    module, models = map(Path, call("python", "-c", code).splitlines())
    assert installed.parent in module.parents
    assert models == module.parent / "models"


def test_version(call) -> None:
    assert importlib.metadata.version("actorgraph") in call("actorgraph", "--version")


def test_check(call) -> None:
    call("actorgraph", "check")


def test_extract(call) -> None:
    rows = [json.loads(line) for line in call("actorgraph", "extract", "-", stdin=SENTENCE).splitlines()]
    assert ("NOR", "ACCUSE", "BLR") in {(row["source"]["id"], row["event"], row["target"]["id"]) for row in rows}


def test_spacy_finds_the_component(call) -> None:
    code = "import spacy; print(spacy.blank('en').has_factory('actorgraph'))"
    assert call("python", "-c", code).strip() == "True"
