"""Figures by municipality from the months, without sex: `municipal.<what>` of all, and of each of them below it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from mellanrum.figures import Figure, Term
from mellanrum.tallies.flow_figures import COUNTED, Asked, number
from mellanrum.tallies.labels import answer_label
from mellanrum.tallies.months import municipal_months
from mellanrum.tallies.offered import leaf
from mellanrum.tallies.shown import EVENTS
from mellanrum.tallies.spans import Span
from mellanrum.tallies.totals import END, START

MUNICIPAL = "municipal"
MUNICIPALITY = "municipality"
ALL_OF_THEM = "All, by municipality"
NAMES = {START: "started", END: "ended"}
"""What stands in keys for an event; the others stand for themselves."""


def municipal_figure(asked: Asked) -> Figure | None:
    """Return how many of an event a municipality had, or all of them, net of corrections; None where there are none."""
    what, _, place = asked.measure.removeprefix(f"{MUNICIPAL}.").partition(".")
    event = asked.offered.scheme.events.get(EVENTS.get(what, what))
    if event is None or asked.sex is not None:
        return None
    by_place = municipal_months(asked.followed, asked.span.years, event.key)
    counted = by_place.get(place, {}) if place else _together(by_place)
    months = [day for day in asked.span.months() if counted.get(day)]
    if not months:
        return None
    terms = (Term(leaf(Span(day, day), "", counted[day])) for day in months)
    label = answer_label(MUNICIPALITY, place, asked.offered.scheme) if place else ALL_OF_THEM
    return number(asked, label, terms, COUNTED, event.reference, event.label)


def municipal_keys(asked: Asked) -> Iterator[str]:
    """List the measures by municipality that something has been counted of in the span's years."""
    for event in asked.offered.scheme.events:
        name = f"{MUNICIPAL}.{NAMES.get(event, event)}"
        places = municipal_months(asked.followed, asked.span.years, event)
        yield from (name, *(f"{name}.{place}" for place in places)) if places else ()


def _together(by_place: Mapping[str, Mapping[date, int]]) -> Mapping[date, int]:
    found: Counter[date] = Counter()
    for months in by_place.values():
        found.update(months)
    return found
