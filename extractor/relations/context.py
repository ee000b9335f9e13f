"""Whether it happened and who says so: polarity, modality and attribution of a trigger in its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict

from extractor.actors.knowledge import checked
from extractor.data import DataError, Flag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from extractor.forms import Forms
    from extractor.relations.syntax import Syntax
    from extractor.types import Modality, Polarity

Other = TypeVar("Other")
Effect = Literal["possible", "conditional", "intended", "planned", "demanded", "promised"]
_DEPTH: Final = 12
_BESIDE: Final = frozenset("without by after before since despite besides while when upon through than like".split())
"""What such a preposition leads in stands beside what is done: "halt the war without trying to defeat Y"."""
_ASIDE: Final = frozenset({"relcl", "advcl", "nsubj", "nsubjpass", "appos"})
_STRENGTH: Final[dict[str, int]] = {
    "asserted": 0,
    "intended": 1,
    "planned": 1,
    "promised": 1,
    "possible": 2,
    "demanded": 3,
    "conditional": 4,
}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Negation(_Strict):
    words: frozenset[str]
    refusing: frozenset[str]
    determiners: frozenset[str]
    governors: frozenset[str]
    nouns: frozenset[str]


class _Modality(_Strict):
    auxiliaries: dict[str, Effect]
    governors: dict[Effect, tuple[str, ...]]
    nouns: dict[Effect, tuple[str, ...]]
    adjectives: dict[Effect, tuple[str, ...]]
    markers: dict[str, Effect]
    adverbs: dict[str, Effect]
    drafts: frozenset[str]


class _Attribution(_Strict):
    verbs: frozenset[str]
    prepositions: Annotated[frozenset[str], BeforeValidator(frozenset)]


@dataclass(frozen=True, slots=True)
class Cues:
    """The cue words of `models/relations/context/`, by inflected form."""

    negators: frozenset[str]
    no: frozenset[str]
    negating: frozenset[str]
    refusing: frozenset[str]
    negating_nouns: frozenset[str]
    auxiliaries: dict[str, Effect]
    governors: dict[str, Effect]
    nouns: dict[str, Effect]
    adjectives: dict[str, Effect]
    markers: dict[str, Effect]
    adverbs: dict[str, Effect]
    drafts: frozenset[str]
    speech: frozenset[str]


@dataclass(frozen=True, slots=True)
class Context:
    """What the words around a trigger say of it.

    Attributes:
        polarity: Negated where the text says that it did not happen.
        modality: How sure the text is that it happened.
        promised: A verb of promising governs it, or it lies in the future.
        vowed: The promise is a word of its own ("agreed to meet"), not the future tense.
        refused: It was refused, or is not going to be done: "refused to sign", "will not release".
        speaker: Token of the noun that says so, None for the writer.
        cues: The words that decided, for `explain`.
    """

    polarity: Polarity
    modality: Modality
    promised: bool
    vowed: bool
    refused: bool
    speaker: int | None
    cues: tuple[str, ...]


def load_cues(models: Path, forms: Forms) -> Cues:
    """Load the context cues of the models folder and inflect them."""
    folder = models / "relations" / "context"
    negation = checked(_Negation, folder / "negation.yml")
    modality = checked(_Modality, folder / "modality.yml")
    attribution = checked(_Attribution, folder / "attribution.yml")
    return Cues(
        negators=negation.words,
        no=negation.determiners,
        negating=forms.any_of(negation.governors),
        refusing=forms.any_of(negation.refusing),
        negating_nouns=frozenset(form for noun in negation.nouns for form in forms.noun(noun)),
        auxiliaries=modality.auxiliaries,
        governors={
            form: effect for effect, verbs in modality.governors.items() for verb in verbs for form in forms.verb(verb)
        },
        nouns={form: effect for effect, nouns in modality.nouns.items() for noun in nouns for form in forms.noun(noun)},
        adjectives={word: effect for effect, words in modality.adjectives.items() for word in words},
        markers=modality.markers,
        adverbs=modality.adverbs,
        drafts=frozenset(form for noun in modality.drafts for form in forms.noun(noun)),
        speech=forms.any_of(attribution.verbs),
    )


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that tells what a text is about.

    Attributes:
        name: The cue as the file has it, its kind before it.
        rest: The words behind its first one.
        kind: "politics", "told" (a story or game), or "other".
        sure: Whether it is hardly found elsewhere; a hint otherwise.
    """

    name: str
    rest: tuple[str, ...]
    kind: Literal["politics", "told", "other"]
    sure: bool


