"""Figures by municipality from the months, without sex: `municipal.<what>.<municipality>`. Traces end in months."""

from collections.abc import Iterator

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
NAMES = {START: "started", END: "ended"}
"""What stands in keys for an event; the others stand for themselves."""


def municipal_figure(asked: Asked) -> Figure | None:
    """Return how many of an event a municipality had, net of corrections; None where it was never counted so."""
    _, what, place = asked.measure.split(".") if asked.measure.count(".") == 2 else ("", "", "")
    event = asked.offered.scheme.events.get(EVENTS.get(what, what))
    if event is None or asked.sex is not None:
        return None
    counted = municipal_months(asked.followed, asked.span.years, EVENTS.get(what, what)).get(place, {})
    months = [day for day in asked.span.months() if counted.get(day)]
    if not months:
        return None
    terms = (Term(leaf(Span(day, day), "", counted[day])) for day in months)
    label = answer_label(MUNICIPALITY, place, asked.offered.scheme)
    return number(asked, label, terms, COUNTED, event.reference, event.label)


def municipal_keys(asked: Asked) -> Iterator[str]:
    """List the measures by municipality that something has been counted of in the span's years."""
    for event in asked.offered.scheme.events:
        for place in municipal_months(asked.followed, asked.span.years, event):
            yield f"{MUNICIPAL}.{NAMES.get(event, event)}.{place}"
