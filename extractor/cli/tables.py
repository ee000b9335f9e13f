"""`actorgraph resolve` and `actorgraph relate`: rows in, one row out for each, in the same order."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, TypeVar

from extractor.cli.stop import Stop
from extractor.cli.talk import STDIO, Talk, opened, put, refuse_own_input
from extractor.errors import ActorGraphError, Failure, one_line
from extractor.read.items import writable
from extractor.read.limits import LIMITS
from extractor.read.lines import read_lines
from extractor.read.rows import RelateRow, ResolveRow, RowError, check, iso_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from extractor.cli.setup import Reads, Setup
    from extractor.types import Actor

_ACTOR: Final = ("id", "name", "type", "role", "other_roles", "country", "reason")
_CODE: Final = ("event", "mode", "polarity", "modality", "rule", "confidence")
_SUFFIX: Final = ".jsonl"
M = TypeVar("M", ResolveRow, RelateRow)


def resolve(what: str, output: str, around: tuple[str, str | None], model: str | None, setup: Setup) -> int:
    """Resolve a name, or each row of a file.

    Args:
        what: The name, or a file of rows (`-` for standard input).
        output: Where the rows go.
        around: For a name: the text around it, and the day it is read on.
        model: What `--model` says.
        setup: Where the extractor comes from.

    Returns:
        The exit code.
    """
    context, date = around
    if what == STDIO or what.lower().endswith(_SUFFIX):
        if context or date:
            raise ActorGraphError("--context and --date go with a name; rows of a file bring their own")

        def one(reader: Reads, row: ResolveRow) -> dict[str, Any]:
            return _actor(reader.resolve(row.text, context=row.context or "", date=iso_day(row.date)))

        return _rows(what, output, ResolveRow, one, dict.fromkeys(_ACTOR), lambda: setup.load(model))
    if date is not None and iso_day(date) is None:
        raise ActorGraphError(f"--date {one_line(date, 40)} is no date; write it as YYYY-MM-DD")
    if not what.strip():
        raise ActorGraphError("there is no name to resolve")
    row = _actor(setup.load(model).resolve(writable(what), context=writable(context), date=iso_day(date)))
    with opened(output) as stream:
        if output == STDIO and sys.stdout.isatty():
            # For eyes: escaped, so that no name can talk to the terminal.
            stream.write(json.dumps(row, indent=2, ensure_ascii=not _plain(row)).encode() + b"\n")
        else:
            put(stream, row, output)
    return 0


def relate(rows: str, output: str, model: str | None, setup: Setup) -> int:
    """Choose a code for the pair of each row of a file.

    Args:
        rows: The file, or `-` for standard input.
        output: Where the rows go.
        model: What `--model` says.
        setup: Where the extractor comes from.

    Returns:
        The exit code.
    """

    def one(reader: Reads, row: RelateRow) -> dict[str, Any]:
        for name, (start, end) in (("source", row.source), ("target", row.target)):
            if not 0 <= start < end <= len(row.text):
                raise RowError(
                    f'"{name}" {start, end} is no stretch of a text of {len(row.text)} characters',
                    "Count characters from 0, the end not included",
                )
        code = reader.relate(row.text, row.source, row.target)
        return {"id": row.id, **{field: code.get(field) for field in _CODE}}

    return _rows(rows, output, RelateRow, one, dict.fromkeys(("id", *_CODE)), lambda: setup.load(model))


def _rows(
    rows: str,
    output: str,
    model: type[M],
    one: Callable[[Reads, M], dict[str, Any]],
    nothing: dict[str, Any],
    load: Callable[[], Reads],
) -> int:
    """One row out for each row in; one that fails leaves a row of nulls, so that the lines still match."""
    refuse_own_input([output], [rows])
    talk, stop = Talk(), Stop()
    read = failed = 0
    reader: Reads | None = None
    with _source(rows) as source, opened(output) as stream, stop:
        for line in read_lines(source, rows, LIMITS):
            row = {**nothing}
            if isinstance(line, Failure):
                failed += 1
                talk.failure(line)
                if line.line is None:
                    break
            else:
                read += 1
                if "id" in nothing and isinstance(line.row.get("id"), (str, int)) and "event" in nothing:
                    row["id"] = writable(str(line.row["id"]))
                reader = reader or load()
                try:
                    row = one(reader, check(model, line.row))
                except RowError as error:
                    failed += 1
                    talk.failure(Failure(rows, line.number, error.what, f"{error.todo}."))
                except Exception as error:  # noqa: BLE001 -- one row must not lose the others
                    failed += 1
                    what = f"could not be analysed ({type(error).__name__}: {one_line(str(error), 200)})"
                    talk.failure(Failure(rows, line.number, what))
            put(stream, row, output)
            talk.progress(f"{read} rows")
            if stop():
                break
    talk.say(f"{read} row{'' if read == 1 else 's'} read, {failed} failed")
    if stop():
        return stop.code
    if failed and not read:
        return 2
    return 1 if failed else 0


class _source:  # noqa: N801 -- used like a function
    """An open file of rows, or standard input."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._stream: BinaryIO | None = None

    def __enter__(self) -> BinaryIO:
        if self._name == STDIO:
            return sys.stdin.buffer
        path = Path(self._name)
        if path.exists() and not path.is_file():
            raise ActorGraphError(f"{self._name} is not a regular file; pipe it in and name `-`")
        try:
            self._stream = path.open("rb")
        except OSError as error:
            raise ActorGraphError(f"{self._name} cannot be read: {(error.strerror or str(error)).lower()}") from error
        return self._stream

    def __exit__(self, *_: object) -> None:
        if self._stream is not None:
            self._stream.close()


def _actor(actor: Actor | None) -> dict[str, Any]:
    if actor is None:
        return dict.fromkeys(_ACTOR)
    return {
        "id": actor.id,
        "name": actor.name,
        "type": actor.type,
        "role": actor.role,
        "other_roles": list(actor.other_roles),
        "country": actor.country,
        "reason": actor.reason,
    }


def _plain(row: dict[str, Any]) -> bool:
    return all(value.isprintable() for value in row.values() if isinstance(value, str))
