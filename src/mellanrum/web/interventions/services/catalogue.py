"""The association's interventions as a list: running, coming, ended, in the order asked for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from mellanrum.web.interventions.models import Description, Intervention
from mellanrum.web.interventions.services.listing import description_on, runs_on
from mellanrum.web.parts.sorting import swedish


class State(Enum):
    """Where an intervention is in its time."""

    RUNNING = "running"
    COMING = "coming"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Listed:
    """An intervention as it is on a day; before it begins as it will be, after it has ended as it was last."""

    intervention: Intervention
    description: Description
    state: State


def state_on(intervention: Intervention, day: date) -> State:
    """Return where an intervention is in its time on a day."""
    if runs_on(intervention, day):
        return State.RUNNING
    return State.COMING if day < intervention.first_day else State.ENDED


def as_listed(intervention: Intervention, day: date) -> Listed:
    """Return an intervention with the description that holds on a day."""
    shown = min(day, intervention.last_day or day)
    described = description_on(intervention.descriptions.all(), shown)
    state = state_on(intervention, day)
    return Listed(intervention, described or Description(name=intervention.slug), state)


def listed_on(interventions: Iterable[Intervention], day: date) -> tuple[Listed, ...]:
    """List interventions as they are on a day."""
    return tuple(as_listed(each, day) for each in interventions)


ORDERS: dict[str, Callable[[Listed], Any]] = {
    "namn": lambda _: (),
    "riktning": lambda row: row.intervention.direction,
    "omrade": lambda row: row.description.money_area,
    "slag": lambda row: swedish(str(row.description.get_kind_display())),
    "huvudman": lambda row: swedish(row.description.provider.name if row.description.provider else "\U0010ffff"),
    "fran": lambda row: row.intervention.first_day,
    "till": lambda row: row.intervention.last_day or date.max,
}
"""What a list can be ordered by, as it stands in addresses; the name decides among equals."""


def in_order(rows: Iterable[Listed], order: str) -> tuple[Listed, ...]:
    """Order a list by one of ORDERS, backwards where a hyphen stands before it; else by name."""
    key = ORDERS.get(order.removeprefix("-"), ORDERS["namn"])
    by_name = sorted(rows, key=lambda row: swedish(row.description.name), reverse=order == "-namn")
    return tuple(sorted(by_name, key=key, reverse=order.startswith("-")))
