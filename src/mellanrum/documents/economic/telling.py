"""What every section of the report is written from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from mellanrum.books.association_map import NotesBy
from mellanrum.books.ledger import Books
from mellanrum.figures import Figure, FigureBook, Period
from mellanrum.review import Limits
from mellanrum.statements.basis import Basis
from mellanrum.statements.tables import Note, notes

PRINCIPLES = "principles"


@dataclass(frozen=True)
class Telling:
    """The year to be told: its figures, the basis of its statements and the limits that hold.

    `comments` are the accountant's words on the deviations, by the keys of the areas; blank lines part paragraphs.
    """

    book: FigureBook
    basis: Basis
    limits: Limits
    comments: Mapping[str, str] = field(default_factory=dict)

    @property
    def books(self) -> Books:
        """The books the figures rest on."""
        return self.basis.books

    @property
    def notes_by(self) -> NotesBy:
        """Whether the cost note follows areas or accounts."""
        return self.basis.notes_by

    @property
    def year(self) -> Period:
        """The year of the report."""
        return self.book.period

    @property
    def before(self) -> Period:
        """The year before."""
        return self.year.previous()

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """The notes that have something to say; one that is empty both years is left out."""
        return tuple(note for note in notes(self.book, self.notes_by) if not note.is_empty)

    @cached_property
    def note_numbers(self) -> Mapping[str, int]:
        """The number of each note; accounting principles are note 1 and the others follow."""
        return {PRINCIPLES: 1} | {note.key: number for number, note in enumerate(self.notes, start=2)}

    def find(self, key: str, period: Period | None = None) -> Figure | None:
        """Return a figure of the year, or of another period."""
        return self.book.find(key, period)
