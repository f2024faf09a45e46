"""Review: relations that must hold between figures."""

from mellanrum.review.limits import Limits, shipped_limits
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
    "review",
    "shipped_limits",
]
