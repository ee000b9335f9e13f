"""How nodes look: one palette and one measure of size for every format that has looks."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractor.export.plain import PlainEdge, PlainNode

Colour = tuple[int, int, int]

# By role, else by type. Told apart by people with red-green blindness too: the hues are those of Okabe and Ito (2008),
# darker for the armed arm of a side and lighter for its unarmed one.
_OTHER: Final[Colour] = (136, 136, 136)
_PALETTE: Final[dict[str, Colour]] = {
    **dict.fromkeys(("state",), (0, 114, 178)),
    **dict.fromkeys(("GOV", "LEG", "JUD", "government", "official"), (86, 180, 233)),
    **dict.fromkeys(("MIL", "COP", "SPY", "PRM", "military", "police"), (0, 68, 107)),
    **dict.fromkeys(("REB", "UAF", "CRM", "armed_group"), (213, 94, 0)),
    **dict.fromkeys(("PTY", "OPP", "ELI", "party"), (230, 159, 0)),
    **dict.fromkeys(("IGO", "igo"), (0, 158, 115)),
    **dict.fromkeys(("NGO", "MED", "EDU", "REL", "SOC", "ngo"), (120, 200, 170)),
    **dict.fromkeys(("CVL", "REF", "LAB", "AGR", "people"), (240, 228, 66)),
    **dict.fromkeys(("BUS", "JRN", "company", "media"), (204, 121, 167)),
}
SMALLEST: Final = 10.0
LARGEST: Final = 100.0


def colour(node: PlainNode) -> Colour:
    """Red, green and blue, 0 to 255, by the node's role, else by its type; grey where neither is known."""
    for name in ("role", "type"):
        value = node.values.get(name)
        if isinstance(value, str) and value in _PALETTE:
            return _PALETTE[value]
    return _OTHER


def sizes(edges: Iterable[PlainEdge]) -> dict[str, float]:
    """Diameter of every node that has edges, 10 to 100: its area grows with the weight of its edges."""
    weights: dict[str, float] = {}
    for edge in edges:
        for end in {edge.source, edge.target}:
            weights[end] = weights.get(end, 0.0) + edge.weight
    return {node: round(min(SMALLEST * sqrt(weight), LARGEST), 2) for node, weight in sorted(weights.items())}
