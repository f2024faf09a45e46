"""What single records say: twice, too little, outside the year, undeclared (specification 4B, section 11)."""

from collections.abc import Callable, Iterator
from itertools import pairwise

from mellanrum.books.ledger import Objects
from mellanrum.books.sie.amounts import amount, day, year_number
from mellanrum.books.sie.blocks import PlainRows
from mellanrum.books.sie.labels import BY_MONTH, BY_OBJECT, ROWS
from mellanrum.books.sie.records import TEXT, Record, SieFile
from mellanrum.books.sie.rows import amount_text, stated
from mellanrum.books.sie.vouchers import booked
from mellanrum.books.sie.years import periods, stated_periods
from mellanrum.findings import Finding, Severity, finding


def bad_years(file: SieFile) -> Iterator[Finding]:
    """Say each #RAR that tells no year, and each year stated twice."""
    seen: set[int] = set()
    for record in file.all("RAR"):
        number, start, end = year_number(record.text(0)), day(record.text(1)), day(record.text(2))
        if number is None or not start or not end or start > end:
            yield finding("sie.bad_year", file.place(record), text=record.words())
        elif number in seen:
            yield finding("sie.year_twice", file.place(record), year=number)
        if number is not None:
            seen.add(number)


def missing_years(file: SieFile) -> Iterator[Finding]:
    """Warn of years that are inferred because no #RAR tells them, and of a file without the year before."""
    told = stated_periods(file)
    for number, period in periods(file).items():
        if number not in told:
            yield finding("sie.year_inferred", file.place(), year=number, period=str(period))
    if 0 in told and min(told) == 0 and min(periods(file)) == 0:
        yield finding("sie.no_previous_year", file.place(file.first("RAR")))


def undeclared_accounts(file: SieFile) -> Iterator[Finding]:
    """Warn of accounts that are used and have no #KONTO."""
    known = {record.text(0) for record in file.all("KONTO")}
    for account, _, record in _used(file):
        if account not in known:
            known.add(account)
            yield finding("sie.undeclared_account", file.place(record), account=account)


def undeclared_objects(file: SieFile) -> Iterator[Finding]:
    """Note objects that are used and have no #OBJEKT."""
    known = {(record.text(0), record.text(1)) for record in file.all("OBJEKT")}
    for _, objects, record in _used(file):
        for dimension, name in objects:
            if (dimension, name) not in known:
                known.add((dimension, name))
                yield finding("sie.undeclared_object", file.place(record), dimension=dimension, object=name)


def _used(file: SieFile) -> Iterator[tuple[str, Objects, Record]]:
    """Walk accounts and objects where they are used; in vouchers, where they are used first."""
    for rows in stated(file).values():
        yield from ((row.account, row.objects, row.record) for row in rows)
    yield from ((account, objects, voucher) for (account, objects, _), voucher in booked(file).first.items())


def duplicate_accounts(file: SieFile) -> Iterator[Finding]:
    """Say accounts declared twice: a warning where their names differ, else a note."""
    first: dict[str, Record] = {}
    for record in file.all("KONTO"):
        before = first.setdefault(record.text(0), record)
        if before is not record:
            severity = Severity.NOTE if before.words(1) == record.words(1) else None
            yield finding("sie.account_twice", file.place(record), severity=severity, account=record.text(0))


def duplicate_balances(file: SieFile) -> Iterator[Finding]:
    """Say balances stated twice: an error where they differ, else a note. The first holds."""
    for rows in stated(file).values():
        first: dict[tuple[object, ...], Record] = {}
        for row in rows:
            before = first.setdefault((row.year, row.account, row.month, row.objects), row.record)
            if before is not row.record:
                yield _twice(file, before, row.record, row.account)


