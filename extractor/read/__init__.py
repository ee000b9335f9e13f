"""Open the inputs: files, folders, globs and standard input become documents, one failure for each that cannot."""
