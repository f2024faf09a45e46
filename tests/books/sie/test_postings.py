"""The rows of vouchers behind an account's month are what the trace says the month is."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mellanrum.books.ledger import NIL, YearBalances
from mellanrum.books.sie import Posting, SieFile, books_from_sie, postings_on, read_sie
from mellanrum.figures import Period

from .small_books import SMALL, changed, sie

DATA = Path(__file__).parents[2] / "data" / "sie"
THIS = Period.of_year(2023)
DECEMBER = date(2023, 12, 1)


def by_month(year: YearBalances) -> dict[tuple[str, date | None], Decimal]:
    """What the books say moved, by account and month: the months of every trace."""
    found: dict[tuple[str, date | None], Decimal] = {}
    for movement in year.movements:
        key = movement.account, movement.month
        found[key] = found.get(key, NIL) + movement.amount
    return found


def total(file: SieFile, account: str, month: date | None, period: Period) -> Decimal:
    return sum((row.amount for row in postings_on(file, account, month, period)), NIL)


def test_row_with_all_that_the_file_says_of_it() -> None:
    assert postings_on(sie(SMALL), "4010", date(2023, 2, 1), THIS) == (
        Posting(
            series="A",
            number="2",
            day=date(2023, 2, 16),
            voucher_text='Faktura, "Vägen in"',
            text="Vägen in",
            objects=(("1", "20"),),
            amount=Decimal("400.00"),
            line=44,
        ),
    )


def test_line_is_where_the_row_stands() -> None:
    file = sie(SMALL)

    rows = postings_on(file, "1930", None, THIS)

    assert [file.lines[row.line - 1].split()[-1] for row in rows] == ["500.00", "-400.00", "-49.50"]


def test_rows_taken_away_and_added_are_left_out() -> None:
    file = sie(
        changed(
            (
                '   #TRANS 4010 {1 "10"} 49.50\n',
                '   #BTRANS 4010 {1 "10"} 44.00\n   #RTRANS 4010 {1 "10"} 49.50\n   #TRANS 4010 {1 "10"} 49.50\n',
            )
        )
    )

    assert [row.amount for row in postings_on(file, "4010", DECEMBER, THIS)] == [Decimal("49.50")]


def test_row_without_objects_has_its_text() -> None:
    file = sie(changed(("#TRANS 1930 {} -49.50", '#TRANS 1930 -49.50 20231221 "Bank"')))

    (row,) = postings_on(file, "1930", DECEMBER, THIS)

    assert (row.text, row.objects, row.day) == ("Bank", (), date(2023, 12, 21))


def test_row_dated_outside_the_year_follows_its_voucher() -> None:
    file = sie(changed(("#TRANS 1930 {} -49.50", "#TRANS 1930 {} -49.50 20240105")))

    assert [row.day for row in postings_on(file, "1930", DECEMBER, THIS)] == [date(2023, 12, 20)]


def test_voucher_dated_outside_the_year_stands_in_no_month() -> None:
    file = sie(changed(("20231220", "20240105")))

    assert postings_on(file, "1930", date(2024, 1, 1), THIS) == ()
    assert [row.day for row in postings_on(file, "1930", None, THIS)][-1] == date(2024, 1, 5)


@pytest.mark.parametrize(("account", "period"), [("193", THIS), ("1930", THIS.previous()), ("", THIS)])
def test_nothing_on_another_account_or_year(account: str, period: Period) -> None:
    assert postings_on(sie(SMALL), account, None, period) == ()


@pytest.mark.parametrize("name", ["dk2023", "dk2025", "vast2023"])
def test_every_month_of_every_account_is_its_rows(name: str) -> None:
    file, _ = read_sie((DATA / f"{name}.se").read_bytes(), f"{name}.se")
    assert file is not None
    year = books_from_sie(file)[0].years[0]
    months = {key: amount for key, amount in by_month(year).items() if key[1] is not None}

    shown = {(account, month): total(file, account, month, year.period) for account, month in months}

    assert months
    assert shown == months
    assert {a: total(file, a, None, year.period) for a in year.accounts()} == {
        a: sum((amount for (account, _), amount in months.items() if account == a), NIL) for a in year.accounts()
    }


days = st.sampled_from(("", "20230110", "20230131", "20231220", "20240105", "skräp"))
rows = st.tuples(
    st.sampled_from(("TRANS", "TRANS", "TRANS", "RTRANS", "BTRANS")),
    st.sampled_from(("1930", "4010", "40101")),
    st.sampled_from(("{}", '{1 "10"}', '{1 "10" 6 "40101"}', "")),
    st.integers(-9999, 9999),
    days,
)


@given(st.lists(st.tuples(days, st.lists(rows, min_size=1, max_size=4)), min_size=1, max_size=5))
def test_rows_add_up_to_what_the_books_say(vouchers: list[tuple[str, list[tuple[str, str, str, int, str]]]]) -> None:
    written = "".join(
        f'#VER A 1 "{day}"\n{{\n'
        + "".join(
            f'#{label} {account} {objects} {ore / 100:.2f} "{own}"\n' for label, account, objects, ore, own in its
        )
        + "}\n"
        for day, its in vouchers
    )
    file = sie(f"#FLAGGA 0\n#RAR 0 20230101 20231231\n#KONTO 1930 Bank\n{written}")
    moved = by_month(books_from_sie(file)[0].years[0])

    accounts = ("1930", "4010", "40101")
    months = [(account, month) for account in accounts for month in THIS.months()]

    assert [total(file, *at, THIS) for at in months] == [moved.get(at, NIL) for at in months]
    assert [total(file, account, None, THIS) for account in accounts] == [
        sum((amount for (on, _), amount in moved.items() if on == account), NIL) for account in accounts
    ]
