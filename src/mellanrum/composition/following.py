"""The follow-up's figures, beside those of the books: what is counted becomes families of a book of figures."""

from collections.abc import Iterable, Sequence
from datetime import date

from mellanrum.figures import Family, Figure, FigureBook, Period
from mellanrum.tallies.families import interventions_family
from mellanrum.tallies.following import Followed
from mellanrum.tallies.scheme import Scheme


def follow_up_families(followed: Sequence[Followed], scheme: Scheme, threshold: int) -> tuple[Family, ...]:
    """Return the families of figures that the follow-up offers: `interventions.*`."""
    return (interventions_family(followed, scheme, threshold),)


def follow_up_book(  # noqa: PLR0913 - whose, when, and what is counted by which rules
    association: str,
    period: Period,
    day: date,
    *,
    followed: Sequence[Followed],
    scheme: Scheme,
    threshold: int,
    more: Iterable[Family] = (),
    reported: Iterable[Figure] = (),
) -> FigureBook:
    """Open a book of the follow-up's figures; `more` are families of other rooms that are to stand beside them."""
    return FigureBook(association, period, day, (*more, *follow_up_families(followed, scheme, threshold)), reported)
