"""The vouchers behind an account: for those who may read them, out of the file the year was read in from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from mellanrum.books.ledger import Objects, YearBalances
from mellanrum.books.opening import is_sie
from mellanrum.books.sie import Posting, SieFile, VoucherRow, postings_on, read_sie, rows_beside
from mellanrum.figures import Leaf
from mellanrum.statements.leaves import by_month
from mellanrum.web.access.rules import check_can_read_vouchers
from mellanrum.web.access.standing import Standing
from mellanrum.web.economy.kept import Kept
from mellanrum.web.economy.models import ImportedFile
from mellanrum.web.economy.opening import YearAtDesk

Why = Literal["", "no_vouchers", "no_file"]

_READ: Kept[SieFile | None] = Kept(room=4)


@dataclass(frozen=True, slots=True)
class OnAccount:
    """What stands on an account in a month, or in the year where `month` is None.

    `moved` is what the books say it moved, `rows` the rows of vouchers; `whole` are all rows of each row's voucher, by
    the row's line. `why` says why there are no rows.
    """

    account: str
    name: str
    month: date | None
    moved: Decimal
    months: tuple[Leaf, ...]
    rows: tuple[Posting, ...]
    whole: Mapping[int, tuple[VoucherRow, ...]]
    why: Why

    @property
    def sum(self) -> Decimal:
        """What the rows of vouchers move."""
        return sum((row.amount for row in self.rows), Decimal(0))

    @property
    def is_whole(self) -> bool:
        """Whether the vouchers are all that moved."""
        return self.sum == self.moved


def vouchers_on(standing: Standing, year: YearAtDesk, account: str, month: date | None, at: int) -> OnAccount | None:
    """Return the rows of vouchers on an account in a month, or in the whole year `at`.

    None for an account or a month that the books do not have. Whole vouchers come along for a month alone.
    """
    check_can_read_vouchers(standing)
    balances = _balances(year, at)
    if balances is None or account not in balances.accounts():
        return None
    if month is not None and month not in balances.period.months():
        return None
    months = by_month(movement for movement in balances.movements if movement.account == account)
    kept = _file(year, at)
    file = _sie(kept) if kept is not None else None
    rows = postings_on(file, account, month, balances.period) if file is not None else ()
    return OnAccount(
        account=account,
        name=year.opened.books.account_label(account),
        month=month,
        moved=_moved(balances, account, month),
        months=months,
        rows=rows,
        whole=rows_beside(file, [row.line for row in rows]) if file is not None and month is not None else {},
        why="no_file" if kept is None else "no_vouchers" if file is None or not file.all("VER") else "",
    )


def named_objects(year: YearAtDesk, objects: Objects) -> str:
    """Name the cost centre and project of a row."""
    names = year.opened.books.object_names
    return ", ".join(f"{code} {names.get((dimension, code), '')}".strip() for dimension, code in objects)


def _moved(balances: YearBalances, account: str, month: date | None) -> Decimal:
    if month is None:
        return balances.change(account)
    own = (row for row in balances.movements if row.account == account and row.month == month)
    return sum((row.amount for row in own), Decimal(0))


def _balances(year: YearAtDesk, at: int) -> YearBalances | None:
    return next((one for one in year.opened.books.years if one.period.year == at), None)


def _file(year: YearAtDesk, at: int) -> ImportedFile | None:
    return year.files.get(at)


def _sie(file: ImportedFile) -> SieFile | None:
    """Return a file of books as SIE, None where it is another kind. A file that has been read in is read once."""
    return _READ.get((file.association_id, file.pk), lambda: _as_sie(file))


def _as_sie(file: ImportedFile) -> SieFile | None:
    data = bytes(file.data)
    return read_sie(data, file.name)[0] if is_sie(data, file.name) else None
