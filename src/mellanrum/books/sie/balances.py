"""A SIE file into the books: balances per account, objects and month for each of its years."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from mellanrum.books.ledger import NIL, Books, Movement, Objects, YearBalances
from mellanrum.books.sie.amounts import day
from mellanrum.books.sie.labels import BALANCES, BY_MONTH
from mellanrum.books.sie.months import Key, Totals, period_totals
from mellanrum.books.sie.records import Record, SieFile, once
from mellanrum.books.sie.rows import Stated, stated
from mellanrum.books.sie.vouchers import booked, has_vouchers
from mellanrum.books.sie.years import periods
from mellanrum.figures import Period
from mellanrum.findings import Finding, Severity, finding

_NAMED = 10


def books_from_sie(file: SieFile) -> tuple[Books, tuple[Finding, ...]]:
    """Give the books a file holds, every year of it, newest first, and what had to be inferred.

    Stated closing balances (#UB, #RES) hold. Vouchers, or #PSALDO where there are none, say when and on what; what
    they do not explain is a movement without month and objects. An opening balance that is not stated is last year's
    closing one; a closing balance that is not stated is opening + movements (`sie.closing_computed`). A year that
    #RAR names and no record fills is left out (`sie.year_empty`).
    """
    found, findings = [], []
    amounts = amounts_of(file)
    for number, period in amounts.periods.items():
        if number and not amounts.has(number):
            findings.append(_empty_said(file, number, period))
            continue
        year, said = _year(file, number, period)
        found.append(year)
        findings += said
    return _books(file, tuple(found)), tuple(findings)


class Amounts:
    """The stated amounts of a file by year and account.

    The first record holds where one is stated twice; `check_sie` says so.
    """

    def __init__(self, file: SieFile) -> None:
        self.periods = periods(file)
        rows = stated(file)
        self.opening, self.closing, self.result = (_by_year(rows[label]) for label in BALANCES)
        self.months, self.budget = (_rows_by_year(rows[label]) for label in BY_MONTH)

    def has(self, year: int) -> bool:
        """Whether any record states an amount of the year."""
        return any(year in by_year for by_year in (self.opening, self.closing, self.result, self.months, self.budget))

    def closed(self, year: int) -> dict[str, Decimal]:
        """Give the stated closing balances and results of a year."""
        return {**self.result.get(year, {}), **self.closing.get(year, {})}


@once
def amounts_of(file: SieFile) -> Amounts:
    """Return the stated amounts of a file."""
    return Amounts(file)


def _by_year(rows: Iterable[Stated]) -> dict[int, dict[str, Decimal]]:
    found: dict[int, dict[str, Decimal]] = {}
    for row in rows:
        found.setdefault(row.year, {}).setdefault(row.account, row.amount)
    return found


def _rows_by_year(rows: Iterable[Stated]) -> dict[int, list[Stated]]:
    found: dict[int, dict[tuple[str, str, Objects], Stated]] = {}
    for row in rows:
        found.setdefault(row.year, {}).setdefault((row.account, row.month, row.objects), row)
    return {year: list(kept.values()) for year, kept in found.items()}


def _year(file: SieFile, number: int, period: Period) -> tuple[YearBalances, list[Finding]]:
    amounts = amounts_of(file)
    totals = moved(file, number)
    opening = opening_of(amounts, number)
    closing, computed = _closing(amounts, number, opening, totals)
    year = YearBalances(
        period=period,
        opening=opening,
        closing=closing,
        movements=_movements(_with_remainders(totals, opening, closing)),
        budget=_movements(period_totals(amounts.budget.get(number, []), period)),
        source=file.name,
    )
    return year, _computed_said(file, number, computed)


def opening_of(amounts: Amounts, number: int) -> Mapping[str, Decimal]:
    """Give the stated opening balances, filled from last year's closing ones where only that makes them sum to nil."""
    opening, before = amounts.opening.get(number, {}), amounts.closing.get(number - 1, {})
    filled = {**before, **opening}
    return filled if not opening or (_sum(opening) and not _sum(filled)) else opening


def _closing(
    amounts: Amounts, number: int, opening: Mapping[str, Decimal], moved: Totals
) -> tuple[Mapping[str, Decimal], Mapping[str, Decimal]]:
    """Give the closing balances, and those of them that are computed.

    Programs leave out accounts that are nil: where the stated balances sum to nil, an account without one is nil.
    """
    closing = amounts.closed(number)
    computed = _computed(opening, moved, closing)
    if closing and not _sum(closing):
        return {**dict.fromkeys(computed, NIL), **closing}, {}
    return {**computed, **closing}, {account: value for account, value in computed.items() if value}


def _computed_said(file: SieFile, number: int, computed: Mapping[str, Decimal]) -> list[Finding]:
    if not computed:
        return []
    return [finding("sie.closing_computed", file.place(), year=number, accounts=listed(computed))]


def listed(accounts: Iterable[str]) -> str:
    """Name accounts in a sentence, ten at most."""
    names = sorted(accounts)
    return ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")


def _empty_said(file: SieFile, number: int, period: Period) -> Finding:
    # Books that open with balances had a year before: then its records are lost, not nil.
    lost = any(amounts_of(file).opening.get(number + 1, {}).values())
    severity = Severity.ERROR if lost else None
    return finding("sie.year_empty", file.place(), severity=severity, year=number, period=str(period))


def _sum(balances: Mapping[str, Decimal]) -> Decimal:
    return sum(balances.values(), NIL)


def moved(file: SieFile, number: int) -> Totals:
    """Give what moved in a year: the vouchers in the file's own year, else, and in other years, #PSALDO."""
    if number == 0 and has_vouchers(file):
        return booked(file).totals
    amounts = amounts_of(file)
    return period_totals(amounts.months.get(number, []), amounts.periods[number], _changes(amounts, number))


def _changes(amounts: Amounts, number: int) -> dict[str, Decimal]:
    """Give what accounts moved in a year, as far as their stated balances tell."""
    opening = opening_of(amounts, number)
    return {account: value - opening.get(account, NIL) for account, value in amounts.closed(number).items()}


def _computed(opening: Mapping[str, Decimal], moved: Totals, closing: Mapping[str, Decimal]) -> dict[str, Decimal]:
    change = by_account(moved)
    return {
        account: opening.get(account, NIL) + change.get(account, NIL)
        for account in (*opening, *change)
        if account not in closing
    }


def by_account(totals: Totals) -> dict[str, Decimal]:
    """Add totals up to their accounts."""
    found: dict[str, Decimal] = {}
    for (account, _, _), value in totals.items():
        found[account] = found.get(account, NIL) + value
    return found


def _with_remainders(moved: Totals, opening: Mapping[str, Decimal], closing: Mapping[str, Decimal]) -> Totals:
    left = {account: value - opening.get(account, NIL) for account, value in closing.items()}
    for account, value in by_account(moved).items():
        left[account] -= value
    totals = dict(moved)
    for account, value in left.items():
        if value:
            key: Key = (account, (), None)
            totals[key] = totals.get(key, NIL) + value
    return totals


def _movements(totals: Totals) -> tuple[Movement, ...]:
    def order(item: tuple[Key, Decimal]) -> tuple[str, date, Objects]:
        (account, objects, when), _ = item
        return account, when or date.max, objects

    return tuple(
        Movement(account, objects, when, value)
        for (account, objects, when), value in sorted(totals.items(), key=order)
        if value
    )


def _books(file: SieFile, years: tuple[YearBalances, ...]) -> Books:
    return Books(
        name=_name(file.first("FNAMN")),
        orgnr=file.value("ORGNR"),
        years=years,
        account_names={record.text(0): record.words(1) for record in file.all("KONTO")},
        dimension_names=_dimension_names(file),
        object_names={(record.text(0), record.text(1)): record.words(2) for record in file.all("OBJEKT")},
        made_on=day(file.value("GEN")),
        chart_hint=file.value("KPTYP"),
    )


def _name(record: Record | None) -> str:
    return record.words() if record else ""


def _dimension_names(file: SieFile) -> dict[str, str]:
    under = {record.text(0): record.text(1) for record in file.all("UNDERDIM")}
    return under | {record.text(0): record.words(1) for record in file.all("DIM")}
