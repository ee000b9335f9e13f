"""What `run` and `extract` share: reading, analysing, telling, counting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.errors import Failure, Note
from extractor.run import Tally, run
from extractor.types import Extraction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from extractor.cli.stop import Stop
    from extractor.cli.talk import Talk
    from extractor.read.items import Item, Made
    from extractor.run import Extracts


def work(
    items: Iterable[Item], load: Callable[[], Extracts], tally: Tally, talk: Talk, stop: Stop
) -> Iterator[Extraction | Made]:
    """Analyse what was read, telling failures and notes on stderr.

    Args:
        items: What was read.
        load: Makes the extractor when it is needed.
        tally: Is counted up.
        talk: Who tells.
        stop: Says when to end.
    """

    def loading() -> Extracts:
        talk.progress("loading the model")
        return load()

    for result in run(items, loading, tally, stop=stop):
        if isinstance(result, Failure):
            talk.failure(result)
        elif isinstance(result, Note):
            talk.note(result)
        else:
            if isinstance(result, Extraction):
                for note in result.notes:
                    talk.note(Note(result.document.id, note))
            yield result
        talk.progress(f"{tally.documents} documents, {tally.relations + tally.made} relations")


def summary(tally: Tally) -> str:
    """One line that counts what was done and what was not."""
    parts = [_many(tally.documents, "document") + " read", _many(tally.relations + tally.made, "relation")]
    if tally.untargeted:
        parts.append(f"{tally.untargeted} without a target")
    if tally.failures:
        parts.append(f"{tally.failures} failed")
    if tally.notes["foreign"]:
        parts.append(f"{tally.notes['foreign']} skipped as not English")
    if tally.notes["empty"]:
        parts.append(f"{tally.notes['empty']} empty")
    return ", ".join(parts)


def exit_code(tally: Tally, stop: Stop) -> int:
    """The exit code of a run: 0 all well, 1 some inputs failed, 2 none could be read, 130 interrupted."""
    if stop():
        return stop.code
    if tally.nothing_readable:
        return 2
    return 1 if tally.failures else 0


def _many(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
