"""How many took part, as it has been published: the base of the key ratio, and nothing that was not told before."""

from decimal import Decimal

import pytest
from django.test import Client

from mellanrum.disclosure.tables import TOTAL, Sum, Table, TableSet, Variable
from mellanrum.figures import Figure, Period
from mellanrum.web.economy.opening import open_year
from mellanrum.web.economy.services.stating import stated_figures
from mellanrum.web.publishing.engine import Wish
from mellanrum.web.publishing.participations import participations_of, state_of
from mellanrum.web.publishing.services.published import withdraw
from mellanrum.web.publishing.services.publishing import publish
from mellanrum.web.tenancy.models import Association
from support.following_up import standing_in
from support.held_books import hold
from support.interventions import an_intervention
from support.people import an_association, somebody
from support.published import a_year, published

KEY = "participations.total"
RATIO = "ratios.cost_per_participation"


def a_set(coaching: int, youth: int, guiding: int = 40, year: int = 2025) -> TableSet:
    """Make a set: all during a year in three interventions."""
    each = {"coachingteamet": coaching, "ungdomsteamet": youth, "mottagningsteamet": guiding}
    variables = {
        "intervention": Variable("intervention", "Insats", {key: key for key in each}, (Sum(TOTAL, tuple(each)),)),
        "period": Variable("period", "Tid", {str(year): str(year)}),
    }
    numbers: dict[tuple[str, ...], int] = {
        (key, str(year)): number for key, number in {**each, TOTAL: sum(each.values())}.items()
    }
    table = Table("all.whole", "Alla under perioden", "all", ("intervention", "period"), numbers)
    return TableSet((table,), variables, {"all": "Alla under perioden"}, threshold=5)


@pytest.fixture
def held(association: Association) -> Association:
    """Return an association with books of 2025, two individual interventions and a structural one."""
    hold(association, "dk2025.se", own_map=True)
    an_intervention(association, "Coachingteamet")
    an_intervention(association, "Ungdomsteamet")
    an_intervention(association, "Mottagningsteamet", direction="structural")
    return association


def of_2025(association: Association, key: str = KEY) -> Figure | None:
    desk = open_year(association, 2025)
    assert desk is not None
    return desk.opened.book.find(key, Period.of_year(2025))


def test_base_is_the_sum_of_what_is_published_of_individual_interventions(held: Association) -> None:
    publish(standing_in(held), a_year(2025), a_set(198, 30), Wish({}))

    base, ratio, cost = of_2025(held), of_2025(held, RATIO), of_2025(held, "financed.individual")
    assert base is not None
    assert ratio is not None
    assert cost is not None
    assert (base.value, base.is_reported, base.trace.recompute()) == (Decimal(228), False, Decimal(228))
    assert [term.node.label for term in base.trace.inputs] == ["Coachingteamet", "Ungdomsteamet"]
    assert ratio.value == cost.value / 228


def test_nothing_is_told_where_nothing_is_published(held: Association) -> None:
    assert (participations_of(held), of_2025(held), of_2025(held, RATIO)) == ((), None, None)


def test_hidden_number_leaves_no_base(held: Association) -> None:
    publication = publish(standing_in(held), a_year(2025), a_set(198, 3), Wish({}))

    assert '"ungdomsteamet"' in publication.document
    assert participations_of(held) == ()
    assert of_2025(held, RATIO) is None


def test_withdrawn_publication_is_no_base_any_more(held: Association) -> None:
    publication = publish(standing_in(held), a_year(2025), a_set(198, 30), Wish({}))
    before = state_of(held)
    assert of_2025(held) is not None

    withdraw(standing_in(held), publication, "Fel")

    assert state_of(held) != before
    assert of_2025(held) is None


def test_newest_publication_of_the_year_is_the_base(held: Association) -> None:
    publish(standing_in(held), a_year(2025), a_set(198, 30), Wish({}))
    assert of_2025(held) is not None

    publish(standing_in(held), a_year(2025), a_set(230, 40), Wish({}))

    newest = of_2025(held)
    assert newest is not None
    assert newest.value == 270


def test_publication_without_the_table_is_no_base(held: Association) -> None:
    published(held, year=2025)

    assert participations_of(held) == ()


def test_base_stays_in_its_own_association(held: Association) -> None:
    other = an_association("Annat")
    publish(standing_in(held), a_year(2025), a_set(198, 30), Wish({}))

    assert participations_of(other) == ()
    assert stated_figures(other) == ((), ())


@pytest.mark.parametrize("role", ["board_member", "auditor", "accountant"])
def test_reader_of_key_ratios_opens_the_base_to_what_is_published(held: Association, client: Client, role: str) -> None:
    publish(standing_in(held), a_year(2025), a_set(198, 30), Wish({}))
    client.force_login(somebody(role, held))

    answer = client.get(f"/f/{held.slug}/ekonomi/2025/uppgift/{KEY}/")

    assert (answer.status_code, answer.context["figure"].value) == (200, Decimal(228))
    assert "som publicerat" in answer.content.decode()
