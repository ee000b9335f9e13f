"""Keep what was compiled from the YAML files, so that a start decodes it instead of reading and checking them again.

A file of the cache is named by the content of everything that it was made from, data and code; what changed is made
anew. It carries a checksum: a file that is cut off or altered is made anew, too. It holds plain values in
MessagePack, decoded by their types, so that at worst a forged one holds wrong facts. Without a folder to write to
everything works, only slower.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec

from extractor.atomic import replaced
from extractor.paths import cache_dir

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

_MAGIC: Final = b"ActorGraph compiled 1\n"
_DIGEST: Final = hashlib.sha256().digest_size
_KEPT: Final = 4  # of each kind: several versions of the program and of the data may take turns

Value = TypeVar("Value")


def cached(
    name: str, sources: Iterable[Path], form: type[Value], build: Callable[[], Value], *, parts: tuple[int, ...] = ()
) -> Value:
    """What `build` makes of the sources, from the cache where it holds that already.

    Args:
        name: What it is; part of the file's name.
        sources: All files that the result depends on, data and code, in a stable order.
        form: The type of the result, which msgspec can encode.
        build: Makes it anew.
        parts: How many of the last sources each folder of the user's has: where one ends matters.

    Returns:
        The result, equal whether it was made or kept.
    """
    folder = cache_dir()
    if folder is None:
        return build()
    sources = tuple(sources)
    key = fingerprint(sources, parts)
    path = folder / f"{name}-{key.hex()[:16]}.msgpack"
    kept = _read(path, key, form)
    if kept is not None:
        return kept
    made = build()
    if fingerprint(sources, parts) == key:  # else a file changed meanwhile, and nobody knows which state was read
        _write(path, key, msgspec.msgpack.encode(made))
        _prune(folder, name)
    return made


def fingerprint(sources: Iterable[Path], parts: tuple[int, ...] = ()) -> bytes:
    """A digest of the names and contents of files; a file that cannot be read counts as such.

    Args:
        sources: The files.
        parts: Sizes of the last groups of them.
    """
    digest = hashlib.sha256(_MAGIC)
    if parts:
        digest.update(f"{parts}\n".encode())
    for path in sources:
        try:
            content = path.read_bytes()
        except OSError:
            content = b"unreadable"
        digest.update(f"{path.parent.name}/{path.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.digest()


def _read(path: Path, key: bytes, form: type[Value]) -> Value | None:
    try:
        content = path.read_bytes()
    except OSError:
        return None
    start = len(_MAGIC) + _DIGEST
    payload = memoryview(content)[start:]
    if content[:start] != _MAGIC + _checksum(key, payload):
        return None
    try:
        with _without_collector():
            return msgspec.msgpack.decode(payload, type=form)
    except msgspec.MsgspecError:
        return None


@contextlib.contextmanager
def _without_collector() -> Iterator[None]:
    """Pause the garbage collector: it finds nothing in fresh values, and takes half as long again as making them."""
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()


def _write(path: Path, key: bytes, payload: bytes) -> None:
    """Put a file in its place whole, or not at all; a folder that cannot be written to is no error."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with replaced(path) as stream:
            stream.write(_MAGIC)
            stream.write(_checksum(key, payload))
            stream.write(payload)


def _checksum(key: bytes, payload: bytes | memoryview) -> bytes:
    digest = hashlib.sha256(key)
    digest.update(payload)
    return digest.digest()


def _prune(folder: Path, name: str) -> None:
    """Remove the oldest files of a kind; another process may do so at the same time."""
    with contextlib.suppress(OSError):
        files = sorted(folder.glob(f"{name}-*.msgpack"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in files[_KEPT:]:
            path.unlink(missing_ok=True)
