"""From books in memory to every figure of every family, beside summing every movement once: processor time."""

import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

from bench.plan import QUICK, Plan
from bench.samples import Row, Samples
from mellanrum.books.ledger import NIL, Books
from mellanrum.composition import Source, Sources, figure_book, open_year
from mellanrum.statements import basis

OFTEN = 100
"""So many times a sum is made for one sample: once takes less than a clock can tell well."""


def measure(plan: Plan) -> Iterator[Row]:
    """Measure two years of a real association, and the made-up year."""
    for what, files in (("two years of books", plan.small), ("the large year", (plan.large,))):
        books = books_of(files)
        movements = sum(len(year.movements) for year in books.years)
        figures, sums = plan.in_turn((_timed(every_figure, books), _timed(plain_sums, books, OFTEN)), times=QUICK)
        name = f"All {every_figure(books)} figures of {what}"
        yield Row(Samples(name, figures), Samples(f"sum of {movements} movements by account", sums))


def books_of(files: tuple[Path, ...]) -> Books:
    """Read the books of a year and of years before it."""
    newest, *earlier = (Source(path.name, path.read_bytes()) for path in files)
    opened, findings = open_year(Sources(newest, tuple(earlier)))
    if opened is None:
        raise RuntimeError(str(findings))
    return opened.books


def every_figure(books: Books) -> int:
    """Compute all there is to say of the books; return how many figures that is."""
    made_from, _ = basis(books)
    book = figure_book(made_from)
    wanted = ((k, y.period) for y in books.years for prefix in book.prefixes for k in book.keys(prefix, y.period))
    return sum(book.find(key, period) is not None for key, period in wanted)


def plain_sums(books: Books) -> int:
    """Sum every movement by account in a plain dict; return how many sums that is."""
    count = 0
    for year in books.years:
        sums: dict[str, Decimal] = {}
        for movement in year.movements:
            sums[movement.account] = sums.get(movement.account, NIL) + movement.amount
        count += len(sums)
    return count


def _timed(work: Callable[[Books], int], books: Books, times: int = 1) -> Callable[[], float]:
    def take() -> float:
        start = time.process_time()
        for _ in range(times):
            work(books)
        return (time.process_time() - start) / times

    return take
