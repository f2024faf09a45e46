"""Municipality by month: how many of each event, without sex."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from mellanrum.documents.model import Cell, Column, Row, RowKind, Table
from mellanrum.numbers import month as month_name
from mellanrum.tallies.labels import answer_label, is_own
from mellanrum.tallies.months import municipal_months
from mellanrum.tallies.municipal_figures import MUNICIPALITY, NAMES
from mellanrum.tallies.rules import MISSING
from mellanrum.tallies.spans import of_years
from mellanrum.web.parts.sorting import swedish
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.statistics.opening import Desk, month_of, period_of
from mellanrum.web.statistics.telling.pieces import Piece, Told
from mellanrum.web.statistics.telling.shaping import count, labels, name_of

Counted = Mapping[str, Mapping[date, int]]


def piece(event: str) -> Piece:
    """Make the piece of an event."""
    return Piece(f"municipal.{NAMES.get(event, event)}", lambda desk: _told(desk, event))


def _told(desk: Desk, event: str) -> Told | None:
    year = desk.choice.year
    counted = municipal_months(desk.followed, [year], event)
    places = [place for place, months in counted.items() if any(months.values())]
    if not set(places) - {MISSING}:
        return None
    places.sort(key=lambda place: (place == MISSING, swedish(_name(desk, place))))
    columns = (
        labels(_("Month")),
        *(Column(f"all.{place}", _name(desk, place)) for place in places),
        Column("all.sum", _("In all")),
    )
    days = [day for day in of_years([year]).months() if day <= desk.standing.day]
    rows = [Row((month_name(day, lang()).capitalize(), *_cells(desk, event, counted, places, (day,)))) for day in days]
    rows.append(Row((_("The year"), *_cells(desk, event, counted, places, tuple(days))), RowKind.SUM))
    what = name_of(desk.scheme.events[event].label)
    title = _("%(what)s by municipality, month by month") % {"what": what}
    notes = (_("Without sex, and net of corrections."),)
    return Told(Table(f"municipal.{NAMES.get(event, event)}", title, columns, tuple(rows), notes=notes))


def _name(desk: Desk, place: str) -> str:
    return name_of(answer_label(MUNICIPALITY, place, desk.scheme), is_own=is_own(MUNICIPALITY, place, desk.scheme))


def _cells(desk: Desk, event: str, counted: Counted, places: list[str], days: tuple[date, ...]) -> tuple[Cell, ...]:
    """Write the numbers of a month, or of all months; where there is nobody there is nothing to open."""
    when = month_of(days[0]) if len(days) == 1 else period_of(of_years([desk.choice.year]))
    numbers = {place: sum(counted[place].get(day, 0) for day in days) for place in places}
    name = NAMES.get(event, event)
    key, together = desk.figure_key(f"municipal.{name}"), sum(numbers.values())
    return (
        *(count(number, f"{key}.{place}" if number else "", when) for place, number in numbers.items()),
        count(together, key if together else "", when),
    )
