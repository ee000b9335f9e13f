"""From relations to a network: folding, counting, measuring.

`network` and `from_rows` give the same graph, byte for byte, from extractions and from the rows of RELATIONS.jsonl.
"""

from extractor.graph.build import Coordinates, CountryName, from_rows, network
from extractor.graph.fold import EdgeFold, Level
from extractor.graph.reports import RowError

__all__ = ["Coordinates", "CountryName", "EdgeFold", "Level", "RowError", "from_rows", "network"]
