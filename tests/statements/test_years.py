"""Years that are not like the others: broken, first, empty, put together from several files, halves of a year."""

from dataclasses import replace
from decimal import Decimal

from mellanrum.books.ledger import Books, YearBalances
from mellanrum.books.merge import merge
from mellanrum.figures import Period
from mellanrum.statements.tables import financed, operations, overview, statement
from statements.given import BEFORE, HEAD, books, given, opened


def test_year_after_a_short_first_year_has_it_beside_itself() -> None:
    head = HEAD.replace("#RAR -1 20240101", "#RAR -1 20240901")

    that = given(
        """
        #IB -1 1930 0
        #UB -1 1930 70
        #RES -1 3010 -70
        #IB 0 1930 70
        #IB 0 2060 -70
        2025-02-10: 1930 100, 3010 -100
        """,
        head=head,
    )

    lines = {line.key: line.previous.value for line in statement(that.book, "balance_sheet") if line.previous}
    assert lines["cash"] == 70
    assert that.amount("cash_flow.cash_out", BEFORE) == 70
    assert that.amount("cash_flow.year") == 100


def test_broken_financial_year() -> None:
    head = HEAD.replace("20250101 20251231", "20240701 20250630").replace("20240101 20241231", "20230701 20240630")

    that = given(
        """
        #UB -1 1930 70
        #RES -1 3010 -70
        #IB 0 1930 70
        #IB 0 2060 -70
        2024-08-10: 1930 40, 3010 -40
        2025-06-30: 1930 60, 3010 -60
        """,
        head=head,
    )

    assert that.amount("income_statement.result") == 100
    assert that.amount("income_statement.result", that.book.period.previous()) == 70
    months = [leaf.key for leaf in that.book.get("income_statement.revenue").trace.inputs[0].node.parts]  # type: ignore[union-attr]  # the input of a line is an account
    assert months == ["2024-08", "2025-06"]


def test_first_year_has_no_year_beside_it() -> None:
    that = given("2025-02-10: 1930 100, 3010 -100", head=HEAD.replace("#RAR -1 20240101 20241231\n", ""))

    assert {line.previous for line in statement(that.book, "balance_sheet")} == {None}
    assert [line.year for line in overview(that.book)] == [2025]
    assert all(line.amounts[1:] == (None, None) for line in financed(that.book))


def test_empty_association() -> None:
    that = opened(Books("Nytt", "", (YearBalances(Period.of_year(2025), {}, {}, ()),)))

    assert {key: value for prefix in that.book.prefixes for key, value in that.table(prefix).items()} == {}
    assert that.amount("balance_sheet.total_assets") == 0
    assert [line.key for line in operations(that.book)] == ["sum"]
    assert that.codes() == []


EARLIER = HEAD.replace("20250101 20251231", "20230101 20231231").replace("20240101 20241231", "20220101 20221231")


def test_year_that_is_only_last_years_column_stands_between_two_files() -> None:
    newest = books(
        """
        #UB -1 1930 90
        #UB -1 2060 -60
        #RES -1 3010 -30
        #IB 0 1930 90
        #IB 0 2060 -90
        2025-02-10: 1930 10, 3010 -10
        """
    )
    oldest = books("#IB 0 1930 40\n#IB 0 2060 -40\n2023-02-10: 1930 20, 3010 -20", EARLIER)

    that = opened(merge(newest, (oldest,))[0])

    assert [line.year for line in overview(that.book)] == [2025, 2024, 2023]
    assert [that.amount("overview.result", Period.of_year(year)) for year in (2025, 2024, 2023)] == [10, 30, 20]
    # 2024 has no opening balances of its own; 2023 says what it opened with.
    assert that.amount("cash_flow.cash_in", BEFORE) == 60
    assert that.amount("cash_flow.cash_out", BEFORE) == 90


def half(year: YearBalances, months: range, opening: dict[str, Decimal]) -> YearBalances:
    """Cut a part of a year out of its books."""
    kept = tuple(m for m in year.movements if m.month is not None and m.month.month in months)
    closing = dict(opening)
    for movement in kept:
        closing[movement.account] = closing.get(movement.account, Decimal(0)) + movement.amount
    first, last = months[0], months[-1]
    end = Period.of_year(2025).end if last == 12 else Period.of_year(2025).end.replace(month=last, day=30)
    period = Period(year.period.start.replace(month=first), end)
    return replace(year, period=period, opening=opening, closing=closing, movements=kept)


def test_half_year_and_the_rest_are_the_year() -> None:
    whole = books(
        """
        #IB 0 1930 100
        #IB 0 2060 -100
        2025-02-10: 1930 50, 3010 -50
        2025-06-30: 1930 -20, 5010 20
        2025-07-01: 1930 -15, 5010 15
        2025-12-31: 1930 70, 3010 -70
        """
    )
    [year] = [year for year in whole.years if year.period.year == 2025]
    first = half(year, range(1, 7), dict(year.opening))
    second = half(year, range(7, 13), dict(first.closing))

    shown = [opened(replace(whole, years=(part,))) for part in (year, first, second)]

    for name in ("revenue", "costs", "result"):
        all_year, spring, autumn = (Decimal(that.amount(f"income_statement.{name}") or 0) for that in shown)
        assert all_year == spring + autumn, name
    assert shown[0].amount("balance_sheet.cash") == shown[2].amount("balance_sheet.cash") == 185
    assert shown[0].amount("balance_sheet.equity") == shown[2].amount("balance_sheet.equity")
    assert shown[2].amount("balance_sheet.other_equity") == 100 + 30
