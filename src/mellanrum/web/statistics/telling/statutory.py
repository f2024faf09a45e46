"""The sheet for the state's follow-up as tables: the numbers in its order, and what explains differences."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from mellanrum.documents.model import Cell, Column, ColumnKind, Form, Number, Row, RowKind, Table
from mellanrum.tallies.statutory import COUNTS, FACTS, LEGAL, Sheet, SheetLine, SheetRow
from mellanrum.web.interventions.models import Direction
from mellanrum.web.statistics.telling.shaping import count, labels, name_of, sex_name

IN_KRONOR = frozenset(
    {"contributions", "equity", "administration_budget", "administration_outcome", "budget", "outcome"}
)


def to_read(sheet: Sheet) -> Table:
    """Lay the sheet out for a page: the association, then each intervention, with its numbers below it.

    What an intervention is stands in its heading. What is one number stands with the sums, which come first: on a
    telephone what comes last is out of sight.
    """
    rows: list[Row] = []
    if sheet.association:
        rows += [Row((_("The association"),), RowKind.SUBHEADING), *(_row(line) for line in sheet.association)]
    for each in sheet.rows:
        rows.append(Row((f"{each.name}: {_direction(each).lower()}, {_esf(each)}",), RowKind.SUBHEADING))
        rows += [_row(line) for line in each.lines if line.measure not in FACTS]
    columns = (labels(), Column("all.number", _("In all")), *(Column(f"{sex}.number", sex_name(sex)) for sex in LEGAL))
    return Table("sheet", _title(), columns, tuple(rows))


def _row(line: SheetLine) -> Row:
    *by_sex, in_all = _cells(line, line.figure)
    return Row((_label(line), in_all, *by_sex))


def _cells(line: SheetLine, figure: str = "") -> tuple[Cell, ...]:
    """Write what is counted by sex and in all; what is one number stands in all alone."""
    if line.measure in COUNTS:
        # The sum is of the two sexes the state takes: no figure of ours, which has those of other sex in it.
        by_sex = (_number(line.numbers.get(sex), figure) for sex in LEGAL)
        return (*by_sex, _number(None if line.is_lacking else line.sum))
    form = Form.AMOUNT if line.measure in IN_KRONOR else Form.COUNT
    return ("", "", Number(line.value, form, figure))


def _number(value: int | None, figure: str = "") -> Cell:
    """Write what is counted; a dash where nothing tells of it: it is lacking, and not hidden."""
    return Number(None, Form.COUNT) if value is None else count(value, figure)


def _label(line: SheetLine) -> str:
    label = name_of(line.label)
    return _("%(label)s, SEK") % {"label": label} if line.measure in IN_KRONOR else label


def to_hand_in(sheet: Sheet, association: str) -> Table:
    """Lay the sheet out for a file: a row for each number, with its intervention, or the association's name."""
    columns = (
        labels(_("Intervention")),
        Column("direction", _("Direction"), ColumnKind.TEXT),
        Column("esf", _("ESF project"), ColumnKind.TEXT),
        Column("line", _("What"), ColumnKind.TEXT),
        *(Column(f"{sex}.number", sex_name(sex)) for sex in LEGAL),
        Column("all.number", _("In all")),
    )
    own = (Row((association, "", "", _label(line), *_cells(line))) for line in sheet.association)
    rows = (
        Row((each.name, _direction(each), _("Yes") if each.is_esf else _("No"), _label(line), *_cells(line)))
        for each in sheet.rows
        for line in each.lines
        if line.measure not in FACTS
    )
    return Table("sheet", _title(), columns, (*own, *rows))


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


def _esf(row: SheetRow) -> str:
    return _("ESF project") if row.is_esf else _("not ESF")


def _direction(row: SheetRow) -> str:
    return str((Direction.INDIVIDUAL if row.is_individual else Direction.STRUCTURAL).label)


def _title() -> str:
    return _("For Uppföljning Finsam")
