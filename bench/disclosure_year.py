"""A made-up association's year to publish: twelve interventions, and what an annual report tells of them."""

from dataclasses import replace
from functools import cache

from bench.follow_up_generate import THRESHOLD, Planned, make_pool, years_of
from mellanrum.composition.published_tables import Contents, follow_up_tables
from mellanrum.disclosure.tables import TableSet
from mellanrum.tallies.following import Followed
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.spans import of_years

YEAR = 2025
ASSOCIATION = 1
_POOL = 120  # so many made-up entries stand for all of an event and a sex
_COMES = {"start": 1.0, "end": 1.0}
_REFERRED = {**_COMES, "referral": 1.2, "follow_up_6": 0.7}
_SIZES = (260, 140, 110, 90, 70, 60, 45, 35, 25, 14)

ANNUAL = Contents(
    together=frozenset(
        {
            *(f"started.{key}" for key in ("municipality", "age_band", "education", "livelihood_before")),
            *(f"ended.{key}" for key in ("age_band", "months_band", "end_reason", "livelihood", "occupation")),
            *(f"{what}.{key}" for what in ("ongoing", "all") for key in ("municipality", "age_band")),
            *(f"guidance.{key}" for key in ("age_band", "livelihood", "contacts", "next_step")),
            *(f"referral.{key}" for key in ("referrer", "municipality", "referrer_municipality")),
            *(f"follow_up_6.{key}" for key in ("consented", "answered", "livelihood")),
            "ended.young_end_group",
            "municipal.started",
        }
    ),
    each=frozenset({"started.age_band", "ended.end_reason"}),
    finest="part",
)
"""What an annual report tells: much of all interventions together, the main things of each."""


def planned() -> tuple[Planned, ...]:
    """List the interventions: ten that participations come to, large and small, and two where guidance is given."""
    come = (
        Planned(f"insats-{at}", f"Insats {at}", size, _REFERRED if at <= 3 else _COMES)
        for at, size in enumerate(_SIZES, 1)
    )
    guided = (
        Planned(f"vagledning-{at}", f"Vägledning {at}", size, {"guidance": 1.0}) for at, size in ((1, 180), (2, 40))
    )
    return (*come, *guided)


@cache
def followed() -> tuple[tuple[Followed, ...], Scheme]:
    """Count the association's years, the one before too, and lock them."""
    pool = make_pool(_POOL)
    made = (
        Followed(
            each.slug.replace("-", "_"),
            each.name,
            ledgers=tuple(years_of(each, ASSOCIATION, range(YEAR - 1, YEAR + 1), pool)),
        )
        for each in planned()
    )
    return tuple(made), pool.scheme


def annual_set(contents: Contents = ANNUAL) -> TableSet:
    """Make the set of the year; `contents` says how much of it."""
    interventions, scheme = followed()
    return follow_up_tables(interventions, of_years([YEAR]), scheme, threshold=THRESHOLD, contents=contents)


def first_tables(number: int) -> TableSet:
    """Return the first so many tables of the annual set, as a set."""
    made = annual_set()
    return replace(made, tables=made.tables[:number])
