"""What an intervention's years have cost, beside what was granted: asked of the desk that keeps the books.

That desk stands above this one, so which module answers stands in the settings (`OUTCOMES`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from importlib import import_module
from typing import Protocol, cast

from django.conf import settings

from mellanrum.web.access.standing import Standing
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.interventions.services.planning import Plan


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an intervention has cost in a year, in kronor; `url` is its trace, empty where the reader's way ends."""

    amount: Decimal
    url: str = ""


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The outcomes of an intervention by year, and `where` in the books they stand: empty where nobody has said it.

    `edit_url` is the page where that is said, to those who may. `stops` says why no trace is shown.
    """

    years: Mapping[int, Outcome] = field(default_factory=dict)
    where: str = ""
    edit_url: str = ""
    stops: str = ""


@dataclass(frozen=True, slots=True)
class YearMoney:
    """A year of an intervention: what was granted, what it has cost, and what is left of it."""

    year: int
    plan: Plan | None
    outcome: Outcome | None

    @property
    def left(self) -> Decimal | None:
        """What is left of what was granted, negative where more was spent; None where either is not known."""
        return self.plan.total - self.outcome.amount if self.plan and self.outcome else None


class Source(Protocol):
    """What knows the outcomes."""

    def outcomes_of(self, standing: Standing, intervention: Intervention) -> Outcomes:
        """Return the outcomes of an intervention, as far as somebody may see them."""


def outcomes_of(standing: Standing, intervention: Intervention) -> Outcomes:
    """Return what an intervention's years have cost, as far as somebody may see it."""
    source = cast("Source", import_module(settings.OUTCOMES))
    return source.outcomes_of(standing, intervention)


def money_by_year(plans: Iterable[tuple[int, Plan]], outcomes: Outcomes) -> tuple[YearMoney, ...]:
    """Put what was granted and what it has cost beside each other, the newest year first."""
    granted = dict(plans)
    years = sorted({*granted, *outcomes.years}, reverse=True)
    return tuple(YearMoney(year, granted.get(year), outcomes.years.get(year)) for year in years)
