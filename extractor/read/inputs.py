"""From what the user names (files, folders, globs, `-`) to documents, in a stable order."""

from __future__ import annotations

import glob
import gzip
import os
import stat
import sys
import zlib
from collections import Counter
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from extractor.errors import Failure, Note
from extractor.read.decode import encoding_of, mark_length
from extractor.read.items import Made
from extractor.read.limits import LIMITS
from extractor.read.lines import peek
from extractor.types import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extractor.read.items import Format, Item
    from extractor.read.limits import Limits

# Modules by name: a format is imported where a file of its kind comes.
_FORMATS: Final = {
    ".txt": "extractor.read.text",
    ".text": "extractor.read.text",
    ".md": "extractor.read.text",
    ".jsonl": "extractor.read.jsonl",
}
_PACKED: Final = ".gz"
_STDIN: Final = "stdin"
_ADVICE: Final = f"ActorGraph reads {', '.join(_FORMATS)}, each also with {_PACKED}."


@dataclass(slots=True)
class _State:
    """What one reading remembers: the files that it read, by which names, and the ids of their documents."""

    limits: Limits
    files: set[tuple[int, int]] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)


def read(inputs: Iterable[str | Path], limits: Limits = LIMITS, stdin: BinaryIO | None = None) -> Iterator[Item]:
    """Read everything that is named, one after the other, in memory that does not grow.

    Args:
        inputs: Files, folders (searched through, in the order of names), globs (`news/*.txt`, `**/*.jsonl`), or `-`
            for standard input, which is JSONL where it begins with `{` and one text otherwise.
        limits: How much to take in.
        stdin: What `-` reads; standard input by default.

    Yields:
        Documents with ids that are unique among them, relations made before, a failure for each thing that cannot be
        used and a note for each that is passed over.
    """
    state = _State(limits)
    for named in map(str, inputs):
        if named == "-":
            yield from _distinct(_standard(stdin or sys.stdin.buffer, _unbounded(limits)), _STDIN, state)
            continue
        try:
            yield from _named(named, state)
        except (OSError, ValueError) as error:
            yield Failure(shown(named), None, f"cannot be read ({_reason(error)})", "Is the name right?")


def documents(inputs: Iterable[str | Path], limits: Limits = LIMITS, stdin: BinaryIO | None = None) -> Iterator[Item]:
    """Like `read`, for those who want documents only: a file of relations is one failure.

    Args:
        inputs: As in `read`.
        limits: As in `read`.
        stdin: As in `read`.
    """
    told: set[str] = set()
    for item in read(inputs, limits, stdin):
        if not isinstance(item, Made):
            yield item
        elif item.where not in told:
            told.add(item.where)
            yield Failure(item.where, item.line, "a relation, not a document", "`actorgraph run` reads such files.")


def _distinct(items: Iterable[Item], where: str, state: _State) -> Iterator[Item]:
    """Refuse a document whose id an earlier document of this reading has: their rows could not be told apart."""
    for item in items:
        if isinstance(item, Document):
            if item.id in state.ids:
                what = f'the id "{item.id}" belongs to an earlier document already'
                yield Failure(where, None, what, "Give each document an id of its own.")
                continue
            state.ids.add(item.id)
        yield item


def _named(named: str, state: _State) -> Iterator[Item]:
    path = Path(named)
    if not named.strip():
        yield Failure("an input without a name", None, "an empty argument names nothing", "Is a variable unset?")
    elif not os.path.lexists(path) and glob.has_magic(named):
        yield from _matched(named, state)
    elif path.is_dir():
        yield from _folder(path, state)
    elif not path.exists():
        yield Failure(shown(named), None, "no such file or folder", "Is the name right?")
    elif not path.is_file():
        yield Failure(shown(named), None, "not a regular file", "Pipe it in and name `-`.")
    elif _format(path) is None:
        yield Failure(shown(named), None, _unknown(path), _ADVICE)
    else:
        yield from _file(path, path.name, state)


def _unknown(path: Path) -> str:
    return f"files with the suffix {path.suffix} are not read" if path.suffix else "a file without a suffix is not read"


def _matched(pattern: str, state: _State) -> Iterator[Item]:
    recursive = "**" in pattern
    matches = [Path(match) for match in sorted(glob.glob(pattern, recursive=True))]  # noqa: PTH207 -- takes absolute patterns
    parts = Path(pattern).parts
    root = Path(*parts[: next(i for i, part in enumerate(parts) if glob.has_magic(part))])
    files = [path for path in matches if not (recursive and path.is_dir())]
    if not files:
        yield Failure(shown(pattern), None, "no file matches", "Is the pattern right?")
    else:
        yield from _found(((path, path) for path in files), root, shown(pattern), state)


