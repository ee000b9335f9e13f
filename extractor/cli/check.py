"""`actorgraph check`: the examples of the rules, a file as Gephi will see it, or actors of the user's."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from extractor.cli.talk import Talk
from extractor.errors import ActorGraphError, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from extractor.actors.clashes import Clash

_MOST_TOLD: Final = 10


def check(file: Path | None, actors: Sequence[Path] = (), *, verbose: bool = False) -> int:
    """Check the rules and actors, or a file.

    Args:
        file: A file that `run -o` wrote; None for the rules.
        actors: Files of the user's with actors: only these are checked then.
        verbose: Whether all clashes are shown, not the first of each sort.

    Returns:
        The exit code: 1 where something is wrong; a clash is not.
    """
    if actors:
        if file is not None:
            raise ActorGraphError("check either a file made by `run -o` or --actors, not both at once")
        return _own(actors, verbose=verbose)
    if file is None:
        return _shipped(verbose=verbose)
    if not file.is_file():
        raise ActorGraphError(f"{file}: no such file")
    from extractor.export.check import problems  # noqa: PLC0415 -- brings lxml

    found = list(problems(file))
    _tell(found)
    sys.stdout.write(f"{one_line(str(file))}: {_verdict(len(found))}\n")
    return 1 if found else 0


def _shipped(*, verbose: bool) -> int:
    """The examples that rules and actors carry, and the names that nothing tells apart."""
    from extractor import selfcheck  # noqa: PLC0415 -- brings spaCy
    from extractor.actors.clashes import ambiguous  # noqa: PLC0415 -- likewise heavy
    from extractor.actors.knowledge import load_knowledge  # noqa: PLC0415
    from extractor.paths import models_dir  # noqa: PLC0415

    talk = Talk()
    talk.progress("running the examples of rules and actors")
    report = selfcheck.run()
    talk.clear()
    _tell(report.failed)
    _tell_clashes(ambiguous(load_knowledge(models_dir())), verbose=verbose)
    sys.stdout.write(
        f"{report.rules} examples of rules and {report.actors} of actors passed, {len(report.failed)} failed\n"
    )
    return 1 if report.failed else 0


def _own(files: Sequence[Path], *, verbose: bool) -> int:
    """What is wrong in files of the user's, and what clashes."""
    from extractor.actors.clashes import clashes  # noqa: PLC0415 -- brings all that is known
    from extractor.actors.knowledge import load_knowledge  # noqa: PLC0415
    from extractor.actors.overlay import overlay  # noqa: PLC0415
    from extractor.actors.own import read_own  # noqa: PLC0415
    from extractor.data import DataError  # noqa: PLC0415
    from extractor.forms import load_forms  # noqa: PLC0415
    from extractor.paths import models_dir  # noqa: PLC0415

    known, forms = load_knowledge(models_dir()), load_forms(models_dir())
    for file in files:
        try:
            own = read_own(file, known.ids)
        except DataError as error:
            _tell(getattr(error, "lines", (str(error),)))
            return 1
        count = _tell_clashes(clashes(known, own), verbose=verbose)
        entries = sum(1 for _ in own.facts.actors_with_ids())
        sys.stdout.write(
            f"{one_line(file.name)}: {entries} actor{'' if entries == 1 else 's'}, no errors, "
            f"{count} note{'' if count == 1 else 's'}\n"
        )
        known = overlay(known, own, forms)
    return 0


def _tell_clashes(found: Iterable[Clash], *, verbose: bool) -> int:
    """Print clashes under a heading for each sort; how many there are."""
    from extractor.actors.clashes import TITLES  # noqa: PLC0415 -- as above

    sorts: dict[str, list[str]] = {}
    for clash in found:
        sorts.setdefault(TITLES[clash.kind], []).append(clash.text)
    for title, texts in sorts.items():
        sys.stdout.write(f"note: {title} ({len(texts)})\n")
        _tell(f"  {text}" for text in (texts if verbose else texts[:_MOST_TOLD]))
        if len(texts) > _MOST_TOLD and not verbose:
            sys.stdout.write(f"  and {len(texts) - _MOST_TOLD} more; --verbose shows all\n")
    return sum(map(len, sorts.values()))


def _tell(lines: Iterable[str]) -> None:
    for line in lines:
        lead = line[: len(line) - len(line.lstrip(" "))]
        sys.stdout.write(f"{lead}{one_line(line)}\n")


def _verdict(count: int) -> str:
    return f"{count} problem{'' if count == 1 else 's'}" if count else "no problems; Gephi will read it whole"
