"""The one door of the command line: whatever happens inside, the user gets a line and an exit code."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Final, NoReturn

from extractor.cli.setup import Setup
from extractor.errors import ActorGraphError, OutputError, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

TRACEBACK: Final = "ACTORGRAPH_TRACEBACK"
FAILED: Final = 1
WRONG_USE: Final = 2
INTERRUPTED: Final = 130


class ClosedPipeError(Exception):
    """Nobody reads what we write; Typer must not see it as the error of the operating system that it is."""


def main(args: Sequence[str] | None = None, setup: Setup | None = None) -> NoReturn:
    """Run the command line and leave the process.

    Args:
        args: Arguments, those of the process by default.
        setup: Where the extractor comes from.

    Raises:
        SystemExit: Always, with 0 (all well, or nobody reads on), 1 (some inputs failed, or an error of ours), 2 (wrong
            usage, or no readable input) or 130 (interrupted).
    """
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter gets a question mark, not a crash.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if os.environ.get(TRACEBACK):
        import logging  # noqa: PLC0415 -- `--help` does without

        logging.basicConfig(level=logging.WARNING)
        logging.getLogger("extractor").setLevel(logging.DEBUG)
    code = _guarded(args, setup or Setup())
    try:
        sys.stdout.flush()
    except OSError:
        _forget_stdout()
    sys.exit(code)


def _guarded(args: Sequence[str] | None, setup: Setup) -> int:
    from extractor.cli.app import app  # noqa: PLC0415 -- Typer is wanted only when a command runs

    try:
        code = app(args, prog_name="actorgraph", standalone_mode=False, obj=setup)
    except ClosedPipeError:
        _forget_stdout()
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as leave:
        return leave.code if isinstance(leave.code, int) else FAILED
    except Exception as error:  # noqa: BLE001 -- no traceback ever reaches a user who did not ask for it
        return _told(error)
    return code if isinstance(code, int) else 0


def _told(error: Exception) -> int:
    """Say what went wrong in one line; the exit code that it means."""
    if os.environ.get(TRACEBACK):
        import traceback  # noqa: PLC0415

        traceback.print_exception(error)
    if type(error).__name__ == "Abort":
        return INTERRUPTED
    show = getattr(error, "show", None)
    if callable(show):  # a usage error, as Typer tells it
        show()
        return int(getattr(error, "exit_code", WRONG_USE))
    if isinstance(error, OutputError):
        return _say(str(error), FAILED)
    if isinstance(error, ActorGraphError) or type(error).__module__.startswith("extractor."):
        for line in getattr(error, "lines", None) or (str(error),):
            _say(line, WRONG_USE)
        return WRONG_USE
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return _say(f"unexpected error: {what} (set {TRACEBACK}=1 to see where, and please report it)", FAILED)


def _say(message: str, code: int) -> int:
    with contextlib.suppress(OSError):
        sys.stderr.write(f"actorgraph: {one_line(message)}\n")
    return code


def _forget_stdout() -> None:
    """Let Python's own flush at the end go nowhere, or it would complain of the closed pipe."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
