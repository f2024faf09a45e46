"""The financial years of a SIE file (specification 4B, #RAR)."""

from collections.abc import Iterator, Mapping
from datetime import date

from mellanrum.books.sie.amounts import day, year_number
from mellanrum.books.sie.records import SieFile, once
from mellanrum.figures import Period

_STATED = ("IB", "UB", "RES", "OIB", "OUB", "PSALDO", "PBUDGET")


@once
def periods(file: SieFile) -> Mapping[int, Period]:
    """Return the file's years by number: 0 is its own year, -1 the one before; newest first.

    A year that records speak of and no #RAR tells is the period before the year after it. Without #RAR 0, as an import
    file (4I) may be, the year is the calendar year or years the vouchers are dated in. Empty where nothing tells.
    """
    known = stated_periods(file)
    own = known.get(0) or voucher_period(file)
    if own is None:
        return {}
    found = {0: own}
    for number in range(-1, min((*known, *_numbers(file), 0)) - 1, -1):
        found[number] = known.get(number) or found[number + 1].previous()
    return found


def stated_periods(file: SieFile) -> Mapping[int, Period]:
    """Return the years that #RAR records tell; the first record for a year holds."""
    found: dict[int, Period] = {}
    for record in file.all("RAR"):
        number, start, end = year_number(record.text(0)), day(record.text(1)), day(record.text(2))
        if number is not None and start and end and start <= end:
            found.setdefault(number, Period(start, end))
    return found


def voucher_period(file: SieFile) -> Period | None:
    """Return the calendar year, or years, the vouchers are dated in; None where none is dated."""
    days = sorted(_voucher_days(file))
    return Period(date(days[0].year, 1, 1), date(days[-1].year, 12, 31)) if days else None


def _voucher_days(file: SieFile) -> Iterator[date]:
    texts = {voucher.text(2) for voucher in file.all("VER")}
    return (found for found in map(day, texts) if found)


def _numbers(file: SieFile) -> Iterator[int]:
    texts = {record.text(0) for label in _STATED for record in file.all(label)}
    return (number for number in map(year_number, texts) if number is not None)
