"""How many came, went and are there: by sex, by month, with what came late and what was corrected."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mellanrum.documents.model import Chart, ChartKind, Column, Form, Number, Row, RowKind, Series, Table
from mellanrum.numbers import month as month_name
from mellanrum.tallies.months import MonthRow, MonthTable, month_table
from mellanrum.tallies.sex import STATED, Sex
from mellanrum.tallies.stock import Flow
from mellanrum.tallies.totals import all_during, flow_of
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.statistics.opening import Desk
from mellanrum.web.statistics.telling.pieces import Told
from mellanrum.web.statistics.telling.shaping import all_last, count, labels, name_of, sex_columns, sex_name

COME_AND_GO = ("start", "end", "ongoing")
DRAWN = ("start", "end", "guidance", "referral")
"""What a chart of the months may have, as far as there is any of it: not those ongoing, who are many more."""


@dataclass(frozen=True, slots=True)
class _Moved:
    """How the stock of a sex moved, and how many there were in all."""

    flow: Flow
    all_during: int

    def part(self, name: str) -> int:
        """Return a line of the table."""
        if name == "all":
            return self.all_during
        if name in {"started", "ended"}:
            return int(getattr(self.flow, name)) + int(getattr(self.flow, f"late_{name}"))
        return int(getattr(self.flow, "closing" if name == "ongoing" else name))


BySex = Mapping[Sex | None, _Moved]


def flow(desk: Desk) -> Told | None:
    """Tell how the stock moved, by legal sex."""
    by_sex = {sex: _moved(desk, sex) for sex in (None, *STATED)}
    if not any(by_sex[None].part(name) for name in ("opening", "started", "ended", "ongoing", "all")):
        return None
    sexes = all_last(sex for sex, found in by_sex.items() if sex is not Sex.OTHER or found.all_during)
    rows = tuple(_row(desk, by_sex, sexes, line) for line in _lines(by_sex[None].flow))
    table = Table("flow", _("Started, ended and ongoing"), (labels(), *sex_columns(sexes)), rows)
    return Told(table, _flow_chart(by_sex, sexes))


def _moved(desk: Desk, sex: Sex | None) -> _Moved:
    return _Moved(flow_of(desk.followed, desk.span, sex), all_during(desk.followed, desk.span, sex))


def _lines(found: Flow) -> Iterator[tuple[str, str, RowKind]]:
    """List the lines of the flow and their names; what never happened is left out."""
    late = _("of them entered late, for a locked month")
    yield "opening", _("Ongoing at the beginning"), RowKind.NORMAL
    yield "started", _("Started"), RowKind.NORMAL
    if found.late_started:
        yield "late_started", late, RowKind.INDENTED
    yield "ended", pgettext("participations", "Ended"), RowKind.NORMAL
    if found.late_ended:
        yield "late_ended", late, RowKind.INDENTED
    if found.corrected:
        yield "corrected", _("Corrected"), RowKind.NORMAL
    if found.transferred:
        yield "transferred", _("Transferred"), RowKind.NORMAL
    yield "ongoing", _("Ongoing at the end"), RowKind.SUM
    yield "all", _("All during the time"), RowKind.NORMAL


def _row(desk: Desk, by_sex: BySex, sexes: tuple[Sex | None, ...], line: tuple[str, str, RowKind]) -> Row:
    name, label, kind = line
    figure = desk.figure_key(name)
    return Row((label, *(count(by_sex[sex].part(name), figure) for sex in sexes)), kind)


def _flow_chart(by_sex: BySex, sexes: tuple[Sex | None, ...]) -> Chart:
    parts = {"started": _("Started"), "ended": pgettext("participations", "Ended"), "ongoing": _("Ongoing at the end")}
    series = tuple(
        Series(sex_name(sex), tuple(Number(Decimal(by_sex[sex].part(part)), Form.COUNT) for part in parts))
        for sex in sexes
        if sex is not None
    )
    told = "; ".join(
        f"{name.lower()}: {', '.join(f'{one.label.lower()} {one.numbers[at].value}' for one in series)}"
        for at, name in enumerate(parts.values())
    )
    alt = _("Bars for each sex beside each other. %(told)s.") % {"told": told.capitalize()}
    caption = _("Started, ended and ongoing, by sex")
    return Chart("flow", caption, alt, ChartKind.GROUPED, tuple(parts.values()), series, show_table=False)


def months(desk: Desk) -> Told | None:
    """Tell month by month what was counted, in all and added from the first month on."""
    events = {key: event.label for key, event in desk.scheme.events.items()}
    keys = {"start": events["start"], "end": events["end"], "ongoing": "Ongoing", **events}
    found = month_table(desk.followed, [desk.choice.year], keys)
    rows = tuple(row for row in found.rows if _has_any(row))
    if any(row.key == "ongoing" for row in rows):
        rows = tuple(row for row in found.rows if row in rows or row.key in COME_AND_GO)
    found = MonthTable(found.months, rows)
    if not rows:
        return None
    return Told(_month_table(desk, found, "months", _("Month by month")), _month_chart(found))


def _has_any(row: MonthRow) -> bool:
    return any(cell.number(sex) for cell in row.cells if cell.is_counted for sex in (None, *STATED))


def _month_table(desk: Desk, found: MonthTable, key: str, caption: str) -> Table:
    columns = [labels(_("Month"))]
    for row in found.rows:
        name = _row_name(row)
        columns += [
            Column(f"{sex or 'all'}.{row.key}", sex_name(sex), group=name) for sex in (Sex.WOMAN, Sex.MAN, None)
        ]
        columns += [] if row.is_level else [Column(f"all.{row.key}.sum", _("Since January"), group=name)]
    rows = [
        Row((month_name(day, lang()).capitalize(), *(_month_cells(found, at))))
        for at, day in enumerate(found.months)
        if _is_told(desk, found, at)
    ]
    return Table(key, caption, tuple(columns), tuple(rows), notes=tuple(_month_notes(found)))


def _row_name(row: MonthRow) -> str:
    names = {
        "start": _("Started"),
        "end": pgettext("participations", "Ended"),
        "ongoing": _("Ongoing at the month's end"),
    }
    return names.get(row.key) or name_of(row.label)


def _is_told(desk: Desk, found: MonthTable, at: int) -> bool:
    """Tell whether a month has begun: those to come are not nil, they are not yet."""
    return found.months[at] <= desk.standing.day and found.rows[0].cells[at].is_counted


def _month_cells(found: MonthTable, at: int) -> Iterator[Number | str]:
    for row in found.rows:
        cell = row.cells[at]
        for sex in (Sex.WOMAN, Sex.MAN, None):
            yield Number(Decimal(cell.number(sex)), Form.COUNT)
        if not row.is_level:
            yield Number(Decimal(cell.cumulated.get(None, 0)), Form.COUNT)


def _month_notes(found: MonthTable) -> Iterator[str]:
    yield _("Net of corrections. In all also holds those whose sex is other or not stated.")
    still_open = [
        month_name(cell.month, lang()) for cell in found.rows[0].cells if cell.is_counted and not cell.is_locked
    ]
    if still_open:
        yield _("Not locked yet: %(months)s.") % {"months": ", ".join(still_open[:12])}


def _month_chart(found: MonthTable) -> Chart | None:
    if not any(row.key in DRAWN for row in found.rows):
        return None
    rows = [row for row in found.rows if row.key in DRAWN]
    categories = tuple(month_name(day, lang()).split(" ", 1)[0][:3].capitalize() for day in found.months)
    series = tuple(
        Series(_row_name(row), tuple(Number(Decimal(cell.number()), Form.COUNT) for cell in row.cells)) for row in rows
    )
    told = "; ".join(f"{one.label.lower()} {sum(number.value or 0 for number in one.numbers)}" for one in series)
    alt = _("Bars for each month of the year. In all: %(told)s.") % {"told": told}
    return Chart("months", _("How many each month"), alt, ChartKind.GROUPED, categories, series, show_table=False)
