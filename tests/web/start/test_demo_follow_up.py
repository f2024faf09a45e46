"""The example's follow-up on the site: made-up entries, published totals, people who may count."""

from collections import Counter

import pytest
from django.utils import timezone

from mellanrum.composition.published_tables import Contents
from mellanrum.web.access.models import User
from mellanrum.web.access.standing import standing_of
from mellanrum.web.counters.store import all_ledgers
from mellanrum.web.interventions.services.listing import counted_by
from mellanrum.web.publishing.follow_up import CONTENTS
from mellanrum.web.publishing.models import Breadth
from mellanrum.web.start.demo import SIGN_INS, SLUG, fill
from mellanrum.web.start.demo_published import publish_last_year
from mellanrum.web.tenancy.models import Association

pytestmark = pytest.mark.django_db


def test_demo_has_every_year_until_this_one() -> None:
    fill()

    ledgers = all_ledgers(Association.objects.get(slug=SLUG))

    years = list(range(2022, timezone.localdate().year + 1))
    assert {slug: [each.year for each in own] for slug, own in ledgers.items()} == {
        "coachingteamet": years,
        "mottagningsteamet": years,
    }


def test_demo_filled_twice_is_counted_once() -> None:
    fill()
    fill()

    (ledger,) = (
        each for each in all_ledgers(Association.objects.get(slug=SLUG))["coachingteamet"] if each.year == 2025
    )
    counted: Counter[str] = Counter()
    for month in ledger.months:
        for (event, _), count in month.counts.items():
            counted[event] += count.net
    assert (counted["start"], counted["end"]) == (99, 84)


@pytest.mark.parametrize("role", ["coordinator", "coach"])
def test_demo_staff_count_in_both(role: str) -> None:
    fill()
    who = next(each for each in SIGN_INS if each.role == role)
    standing = standing_of(User.objects.get(email=who.email), SLUG)

    assert standing is not None
    assert [each.slug for each in counted_by(standing)] == ["coachingteamet", "mottagningsteamet"]


def test_demo_publishes_its_last_whole_year_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CONTENTS, Breadth.MAIN, Contents(together=frozenset(), each=frozenset(), finest="part"))
    users = fill()
    year = timezone.localdate().year - (
        1 if timezone.localdate() >= timezone.localdate().replace(month=1, day=31) else 2
    )

    first, second = (publish_last_year(users[0].email, SLUG) for _ in range(2))

    assert first
    assert (first.subject, first.role, second) == (f"{year}", "Förbundschef", None)
