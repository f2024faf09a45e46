"""The sheet for the state's follow-up as tables: the numbers in its order, and what explains differences."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from mellanrum.documents.model import Column, ColumnKind, Row, RowKind, Table
from mellanrum.tallies.statutory import LEGAL, Sheet, SheetRow
from mellanrum.tallies.statutory import sheet_of as engine_sheet
from mellanrum.web.interventions.models import Direction
from mellanrum.web.statistics.opening import Desk
from mellanrum.web.statistics.telling.shaping import count, labels, name_of, sex_name


def sheet_of(desk: Desk) -> Sheet:
    """Make the sheet of all interventions for what is chosen."""
    return engine_sheet(desk.readable, desk.span)


def to_read(sheet: Sheet) -> Table:
    """Lay the sheet out for a page: each intervention with its numbers below it."""
    rows: list[Row] = []
    for each in sheet.rows:
        rows.append(Row((f"{_name(each)} ({_direction(each).lower()})",), RowKind.SUBHEADING))
        rows += [
            Row((name_of(line.label), *(count(line.numbers[sex]) for sex in LEGAL), count(line.sum)))
            for line in each.lines
        ]
    columns = (labels(), *(Column(f"{sex}.number", sex_name(sex)) for sex in LEGAL), Column("sum", _("Sum")))
    return Table("sheet", _title(), columns, tuple(rows))


def to_hand_in(sheet: Sheet) -> Table:
    """Lay the sheet out for a file: a row for each number, with its intervention."""
    columns = (
        labels(_("Intervention")),
        Column("direction", _("Direction"), ColumnKind.TEXT),
        Column("line", _("What"), ColumnKind.TEXT),
        *(Column(f"{sex}.number", sex_name(sex)) for sex in LEGAL),
        Column("sum", _("Sum")),
    )
    rows = tuple(
        Row(
            (
                _name(each),
                _direction(each),
                name_of(line.label),
                *(count(line.numbers[sex]) for sex in LEGAL),
                count(line.sum),
            )
        )
        for each in sheet.rows
        for line in each.lines
    )
    return Table("sheet", _title(), columns, rows)


def differences(sheet: Sheet) -> Table:
    """Lead from the sheet's sums to the association's own totals, with a line for everything between."""
    rows: list[Row] = []
    for line in sheet.lines:
        if not any(each.line == line.key for each in sheet.differences):
            continue
        rows.append(Row((name_of(line.label), count(sheet.sum(line.key))), RowKind.GROUP))
        rows += [
            Row((name_of(each.label), count(each.number)), RowKind.INDENTED)
            for each in sheet.differences
            if each.line == line.key
        ]
        rows.append(Row((_("In the association's own statistics"), count(sheet.own[line.key])), RowKind.SUM))
    columns = (labels(), Column("number", _("In all")))
    return Table(
        "differences",
        _("From the sheet to the association's own totals"),
        columns,
        tuple(rows),
        notes=tuple(_notes(sheet)),
    )


def _notes(sheet: Sheet) -> Iterator[str]:
    labels = {line.key: name_of(line.label) for line in sheet.lines}
    for each in sheet.notes:
        label = name_of(each.label)
        yield f"{labels[each.line]}, {label[:1].lower()}{label[1:]}: {count_text(each.number)}."


def count_text(number: int) -> str:
    """Write a number in a sentence, with a true minus."""
    return f"{number}".replace("-", "\N{MINUS SIGN}")


def _name(row: SheetRow) -> str:
    return _("%(name)s (ESF project)") % {"name": row.name} if row.is_esf else row.name


def _direction(row: SheetRow) -> str:
    return str((Direction.INDIVIDUAL if row.is_individual else Direction.STRUCTURAL).label)


def _title() -> str:
    return _("For Uppföljning Finsam, by legal sex")
