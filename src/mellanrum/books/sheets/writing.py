"""Writing books as a trial balance, and the empty templates that people fill in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from mellanrum.books.ledger import COST_CENTRE, NIL, PROJECT, Books, Movement, Objects, YearBalances
from mellanrum.books.sheets.headings import FULL_MONTHS
from mellanrum.books.sheets.table import Column, Format, Table, Written, write_tables

Kind = Literal["trial_balance", "budget"]
Key = tuple[str, str, str]
"""Account, cost centre, project; empty where there is none."""

_TEXTS = ("Konto", "Benämning", "Kostnadsställe", "Kostnadsställenamn", "Projekt", "Projektnamn")
_MONTHS = tuple(name.capitalize() for name in FULL_MONTHS)
_NO_MONTH = "Utan månad"
_PREVIOUS = ("Förändring föregående år", "Utgående balans föregående år")
_YEAR = "Räkenskapsår"


def write_trial_balance(books: Books, form: Format) -> bytes:
    """Write the newest year of the books, with the year before where it is there, as a trial balance.

    A row for each account, cost centre and project, debit positive; opening balance, months where the books have
    them, change, closing balance, budget. Other dimensions are added up. Reading it gives the same balances,
    movements by month, cost centre and project, and the budget of the whole year.
    """
    year, before = books.years[0], books.year(books.period.previous())
    months = year.period.months()
    by_month = len(months) == len(_MONTHS) and any(movement.month for movement in year.movements)
    headings = [
        "Ingående balans",
        *((*(_MONTHS[month.month - 1] for month in months), _NO_MONTH) if by_month else ()),
        *("Förändring", "Utgående balans", "Budget"),
        *(_PREVIOUS if before else ()),
    ]
    rows = _Rows(books, year, before, (*months, None) if by_month else ())
    columns = [*(Column(text) for text in _TEXTS), *(Column(heading, is_amount=True) for heading in headings)]
    return write_tables([Table("Saldobalans", _above(year), columns, rows.all())], form)


def _above(year: YearBalances) -> Sequence[Sequence[Written]]:
    return ((_YEAR, year.period.year), ())


class _Rows:
    def __init__(
        self, books: Books, year: YearBalances, before: YearBalances | None, months: Sequence[date | None]
    ) -> None:
        self.books, self.year, self.before, self.months = books, year, before, months
        self.moved = _by_key(year.movements)
        self.budget = _by_key(year.budget)
        self.moved_before = _by_key(before.movements if before else ())

    def all(self) -> list[list[Written]]:
        balances = {*self.year.accounts(), *(self.before.accounts() if self.before else ())}
        used = {*self.moved, *self.budget, *self.moved_before, *((account, "", "") for account in balances)}
        return [[*self._texts(key), *self._amounts(key)] for key in sorted(used)]

    def _texts(self, key: Key) -> list[Written]:
        account, centre, project = key
        names = self.books.object_names
        centre_name, project_name = names.get((COST_CENTRE, centre), ""), names.get((PROJECT, project), "")
        return [account, self.books.account_names.get(account, ""), centre, centre_name, project, project_name]

    def _amounts(self, key: Key) -> list[Written]:
        opening, change = _opening(self.year, key), sum(self.moved[key].values(), NIL)
        budget = sum(self.budget[key].values(), NIL) if key in self.budget else None
        amounts: list[Written] = [opening, *(self.moved[key][month] for month in self.months)]
        amounts += [change, opening + change, budget]
        if self.before is not None:
            moved = sum(self.moved_before[key].values(), NIL)
            amounts += [moved, _opening(self.before, key) + moved]
        return amounts


def _opening(year: YearBalances, key: Key) -> Decimal:
    account, *objects = key
    return NIL if any(objects) else year.opening.get(account, NIL)


def _by_key(movements: Iterable[Movement]) -> dict[Key, dict[date | None, Decimal]]:
    found: dict[Key, dict[date | None, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for movement in movements:
        found[_key(movement.account, movement.objects)][movement.month] += movement.amount
    return found


def _key(account: str, objects: Objects) -> Key:
    by_dimension: Mapping[str, str] = dict(objects)
    return account, by_dimension.get(COST_CENTRE, ""), by_dimension.get(PROJECT, "")


def write_template(kind: Kind, form: Format) -> bytes:
    """Write an empty table to fill in: a line that says how, the headings, and in xlsx a sheet with an example.

    The example (the sheet Exempel) is of invented amounts and is itself a table that can be read.
    """
    columns, how, rows = (_TRIAL_BALANCE, _HOW, _EXAMPLE) if kind == "trial_balance" else (_BUDGET, _HOW_BUDGET, _PLAN)
    name = "Saldobalans" if kind == "trial_balance" else "Budget"
    empty = Table(name, ((_YEAR, ""), (how,)), columns, ())
    example = Table("Exempel", ((_YEAR, 2025), (how,)), columns, rows)
    return write_tables([empty, example], form)


def _columns(texts: Iterable[str], amounts: Iterable[str]) -> list[Column]:
    return [*(Column(text) for text in texts), *(Column(text, is_amount=True) for text in amounts)]


_TRIAL_BALANCE = _columns(
    ("Konto", "Benämning", "Kostnadsställe", "Projekt"),
    ("Ingående balans", "Förändring", "Utgående balans", "Budget", "Utgående balans föregående år"),
)
_HOW = (
    "Skriv året efter Räkenskapsår och en rad för varje konto och kostnadsställe, i kronor: tillgångar och kostnader "
    "som positiva tal, skulder, eget kapital och intäkter som negativa. Lämna kolumner du inte behöver tomma."
)
_BUDGET = _columns(("Konto", "Benämning", "Kostnadsställe", "Projekt"), ("Belopp",))
_HOW_BUDGET = (
    "Skriv året efter Räkenskapsår och en rad för varje konto eller kostnadsställe, i kronor för hela året: kostnader "
    "som positiva tal, intäkter som negativa. Kontot får lämnas tomt om kostnadsstället är ifyllt."
)


def _row(texts: Sequence[str], *amounts: int | None) -> list[Written]:
    return [*texts, *(None if amount is None else Decimal(amount) for amount in amounts)]


_EXAMPLE = (
    _row(("1510", "Kundfordringar", "", ""), 100_000, -40_000, 60_000, None, 100_000),
    _row(("1930", "Bank", "", ""), 400_000, 140_000, 540_000, None, 400_000),
    _row(("2010", "Eget kapital", "", ""), -500_000, 0, -500_000, None, -480_000),
    _row(("3010", "Bidrag från medlemmarna", "10", ""), 0, -1_000_000, -1_000_000, -1_000_000, -980_000),
    _row(("5010", "Lokalhyra", "10", ""), 0, 120_000, 120_000, 130_000, 110_000),
    _row(("7010", "Löner", "10", ""), 0, 580_000, 580_000, 570_000, 650_000),
    _row(("7010", "Löner", "20", "P1"), 0, 200_000, 200_000, 220_000, 200_000),
)
_PLAN = (
    _row(("3010", "Bidrag från medlemmarna", "10", ""), -1_000_000),
    _row(("5010", "Lokalhyra", "10", ""), 130_000),
    _row(("7010", "Löner", "10", ""), 570_000),
    _row(("", "", "20", "P1"), 220_000),
)
