"""The notes: accounting principles first, then a table for each note that has something to say."""

from collections.abc import Iterator

from mellanrum.documents.economic.cells import number, sentence
from mellanrum.documents.economic.main_tables import IN_KRONOR, both_years, year_columns
from mellanrum.documents.economic.telling import PRINCIPLES, Telling
from mellanrum.documents.model import (
    Block,
    BulletList,
    Column,
    ColumnKind,
    Paragraph,
    Row,
    RowKind,
    Section,
    Table,
    Text,
)
from mellanrum.findings import words
from mellanrum.numbers import share
from mellanrum.statements.tables import Note

BALANCE_NOTES = frozenset({"receivables_note", "liabilities_note", "fixed_assets_note"})


def notes_section(telling: Telling) -> Section:
    """Write all notes as a section with a subsection for each."""
    subsections = (_principles(telling), *(_note(telling, note) for note in telling.notes))
    return Section("notes", words("Notes"), (), subsections)


def _heading(telling: Telling, key: str, title: str) -> str:
    return words("Note {number}. {title}", number=telling.note_numbers[key], title=words(title))


def _principles(telling: Telling) -> Section:
    blocks = tuple(_on_principles(telling))
    return Section(PRINCIPLES, _heading(telling, PRINCIPLES, "Accounting principles"), blocks)


def _on_principles(telling: Telling) -> Iterator[Block]:
    yield sentence(
        "The annual report follows the Act on municipal bookkeeping and accounting (2018:597), as Section 24 of the "
        "Act on financial coordination (2003:1210) prescribes."
    )
    yield sentence(
        "Amounts are rounded to whole kronor one by one. A sum is the exact sum, rounded, and may therefore differ by "
        "a krona from the rows above it."
    )
    if any(telling.basis.accounts.is_in("vat", account) for account in telling.books.account_names):
        yield sentence("Input value added tax is reclaimed: costs are shown without it, and the claim is a receivable.")
    if telling.find("overview.revenue") is not None:
        yield sentence(
            "In the overview of several years, revenue includes financial income, and costs include depreciation and "
            "financial costs, in all years."
        )
    keys = tuple(_allocation_keys(telling))
    if keys:
        yield sentence(
            "In the operations statement and the table of financed activities, costs are divided between areas by "
            "these allocation keys:"
        )
        yield BulletList(keys)


def _allocation_keys(telling: Telling) -> Iterator[Paragraph]:
    labels = {row.key: words(row.label) for row in telling.basis.areas.rows}
    for key in telling.basis.areas.allocations:
        shares = ", ".join(f"{labels.get(area, area)} {share(part, 0)}" for area, part in key.shares.items())
        yield Paragraph((Text(f"{key.decision}: {shares}"),))


def _note(telling: Telling, note: Note) -> Section:
    heading = _heading(telling, note.key, note.title)
    return Section(note.key, heading, (_table(telling, note),))


def _table(telling: Telling, note: Note) -> Table:
    columns = (
        Column("label", words("Item"), ColumnKind.TEXT),
        *year_columns(telling, at_end=note.key in BALANCE_NOTES),
    )
    rows = tuple(
        Row(
            (words(line.label), number(line.current), number(line.previous)),
            RowKind.SUM if line.is_sum else RowKind.NORMAL,
        )
        for line in note.rows
        if line.is_sum or not line.is_nil
    )
    return Table(f"{note.key}_table", both_years(telling, note.title), columns, rows, words(IN_KRONOR))
