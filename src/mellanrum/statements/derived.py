"""Families whose figures are derived from other figures by a table of recipes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from mellanrum.figures import Family, Figure, FigureBook, Period

Recipe = Callable[[FigureBook, str, Period], Figure | None]
"""Takes the book, the whole key and the period; gives the figure, or None where something it needs is missing."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A family with a fixed list of keys, each with its recipe."""

    prefix: str
    recipes: Mapping[str, Recipe]

    def family(self) -> Family:
        """Offer the figures to a book of figures."""
        return Family(self.prefix, self.compute, self.keys)

    def keys(self, book: FigureBook, period: Period) -> Iterator[str]:
        """List the keys whose figure there is, by data or by an earlier document."""
        return (key for key in (f"{self.prefix}.{name}" for name in self.recipes) if book.find(key, period) is not None)

    def compute(self, book: FigureBook, key: str, period: Period) -> Figure | None:
        """Follow the key's recipe."""
        recipe = self.recipes.get(key.partition(".")[2])
        return recipe(book, key, period) if recipe is not None else None
