"""Means: the sum over how many gave the number, by sex where that may be shown."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from mellanrum.documents.model import Cell, Column, ColumnKind, Form, Number, Row, Table
from mellanrum.tallies.means import Mean, mean_of
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.table_figures import GIVEN
from mellanrum.web.statistics.opening import Desk
from mellanrum.web.statistics.telling.pieces import Piece, Told
from mellanrum.web.statistics.telling.shaping import HIDDEN, labels, name_of, sex_name

EVENTS = {"started": "start", "ended": "end"}
SEXES = (Sex.WOMAN, Sex.MAN, None)


def piece(what: str) -> Piece:
    """Make the piece of all means of what is counted."""
    return Piece(f"{what}.means", lambda desk: _told(desk, what))


def _told(desk: Desk, what: str) -> Told | None:
    found = [each for each in _means(desk, what) if each.is_shown]
    if not found:
        return None
    sexes = SEXES if any(each.cells[Sex.WOMAN].count is not None for each in found) else (None,)
    columns = (
        labels(),
        Column("all.unit", _("Unit"), ColumnKind.TEXT),
        *(Column(f"{sex or 'all'}.mean", _("Mean"), group=sex_name(sex)) for sex in sexes),
        Column("all.count", _("Who gave it"), group=sex_name(None)),
    )
    rows = tuple(Row((name_of(each.title), _unit(each), *_cells(desk, each, sexes))) for each in found)
    notes = (_("A mean is the sum of the number over those who gave it."),)
    return Told(Table(f"{what}.means", _("Means"), columns, rows, notes=notes))


def _means(desk: Desk, what: str) -> Iterator[Mean]:
    for rule in desk.scheme.tables_of(EVENTS.get(what, what)):
        found = mean_of(desk.followed, what, rule.key, desk.span, desk.scheme, desk.threshold)
        if found is not None:
            yield found


def _unit(found: Mean) -> str:
    return {"years": _("years"), "months": _("months"), "days": _("days")}.get(found.unit, "")


def _cells(desk: Desk, found: Mean, sexes: tuple[Sex | None, ...]) -> Iterator[Cell]:
    key = desk.figure_key(f"mean_{found.key}_{found.what}")
    for sex in sexes:
        cell = found.cells[sex]
        is_hidden = cell.count is None and sex is not None
        yield HIDDEN if is_hidden else Number(cell.value, Form.MEAN, key)
    yield Number(Decimal(found.cells[None].count or 0), Form.COUNT, f"{key}.{GIVEN}")
