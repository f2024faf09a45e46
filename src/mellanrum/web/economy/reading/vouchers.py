"""The vouchers behind an account: for those who may read them, out of the file the year was read in from."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Literal

from mellanrum.books.ledger import NIL, Objects, YearBalances
from mellanrum.books.opening import is_sie
from mellanrum.books.sie import Posting, SieFile, VoucherRow, postings_on, read_sie, rows_beside
from mellanrum.figures import Leaf
from mellanrum.statements.leaves import by_month
from mellanrum.web.access.rules import can_read_vouchers, check_can_read_statements, check_can_read_vouchers
from mellanrum.web.access.standing import Standing
from mellanrum.web.economy.kept import Kept
from mellanrum.web.economy.models import ImportedFile
from mellanrum.web.economy.opening import YearAtDesk

Why = Literal["", "no_vouchers", "no_file"]

_READ: Kept[SieFile | None] = Kept(room=20_000_000)  # bytes of the files; read, they take some six times as much


@dataclass(frozen=True, slots=True)
class Beside:
    """A row of a whole voucher: `amount` is written with the sign of the page, `is_debit` how it is booked."""

    account: str
    text: str
    amount: Decimal
    is_debit: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a voucher on the account, named: `whole` are all rows of its voucher, where one month is asked for.

    `amount` is written with the sign of the page, `is_debit` how it is booked.
    """

    posting: Posting
    objects: str
    whole: tuple[Beside, ...]
    amount: Decimal
    is_debit: bool


@dataclass(frozen=True, slots=True)
class OnAccount:
    """What stands on an account in the year `at`, or in one of its months.

    `opening` is what it opened with, `moved` what the books say it moved, by month in `months`; `rows` are the rows of
    vouchers, and `why` says why there are none. Amounts are as they are booked, debit positive; where the page
    `is_turned` they have the other sign, that of the statement the reader comes from.
    """

    account: str
    name: str
    at: int
    month: date | None
    opening: Decimal
    moved: Decimal
    months: tuple[Leaf, ...]
    rows: tuple[Row, ...]
    why: Why
    is_turned: bool

    @property
    def sum(self) -> Decimal:
        """What the rows of vouchers move together."""
        return sum((row.amount for row in self.rows), NIL)

    @property
    def is_whole(self) -> bool:
        """Whether the vouchers are all that moved."""
        return self.sum == self.moved

    @property
    def closing(self) -> Decimal:
        """What the account closed with."""
        return self.opening + self.moved


def account_at(
    standing: Standing, desk: YearAtDesk, account: str, at: int, *, is_turned: bool = False
) -> OnAccount | None:
    """Return an account's year by month, with its vouchers for those who may read them; None where there is none."""
    check_can_read_statements(standing)
    balances = _balances(desk, at)
    if balances is None or account not in balances.accounts():
        return None
    file, why = _file(desk, at) if can_read_vouchers(standing) else (None, "")
    return _on_account(desk, _Asked(balances, account, None, is_turned), file, why)


def vouchers_on(
    standing: Standing, desk: YearAtDesk, account: str, month: date, *, is_turned: bool = False
) -> OnAccount | None:
    """Return the vouchers on an account in a month; None for an account or a month that the books do not have."""
    check_can_read_vouchers(standing)
    held = (year for year in desk.opened.books.years if month in year.period.months())
    balances = next(held, None)
    if balances is None or account not in balances.accounts():
        return None
    return _on_account(desk, _Asked(balances, account, month, is_turned), *_file(desk, balances.period.year))


@dataclass(frozen=True, slots=True)
class _Asked:
    """The account of a year, or one of its months, that is asked for."""

    balances: YearBalances
    account: str
    month: date | None
    is_turned: bool

    def signed(self, amount: Decimal) -> Decimal:
        return -amount if self.is_turned else amount


def _on_account(desk: YearAtDesk, asked: _Asked, file: SieFile | None, why: Why) -> OnAccount:
    balances, account, month = asked.balances, asked.account, asked.month
    own = [row for row in balances.movements if row.account == account]
    return OnAccount(
        account=account,
        name=desk.opened.books.account_label(account),
        at=balances.period.year,
        month=month,
        opening=asked.signed(balances.opening.get(account, NIL)),
        moved=asked.signed(sum((row.amount for row in own if month in {None, row.month}), NIL)),
        months=tuple(replace(leaf, value=asked.signed(leaf.value)) for leaf in by_month(own)),
        rows=tuple(_rows(desk, asked, file)) if file is not None else (),
        why=why,
        is_turned=asked.is_turned,
    )


def _rows(desk: YearAtDesk, asked: _Asked, file: SieFile) -> Iterator[Row]:
    postings = postings_on(file, asked.account, asked.month, asked.balances.period)
    whole = rows_beside(file, [row.line for row in postings]) if asked.month else {}
    for row in postings:
        beside = tuple(_beside(asked, each) for each in whole.get(row.line, ()))
        yield Row(row, _named(desk, row.objects), beside, asked.signed(row.amount), row.amount >= 0)


def _beside(asked: _Asked, row: VoucherRow) -> Beside:
    return Beside(row.account, row.text, asked.signed(row.amount), row.amount >= 0)


def _named(desk: YearAtDesk, objects: Objects) -> str:
    """Name the cost centre and project of a row."""
    names = desk.opened.books.object_names
    return ", ".join(f"{code} {names.get((dimension, code), '')}".strip() for dimension, code in objects)


def _balances(desk: YearAtDesk, at: int) -> YearBalances | None:
    return next((year for year in desk.opened.books.years if year.period.year == at), None)


def _file(desk: YearAtDesk, at: int) -> tuple[SieFile | None, Why]:
    kept = desk.files.get(at)
    if kept is None:
        return None, "no_file"
    read = _sie(kept)
    return (read, "") if read is not None and read.all("VER") else (None, "no_vouchers")


def _sie(file: ImportedFile) -> SieFile | None:
    """Return a file of books as SIE, None where it is another kind. A file that has been read in is read once."""
    return _READ.get((file.association_id, file.sha256), partial(_as_sie, file), file.size)


def _as_sie(file: ImportedFile) -> SieFile | None:
    data = bytes(file.data)
    return read_sie(data, file.name)[0] if is_sie(data, file.name) else None
