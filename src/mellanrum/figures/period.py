"""Periods: the days a figure is about."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From `start` to `end`, both days included."""

    start: date
    end: date

    @classmethod
    def of_year(cls, year: int) -> "Period":
        """Return the calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31))

    @property
    def year(self) -> int:
        """The calendar year the period ends in: what the column is headed."""
        return self.end.year

    @property
    def is_calendar_year(self) -> bool:
        """Whether the period is a whole calendar year, as an association's financial year is."""
        return self == Period.of_year(self.year)

    def previous(self) -> "Period":
        """Return the period of the same kind before this one: a year back, ending the day before this one starts."""
        end = self.start - timedelta(days=1)
        if self.is_calendar_year:
            return Period.of_year(end.year)
        start = self.start.replace(year=self.start.year - 1, day=1)
        return Period(start, end)

    def months(self) -> tuple[date, ...]:
        """Return the first day of each month the period touches."""
        found = [self.start.replace(day=1)]
        while (following := _next_month(found[-1])) <= self.end:
            found.append(following)
        return tuple(found)

    def __str__(self) -> str:
        return str(self.year) if self.is_calendar_year else f"{self.start.isoformat()}–{self.end.isoformat()}"


def _next_month(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)
