"""All that the data files promise of themselves, run: what `actorgraph check` does.

Rules carry examples (`models/relations/*.yml`), and names and descriptions have theirs in `models/actors/examples.yml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, ConfigDict, model_validator

from extractor.actors.knowledge import Flag, checked
from extractor.errors import one_line
from extractor.paths import models_dir
from extractor.relations import selftest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from extractor.program import Extractor
    from extractor.types import Actor

_ACTORS: Final = "actors/examples.yml"
_TIES: Final = "tie"


class ActorExample(BaseModel):
    """What a name or description must resolve to.

    Attributes:
        text: The words.
        id: Id of the actor.
        country: Its country; None is not compared.
        role: Its primary sector; None is not compared.
        context: Words around the text.
        date: The day on which it is said.
        none: Whether the words name no actor.
        known_miss: Why it comes out wrong today; then it must fail.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    id: str | None = None
    country: str | None = None
    role: str | None = None
    context: str = ""
    date: str | None = None
    none: Flag = False
    known_miss: str = ""

    @model_validator(mode="after")
    def _says_one_thing(self) -> ActorExample:
        if (self.id is not None) == self.none:
            raise ValueError('give either an id or `none: "true"`')
        return self

    def wrong(self, actor: Actor | None) -> str:
        """What is wrong with an answer, "" where it is right."""
        if actor is None:
            return "" if self.none else f"gave no actor, not {self.id}"
        if self.none:
            return f"gave {actor.id} ({actor.reason}), not nothing"
        asked = {"id": self.id, "country": self.country, "role": self.role}
        given = {"id": actor.id, "country": actor.country, "role": actor.role}
        for field, value in asked.items():
            if value is not None and value != given[field]:
                return f"gave the {field} {given[field] or 'nothing'} ({actor.reason}), not {value}"
        return ""


class _Examples(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    examples: tuple[ActorExample, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What came of all examples.

    Attributes:
        rules: How many of the rules' examples came out as they say.
        actors: How many of the actors' examples did.
        failed: A line for each that did not; names the file and the row.
    """

    rules: int
    actors: int
    failed: tuple[str, ...]


def run(program: Extractor | None = None) -> Report:
    """Run the examples of rules and actors.

    Args:
        program: A loaded extractor; None loads the default.

    Returns:
        What came of them. A known miss that comes out right counts as failed: its mark is to be taken away.

    Raises:
        extractor.data.DataError: A data file is wrong.
    """
    if program is None:
        import extractor  # noqa: PLC0415 -- the package imports its parts, not they it

        program = extractor.load()
    examples = actor_examples(models_dir())
    of_rules = selftest.run(program)
    of_actors = tuple(failing(program, examples))
    failed = (*map(with_file, of_rules.failed), *of_actors)
    return Report(of_rules.passed, len(examples) - len(of_actors), failed)


def actor_examples(models: Path) -> tuple[ActorExample, ...]:
    """The rows of `actors/examples.yml`, checked.

    Args:
        models: The folder of facts and rules.
    """
    return checked(_Examples, models / _ACTORS).examples


def failing(program: Extractor, examples: Iterable[ActorExample]) -> Iterator[str]:
    """A line for each row that comes out otherwise than it says.

    Args:
        program: Resolves the texts.
        examples: The rows, in the order of their file.
    """
    for number, row in enumerate(examples, start=1):
        wrong = row.wrong(program.resolve(row.text, row.context, row.date))
        where = f"models/{_ACTORS}, row {number}: {one_line(row.text, 120)!r}"
        if wrong and not row.known_miss:
            yield f"{where} {wrong}"
        elif row.known_miss and not wrong:
            yield f"{where}: a known miss that comes out right; take `known_miss` away"


def with_file(line: str) -> str:
    """A failure of a rule with the file that the rule stands in; a rule's id begins with the root that names it."""
    root = line.split(".", 1)[0]
    return f"models/relations/{'ties' if root == _TIES else root}.yml: {line}"
