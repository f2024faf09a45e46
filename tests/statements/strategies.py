"""Consistent made-up books: balanced openings and vouchers over all that a chart has, two years, sometimes odd."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from mellanrum.books.association_map import (
    NO_MAP,
    Allocation,
    Area,
    AssociationMap,
    ChartName,
    MapGroup,
    NoteRow,
)
from mellanrum.books.ledger import NIL, Books, Movement, Objects, YearBalances
from mellanrum.figures import Period

BALANCE = (
    *("1010", "1220", "1350", "1410", "1510", "1630", "1650", "1790", "1810", "1930", "1-A", "1A"),
    *("2060", "2110", "2210", "2350", "2440", "2610", "2640", "2890", "2990", "9110", "9510"),
)
RESULT = (
    *("3010", "3020", "3030", "3050", "3910", "3973", "4010", "5010", "50101", "5910", "6010", "6420", "7010"),
    *("7710", "7832", "7910", "7973", "8010", "8310", "8410", "8510", "8710", "8810"),
)
NAMES = {
    "3010": "Bidrag från staten",
    "3020": "Bidrag Region Norr",
    "3030": "Bidrag från kommunen",
    "3050": "ESF-projekt",
    "5010": "Övrigt",
    "6010": "Övrigt",
    "6420": "Revision",
}
CENTRES = ("10", "20", "30", "4 A", "4-A")
CENTRE_NAMES = {"10": "Kansli", "20": "Struktur", "30": "Individ"}
EQUITY, CLOSING = "2099", "8999"
UNLIMITED = AssociationMap(
    notes_by="area",
    area=(
        Area(key="adm", label="Administration", kind="administration", cost_centres=("10",)),
        Area(key="struktur", label="Struktur", kind="structural", cost_centres=("20",), accounts=("59",)),
        Area(key="individ", label="Individ", kind="individual", cost_centres=("30",), projects=("P1",)),
    ),
    allocation=(
        Allocation(
            valid_from=date(2024, 7, 1),
            decision="§ 45",
            accounts=("70",),
            cost_centres=("10",),
            shares={"struktur": Decimal("0.335"), "adm": Decimal("0.665")},
        ),
    ),
    note_row=(NoteRow(note="cost_note", label="Lokaler", prefixes=("50",)),),
    group=(MapGroup(group="capital_gains", prefixes=("3973",)), MapGroup(group="capital_losses", prefixes=("7973",))),
)

Balances = dict[str, Decimal]


@dataclass(frozen=True, slots=True)
class Made:
    """Books with their chart and map."""

    books: Books
    chart: ChartName
    own: AssociationMap


def year_of(
    period: Period, opening: Balances, movements: Iterable[Movement], budget: Iterable[Movement]
) -> YearBalances:
    """Make a year that adds up."""
    moved = joined(movements)
    closing = dict(opening)
    for movement in moved:
        closing[movement.account] = closing.get(movement.account, NIL) + movement.amount
    return YearBalances(period, opening, closing, moved, tuple(budget), f"{period.year}.se")


def joined(movements: Iterable[Movement]) -> tuple[Movement, ...]:
    """Add movements by account, objects and month."""
    sums: dict[tuple[str, Objects, date | None], Decimal] = {}
    for movement in movements:
        key = movement.account, movement.objects, movement.month
        sums[key] = sums.get(key, NIL) + movement.amount
    return tuple(Movement(*key, amount) for key, amount in sums.items())


def closed(year: YearBalances) -> YearBalances:
    """Book the closing entry: the result against equity."""
    result = sum((a for account, a in year.closing.items() if account[0] in "345678"), NIL)
    month = date(year.period.year, 12, 1)
    entry = (Movement(CLOSING, (), month, -result), Movement(EQUITY, (), month, result))
    return year_of(year.period, dict(year.opening), (*year.movements, *entry), year.budget)


def opened_after(year: YearBalances, *, moved: bool) -> Balances:
    """Return what the next year opens with, its result moved to equity or left for nobody."""
    opening = {account: amount for account, amount in year.closing.items() if account[0] not in "345678" and amount}
    if moved:
        opening["2060"] = opening.get("2060", NIL) - sum(opening.values(), NIL)
    return opening


amounts = st.integers(-9_999_999, 9_999_999).map(lambda ore: Decimal(ore) / 100)


@st.composite
def movements(draw: st.DrawFn, year: int) -> list[Movement]:
    """Draw balanced vouchers."""
    found: list[Movement] = []
    for _ in range(draw(st.integers(0, 8))):
        month = date(year, draw(st.integers(1, 12)), 1)
        accounts = draw(st.lists(st.sampled_from(BALANCE + RESULT + RESULT), min_size=2, max_size=5))
        row_amounts = [draw(amounts) for _ in accounts[1:]]
        for account, amount in zip(accounts, [*row_amounts, -sum(row_amounts, NIL)], strict=True):
            found.append(Movement(account, draw(objects_of(account)), month, amount))
    return found


@st.composite
def objects_of(draw: st.DrawFn, account: str) -> Objects:
    if account[0] not in "345678":
        return ()
    centre, project = draw(st.sampled_from(("", *CENTRES))), draw(st.sampled_from(("", "", "P1")))
    return tuple(pair for pair in (("1", centre), ("6", project)) if pair[1])


@st.composite
def budgets(draw: st.DrawFn, year: int) -> list[Movement]:
    rows = draw(st.lists(st.tuples(st.sampled_from(("", *RESULT)), amounts), max_size=5))
    return [Movement(account, draw(objects_of(account or "5")), date(year, 1, 1), amount) for account, amount in rows]


@st.composite
def openings(draw: st.DrawFn) -> Balances:
    found = {account: draw(amounts) for account in draw(st.lists(st.sampled_from(BALANCE), max_size=8))}
    found["2060"] = found.get("2060", NIL) - sum(found.values(), NIL)
    return found


@st.composite
def made_books(draw: st.DrawFn) -> Made:
    """Draw books of two years: by either chart, with a map or without, the closing entry booked or not."""
    before = year_of(Period.of_year(2024), draw(openings()), draw(movements(2024)), draw(budgets(2024)))
    before = closed(before) if draw(st.booleans()) else before
    opening = opened_after(before, moved=draw(st.booleans()))
    this = year_of(Period.of_year(2025), opening, draw(movements(2025)), draw(budgets(2025)))
    this = closed(this) if draw(st.booleans()) else this
    names: Mapping[tuple[str, str], str] = {("1", code): name for code, name in CENTRE_NAMES.items()}
    books = Books("Finsam Exempel", "222000-0000", (this, before), NAMES, {}, names)
    chart: ChartName = draw(st.sampled_from(("bas", "kommun-bas")))
    own = draw(st.sampled_from((NO_MAP, UNLIMITED, UNLIMITED.model_copy(update={"notes_by": "kind"}))))
    return Made(books, chart, own)


def with_years(books: Books, change: Callable[[YearBalances], YearBalances]) -> Books:
    """Return the books with every year changed."""
    return replace(books, years=tuple(change(year) for year in books.years))
