"""Messages and progress to stderr, data to stdout or to files that appear whole."""

from __future__ import annotations

import contextlib
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from extractor.errors import ActorGraphError, Failure, Note, OutputError, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

STDIO: Final = "-"
_PAUSE: Final = 0.2
_MOST_NOTES: Final = 20


class Talk:
    """What is said on stderr while a command works: failures and notes as they come, progress where someone looks."""

    def __init__(self) -> None:
        """Look whether stderr is a terminal."""
        self._shown = False
        self._live = sys.stderr.isatty()
        self._last = 0.0
        self._notes = 0

    def failure(self, failure: Failure) -> None:
        """Tell of an input that failed."""
        self.say(f"failed: {failure}")

    def note(self, note: Note) -> None:
        """Tell of something on the side; after twenty, no more."""
        self._notes += 1
        if self._notes <= _MOST_NOTES:
            self.say(f"note: {note}")
        elif self._notes == _MOST_NOTES + 1:
            self.say("note: further notes are not shown.")

    def say(self, message: str) -> None:
        """Write one line."""
        self.clear()
        with contextlib.suppress(OSError):
            sys.stderr.write(one_line(message) + "\n")
            sys.stderr.flush()

    def progress(self, message: str) -> None:
        """Show a line that the next message replaces, five times a second at most, on a terminal only."""
        now = time.monotonic()
        if self._live and now - self._last >= _PAUSE:
            self._last, self._shown = now, True
            with contextlib.suppress(OSError):
                sys.stderr.write(f"\r\x1b[K{one_line(message, 79)}")
                sys.stderr.flush()

    def clear(self) -> None:
        """Take the progress line away."""
        if self._shown:
            self._shown = False
            with contextlib.suppress(OSError):
                sys.stderr.write("\r\x1b[K")


def binary_stdout() -> BinaryIO:
    """Standard output for bytes: data are UTF-8 whatever the terminal speaks."""
    sys.stdout.flush()
    return sys.stdout.buffer


@contextlib.contextmanager
def opened(where: str) -> Iterator[BinaryIO]:
    """A place for data: stdout for `-`, else a file that takes its name when it is whole.

    Args:
        where: Name of a file, or `-`.

    Raises:
        OutputError: It cannot be written.
    """
    if where == STDIO:
        stream = binary_stdout()
        yield stream
        stream.flush()
        return
    from extractor.atomic import replaced  # noqa: PLC0415 -- not needed for stdout

    # Only errors of this file are told as its own; the body may raise others.
    file = contextlib.ExitStack()
    with writing(where):
        stream = file.enter_context(replaced(Path(where)))
    try:
        yield stream
    except BaseException:
        # The file's own door closes: what was there before stays.
        if not file.__exit__(*sys.exc_info()):
            raise
    else:
        with writing(where):
            file.close()


@contextlib.contextmanager
def writing(where: str | Path) -> Iterator[None]:
    """Tell errors of the operating system as what they are: a file that cannot be written."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"{where} cannot be written: {reason[:1].lower()}{reason[1:]}") from error


def put(stream: BinaryIO, row: Mapping[str, Any], where: str) -> None:
    """Write one row of JSONL.

    Args:
        stream: Where to.
        row: What.
        where: What to call the place in an error.
    """
    from extractor.export.jsonl import line  # noqa: PLC0415 -- not needed for help texts

    with writing("standard output" if where == STDIO else where):
        stream.write(line(row))


def refuse_own_input(outputs: Iterable[str | Path], inputs: Iterable[str | Path]) -> None:
    """Refuse to write over what is read.

    Args:
        outputs: Where it shall be written.
        inputs: What was named to be read.

    Raises:
        ActorGraphError: One is the other.
    """
    named = [Path(name) for name in inputs if str(name) != STDIO]
    seen: set[Path] = set()
    for output in map(Path, outputs):
        if str(output) == STDIO:
            continue
        place = output.resolve()
        if place in seen:
            raise ActorGraphError(f"{output} is named twice as an output")
        seen.add(place)
        if any(place == name.resolve() for name in named):
            raise ActorGraphError(f"{output} is an input; write to another file")