def _twice(file: SieFile, before: Record, record: Record, account: str) -> Finding:
    kept, other = amount(amount_text(before)), amount(amount_text(record))
    return finding(
        "sie.balance_twice",
        file.place(record),
        severity=Severity.NOTE if kept == other else None,
        stated=other,
        expected=kept,
        label=record.label,
        account=account,
        line=before.line,
    )


def duplicate_vouchers(file: SieFile) -> Iterator[Finding]:
    """Warn of two vouchers with one number in one series."""
    first: dict[tuple[str, str], Record] = {}
    for voucher in file.all("VER"):
        series, number = voucher.text(0), voucher.text(1)
        if number.strip("0") and first.setdefault((series, number), voucher) is not voucher:
            line = first[series, number].line
            yield finding("sie.voucher_twice", file.place(voucher), series=series, number=number, line=line)


def voucher_days(file: SieFile) -> Iterator[Finding]:
    """Warn of vouchers without a day, or dated outside the file's year; they count, without a month."""
    own = periods(file).get(0)
    for voucher in file.all("VER"):
        when, name = day(voucher.text(2)), name_of(voucher)
        if when is None:
            yield finding("sie.voucher_undated", file.place(voucher), voucher=name, text=voucher.text(2))
        elif own and not own.start <= when <= own.end:
            yield finding("sie.voucher_outside_year", file.place(voucher), voucher=name, day=when, year=str(own))


def name_of(voucher: Record) -> str:
    """Name a voucher by series and number."""
    return f"{voucher.text(0)} {voucher.text(1)}".strip()


def empty_vouchers(file: SieFile) -> Iterator[Finding]:
    """Warn of vouchers without braces: their rows are missing."""
    for voucher in file.all("VER"):
        if voucher.rows is None:
            yield finding("sie.voucher_without_rows", file.place(voucher), voucher=name_of(voucher))


def rows_outside(file: SieFile) -> Iterator[Finding]:
    """Say voucher rows that stand outside braces; they belong to no voucher and are not counted."""
    for label in sorted(ROWS):
        for record in file.all(label):
            yield finding("sie.row_outside", file.place(record), label=label)


def added_rows(file: SieFile) -> Iterator[Finding]:
    """Warn of an #RTRANS that no #TRANS on the same account follows: the row it adds is not counted."""
    for voucher in file.all("VER"):
        if isinstance(voucher.rows, PlainRows) and not voucher.rows.may_have("RTRANS"):
            continue
        for row, following in pairwise((*(voucher.rows or ()), Record(TEXT))):
            if row.label == "RTRANS" and not _is_twin(row, following):
                yield finding("sie.row_without_twin", file.place(row), voucher=name_of(voucher), account=row.text(0))


def _is_twin(row: Record, following: Record) -> bool:
    """Whether a row is the #TRANS of an #RTRANS; day and sign may differ."""
    one, other = amount(amount_text(row)), amount(amount_text(following)) if following.label == "TRANS" else None
    same = one is not None and other is not None and abs(one) == abs(other)
    return same and row.text(0) == following.text(0)


def object_lists(file: SieFile) -> Iterator[Finding]:
    """Warn of an object list that is not pairs of dimension and object; its last word is left out."""
    for label in (*BY_OBJECT, *BY_MONTH):
        for record in file.all(label):
            yield from _odd_list(file, record)
    for voucher in booked(file).unpaired:
        for row in voucher.rows or ():
            yield from _odd_list(file, row)


def _odd_list(file: SieFile, record: Record) -> Iterator[Finding]:
    for field in record.fields:
        if isinstance(field, tuple) and len(field) % 2:
            yield finding("sie.object_list", file.place(record), label=record.label, text=" ".join(field))


CHECKS: tuple[Callable[[SieFile], Iterator[Finding]], ...] = (
    bad_years,
    missing_years,
    undeclared_accounts,
    undeclared_objects,
    duplicate_accounts,
    duplicate_balances,
    duplicate_vouchers,
    voucher_days,
    empty_vouchers,
    rows_outside,
    added_rows,
    object_lists,
)
