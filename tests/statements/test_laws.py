"""Laws that hold for any books whose openings and vouchers balance."""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from mellanrum.books.ledger import Movement, YearBalances
from mellanrum.figures import Family, Figure, FigureBook, Leaf, Operation, Period
from mellanrum.statements import Basis, basis, families
from mellanrum.statements.tables import notes
from statements.strategies import Made, closed, made_books, with_years

KEY = re.compile(r"[a-z0-9_.]+")
YEARS = (Period.of_year(2025), Period.of_year(2024))
NOTES = {
    "revenue_note.sum": ("income_statement.revenue", 1),
    "receivables_note.sum": ("balance_sheet.receivables", 1),
    "liabilities_note.sum": ("balance_sheet.short_term_liabilities", 1),
    "fixed_assets_note.closing": ("balance_sheet.fixed_assets", 1),
    "non_cash_note.sum": ("cash_flow.non_cash", 1),
}

laws = settings(max_examples=30)


def basis_of(made: Made) -> Basis:
    return basis(made.books, made.chart, made.own)[0]


def book_of(made: Made, offered: tuple[Family, ...] = ()) -> FigureBook:
    books = made.books
    return FigureBook(books.name, books.period, books.period.end, offered or families(basis_of(made)))


def every_figure(book: FigureBook) -> Iterator[Figure]:
    for period in YEARS:
        for prefix in book.prefixes:
            yield from (book.get(key, period) for key in book.keys(prefix, period))


def shown(book: FigureBook) -> dict[tuple[str, Period], tuple[Decimal, str]]:
    return {(figure.key, figure.period): (figure.value, figure.label) for figure in every_figure(book)}


def value(book: FigureBook, key: str, period: Period) -> Decimal:
    found = book.find(key, period)
    return Decimal(0) if found is None else found.value


@laws
@given(made_books())
def test_balance_sheet_ties(made: Made) -> None:
    book = book_of(made)

    for period in YEARS:
        for sheet in ("balance_sheet", "opening_balance"):
            assert value(book, f"{sheet}.total_assets", period) == value(
                book, f"{sheet}.equity_and_liabilities", period
            )


@laws
@given(made_books())
def test_cash_flow_ends_where_the_balance_sheet_does(made: Made) -> None:
    book = book_of(made)

    for period in YEARS:
        assert book.get("cash_flow.cash_out", period).value == value(book, "balance_sheet.cash", period)


@laws
@given(made_books())
def test_a_year_opens_as_the_one_before_it_closed(made: Made) -> None:
    book = book_of(made)

    for later, before in pairwise(YEARS):
        for line in ("total_assets", "cash", "equity", "equity_and_liabilities"):
            assert value(book, f"opening_balance.{line}", later) == value(book, f"balance_sheet.{line}", before), line


@laws
@given(made_books())
def test_areas_add_up_to_the_result(made: Made) -> None:
    book = book_of(made)

    for period in YEARS:
        result = book.get("income_statement.result", period).value
        areas = [key for key in book.keys("operations", period) if key.endswith(".net") and ".sum." not in key]
        assert sum((book.get(key, period).value for key in areas), Decimal(0)) == result
        assert book.get("operations.sum.net", period).value == result


@laws
@given(made_books(), st.sampled_from(["area", "kind"]))
def test_cost_note_is_the_costs_and_the_financed_activities(made: Made, notes_by: str) -> None:
    book = book_of(replace(made, own=made.own.model_copy(update={"notes_by": notes_by})))

    for period in YEARS:
        lines = (value(book, f"income_statement.{line}", period) for line in ("costs", "depreciation"))
        costs = -sum(lines, Decimal(0))
        assert value(book, "cost_note.sum", period) == costs
        assert value(book, "financed.total", period) == costs


@laws
@given(made_books())
def test_notes_add_up_to_their_line(made: Made) -> None:
    book = book_of(made)

    for period in YEARS:
        for note, (line, sign) in NOTES.items():
            assert value(book, note, period) == sign * value(book, line, period), note
        financial = (value(book, f"income_statement.financial_{side}", period) for side in ("income", "costs"))
        assert value(book, "financial_note.sum", period) == sum(financial, Decimal(0))


@laws
@given(made_books())
def test_overview_revenue_less_costs_is_the_result(made: Made) -> None:
    book = book_of(made)

    for period in YEARS:
        revenue, costs = (value(book, f"overview.{name}", period) for name in ("revenue", "costs"))
        assert revenue - costs == value(book, "overview.result", period)


