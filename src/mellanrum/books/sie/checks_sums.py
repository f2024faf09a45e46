"""What must add up: vouchers, opening and closing balances, and the movements between them."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from mellanrum.books.ledger import NIL
from mellanrum.books.sie.balances import Amounts, amounts_of, by_account, moved, opening_of
from mellanrum.books.sie.checks_records import name_of
from mellanrum.books.sie.kinds import is_import_file, sie_type
from mellanrum.books.sie.labels import SieType
from mellanrum.books.sie.records import SieFile
from mellanrum.books.sie.rows import stated
from mellanrum.books.sie.vouchers import booked, has_vouchers
from mellanrum.findings import Finding, Place, Severity, finding

_EQUITY = "20"


def unbalanced_vouchers(file: SieFile) -> Iterator[Finding]:
    """Say each voucher whose #TRANS rows do not sum to nil."""
    for voucher, total in booked(file).unbalanced:
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
    amounts = amounts_of(file)
    for number, period in amounts.periods.items():
        for code, balances in (
            ("sie.opening_unbalanced", amounts.opening.get(number, {})),
            ("sie.closing_unbalanced", amounts.closed(number)),
        ):
            total = sum(balances.values(), NIL)
            if total:
                yield finding(code, file.place(), stated=total, expected=NIL, period=str(period), difference=total)


def lacking_balances(file: SieFile) -> Iterator[Finding]:
    """Say a file that should state its balances and does not, and years that have only half of them."""
    amounts = amounts_of(file)
    if not amounts.closing.get(0) and not amounts.result.get(0) and not is_import_file(file):
        yield finding("sie.no_closing", file.place())
    for number, period in amounts.periods.items():
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
    amounts = amounts_of(file)
    for number in amounts.periods:
        if number == 0 and amounts.closed(0):
            yield from _own_year(file)
        elif number and amounts.closed(number):
            yield from _earlier_year(file, number)


def _own_year(file: SieFile) -> Iterator[Finding]:
    amounts = amounts_of(file)
    if sie_type(file) is SieType.ONE:
        return
    if not has_vouchers(file) and not amounts.months.get(0):
        if any(value for _, _, value in _differences(amounts, 0, {})):
            yield finding("sie.no_movements", file.place(), type=sie_type(file).upper())
        return
    change = by_account(moved(file, 0))
    for account, stated_closing, expected in _differences(amounts, 0, change):
        yield _unexplained(file, 0, account, stated_closing, expected)


def _earlier_year(file: SieFile, number: int) -> Iterator[Finding]:
    amounts = amounts_of(file)
    change = by_account(moved(file, number))
    known = amounts.opening.get(number, {})
    for account, stated_closing, expected in _differences(amounts, number, change):
        is_result = account in amounts.result.get(number, {})
        if account in change and (is_result or account in known):
            yield _unexplained(file, number, account, stated_closing, expected)


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


def _unexplained(file: SieFile, number: int, account: str, closing: Decimal, expected: Decimal) -> Finding:
    amounts = amounts_of(file)
    is_result = account in amounts.result.get(number, {})
    return finding(
        "sie.res_differs" if is_result else "sie.ub_differs",
        _place(file, number, account, "UB", "RES"),
        severity=Severity.WARNING if number else None,
        stated=closing,
        expected=expected,
        account=account,
        period=str(amounts.periods[number]),
        closing=closing,
        computed=expected,
        difference=closing - expected,
    )


def _place(file: SieFile, year: int, account: str, *labels: str) -> Place:
    """Return where a balance of an account is stated; only the file where it is not."""
    rows = (row for label in labels for row in stated(file)[label])
    return file.place(next((row.record for row in rows if (row.year, row.account) == (year, account)), None))


def moved_openings(file: SieFile) -> Iterator[Finding]:
    """Say accounts whose opening balance is not last year's closing one.

    A note where equity differs by nil, or by last year's result: that has been moved into it. Else a warning for each
    account.
    """
    amounts = amounts_of(file)
    for number, period in amounts.periods.items():
        opening, before = amounts.opening.get(number), amounts.closing.get(number - 1)
        if opening and before:
            change = {name: opening.get(name, NIL) - before.get(name, NIL) for name in sorted({*opening, *before})}
            equity = [name for name, value in change.items() if value and name[:2] == _EQUITY]
            moved_in = bool(equity) and _is_result(amounts, number - 1, sum((change[name] for name in equity), NIL))
            if moved_in:
                yield finding("sie.opening_moved", file.place(), period=str(period), accounts=", ".join(equity))
            for name, value in change.items():
                if value and not (moved_in and name in equity):
                    yield _opening_differs(file, number, name)


def _is_result(amounts: Amounts, number: int, change: Decimal) -> bool:
    """Whether a change of equity is nil, or the year's result that had not been booked on a balance account."""
    return change in (NIL, sum(amounts.result.get(number, {}).values(), NIL))


def _opening_differs(file: SieFile, number: int, account: str) -> Finding:
    amounts = amounts_of(file)
    opening = amounts.opening[number].get(account, NIL)
    before = amounts.closing[number - 1].get(account, NIL)
    return finding(
        "sie.opening_differs",
        _place(file, number, account, "IB"),
        stated=opening,
        expected=before,
        account=account,
        period=str(amounts.periods[number]),
        opening=opening,
        closing=before,
    )


CHECKS: tuple[Callable[[SieFile], Iterator[Finding]], ...] = (
    unbalanced_vouchers,
    unbalanced_years,
    lacking_balances,
    unexplained_changes,
    moved_openings,
)
