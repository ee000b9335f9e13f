"""From a network, or from relation rows, to files that other programs read.

`write` takes the format from the suffix of the path; `extractor.export.check.problems` says whether Gephi will read a
file whole. Importing this package imports no format: each is loaded when it is first used.
"""

from extractor.export.registry import (
    ExportWarning,
    Options,
    UnknownSuffixError,
    WrongDataError,
    find,
    suffixes,
    write,
)

__all__ = ["ExportWarning", "Options", "UnknownSuffixError", "WrongDataError", "find", "suffixes", "write"]
