"""Files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def replaced(path: Path) -> Iterator[BinaryIO]:
    """Write a file beside its place, and move it there when it is whole and on disk.

    Where anything fails, the file that was there stays as it was and nothing is left beside it. What is no regular file
    (a pipe, a device such as /dev/null) is written to directly; a link stays, and what it points to is replaced.

    Args:
        path: Where the file shall be; its folder must exist.

    Yields:
        A binary stream to write to.

    Raises:
        OSError: The folder does not exist, the disk is full, or the like.
    """
    place = path.resolve()
    mode = _mode(place)
    if mode is not None and not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        with place.open("wb") as stream:
            yield stream
        return
    if mode is not None and stat.S_ISDIR(mode):
        raise IsADirectoryError(f"{path} is a folder; name a file")
    if not place.parent.is_dir():
        raise FileNotFoundError(f"{path}: there is no folder {path.parent}; make it first")
    # a short name of its own: the full name may already be as long as names can be
    handle, name = tempfile.mkstemp(prefix=".actorgraph-", suffix=".tmp", dir=place.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            temporary.chmod(stat.S_IMODE(mode) if mode is not None else 0o666 & ~_umask())
            os.fsync(stream.fileno())
        temporary.replace(place)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(place.parent)


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _umask() -> int:
    # it can only be read by setting it
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    """Put the move itself on disk; some systems cannot open folders, and there the move is as safe as it gets."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