@dataclass(frozen=True, slots=True)
class Gates:
    """What looks like an event and is none: `models/relations/context/gates.yml`.

    Attributes:
        void_nouns: Nouns whose phrase only tells what something is about, in all forms.
        not_owned: Nouns that name somebody else than their possessor, in all forms.
        utterances: Nouns that speak for whoever makes them, in all forms.
        before: An earlier year tells history.
        idioms: Phrases in which a trigger means something else: first word, and what may follow it.
        cues: Words of politics and of other subjects, by the first word, the longest first.
    """

    void_nouns: frozenset[str]
    not_owned: frozenset[str]
    utterances: frozenset[str]
    before: str
    idioms: dict[str, tuple[tuple[str, ...], ...]]
    cues: dict[str, tuple[Cue, ...]]


class _Cues(_Strict):
    sure: tuple[str, ...]
    hints: tuple[str, ...]


class _Subject(_Cues):
    subject: str
    told: Flag = False
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


class _Gates(_Strict):
    void_nouns: frozenset[str]
    not_owned: frozenset[str]
    utterances: frozenset[str]
    before: str
    idioms: tuple[str, ...]
    politics: _Cues
    subjects: tuple[_Subject, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


def load_gates(models: Path, forms: Forms) -> Gates:
    """Load the gates of the models folder.

    Raises:
        extractor.data.DataError: The file breaks its format, or a cue of politics is one of another subject, too.
    """
    path = models / "relations" / "context" / "gates.yml"
    raw = checked(_Gates, path)
    political = {*raw.politics.sure, *raw.politics.hints}
    cues = [*_cues("politics", raw.politics, forms)]
    for subject in raw.subjects:
        both = sorted(political & {*subject.sure, *subject.hints})
        if both:
            message = f"{path.name}: {both[0]!r} is a cue of politics and of {subject.subject}; keep it in one of them"
            raise DataError(message)
        cues.extend(_cues("told" if subject.told else "other", subject, forms))
    return Gates(
        frozenset(form for noun in raw.void_nouns for form in forms.noun(noun)),
        frozenset(form for noun in raw.not_owned for form in forms.noun(noun)),
        frozenset(form for noun in raw.utterances for form in forms.noun(noun)),
        raw.before,
        _by_first_word((words[0], words[1:]) for idiom in raw.idioms for words in _inflected(idiom, forms)),
        {
            first: tuple(sorted(found, key=lambda cue: (-len(cue.rest), not cue.sure, cue.name)))
            for first, found in _by_first_word(cues).items()
        },
    )


def gate_examples(models: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the gates are there for: texts in which nothing happens, and texts in which something does."""
    raw = checked(_Gates, models / "relations" / "context" / "gates.yml")
    void = (*raw.examples, *(text for subject in raw.subjects for text in subject.examples))
    news = (*raw.counter_examples, *(text for subject in raw.subjects for text in subject.counter_examples))
    return void, news


def _cues(kind: Literal["politics", "told", "other"], raw: _Cues, forms: Forms) -> Iterator[tuple[str, Cue]]:
    for phrases, sure in ((raw.sure, True), (raw.hints, False)):
        for phrase in phrases:
            for words in _inflected(phrase, forms):
                yield words[0], Cue(f"{kind}: {phrase}", words[1:], kind, sure)


def _inflected(phrase: str, forms: Forms) -> Iterator[tuple[str, ...]]:
    """A phrase and its plurals as the words of a parse, where a hyphen is a word."""
    for form in sorted(forms.noun(phrase)):
        yield tuple(form.replace("-", " - ").replace("'s", " 's").split())


def _by_first_word(entries: Iterable[tuple[str, Other]]) -> dict[str, tuple[Other, ...]]:
    found: dict[str, tuple[Other, ...]] = {}
    for first, entry in entries:
        found[first] = (*found.get(first, ()), entry)
    return found


def read_context(syntax: Syntax, trigger: int, cues: Cues, via: int | None = None) -> Context:
    """Polarity, modality and attribution of the act that a trigger names.

    Climbs from the trigger through the words that govern it and gathers cues; a speech verb ends the scope
    of negation and modality, as what is said is reported, not judged.

    Args:
        syntax: The document.
        trigger: Token of the trigger (verb or noun).
        cues: The cue words.
        via: The light verb that carries a trigger noun, where there is one: it is read as the trigger.
    """
    walker = _Walker(syntax, cues)
    walker.climb(trigger if via is None else via, first=trigger)
    modality = walker.modality
    return Context(
        "negated" if len(walker.negators) % 2 else "affirmed",
        "intended" if modality in ("promised", "planned") else modality,  # type: ignore[arg-type]
        walker.promised,
        walker.vowed,
        len(walker.negators) % 2 == 1 and (walker.refused or walker.promised),
        walker.speaker,
        tuple(walker.cues),
    )


class _Walker:
    """Climbs the tree from a trigger, gathering cues."""

    def __init__(self, syntax: Syntax, cues: Cues) -> None:
        self.syntax = syntax
        self.parse = syntax.parse
        self.known = cues
        self.negators: set[int] = set()  # tokens: a "no" that is seen from verb and noun negates once
        self.modality: str = "asserted"
        self.promised = False
        self.vowed = False
        self.refused = False
        self.speaker: int | None = None
        self.cues: list[str] = []

    def climb(self, at: int, first: int) -> None:
        """Go up from a word to the root; behind a verb of saying only who speaks still counts."""
        parse = self.parse
        if first != at:
            self.look(first, own=True)
        reported = False
        for step in range(_DEPTH):
            if not reported:
                self.look(at, own=step == 0)
            head, dep = parse.heads[at], parse.deps[at]
            if head == at:
                break
            if dep == "conj" and parse.coarse[at] == parse.coarse[head]:
                if not reported:
                    self.joined(at, head)
            elif dep in ("ccomp", "parataxis") and parse.lower[head] in self.known.speech:
                self.said(head, reported=reported)
                reported = True
            elif not reported:
                self.governed(at, head, dep)
            # The clause around a relative clause or a subject says nothing of whether this happened.
            aside = dep in _ASIDE and not self.is_purpose(at, dep)
            reported = reported or aside or (dep == "acl" and parse.tags[at] != "VB")
            at = head

    def is_purpose(self, at: int, dep: str) -> bool:
        """Whether a clause says what for: "offered to send troops to help Y" offers the help, too."""
        parse = self.parse
        return dep == "advcl" and any(parse.tags[aux] == "TO" for aux in parse.kids(at, "aux"))

    def joined(self, at: int, head: int) -> None:
        """A verb joined to another shares its auxiliaries, unless it has its own."""
        parse = self.parse
        if parse.coarse[at] == "V" and not parse.kids(at, "aux", "nsubj", "nsubjpass", "neg"):
            self.auxiliaries(head)

    def said(self, head: int, *, reported: bool) -> None:
        """A verb of saying over the clause: its subject speaks; to allege is to leave it open."""
        if self.speaker is None:
            self.speaker = next(iter(self.syntax.surface_subject(head)), None)
        word = self.parse.lower[head]
        if not reported and self.known.governors.get(word) == "possible":
            self.weaken("possible", word)

    def look(self, at: int, *, own: bool) -> None:
        """Cues that hang on a word itself."""
        parse, known = self.parse, self.known
        for child in parse.children[at]:
            word, dep = parse.lower[child], parse.deps[child]
            if self.denies(at, child, own=own):
                self.negate(child)
            elif dep == "mark" and word in known.markers:
                self.weaken(known.markers[word], word)
            elif dep == "amod" and own and word in known.adjectives and parse.coarse[at] == "N":
                self.effect(child, known.adjectives, frozenset(), strict=False)  # "a planned meeting"
            elif dep == "advmod" and word in known.adverbs:
                self.weaken(known.adverbs[word], word)
            elif own and dep in ("dobj", "nsubj", "nsubjpass"):
                for below in (child, *parse.kids(child, "det", "preconj", "cc")):
                    if parse.lower[below] in known.no:
                        self.negate(below)
        self.auxiliaries(at)

    def denies(self, at: int, child: int, *, own: bool) -> bool:
        """Whether a dependent negates its word: "not", "never", "no attack"."""
        parse, known = self.parse, self.known
        word, dep = parse.lower[child], parse.deps[child]
        if parse.lower[child + 1 : child + 2] == ("only",):
            return False  # "not only"
        if dep == "neg" or (word in known.negators and dep in ("advmod", "preconj", "cc")):
            return True
        return dep == "det" and word in known.no and (own or parse.coarse[at] == "N")

    def auxiliaries(self, at: int) -> None:
        parse = self.parse
        for child in parse.kids(at, "aux"):
            effect = self.known.auxiliaries.get(parse.lower[child])
            told = parse.deps[at] == "ccomp" and parse.lower[parse.heads[at]] in self.known.speech
            if effect == "conditional" and (told or self.drafted(at)):
                effect = "intended"  # the future of what was said or drafted: "said it would", "a bill that would"
            if effect is not None:
                self.weaken(effect, parse.lower[child])
                if effect == "intended":
                    self.promised = True

    def drafted(self, at: int) -> bool:
        """Whether a clause tells what a text provides for: "introduced a bill that would sanction Y"."""
        parse = self.parse
        return parse.deps[at] == "relcl" and parse.lower[parse.heads[at]] in self.known.drafts

    def governed(self, at: int, head: int, dep: str) -> None:
        """What the word above makes of this one."""
        parse, known = self.parse, self.known
        word, kind = parse.lower[head], parse.coarse[head]
        if any(parse.lower[mark] == "whether" for mark in parse.kids(at, "mark")):
            return  # asked, not asked for
        if word == "going" and dep == "xcomp":
            self.promised = True
            self.weaken("planned", "going to")
        if kind == "V" and (dep in ("xcomp", "ccomp") or (dep in ("dobj", "nsubjpass") and parse.coarse[at] == "N")):
            self.effect(head, known.governors, known.negating, strict=dep in ("dobj", "nsubjpass"))
        elif kind in ("I", "T") and dep in ("pobj", "pcomp") and word not in _BESIDE:
            above = parse.heads[head]
            if parse.coarse[above] == "V" and dep == "pcomp":
                self.effect(above, known.governors, known.negating, strict=False)
            elif dep == "pcomp" and word == "of" and self.syntax.accused_before(above):
                self.weaken("possible", "accused")
            elif parse.coarse[above] == "V" and word in ("for", "to", "from", "of", "against", "with"):
                self.effect(above, known.governors, known.negating, strict=True)
            elif parse.coarse[above] == "N" and word in ("of", "for", "to", "against", "about"):
                self.effect(above, known.nouns, known.negating_nouns, strict=False)
        elif kind == "N" and dep in ("acl", "compound"):
            self.effect(head, known.nouns, known.negating_nouns, strict=False)
        elif kind == "A" and dep in ("xcomp", "ccomp", "prep"):
            self.effect(head, known.adjectives, frozenset(), strict=False)

    def effect(self, token: int, table: dict[str, Effect], negating: frozenset[str], *, strict: bool) -> None:
        word = self.parse.lower[token]
        if word in negating:
            self.negate(token)
            self.refused = self.refused or word in self.known.refusing
        effect = table.get(word)
        if effect is None or (
            strict
            and word
            in (
                "allowed",
                "help",
                "helped",
                "helps",
                "lead",
                "led",
                "leads",
                "told",
                "forced",
                "tell",
                "offered",
                "offers",
                "offer",
                "invited",
                "ordered",
                "orders",
                "promised",
                "pledged",
            )
        ):
            return
        if effect in ("promised", "planned"):
            self.promised = True
            self.vowed = self.vowed or effect == "promised"
        self.weaken(effect, word)

    def negate(self, token: int) -> None:
        if token not in self.negators:
            self.negators.add(token)
            self.cues.append(self.parse.lower[token])

    def weaken(self, effect: str, word: str) -> None:
        self.cues.append(word)
        if _STRENGTH[effect] > _STRENGTH[self.modality]:
            self.modality = effect
