"""Where everything meets: files or read parts in, a book of figures out, with all there is to say of them."""

from mellanrum.composition.assembling import Opened, Parts, assemble, figure_book, reviewed
from mellanrum.composition.opening import Sources, open_year
from mellanrum.composition.reading import Source, read_source

__all__ = [
    "Opened",
    "Parts",
    "Source",
    "Sources",
    "assemble",
    "figure_book",
    "open_year",
    "read_source",
    "reviewed",
]
