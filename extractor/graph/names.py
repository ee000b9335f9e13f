"""What to call a country, where a text's actors do not say."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from extractor.data import read_yaml
from extractor.paths import models_dir

if TYPE_CHECKING:
    from collections.abc import Mapping


def country_name(code: str) -> str | None:
    """The name of a state.

    Args:
        code: ISO 3166-1 alpha-3, or XKX.

    Returns:
        Its name in `models/actors/states.yml`; None where that knows none.
    """
    return _names().get(code)


@cache
def _names() -> Mapping[str, str]:
    states = read_yaml(models_dir() / "actors" / "states.yml")["states"]
    # Entities that broke away take the code of the state that claims them, so their own ids name no country.
    return {state["id"]: state["name"] for state in states if "part_of" not in state}
