"""What is counted by month without attributes: the queue, groups and places, heads."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from mellanrum.documents.model import Cell, Column, ColumnKind, Row, RowKind, Table
from mellanrum.figures import Period
from mellanrum.numbers import month as month_name
from mellanrum.tallies.months import MonthRow, MonthTable, month_table
from mellanrum.tallies.spans import of_years
from mellanrum.tallies.statistics import share
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.statistics.opening import Desk, month_of, period_of
from mellanrum.web.statistics.telling.pieces import Told
from mellanrum.web.statistics.telling.shaping import count, labels, name_of, per_cent

QUEUE = ("declined", "withdrawn", "waiting")
GROUPS = ("groups_held", "places", "places_filled")
HEADS = ("head_count",)


def queue(desk: Desk) -> Told | None:
    """Tell referrals that were declined or withdrawn, and how many wait at each month's end."""
    return _table(desk, "queue", _("Declined, withdrawn and waiting"), QUEUE)


def groups(desk: Desk) -> Told | None:
    """Tell groups held, their places, and how many of those were filled."""
    return _table(desk, "groups", _("Groups and places"), GROUPS)


def heads(desk: Desk) -> Told | None:
    """Tell heads of what is counted by heads only."""
    return _table(desk, "heads", _("Head counts"), HEADS)


def _table(desk: Desk, key: str, caption: str, keys: Sequence[str]) -> Told | None:
    rules = {rule.key: rule for rule in desk.scheme.counters if rule.key in keys}
    levels = [rule.key for rule in rules.values() if rule.level]
    found = month_table(
        desk.followed, [desk.choice.year], {each: rules[each].label for each in keys if each in rules}, levels
    )
    if not any(row.total.get(None) and row.total[None].net for row in found.rows):
        return None
    columns = [labels(_("Month")), *(Column(f"all.{row.key}", name_of(row.label)) for row in found.rows)]
    has_places = "places_filled" in rules
    columns += [Column("all.filled", _("Filled, %"), ColumnKind.SHARE)] if has_places else []
    rows = [
        _month(desk, found, at, has_places=has_places)
        for at, day in enumerate(found.months)
        if day <= desk.standing.day
    ]
    whole = period_of(of_years([desk.choice.year]))
    totals = {row.key: _total(desk, row, whole) for row in found.rows}
    filled = (per_cent(share(totals["places_filled"], totals["places"])),) if has_places else ()
    rows.append(
        Row((_("The year"), *(_cell(desk, key, number, whole) for key, number in totals.items()), *filled), RowKind.SUM)
    )
    notes = (_("Those waiting are the number at the last counted month's end."),) if levels else ()
    return Told(Table(key, caption, tuple(columns), tuple(rows), notes=notes))


def _total(desk: Desk, row: MonthRow, whole: Period) -> int:
    """Return what a counter is of the year; of a level that is the last month's in which it was counted."""
    figure = desk.book.find(desk.figure_key(row.key), whole)
    return int(figure.value) if figure else 0


def _cell(desk: Desk, key: str, number: int, period: Period) -> Cell:
    return count(number, desk.figure_key(key) if number else "", period)


def _month(desk: Desk, found: MonthTable, at: int, *, has_places: bool) -> Row:
    numbers = {row.key: row.cells[at].number() for row in found.rows}
    when = month_of(found.months[at])
    cells = [_cell(desk, key, number, when) for key, number in numbers.items()]
    if has_places:
        cells.append(per_cent(share(numbers["places_filled"], numbers["places"])))
    return Row((month_name(found.months[at], lang()).capitalize(), *cells))
