"""Violence screening since the beginning, and follow-up of a sex that is too few to be told of."""

from datetime import date
from html import unescape

import pytest
from django.test import Client

from mellanrum.tallies.calendar import Locking, PeriodKind
from mellanrum.tallies.counting import count
from mellanrum.tallies.entries import Entry
from mellanrum.tallies.ledger import Ledger
from mellanrum.tallies.locking import lock_due
from mellanrum.tallies.sex import Sex
from mellanrum.web.counters.store import change
from mellanrum.web.register.services.deciding import scheme_on
from mellanrum.web.tenancy.models import Association
from support.following_up import individual
from support.people import somebody


def counted(association: Association, year: int, event: str, women: int, men: int, **answers: tuple[str, ...]) -> None:
    """Count an event of a year and lock it."""
    scheme = scheme_on(association, date(year, 12, 31))

    def make(ledger: Ledger) -> Ledger:
        for sex in (*[Sex.WOMAN] * women, *[Sex.MAN] * men):
            ledger = count(ledger, Entry(event, date(year, 3, 1), sex, answers), scheme)
        return lock_due(ledger, date(year + 1, 6, 1), Locking(), 5, scheme)

    change(association, "ny-insats", year, make, kind=PeriodKind.HALF_YEAR)


@pytest.fixture
def own(association: Association, client: Client) -> Association:
    individual(association)
    client.force_login(somebody("manager", association))
    return association


def table_of(client: Client, association: Association, piece: str, more: str = "") -> list[str]:
    answer = client.get(f"/f/{association.slug}/statistik/ny-insats/tabell/{piece}/csv/?year=2025{more}")
    assert answer.status_code == 200
    return answer.content.decode("utf-8-sig").splitlines()


def test_screening_since_the_beginning_adds_the_years(own: Association, client: Client) -> None:
    counted(own, 2024, "screening", 6, 5, screening_outcome=("at_least_one_yes",))
    counted(own, 2025, "screening", 7, 8, screening_outcome=("declined",))

    assert "Svarade;0;0,0;0;0,0;0;0,0" in table_of(client, own, "screening")
    rows = table_of(client, own, "screening.since")
    assert "Svarade;6;46,2;5;38,5;11;42,3" in rows
    assert "Bas: erbjudna att svara;13;;13;;26;" in rows


def test_screening_since_the_beginning_is_not_told_twice(own: Association, client: Client) -> None:
    counted(own, 2025, "screening", 7, 8, screening_outcome=("declined",))

    url = f"/f/{own.slug}/statistik/ny-insats/tabell/screening.since/csv/"
    assert [client.get(f"{url}?year=2025{more}").status_code for more in ("", "&part=1")] == [404, 200]


def test_follow_up_of_a_sex_that_is_too_few_is_told_of_all_alone(own: Association, client: Client) -> None:
    counted(own, 2025, "follow_up_6", 9, 2, consented=("yes",), answered=("yes",))

    rows = table_of(client, own, "follow_up")
    assert [row for row in rows if row.startswith(("6 månader", "Kvinnor", "Män"))] == ["6 månader;11;11;11;100,0"]


def test_follow_up_of_too_few_in_all_says_so_and_nothing_of_sex(own: Association, client: Client) -> None:
    counted(own, 2025, "follow_up_6", 2, 1, consented=("yes",), answered=("yes",))

    body = unescape(client.get(f"/f/{own.slug}/statistik/ny-insats/?year=2025").content.decode())

    assert "6 månader;..;..;..;.." in table_of(client, own, "follow_up")
    assert ("6 månader: För få för att visa (3); totalerna står kvar." in body, "inte uppdelat på kön" in body) == (
        True,
        False,
    )


def test_traces_of_those_who_answered_and_of_a_sex_open(own: Association, client: Client) -> None:
    counted(own, 2024, "screening", 7, 8, screening_outcome=("all_no",))
    counted(own, 2025, "follow_up_6", 9, 8, consented=("yes",), answered=("yes",))

    for year, name in (
        (2024, "screening.outcome.answered"),
        (2025, "follow_up_6.rate"),
        (2025, "follow_up_6.consented"),
    ):
        url = f"/f/{own.slug}/statistik/ny-insats/uppgift/interventions.ny_insats.{name}/"
        assert client.get(f"{url}?year={year}&sex=woman").status_code == 200
