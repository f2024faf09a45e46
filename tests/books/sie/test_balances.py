"""SIE into the books: opening + movements = closing, each krona once."""

from decimal import Decimal
from pathlib import Path

import pytest

from mellanrum.books.sie import books_from_sie, read_sie

from .small_books import SMALL, changed, codes, moves, sie

DATA = Path(__file__).parents[2] / "data" / "sie"


def test_books_small() -> None:
    books, findings = books_from_sie(sie(SMALL))

    assert findings == ()
    assert (books.name, books.orgnr, books.chart_hint, str(books.made_on)) == (
        "Finsam Lillån",
        "222000-9999",
        "BAS2014",
        "2024-01-15",
    )
    assert books.account_names["4010"] == "Köpta insatser"
    assert books.object_names == {("1", "10"): "Kansli", ("1", "20"): "Insatser"}
    assert books.dimension_names == {"1": "Kostnadsställe"}
    assert [str(year.period) for year in books.years] == ["2023", "2022"]


def test_books_own_year_is_the_vouchers() -> None:
    year = books_from_sie(sie(SMALL))[0].years[0]

    assert moves(year) == [
        ("1930", "-", "01", "500.00"),
        ("1930", "-", "02", "-400.00"),
        ("1930", "-", "12", "-49.50"),
        ("3010", "-", "01", "-500.00"),
        ("4010", "20", "02", "400.00"),
        ("4010", "10", "12", "49.50"),
    ]


def test_books_earlier_year_is_the_months_and_what_they_do_not_tell() -> None:
    """Total 300 in June less objects 250 leaves 50 without one; the bank has no months at all."""
    year = books_from_sie(sie(SMALL))[0].years[1]

    assert moves(year) == [
        ("1930", "-", "-", "30.00"),
        ("3010", "-", "01", "-400.00"),
        ("4010", "-", "06", "50.00"),
        ("4010", "10", "06", "100.00"),
        ("4010", "20", "06", "150.00"),
        ("4010", "-", "07", "70.00"),
    ]


def test_books_budget_objects_are_parts_of_the_total() -> None:
    year = books_from_sie(sie(SMALL))[0].years[0]

    assert [(move.object_in("1"), move.amount) for move in year.budget] == [(None, Decimal(80)), ("20", Decimal(400))]


def test_books_two_dimensions_count_the_cost_centre_once() -> None:
    text = changed(
        ('{1 "20"} 150.00\n', '{1 "20"} 150.00\n#PSALDO -1 202206 4010 {6 "P2"} 280.00\n'),
    )

    assert books_from_sie(sie(text))[0].years[1].movements == books_from_sie(sie(SMALL))[0].years[1].movements


def test_books_two_dimensions_without_cost_centre_take_the_lowest() -> None:
    text = changed(
        ("#PSALDO -1 202207 4010 {} 70.00\n", "#PSALDO -1 202207 4010 {} 70.00\n#PSALDO -1 202207 4010 {10 X} 9\n"),
        ('{1 "10"} 100.00', '{6 "P1"} 100.00'),
        ('{1 "20"} 150.00', '{6 "P2"} 150.00'),
    )

    year = books_from_sie(sie(text))[0].years[1]

    assert sorted(move.objects for move in year.movements if move.objects) == [(("6", "P1"),), (("6", "P2"),)]


def test_books_rows_that_are_parts_of_the_whole_are_added() -> None:
    """Some programs give what has no object without one, instead of a total: the year's result tells which."""
    text = changed(("#PSALDO -1 202206 4010 {} 300.00", "#PSALDO -1 202206 4010 {} 50.00"))

    assert moves(books_from_sie(sie(text))[0].years[1]) == moves(books_from_sie(sie(SMALL))[0].years[1])


def test_books_without_vouchers_take_the_months() -> None:
    months = "#PSALDO 0 202303 4010 {} 449.50\n#PSALDO 0 202303 3010 {} -500.00\n#PSALDO 0 202303 1930 {} 50.50\n"
    text = SMALL[: SMALL.index("#VER")] + months

    year = books_from_sie(sie(text))[0].years[0]

    assert moves(year) == [
        ("1930", "-", "03", "50.50"),
        ("3010", "-", "03", "-500.00"),
        ("4010", "-", "03", "449.50"),
    ]


def test_books_opening_that_is_not_stated_is_last_years_closing() -> None:
    text = changed(
        ("#IB 0 1930 100.00\n", ""), ("#IB 0 2060 -100.00\n", ""), ("#UB -1 2060 -70.00", "#UB -1 2060 -100.00")
    )

    year = books_from_sie(sie(text))[0].years[0]

    assert year.opening == {"1930": Decimal(100), "2060": Decimal(-100)}


