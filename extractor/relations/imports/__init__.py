"""Rules out of dictionaries of other programs, for `--rules`."""
