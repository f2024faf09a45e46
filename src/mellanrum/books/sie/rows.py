"""What the records say: amounts per account, objects and month, out of the fields they stand in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mellanrum.books.ledger import Objects
from mellanrum.books.sie.amounts import amount, year_number
from mellanrum.books.sie.blocks import pairs, postings
from mellanrum.books.sie.labels import BALANCES, BY_MONTH, BY_OBJECT, LABELS
from mellanrum.books.sie.records import Record, SieFile, once

_OBJECTS_AT = {name: label.at("objects") for name, label in LABELS.items()}
_AMOUNT_AT = {name: label.at("amount") for name, label in LABELS.items()}
_ACCOUNT_AT = {name: label.at("account") for name, label in LABELS.items()}
_MONTH_AT = {name: label.at("month") for name, label in LABELS.items()}


@dataclass(frozen=True, slots=True)
class Stated:
    """An amount that a record states, in SEK, debit positive.

    `objects` is empty for an account's total and `month` the text YYYYMM, empty for records that state a year.
    """

    year: int
    account: str
    amount: Decimal
    objects: Objects
    month: str
    record: Record


def amount_text(record: Record) -> str:
    """Return the amount field of a record as it stands, whether or not the object list before it was left out."""
    at, shift = _AMOUNT_AT[record.label], _shift(record)
    return record.text(at - shift)


def objects_of(record: Record) -> Objects:
    """Return the objects of a record as sorted pairs; empty where it has none."""
    at = _OBJECTS_AT[record.label]
    value = record.fields[at] if 0 <= at < len(record.fields) else ()
    return pairs(value) if isinstance(value, tuple) else ()


@once
def stated(file: SieFile) -> Mapping[str, tuple[Stated, ...]]:
    """Return the amounts stated outside vouchers, by label; what lacks year, account or amount is left out."""
    return {label: tuple(_stated(file, label)) for label in (*BALANCES, *BY_OBJECT, *BY_MONTH)}


def _stated(file: SieFile, label: str) -> Iterator[Stated]:
    account_at, month_at = _ACCOUNT_AT[label], _MONTH_AT[label]
    for record in file.all(label):
        year, value = year_number(record.text(0)), amount(amount_text(record))
        account = record.text(account_at)
        if year is not None and value is not None and account:
            month = record.text(month_at) if month_at >= 0 else ""
            yield Stated(year, account, value, objects_of(record), month, record)


def names_an_account(file: SieFile) -> bool:
    """Tell whether any record names an account."""
    named = (record.text(at) for name, at in _ACCOUNT_AT.items() if at >= 0 for record in file.all(name))
    return any(named) or any(account for voucher in file.all("VER") for account, *_ in postings(voucher))


def accounts_named(file: SieFile) -> int:
    """Count the accounts that records outside vouchers name."""
    return len({record.text(at) for name, at in _ACCOUNT_AT.items() if at >= 0 for record in file.all(name)})


def _shift(record: Record) -> int:
    at = _OBJECTS_AT[record.label]
    if at < 0 or at >= len(record.fields):
        return 0
    return 0 if isinstance(record.fields[at], tuple) else 1
