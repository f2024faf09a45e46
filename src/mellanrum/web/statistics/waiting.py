"""Entries that have been counted and stand in no table yet: they wait for the next state of it."""

from django.utils.translation import ngettext

from mellanrum.figures import Figure
from mellanrum.tallies.shown import EVENTS, OF_STOCK, part_states
from mellanrum.tallies.totals import END, START
from mellanrum.web.statistics.opening import Desk


def waiting_for(desk: Desk, figure: Figure) -> str:
    """Say how many entries of a table's event wait; empty for figures of months, which wait for nothing."""
    found = _waiting(desk, _events(desk, figure))
    if not found:
        return ""
    said = ngettext("%(number)s event waits for the next state.", "%(number)s events wait for the next state.", found)
    return said % {"number": found}


def _waiting(desk: Desk, events: tuple[str, ...]) -> int:
    return sum(state.waiting for event in events for state in part_states(desk.followed, event, desk.span))


def _events(desk: Desk, figure: Figure) -> tuple[str, ...]:
    """Return the events whose tables a figure is read from."""
    first, *rest = figure.key.split(".")[2:]
    if first == "end_reasons" or first.startswith("mean_"):
        return (START,) if first.endswith("_started") else (END,)
    if not rest or rest == ["a_month"] or first == "budgeted":
        return ()
    if first in OF_STOCK:
        return (START, END)
    event = EVENTS.get(first, first)
    return (event,) if event in desk.scheme.events else ()
