"""Dictionaries of other programs, read as they are and turned into a file for `--actors`."""