def _folder(folder: Path, state: _State) -> Iterator[Item]:
    yield from _found(((path, None) for path in _walk(folder)), folder, shown(folder), state)


def _found(paths: Iterable[tuple[Path, Path | None]], root: Path, where: str, state: _State) -> Iterator[Item]:
    """Read the files found under a root; count what is passed over."""
    passed: Counter[str] = Counter()
    some = False
    for path, given in paths:
        if given is not None and path.is_dir():
            some = True
            yield from _folder(path, state)
        elif path.is_symlink() and not path.exists():
            yield Note(shown(path), "skipped: a link that leads nowhere", kind="skipped")
        elif path.is_dir():
            yield Note(shown(path), "skipped: a link to a folder", kind="skipped")
        elif not path.is_file():
            yield Note(shown(path), "skipped: not a regular file", kind="skipped")
        elif _format(path) is None:
            passed[path.suffix.lower() or "no suffix"] += 1
        else:
            some = True
            yield from _file(path, path.relative_to(root).as_posix(), state)
    if passed:
        count = sum(passed.values())
        kinds = ", ".join(f"{suffix} {n}" for suffix, n in sorted(passed.items())[:10])
        yield Note(where, f"skipped {count} file{'s' if count > 1 else ''} of other kinds ({kinds})", kind="skipped")
    if not some:
        yield Failure(where, None, "holds no file to read", _ADVICE)


def _walk(folder: Path) -> Iterator[Path]:
    """Everything under a folder but folders, in the order of names; hidden things left out, links not followed."""
    for parent, folders, files in os.walk(folder):
        kept = sorted(name for name in folders if not name.startswith("."))
        linked = [name for name in kept if Path(parent, name).is_symlink()]
        folders[:] = [name for name in kept if name not in linked]
        for name in sorted([*files, *linked]):
            if not name.startswith("."):
                yield Path(parent, name)


def _file(path: Path, doc_id: str, state: _State) -> Iterator[Item]:
    where, doc_id = shown(path), shown(doc_id)
    # Never waits at a pipe that took the file's place since it was looked at.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(path, flags), "rb") as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                yield Note(where, "skipped: not a regular file", kind="skipped")
                return
            key = (status.st_dev, status.st_ino)
            if key in state.files:
                yield Note(where, "skipped: the same file was read before", kind="skipped")
                return
            state.files.add(key)
            # Two folders may hold files of the same name: the second takes its whole path.
            name = where if doc_id in state.names else doc_id
            state.names.add(name)
            packed = path.suffix.lower() == _PACKED
            unpacked = cast("BinaryIO", gzip.GzipFile(fileobj=stream)) if packed else stream
            limits = state.limits if packed else _unbounded(state.limits)
            reader = _format(path)
            if reader is not None:
                yield from _distinct(reader(unpacked, where, name, limits), where, state)
    except (OSError, EOFError, zlib.error) as error:
        # A broken archive comes as an OSError too.
        yield Failure(where, None, f"cannot be read ({_reason(error)})", "Is it whole, and may you read it?")


def _standard(stream: BinaryIO, limits: Limits) -> Iterator[Item]:
    head, stream = peek(stream)
    start = head[mark_length(head) :].decode(encoding_of(head), errors="ignore").lstrip()
    suffix = ".jsonl" if start.startswith("{") else ".txt"
    yield from _reader(suffix)(stream, _STDIN, _STDIN, limits)


def _unbounded(limits: Limits) -> Limits:
    """Limits for what takes as much room on disk as it holds: lines without end, each of bounded length."""
    return replace(limits, unpacked_bytes=sys.maxsize)


def _format(path: Path) -> Format | None:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] == _PACKED:
        suffixes.pop()
    return _reader(suffixes[-1]) if suffixes and suffixes[-1] in _FORMATS else None


def _reader(suffix: str) -> Format:
    return cast("Format", import_module(_FORMATS[suffix]).read)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return str(error) or type(error).__name__


def shown(path: str | Path) -> str:
    """A path as text that can be written anywhere; names that are no UTF-8 have their odd bytes replaced."""
    return os.fsencode(path).decode("utf-8", errors="replace")
