"""What hiding costs: the weight of a cell, and a trifle that breaks ties by a secret."""

import hmac
import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mellanrum.disclosure.system import Cell

DEFAULT_SEED = "mellanrum"
"""Breaks ties where no installation has a secret of its own: the command line, and tests."""
ALL_TRIFLES = 0.3
"""All trifles together are below this, so that they never outweigh a cell."""
_DIGEST = "sha256"
_USED = 8


def unit_of(cells: Sequence[Cell]) -> int:
    """Return the largest number that all weights of cells that are offered are so and so many of."""
    return math.gcd(*(cell.weight for cell in cells if cell.is_offered)) or 1


def costs_of(cells: Sequence[Cell], seed: str) -> NDArray[np.float64]:
    """Return the cost of each cell in units: nil for one that no table offers, else its weight and its trifle.

    A trifle rests on seed and key alone, so that neither the order of the rows nor the machine changes a pattern, and
    nobody without the seed can tell which of two equally good cells would be hidden.
    """
    unit = unit_of(cells)
    share = ALL_TRIFLES / max(1, len(cells))
    return np.array(
        [cell.weight / unit + share * _trifle(cell.key, seed) if cell.is_offered else 0.0 for cell in cells]
    )


def _trifle(key: str, seed: str) -> float:
    digest = hmac.digest(seed.encode(), key.encode(), _DIGEST)
    return int.from_bytes(digest[:_USED], "big") / 256.0**_USED