def test_books_opening_moved_into_equity_is_not_filled_up_from_last_year() -> None:
    """2099 closed last year with the result and does not open: its balance went to 2060."""
    text = changed(("#UB -1 2060 -70.00", "#UB -1 2060 -70.00\n#UB -1 2099 -30.00"))

    assert "2099" not in books_from_sie(sie(text))[0].years[0].opening


def test_books_account_left_out_because_it_is_nil() -> None:
    """Programs leave out #UB that are nil: where what is stated balances, nothing is missing."""
    text = changed(
        ("#IB -1 2060 -70.00", "#IB -1 2060 -50.00\n#IB -1 2990 -20.00\n#KONTO 2990 Upplupet"),
    )

    books, findings = books_from_sie(sie(text))

    assert books.years[1].closing["2990"] == 0
    assert findings == ()


def test_books_import_file_is_computed_from_its_vouchers() -> None:
    text = "#SIETYP 4\n" + SMALL[SMALL.index("#VER") :]

    books, findings = books_from_sie(sie(text, "liten.si"))

    assert [str(year.period) for year in books.years] == ["2023"]
    assert books.years[0].closing == {"1930": Decimal("50.50"), "3010": Decimal(-500), "4010": Decimal("449.50")}
    assert codes(findings) == ["closing_computed"]


def test_books_removed_and_added_rows_do_not_count() -> None:
    """#BTRANS is a row taken away, #RTRANS one added, whose #TRANS twin follows, here with another sign and day."""
    text = changed(
        (
            '   #TRANS 4010 {1 "10"} 49.50\n',
            '   #BTRANS 4010 {1 "10"} 44.00\n   #RTRANS 4010 {1 "10"} -49.50 20231221\n   #TRANS 4010 {1 "10"} 49.50\n',
        )
    )

    assert books_from_sie(sie(text))[0].years[0].movements == books_from_sie(sie(SMALL))[0].years[0].movements


def test_books_row_outside_the_year_takes_the_vouchers_month() -> None:
    text = changed(("400.00 20230216", "400.00 20220216"))

    assert books_from_sie(sie(text))[0].years[0].movements == books_from_sie(sie(SMALL))[0].years[0].movements


def test_books_records_in_any_order() -> None:
    vouchers = SMALL.index("#VER")
    head = SMALL[:vouchers].splitlines(keepends=True)
    turned = SMALL[vouchers:] + "".join(reversed(head))

    assert books_from_sie(sie(turned))[0].years == books_from_sie(sie(SMALL))[0].years


def test_books_year_that_no_record_tells_is_the_one_before_the_next() -> None:
    text = changed(("#RAR -1 20220101 20221231\n", "")) + "#RES -2 3010 -1.00\n#RES -2 4010 1.00\n"

    assert [str(year.period) for year in books_from_sie(sie(text))[0].years] == ["2023", "2022", "2021"]


@pytest.mark.parametrize("far", ["00010101 00011231", "99990101 99991231", "20230101 20221231"])
def test_books_impossible_year_is_told_by_the_vouchers(far: str) -> None:
    text = changed(("20230101 20231231", far)) + "#RES -99 3010 0\n"

    assert str(books_from_sie(sie(text))[0].period) == "2023"


@pytest.mark.parametrize("name", ["dk2023", "dk2025", "vast2023"])
def test_books_of_associations_hold_the_law_of_balances(name: str) -> None:
    file, findings = read_sie((DATA / f"{name}.se").read_bytes(), f"{name}.se")
    assert file is not None
    books, said = books_from_sie(file)

    assert (findings, said) == ((), ())
    assert len(books.years) == 2
    for year in books.years:
        assert sum(year.closing.values()) == 0
        for account in year.accounts():
            moved = sum(move.amount for move in year.movements if move.account == account)
            assert moved == year.change(account)


def test_books_of_dk2023_give_what_was_published() -> None:
    """Total assets, and the result as it is booked: 2 213 177 and −795 108 kr, 2 657 564 and 243 398 kr."""
    file, _ = read_sie((DATA / "dk2023.se").read_bytes())
    assert file is not None
    years = books_from_sie(file)[0].years

    assets = [sum(value for name, value in year.closing.items() if name[0] == "1") for year in years]
    assert [f"{value:.0f}" for value in assets] == ["2213177", "2657564"]
    assert [f"{-year.closing['2099']:.0f}" for year in years] == ["-795108", "243398"]
