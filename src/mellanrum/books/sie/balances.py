"""A SIE file into the books: balances per account, objects and month for each of its years."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from mellanrum.books.ledger import NIL, Books, Movement, Objects, YearBalances
from mellanrum.books.sie.amounts import day
from mellanrum.books.sie.blocks import postings
from mellanrum.books.sie.labels import BALANCES
from mellanrum.books.sie.months import Key, Totals, period_totals
from mellanrum.books.sie.records import Record, SieFile
from mellanrum.books.sie.rows import Stated, stated
from mellanrum.books.sie.years import periods
from mellanrum.figures import Period
from mellanrum.findings import Finding, Place, Severity, finding

_NAMED = 10


def books_from_sie(file: SieFile) -> tuple[Books, tuple[Finding, ...]]:
    """Give the books a file holds, every year of it, newest first, and what had to be inferred.

    Stated closing balances (#UB, #RES) hold. Vouchers, or #PSALDO where there are none, say when and on what; what
    they do not explain is a movement without month and objects. An opening balance that is not stated is last year's
    closing one; a closing balance that is not stated is opening + movements (`sie.closing_computed`). A year that
    #RAR names and no record fills is left out (`sie.year_empty`).
    """
    found, findings = [], []
    amounts = Amounts(file)
    for number, period in amounts.periods.items():
        if number and not amounts.has(number):
            findings.append(_empty_said(amounts, number, period))
            continue
        year, said = _year(amounts, number, period)
        found.append(year)
        findings += said
    return _books(file, tuple(found)), tuple(findings)


class Amounts:
    """The stated amounts of a file by year and account.

    The first record holds where one is stated twice; `check_sie` says so.
    """

    def __init__(self, file: SieFile) -> None:
        self.file = file
        self.periods = periods(file)
        self._rows = {label: list(stated(file, label)) for label in BALANCES}
        self.opening, self.closing, self.result = (_by_year(self._rows[label]) for label in BALANCES)
        self.months = _rows_by_year(stated(file, "PSALDO"))
        self.budget = _rows_by_year(stated(file, "PBUDGET"))

    def has(self, year: int) -> bool:
        """Whether any record states an amount of the year."""
        return any(year in by_year for by_year in (self.opening, self.closing, self.result, self.months, self.budget))

    def place(self, year: int, account: str, *labels: str) -> Place:
        """Return where a balance of an account is stated; only the file where it is not."""
        rows = (
            row.record for label in labels for row in self._rows[label] if (row.year, row.account) == (year, account)
        )
        return self.file.place(next(rows, None))

    def closed(self, year: int) -> dict[str, Decimal]:
        """Give the stated closing balances and results of a year."""
        return {**self.result.get(year, {}), **self.closing.get(year, {})}


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


def _year(amounts: Amounts, number: int, period: Period) -> tuple[YearBalances, list[Finding]]:
    totals = moved(amounts, number, period)
    opening = opening_of(amounts, number)
    closing, computed = _closing(amounts, number, opening, totals)
    year = YearBalances(
        period=period,
        opening=opening,
        closing=closing,
        movements=_movements(_with_remainders(totals, opening, closing)),
        budget=_movements(period_totals(amounts.budget.get(number, []), period)),
        source=amounts.file.name,
    )
    return year, _computed_said(amounts.file, number, computed)


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


def _empty_said(amounts: Amounts, number: int, period: Period) -> Finding:
    # Books that open with balances had a year before: then its records are lost, not nil.
    lost = any(amounts.opening.get(number + 1, {}).values())
    severity = Severity.ERROR if lost else None
    return finding("sie.year_empty", amounts.file.place(), severity=severity, year=number, period=str(period))


def _sum(balances: Mapping[str, Decimal]) -> Decimal:
    return sum(balances.values(), NIL)


def moved(amounts: Amounts, number: int, period: Period) -> Totals:
    """Add up what moved in a year: the vouchers in the file's own year, else, and in other years, #PSALDO."""
    if number == 0 and has_vouchers(amounts.file):
        return voucher_totals(amounts.file.all("VER"), period)
    return period_totals(amounts.months.get(number, []), period, _changes(amounts, number))


def _changes(amounts: Amounts, number: int) -> dict[str, Decimal]:
    """Give what accounts moved in a year, as far as their stated balances tell."""
    opening = opening_of(amounts, number)
    return {account: value - opening.get(account, NIL) for account, value in amounts.closed(number).items()}


def has_vouchers(file: SieFile) -> bool:
    """Tell whether a file has a voucher with rows."""
    return any(voucher.rows for voucher in file.all("VER"))


def voucher_totals(vouchers: Iterable[Record], period: Period) -> Totals:
    """Add the #TRANS rows of vouchers by account, objects and month.

    A row is dated by itself, else by its voucher; where neither is a day of the period, the row has no month.
    """
    months = _Months(period)
    totals: Totals = {}
    for voucher in vouchers:
        voucher_month = months[voucher.text(2)]
        for account, objects, value, row_day in postings(voucher):
            key = (account, objects, (months[row_day] or voucher_month) if row_day else voucher_month)
            totals[key] = totals.get(key, NIL) + value
    return totals


class _Months(dict[str, date | None]):
    """The months of days as SIE writes them; None for what is no day of the period."""

    def __init__(self, period: Period) -> None:
        super().__init__()
        self._period = period

    def __missing__(self, text: str) -> date | None:
        when = day(text)
        inside = when is not None and self._period.start <= when <= self._period.end
        return self.setdefault(text, when.replace(day=1) if when and inside else None)


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
