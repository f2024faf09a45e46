"""The economic part of books in a SIE file, as the tests here need it."""

from mellanrum.books.ledger import Books
from mellanrum.books.sie import books_from_sie, read_sie
from mellanrum.documents.economic import EconomicPart
from mellanrum.figures import FigureBook
from mellanrum.statements import Basis, basis, families


def part_of(data: bytes) -> EconomicPart:
    read, _ = read_sie(data, "books.se")
    assert read is not None
    books, _ = books_from_sie(read)
    assert books is not None
    made_from, _ = basis(books)
    return EconomicPart(book_of(books, made_from), made_from, made_from.findings())


def book_of(books: Books, made_from: Basis) -> FigureBook:
    return FigureBook(books.name, books.period, books.period.end, families(made_from))
