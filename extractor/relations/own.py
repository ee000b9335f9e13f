"""Read the rules that users bring along (`--rules DIR`), and lay them over those that are known.

A folder holds YAML files with any of the sections `rules`, `frames` and `remove`. A rule or frame whose id is known
takes the place of the known one, whole; a new one is added in front; `remove` takes rules out. Everything else stays.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import Field, ValidationError

from extractor.data import DataError, Strict, read_yaml
from extractor.errors import one_line
from extractor.relations.marks import unmark
from extractor.relations.rules import Frame, RawRule, RuleTexts, Written, refuse_bad_paths

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_YAML: Final = (".yml", ".yaml")
_MOST_FILES: Final = 10_000
_ID: Final = re.compile(r"[a-z0-9][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)+")
_FRAME_NAME: Final = re.compile(r"[a-z_]+")
_PHRASE: Final = re.compile(r"[^\W_][\w'’.&-]*( [\w'’.&-]*\w[\w'’.&-]*)*")
_LONGEST: Final = 100  # characters of an id or a trigger
_RESERVED: Final = "fallback."
_FRAMES: Final = "frames.yml"


class OwnRule(RawRule):
    """A rule of the user's; one taken over from another program needs no examples.

    Attributes:
        imported: Where it was taken over from.
    """

    imported: str = ""
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


class OwnFile(Strict):
    """A file of the user's."""

    rules: tuple[OwnRule, ...] = ()
    frames: dict[str, Frame] = Field(default_factory=dict)
    remove: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnRules:
    """What one folder says.

    Attributes:
        folder: Its name, for messages.
        rules: Its rules by id.
        frames: Its frames by name.
        removed: Ids of the rules to be taken out, each with the file that says so.
    """

    folder: str
    rules: Mapping[str, Written]
    frames: Mapping[str, Frame]
    removed: Mapping[str, str]

    @property
    def untested(self) -> tuple[str, ...]:
        """Ids of its rules that carry no example."""
        return tuple(ident for ident, written in self.rules.items() if not written.raw.examples)


def rule_files(folder: Path) -> tuple[Path, ...]:
    """The YAML files in a folder and its subfolders, in a stable order; what begins with a dot is passed over.

    Args:
        folder: The folder.

    Raises:
        DataError: It is no folder, cannot be read, or holds very much else.
    """
    shown = one_line(str(folder))
    if not folder.exists():
        raise DataError(f"{shown}: no such folder; --rules names one that holds rules (*.yml)")
    if not folder.is_dir():
        raise DataError(f"{shown}: is no folder; name the folder that the rules lie in")
    found: list[Path] = []
    seen = 0

    def refuse(error: OSError) -> None:
        what = (error.strerror or str(error)).lower()
        raise DataError(f"{one_line(str(error.filename or folder))}: cannot be read: {what}") from error

    for place, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        seen += len(files)
        if seen > _MOST_FILES:
            raise DataError(f"{shown}: holds more than {_MOST_FILES} files; name the folder of the rules alone")
        found.extend(Path(place, name) for name in files if name.lower().endswith(_YAML) and not name.startswith("."))
    return tuple(sorted(found))


def read_own(folder: Path, known: RuleTexts, models: Path) -> OwnRules:
    """Read a folder of rules.

    Args:
        folder: The folder.
        known: The rules that are known already.
        models: The models folder: a copy of a file of it that rules do not change may lie among them.

    Returns:
        What it says, checked by form; codes and frames are checked when rules are compiled.

    Raises:
        DataError: It cannot be read or has a slip; one line tells file, id, field and what to do.
    """
    rules: dict[str, Written] = {}
    frames: dict[str, Frame] = {}
    removed: dict[str, str] = {}
    for path in rule_files(folder):
        file = one_line(path.relative_to(folder).as_posix(), 100)
        if _is_copy(path, file, models, known):
            continue
        said = _file(path, file)
        for rule in said.rules:
            _refuse_slips(rule, file)
            if rule.id in rules:
                raise DataError(f"{file}: {rule.id}: this id stands {_where(rules[rule.id].file, file)}; rename one")
            rules[rule.id] = Written(file, rule)
        for name in said.frames:
            if name in frames:
                raise DataError(f"{file}: frames: {name!r} stands in another file, too; rename one")
        frames.update(said.frames)
        removed.update(dict.fromkeys(said.remove, file))
    if not (rules or frames or removed):
        raise DataError(
            f"{one_line(str(folder))}: holds no rules; models/README.md shows what a file (*.yml) of them says"
        )
    for ident, file in removed.items():
        if ident in rules:
            raise DataError(f"{file}: remove: {ident} stands under `rules` in {rules[ident].file}, too; take one away")
        if ident not in known.rules:
            raise DataError(one_line(f"{file}: remove: no rule has the id {ident!r}; mend the id or take it away"))
    return OwnRules(one_line(folder.name or str(folder), 100), rules, frames, removed)


def lay(known: RuleTexts, own: OwnRules) -> RuleTexts:
    """Lay rules over those that are known: a known id keeps its place, a new one comes before all others.

    Args:
        known: What is known.
        own: What is laid over it.
    """
    kept = {ident: own.rules.get(ident, rule) for ident, rule in known.rules.items() if ident not in own.removed}
    new = {ident: rule for ident, rule in own.rules.items() if ident not in known.rules}
    return replace(known, frames={**known.frames, **own.frames}, rules={**new, **kept})


