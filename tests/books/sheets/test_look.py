from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mellanrum.books.sheets import (
    ColumnMap,
    Columns,
    Format,
    Kind,
    Look,
    columns_to_toml,
    kind_of_table,
    look_at,
    open_grids,
    read_budget,
    read_columns,
    read_trial_balance,
    write_template,
)

BALANCE = "Konto;Benämning;IB;UB\n1930;Bank;100;150\n2010;Eget kapital;-100;-150\n"
PLAN = "Konto;Belopp\n5010;100\n3010;-100\n"


def table(text: str, file: str = "fil.csv", wanted: ColumnMap | None = None, *, budget: bool = False) -> Look:
    grids, found = open_grids(text.encode(), file)
    assert found == ()
    look = look_at(grids, file, wanted or ColumnMap(), budget=budget)
    assert look is not None
    return look


def kind(text: str, file: str = "fil.csv") -> Kind:
    grids, _ = open_grids(text.encode(), file)
    return kind_of_table(grids, file)


@pytest.mark.parametrize(
    ("text", "file", "expected"),
    [
        (BALANCE, "fil.csv", "trial_balance"),
        (BALANCE, "budget.csv", "trial_balance"),  # only a trial balance has these headings
        (PLAN, "fil.csv", "budget"),
        ("Konto;Budget 2026\n5010;100\n", "fil.csv", "budget"),
        ("Konto;2025\n5010;100\n", "fil.csv", "trial_balance"),
        ("Konto;2025\n5010;100\n", "Budget 2025.csv", "budget"),
        ("Budget 2025;\nKonto;2025\n5010;100\n", "fil.csv", "budget"),
        ("Nummer;Kronor\n5010;100\n", "fil.csv", "trial_balance"),
        ("Nummer;Kronor\n5010;100\n", "Budget.csv", "budget"),
    ],
)
def test_kind_of_a_table_follows_its_headings_then_its_name(text: str, file: str, expected: Kind) -> None:
    assert kind(text, file) == expected


@pytest.mark.parametrize("wanted", get_args(Kind))
def test_empty_template_is_known_for_what_it_is(wanted: Kind) -> None:
    grids, _ = open_grids(write_template(wanted, "xlsx"), "mall.xlsx")

    assert kind_of_table(grids, "mall.xlsx") == wanted


def test_look_gives_the_map_that_reads_the_table_just_so() -> None:
    look = table("Förbundet;;;\n" + BALANCE.replace("UB", "2025-12-31"))

    columns = Columns(account="Konto", name="Benämning", opening="IB", closing="2025-12-31")
    assert look == Look(
        columns=ColumnMap(header_row=2, year=2025, columns=columns),
        headings=("Konto", "Benämning", "IB", "2025-12-31"),
        sheets=(),
        rows=2,
        is_understood=True,
    )


def test_look_calls_a_second_column_of_the_same_name_by_its_letters() -> None:
    assert table("Konto;Konto;IB;;UB 2025\n1930;x;1;2;3\n").headings == ("Konto", "B", "IB", "D", "UB 2025")


def test_look_at_months_that_do_not_begin_the_year_leaves_the_columns_to_be_guessed() -> None:
    look = table("Konto;Mars;April\n5010;1;2\n")

    assert look.is_understood
    assert look.columns.columns == Columns()


def test_look_at_headings_nobody_knows_takes_the_fullest_row() -> None:
    look = table("Rapport 2025\nNummer;Vad;Kronor\n1930;Bank;100\n")

    assert (look.is_understood, look.headings) == (False, ("Nummer", "Vad", "Kronor"))
    assert (look.columns.header_row, look.columns.year, look.rows) == (2, 2025, 1)


def test_look_with_a_map_follows_it() -> None:
    wanted = ColumnMap(columns=Columns(account="Nummer", closing="Kronor"), year=2024)

    look = table("Rapport\nNummer;Vad;Kronor\n1930;Bank;100\n", wanted=wanted)

    assert look.is_understood
    assert look.columns == wanted.model_copy(update={"header_row": 2})


def test_look_at_an_empty_sheet_is_none() -> None:
    grids, _ = open_grids(b";;\n;;\n", "fil.csv")

    assert look_at(grids, "fil.csv") is None


@pytest.mark.parametrize("form", get_args(Format))
def test_table_read_by_its_look_is_the_table_read_by_guess(form: Format) -> None:
    data = _example(form)
    grids, _ = open_grids(data, "fil 2025")
    look = look_at(grids, "fil 2025")
    assert look is not None

    assert read_trial_balance(data, "fil 2025", look.columns)[0] == read_trial_balance(data, "fil 2025")[0]


def _example(form: Format) -> bytes:
    return BALANCE.encode() if form == "csv" else _second_sheet()


def _second_sheet() -> bytes:
    from io import BytesIO  # noqa: PLC0415 - for this one alone

    from openpyxl import load_workbook  # noqa: PLC0415 - as above

    book = load_workbook(BytesIO(write_template("trial_balance", "xlsx")))
    book.remove(book.worksheets[0])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_budget_read_by_its_look_is_the_budget_read_by_guess() -> None:
    look = table(PLAN, budget=True)

    assert read_budget(PLAN.encode(), "fil.csv", look.columns)[0] == read_budget(PLAN.encode(), "fil.csv")[0]


_HEADINGS = st.text(min_size=1, max_size=12).filter(lambda text: text == text.strip() and text)


@given(
    st.builds(
        ColumnMap,
        sheet=st.none() | _HEADINGS,
        header_row=st.none() | st.integers(1, 99),
        year=st.none() | st.integers(1994, 9999),
        signs=st.sampled_from([None, "debit_positive", "positive"]),
        step=st.sampled_from([None, 1, 1000]),
        columns=st.builds(
            Columns,
            account=_HEADINGS,
            closing=st.none() | _HEADINGS,
            months=st.lists(_HEADINGS, max_size=12).map(tuple),
        ),
    )
)
def test_columns_written_and_read_are_the_same(columns: ColumnMap) -> None:
    assert read_columns(columns_to_toml(columns).encode(), "") == (columns, ())
