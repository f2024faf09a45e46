"""Small makers that the families of figures share."""

from collections.abc import Iterable
from decimal import Decimal

from mellanrum.figures import KRONOR, PERCENT, Figure, FigureBook, Operation, Period, Shown, Term, Trace, Unit, total

MINUS_ONE = Decimal(-1)
SUM_OF_LINES = "Sum of the lines"
SUM_OF_ACCOUNTS = "Sum of the accounts on the line"
SAME_AS = "The same figure as in another statement"
QUOTIENT = "The first divided by the second"
_SHOWN = {Unit.SHARE: PERCENT, Unit.RATIO: Shown(Decimal("0.01")), Unit.SEK: KRONOR}


def amount(  # noqa: PLR0913, PLR0917 - a figure has this many sides
    key: str, period: Period, label: str, terms: Iterable[Term], rule: str, reference: str
) -> Figure:
    """Make a figure in SEK that is the sum of its terms."""
    inputs = tuple(terms)
    trace = Trace(rule, reference, Operation.SUM, inputs)
    return Figure(key, period, total(inputs), Unit.SEK, label, trace, KRONOR)


def quotient(  # noqa: PLR0913, PLR0917 - as above
    key: str,
    period: Period,
    label: str,
    part: Figure | None,
    whole: Figure | None,
    reference: str,
    *,
    unit: Unit = Unit.SHARE,
) -> Figure | None:
    """Make a share (or ratio) of two figures; None where one is missing or the whole is nil."""
    if part is None or whole is None or not whole.value:
        return None
    trace = Trace(QUOTIENT, reference, Operation.QUOTIENT, (Term(part), Term(whole, MINUS_ONE)))
    return Figure(key, period, part.value / whole.value, unit, label, trace, _SHOWN[unit])


def sum_of(book: FigureBook, keys: Iterable[str], period: Period) -> tuple[Term, ...]:
    """Return the figures that exist among `keys`, as terms."""
    found = (book.find(key, period) for key in keys)
    return tuple(Term(figure) for figure in found if figure is not None)


def same(book: FigureBook, key: str, period: Period) -> tuple[Term, ...]:
    """Return one figure as the only term. MissingFigure where there is none."""
    return (Term(book.get(key, period)),)
