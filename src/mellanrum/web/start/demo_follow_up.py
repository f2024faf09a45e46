"""The example's follow-up: its interventions, and counters that give the published totals."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache

from mellanrum.composition.example_followup import follow_up_example
from mellanrum.composition.example_ledgers import Decided, example_ledgers
from mellanrum.tallies.ledger import Ledger
from mellanrum.web.access.models import User
from mellanrum.web.access.standing import Standing
from mellanrum.web.association.models import Member
from mellanrum.web.counters.store import change
from mellanrum.web.interventions.models import Counting, Direction, Intervention, Kind, MoneyArea
from mellanrum.web.interventions.services.changing import Settings, add_intervention, mark_counted
from mellanrum.web.interventions.services.describing import Facts
from mellanrum.web.interventions.services.listing import key_of_slug
from mellanrum.web.interventions.services.staffing import add_staff
from mellanrum.web.register.services.deciding import kind_of, locking_of, scheme_on, settings_on
from mellanrum.web.tenancy.models import Association

FIRST_DAY = date(2022, 1, 1)
_FACTS = (
    (
        Settings(Direction.INDIVIDUAL, Counting.PARTICIPATIONS, is_esf=False, first_day=FIRST_DAY, last_day=None),
        Facts("Coachingteamet", MoneyArea.INDIVIDUAL, Kind.WORK_REHABILITATION, None, "Unga och vuxna, 16–64 år"),
    ),
    (
        # Structural in money and in the state's follow-up, and still counted participation by participation.
        Settings(Direction.STRUCTURAL, Counting.PARTICIPATIONS, is_esf=False, first_day=FIRST_DAY, last_day=None),
        Facts("Mottagningsteamet", MoneyArea.STRUCTURAL, Kind.GUIDANCE, None, "Alla som söker stöd"),
    ),
)


def fill_follow_up(standing: Standing, provider: Member, staff: tuple[User, ...]) -> None:
    """Add the example's interventions, let its staff count in them, and count what has been counted until today."""
    made_up: dict[str, Intervention] = {}
    for settings, facts in _FACTS:
        described = Facts(facts.name, facts.money_area, facts.kind, provider, facts.target_groups)
        made = add_intervention(standing, settings, described)
        for user in staff:
            add_staff(standing, made, user, standing.day, None)
        mark_counted(made)
        made_up[key_of_slug(made.slug)] = made
    for (key, year), ledger in _ledgers(standing.association, standing.day).items():
        change(standing.association, made_up[key].slug, year, _always(ledger), kind=ledger.kind)


def _always(ledger: Ledger) -> Callable[[Ledger], Ledger]:
    return lambda _: ledger


def _ledgers(association: Association, day: date) -> Mapping[tuple[str, int], Ledger]:
    usual = settings_on(association, day.year)
    scheme = cache(lambda year: scheme_on(association, min(day, date(year, 12, 31))))
    return example_ledgers(
        follow_up_example(), Decided(scheme, kind_of(usual), locking_of(usual), usual.threshold), day
    )
