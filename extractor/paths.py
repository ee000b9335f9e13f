"""Where the package's data lie: in an installed wheel, in an editable install, in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path


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
