"""The runner: order, isolation, counting, stopping."""

import pytest

from extractor.errors import Failure, Note
from extractor.run import Tally, run
from extractor.types import Document, Extraction


class Brittle:
    """Fails at documents that say so; in `pipe`, before, or by losing a document without a word."""

    def __init__(self, how="raise"):
        self.how, self.alone = how, []

    def extract(self, document, /):
        self.alone.append(document.id)
        if "poison" in document.text:
            raise RecursionError("too\ndeep")
        return Extraction(document)

    def pipe(self, documents, /):
        batch = list(documents)
        if self.how == "batch" and any("poison" in document.text for document in batch):
            raise MemoryError
        for document in batch:
            if "poison" in document.text:
                if self.how == "lose":
                    continue
                raise ValueError("poison")
            yield Extraction(document)


def made(count=100, poison=(37,)):
    return [Document("poison" if n in poison else "text", f"d{n}") for n in range(count)]


def results(items, extractor, tally=None, **options):
    return list(run(items, lambda: extractor, tally or Tally(), **options))


@pytest.mark.parametrize("how", ["raise", "batch", "lose"])
@pytest.mark.parametrize("size", [1, 10, 1000])
def test_one_poisonous_document_loses_no_neighbour(how, size):
    tally = Tally()
    found = results(made(), Brittle(how), tally, batch_documents=size)
    assert [item.document.id if isinstance(item, Extraction) else item.where for item in found] == [
        f"d{n}" for n in range(100)
    ]
    assert isinstance(found[37], Failure)
    assert str(found[37]).startswith("d37: could not be analysed (RecursionError: too deep).")
    assert (tally.documents, tally.failures, tally.unreadable) == (99, 1, 0)
    assert not tally.nothing_readable


def test_every_document_may_be_poison():
    found = results(made(5, range(5)), Brittle())
    assert [type(item) for item in found] == [Failure] * 5


def test_batches_hold_no_more_than_they_may():
    sizes = []

    class Counting(Brittle):
        def pipe(self, documents, /):
            sizes.append(len(documents))
            return super().pipe(documents)

    results([Document("the " * 15, f"d{n}") for n in range(7)], Counting(), batch_chars=130)
    assert sizes == [2, 2, 2, 1]
    sizes.clear()
    results([Document("the " * 125, f"d{n}") for n in range(2)], Counting(), batch_chars=130)
    assert sizes == [1, 1]


def test_it_reads_no_further_than_it_must():
    taken = []

    def source():
        for document in made(1000, ()):
            taken.append(document.id)
            yield document

    running = run(source(), Brittle, Tally(), batch_documents=8)
    next(running)
    assert len(taken) <= 9


def test_it_stops_where_it_is_told():
    seen = []
    seen.extend(run(made(100, ()), Brittle, Tally(), stop=lambda: len(seen) >= 12, batch_documents=8))
    assert len(seen) == 12


def test_an_interrupt_goes_through():
    class Interrupted(Brittle):
        def pipe(self, _documents, /):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        results(made(), Interrupted())


def test_notes_and_failures_pass_and_are_counted():
    tally = Tally()
    items = [Note("a", "is empty", kind="empty"), Failure("b", 1, "bad"), *made(2, ())]
    assert len(results(items, Brittle(), tally)) == 4
    assert (tally.documents, tally.failures, tally.notes["empty"]) == (2, 1, 1)


def test_foreign_documents_are_not_given_to_the_extractor():
    text = "Der Minister sagte am Montag, dass die Truppen erst nach dem Ende der Gespräche abziehen würden. " * 3
    tally = Tally()
    (note,) = results([Document(text, "d")], None, tally)
    assert str(note) == "d: skipped: looks like German; ActorGraph reads English only."
    assert tally.notes["foreign"] == 1


def test_nothing_readable_means_that_all_failed():
    assert not Tally().nothing_readable
    assert Tally(failures=1, unreadable=1).nothing_readable
    assert not Tally(failures=2, unreadable=1).nothing_readable
    assert not Tally(failures=1, unreadable=1, documents=1).nothing_readable
