"""The economic part says what the figures say, and nothing else."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from documents.economic.making import part_of
from mellanrum.documents.economic import EconomicPart, economic_report
from mellanrum.documents.model import (
    Chart,
    FigureRef,
    Form,
    Notice,
    Number,
    Paragraph,
    Report,
    RowKind,
    Section,
    Table,
)
from mellanrum.figures import FigureBook
from mellanrum.figures.reported import read_reported
from mellanrum.statements import families

SIE = Path(__file__).parents[2] / "data" / "sie"
SECTIONS = [
    "overview",
    "financed",
    "income_statement",
    "balance_sheet",
    "cash_flow",
    "operations",
    "notes",
    "balance_requirement",
    "ratios",
    "how_computed",
]


def numbers(report: Report) -> Iterator[Number]:
    for block in report.blocks():
        if isinstance(block, Table):
            yield from (cell for row in block.rows for cell in row.cells if isinstance(cell, Number))
        if isinstance(block, Chart):
            yield from (number for series in block.series for number in series.numbers)


def section(report: Report, key: str) -> Section:
    return next(found for found in report.all_sections() if found.key == key)


def text(block: Paragraph) -> str:
    return "".join(span.shown if isinstance(span, FigureRef) else span.text for span in block.spans)


@pytest.mark.parametrize("name", ["dk2023", "dk2025", "vast2023"])
def test_every_number_is_a_figure_of_the_book_rounded_once(name: str) -> None:
    part = part_of((SIE / f"{name}.se").read_bytes())
    report = economic_report(part)

    shown = [number for number in numbers(report) if number.key]

    assert len(shown) > 150
    for number in shown:
        figure = part.book.get(number.key, number.period)
        exact = number.form in {Form.THOUSANDS, Form.EXACT}
        assert number.value == (figure.value if exact else figure.rounded), number


@pytest.mark.parametrize("name", ["dk2023", "dk2025", "vast2023"])
def test_every_number_without_a_figure_is_a_limit_or_missing(name: str) -> None:
    report = economic_report(part_of((SIE / f"{name}.se").read_bytes()))

    bare = {number.value for number in numbers(report) if not number.key}

    assert bare <= {None, Decimal("0.20")}


def test_sections_stand_in_the_order_of_the_law() -> None:
    report = economic_report(part_of((SIE / "dk2025.se").read_bytes()))

    assert [found.key for found in report.sections] == SECTIONS


def test_notes_are_numbered_without_gaps_where_one_is_empty() -> None:
    report = economic_report(part_of((SIE / "vast2023.se").read_bytes()))

    headings = [note.heading for note in section(report, "notes").subsections]

    assert [heading.split(".")[0] for heading in headings] == [f"Not {n}" for n in range(1, len(headings) + 1)]
    assert not any("Anläggningstillgångar" in heading for heading in headings)


def test_headings_of_the_balance_sheet_head_something() -> None:
    report = economic_report(part_of((SIE / "vast2023.se").read_bytes()))
    sheet = next(block for block in report.blocks() if isinstance(block, Table) and block.key == "balance_sheet_table")

    headings = [row.cells[0] for row in sheet.rows if row.kind is RowKind.SUBHEADING]

    assert headings == [
        "Tillgångar",
        "Omsättningstillgångar",
        "Eget kapital, avsättningar och skulder",
        "Eget kapital",
        "Avsättningar och skulder",
    ]


def test_groups_of_financed_activities_are_not_sums() -> None:
    report = economic_report(part_of((SIE / "dk2025.se").read_bytes()))
    financed = next(block for block in report.blocks() if isinstance(block, Table) and block.key == "financed_table")

    assert {row.kind for row in financed.rows} == {RowKind.GROUP, RowKind.INDENTED, RowKind.TOTAL}


def test_note_references_lead_to_notes_that_stand_there() -> None:
    report = economic_report(part_of((SIE / "dk2025.se").read_bytes()))
    keys = {found.key for found in report.all_sections()}
    tables = (block for block in report.blocks() if isinstance(block, Table))

    targets = {cell.target for table in tables for row in table.rows for cell in row.cells if hasattr(cell, "target")}

    assert targets == {
        "revenue_note",
        "cost_note",
        "financial_note",
        "fixed_assets_note",
        "receivables_note",
        "liabilities_note",
        "non_cash_note",
    }
    assert targets <= keys


def test_the_year_in_words_links_its_figures() -> None:
    report = economic_report(part_of((SIE / "dk2025.se").read_bytes()))

    first = section(report, "overview").blocks[0]

    assert isinstance(first, Paragraph)
    assert text(first).replace("\xa0", " ") == (
        "Årets resultat blev −193 877 kr (−92 822 kr året före). "
        "Eget kapital var 436 119 kr vid årets slut, 8,8 % av medelstilldelningen."
    )


def test_a_report_without_errors_is_no_draft() -> None:
    report = economic_report(part_of((SIE / "dk2025.se").read_bytes()))

    assert not [block for block in report.blocks() if isinstance(block, Notice)]


NO_BUDGET = """\
#FLAGGA 0
#FORMAT PC8
#SIETYP 1
#PROGRAM "Prov" 1
#GEN 20260115
#FNAMN "Samordningsförbundet Exempel"
#ORGNR 222000-0000
#RAR 0 20250101 20251231
#KPTYP BAS2014
#KONTO 1930 "Bank"
#KONTO 2069 "Eget kapital"
#KONTO 3010 "Bidrag från staten"
#KONTO 5010 "Lokalhyra"
{more}#IB 0 1930 100.00
#IB 0 2069 -100.00
#UB 0 1930 {bank}
#UB 0 2069 -100.00
#RES 0 3010 -500.00
#RES 0 5010 300.00
"""


def test_a_year_without_budget_says_so() -> None:
    report = economic_report(part_of(NO_BUDGET.format(more="", bank="300.00").encode("cp437")))

    said = [text(block) for block in section(report, "operations").blocks if isinstance(block, Paragraph)]

    assert said == ["Det finns ingen budget för året i det som lästes in, så inga avvikelser visas."]


def test_an_unmapped_account_makes_a_draft_that_names_it() -> None:
    odd = '#KONTO 2110 "Periodiseringsfond"\n#UB 0 2110 -50.00\n'

    report = economic_report(part_of(NO_BUDGET.format(more=odd, bank="350.00").encode("cp437")))

    notice = report.sections[0].blocks[0]
    assert isinstance(notice, Notice)
    assert [(finding.code, finding.place.key) for finding in notice.findings] == [
        ("statements.unmapped_account", "2110")
    ]


def test_a_year_that_does_not_say_what_it_opened_with_has_no_cash_flow() -> None:
    lines = NO_BUDGET.format(more="", bank="300.00").splitlines()
    data = "\n".join(line for line in lines if not line.startswith("#IB")).encode("cp437")

    report = economic_report(part_of(data))

    said = [text(block) for block in section(report, "cash_flow").blocks if isinstance(block, Paragraph)]
    assert said == ["Den bokföring som lästes in räcker inte för att göra räkningen: årets ingående balanser saknas."]


ASSET = '#KONTO 1220 "Inventarier"\n#KONTO 7832 "Avskrivningar"\n#IB 0 1220 0.00\n#UB 0 1220 80.00\n#RES 0 7832 20.00\n'


def test_investments_have_a_section_where_there_are_some() -> None:
    report = economic_report(part_of(NO_BUDGET.format(more=ASSET, bank="200.00").encode("cp437")))

    table = section(report, "investments").blocks[0]

    assert isinstance(table, Table)
    assert [[number.value for number in row.cells[1:] if isinstance(number, Number)] for row in table.rows] == [
        [Decimal(80), None],
        [Decimal(20), None],
        [Decimal(100), None],
    ]


def test_investments_have_no_section_where_there_are_none() -> None:
    report = economic_report(part_of((SIE / "dk2025.se").read_bytes()))

    assert "investments" not in {found.key for found in report.all_sections()}


def test_pledges_are_shown_as_stated() -> None:
    stated, _ = read_reported(
        b'[[report]]\nyear = 2025\nsource = "Ekonomen"\nfigures = { "balance_sheet.pledges" = 1200 }', "stated.toml"
    )
    part = part_of(NO_BUDGET.format(more="", bank="300.00").encode("cp437"))
    book = FigureBook("Exempel", part.book.period, part.book.day, families(part.basis), stated)

    report = economic_report(EconomicPart(book, part.basis))

    said = [text(block) for block in section(report, "balance_sheet").blocks if isinstance(block, Paragraph)]
    assert said == ["Panter och ansvarsförbindelser: 1\xa0200\xa0kr."]
