"""The demo's follow-up, counted until a day, as sets of tables to be published."""

from datetime import date
from functools import cache

from mellanrum.composition.example_followup import follow_up_example
from mellanrum.composition.example_ledgers import Decided, example_ledgers
from mellanrum.composition.published_tables import Contents, Published, published_follow_up
from mellanrum.tallies.calendar import Locking, PeriodKind
from mellanrum.tallies.following import Followed
from mellanrum.tallies.rules import Answer
from mellanrum.tallies.scheme import Own, Scheme, scheme_of
from mellanrum.tallies.spans import of_part, of_years

THRESHOLD = 5
_OWN = Own(
    answers={
        "municipality": (
            Answer(key="degerfors_kommun", label="Degerfors kommun"),
            Answer(key="karlskoga_kommun", label="Karlskoga kommun"),
        ),
        "next_step": (Answer(key="coachingteamet", label="Coachingteamet"),),
    }
)
_NAMES = {"coachingteamet": "Coachingteamet", "mottagningsteamet": "Mottagningsteamet"}


@cache
def demo_scheme(year: int) -> Scheme:
    """What the demo counts in a year."""
    return scheme_of(_OWN, date(year, 12, 31))


@cache
def demo_followed() -> tuple[Followed, ...]:
    """The demo's interventions."""
    decided = Decided(demo_scheme, PeriodKind.HALF_YEAR, Locking(), THRESHOLD)
    ledgers = example_ledgers(follow_up_example(), decided, date(2026, 11, 27))
    return tuple(
        Followed(key, name, ledgers=tuple(ledger for (other, _), ledger in ledgers.items() if other == key))
        for key, name in _NAMES.items()
    )


@cache
def demo_published(year: int, contents: Contents, part: int | None = None) -> Published:
    """What the demo publishes of a year, or of one of its half-years."""
    followed = demo_followed()
    span = of_years([year]) if part is None else of_part(followed, year, part)
    return published_follow_up(followed, span, demo_scheme(year), threshold=THRESHOLD, contents=contents)
