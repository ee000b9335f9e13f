"""`actorgraph check`: the examples of the rules, a file as Gephi will see it, or actors and rules of the user's."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from extractor.cli.talk import Talk
from extractor.errors import ActorGraphError, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from extractor.actors.clashes import Kind as ActorKind
    from extractor.clash import Clash
    from extractor.cli.setup import Setup
    from extractor.program import Extractor
    from extractor.relations.clashes import Kind as RuleKind
    from extractor.relations.selftest import OwnReport

_MOST_TOLD: Final = 10


@dataclass(frozen=True, slots=True)
class Own:
    """What the user brings along.

    Attributes:
        actors: Files with actors.
        rules: Folders with rules.
    """

    actors: tuple[Path, ...] = ()
    rules: tuple[Path, ...] = ()


def check(file: Path | None, own: Own, setup: Setup, *, verbose: bool = False) -> int:
    """Check the rules and actors, or a file.

    Args:
        file: A file that `run -o` wrote; None for the rules.
        own: What the user brings along: only this, and what it does to ours, is checked then.
        setup: Where the extractor comes from.
        verbose: Whether all clashes are shown, not the first of each sort.

    Returns:
        The exit code: 1 where something is wrong; a clash is not.
    """
    if own.actors or own.rules:
        if file is not None:
            given = " and ".join([*(["--actors"] if own.actors else []), *(["--rules"] if own.rules else [])])
            raise ActorGraphError(f"check either a file made by `run -o` or {given}, not both at once")
        wrong = _own_actors(own.actors, verbose=verbose)
        return wrong or (_own_rules(own, setup, verbose=verbose) if own.rules else 0)
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
    _tell_clashes(_titled(ambiguous(load_knowledge(models_dir()))), verbose=verbose)
    sys.stdout.write(
        f"{report.rules} examples of rules and {report.actors} of actors passed, {len(report.failed)} failed\n"
    )
    return 1 if report.failed else 0


def _own_actors(files: Sequence[Path], *, verbose: bool) -> int:
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
        count = _tell_clashes(_titled(clashes(known, own)), verbose=verbose)
        entries = sum(1 for _ in own.facts.actors_with_ids())
        sys.stdout.write(
            f"{one_line(file.name)}: {entries} actor{'' if entries == 1 else 's'}, no errors, "
            f"{count} note{'' if count == 1 else 's'}\n"
        )
        known = overlay(known, own, forms)
    return 0


def _own_rules(own: Own, setup: Setup, *, verbose: bool) -> int:
    """What is wrong in folders of the user's, what clashes, and which examples do not hold."""
    from extractor.clash import Clash  # noqa: PLC0415
    from extractor.data import DataError  # noqa: PLC0415 -- as above
    from extractor.paths import models_dir  # noqa: PLC0415
    from extractor.relations.clashes import TITLES, clashes  # noqa: PLC0415
    from extractor.relations.own import lay, read_own  # noqa: PLC0415
    from extractor.relations.rules import compiled, read_rules  # noqa: PLC0415

    models = models_dir()
    texts = read_rules(models)
    files: dict[str, str] = {}
    found: list[Clash[RuleKind]] = []
    removed = 0
    for folder in own.rules:
        try:
            said = read_own(folder, texts, models)
            laid = lay(texts, said)
            book = compiled(laid)
        except DataError as error:
            _tell([str(error)])
            return 1
        found += clashes(texts, said, laid, book)
        removed += len(said.removed)
        files = {ident: file for ident, file in files.items() if ident not in said.removed}
        files |= {ident: _file_of(folder, rule.file) for ident, rule in said.rules.items()}
        texts = laid
    report = _examples(own, setup, files)
    _tell(report.failed)
    found += [Clash("otherwise", line) for line in report.otherwise]
    count = _tell_clashes(((TITLES[clash.kind], clash.text) for clash in found), verbose=verbose)
    sys.stdout.write(
        f"{_many(len(files), 'rule')} of yours{f', {removed} of ours taken out' if removed else ''}: "
        f"{_many(report.passed, 'example')} passed, {len(report.failed)} failed, {_many(count, 'note')}\n"
    )
    return 1 if report.failed else 0


def _examples(own: Own, setup: Setup, files: Mapping[str, str]) -> OwnReport:
    """Run the examples of all rules."""
    from extractor.relations.selftest import run_own  # noqa: PLC0415 -- as above

    talk = Talk()
    talk.progress("running the examples of your rules and ours")
    program = setup.with_own(own.actors, own.rules).load(None)
    report = run_own(cast("Extractor", program), files)
    talk.clear()
    return report


def _file_of(folder: Path, file: str) -> str:
    return f"{one_line(folder.name)}/{file}" if folder.name else file


def _titled(found: Iterable[Clash[ActorKind]]) -> Iterator[tuple[str, str]]:
    """Clashes of actors, each with the heading of its sort."""
    from extractor.actors.clashes import TITLES  # noqa: PLC0415 -- as above

    yield from ((TITLES[clash.kind], clash.text) for clash in found)


def _tell_clashes(found: Iterable[tuple[str, str]], *, verbose: bool) -> int:
    """Print clashes under a heading for each sort; how many there are.

    Args:
        found: Heading and line of each.
        verbose: Whether all are shown.
    """
    sorts: dict[str, list[str]] = {}
    for title, text in found:
        sorts.setdefault(title, []).append(text)
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


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _verdict(count: int) -> str:
    return f"{count} problem{'' if count == 1 else 's'}" if count else "no problems; Gephi will read it whole"
