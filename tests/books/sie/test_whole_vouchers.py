"""Whole vouchers: the rows beside a row."""

from decimal import Decimal

from mellanrum.books.sie import postings_on, rows_beside
from mellanrum.figures import Period

from .small_books import SMALL, sie

THIS = Period.of_year(2023)


def test_rows_of_a_voucher_stand_beside_each_other_and_sum_to_nil() -> None:
    file = sie(SMALL)
    (row,) = [row for row in postings_on(file, "4010", None, THIS) if row.number == "2"]

    beside = rows_beside(file, [row.line])[row.line]

    assert [(each.account, each.amount) for each in beside][:1] == [("4010", Decimal("400.00"))]
    assert sum(each.amount for each in beside) == 0


def test_every_row_on_an_account_has_its_voucher() -> None:
    file = sie(SMALL)
    lines = [row.line for row in postings_on(file, "1930", None, THIS)]

    found = rows_beside(file, lines)

    assert {line: [row.account for row in rows if row.line == line] for line, rows in found.items()} == {
        line: ["1930"] for line in lines
    }


def test_line_that_is_no_row_has_nothing_beside_it() -> None:
    assert rows_beside(sie(SMALL), [0, 1, 10_000]) == {}
