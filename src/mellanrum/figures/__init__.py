"""Figures: named, dated values with their unit and trace, and the book that computes each of them once."""

from mellanrum.figures.book import Family, FigureBook, MissingFigure
from mellanrum.figures.figure import (
    KRONOR,
    KRONOR_STEP,
    PERCENT,
    Counted,
    Figure,
    Leaf,
    Operation,
    Shown,
    Term,
    Trace,
    Unit,
    total,
)
from mellanrum.figures.period import Period

__all__ = [
    "KRONOR",
    "KRONOR_STEP",
    "PERCENT",
    "Counted",
    "Family",
    "Figure",
    "FigureBook",
    "Leaf",
    "MissingFigure",
    "Operation",
    "Period",
    "Shown",
    "Term",
    "Trace",
    "Unit",
    "total",
]
