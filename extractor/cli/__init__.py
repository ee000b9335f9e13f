"""The command `actorgraph`: asks the library, prints what it says; no logic of its own."""

from extractor.cli.main import main

__all__ = ["main"]
