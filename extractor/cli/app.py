"""The commands and their options. Everything heavy is imported by the command that needs it."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

import typer

from extractor.cli.main import ClosedPipeError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from extractor.cli.setup import Setup

app = typer.Typer(
    name="actorgraph",
    help="Read English news and draw who did what to whom, with the evidence.",
    rich_markup_mode=None,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)

Inputs = Annotated[list[str], typer.Argument(metavar="INPUT", help="Files, folders, globs, or - for standard input.")]
Model = Annotated[
    str | None, typer.Option("--model", metavar="NAME", help="Another English spaCy pipeline: name or folder.")
]
Actors = Annotated[
    list[Path] | None,
    typer.Option(
        "--actors", metavar="FILE", help="Actors of your own (YAML or CSV); they add to and override ours. Repeatable."
    ),
]

Rules = Annotated[
    list[Path] | None,
    typer.Option("--rules", metavar="DIR", help="Rules of your own (YAML); they add to and override ours. Repeatable."),
]

importing = typer.Typer(
    help="Turn dictionaries of other programs into a file for --actors or a folder for --rules.",
    rich_markup_mode=None,
    no_args_is_help=True,
)
app.add_typer(importing, name="import")


def _command(name: str, of: typer.Typer = app) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Register a command; a reader that has gone away ends it quietly."""

    def register(function: Callable[..., int]) -> Callable[..., int]:
        @functools.wraps(function)
        def guarded(*args: Any, **options: Any) -> int:
            try:
                return function(*args, **options)
            except BrokenPipeError as error:
                raise ClosedPipeError from error

        return of.command(name)(guarded)

    return register


def _setup(
    context: typer.Context,
    actors: Sequence[Path] | None = None,
    outputs: Sequence[str | Path] = (),
    rules: Sequence[Path] | None = None,
) -> Setup:
    """Where the extractor comes from; it takes the user's actors and rules along, and nothing is written over them."""
    setup = cast("Setup", context.obj)
    if not (actors or rules):
        return setup
    from extractor.cli.talk import refuse_own_input  # noqa: PLC0415

    refuse_own_input(outputs, [*(actors or ()), *_files(rules or ())])
    return setup.with_own(tuple(actors or ()), tuple(rules or ()))


def _files(folders: Sequence[Path]) -> list[Path]:
    """The files of folders of rules."""
    if not folders:
        return []
    from extractor.relations.own import rule_files  # noqa: PLC0415

    return [file for folder in folders for file in rule_files(folder)]


