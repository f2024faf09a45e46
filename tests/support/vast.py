"""An intervention with published numbers of 2023: referrals by referrer and place, follow-up, screening, groups."""

from collections.abc import Iterator
from datetime import date

from mellanrum.tallies.calendar import Locking, PeriodKind
from mellanrum.tallies.counting import count, set_counter
from mellanrum.tallies.entries import Entry
from mellanrum.tallies.ledger import Ledger, empty_ledger
from mellanrum.tallies.locking import lock_due
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sex import Sex
from mellanrum.web.association.models import Member, MemberKind
from mellanrum.web.counters.store import change
from mellanrum.web.interventions.models import Description, Intervention, MoneyArea
from mellanrum.web.register.services.deciding import scheme_on
from mellanrum.web.tenancy.models import Association

PLACES = ("Färgelanda", "Lysekil", "Mellerud", "Munkedal", "Orust", "Sotenäs", "Strömstad", "Tanum", "Uddevalla")
REFERRALS = {
    "employment_service": (5, 3, 5, 12, 5, 4, 18, 6, 30),
    "social_insurance": (1, 12, 4, 8, 1, 1, 3, 0, 44),
    "municipality": (31, 7, 25, 3, 8, 4, 7, 2, 10),
    "primary_care": (0, 2, 1, 10, 8, 1, 7, 0, 7),
    "psychiatry": (0, 5, 0, 2, 7, 2, 5, 5, 12),
    "own": (0, 3, 1, 0, 5, 0, 0, 3, 3),
}
YEAR = 2023


def vast(association: Association) -> Association:
    """Fill an association with the intervention "rehabvagledare" and its year."""
    keys = {}
    for name in PLACES:
        member = Member.objects.make(association, name=name, kind=MemberKind.MUNICIPALITY, inhabitants=10_000)
        keys[name] = member.key
    Member.objects.make(association, name="Försäkringskassan", kind=MemberKind.STATE)
    Member.objects.make(association, name="Västra Götalandsregionen", kind=MemberKind.REGION)
    made = Intervention.objects.make(
        association,
        slug="rehabvagledare",
        direction="individual",
        counting="participations",
        first_day=date(YEAR, 1, 1),
        has_counts=True,
    )
    Description.objects.make(
        association,
        intervention=made,
        first_day=date(YEAR, 1, 1),
        name="Rehabvägledare",
        money_area=MoneyArea.INDIVIDUAL,
        kind="mapping",
    )
    ledger = _ledger(scheme_on(association, date(YEAR, 12, 31)), keys)
    change(association, "rehabvagledare", YEAR, lambda _: ledger, kind=PeriodKind.HALF_YEAR)
    return association


def _ledger(scheme: Scheme, keys: dict[str, str]) -> Ledger:
    ledger = empty_ledger(YEAR)
    for number, entry in enumerate(_entries(keys)):
        day = date(YEAR, number % 12 + 1, 1)
        sex = Sex.WOMAN if number % 9 < 5 else Sex.MAN
        ledger = count(ledger, Entry(entry.event, day, sex, entry.answers), scheme)
    for month in range(1, 13):
        ledger = set_counter(ledger, month, "groups_held", {Sex.UNSPLIT: 2})
        ledger = set_counter(ledger, month, "places", {Sex.UNSPLIT: 20})
        ledger = set_counter(ledger, month, "places_filled", {Sex.UNSPLIT: 17})
        ledger = set_counter(ledger, month, "declined", {Sex.UNSPLIT: 1})
        ledger = set_counter(ledger, month, "waiting", {Sex.UNSPLIT: month})
    return lock_due(ledger, date(YEAR + 1, 6, 1), Locking(), 5, scheme)


def _entries(keys: dict[str, str]) -> Iterator[Entry]:
    for referrer, numbers in REFERRALS.items():
        for place, number in zip(PLACES, numbers, strict=True):
            yield from _many("referral", number, referrer=(referrer,), municipality=(keys[place],))
    yield from _many("follow_up_6", 8, consented=("no",))
    yield from _many("follow_up_6", 40, consented=("yes",), answered=("no",))
    for livelihood, occupation, number in (
        ("no_public", "work_full", 60),
        ("no_public", "none", 17),
        ("sickness_benefit", "studies_full", 20),
        ("social_assistance", "job_seeking", 142),
    ):
        yield from _many(
            "follow_up_6",
            number,
            consented=("yes",),
            answered=("yes",),
            livelihood=(livelihood,),
            occupation=(occupation,),
        )
    for outcome, number in (("at_least_one_yes", 282), ("all_no", 107), ("declined", 8)):
        yield from _many("screening", number, screening_outcome=(outcome,))


def _many(event: str, number: int, **answers: tuple[str, ...]) -> Iterator[Entry]:
    for _ in range(number):
        yield Entry(event, date(YEAR, 1, 1), Sex.WOMAN, answers)
