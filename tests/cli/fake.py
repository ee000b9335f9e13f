"""An extractor for the tests of the command line: knows four names and the word "struck", and no spaCy.

Run as a script it is the command with this extractor: for the tests that need a process of its own.
"""

import os
import re
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from extractor.cli import main
from extractor.cli.setup import Setup
from extractor.types import Actor, Document, Extraction, Mention, Relation, Span

ACTORS = {
    "Iran": Actor("IRN", "Iran", "state", None, "IRN", reason="a state of that name"),
    "Israel": Actor("ISR", "Israel", "state", None, "ISR", reason="a state of that name"),
    "Hezbollah": Actor("hezbollah", "Hezbollah", "armed_group", "REB", "LBN", ("PTY",), reason="an armed group"),
    "[/foo]": Actor("person.foo", "[/foo]", "person", None, None, reason="[link=file:///x]a name[/link]"),
}
_NAMES = re.compile("|".join(map(re.escape, ACTORS)))
_SENTENCE = re.compile(r"[^.]+\.?")


@dataclass(frozen=True)
class Explanation:
    extraction: Extraction
    tokens: tuple[tuple[int, str, str, str, int], ...]
    silent: tuple[tuple[Span, str], ...]


class Fake:
    """Marked texts misbehave: POISON raises, KILLED stops the process the way Ctrl-C does, SLOW takes its time."""

    model_name = "fake"

    def __init__(self, *, no_target=False):
        self.no_target = no_target

    def extract(self, document, /):
        if isinstance(document, str):
            document = Document(document)
        if "POISON" in document.text:
            raise ValueError("a [bold]poisoned\x1b[31m document")
        if "KILLED" in document.text:
            os.kill(os.getpid(), signal.SIGINT)
        if "SLOW" in document.text:
            time.sleep(60)
        mentions, relations = [], []
        for sentence in _SENTENCE.finditer(document.text):
            found = [
                Mention(document.id, Span(m.start(), m.end(), m.group()), "named", ACTORS[m.group()])
                for m in _NAMES.finditer(document.text, sentence.start(), sentence.end())
            ]
            mentions += found
            verb = document.text.find("struck", sentence.start(), sentence.end())
            if verb >= 0 and len(found) > (not self.no_target):
                relations.append(_relation(document, sentence, found, verb))
        return Extraction(document, tuple(mentions), tuple(relations))

    def pipe(self, documents, /):
        for document in documents:
            yield self.extract(document)

    def explain(self, text, /):
        words = text.split()
        tokens = tuple((i, word, "NN", "dep" if i else "ROOT", max(0, i - 1)) for i, word in enumerate(words))
        return Explanation(self.extract(text), tokens, ((Span(0, 4, text[:4]), "no [/target] in reach"),))

    def resolve(self, text, /, context="", date=None):
        if text == "POISON":
            raise RuntimeError("no")
        if text == "president" and date == "2022-11-01" and "Iran" in context:
            return ACTORS["Iran"]
        return ACTORS.get(text)

    def relate(self, text, /, source, target):
        del text, source, target
        return {
            "event": "ASSAULT",
            "mode": None,
            "polarity": "affirmed",
            "modality": "asserted",
            "rule": "assault.strike",
            "confidence": 0.7,
        }


def _relation(document, sentence, found, verb):
    text = sentence.group()
    return Relation(
        id=f"{document.id}-{verb}",
        document=document,
        sentence=Span(sentence.start(), sentence.end(), text),
        kind="event",
        event="ASSAULT",
        tie=None,
        mode="aerial",
        quad="material_conflict",
        intensity=-9.0,
        source=found[0],
        target=found[1] if len(found) > 1 else None,
        symmetric=False,
        trigger=Span(verb, verb + 6, "struck"),
        polarity="negated" if "not" in text else "affirmed",
        modality="asserted",
        attribution=None,
        time=None,
        place=None,
        rule="assault.strike",
        runner_up=None,
        confidence=0.9,
        path="subject -> struck -> object",
    )


def load(model, /, *, no_target=False):
    del model
    return Fake(no_target=no_target)


if __name__ == "__main__":
    main(setup=Setup(load))