@laws
@given(made_books())
def test_every_trace_recomputes_and_every_leaf_is_its_parts(made: Made) -> None:
    book = book_of(made)

    for figure in every_figure(book):
        assert figure.trace.operation is not Operation.GIVEN
        assert figure.trace.recompute() == figure.value, figure.key
        for node in figure.nodes():
            if isinstance(node, Leaf) and node.parts:
                assert sum((part.value for part in node.parts), Decimal(0)) == node.value, node.key


@laws
@given(made_books(), st.randoms(use_true_random=False))
def test_order_of_movements_does_not_matter(made: Made, dice: random.Random) -> None:
    def shuffled(year: YearBalances) -> YearBalances:
        moved, budget = list(year.movements), list(year.budget)
        dice.shuffle(moved)
        dice.shuffle(budget)
        return replace(year, movements=tuple(moved), budget=tuple(budget))

    other = replace(made, books=with_years(made.books, shuffled))

    assert shown(book_of(other)) == shown(book_of(made))


@laws
@given(made_books())
def test_closing_entry_changes_nothing_shown(made: Made) -> None:
    newest, *earlier = made.books.years
    again = replace(made, books=replace(made.books, years=(closed(newest), *earlier)))

    assert shown(book_of(again)) == shown(book_of(made))


@laws
@given(made_books())
def test_keys_are_exactly_those_that_answer(made: Made) -> None:
    book = book_of(made)
    listed = {(key, period) for period in YEARS for prefix in book.prefixes for key in book.keys(prefix, period)}
    asked = {key for key, _ in listed} | {key for prefix in book.prefixes for key in unheard_of(made, prefix)}

    answered = {(key, period) for key in asked for period in YEARS if book.find(key, period) is not None}

    assert answered == listed
    assert {key for key, _ in listed if not KEY.fullmatch(key)} == set()
    assert all(
        len(book.keys(prefix, period)) == len(set(book.keys(prefix, period)))
        for prefix in book.prefixes
        for period in YEARS
    )


def unheard_of(made: Made, prefix: str) -> Iterator[str]:
    """Keys that a family might answer without listing them."""
    areas = [*(row.key for row in basis_of(made).areas.rows), "sum", "nothing"]
    yield from (
        f"{prefix}.{area}.{column}" for area in areas for column in ("income", "net", "budget", "deviation", "x")
    )
    rows = ("sum", "total", "total.x", "rest", "vat", "closing", "unmapped", "unmapped_assets", "unmapped_liabilities")
    yield from (f"{prefix}.{name}" for name in (*areas, *rows, "individual", "administration", "audit", "d_unmapped"))
    accounts = {account for year in made.books.years for account in year.accounts()}
    yield from (
        f"{prefix}.{start}{account}" for account in accounts for start in ("a", "unmapped_", "administration.a")
    )
    yield prefix


@laws
@given(made_books())
def test_no_figure_is_computed_twice(made: Made) -> None:
    times: Counter[tuple[str, Period]] = Counter()

    def counted(family: Family) -> Family:
        compute: Callable[[FigureBook, str, Period], Figure | None] = family.compute

        def count(book: FigureBook, key: str, period: Period) -> Figure | None:
            times[key, period] += 1
            return compute(book, key, period)

        return replace(family, compute=count)

    book = book_of(made, tuple(counted(family) for family in families(basis_of(made))))
    for _ in range(2):
        assert list(every_figure(book))

    assert set(times.values()) == {1}


@laws
@given(made_books())
def test_no_two_rows_of_a_note_are_called_the_same(made: Made) -> None:
    made_basis = basis_of(made)

    for note in notes(book_of(made), made_basis.notes_by):
        labels = [row.label for row in note.rows]
        assert len(labels) == len(set(labels)), note.key


@laws
@given(made_books())
def test_findings_never_stop(made: Made) -> None:
    for item in basis_of(made).findings():
        assert item.code


@laws
@given(made_books(), st.integers(1, 12))
def test_result_of_a_year_is_that_of_any_two_parts_of_it(made: Made, last: int) -> None:
    year = made.books.years[0]
    parts = [
        tuple(m for m in year.movements if m.month is not None and (m.month.month <= last) is is_first)
        for is_first in (True, False)
    ]

    halves = [replace(year, movements=part, opening={}, closing=_sums(part)) for part in parts]
    results = [
        value(book_of(replace(made, books=replace(made.books, years=(half,)))), "income_statement.result", YEARS[0])
        for half in halves
    ]

    assert sum(results, Decimal(0)) == value(book_of(made), "income_statement.result", YEARS[0])


def _sums(movements: tuple[Movement, ...]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for movement in movements:
        found[movement.account] = found.get(movement.account, Decimal(0)) + movement.amount
    return found
