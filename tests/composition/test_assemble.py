"""A year put together from parts that are read already is the year that the files give."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from mellanrum.books.association_map import read_map
from mellanrum.books.sheets import read_budget
from mellanrum.composition import Opened, Parts, Source, Sources, assemble, open_year, read_source
from mellanrum.figures import Figure, FigureBook, Period, Trace
from mellanrum.figures.reported import read_reported
from mellanrum.findings import in_order

DATA = Path(__file__).parents[1] / "data" / "sie"
OWN_MAP = Source("karta.toml", b'[[line]]\nprefixes = ["50"]\nline = "depreciation"\n')
BUDGET = Source("budget.csv", "Område;Budget\nKansli;5000\nNågot annat;100\n".encode())
REPORTED = Source(
    "rapporterat.toml", b'[[report]]\nyear = 2025\nsource = "AR"\nfigures = { "balance_sheet.cash" = 1 }\n'
)


def shipped(name: str) -> Source:
    return Source(f"{name}.se", (DATA / f"{name}.se").read_bytes())


def all_figures(book: FigureBook) -> list[Figure]:
    return [book.get(key) for prefix in book.prefixes for key in book.keys(prefix)]


def figures_of(opened: Opened | None) -> list[Figure]:
    assert opened is not None
    return all_figures(opened.book)


def test_year_from_parts_is_the_year_from_files() -> None:
    sources = Sources(
        shipped("dk2025"), (shipped("dk2023"),), own_map=OWN_MAP, budget=BUDGET, reported=(REPORTED,), chart="bas"
    )
    newest, said = read_source(sources.books)
    earlier, said_before = read_source(sources.earlier[0])
    assert newest is not None
    assert earlier is not None
    own, _ = read_map(OWN_MAP.data, OWN_MAP.name)
    assert own is not None
    rows, said_of_budget = read_budget(BUDGET.data, BUDGET.name, None, newest.period)
    reported, _ = read_reported(REPORTED.data, REPORTED.name)

    from_parts, more = assemble(Parts((newest, earlier), own, reported, rows, BUDGET.name), "bas")
    from_files, found = open_year(sources)

    assert figures_of(from_parts) == figures_of(from_files)
    assert in_order([*said, *said_before, *said_of_budget, *more]) == found
    assert {"budget.unknown_place", "figures.reported_differs"} <= {item.code for item in more}


def test_year_from_books_alone() -> None:
    books, _ = read_source(shipped("vast2023"))
    assert books is not None

    from_parts, _ = assemble(Parts((books,)))
    from_files, _ = open_year(Sources(shipped("vast2023")))

    assert figures_of(from_parts) == figures_of(from_files)


def test_what_is_counted_goes_before_what_a_document_states_and_a_difference_is_told() -> None:
    books, _ = read_source(shipped("dk2025"))
    stated, _ = read_reported(
        b'[[report]]\nyear = 2025\nsource = "AR"\nfigures = { "participations.total" = 190 }\n'
        b'[[report]]\nyear = 2024\nsource = "AR"\nfigures = { "participations.total" = 180 }\n',
        "AR",
    )
    counted = replace(stated[0], value=Decimal(198), trace=Trace("Counted"))
    assert books is not None

    opened, found = assemble(Parts((books,), reported=stated, counted=(counted,)))

    assert opened is not None
    totals = [opened.book.get("participations.total", Period.of_year(year)).value for year in (2025, 2024)]
    assert totals == [198, 180]
    assert [item.stated for item in found if item.code == "figures.reported_differs"] == [190]


def test_no_books_give_no_year() -> None:
    assert assemble(Parts(())) == (None, ())


@pytest.mark.parametrize("faulty", ["own_map", "budget", "reported", "columns"])
def test_file_that_cannot_be_used_gives_no_year(faulty: str) -> None:
    source = Source(faulty, b"[[")
    given = {faulty: (source,) if faulty == "reported" else source}

    opened, found = open_year(Sources(shipped("dk2025"), **given))  # type: ignore[arg-type]  # chosen by name

    assert opened is None
    assert [item.place.file for item in found if item.severity == "error"] == [faulty]


def test_budget_that_cannot_be_used_is_told_with_what_merging_says() -> None:
    books = shipped("dk2025")

    opened, found = open_year(Sources(books, (books,), budget=Source("budget.csv", b"")))

    assert opened is None
    assert "books.year_twice" in {item.code for item in found}
