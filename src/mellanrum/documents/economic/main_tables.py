"""Income statement, balance sheet, cash flow statement and balance requirement as tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mellanrum.documents.economic.cells import number, sentence
from mellanrum.documents.economic.telling import Telling
from mellanrum.documents.model import Block, Cell, Column, ColumnKind, NoteRef, Row, RowKind, Section, Table
from mellanrum.figures import Period
from mellanrum.findings import words
from mellanrum.statements.tables import Line, statement

IN_KRONOR = "Amounts in kr"
MISSING = "what the year opened with is missing"


@dataclass(frozen=True, slots=True)
class Form:
    """How a statement stands in the report.

    `notes` names the note of a line; `kept` are lines shown also when nil; `headings` stand before a line; `at_end`
    says that the columns are headed by the year's last day.
    """

    prefix: str
    heading: str
    notes: Mapping[str, str]
    kept: frozenset[str] = frozenset()
    headings: Mapping[str, tuple[str, ...]] | None = None
    totals: frozenset[str] = frozenset()
    at_end: bool = False


INCOME = Form(
    "income_statement",
    "Income statement",
    {"revenue": "revenue_note", "costs": "cost_note", "depreciation": "cost_note", "financial_income": "financial_note"}
    | {"financial_costs": "financial_note"},
    kept=frozenset({"depreciation", "financial_income", "financial_costs", "extraordinary"}),
    totals=frozenset({"result"}),
)
BALANCE = Form(
    "balance_sheet",
    "Balance sheet",
    {
        "tangible_assets": "fixed_assets_note",
        "receivables": "receivables_note",
        "short_term_liabilities": "liabilities_note",
    },
    headings={
        "intangible_assets": ("Assets", "Fixed assets"),
        "inventory": ("Current assets",),
        "result": ("Equity, provisions and liabilities", "Equity"),
        "provisions": ("Provisions and liabilities",),
    },
    totals=frozenset({"total_assets", "equity_and_liabilities"}),
    at_end=True,
)
CASH_FLOW = Form(
    "cash_flow",
    "Cash flow statement",
    {"non_cash": "non_cash_note"},
    kept=frozenset({"investing", "financing", "non_cash"}),
    totals=frozenset({"year", "cash_out"}),
)
REQUIREMENT = Form(
    "balance_requirement",
    "Balance requirement",
    {},
    kept=frozenset({"gains", "gains_exempt", "losses_exempt", "unrealised", "reversal", "reserve_to", "reserve_use"}),
    totals=frozenset({"balance_result", "to_restore"}),
)


def statement_section(telling: Telling, form: Form) -> Section:
    """Write a statement as a section with one table, this year before last year."""
    return Section(form.prefix, words(form.heading), tuple(_blocks(telling, form)))


def _blocks(telling: Telling, form: Form) -> Iterator[Block]:
    if not statement(telling.book, form.prefix):
        yield sentence(
            "The books that were read in do not say enough to make this statement: {missing}.", missing=words(MISSING)
        )
        return
    yield statement_table(telling, form)
    if form is BALANCE:
        yield _on_pledges(telling)
    if form is REQUIREMENT:
        yield from _on_requirement(telling)


def statement_table(telling: Telling, form: Form) -> Table:
    """Write a statement as a table; lines that are nil both years are left out unless the form keeps them."""
    has_notes = any(note in telling.note_numbers for note in form.notes.values())
    rows = tuple(_rows(telling, form, has_notes=has_notes))
    note = (Column("note", words("Note no."), ColumnKind.NOTE),) if has_notes else ()
    columns = (Column("label", words("Item"), ColumnKind.TEXT), *note, *year_columns(telling, at_end=form.at_end))
    return Table(f"{form.prefix}_table", both_years(telling, form.heading), columns, rows, words(IN_KRONOR))


def both_years(telling: Telling, heading: str) -> str:
    """Return the caption of a table that shows this year before last year."""
    return words(
        "{heading} {year} and {before}", heading=words(heading), year=str(telling.year), before=str(telling.before)
    )


def year_columns(telling: Telling, *, at_end: bool = False) -> tuple[Column, Column]:
    """Return the columns of this year and last year."""
    return _column("current", telling.year, at_end=at_end), _column("previous", telling.before, at_end=at_end)


def _column(key: str, period: Period, *, at_end: bool) -> Column:
    return Column(key, period.end.isoformat() if at_end else str(period))


def _rows(telling: Telling, form: Form, *, has_notes: bool) -> Iterator[Row]:
    waiting: list[str] = []
    for line in statement(telling.book, form.prefix):
        waiting = _headed((form.headings or {}).get(line.key, ()), waiting)
        if line.is_nil and line.key not in form.kept and not line.is_sum:
            continue
        if line.is_nil and line.is_sum and line.key in {"fixed_assets", "liabilities"}:
            continue
        yield from (Row((words(heading),), RowKind.SUBHEADING) for heading in waiting)
        waiting = []
        note = (_note(telling, form, line),) if has_notes else ()
        yield Row((words(line.label), *note, number(line.current), number(line.previous)), _kind(form, line))


def _headed(found: tuple[str, ...], waiting: list[str]) -> list[str]:
    """Add headings to those that wait for a line; a lower heading that got no line gives way to the next."""
    if not found:
        return waiting
    *above, lowest = found
    return [*(above or waiting[:-1]), lowest]


def _kind(form: Form, line: Line) -> RowKind:
    if line.key in form.totals:
        return RowKind.TOTAL
    return RowKind.SUM if line.is_sum else RowKind.NORMAL


def _note(telling: Telling, form: Form, line: Line) -> Cell:
    target = form.notes.get(line.key, "")
    known = telling.note_numbers.get(target)
    return NoteRef(str(known), target) if known is not None else ""


def _on_pledges(telling: Telling) -> Block:
    """Say what was pledged, which the books do not know: it is stated beside them."""
    stated = telling.find("balance_sheet.pledges")
    if stated is not None:
        return sentence("Pledges and contingent liabilities: {amount}.", amount=stated)
    return sentence("Pledges and contingent liabilities: none have been stated.")


def _on_requirement(telling: Telling) -> Iterator[Block]:
    result = telling.find("balance_requirement.balance_result")
    owed = telling.find("balance_requirement.to_restore")
    if result is None or owed is None:
        return
    if result.value < 0:
        yield sentence(
            "The balance requirement result of the year is negative, {result}. Section 21 of the Act on financial "
            "coordination does not refer to the rules on restoring deficits (Chapter 11, Sections 12–14 of the Local "
            "Government Act): the board states how the deficit is met, and the last row is for information.",
            result=result,
        )
    elif not owed.value:
        yield sentence("The balance requirement result is {result}, and there is no deficit to restore.", result=result)
