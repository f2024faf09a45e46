"""Spans: the whole months that statistics are about, and the counters of those months."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from mellanrum.tallies.calendar import PeriodKind
from mellanrum.tallies.following import Followed
from mellanrum.tallies.ledger import Ledger, Month, Part


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From one month to another, both included, each as its first day."""

    first: date
    last: date

    @property
    def years(self) -> range:
        """The years it touches."""
        return range(self.first.year, self.last.year + 1)

    @property
    def length(self) -> int:
        """How many months it has."""
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    def holds(self, year: int, month: int) -> bool:
        """Tell whether a month (1–12) of a year is in it."""
        return self.first <= date(year, month, 1) <= self.last

    def months_of(self, year: int) -> range:
        """The months (1–12) of one of its years that are in it."""
        first = self.first.month if year == self.first.year else 1
        last = self.last.month if year == self.last.year else 12
        return range(first, last + 1)

    def months(self) -> Iterator[date]:
        """List its months, each as its first day."""
        for year in self.years:
            yield from (date(year, month, 1) for month in self.months_of(year))


def of_years(years: Iterable[int]) -> Span:
    """Return the span from January of the first to December of the last year."""
    ordered = sorted(years)
    return Span(date(ordered[0], 1, 1), date(ordered[-1], 12, 1))


def of_part(followed: Sequence[Followed], year: int, part: int) -> Span:
    """Return a period of a year, of the length that the year is counted by (half-years where nothing says)."""
    kinds = (ledger.kind for each in followed if (ledger := each.ledger(year)))
    months = next(kinds, PeriodKind.HALF_YEAR).months_of(part)
    return Span(date(year, months[0], 1), date(year, months[-1], 1))


def months_in(followed: Sequence[Followed], span: Span) -> Iterator[tuple[Followed, date, Month]]:
    """List the counted months of a span, of each intervention in turn."""
    for each in followed:
        for ledger in _of_its_years(each, span):
            for number in span.months_of(ledger.year):
                yield each, date(ledger.year, number, 1), ledger.month(number)


def _of_its_years(followed: Followed, span: Span) -> Iterator[Ledger]:
    """List the ledgers of a span's years: ten years' months are not walked for the sake of one."""
    return (ledger for ledger in followed.ledgers if ledger.year in span.years)


def parts_in(followed: Sequence[Followed], span: Span) -> Iterator[tuple[Ledger, int, Part]]:
    """List the periods that lie within a span, with their ledger and number, of each intervention in turn."""
    for each in followed:
        for ledger in _of_its_years(each, span):
            for number in range(1, ledger.kind.in_year + 1):
                if all(span.holds(ledger.year, month) for month in ledger.kind.months_of(number)):
                    yield ledger, number, ledger.part(number)


def is_even(followed: Sequence[Followed], span: Span) -> bool:
    """Tell whether a span is made of whole periods: only of such are there attributes."""
    for each in followed:
        for ledger in _of_its_years(each, span):
            for number in range(1, ledger.kind.in_year + 1):
                held = {span.holds(ledger.year, month) for month in ledger.kind.months_of(number)}
                if len(held) > 1:
                    return False
    return True
