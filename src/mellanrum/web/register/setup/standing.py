"""How far an association has come with setting up: each intervention with what it lacks before it is counted."""

from collections.abc import Mapping
from dataclasses import dataclass

from mellanrum.web.access.standing import Standing
from mellanrum.web.interventions.models import Counting, Succession
from mellanrum.web.interventions.services.listing import interventions_of, name_on
from mellanrum.web.interventions.services.succession import waiting_stock
from mellanrum.web.parts.sorting import swedish
from mellanrum.web.register.models import ReportedCount
from mellanrum.web.register.services.ledgers import all_now
from mellanrum.web.register.services.opening_stock import opening_state


@dataclass(frozen=True, slots=True)
class Line:
    """An intervention on the page of setting up.

    `opening` is "not_needed" where it began when counting did, "entered", "missing" or "locked"; `waiting` are those
    it took over from whose ongoing have not been carried over; `years` how many earlier years are told of.
    """

    slug: str
    name: str
    opening: str
    waiting: tuple[Succession, ...]
    years: int


def lines_of(standing: Standing) -> tuple[Line, ...]:
    """List the interventions that are counted by participations, by name."""
    association, day = standing.association, standing.day
    ledgers = all_now(association, day)
    waiting = waiting_stock(association)
    years = _years_told(standing)
    lines = (
        Line(
            each.slug,
            name_on(each, day),
            opening_state(each, ledgers.get(each.slug, ()), day),
            tuple(row for row in waiting if row.after_id == each.pk),
            years.get(each.pk, 0),
        )
        for each in interventions_of(association)
        if each.counting == Counting.PARTICIPATIONS
    )
    return tuple(sorted(lines, key=lambda line: swedish(line.name)))


def _years_told(standing: Standing) -> Mapping[int, int]:
    rows = ReportedCount.objects.of(standing.association).values_list("intervention", "year").distinct()
    found: dict[int, int] = {}
    for intervention, _year in rows:
        found[intervention] = found.get(intervention, 0) + 1
    return found
