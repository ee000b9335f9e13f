"""Read PETRARCH's dictionaries of verbs, line by line, as their users have them.

What a line says is kept as it stands; what it means for ActorGraph is decided in `extractor.relations.imports.convert`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from extractor.actors.imports.petrarch import Problem, lines

if TYPE_CHECKING:
    from collections.abc import Mapping

_BLOCK: Final = re.compile(r"---+\s*(?P<name>[^\s\[\]*-][^\[\]*]*?)\s*(?:\[(?P<code>[^\[\]]*)\].*|-{2,})?")
_HEAD: Final = re.compile(r"^---+[ \t]*[^\s\[\]*-].*(?:\]|---)", re.MULTILINE)
_CODE: Final = re.compile(r"\[([^\[\]]*)\]?\s*$")
_FORMS: Final = re.compile(r"\{([^{}]*)\}?")
_PIECE: Final = re.compile(r"\{(?P<group>[^{}]*)\}|\((?P<inner>(?:[^(){}]|\{[^{}]*\})*)\)|(?P<word>[^\s(){}]+)")
_TARGET: Final = re.compile(r"\(\s*(\w+)\s+\+\s*\)")
_MARKS: Final = frozenset("+$^%")
_NO_EVENT: Final = "---"


@dataclass(frozen=True, slots=True)
class Code:
    """A code: what the source does to the target, and, behind a colon, what the target does to the source.

    Attributes:
        forth: "" where only the way back is coded; `---` for no event.
        back: "" where there is none.
    """

    forth: str
    back: str = ""

    @property
    def none(self) -> bool:
        """Whether it says that there is no event."""
        return self.forth == _NO_EVENT

    def __str__(self) -> str:
        """As it stands in brackets."""
        return f"{self.forth}:{self.back}" if self.back else self.forth


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of a block.

    Attributes:
        line: Where it stands.
        words: It, in lower case: the verb itself first, then its particles.
        forms: Irregular forms of the first word.
        code: Its own code, where it has one.
    """

    line: int
    words: tuple[str, ...]
    forms: tuple[str, ...] = ()
    code: Code | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a pattern.

    Attributes:
        words: Its words, `&NAME` for a set of synonyms.
        prepositional: Whether it stands in brackets: a preposition, and the noun behind it if any.
    """

    words: tuple[str, ...]
    prepositional: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern around the verbs of a block.

    Attributes:
        line: Where it stands.
        text: It as it stands.
        before: What stands before the verb.
        after: What stands behind it.
        code: What it is coded as.
        marked: Whether it says where source, target or a word to pass over stand.
    """

    line: int
    text: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    code: Code
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Verbs of one meaning, their code, and the patterns around them."""

    line: int
    name: str
    code: Code | None
    verbs: tuple[Verb, ...]
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class VerbDictionary:
    """What one file holds.

    Attributes:
        file: Its name.
        blocks: The blocks of verbs.
        synonyms: Name of a set (`&NAME`) -> its members, each a tuple of words.
        problems: The lines that could not be used.
    """

    file: str
    blocks: tuple[Block, ...]
    synonyms: Mapping[str, tuple[tuple[str, ...], ...]]
    problems: tuple[Problem, ...]


def holds_verbs(text: str) -> bool:
    """Whether a file is a dictionary of verbs: it has blocks, `--- NAME [CODE] ---`."""
    return _HEAD.search(text) is not None


def read(text: str, name: str) -> VerbDictionary:
    """Read one dictionary.

    Args:
        text: The file.
        name: What to call it in problems.

    Returns:
        Its blocks and synonyms, and the lines that could not be used.
    """
    gathering = _Gathering(name)
    for number, line in lines(text):
        gathering.take(number, line.strip())
    gathering.close()
    return VerbDictionary(name, tuple(gathering.blocks), gathering.synonyms, tuple(gathering.problems))


@dataclass(slots=True)
class _Gathering:
    """The block or set of synonyms under way while the lines of a dictionary go by."""

    file: str
    blocks: list[Block] = field(default_factory=list)
    synonyms: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    synonym: str = ""
    line: int = 0
    name: str = ""
    code: Code | None = None
    verbs: list[Verb] = field(default_factory=list)
    patterns: list[Pattern] = field(default_factory=list)

    def take(self, number: int, line: str) -> None:
        if line.startswith("&"):
            self.close()
            self.synonym = _bare(line)
            self.synonyms[self.synonym] = ()
        elif self.synonym and line.startswith("+"):
            self.synonyms[self.synonym] += (_words(line.removeprefix("+")),)
        elif line.startswith("---") and (head := _BLOCK.fullmatch(line)) is not None:
            self.close()
            self.line, self.name = number, head["name"]
            self.code = None if head["code"] is None else _code(head["code"])
        elif line.startswith("~"):
            self.problem(number, "a transformation; ActorGraph reads clauses by its own frames")
        elif not self.name:
            self.problem(number, "stands in no block of verbs")
        elif line.startswith("-"):
            self.pattern(number, line.removeprefix("-").strip())
        else:
            self.verb(number, line)

    def pattern(self, number: int, line: str) -> None:
        found = _CODE.search(line)
        if found is None:
            self.problem(number, "a pattern without a code")
            return
        text = line[: found.start()].strip()
        before, star, after = text.partition("*")
        if not star:
            self.problem(number, "a pattern without its verb (*)")
            return
        # A target that stands where it would be looked for anyway is no condition.
        after = _TARGET.sub(r"(\1)", after).strip()
        after = after.removesuffix("+") if after.endswith(") +") else after
        marked = any(
            set(word) & _MARKS for word in re.split(r"[\s_(){}]+", f"{before} {after}") if not word.startswith("&")
        )
        pieces = (_pieces(before), _pieces(after))
        self.patterns.append(Pattern(number, text, *pieces, _code(found[1]), marked))

    def verb(self, number: int, line: str) -> None:
        found = _CODE.search(line)
        code = None if found is None else _code(found[1])
        named = line if found is None else line[: found.start()]
        forms = tuple(
            _words(form.removeprefix("+"))[0]
            for group in _FORMS.findall(named)
            for form in group.split()
            if _words(form.removeprefix("+"))
        )
        written = _FORMS.sub("", named).strip()
        words = _verb(written)
        if words is None:
            self.problem(number, f"{written!r} is no verb, or has words before it")
        else:
            self.verbs.append(Verb(number, words, forms, code))

    def close(self) -> None:
        if self.name:
            self.blocks.append(Block(self.line, self.name, self.code, tuple(self.verbs), tuple(self.patterns)))
        self.synonym, self.name, self.code, self.verbs, self.patterns = "", "", None, [], []

    def problem(self, number: int, what: str) -> None:
        self.problems.append(Problem(self.file, number, what))


def _bare(name: str) -> str:
    """The name of a set of synonyms, however it is written: `&CURRENCY_` is `&CURRENCY`."""
    return name.split(maxsplit=1)[0].upper().rstrip("_")


def _words(text: str) -> tuple[str, ...]:
    """The words of a phrase, in lower case: `_` parts them like a blank."""
    return tuple(_bare(word) if word.startswith("&") else word.lower() for word in text.replace("_", " ").split())


def _verb(written: str) -> tuple[str, ...] | None:
    """The words of a verb, the verb itself first: it is marked by `+` where there are several.

    None for what is no verb, or has other words before it; `RE_+OPEN` is "re-open".
    """
    before, mark, rest = written.rpartition("+")
    words = _words(rest)
    if not words or not all(any(map(str.isalpha, word)) for word in words):
        return None
    if mark and before.strip("_ "):
        prefix = _words(before)
        return (f"re-{words[0]}", *words[1:]) if prefix == ("re",) else None
    return words


def _pieces(text: str) -> tuple[Piece, ...]:
    """The parts of one side of a pattern."""
    made = []
    for match in _PIECE.finditer(text.strip().strip("_")):
        if match["inner"] is not None:
            made.append(Piece(_words(match["inner"].replace("{", " ").replace("}", " ")), prepositional=True))
        else:
            made.append(Piece(_words(match["group"] if match["group"] is not None else match["word"])))
    return tuple(piece for piece in made if piece.words)


def _code(text: str) -> Code:
    forth, _, back = "".join(text.split()).partition(":")
    return Code(forth, back)
