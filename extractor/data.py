"""Read the YAML files of `models/` strictly: scalars are strings, and a slip is an error with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final, TypeVar

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from extractor.errors import ActorGraphError, one_line

if TYPE_CHECKING:
    from pathlib import Path

_MAX_BYTES = 20_000_000

File = TypeVar("File", bound=BaseModel)
Flag = Annotated[bool, BeforeValidator(lambda value: value in (True, "true"))]
"""A mark that is set by the word `true`."""


class Strict(BaseModel):
    """The form of an entry: no field besides those that it names, and no change later."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class DataError(ActorGraphError, ValueError):
    """A data file that cannot be used; the message names file, line and what to do."""


def read_yaml(path: Path) -> Any:
    """Read one YAML file, every scalar as a string (`NO` stays Norway, an empty value is "").

    Args:
        path: The file; at most 20 MB.

    Returns:
        Dicts, lists and strings.

    Raises:
        DataError: The file is missing, too large or no YAML, repeats a key, or uses anchors or tags.
    """
    try:
        if path.stat().st_size > _MAX_BYTES:
            message = f"{path.name}: larger than {_MAX_BYTES} bytes; split it"
            raise DataError(message)
        with path.open("rb") as stream:
            return _value(_compose(stream), path, set())
    except OSError as error:
        message = f"{path}: cannot be read ({error.strerror}); is the installation whole?"
        raise DataError(message) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = "" if mark is None else f":{mark.line + 1}"
        message = one_line(f"{path.name}{line}: not valid YAML: {getattr(error, 'problem', error)}")
        raise DataError(message) from error
    except RecursionError as error:
        message = f"{path.name}: nested too deeply"
        raise DataError(message) from error


def checked(model: type[File], path: Path) -> File:
    """Read a data file by its form.

    Args:
        model: The form: a pydantic model of the whole file.
        path: The file.

    Returns:
        What it says.

    Raises:
        DataError: The file cannot be read or breaks its form; the first slip is named with file, entry and field.
    """
    raw = read_yaml(path)
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        where, entry = "", raw
        for key in first["loc"]:
            entry = _below(entry, key)
            if isinstance(entry, dict) and "id" in entry:
                where = f" {entry['id']}"
        field = f" field {'.'.join(map(str, first['loc']))}" if first["loc"] else ""
        place = f"{path.name}:{where}{field}".rstrip(":")
        message = one_line(f"{place}: {first['msg'].removeprefix('Value error, ')}")
        raise DataError(message) from error


def _below(value: Any, key: int | str) -> Any:
    if isinstance(value, dict):
        return value.get(key)
    return value[key] if isinstance(value, list) and isinstance(key, int) else None


_TAGS: Final[dict[type[yaml.Node], str]] = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}


class _Loader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]  # the C parser where it is built
    """Composes nodes without asking what a scalar may mean: here they are all strings."""

    def descend_resolver(self, *_: object) -> None:
        """No path has a type of its own."""

    def ascend_resolver(self) -> None:
        """As above."""

    def resolve(self, kind: type[yaml.Node], *_: object) -> str:
        """The tag of a node that is written without one."""
        return _TAGS[kind]


def _compose(stream: Any) -> yaml.Node | None:
    loader = _Loader(stream)
    try:
        node: yaml.Node | None = loader.get_single_node()
    finally:
        loader.dispose()
    return node


def _value(node: yaml.Node | None, path: Path, seen: set[int]) -> Any:
    """What a node says; `seen` holds the ids of the nodes read so far, by which an alias is known."""
    if node is None:
        return {}
    if id(node) in seen:
        message = f"{path.name}:{node.start_mark.line + 1}: an alias (*name) is not allowed; write the value out"
        raise DataError(message)
    if node.tag != _TAGS[type(node)]:
        message = f"{path.name}:{node.start_mark.line + 1}: a tag ({node.tag}) is not allowed; remove it"
        raise DataError(message)
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, path, seen) for item in node.value]
    table: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = _value(key_node, path, seen)
        if not isinstance(key, str):
            message = f"{path.name}:{key_node.start_mark.line + 1}: a key must be a word"
            raise DataError(message)
        if key in table:
            message = f"{path.name}:{key_node.start_mark.line + 1}: the key {key!r} stands twice; remove one"
            raise DataError(message)
        table[key] = _value(value_node, path, seen)
    return table
