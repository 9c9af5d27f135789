"""In which orders are cells tried?

Orders come from how cells are declared and how coarse they are, never from counts: an order
made from the counts would tell them. The same cells always give the same orders.
"""

import hashlib
from collections.abc import Sequence
from functools import partial

from indicators.disclosure.model import Cell

Order = tuple[int, ...]

_HOW_MANY = ((64, 16), (100, 12), (200, 6), (300, 2))
"""How many orders are tried, by the number of cells: a small table can afford more."""


def orders_for(cells: Sequence[Cell]) -> tuple[Order, ...]:
    """Give the orders for a problem, each a permutation of the cells' places."""
    many = next((orders for size, orders in _HOW_MANY if len(cells) <= size), 1)
    level = [cell.dimensions for cell in cells]
    places = range(len(cells))
    orders = [
        sorted(places, key=lambda i: (level[i], i)),
        sorted(places, key=lambda i: (level[i], -i)),
        sorted(places, key=lambda i: (-level[i], i)),
        sorted(places, key=lambda i: (-level[i], -i)),
    ]
    for turn in range(many - len(orders)):
        scattered = sorted(places, key=partial(_mix, turn))
        orders.append(sorted(scattered, key=level.__getitem__))
    return tuple(tuple(order) for order in orders[:many])


def _mix(turn: int, place: int) -> bytes:
    """Scatter places in a way that no version of a random generator can change."""
    return hashlib.sha256(f"{turn}:{place}".encode()).digest()
