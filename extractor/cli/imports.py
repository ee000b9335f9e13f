"""`actorgraph import`: dictionaries of other programs, turned into a file for `--actors`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from extractor.actors.imports import petrarch as dictionaries
from extractor.actors.imports.cameo import load_codes
from extractor.actors.imports.convert import convert
from extractor.actors.imports.write import yaml_lines
from extractor.actors.knowledge import load_knowledge
from extractor.cli.talk import STDIO, Talk, opened, refuse_own_input, writing
from extractor.errors import ActorGraphError, one_line
from extractor.paths import models_dir
from extractor.read.decode import NotTextError, decode

if TYPE_CHECKING:
    from extractor.actors.imports.convert import Converted

_MOST_BYTES: Final = 50_000_000
_MOST_TOLD: Final = 10
_SUFFIXES: Final = (".yml", ".yaml")


def petrarch(files: list[Path], output: str, *, verbose: bool) -> int:
    """Read PETRARCH's dictionaries, write one file of actors, and say what came of them.

    Args:
        files: Dictionaries of actors, agents or discards.
        output: Where the actors go.
        verbose: Whether every line that could not be used is told, not the first ten.

    Returns:
        The exit code.

    Raises:
        ActorGraphError: A file is no such dictionary.
    """
    if output != STDIO and Path(output).suffix.lower() not in _SUFFIXES:
        raise ActorGraphError(f"{one_line(output)}: name a file for --actors that ends in {' or '.join(_SUFFIXES)}")
    refuse_own_input([output], files)
    read = [_read(file) for file in files]
    models = models_dir()
    knowledge = load_knowledge(models)
    made = convert(read, knowledge, load_codes(models, knowledge.states))
    if not made.sections:
        raise ActorGraphError(f"{_listed(files)}: no entry could be used")
    comment = f"Actors for --actors, made of {_listed(files)} by `actorgraph import petrarch`."
    with opened(output) as stream:
        for line in yaml_lines(made.sections, one_line(comment, 118)):
            with writing("standard output" if output == STDIO else output):
                stream.write(line.encode())
    _tell(made, output, verbose=verbose)
    return 0


def _read(file: Path) -> dictionaries.Dictionary:
    name = one_line(file.name)
    try:
        with file.open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
    except OSError as error:
        raise ActorGraphError(
            f"{one_line(str(file))} cannot be read: {(error.strerror or str(error)).lower()}"
        ) from error
    if len(data) > _MOST_BYTES:
        raise ActorGraphError(f"{name}: larger than {_MOST_BYTES} bytes; split it")
    try:
        text = decode(data).text
    except NotTextError as error:
        raise ActorGraphError(f"{name}: looks like {error}, not like a dictionary") from error
    kind = dictionaries.kind_of(text, file.name)
    if kind is None:
        raise ActorGraphError(
            f"{name}: no dictionary of actors ([EGYGOV]) or agents ([~GOV]); one of discards has `discard` in its name"
        )
    return dictionaries.read(text, name, kind)


def _listed(files: list[Path]) -> str:
    return ", ".join(one_line(file.name) for file in files)


def _tell(made: Converted, output: str, *, verbose: bool) -> None:
    talk = Talk()
    talk.say(
        f"{made.actors} actors with {made.names} names ({made.adopted} of the actors are shipped ones), "
        f"{made.agents} role nouns, {made.silenced} names of no actor"
    )
    if made.problems:
        talk.say(f"{len(made.problems)} lines could not be used, or not as they are meant:")
    for problem in made.problems if verbose else made.problems[:_MOST_TOLD]:
        talk.say(f"  {problem}")
    if len(made.problems) > _MOST_TOLD and not verbose:
        talk.say(f"  and {len(made.problems) - _MOST_TOLD} more; --verbose shows all")
    if output != STDIO:
        talk.say(f"wrote {output}")
