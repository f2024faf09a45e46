"""What is counted by month without attributes: the queue, groups and places, heads."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from mellanrum.documents.model import Cell, Column, ColumnKind, Row, RowKind, Table
from mellanrum.numbers import month as month_name
from mellanrum.tallies.months import MonthTable, month_table
from mellanrum.tallies.statistics import share
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.statistics.opening import Desk
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
    rows = [_month(found, at, has_places=has_places) for at, day in enumerate(found.months) if day <= desk.standing.day]
    totals = {row.key: row.total[None].net if row.total.get(None) else 0 for row in found.rows}
    filled = (per_cent(share(totals["places_filled"], totals["places"])),) if has_places else ()
    rows.append(Row((_("The year"), *(count(number) for number in totals.values()), *filled), RowKind.SUM))
    notes = (_("Those waiting are the number at the last counted month's end."),) if levels else ()
    return Told(Table(key, caption, tuple(columns), tuple(rows), notes=notes))


def _month(found: MonthTable, at: int, *, has_places: bool) -> Row:
    numbers = {row.key: row.cells[at].number() for row in found.rows}
    cells: list[Cell] = [count(number) for number in numbers.values()]
    if has_places:
        cells.append(per_cent(share(numbers["places_filled"], numbers["places"])))
    return Row((month_name(found.months[at], lang()).capitalize(), *cells))
