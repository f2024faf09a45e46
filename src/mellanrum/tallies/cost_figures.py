"""What a participation costs in a year: the money granted, over all during the year. Both are figures beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from mellanrum.figures import KRONOR, Figure, Leaf, Operation, Term, Trace, Unit, total
from mellanrum.tallies.flow_figures import Asked, flow_figure, number, quotient
from mellanrum.tallies.following import Followed
from mellanrum.tallies.offered import leaf
from mellanrum.tallies.totals import START, all_during

COST = "cost_per_participation"
MONEY = f"{COST}.money"
BASE = f"{COST}.base"
COSTS = (COST, MONEY, BASE)


def cost_figure(asked: Asked) -> Figure | None:
    """Return the cost of a participation in a calendar year, what was granted, or the participations it is over.

    Only interventions with money granted for the year are in it, and none where heads alone are counted: their money
    has no participations.
    """
    if asked.sex is not None or not asked.period.is_calendar_year:
        return None
    paid = paid_for(asked.followed, asked.period.year)
    if not paid:
        return None
    makers = {MONEY: _money, BASE: _base}
    return makers.get(asked.measure, _cost)(asked, paid)


def paid_for(followed: Sequence[Followed], year: int) -> tuple[Followed, ...]:
    """List the interventions that have money granted for a year and count participations."""
    return tuple(each for each in followed if each.granted.get(year) and not each.by_head_count)


def _cost(asked: Asked, paid: Sequence[Followed]) -> Figure | None:
    over, under = Term(_money(asked.other(MONEY), paid)), Term(_base(asked.other(BASE), paid))
    found = quotient(asked, "Cost per participation", over, under, "", Unit.SEK)
    return found and replace(found, shown=KRONOR)


def _money(asked: Asked, paid: Sequence[Followed]) -> Figure:
    year = asked.period.year
    terms = tuple(Term(Leaf("budget", str(year), each.name, each.granted[year])) for each in paid)
    trace = Trace("Sum of what was granted", "", Operation.SUM, terms)
    return Figure(asked.key, asked.period, total(terms), Unit.SEK, "Granted for the year, by its plan", trace, KRONOR)


def _base(asked: Asked, paid: Sequence[Followed]) -> Figure:
    reference = asked.offered.scheme.events[START].reference
    rule = "Sum of the interventions that have money granted"
    return number(asked, "All during the year, of those with money granted", _parts(asked, paid), rule, reference)


def _parts(asked: Asked, paid: Sequence[Followed]) -> Iterator[Term]:
    told = Decimal(0)
    for each in paid:
        part = flow_figure(replace(asked, group=each.key, measure="all"))
        told += part.value
        yield Term(part)
    rest = all_during(paid, asked.span) - int(told)
    if rest:
        yield Term(leaf(asked.span, "Carried over between two of them, and counted once", rest))
