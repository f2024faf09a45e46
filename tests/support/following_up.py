"""An association with the example's follow-up: interventions, members, and counters that give published totals."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from mellanrum.tallies.calendar import PeriodKind
from mellanrum.tallies.counting import count
from mellanrum.tallies.entries import Entry
from mellanrum.tallies.ledger import Ledger
from mellanrum.tallies.locking import take_snapshots
from mellanrum.tallies.sex import Sex
from mellanrum.web.access.standing import Standing, standing_of
from mellanrum.web.association.models import Member, MemberKind
from mellanrum.web.counters.store import change
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.register.services.deciding import scheme_on
from mellanrum.web.start import demo_follow_up
from mellanrum.web.tenancy.models import Association
from support.people import somebody

_COUNTED: dict[date, Mapping[tuple[str, int], Ledger]] = {}
_count = demo_follow_up._ledgers


def standing_in(association: Association, role: str = "manager") -> Standing:
    """Return where somebody with a role stands."""
    standing = standing_of(somebody(role, association), association.slug)
    assert standing
    return standing


def followed_up(association: Association) -> Association:
    """Fill an association with the example's follow-up."""
    members = {}
    for name, kind, share in (
        ("Försäkringskassan", MemberKind.STATE, None),
        ("Arbetsförmedlingen", MemberKind.STATE, None),
        ("Region Örebro län", MemberKind.REGION, None),
        ("Degerfors kommun", MemberKind.MUNICIPALITY, Decimal(25)),
        ("Karlskoga kommun", MemberKind.MUNICIPALITY, Decimal(75)),
    ):
        members[name] = Member.objects.make(association, name=name, kind=kind, agreed_share=share)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demo_follow_up, "_ledgers", _ledgers_once)
        demo_follow_up.fill_follow_up(standing_in(association), members["Karlskoga kommun"], ())
    return association


def _ledgers_once(association: Association, day: date) -> Mapping[tuple[str, int], Ledger]:
    """Count the example once for all tests: it has the same municipalities in each, and counting takes a while."""
    if day not in _COUNTED:
        _COUNTED[day] = _count(association, day)
    return _COUNTED[day]


def individual(association: Association, slug: str = "ny-insats", *, is_esf: bool = False) -> Intervention:
    """Make an intervention without a description."""
    made: Intervention = Intervention.objects.make(
        association,
        slug=slug,
        direction="individual",
        counting="participations",
        first_day=date(2020, 1, 1),
        is_esf=is_esf,
    )
    return made


def starts(association: Association, slug: str, women: int, men: int, year: int = 2025) -> None:
    """Count starts in June, as a form does."""
    scheme = scheme_on(association, date(year, 12, 31))
    entries = [Entry("start", date(year, 6, 1), sex) for sex in (*[Sex.WOMAN] * women, *[Sex.MAN] * men)]

    def make(ledger: Ledger) -> Ledger:
        for entry in entries:
            ledger = count(ledger, entry, scheme)
        return take_snapshots(ledger, 5)

    change(association, slug, year, make, kind=PeriodKind.HALF_YEAR)
