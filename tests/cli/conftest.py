"""The command line with the fake extractor, in this process."""

import io
import sys
from types import SimpleNamespace

import pytest

from extractor.cli import main
from extractor.cli.setup import Setup
from tests.cli.fake import load


def _unwanted(model, /, *, no_target=False):
    del no_target
    raise AssertionError(f"the extractor was loaded ({model})")


@pytest.fixture
def command(capfdbinary, monkeypatch, tmp_path):
    """Run `actorgraph ARGS` in an empty folder; gives the exit code and what was printed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("ACTORGRAPH_TRACEBACK", raising=False)

    def run(*args, stdin=b"", no_model=False):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as left:
            main(list(args), Setup(_unwanted if no_model else load))
        out, err = capfdbinary.readouterr()
        out, err = out.decode(), err.decode()
        assert "Traceback" not in err
        assert "\x1b" not in out + err
        return SimpleNamespace(code=left.value.code, out=out, err=err)

    return run