def _is_copy(path: Path, file: str, models: Path, known: RuleTexts) -> bool:
    """Whether a file is a copy of a shipped one that holds other things than rules and frames.

    A copy of the whole shipped folder has such files, and they cannot be changed there.

    Raises:
        DataError: It stands for such a file, and says something else.
    """
    shipped = models / "relations" / file
    rules = {_FRAMES, "ties.yml", *(f"{root.lower()}.yml" for root in known.ontology.roots)}
    if file in rules or not shipped.is_file():
        return False
    try:
        if path.is_file() and path.read_bytes().splitlines() == shipped.read_bytes().splitlines():
            return True
    except OSError:
        return False
    raise DataError(f"{file}: --rules changes rules and frames only; take the file away, or make it as it is shipped")


def _file(path: Path, file: str) -> OwnFile:
    if not path.is_file():  # a pipe would be waited for
        raise DataError(f"{file}: is no regular file; take it away")
    try:
        with path.open("rb"):
            pass
        raw = read_yaml(path)
    except OSError as error:
        raise DataError(f"{file}: cannot be read: {(error.strerror or str(error)).lower()}") from error
    except UnicodeDecodeError as error:
        raise DataError(f"{file}: is not UTF-8; save it as UTF-8") from error
    sections = ", ".join(OwnFile.model_fields)
    if not isinstance(raw, dict) or not raw:
        raise DataError(f"{file}: has no section; begin with one of {sections}")
    try:
        said = OwnFile.model_validate({section: value for section, value in raw.items() if value not in ("", "null")})
    except ValidationError as error:
        raise DataError(_slip(file, raw, error)) from error
    for name, frame in said.frames.items():
        if _FRAME_NAME.fullmatch(name) is None:
            raise DataError(one_line(f"{file}: frames: {name!r} is no name; write small letters and _ only"))
        if not frame.ways or not frame.trigger:
            raise DataError(
                f"{file}: {name} field {'ways' if frame.trigger else 'trigger'}: is empty; name one at least"
            )
    refuse_bad_paths(file, said.frames)
    return said


def _slip(file: str, raw: dict[str, Any], error: ValidationError) -> str:
    """The first slip that pydantic found, in one line with file, entry and field."""
    first = error.errors()[0]
    section, *rest = first["loc"]
    entry, field = "", ".".join(map(str, rest))
    if rest and section == "rules" and isinstance(rest[0], int):
        row = raw["rules"][rest[0]]
        ident = row.get("id") if isinstance(row, dict) else None
        entry = f" {ident}" if isinstance(ident, str) else f" rule {rest[0] + 1}"
        field = ".".join(map(str, rest[1:]))
    elif rest and section == "frames":
        entry, field = f" {rest[0]}", ".".join(map(str, rest[1:]))
    what = first["msg"].removeprefix("Value error, ")
    if first["type"] == "extra_forbidden":
        what = f"there is no such {'field' if rest else 'section'}"
        what += "; models/README.md lists them" if rest else f"; one of {', '.join(OwnFile.model_fields)}"
    elif first["type"] == "missing":
        what = "is missing; a rule of yours is whole, also where it takes the place of a shipped one"
    where = f"{section}{entry}" if not entry or section != "rules" else entry.strip()
    return one_line(f"{file}: {where}{f' field {field}' if field else ''}: {what}")


def _refuse_slips(rule: OwnRule, file: str) -> None:
    """Refuse what the form of a rule lets pass, and matching could make nothing of."""
    where = f"{file}: {one_line(rule.id, _LONGEST)}"
    if _ID.fullmatch(rule.id) is None or len(rule.id) > _LONGEST or rule.id.startswith(_RESERVED):
        raise DataError(f"{where} field id: write it as `own.word`: small letters, digits, - and _, parted by points")
    if not any(phrases for _, phrases in rule.phrases):
        raise DataError(f"{where} field triggers: is empty; name a word that carries the meaning")
    for kind, phrases in rule.phrases:
        for phrase in phrases:
            if _PHRASE.fullmatch(phrase) is None or len(phrase) > _LONGEST or phrase.lower().startswith("of "):
                shown = one_line(phrase, 40)
                raise DataError(f"{where} field triggers: {shown!r} is no {kind}; write words parted by blanks")
    if not rule.frames:
        raise DataError(f"{where} field frames: is empty; name one, such as acts_on")
    if not rule.imported and not (rule.examples and rule.counter_examples):
        missing = "counter_examples" if rule.examples else "examples"
        raise DataError(f"{where} field {missing}: a rule needs examples and counter_examples; write one at least")
    for field, text in _marked(rule):
        try:
            unmark(text)
        except DataError as error:
            raise DataError(one_line(f"{where} field {field}: {error}")) from error


def _marked(rule: OwnRule) -> Iterator[tuple[str, str]]:
    """The sentences of a rule, each with the field that it stands in."""
    yield from (("examples", text) for text in rule.examples)
    yield from (("counter_examples", text) for text in rule.counter_examples)
    yield from (("known_misses", miss.text) for miss in rule.known_misses)


def _where(first: str, second: str) -> str:
    return "twice" if first == second else f"in {first}, too"
