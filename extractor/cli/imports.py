"""`actorgraph import`: dictionaries of other programs, turned into a file for `--actors` or a folder for `--rules`."""

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
from extractor.relations.imports.petrarch import holds_verbs

if TYPE_CHECKING:
    from extractor.actors.imports.convert import Converted
    from extractor.relations.imports.convert import Converted as ConvertedRules

_MOST_BYTES: Final = 50_000_000
_MOST_TOLD: Final = 10
_SUFFIXES: Final = (".yml", ".yaml")
_LEFT_OUT: Final = "left_out.tsv"


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


def petrarch_verbs(files: list[Path], output: Path, weight: str, *, verbose: bool) -> int:
    """Read PETRARCH's dictionaries of verbs, write a folder of rules, and say what came of them.

    Args:
        files: Dictionaries of verbs.
        output: The folder; it must not hold anything yet.
        weight: How far the rules are to be trusted.
        verbose: Whether every line that could not be used is told, not the first ten.

    Returns:
        The exit code.

    Raises:
        ActorGraphError: A file is no such dictionary, or the folder is not empty.
    """
    from extractor.relations.imports.cameo import load_event_codes  # noqa: PLC0415 -- actors need none of it
    from extractor.relations.imports.convert import convert as rules_of  # noqa: PLC0415
    from extractor.relations.imports.petrarch import read as read_verbs  # noqa: PLC0415
    from extractor.relations.rules import read_rules  # noqa: PLC0415

    if not 0 < _number(weight) <= 1:
        raise ActorGraphError(f"--weight {one_line(weight, 20)}: write a number above 0, at most 1")
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise ActorGraphError(f"{one_line(str(output))} is there already; name a new folder")
    read = []
    for file in files:
        text = _text(file)
        verbs = read_verbs(text, one_line(file.name))
        if not verbs.blocks:
            raise ActorGraphError(f"{one_line(file.name)}: no dictionary of verbs (--- NAME [CODE] ---)")
        read.append(verbs)
    models = models_dir()
    shipped = read_rules(models)
    made = rules_of(read, load_event_codes(models, shipped.ontology), shipped.forms, weight)
    if not made.rules:
        raise ActorGraphError(f"{_listed(files)}: no verb or pattern could be used")
    comment = (
        f"Rules for --rules, made of {_listed(files)} by `actorgraph import petrarch-verbs`; no example tests them."
    )
    with writing(output):
        output.mkdir(parents=True, exist_ok=True)
        for root, rules in made.files.items():
            lines = yaml_lines({"rules": rules}, one_line(comment, 400))
            (output / f"{root}.yml").write_text("".join(lines), encoding="utf-8")
        rows = (f"{problem.file}\t{problem.line}\t{problem.what}\n" for problem in made.problems)
        (output / _LEFT_OUT).write_text("file\tline\twhy\n" + "".join(rows), encoding="utf-8")
    _tell_rules(made, output, verbose=verbose)
    return 0


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _tell_rules(made: ConvertedRules, output: Path, *, verbose: bool) -> None:
    from extractor.relations.imports.convert import reasons  # noqa: PLC0415 -- as above

    talk = Talk()
    talk.say(f"{made.rules} rules of {made.carried} verbs and patterns")
    if made.problems:
        count = len(made.problems)
        meant = (
            "1 line could not be used, or not as it is"
            if count == 1
            else f"{count} lines could not be used, or not as they are"
        )
        talk.say(f"{meant} meant:")
    for why, count in reasons(made.problems):
        talk.say(f"  {count}: {why}")
    for problem in made.problems if verbose else ():
        talk.say(f"  {problem}")
    talk.say(f"wrote {output}; {_LEFT_OUT} in it lists the lines")


def _text(file: Path) -> str:
    """What a dictionary says, whatever its encoding."""
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
        return decode(data).text
    except NotTextError as error:
        raise ActorGraphError(f"{name}: looks like {error}, not like a dictionary") from error


def _read(file: Path) -> dictionaries.Dictionary:
    name, text = one_line(file.name), _text(file)
    kind = dictionaries.kind_of(text, file.name)
    if kind is None and holds_verbs(text):
        raise ActorGraphError(f"{name}: a dictionary of verbs; `actorgraph import petrarch-verbs` makes rules of it")
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
