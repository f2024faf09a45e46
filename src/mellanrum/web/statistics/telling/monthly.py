"""Month by month: what was counted, by sex, and added from January on. Every cell is a figure of its month."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mellanrum.documents.model import Cell, Chart, ChartKind, Column, Form, Number, Row, Series, Table
from mellanrum.numbers import month as month_name
from mellanrum.tallies.months import MonthRow, MonthTable, month_table
from mellanrum.tallies.sex import STATED, Sex
from mellanrum.tallies.spans import Span
from mellanrum.tallies.totals import flow_of
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.statistics.opening import Desk, month_of, period_of
from mellanrum.web.statistics.telling.pieces import Told
from mellanrum.web.statistics.telling.shaping import count, labels, name_of, sex_name

FLOW = {"start": "started", "end": "ended"}
"""Rows that are measures of the flow: as counted, with corrections by themselves. The others are net."""
COME_AND_GO = (*FLOW, "ongoing")
DRAWN = ("start", "end", "guidance", "referral")
"""What a chart of the months may have, as far as there is any of it: not those ongoing, who are many more."""
SEXES = (Sex.WOMAN, Sex.MAN, None)


def months(desk: Desk) -> Told | None:
    """Tell month by month what was counted, in all and added from the first month on."""
    events = {key: event.label for key, event in desk.scheme.events.items()}
    keys = {"start": events["start"], "end": events["end"], "ongoing": "Ongoing", **events}
    found = month_table(desk.followed, [desk.choice.year], keys)
    rows = tuple(row for row in found.rows if _has_any(row))
    if any(row.key == "ongoing" for row in rows):
        rows = tuple(row for row in found.rows if row in rows or row.key in COME_AND_GO)
    found = MonthTable(found.months, rows)
    return Told(_table(desk, found), _chart(found)) if rows else None


def _has_any(row: MonthRow) -> bool:
    counted = (at for at, cell in enumerate(row.cells) if cell.is_counted)
    return any(_number(row, at, sex) for at in counted for sex in (None, *STATED))


def _number(row: MonthRow, at: int, sex: Sex | None = None) -> int:
    counts = row.cells[at].counts.get(sex)
    if counts is None:
        return 0
    return counts.flow if row.key in FLOW else counts.net


def _table(desk: Desk, found: MonthTable) -> Table:
    corrected = _corrected(desk, found)
    columns = [labels(_("Month"))]
    for row in found.rows:
        name = _row_name(row)
        columns += [Column(f"{sex or 'all'}.{row.key}", sex_name(sex), group=name) for sex in SEXES]
        columns += [] if row.is_level else [Column(f"all.{row.key}.sum", _("Since January"), group=name)]
    columns += [Column("all.corrected", sex_name(None), group=_("Corrected"))] if corrected else []
    rows = []
    for at, day in enumerate(found.months):
        if day <= desk.standing.day and found.rows[0].cells[at].is_counted:  # months to come are not nil, they are not
            cells = [*_cells(desk, found, at), *_correction(desk, corrected, day)]
            rows.append(Row((month_name(day, lang()).capitalize(), *cells)))
    notes = tuple(_notes(found, has_corrections=bool(corrected)))
    return Table("months", _("Month by month"), tuple(columns), tuple(rows), notes=notes)


def _row_name(row: MonthRow) -> str:
    names = {
        "start": _("Started"),
        "end": pgettext("participations", "Ended"),
        "ongoing": _("Ongoing at the month's end"),
    }
    return names.get(row.key) or name_of(row.label)


def _corrected(desk: Desk, found: MonthTable) -> dict[date, int]:
    """Return the months that have corrections of the flow, and by how many."""
    if not any(row.key in COME_AND_GO for row in found.rows):
        return {}
    months = ((day, flow_of(desk.followed, Span(day, day)).corrected) for day in found.months)
    return {day: number for day, number in months if number}


def _correction(desk: Desk, corrected: dict[date, int], day: date) -> Iterator[Cell]:
    if corrected:
        yield count(corrected.get(day, 0), desk.figure_key("corrected"), month_of(day))


def _cells(desk: Desk, found: MonthTable, at: int) -> Iterator[Cell]:
    day = found.months[at]
    for row in found.rows:
        key = desk.figure_key(FLOW.get(row.key, row.key))
        is_flow = row.key in COME_AND_GO
        for sex in SEXES:
            number = _number(row, at, sex)
            yield count(number, key if number or is_flow else "", month_of(day))
        if not row.is_level:
            so_far = sum(_number(row, before) for before in range(at + 1))
            yield count(so_far, key if so_far or is_flow else "", period_of(Span(found.months[0], day)))


def _notes(found: MonthTable, *, has_corrections: bool) -> Iterator[str]:
    if has_corrections:
        yield _("Started and ended are as counted, and corrections stand by themselves.")
    if any(row.key not in COME_AND_GO for row in found.rows):
        yield _("Other events are net of corrections.")
    yield _("All also holds those whose sex is other or not stated.")
    still_open = [
        month_name(cell.month, lang()) for cell in found.rows[0].cells if cell.is_counted and not cell.is_locked
    ]
    if still_open:
        yield _("Not locked yet: %(months)s.") % {"months": ", ".join(still_open)}


def _chart(found: MonthTable) -> Chart | None:
    rows = [row for row in found.rows if row.key in DRAWN]
    if not rows:
        return None
    categories = tuple(month_name(day, lang()).split(" ", 1)[0][:3].capitalize() for day in found.months)
    series = tuple(
        Series(_row_name(row), tuple(Number(Decimal(_number(row, at)), Form.COUNT) for at in range(len(row.cells))))
        for row in rows
    )
    told = "; ".join(f"{one.label.lower()} {sum(number.value or 0 for number in one.numbers)}" for one in series)
    alt = _("Bars for each month of the year. In all: %(told)s.") % {"told": told}
    return Chart("months", _("How many each month"), alt, ChartKind.GROUPED, categories, series, show_table=False)
