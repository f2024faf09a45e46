"""Which cells to hide, so that no reader can narrow a small one: as few as can be, and proved where that is done."""

from mellanrum.disclosure.search.costs import DEFAULT_SEED
from mellanrum.disclosure.search.pattern import Found, find_pattern

__all__ = ["DEFAULT_SEED", "Found", "find_pattern"]
