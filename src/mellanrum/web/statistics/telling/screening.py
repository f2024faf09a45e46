"""Violence screening: of the time that is chosen, and since counting began."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mellanrum.documents.model import Cell, Column, ColumnKind, Row, RowKind, Table
from mellanrum.tallies.spans import of_years
from mellanrum.tallies.statistics import StatTable, table_of
from mellanrum.web.statistics.opening import Desk, period_of
from mellanrum.web.statistics.telling.attributes import notes, told
from mellanrum.web.statistics.telling.pieces import Told
from mellanrum.web.statistics.telling.shaping import bars, count, labels, name_of, per_cent


def screening(desk: Desk) -> Told | None:
    """Tell the outcomes of the time that is chosen beside those since the beginning."""
    since = _outcomes(desk, first=min(desk.years))
    now = table_of(desk.followed, "screening", "outcome", desk.span, desk.scheme, desk.threshold)
    if now is None or since is None or now.state == "empty":
        return None
    if now.state != "shown" or since.state != "shown":
        return told(desk, "screening", "outcome")
    rows = [
        Row((name_of(row.label), *_both(desk, row.key, now, since))) for row in now.rows if _has(row.key, now, since)
    ]
    rows.append(
        Row((_("Forms"), count(now.base[None]), per_cent(None), count(since.base[None]), per_cent(None)), RowKind.SUM)
    )
    here, before = _("The time chosen"), _("Since %(year)s") % {"year": since.span.first.year}
    columns = (
        labels(_("Outcome")),
        Column("all.now", pgettext("how many", "Number"), group=here),
        Column("all.now_share", "%", ColumnKind.SHARE, group=here),
        Column("all.since", pgettext("how many", "Number"), group=before),
        Column("all.since_share", "%", ColumnKind.SHARE, group=before),
    )
    title = _("Violence screening by outcome")
    values = [(name_of(row.label), row.cells[None].share) for row in now.rows if row.cells[None].share]
    table = Table("screening", title, columns, tuple(rows), notes=tuple(notes(desk, now)))
    return Told(table, bars("screening", title, [(label, value) for label, value in values if value is not None]))


def _outcomes(desk: Desk, first: int) -> StatTable | None:
    span = of_years(range(min(first, desk.choice.year), desk.choice.year + 1))
    return table_of(desk.followed, "screening", "outcome", span, desk.scheme, desk.threshold)


def _has(key: str, *tables: StatTable) -> bool:
    return key != "missing" or any(row.cells[None].number for table in tables if (row := table.row(key)))


def _both(desk: Desk, key: str, *tables: StatTable) -> Iterator[Cell]:
    for at, found in enumerate(tables):
        row = found.row(key)
        figure, when = desk.figure_key(f"screening.outcome.{key}"), period_of(found.span) if at else None
        number = row.cells[None].number if row else 0
        yield count(number, figure if number else "", when)
        yield per_cent(row.cells[None].share if row else None, f"{figure}.share" if number else "", when)
