"""What became of those who ended: named sets of reasons, limits of time, and the rate of follow-up."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from mellanrum.documents.model import Cell, Column, ColumnKind, Form, Number, Row, RowKind, Table
from mellanrum.tallies.merging import limit_rows, set_rows, sets_of
from mellanrum.tallies.scheme import follow_up as event_after
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.statistics import StatRow, StatTable, table_of
from mellanrum.web.statistics.opening import Desk
from mellanrum.web.statistics.telling.attributes import base_name, notes, why_not
from mellanrum.web.statistics.telling.over_years import undivided
from mellanrum.web.statistics.telling.pieces import Told
from mellanrum.web.statistics.telling.shaping import (
    HIDDEN,
    all_last,
    bars,
    count,
    labels,
    name_of,
    of_sex,
    per_cent,
    sex_columns,
    sex_name,
)

END_REASON = "end_reason"
LIMITED = ("age_band", "months_band")


def sets(desk: Desk) -> Told | None:
    """Tell the named sets of end reasons, which may overlap, and how many are within each limit."""
    ended = _table(desk, END_REASON)
    if ended is None:
        return None
    rows = [("end_reasons", ended, row) for row in set_rows(ended, sets_of(END_REASON, desk.scheme))]
    for key in LIMITED:
        found = _table(desk, key)
        rows += [(f"ended.{key}", found, row) for row in limit_rows(found, desk.scheme)] if found else []
    sexes = all_last(ended.columns)
    told = [Row((_name(desk, row), *_cells(desk, each, sexes, row, before))) for before, each, row in rows]
    told.append(Row((base_name(ended), *(cell for sex in sexes for cell in (count(ended.base[sex]), ""))), RowKind.SUM))
    title = _("Ended, by named sets")
    columns = (labels(), *sex_columns(sexes, with_share=True))
    said = (*notes(desk, ended), _("Sets may overlap, and need not add up to all."))
    values = [
        (_name(desk, row), row.cells[None].share or Decimal(0))
        for before, _found, row in rows
        if before == "end_reasons"
    ]
    return Told(Table("sets", title, columns, tuple(told), notes=said), bars("sets", title, values))


def _table(desk: Desk, key: str) -> StatTable | None:
    found = table_of(desk.followed, "ended", key, desk.span, desk.scheme, desk.threshold)
    return found if found is not None and found.state == "shown" else None


def _name(desk: Desk, row: StatRow) -> str:
    own = {each.label for each in desk.scheme.sets}
    return name_of(row.label, is_own=row.label in own)


def _cells(desk: Desk, found: StatTable, sexes: tuple[Sex | None, ...], row: StatRow, before: str) -> Iterator[Cell]:
    key = desk.figure_key(f"{before}.{row.key}")
    for sex in sexes:
        cell = row.cells[sex] if sex is None or found.has_split else None
        if cell is None or cell.number is None:
            yield from (HIDDEN, HIDDEN)
        else:
            yield count(cell.number, key)
            yield per_cent(cell.share, f"{key}.share")


def follow_up(desk: Desk) -> Told | None:
    """Tell for each time of follow-up how many were due, had consented and answered, and the rate; by sex, too."""
    rows = [row for months in desk.scheme.follow_ups for row in _followed_up(desk, months)]
    if not rows:
        return None
    columns = (
        labels(_("After the end")),
        Column("all.due", _("Ended, due for follow-up")),
        Column("all.consented", _("Had consented")),
        Column("all.answered", _("Answered")),
        Column("all.rate", _("Rate, %"), ColumnKind.SHARE),
    )
    about = [_("The rate is those who answered of those who had consented.")]
    about += [each for months in desk.scheme.follow_ups for each in _not_told(desk, months)]
    if any(HIDDEN in row.cells for row in rows if row.kind is RowKind.INDENTED):
        about.append(undivided(desk))
    return Told(Table("follow_up", _("Follow-up afterwards"), columns, tuple(rows), notes=tuple(about)))


def _followed_up(desk: Desk, months: int) -> Iterator[Row]:
    """Tell of all who were due at a time, and of women and men where anything may be told of them."""
    event = event_after(months)
    if desk.figure(event) is None:
        return
    by_sex = {sex: _asked(desk, event, sex) for sex in (None, Sex.WOMAN, Sex.MAN)}
    yield Row((_after(months), *by_sex[None]))
    if any(cell != HIDDEN for sex in (Sex.WOMAN, Sex.MAN) for cell in by_sex[sex]):
        for sex in (Sex.WOMAN, Sex.MAN):
            yield Row((sex_name(sex), *by_sex[sex]), RowKind.INDENTED)


def _after(months: int) -> str:
    return _("%(months)s months") % {"months": months}


def _not_told(desk: Desk, months: int) -> Iterator[str]:
    """Say why a time of follow-up is not told of all: too few, or it waits. It is no matter of sex."""
    for key in ("consented", "answered"):
        found = table_of(desk.followed, event_after(months), key, desk.span, desk.scheme, desk.threshold)
        if found is not None and found.state in {"too_few", "waiting"}:
            yield f"{_after(months)}: {why_not(found)}"
            return


def _asked(desk: Desk, event: str, sex: Sex | None) -> tuple[Cell, ...]:
    names = ("consented", "consented.yes", "answered.yes")
    figures = [desk.figure(f"{event}.{name}", sex) for name in names]
    rate = desk.figure(f"{event}.rate", sex)
    numbers = [Number(each.value, Form.COUNT, of_sex(each.key, sex)) if each else HIDDEN for each in figures]
    return (*numbers, per_cent(rate.value, of_sex(rate.key, sex)) if rate else HIDDEN)
