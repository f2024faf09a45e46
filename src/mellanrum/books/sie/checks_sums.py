"""What must add up: vouchers, opening and closing balances, and the movements between them."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from mellanrum.books.ledger import NIL
from mellanrum.books.sie.balances import Amounts, by_account, has_vouchers, moved, opening_of
from mellanrum.books.sie.blocks import postings
from mellanrum.books.sie.checks_records import name_of
from mellanrum.books.sie.kinds import is_import_file, sie_type
from mellanrum.books.sie.labels import SieType
from mellanrum.books.sie.records import Record, SieFile
from mellanrum.books.sie.rows import stated
from mellanrum.books.sie.years import periods
from mellanrum.findings import Finding, Place, Severity, finding

_EQUITY = "20"


def unbalanced_vouchers(file: SieFile) -> Iterator[Finding]:
    """Say each voucher whose #TRANS rows do not sum to nil."""
    for voucher in file.all("VER"):
        total = sum((value for _, _, value, _ in postings(voucher)), NIL)
        if total:
            yield finding(
                "sie.unbalanced_voucher",
                file.place(voucher),
                stated=total,
                expected=NIL,
                voucher=name_of(voucher),
                difference=total,
            )


def unbalanced_years(file: SieFile) -> Iterator[Finding]:
    """Say years whose opening balances, or closing balances and results, do not sum to nil."""
    amounts = Amounts(file)
    for number, period in periods(file).items():
        for code, balances in (
            ("sie.opening_unbalanced", amounts.opening.get(number, {})),
            ("sie.closing_unbalanced", amounts.closed(number)),
        ):
            total = sum(balances.values(), NIL)
            if total:
                yield finding(code, file.place(), stated=total, expected=NIL, period=str(period), difference=total)


def lacking_balances(file: SieFile) -> Iterator[Finding]:
    """Say a file that should state its balances and does not, and years that have only half of them."""
    amounts = Amounts(file)
    if not amounts.closing.get(0) and not amounts.result.get(0) and not is_import_file(file):
        yield finding("sie.no_closing", file.place())
    for number, period in periods(file).items():
        halves = {"UB": amounts.closing.get(number), "RES": amounts.result.get(number)}
        if any(halves.values()):
            for label, half in halves.items():
                if not half:
                    yield finding("sie.half_closing", file.place(), label=label, period=str(period))


def unexplained_changes(file: SieFile) -> Iterator[Finding]:
    """Say each account whose closing balance is not opening + movements.

    An error in the file's own year; a warning in a year before, whose months only #PSALDO tells, for accounts that have
    such rows.
    """
    amounts = Amounts(file)
    for number in periods(file):
        if number == 0 and amounts.closed(0):
            yield from _own_year(amounts)
        elif number and amounts.closed(number):
            yield from _earlier_year(amounts, number)


def _own_year(amounts: Amounts) -> Iterator[Finding]:
    file = amounts.file
    if sie_type(file) is SieType.ONE:
        return
    if not has_vouchers(file) and not amounts.months.get(0):
        if any(value for _, _, value in _differences(amounts, 0, {})):
            yield finding("sie.no_movements", file.place(), type=sie_type(file).upper())
        return
    change = by_account(moved(amounts, 0, periods(file)[0]))
    for account, stated_closing, expected in _differences(amounts, 0, change):
        yield _unexplained(amounts, 0, account, stated_closing, expected)


def _earlier_year(amounts: Amounts, number: int) -> Iterator[Finding]:
    change = by_account(moved(amounts, number, periods(amounts.file)[number]))
    known = amounts.opening.get(number, {})
    for account, stated_closing, expected in _differences(amounts, number, change):
        is_result = account in amounts.result.get(number, {})
        if account in change and (is_result or account in known):
            yield _unexplained(amounts, number, account, stated_closing, expected)


def _differences(
    amounts: Amounts, number: int, change: Mapping[str, Decimal]
) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Walk the accounts whose stated closing balance, nil where none is stated, is another than the one expected."""
    opening = opening_of(amounts, number)
    closing = amounts.closed(number)
    for account in sorted({*opening, *change, *closing}):
        expected = opening.get(account, NIL) + change.get(account, NIL)
        if closing.get(account, NIL) != expected:
            yield account, closing.get(account, NIL), expected


def _unexplained(amounts: Amounts, number: int, account: str, closing: Decimal, expected: Decimal) -> Finding:
    is_result = account in amounts.result.get(number, {})
    return finding(
        "sie.res_differs" if is_result else "sie.ub_differs",
        _closing_place(amounts.file, number, account),
        severity=Severity.WARNING if number else None,
        stated=closing,
        expected=expected,
        account=account,
        period=str(periods(amounts.file)[number]),
        closing=closing,
        computed=expected,
        difference=closing - expected,
    )


def _closing_place(file: SieFile, number: int, account: str) -> Place:
    rows = (row for label in ("UB", "RES") for row in stated(file, label))
    found = next((row.record for row in rows if (row.year, row.account) == (number, account)), None)
    return file.place(found)


def moved_openings(file: SieFile) -> Iterator[Finding]:
    """Say accounts whose opening balance is not last year's closing one.

    A note where only equity differs and the differences cancel out: last year's result has been moved into it. Else a
    warning for each account.
    """
    amounts = Amounts(file)
    for number, period in periods(file).items():
        opening, before = amounts.opening.get(number), amounts.closing.get(number - 1)
        if not opening or not before:
            continue
        differing = [name for name in sorted({*opening, *before}) if opening.get(name, NIL) != before.get(name, NIL)]
        change = sum((opening.get(name, NIL) - before.get(name, NIL) for name in differing), NIL)
        if differing and all(name[:2] == _EQUITY for name in differing) and _is_result(amounts, number - 1, change):
            yield finding("sie.opening_moved", file.place(), period=str(period), accounts=", ".join(differing))
        else:
            yield from (_opening_differs(file, str(period), name, opening, before) for name in differing)


def _is_result(amounts: Amounts, number: int, change: Decimal) -> bool:
    """Whether a change of equity is nil, or last year's result that had not been booked on a balance account."""
    return change in (NIL, sum(amounts.result.get(number, {}).values(), NIL))


def _opening_differs(
    file: SieFile, period: str, account: str, opening: Mapping[str, Decimal], before: Mapping[str, Decimal]
) -> Finding:
    is_stated, expected = opening.get(account, NIL), before.get(account, NIL)
    return finding(
        "sie.opening_differs",
        file.place(_record(file, account)),
        stated=is_stated,
        expected=expected,
        account=account,
        period=period,
        opening=is_stated,
        closing=expected,
    )


def _record(file: SieFile, account: str) -> Record | None:
    return next((row.record for row in stated(file, "IB") if row.account == account), None)


CHECKS: tuple[Callable[[SieFile], Iterator[Finding]], ...] = (
    unbalanced_vouchers,
    unbalanced_years,
    lacking_balances,
    unexplained_changes,
    moved_openings,
)
