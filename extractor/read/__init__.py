"""Open the inputs: files, folders, globs and standard input become documents, one failure for each that cannot."""

from extractor.read.inputs import documents, read

__all__ = ["documents", "read"]
