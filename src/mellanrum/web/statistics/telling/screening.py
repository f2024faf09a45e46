"""Violence screening: of the time that is chosen, and since counting began, by sex where that may be shown."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from mellanrum.documents.model import Cell, Row, RowKind, Table
from mellanrum.tallies.merging import answering, set_rows
from mellanrum.tallies.rules import MISSING, WITHHELD
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.spans import Span, of_years
from mellanrum.tallies.statistics import StatRow, StatTable, table_of
from mellanrum.web.statistics.opening import Desk, period_of
from mellanrum.web.statistics.telling.attributes import notes, told
from mellanrum.web.statistics.telling.pieces import Told
from mellanrum.web.statistics.telling.shaping import all_last, bars, count, labels, name_of, per_cent, sex_columns

EVENT, TABLE = "screening", "outcome"
Sexes = tuple[Sex | None, ...]


def screening(desk: Desk) -> Told | None:
    """Tell of the time that is chosen how many were offered to answer, how many did, and what they answered."""
    found = _table(desk, desk.span)
    if found is None or found.state == "empty":
        return None
    if found.state != "shown":
        return told(desk, EVENT, TABLE)
    title = _("Violence screening by outcome")
    values = [(name_of(row.label), share) for row in found.rows if (share := row.cells[None].share)]
    return Told(_written(desk, found, EVENT, title), bars(EVENT, title, values))


def since(desk: Desk) -> Told | None:
    """Tell the same since counting began; nothing where that is the time that is chosen."""
    span = of_years(range(min(*desk.years, desk.choice.year), desk.choice.year + 1))
    found = _table(desk, span)
    if span == desk.span or found is None or found.state != "shown":
        return None
    title = _("Violence screening since %(year)s") % {"year": span.first.year}
    return Told(_written(desk, found, f"{EVENT}.since", title))


def _table(desk: Desk, span: Span) -> StatTable | None:
    return table_of(desk.followed, EVENT, TABLE, span, desk.scheme, desk.threshold)


def _written(desk: Desk, found: StatTable, key: str, title: str) -> Table:
    sexes = all_last(found.columns)
    rows = [Row((name_of(row.label), *_cells(desk, found, row, sexes)), kind) for row, kind in _rows(desk, found)]
    of = desk.figure_key(f"{EVENT}.{TABLE}")
    base = (cell for sex in sexes for cell in (count(found.base[sex], of, period_of(found.span)), ""))
    rows.append(Row((_("Base: offered to answer"), *base), RowKind.SUM))
    columns = (labels(), *sex_columns(sexes, with_share=True))
    return Table(key, title, columns, tuple(rows), notes=tuple(notes(desk, found)))


def _rows(desk: Desk, found: StatTable) -> Iterator[tuple[StatRow, RowKind]]:
    """List those who answered, what they answered, and then those who did not."""
    answered = answering(found.rule.questions[0], desk.scheme)
    inside = {key for each in answered for key in each.answers}
    yield from ((row, RowKind.GROUP) for row in set_rows(found, answered))
    yield from ((row, RowKind.INDENTED) for row in found.rows if row.key in inside)
    for row in found.rows:
        if row.key not in inside and (row.key not in {MISSING, WITHHELD} or row.cells[None].number):
            yield row, RowKind.NORMAL


def _cells(desk: Desk, found: StatTable, row: StatRow, sexes: Sexes) -> Iterator[Cell]:
    figure, when = desk.figure_key(f"{EVENT}.{TABLE}.{row.key}"), period_of(found.span)
    for sex in sexes:
        yield count(row.cells[sex].number, figure, when)
        yield per_cent(row.cells[sex].share, f"{figure}.share", when)
