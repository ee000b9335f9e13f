"""`actorgraph extract`: one relation a line, nothing folded, gated or dropped."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from extractor.cli.stop import Stop
from extractor.cli.talk import Talk, opened, put, refuse_own_input
from extractor.cli.work import exit_code, summary, work
from extractor.errors import ActorGraphError
from extractor.read import documents
from extractor.run import Tally
from extractor.types import Extraction

if TYPE_CHECKING:
    from extractor.cli.setup import Setup


def extract(
    inputs: list[str], output: str, mentions: str | None, setup: Setup, *, model: str | None, no_target: bool
) -> int:
    """Write the relations, and the mentions if wanted, of all documents.

    Args:
        inputs: What to read.
        output: Where the relations go.
        mentions: Where the mentions go.
        setup: Where the extractor comes from.
        model: What `--model` says.
        no_target: Whether relations without a target are wanted.

    Returns:
        The exit code.
    """
    if mentions is not None and mentions == output:
        raise ActorGraphError("relations and mentions cannot go to the same place; name another with -o or --mentions")
    outputs = [output] if mentions is None else [output, mentions]
    refuse_own_input(outputs, inputs)
    tally, talk, stop = Tally(), Talk(), Stop()
    with stop, ExitStack() as files:
        relations_to = files.enter_context(opened(output))
        mentions_to = None if mentions is None else files.enter_context(opened(mentions))
        for result in work(documents(inputs), lambda: setup.load(model, no_target=no_target), tally, talk, stop):
            if not isinstance(result, Extraction):
                continue
            for relation in result.relations:
                if no_target or relation.target is not None:
                    put(relations_to, relation.as_row(), output)
            if mentions_to is not None and mentions is not None:
                for mention in result.mentions:
                    put(mentions_to, mention.as_row(), mentions)
    talk.say(summary(tally))
    return exit_code(tally, stop)
