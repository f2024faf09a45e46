"""Review: relations that must hold between figures."""

from mellanrum.review.limits import Limits, own_limit, shipped_limits, with_own
from mellanrum.review.relation import Relation
from mellanrum.review.relations import RELATIONS, Description, describe, review
from mellanrum.review.stated import Stated, StatedFigures, from_book

__all__ = [
    "RELATIONS",
    "Description",
    "Limits",
    "Relation",
    "Stated",
    "StatedFigures",
    "describe",
    "from_book",
    "own_limit",
    "review",
    "shipped_limits",
    "with_own",
]
