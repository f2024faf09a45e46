"""The year's periods: the grain that attribute tables are kept by."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class PeriodKind(StrEnum):
    """What the association has chosen; half-years unless it has."""

    YEAR = "year"
    HALF_YEAR = "half_year"
    TERTIAL = "tertial"
    QUARTER = "quarter"

    @property
    def months(self) -> int:
        """How many months a period has."""
        return {"year": 12, "half_year": 6, "tertial": 4, "quarter": 3}[self.value]

    @property
    def in_year(self) -> int:
        """How many periods a year has."""
        return 12 // self.months

    def number_of(self, month: int) -> int:
        """Return which of the year's periods a month (1–12) is in, from 1."""
        return (month - 1) // self.months + 1

    def months_of(self, number: int) -> range:
        """Return the months (1–12) of a period."""
        first = (number - 1) * self.months + 1
        return range(first, first + self.months)


@dataclass(frozen=True, slots=True)
class Locking:
    """When counting closes: a month on a day of the next (the 10th), the year on a day of the next year."""

    day: int = 10
    year_month: int = 1
    year_day: int = 31

    def of_month(self, year: int, month: int) -> date:
        """Return the day when a month locks: entries count in it up to and with the day before."""
        following = date(year, month, 1) + timedelta(days=32)
        return following.replace(day=self.day)

    def of_year(self, year: int) -> date:
        """Return the day when the year locks, and with it its last period."""
        return date(year + 1, self.year_month, self.year_day)

    def of_period(self, year: int, kind: PeriodKind, number: int) -> date:
        """Return the day when a period locks: with its last month, the year's last one with the year."""
        if number == kind.in_year:
            return self.of_year(year)
        return self.of_month(year, kind.months_of(number)[-1])
