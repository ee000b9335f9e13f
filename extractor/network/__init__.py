"""From relations to a network: folding, counting, measuring.

`network` and `from_rows` give the same graph, byte for byte, from extractions and from the rows of RELATIONS.jsonl.

Importing this package must stay cheap and free of networkx: `extractor/__init__.py` imports it before it binds its own
function `network`, because a later first import of the package would put the module in the function's place.
"""

from extractor.network.build import Coordinates, CountryName, from_rows, network
from extractor.network.fold import EdgeFold, Level
from extractor.network.reports import RowError

__all__ = ["Coordinates", "CountryName", "EdgeFold", "Level", "RowError", "from_rows", "network"]
