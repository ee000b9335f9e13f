"""`actorgraph check`: the examples of the rules, or a file as Gephi will see it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from extractor.cli.talk import Talk
from extractor.errors import ActorGraphError, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def check(file: Path | None) -> int:
    """Check the rules and actors, or a file.

    Args:
        file: A file that `run -o` wrote; None for the rules.

    Returns:
        The exit code: 1 where something is wrong.
    """
    if file is None:
        from extractor import selfcheck  # noqa: PLC0415 -- brings spaCy

        talk = Talk()
        talk.progress("running the examples of rules and actors")
        report = selfcheck.run()
        talk.clear()
        _tell(report.failed)
        sys.stdout.write(
            f"{report.rules} examples of rules and {report.actors} of actors passed, {len(report.failed)} failed\n"
        )
        return 1 if report.failed else 0
    if not file.is_file():
        raise ActorGraphError(f"{file}: no such file")
    from extractor.export.check import problems  # noqa: PLC0415 -- brings lxml

    found = list(problems(file))
    _tell(found)
    sys.stdout.write(f"{one_line(str(file))}: {_verdict(len(found))}\n")
    return 1 if found else 0


def _tell(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{one_line(line)}\n")


def _verdict(count: int) -> str:
    return f"{count} problem{'' if count == 1 else 's'}" if count else "no problems; Gephi will read it whole"
