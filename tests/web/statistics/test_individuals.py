"""At most how many individuals the started were: told of the whole association, where somebody has been asked."""

from datetime import date

from django.test import Client

from mellanrum.tallies.calendar import PeriodKind
from mellanrum.tallies.counting import count
from mellanrum.tallies.entries import Entry
from mellanrum.tallies.ledger import Ledger
from mellanrum.tallies.locking import take_snapshots
from mellanrum.tallies.sex import Sex
from mellanrum.web.counters.store import change
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.register.services.deciding import scheme_on
from mellanrum.web.tenancy.models import Association
from support.following_up import individual, starts
from support.interventions import counts_in
from support.people import somebody

SAID = "Individer som startade, högst"


def asked(association: Association, slug: str, new: int, again: int) -> None:
    """Count starts of women and as many men who are new, and who have started before in the year."""
    scheme = scheme_on(association, date(2025, 12, 31))
    answers = [*["yes"] * new, *["no"] * again]
    entries = [
        Entry("start", date(2025, 6, 1), sex, {"first_start": (said,)})
        for said in answers
        for sex in (Sex.WOMAN, Sex.MAN)
    ]

    def make(ledger: Ledger) -> Ledger:
        for entry in entries:
            ledger = count(ledger, entry, scheme)
        return take_snapshots(ledger, 5)

    change(association, slug, 2025, make, kind=PeriodKind.HALF_YEAR)


def text_of(client: Client, association: Association, rest: str) -> str:
    return client.get(f"/f/{association.slug}/statistik/{rest}").content.decode()


def test_association_tells_at_most_how_many_individuals_started(association: Association, client: Client) -> None:
    for slug in ("en", "annan"):
        individual(association, slug)
        asked(association, slug, 6, 5)
    client.force_login(somebody("manager", association))

    text = text_of(client, association, "?year=2025").partition(SAID)[2].partition("</dd>")[0]

    assert "individuals_at_most/?year=2025" in text
    assert ">24</a>" in text
    assert "de startade minus dem som hade startat tidigare under året" in text
    assert SAID not in text_of(client, association, "en/?year=2025")


def test_individuals_are_told_with_the_projects_where_there_are_any(association: Association, client: Client) -> None:
    individual(association, "en")
    individual(association, "projektet", is_esf=True)
    asked(association, "en", 6, 5)
    starts(association, "projektet", 6, 6)
    client.force_login(somebody("manager", association))

    assert SAID not in text_of(client, association, "?year=2025")
    assert ">24</a>" in text_of(client, association, "?year=2025&esf=1").partition(SAID)[2].partition("</dd>")[0]


def test_individuals_are_not_told_where_nobody_was_asked(association: Association, client: Client) -> None:
    individual(association, "en")
    starts(association, "en", 9, 9)
    client.force_login(somebody("manager", association))

    assert SAID not in text_of(client, association, "?year=2025")


def test_who_counts_in_a_part_does_not_open_the_individuals_of_it(association: Association, client: Client) -> None:
    for slug in ("en", "annan"):
        individual(association, slug)
        asked(association, slug, 6, 5)
    user = somebody("coordinator", association)
    counts_in(Intervention.objects.of(association).get(slug="en"), user)
    address = f"/f/{association.slug}/statistik/uppgift/interventions.all.individuals_at_most/?year=2025"

    answers = {}
    for who in (user, somebody("manager", association)):
        client.force_login(who)
        answers[who.name] = client.get(address).status_code

    assert list(answers.values()) == [404, 200]
