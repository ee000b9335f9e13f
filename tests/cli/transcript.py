"""Write what the first command of the README prints into the README: `python -m tests.cli.transcript`.

`tests/test_project.py` holds the README against the command; where rules or actors have changed what it prints, this
brings it up to date. A line `…` stands for lines that are left out.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
BLOCK: Final = re.compile(
    r"(<!-- transcript: begin -->\n```console\n\$ (.+?)\n)(.*?)(```\n<!-- transcript: end -->)", re.DOTALL
)
_ACTORS: Final = 6
_TIES: Final = 8
_GAP: Final = "…"


def printed(command: str) -> str:
    """What a command prints in an empty folder that has the examples, 110 columns wide, messages and data as they come.

    Args:
        command: The line as the README has it, without the prompt.
    """
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "examples").symlink_to(ROOT / "examples")
        done = subprocess.run(
            [sys.executable, "-c", "from extractor.cli import main; main()", *shlex.split(command)[1:]],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            cwd=folder,
            env={**os.environ, "COLUMNS": "110", "NO_COLOR": "1", "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT)},
            timeout=120,
        )
    return done.stdout


def shortened(text: str) -> str:
    """The head of each table, and the last line.

    Args:
        text: What `run` printed.
    """
    lines = [line.rstrip() for line in text.splitlines()]
    actors, ties = lines.index("Actors"), lines.index("Strongest ties")
    starts = [at for at in range(ties + 2, len(lines)) if not lines[at].startswith(" ")]
    shown = [
        *lines[: actors + 2 + _ACTORS],
        _GAP,
        "",
        *lines[ties : starts[_TIES]],
        _GAP,
        lines[-1],
    ]
    return "".join(f"{line}\n" for line in shown)


def main() -> None:
    """Bring the README up to date."""
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    found = BLOCK.search(text)
    if found is None:
        sys.exit("the README has no transcript")
    new = shortened(printed(found[2]))
    readme.write_text(text[: found.start(3)] + new + text[found.end(3) :], encoding="utf-8")


if __name__ == "__main__":
    main()
