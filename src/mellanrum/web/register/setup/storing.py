"""What is stored about follow-up, told and as a file: counters and what they are called, and nothing else."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mellanrum.books.sheets.table import Column, Table, Written, write_tables
from mellanrum.tallies.ledger import STOCK, Ledger, Part
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sex import Sex
from mellanrum.web.counters.models import CodeKey, SpentCode, SpentToken
from mellanrum.web.interventions.services.listing import interventions_of, name_on
from mellanrum.web.parts.templatetags.parts import say
from mellanrum.web.register.services.deciding import locking_of, scheme_on, settings_on
from mellanrum.web.register.services.ledgers import all_now
from mellanrum.web.tenancy.models import Association

COLUMNS = ("intervention", "year", "period", "event", "table", "answer", "across", "sex", "number")


@dataclass(frozen=True, slots=True)
class YearStored:
    """An intervention's year: how many counters it has that are not nil, how many may be shown, and what has locked."""

    name: str
    year: int
    totals: int
    shown: int
    waiting: int
    locked_months: int
    locks_on: date


@dataclass(frozen=True, slots=True)
class Stored:
    """All that is stored of an association's follow-up.

    How many forms and codes are remembered is told to nobody: it is how many have been counted, however few. `tokens`
    and `codes` say whether they are at least the threshold; the last of the tokens is forgotten on `tokens_until`.
    """

    years: tuple[YearStored, ...]
    tables: int
    tokens: bool
    tokens_until: date
    codes: bool
    keys: int


def stored_of(association: Association, day: date) -> Stored:
    """Tell what is stored on a day."""
    names = {each.slug: name_on(each, day) for each in interventions_of(association)}
    ledgers = all_now(association, day)
    settings = settings_on(association, day.year)
    locking = locking_of(settings)
    years = tuple(
        _year(names.get(slug, slug), ledger, locking.of_year(ledger.year))
        for slug, listed in sorted(ledgers.items())
        for ledger in listed
    )
    return Stored(
        years,
        len(scheme_on(association, day).tables),
        SpentToken.objects.of(association).filter(survey="").count() >= settings.threshold,
        locking.of_month(day.year, day.month),
        SpentCode.objects.of(association).count() >= settings.threshold,
        CodeKey.objects.of(association).count(),
    )


def _year(name: str, ledger: Ledger, locks_on: date) -> YearStored:
    shown = [cells for part in ledger.parts for cells in part.snapshots.values()]
    return YearStored(
        name,
        ledger.year,
        sum(len(month.counts) + len(month.municipal) for month in ledger.months),
        sum(len(cells) for cells in shown) + len(ledger.opening or {}),
        sum(_waits(part) for part in ledger.parts),
        sum(month.is_locked for month in ledger.months),
        locks_on,
    )


def _waits(part: Part) -> bool:
    """Tell whether something has been counted in a period that no table shows yet."""
    shown = {cell: number for cells in part.snapshots.values() for cell, number in cells.items()}
    return not part.is_locked and dict(part.cells) != shown


def rows_to_hand_out(association: Association, day: date) -> Iterator[tuple[Written, ...]]:
    """Give everything that could be handed out: every month's totals, and every attribute table as it is shown."""
    for slug, ledgers in sorted(all_now(association, day).items()):
        for ledger in ledgers:
            yield from _months(slug, ledger)
            yield from _tables(slug, ledger)


def _months(slug: str, ledger: Ledger) -> Iterator[tuple[Written, ...]]:
    for number, month in enumerate(ledger.months, 1):
        when = f"{ledger.year}-{number:02}"
        for (event, sex), count in sorted(month.counts.items()):
            for kind, told in (("on_time", count.on_time), ("late", count.late), ("corrected", count.corrected)):
                if told:
                    yield slug, ledger.year, when, event, "total", kind, "", sex.value, told
        for (event, place), told in sorted(month.municipal.items()):
            yield slug, ledger.year, when, event, "municipality", place, "", "", told
        yield from _stock(slug, ledger.year, when, "ongoing", month.ongoing or {})
        yield from _stock(slug, ledger.year, when, "stock_corrected", month.stock_corrected)
        for (other, sex), told in sorted(month.transferred.items()):
            yield slug, ledger.year, when, "transferred", "total", other, "", sex.value, told


def _stock(slug: str, year: int, when: str, what: str, numbers: Mapping[Sex, int]) -> Iterator[tuple[Written, ...]]:
    for sex, told in sorted(numbers.items()):
        yield slug, year, when, what, "total", "", "", sex.value, told


def _tables(slug: str, ledger: Ledger) -> Iterator[tuple[Written, ...]]:
    for cell, told in sorted((ledger.opening or {}).items()):
        yield slug, ledger.year, f"{ledger.year}", STOCK, cell.table, cell.answer, cell.across, cell.sex.value, told
    for number, part in enumerate(ledger.parts, 1):
        when = f"{ledger.year}/{ledger.kind.value}/{number}"
        for event, cells in sorted(part.snapshots.items()):
            for cell, told in sorted(cells.items()):
                yield slug, ledger.year, when, event, cell.table, cell.answer, cell.across, cell.sex.value, told


def csv_of(rows: Iterable[tuple[Written, ...]], columns: Sequence[str] = COLUMNS) -> bytes:
    """Write rows for a spreadsheet."""
    return write_tables([Table("mellanrum", (), [Column(name) for name in columns], list(rows))], "csv")


def json_of(rows: Iterable[tuple[Written, ...]], columns: Sequence[str] = COLUMNS) -> bytes:
    """Write rows as JSON, an object a row; decimals as text, exactly."""
    named = [dict(zip(columns, row, strict=True)) for row in rows]
    return json.dumps(named, ensure_ascii=False, indent=1, default=str).encode()


def tables_told(scheme: Scheme) -> list[tuple[str, list[str]]]:
    """List the tables of each event, by name; follow-ups have theirs in common."""
    found: dict[str, list[str]] = {}
    for key, event in scheme.events.items():
        found[say(event.label)] = [say(rule.label) for rule in scheme.tables_of(key)]
    return list(found.items())
