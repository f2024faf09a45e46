"""Which intervention and month a page of the tick sheet is about, and whether the reader may fill it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404

from mellanrum.tallies.counting import is_open
from mellanrum.tallies.ledger import Ledger
from mellanrum.web.access.routes import Request
from mellanrum.web.access.standing import Standing
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.interventions.services.listing import intervention_of, name_on
from mellanrum.web.register.services.deciding import locking_of, settings_on
from mellanrum.web.register.services.ledgers import check_coordinates


@dataclass(frozen=True, slots=True)
class Asked:
    """An intervention and the first day of a month, and what it was called then."""

    intervention: Intervention
    month: date
    name: str

    @property
    def written(self) -> str:
        """The month as it stands in the address."""
        return written_month(self.month)


def asked_for(request: Request, slug: str, month: str) -> Asked:
    """Return what an address asks for. 404 for what there is none of, Refused for what is not the reader's own."""
    intervention = own_intervention(request.standing, slug)
    day = month_in(month)
    if day is None or day not in months_of(intervention, request.standing.day):
        raise Http404
    return Asked(intervention, day, name_on(intervention, day))


def own_intervention(standing: Standing, slug: str) -> Intervention:
    """Return an intervention that the reader fills the sheets of."""
    intervention = intervention_of(standing.association, slug)
    if intervention is None:
        raise Http404
    check_coordinates(standing, intervention)
    return intervention


def month_in(text: str) -> date | None:
    """Read a month as it stands in an address (2025-01); None where it is none."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


def written_month(month: date) -> str:
    """Write a month as it stands in an address."""
    return f"{month:%Y-%m}"


def months_of(intervention: Intervention, today: date) -> tuple[date, ...]:
    """List the months of an intervention that have begun, oldest first."""
    last = min(today, intervention.last_day or today)
    found, month = [], intervention.first_day.replace(day=1)
    while month <= last:
        found.append(month)
        month = next_month(month)
    return tuple(found)


def next_month(month: date) -> date:
    """Return the month after."""
    return (month + timedelta(days=32)).replace(day=1)


def before(month: date) -> date:
    """Return the month before."""
    return (month - timedelta(days=1)).replace(day=1)


def month_to_fill(standing: Standing, intervention: Intervention, ledgers: Sequence[Ledger]) -> date | None:
    """Return the month that is to be filled first: the last one that is open and over, else the newest there is."""
    months = months_of(intervention, standing.day)
    by_year = {ledger.year: ledger for ledger in ledgers}
    over = [
        month
        for month in months[-3:]
        if next_month(month) <= standing.day
        and is_open(
            by_year.get(month.year), month, standing.day, locking_of(settings_on(standing.association, month.year))
        )
    ]
    return over[-1] if over else months[-1] if months else None
