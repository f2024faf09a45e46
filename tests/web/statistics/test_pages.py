"""The pages of statistics: what they show, what they cost, what they say where there is nothing or too few."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from html import unescape
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client

from mellanrum.tallies.calendar import PeriodKind
from mellanrum.tallies.counting import count
from mellanrum.tallies.entries import Entry
from mellanrum.tallies.ledger import Ledger
from mellanrum.tallies.locking import take_snapshots
from mellanrum.tallies.sex import Sex
from mellanrum.web.counters.store import change
from mellanrum.web.interventions.models import Intervention, YearPlan
from mellanrum.web.register.models import ReportedCount
from mellanrum.web.register.services.deciding import scheme_on
from mellanrum.web.register.services.following import followed_of
from mellanrum.web.tenancy.models import Association
from support.asking import queries_of
from support.following_up import individual, starts
from support.links import Links
from support.people import somebody

PAGES = [
    "?year=2025",
    "coachingteamet/?year=2025",
    "mottagningsteamet/?year=2025",
    "blad/uppfoljning-finsam/?year=2025",
]


def address(association: Association, rest: str = "") -> str:
    return f"/f/{association.slug}/statistik/{rest}"


def text_of(client: Client, association: Association, rest: str = "") -> str:
    """Read a page as its rows: cells parted by a bar."""
    answer = client.get(address(association, rest))
    assert answer.status_code == 200
    body = answer.content.decode().partition("<main")[2]
    body = re.sub(r"</t[dh]>\s*", "|", re.sub(r"\s+", " ", body))
    body = re.sub(r"</(tr|p|h1|h2|h3|dd|li|caption)>", "\n", body)
    plain = unescape(re.sub(r"<[^>]+>", "", body)).replace("\N{NO-BREAK SPACE}", " ")
    return "\n".join(line.strip() for line in plain.splitlines())


@pytest.mark.parametrize("rest", PAGES)
def test_page_has_one_heading_and_no_level_skipped(manager: Client, dk: Association, rest: str) -> None:
    levels = Links(manager.get(address(dk, rest)).content.decode()).headings

    assert (levels.count(1), levels[0]) == (1, 1)
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []


def test_intervention_page_has_the_published_totals(manager: Client, dk: Association) -> None:
    text = text_of(manager, dk, "coachingteamet/?year=2025")

    for line in (
        "Startade|53|46|99|",
        "Avslutade|50|34|84|",
        "Rättelser|−12|−8|−20|",
        "Pågående vid periodens slut|64|50|114|",
        "Degerfors kommun|13|24,5|7|15,2|20|20,2|",
        "Ingen offentlig försörjning|26|49,1|24|52,2|50|50,5|",
        "Högst 9 månader|26|52,0|15|44,1|41|48,8|",
        "Minst 24 månader|14|28,0|9|26,5|23|27,4|",
    ):
        assert line in text.splitlines()


def test_guidance_page_has_the_published_shares(manager: Client, dk: Association) -> None:
    text = text_of(manager, dk, "mottagningsteamet/?year=2025")

    assert "Vägledningar119 (kvinnor 63, män 56)" in text
    assert re.search(r"20–24 år\|.*\|48\|40,3\|", text)
    assert re.search(r"Coachingteamet\|.*\|91,6\|", text)


@pytest.mark.parametrize(
    ("what", "base"),
    [("started", "Bas: startade|53||46||99||"), ("ended", "Bas: avslutade|50||34||84||")],
)
def test_participants_are_those_chosen(manager: Client, dk: Association, what: str, base: str) -> None:
    assert base in text_of(manager, dk, f"coachingteamet/?year=2025&what={what}").splitlines()


def test_all_during_the_year_is_told_by_attribute_with_its_base(manager: Client, dk: Association) -> None:
    text = text_of(manager, dk, "coachingteamet/?year=2025&what=all")

    assert re.search(r"Bas: alla under året\|.*198\|\|", text)


def test_period_is_shown_alone(manager: Client, dk: Association) -> None:
    text = text_of(manager, dk, "coachingteamet/?year=2025&part=1")

    assert "Coachingteamet 2025, första halvåret" in text
    assert "Startade|25|26|51|" in text or "51|" in text.partition("Startade|")[2].partition("\n")[0]


@pytest.mark.parametrize("rest", ["", "blad/uppfoljning-finsam/"])
def test_few_choices_are_all_seen_and_the_one_made_is_marked(manager: Client, dk: Association, rest: str) -> None:
    page = manager.get(address(dk, f"{rest}?year=2025&part=2")).content.decode()

    parts = re.findall(r'<input type="radio" name="part" value="(\d?)"( checked)?>', page)
    assert parts == [("", ""), ("1", ""), ("2", " checked")]
    assert re.findall(r'<input type="radio" name="what" value="(\w+)" checked>', page) == ["started"] * (not rest)


@pytest.mark.parametrize(
    "rest", ["?year=20255", "?year=x", "?part=3", "?what=nothing", "?year=2025&part=9", "?over=other"]
)
def test_choice_there_is_none_of_is_not_found(manager: Client, dk: Association, rest: str) -> None:
    assert manager.get(address(dk, rest)).status_code == 404


def test_years_stand_beside_each_other_with_other_methods_marked(manager: Client, dk: Association) -> None:
    intervention = Intervention.objects.of(dk).get(slug="coachingteamet")
    ReportedCount.objects.make(
        dk, intervention=intervention, year=2021, key="ended", value=Decimal(68), source="Årsredovisning 2021", page=9
    )

    text = text_of(manager, dk, "coachingteamet/?year=2025")

    assert "* 2021: annan metod, ur Årsredovisning 2021." in text
    assert "2021*|2022|2023|2024|2025|" in text
    assert re.search(r"Avslutade\|68\|", text)


def test_cost_for_each_participation_names_its_base(manager: Client, dk: Association) -> None:
    intervention = Intervention.objects.of(dk).get(slug="coachingteamet")
    YearPlan.objects.make(dk, intervention=intervention, year=2025, from_association=Decimal(1_980_000), budgeted=180)

    text = text_of(manager, dk, "coachingteamet/?year=2025")

    assert "10 000 kr (beviljat för året, 1 980 000 kr, delat med 198 deltagare under året)" in text
    assert re.search(r"Andel av det budgeterade antalet\s*110,0 %", text)


def test_interventions_are_sorted_as_chosen(manager: Client, dk: Association) -> None:
    def order(rest: str) -> list[str]:
        page = text_of(manager, dk, rest).partition("Insats|Startade|")[2]
        return re.findall(r"^(Coachingteamet|Mottagningsteamet|Alla tillsammans)\|", page, re.MULTILINE)[:3]

    assert order("?year=2025") == ["Coachingteamet", "Mottagningsteamet", "Alla tillsammans"]
    assert order("?year=2025&sort=started") == ["Coachingteamet", "Mottagningsteamet", "Alla tillsammans"]
    assert order("?year=2025&sort=nonsense") == order("?year=2025")


def test_projects_of_esf_are_left_out_of_the_sum_unless_asked_for(manager: Client, dk: Association) -> None:
    individual(dk, "projektet", is_esf=True)
    starts(dk, "projektet", 6, 6)

    without, whole = (text_of(manager, dk, f"?year=2025{more}") for more in ("", "&esf=1"))

    assert "projektet (ESF-projekt)|12|0|12|12|–|" in without
    assert "Alla tillsammans|99|84|114|198|–|" in without
    assert "Alla, med ESF-projekt|111|84|126|210|–|" in whole


def test_page_without_interventions_says_how_to_begin(association: Association, client: Client) -> None:
    client.force_login(somebody("manager", association))

    assert "Inga insatser är tillagda än" in text_of(client, association)


def test_coordinator_without_interventions_is_told_who_decides(association: Association, client: Client) -> None:
    client.force_login(somebody("coordinator", association))

    assert "Du räknar inte i någon insats än" in text_of(client, association)


def test_intervention_without_counts_says_what_will_be_here(association: Association, client: Client) -> None:
    individual(association)
    client.force_login(somebody("manager", association))

    assert "Inget är räknat för" in text_of(client, association, "ny-insats/")


def test_table_under_the_threshold_has_totals_only(association: Association, client: Client) -> None:
    individual(association)
    starts(association, "ny-insats", 3, 1)
    client.force_login(somebody("manager", association))

    text = text_of(client, association, "ny-insats/?year=2025")

    assert "Startade|3|1|4|" in text
    assert "För få för att visa (4); totalerna står kvar." in text
    assert "Uppgift saknas|" not in text


def test_sex_under_the_threshold_is_not_told_of_in_tables(association: Association, client: Client) -> None:
    individual(association)
    starts(association, "ny-insats", 9, 2)
    client.force_login(somebody("manager", association))

    text = text_of(client, association, "ny-insats/?year=2025")

    assert "Startade|9|2|11|" in text
    assert "Bas: startade|9||2||" not in text


def test_live_counters_are_not_shown_before_their_state_comes(association: Association, client: Client) -> None:
    day = date.today()  # noqa: DTZ011 - the year that is open now, whichever it is
    individual(association)
    scheme = scheme_on(association, day)
    entry = Entry("start", date(day.year, day.month, 1), Sex.WOMAN, {"age": 23})

    def make(ledger: Ledger) -> Ledger:
        return take_snapshots(count(ledger, entry, scheme), 5)

    change(association, "ny-insats", day.year, make, kind=PeriodKind.HALF_YEAR)
    client.force_login(somebody("manager", association))

    text = text_of(client, association, f"ny-insats/?year={day.year}")

    assert "Startade|1|0|1|" in text
    assert "20–24 år" not in text


def test_queries_do_not_grow_with_the_interventions(association: Association, client: Client) -> None:
    client.force_login(somebody("manager", association))
    seen = []
    for number in range(3):
        individual(association, f"insats-{number}")
        starts(association, f"insats-{number}", 6, 7)
        rests = ("?year=2025", "insats-0/?year=2025", "blad/uppfoljning-finsam/?year=2025")
        for rest in rests:  # what is due to lock has locked, and what is kept in the process is there
            queries_of(client, address(association, rest))
        seen.append([queries_of(client, address(association, rest)) for rest in rests])

    assert seen[0] == seen[2]


def test_followed_are_read_in_as_many_questions_with_three_interventions(
    association: Association, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for number in range(3):
        individual(association, f"insats-{number}")
        starts(association, f"insats-{number}", 6, 7)
    followed_of(association, date(2026, 3, 1))

    with django_assert_max_num_queries(8):
        assert len(followed_of(association, date(2026, 3, 1))) == 3
