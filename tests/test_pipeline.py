"""The pinned spaCy pipeline is found, told apart and verified without importing spaCy."""

from __future__ import annotations

import dataclasses
import importlib.metadata
import json
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest

from extractor import pipeline
from extractor.paths import models_dir
from extractor.pipeline import PipelineEntry, PipelineError, digest, load_pipelines, pinned, verified_path

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An importable place of its own, where a made-up model package is "installed"."""
    package = tmp_path / "tiny_model"
    data = package / "en_tiny-1.0.0"
    data.mkdir(parents=True)
    (package / "__init__.py").write_text("raise AssertionError('imported')\n")
    (package / "meta.json").write_text(json.dumps({"lang": "en", "name": "tiny", "version": "1.0.0"}))
    (data / "config.cfg").write_text("[nlp]\n")
    (data / "parser").mkdir()
    (data / "parser" / "model").write_bytes(b"\x00\x01")
    info = tmp_path / "tiny_model-1.0.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: tiny-model\nVersion: 1.0.0\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


@pytest.fixture
def tiny(site: Path) -> PipelineEntry:
    size, sha256 = digest(site / "tiny_model" / "en_tiny-1.0.0")
    return PipelineEntry("tiny", "en_tiny", "tiny-model", "1.0.0", "tiny_model", "en_tiny-1.0.0", "MIT", size, sha256)


def test_default_is_the_package_in_the_dependencies(root: Path) -> None:
    pipelines = load_pipelines()
    entry = pipelines.entries[pipelines.default]
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    assert f"{entry.distribution}=={entry.version}" in project["dependencies"]


@pytest.mark.parametrize("key", list(load_pipelines().entries))
def test_pinned_entries_verify(key: str) -> None:
    entry = load_pipelines().entries[key]
    try:
        importlib.metadata.version(entry.distribution)
    except importlib.metadata.PackageNotFoundError:
        pytest.skip(f"{entry.distribution} is not installed")
    assert (verified_path(entry) / "config.cfg").is_file()


def test_finding_the_model_does_not_import_spacy(root: Path) -> None:
    code = "import sys; from extractor.pipeline import pinned; pinned(); print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == "False"


def test_verified_path_does_not_import_the_package(tiny: PipelineEntry, site: Path) -> None:
    assert verified_path(tiny) == site / "tiny_model" / "en_tiny-1.0.0"
    assert "tiny_model" not in sys.modules


def test_a_changed_file_is_refused(tiny: PipelineEntry, site: Path) -> None:
    (site / "tiny_model" / "en_tiny-1.0.0" / "parser" / "model").write_bytes(b"\x00\x02")  # same size
    with pytest.raises(PipelineError, match=r"not those that were pinned.*--force-reinstall"):
        verified_path(tiny)


def test_a_renamed_file_is_refused(tiny: PipelineEntry, site: Path) -> None:
    data = site / "tiny_model" / "en_tiny-1.0.0"
    (data / "config.cfg").rename(data / "konfig.cfg")
    with pytest.raises(PipelineError, match="not those that were pinned"):
        verified_path(tiny)


def test_compiled_python_does_not_count(tiny: PipelineEntry, site: Path) -> None:
    cache = site / "tiny_model" / "en_tiny-1.0.0" / "__pycache__"
    cache.mkdir()
    (cache / "x.pyc").write_bytes(b"1")
    assert verified_path(tiny).is_dir()


def test_another_version_is_refused(tiny: PipelineEntry) -> None:
    with pytest.raises(PipelineError, match=r"installed in version 1\.0\.0.*tested with 2\.0\.0"):
        verified_path(dataclasses.replace(tiny, version="2.0.0"))


def test_a_missing_package_is_named_with_the_way_to_get_it(tiny: PipelineEntry) -> None:
    with pytest.raises(PipelineError, match=r"pip install tiny-model==1\.0\.0"):
        verified_path(dataclasses.replace(tiny, package="no_such_model"))


def _only(monkeypatch: pytest.MonkeyPatch, entry: PipelineEntry) -> None:
    pipelines = pipeline.Pipelines(entry.key, {entry.key: entry})
    monkeypatch.setattr(pipeline, "load_pipelines", lambda: pipelines)


def test_the_official_package_is_preferred_as_it_is(
    tiny: PipelineEntry, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    official = site / "en_tiny"
    (official / "en_tiny-1.1.0").mkdir(parents=True)
    (official / "__init__.py").touch()
    (official / "meta.json").write_text(json.dumps({"lang": "en", "name": "tiny", "version": "1.1.0"}))
    _only(monkeypatch, tiny)
    assert pinned() == ("en_tiny", official / "en_tiny-1.1.0")


def test_a_key_or_a_package_name_is_verified(tiny: PipelineEntry, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _only(monkeypatch, tiny)
    expected = ("tiny-model", site / "tiny_model" / "en_tiny-1.0.0")
    assert pinned("tiny") == pinned("tiny-model") == pinned("tiny_model") == expected
    (expected[1] / "config.cfg").write_text("[other]\n")
    for name in ("tiny", "tiny-model", "tiny_model"):
        with pytest.raises(PipelineError, match="not those that were pinned"):
            pinned(name)


def test_a_folder_is_taken_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text('{"lang": "en", "name": "own", "version": "0"}')
    assert pinned(str(tmp_path)) == ("en_own", tmp_path.resolve())


@pytest.mark.parametrize("name", ["no_such_model", "no/such/folder", "", "../x", "json"])
def test_an_unknown_pipeline_is_an_error(name: str) -> None:
    with pytest.raises(PipelineError, match="There is no spaCy pipeline"):
        pinned(name)


@pytest.mark.parametrize("meta", ["{", "[]", "\x00"])
def test_a_broken_description_is_an_error(tmp_path: Path, meta: str) -> None:
    (tmp_path / "meta.json").write_text(meta)
    with pytest.raises(PipelineError, match=r"meta\.json"):
        pinned(str(tmp_path))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("default: md\n", "`default` and `pipelines`"),
        ("default: md\npipelines: {}\n", "none of"),
        ("default: md\npipelines: {md: {official: a, surprise: b}}\n", "surprise"),
        ("default: md\npipelines: {md: nothing}\n", "no mapping"),
        (
            f"default: md\npipelines: {{md: {{{', '.join(f'{field}: a' for field in sorted(pipeline._FIELDS))}}}}}\n",
            "number of bytes",
        ),
    ],
)
def test_a_slip_in_the_file_is_named(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "model.yml"
    file.write_text(text)
    with pytest.raises(PipelineError, match=message):
        load_pipelines(file)


def test_models_dir_holds_the_glossary() -> None:
    assert (models_dir() / "README.md").is_file()
