"""Where the package's data lie (wheel, editable install, checkout), and where what is compiled from them is kept."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Final

import platformdirs

CACHE_VARIABLE: Final = "ACTORGRAPH_CACHE"
"""Environment variable that names the folder for compiled data; `off` for none."""


@cache
def models_dir() -> Path:
    """The folder of facts and rules (`models/`).

    A wheel carries it inside the package; in a checkout and in an editable install it lies beside the package.

    Returns:
        The absolute path of the folder.

    Raises:
        FileNotFoundError: Neither is there: the installation is broken.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "models", package.parent / "models"):
        if (folder / "README.md").is_file():
            return folder
    raise FileNotFoundError(
        f"The folder `models` is neither in nor beside {package}. Install ActorGraph anew: "
        "`pip install --force-reinstall --no-deps actorgraph`, or `pip install .` in a checkout."
    )


def cache_dir() -> Path | None:
    """The folder for compiled data, which may not exist yet; None where there shall be none.

    It is the user's cache folder of the system, or what the environment variable `ACTORGRAPH_CACHE` names.
    """
    named = os.environ.get(CACHE_VARIABLE, "")
    if named == "off":
        return None
    try:
        return Path(named).expanduser() if named else platformdirs.user_cache_path("actorgraph", appauthor=False)
    except RuntimeError:  # a user without a home
        return None
