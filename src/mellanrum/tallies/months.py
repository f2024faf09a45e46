"""Month by month: totals by legal sex, with what came late and what was corrected, and what they add up to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mellanrum.tallies.following import Followed
from mellanrum.tallies.ledger import Count
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.spans import Span, months_in, of_years
from mellanrum.tallies.totals import counted, flow_of

ONGOING = "ongoing"


@dataclass(frozen=True, slots=True)
class MonthCell:
    """A month of something: what was counted, by sex (None for all), and the net of it from the first month on.

    Of a level (those ongoing, the queue) `cumulated` is the same as the number: it does not add up.
    """

    month: date
    counts: Mapping[Sex | None, Count]
    cumulated: Mapping[Sex | None, int]
    is_locked: bool
    is_counted: bool

    def number(self, sex: Sex | None = None) -> int:
        """Return the net number, of a sex or of all."""
        return self.counts.get(sex, Count()).net


@dataclass(frozen=True, slots=True)
class MonthRow:
    """An event or a counter over the months; `label` is an English message id."""

    key: str
    label: str
    is_level: bool
    cells: tuple[MonthCell, ...]
    total: Mapping[Sex | None, Count]


@dataclass(frozen=True, slots=True)
class MonthTable:
    """Rows of totals, with a column for each month."""

    months: tuple[date, ...]
    rows: tuple[MonthRow, ...]

    def row(self, key: str) -> MonthRow | None:
        """Return the row of an event or counter; None where it was not asked for."""
        return next((row for row in self.rows if row.key == key), None)


def month_table(
    followed: Sequence[Followed], years: Iterable[int], keys: Mapping[str, str], levels: Iterable[str] = ()
) -> MonthTable:
    """Make a table of events and counters (key → label) for each month of some years.

    "ongoing" is those there at the month's end. `levels` are the counters that tell how many there are, not how many
    came: the total of one is the last month's. A month that nobody has counted in is there, with nil.
    """
    span = of_years(years)
    known = {*levels, ONGOING}
    return MonthTable(
        tuple(span.months()), tuple(_row(followed, span, key, label, key in known) for key, label in keys.items())
    )


def municipal_months(
    followed: Sequence[Followed], years: Iterable[int], event: str
) -> Mapping[str, Mapping[date, int]]:
    """Return the net number of an event by municipality and month, without sex; only what has been counted."""
    found: dict[str, dict[date, int]] = {}
    for _, day, month in months_in(followed, of_years(years)):
        for (key, place), number in month.municipal.items():
            if key == event:
                of_place = found.setdefault(place, {})
                of_place[day] = of_place.get(day, 0) + number
    return found


def _row(followed: Sequence[Followed], span: Span, key: str, label: str, is_level: bool) -> MonthRow:  # noqa: FBT001 - a fact of the row
    cells: list[MonthCell] = []
    for day in span.months():
        counts = _counts(followed, key, Span(day, day))
        before = cells[-1].cumulated if cells and not is_level else {}
        cumulated = {sex: before.get(sex, 0) + count.net for sex, count in counts.items()}
        here = [month for _, _, month in months_in(followed, Span(day, day))]
        is_locked = bool(here) and all(month.is_locked for month in here)
        cells.append(MonthCell(day, counts, cumulated, is_locked, bool(here)))
    total = _last(cells) if is_level else _counts(followed, key, span)
    return MonthRow(key, label, is_level, tuple(cells), total)


def _last(cells: Sequence[MonthCell]) -> Mapping[Sex | None, Count]:
    told = [cell for cell in cells if cell.is_counted]
    return told[-1].counts if told else {}


def _counts(followed: Sequence[Followed], key: str, span: Span) -> dict[Sex | None, Count]:
    if key == ONGOING:
        return {sex: Count(flow_of(followed, span, sex).closing) for sex in (None, Sex.WOMAN, Sex.MAN, Sex.OTHER)}
    return {sex: counted(followed, key, span, sex) for sex in (None, *Sex)}
