"""What is wrong in two published reports is found, what only looks wrong is not, and real books give nothing."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from mellanrum.books.sie import books_from_sie, read_sie
from mellanrum.figures import Figure, FigureBook, Operation, Period, Trace, Unit
from mellanrum.findings import Finding, Severity, spoken_message
from mellanrum.review import Stated, StatedFigures, from_book, review
from mellanrum.review.stated import FigureKey
from mellanrum.statements import basis, families
from review.printed_2023 import DEGERFORS_KARLSKOGA, VAST
from review.tables import read
from support import shared

SIE = Path(__file__).parents[1] / "data" / "sie"
NAMES = ("dk2023", "dk2025", "vast2023")

SKIPPED = {"review.skipped", "review.nil_base", "review.audit_missing", "review.no_year"}

Found = list[tuple[str, str, int]]


def _found(stated: StatedFigures, *severities: Severity) -> Found:
    return [
        (item.rule, str(item.place.key), int(str(item.parameters["year"])))
        for item in review(stated, 2023)
        if item.severity in severities and item.code not in SKIPPED
    ]


def test_errors_of_degerfors_karlskoga() -> None:
    assert _found(read(*DEGERFORS_KARLSKOGA), Severity.ERROR) == [
        ("RR3", "income_statement.after_financial", 2022),  # DK-04: finansiella kostnader -180
        ("BR2", "balance_sheet.current_assets", 2023),  # DK-01
        ("BR3", "balance_sheet.total_assets", 2023),  # DK-01, from the other side
        ("KF5", "cash_flow.operating", 2023),  # DK-02
        ("KF5", "cash_flow.operating", 2022),  # DK-03
        ("KF6", "cash_flow.year", 2023),  # DK-02, from the other side
        ("KF6", "cash_flow.year", 2022),  # DK-03, from the other side
        ("DR1", "operations.sum.net", 2022),  # DK-05, along the row
        ("DR2", "operations.sum.income", 2022),  # DK-05
        ("DR6", "operations.sum.income", 2022),  # DK-05, against the income statement
        ("5Y2", "overview.costs", 2022),  # DK-04
        ("5Y3", "overview.member_result", 2019),  # DK-07
        ("5Y4", "overview.member_result", 2020),  # DK-06
        ("5Y4", "overview.member_result", 2019),  # DK-07
        ("T3", "financed.administration", 2022),  # DK-04: the financial costs would explain it
        ("T3", "financed.total", 2022),  # DK-04, the same
    ]


def test_differences_of_degerfors_karlskoga_that_are_explained() -> None:
    assert _found(read(*DEGERFORS_KARLSKOGA), Severity.NOTE) == [
        ("T3", "financed.individual", 2023),
        ("T3", "financed.administration", 2023),
        ("T3", "financed.total", 2023),
        ("T4", "overview.costs", 2023),
        ("T4", "overview.costs", 2022),
    ]


def test_warnings_of_degerfors_karlskoga() -> None:
    assert _found(read(*DEGERFORS_KARLSKOGA), Severity.WARNING) == [("BK3", "balance_requirement.balance_result", 2023)]


def test_errors_of_degerfors_karlskoga_with_the_financial_costs_of_its_books() -> None:
    stated = read(*DEGERFORS_KARLSKOGA)
    mended = {**stated, ("income_statement.financial_costs", 2022): Stated(Decimal(-129))}

    caused = {"RR3", "5Y2", "T3"}
    assert [one for one in _found(StatedFigures(mended), Severity.ERROR) if one[0] in caused] == []


def test_errors_of_vast() -> None:
    assert _found(read(*VAST), Severity.ERROR) == [
        ("RR1", "income_statement.operating_result", 2022),  # V-01
        ("KF5", "cash_flow.operating", 2023),  # V-02
        ("KF5", "cash_flow.operating", 2022),  # V-03
        ("KF6", "cash_flow.year", 2023),  # V-02, from the other side
        ("KF6", "cash_flow.year", 2022),  # V-03, from the other side
        ("N2", "fixed_assets_note.written_off_closing", 2022),  # V-06
        ("DR2", "operations.sum.net", 2023),  # V-04
        ("DR2", "operations.sum.deviation", 2023),  # V-05, down the column
        ("DR4", "operations.contributions.deviation", 2023),  # V-04
        ("DR4", "operations.sum.deviation", 2023),  # V-05
        ("5Y2", "overview.costs", 2023),  # V-07
    ]


def test_differences_of_vast_that_are_explained() -> None:
    assert _found(read(*VAST), Severity.NOTE, Severity.WARNING) == [
        ("N1", "financial_note.sum", 2022),
        ("5Y2", "overview.revenue", 2023),
        ("5Y2", "overview.costs", 2022),
        ("5Y6", "overview.contributions", 2022),
    ]


def _said(stated: StatedFigures, rule: str, key: str, year: int) -> str:
    [item] = [one for one in review(stated, 2023) if _is(one, rule, key, year)]
    return spoken_message(item).replace("\N{NO-BREAK SPACE}", " ")


def _is(item: Finding, rule: str, key: str, year: int) -> bool:
    return item.code not in SKIPPED and (item.rule, item.place.key, item.parameters["year"]) == (rule, key, year)


def test_sentence_of_an_error_names_the_rows() -> None:
    assert _said(read(*DEGERFORS_KARLSKOGA), "BR2", "balance_sheet.current_assets", 2023) == (
        "Balansräkning 2023: Summa omsättningstillgångar 2 213 177 kr är inte fordringar + kassa och bank"
        " = 2 172 418 kr."
    )


def test_sentence_of_an_explained_difference_names_what_explains_it() -> None:
    assert _said(read(*DEGERFORS_KARLSKOGA), "T3", "financed.administration", 2023) == (
        "Finansierad verksamhet 2023: Administration 886 864 kr skiljer sig med −120 002 kr från Administration"
        " (Not om kostnader) = 1 006 866 kr: förklaras av Övriga intäkter (Not om intäkter)."
    )


@pytest.mark.parametrize("as_printed", [False, True], ids=["rounded once", "as printed"])
@pytest.mark.parametrize("name", NAMES)
def test_published_figures_give_no_finding(name: str, as_printed: bool) -> None:
    text = (shared("data/published-figures") / f"{name}.toml").read_text("utf-8")
    # A remark gives what the report printed where its chain of rounding went another way.
    read_in = tomllib.loads(re.sub(r"\[.*\]\s+# printed (?=\[)", "", text) if as_printed else text)
    year = read_in["year"]
    figures: dict[FigureKey, Stated] = {}
    for table, rows in read_in.items():
        for number, (label, amounts) in enumerate(rows.items() if isinstance(rows, dict) else ()):
            row = f"row{number}" if table.endswith("_note") else label
            for at, amount in enumerate(amounts if isinstance(amounts, list) else ()):
                figures[f"{table}.{row}", year - at] = Stated(Decimal(amount), label=label)

    assert [item for item in review(StatedFigures(figures), year) if item.severity is not Severity.NOTE] == []


def _book(name: str, reported: tuple[Figure, ...] = ()) -> FigureBook:
    file, _ = read_sie((SIE / f"{name}.se").read_bytes(), name)
    assert file is not None
    books, _ = books_from_sie(file)
    assert books is not None
    made_from, _ = basis(books)
    return FigureBook(books.name, books.period, books.period.end, families(made_from), reported)


@pytest.mark.parametrize("name", NAMES)
def test_real_books_give_no_error(name: str) -> None:
    book = _book(name)

    found = review(from_book(book), book.period.year)

    assert {item.code for item in found if item.severity is Severity.ERROR} == set()
    assert {item.code for item in found if item.severity is Severity.WARNING} == (
        {"review.over_limit"} if name == "vast2023" else {"review.deficit"}
    )


def test_real_books_skip_only_what_they_lack() -> None:
    book = _book("dk2025")

    skipped = [spoken_message(item) for item in review(from_book(book), 2025) if item.code == "review.skipped"]

    assert skipped == ["Utgående eget kapital 2023 saknas, så 5Y5 för 2024 har inte kontrollerats."]


def _reported(result_2020: int) -> tuple[Figure, ...]:
    """The years before the books, as the report of 2023 has them in its overview."""
    rows = {
        2021: {"revenue": 7175545, "costs": 7214319, "result": -38774, "equity": 1274528},
        2020: {"revenue": 7078387, "costs": 6590787, "result": result_2020, "equity": 1313302},
        2019: {"revenue": 6263403, "costs": 7293915, "result": -1030512, "equity": 825702},
    }
    trace = Trace("Reported", operation=Operation.GIVEN, source="arsredovisning-2023.pdf")
    return tuple(
        Figure(f"overview.{name}", Period.of_year(year), Decimal(amount), Unit.SEK, name, trace)
        for year, row in rows.items()
        for name, amount in row.items()
    )


def _errors_of_the_overview(result_2020: int) -> list[tuple[str, object]]:
    found = review(from_book(_book("dk2023", _reported(result_2020))), 2023)
    return [(item.code, item.parameters["year"]) for item in found if item.severity is Severity.ERROR]


def test_reported_years_are_checked_with_those_of_the_books() -> None:
    assert _errors_of_the_overview(487600) == []
    assert _errors_of_the_overview(462600) == [("5Y3", 2020), ("5Y5", 2020)]