def _version(wanted: bool) -> None:  # noqa: FBT001 -- the form of Typer's callbacks
    if wanted:
        from extractor import __version__  # noqa: PLC0415

        typer.echo(f"actorgraph {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """Read English news and draw who did what to whom, with the evidence."""


@_command("run")
def run(  # noqa: PLR0913 -- one for each option
    context: typer.Context,
    inputs: Inputs,
    *,
    output: Annotated[
        list[Path] | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write the network; the suffix says how. Repeatable."),
    ] = None,
    level: Annotated[
        Literal["actor", "country", "role"], typer.Option(help="What a node is.", show_default=True)
    ] = "actor",
    edges: Annotated[Literal["relation", "pair", "event"], typer.Option(help="What an edge is.")] = "relation",
    asserted_only: Annotated[
        bool, typer.Option("--asserted-only", help="Leave out what is negated, possible, intended or demanded.")
    ] = False,
    top: Annotated[int, typer.Option(min=0, metavar="N", help="Rows of each printed table.")] = 15,
    actors: Actors = None,
    rules: Rules = None,
    model: Model = None,
) -> int:
    """Print and write the network of the actors in some news.

    News are documents, or relations that `extract` made before.
    """
    from extractor.cli.run import Wanted  # noqa: PLC0415
    from extractor.cli.run import run as command  # noqa: PLC0415

    wanted = Wanted(tuple(output or ()), level, edges, asserted_only, top)
    return command(inputs, wanted, model, _setup(context, actors, wanted.outputs, rules))


@_command("extract")
def extract(
    context: typer.Context,
    inputs: Inputs,
    *,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where the relations go; - is standard output.")
    ] = "-",
    mentions: Annotated[str | None, typer.Option(metavar="FILE", help="Where the mentions of actors go, too.")] = None,
    no_target: Annotated[
        bool, typer.Option("--no-target", help="Show relations whose target names no actor, as well.")
    ] = False,
    actors: Actors = None,
    rules: Rules = None,
    model: Model = None,
) -> int:
    """Write every relation as a line of JSON."""
    from extractor.cli.extract import extract as command  # noqa: PLC0415

    setup = _setup(context, actors, [output, *([mentions] if mentions else [])], rules)
    return command(inputs, output, mentions, setup, model=model, no_target=no_target)


@_command("explain")
def explain(
    context: typer.Context,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A sentence or more, or - for standard input.")],
    actors: Actors = None,
    rules: Rules = None,
    model: Model = None,
) -> int:
    """Say what is found in a text, and why.

    Mentions and actors, the parse, each relation with its rule, and triggers that made none.
    """
    from extractor.cli.explain import explain as command  # noqa: PLC0415

    return command(text, model, _setup(context, actors, rules=rules))


@_command("resolve")
def resolve(
    context: typer.Context,
    what: Annotated[
        str, typer.Argument(metavar="NAME|FILE.jsonl", help='A name, or rows of {"text", "context", "date"}.')
    ],
    output: Annotated[str, typer.Option("--output", "-o", metavar="OUT.jsonl", help="Where the rows go.")] = "-",
    date: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="The day that a name is read on.")] = None,
    near: Annotated[str, typer.Option("--context", metavar="TEXT", help="Text around the name.")] = "",
    actors: Actors = None,
    model: Model = None,
) -> int:
    """Say which actor a name stands for."""
    from extractor.cli.tables import resolve as command  # noqa: PLC0415

    return command(what, output, (near, date), model, _setup(context, actors, [output]))


@_command("relate")
def relate(
    context: typer.Context,
    rows: Annotated[str, typer.Argument(metavar="FILE.jsonl", help='Rows of {"id", "text", "source", "target"}.')],
    output: Annotated[str, typer.Option("--output", "-o", metavar="OUT.jsonl", help="Where the codes go.")] = "-",
    actors: Actors = None,
    rules: Rules = None,
    model: Model = None,
) -> int:
    """Choose the likeliest code for given pairs."""
    from extractor.cli.tables import relate as command  # noqa: PLC0415

    return command(rows, output, model, _setup(context, actors, [output], rules))


@_command("compare")
def compare(
    first: Annotated[str, typer.Argument(metavar="A", help="The earlier network (.graphml) or relations (.jsonl).")],
    second: Annotated[str, typer.Argument(metavar="B", help="The later one.")],
    *,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="OUT.jsonl", help="Where a row for each change goes.")
    ] = None,
    top: Annotated[int, typer.Option(min=0, metavar="N", help="Rows of each printed table.")] = 15,
) -> int:
    """Say which pairs of actors are new, lost, warmer or colder.

    A pair has warmed or cooled where the mean intensity of its events, each event counted once, rose or fell by at
    least 1 point of the scale from -10 (conflict) to 10 (cooperation). Who of the two acts makes no difference; what
    is negated, possible, intended or demanded does not count. Numbers in brackets are distinct events and ties.
    """
    from extractor.cli.compare import run as command  # noqa: PLC0415

    return command(first, second, output, top)


@_command("diff")
def diff(
    context: typer.Context,
    first: Annotated[str, typer.Argument(metavar="RULES_A", help="A folder of rules; - or built-in for ours alone.")],
    second: Annotated[str, typer.Argument(metavar="RULES_B", help="Likewise.")],
    inputs: Inputs,
    *,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="OUT.jsonl", help="Where a row for each change goes.")
    ] = None,
    top: Annotated[int, typer.Option(min=0, metavar="N", help="Changes shown of each kind.")] = 15,
    actors: Actors = None,
    model: Model = None,
) -> int:
    """Say which relations appear, vanish or change when rules change.

    Each text is parsed once and read by both rule sets, each laid over ours as --rules does. A relation has changed
    where the same words or the same sentence give the same two actors another code, or its confidence differs by more
    than 0.05.
    """
    from extractor.cli.diff import Wanted  # noqa: PLC0415
    from extractor.cli.diff import run as command  # noqa: PLC0415

    wanted = Wanted(first, second, tuple(actors or ()), output, top)
    return command(inputs, wanted, model, cast("Setup", context.obj))


@_command("check")
def check(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="A file made by `run -o`.")] = None,
    *,
    actors: Actors = None,
    rules: Rules = None,
    verbose: Annotated[bool, typer.Option("--verbose", help="Show all clashes, not the first of each kind.")] = False,
) -> int:
    """Run the rules' examples, or check a file for Gephi, or actors and rules of your own.

    With a file: whether Gephi will read it whole. With --actors: what is wrong in them, and which names and ids clash.
    With --rules: what is wrong in them, whether the examples of yours and ours hold, and which rules clash.
    Without: the rules' and actors' own examples, and which names of ours stand for several actors. Clashes are notes.
    """
    from extractor.cli.check import Own  # noqa: PLC0415
    from extractor.cli.check import check as command  # noqa: PLC0415

    return command(file, Own(tuple(actors or ()), tuple(rules or ())), cast("Setup", context.obj), verbose=verbose)


@_command("petrarch", importing)
def petrarch(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Dictionaries of actors, agents or discards, as they are.")
    ],
    *,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="ACTORS.yml", help="Where the actors go; - is standard output.")
    ] = "-",
    verbose: Annotated[bool, typer.Option("--verbose", help="Show every line that could not be used.")] = False,
) -> int:
    """Turn PETRARCH's dictionaries into a file for --actors.

    Codes become countries and sectors, dates stay, and each actor keeps its code, file and line as the reason. Discards
    become names of no actor. What cannot be used is listed.
    """
    from extractor.cli.imports import petrarch as command  # noqa: PLC0415

    return command(files, output, verbose=verbose)


@_command("petrarch-verbs", importing)
def petrarch_verbs(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Dictionaries of verbs, as they are.")],
    *,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="A new folder for the rules.")],
    weight: Annotated[
        str, typer.Option(metavar="0..1", help="How far to trust the rules; shipped ones have 0.8 and more.")
    ] = "0.6",
    verbose: Annotated[bool, typer.Option("--verbose", help="Show every line that could not be used.")] = False,
) -> int:
    """Turn PETRARCH's dictionaries of verbs into a folder for --rules.

    CAMEO codes become PLOVER's. Verbs and the patterns behind them become rules that tell file and line and need no
    examples; where a shipped rule reads the same words, the one of more weight counts. What cannot be carried over is
    counted, and listed in the folder with line and reason.
    """
    from extractor.cli.imports import petrarch_verbs as command  # noqa: PLC0415

    return command(files, output, weight, verbose=verbose)
