"""How many took part, as it has been published: the base of the key ratio, and nothing that was not told before."""

import re
from decimal import Decimal

import pytest
from django.test import Client

from mellanrum.disclosure.tables import TOTAL, Sum, Table, TableSet, Variable
from mellanrum.figures import Figure, Period
from mellanrum.numbers import round_half_away
from mellanrum.web.economy.opening import open_year
from mellanrum.web.economy.services.stating import Document, save_document, stated_figures, year_token
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
READ = (
    *("nyckeltal/", "tidigare-ar/", "2025/", "2025/nyckeltal/", "2025/hur-gar-det/", "2025/att-atgarda/"),
    *(f"2025/uppgift/{key}/" for key in (KEY, RATIO)),
)
"""Pages that told of it, or could."""


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
    assert (participations_of(held), of_2025(held), of_2025(held, RATIO)) == ({}, None, None)


def test_hidden_number_leaves_no_base(held: Association) -> None:
    publication = publish(standing_in(held), a_year(2025), a_set(198, 3), Wish({}))

    assert '"ungdomsteamet"' in publication.document
    assert participations_of(held) == {2025: None}
    assert of_2025(held, RATIO) is None


def state(association: Association, number: str = "43") -> None:
    """Write in what an earlier document says of 2025: how many took part, and what each cost."""
    said = {KEY: number, RATIO: "21 437"}
    document = Document(2025, "Verksamhetsberättelse", 4, 1, said)
    save_document(standing_in(association), document, "", year_token(association, 2025))


def test_stated_number_holds_where_nothing_is_published(held: Association) -> None:
    state(held)

    base = of_2025(held)
    assert base is not None
    assert (base.value, base.is_reported) == (Decimal(43), True)


@pytest.mark.parametrize("rounds", [False, True])
def test_stated_number_stands_in_for_no_hidden_one(held: Association, *, rounds: bool) -> None:
    state(held)
    assert of_2025(held) is not None

    publish(standing_in(held), a_year(2025), a_set(40, 3), Wish({}, rounds))

    assert (participations_of(held), of_2025(held), of_2025(held, RATIO)) == ({2025: None}, None, None)
    desk = open_year(held, 2025)
    assert desk is not None
    assert KEY not in desk.opened.book.keys("participations")
    assert stated_figures(held) == ((), ())


@pytest.mark.parametrize("role", ["board_member", "auditor", "national_analyst"])
def test_reader_finds_no_trace_of_a_stated_number_that_is_hidden(held: Association, client: Client, role: str) -> None:
    state(held, "1237")
    ratio = of_2025(held, RATIO)
    assert ratio is not None
    told = {"1237", "21437", f"{round_half_away(ratio.value, Decimal(1)):f}"}
    client.force_login(somebody(role, held))
    pages = [f"/f/{held.slug}/ekonomi/{rest}" for rest in READ]
    before = {page for page in pages if any(number in _together(client, page) for number in told)}

    publish(standing_in(held), a_year(2025), a_set(40, 3), Wish({}))

    assert f"/f/{held.slug}/ekonomi/2025/nyckeltal/" in before
    assert [page for page in pages if any(number in _together(client, page) for number in told)] == []


def _together(client: Client, page: str) -> str:
    """Read a page with its numbers written together."""
    return re.sub(r"\s|&nbsp;", "", client.get(page).content.decode())


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

    assert participations_of(held) == {2025: None}


def test_base_stays_in_its_own_association(held: Association) -> None:
    other = an_association("Annat")
    publish(standing_in(held), a_year(2025), a_set(198, 30), Wish({}))

    assert participations_of(other) == {}
    assert stated_figures(other) == ((), ())


@pytest.mark.parametrize("role", ["board_member", "auditor", "accountant"])
def test_reader_of_key_ratios_opens_the_base_to_what_is_published(held: Association, client: Client, role: str) -> None:
    publish(standing_in(held), a_year(2025), a_set(198, 30), Wish({}))
    client.force_login(somebody(role, held))

    answer = client.get(f"/f/{held.slug}/ekonomi/2025/uppgift/{KEY}/")

    assert (answer.status_code, answer.context["figure"].value) == (200, Decimal(228))
    assert "som publicerat" in answer.content.decode()
