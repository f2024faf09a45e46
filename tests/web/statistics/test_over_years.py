"""Years beside each other: of all and of one sex, measures and answers, and what may not be told of a year."""

import csv
import re
from datetime import date
from decimal import Decimal
from html import unescape
from io import StringIO

from django.test import Client

from mellanrum.web.interventions.models import Intervention, YearPlan
from mellanrum.web.register.models import OwnSet, ReportedCount
from mellanrum.web.tenancy.models import Association
from support.following_up import individual, starts
from support.people import somebody


def address(association: Association, rest: str) -> str:
    return f"/f/{association.slug}/statistik/{rest}"


def rows_of(client: Client, association: Association, piece: str, rest: str = "") -> dict[str, list[str]]:
    """Fetch a table of the intervention as CSV: each row by its label, the head by none."""
    slug, _, more = (rest or "coachingteamet").partition("?")
    url = address(association, f"{slug}/tabell/{piece}/csv/?year=2025&{more}")
    answer = client.get(url)
    assert answer.status_code == 200
    rows = csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    return {row[0]: row[1:] for row in rows if row}


def text_of(client: Client, association: Association, rest: str) -> str:
    body = client.get(address(association, rest)).content.decode()
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body))).replace("\N{NO-BREAK SPACE}", " ")


def test_years_are_told_of_women_alone(manager: Client, dk: Association) -> None:
    years = ["2022", "2023", "2024", "2025"]

    whole, women, men = (rows_of(manager, dk, "years", f"coachingteamet?over={sex}") for sex in ("", "woman", "man"))

    assert whole[""] == women[""] == years
    assert (women["Startade"][3], men["Startade"][3], whole["Startade"][3]) == ("53", "46", "99")
    assert [int(a) + int(b) for a, b in zip(women["Avslutade"], men["Avslutade"], strict=True)] == [
        int(number) for number in whole["Avslutade"]
    ]


def test_measures_of_years_are_the_named_sets_the_young_and_the_means(manager: Client, dk: Association) -> None:
    rows = rows_of(manager, dk, "years")

    assert (rows["Startade, under 30 år"][3], rows["Startade, under 30 år, andel"][3]) == ("67", "67,7%")
    assert (rows["Avslutade: Egen försörjning"][3], rows["Avslutade: Egen försörjning, andel"][3]) == ("38", "45,2%")
    assert {"Avslutade: Fortsatt rehabilitering", "Avslutade: Vård", "Medelålder, startade"} <= set(rows)


def test_own_named_set_stands_among_the_years(manager: Client, dk: Association) -> None:
    OwnSet.objects.make(
        dk,
        key="steg",
        question="end_reason",
        label="Stegförflyttning",
        answers="work studies",
        first_day=date(2020, 1, 1),
    )

    rows = rows_of(manager, dk, "years")

    assert "Avslutade: Stegförflyttning" in rows


def test_cost_of_each_participation_is_told_by_year_and_of_no_sex(manager: Client, dk: Association) -> None:
    intervention = Intervention.objects.of(dk).get(slug="coachingteamet")
    for year, money in ((2024, 1_970_000), (2025, 1_980_000)):
        YearPlan.objects.make(dk, intervention=intervention, year=year, from_association=Decimal(money), budgeted=180)

    whole, women = (rows_of(manager, dk, "years", f"coachingteamet?over={sex}") for sex in ("", "woman"))

    assert whole["Kostnad per deltagare, kronor"][3] == "10000"
    assert "Kostnad per deltagare, kronor" not in women


def test_answers_are_told_year_by_year_with_their_base(manager: Client, dk: Association) -> None:
    rows = rows_of(manager, dk, "years.started.age_band")
    women = rows_of(manager, dk, "years.started.livelihood_before", "coachingteamet?over=woman")

    assert rows[""][-2:] == ["2025 Antal", "2025 %"]
    assert rows["16–29 år"][-2:] == ["67", "67,7"]
    assert rows["Bas: startade"][-2:] == ["99", ""]
    assert women["Ingen offentlig försörjning"][-2:] == ["26", "49,1"]


def test_answers_follow_the_chosen_participations(manager: Client, dk: Association) -> None:
    rows = rows_of(manager, dk, "years.all.age_band", "coachingteamet?what=all")

    assert rows["Bas: alla under året"][-2] == "198"


def test_sex_that_is_too_few_in_a_year_is_hidden_in_it_alone(association: Association, client: Client) -> None:
    individual(association)
    for year, men in ((2023, 8), (2024, 2), (2025, 7)):
        starts(association, "ny-insats", 9, men, year)
    client.force_login(somebody("manager", association))

    rows = rows_of(client, association, "years.started.age_band", "ny-insats?over=woman")

    assert [rows["Bas: startade"][at] for at in (0, 2, 4)] == ["9", "..", "9"]
    assert "”..” är inte uppdelat på kön: färre än 5 av det ena." in text_of(
        client, association, "ny-insats/?year=2025&over=woman"
    )


def test_sex_there_is_nobody_of_is_said_and_may_be_left(association: Association, client: Client) -> None:
    individual(association)
    for year in (2024, 2025):
        starts(association, "ny-insats", 0, 9, year)
    client.force_login(somebody("manager", association))

    text = text_of(client, association, "ny-insats/?year=2025&over=woman")

    assert "Det finns inget att visa för dem för sig." in text
    assert client.get(address(association, "ny-insats/tabell/years/csv/?year=2025&over=woman")).status_code == 404


def test_year_by_another_method_has_no_answers(manager: Client, dk: Association) -> None:
    intervention = Intervention.objects.of(dk).get(slug="coachingteamet")
    ReportedCount.objects.make(
        dk, intervention=intervention, year=2021, key="started", value=Decimal(70), source="Årsredovisning 2021"
    )

    assert rows_of(manager, dk, "years")["Startade"][0] == "70"
    assert rows_of(manager, dk, "years.ended.end_reason")[""][0] == "2022 Antal"
    assert "2021: annan metod, utan uppdelning på svar." in text_of(manager, dk, "coachingteamet/?year=2025")


def test_year_by_another_method_keeps_its_mark_and_hides_nothing_of_a_sex(manager: Client, dk: Association) -> None:
    intervention = Intervention.objects.of(dk).get(slug="coachingteamet")
    ReportedCount.objects.make(
        dk, intervention=intervention, year=2021, key="started", value=Decimal(70), source="Årsredovisning 2021"
    )

    rows = rows_of(manager, dk, "years", "coachingteamet?over=woman")
    text = text_of(manager, dk, "coachingteamet/?year=2025&over=woman")

    assert (rows[""][0], rows["Startade"][0], rows["Startade"][-1]) == ("2021*", "", "53")
    assert ("* 2021: annan metod, ur Årsredovisning 2021." in text, "inte uppdelat på kön: färre" in text) == (
        True,
        False,
    )


def test_what_documents_say_of_earlier_years_stands_among_the_measures(manager: Client, dk: Association) -> None:
    intervention = Intervention.objects.of(dk).get(slug="coachingteamet")
    for key, value in (
        ("follow_up_6.rate", "0.857"),
        ("screening.outcome.at_least_one_yes", "282"),
        ("head_count", "240"),
        ("end_reasons.self_support", "30"),
    ):
        ReportedCount.objects.make(
            dk, intervention=intervention, year=2021, key=key, value=Decimal(value), source="Årsredovisning 2021"
        )

    rows = rows_of(manager, dk, "years")

    assert {label: row[0] for label, row in rows.items() if row[0] not in {"", "–"}} == {
        "": "2021*",
        "Antal som deltog": "240",
        "Frågor om våld: Minst ett ja": "282",
        "Avslutade: Egen försörjning": "30",
        "Svarade på uppföljningen efter 6 månader": "85,7%",
    }


def test_one_year_has_nothing_to_stand_beside(association: Association, client: Client) -> None:
    individual(association)
    starts(association, "ny-insats", 9, 9)
    client.force_login(somebody("manager", association))

    for piece in ("years", "years.started.age_band"):
        assert client.get(address(association, f"ny-insats/tabell/{piece}/csv/?year=2025")).status_code == 404


def test_headline_says_by_which_definition_self_support_is_told(manager: Client, dk: Association) -> None:
    usual = text_of(manager, dk, "coachingteamet/?year=2025")
    OwnSet.objects.make(
        dk,
        key="self_support",
        question="end_reason",
        label="Egen försörjning",
        answers="studies",
        first_day=date(2020, 1, 1),
    )
    own = text_of(manager, dk, "coachingteamet/?year=2025")

    assert "enligt den vanliga definitionen: anställning utan stöd, anställning med stöd, studier, till" in usual
    assert re.search(r"21,4 % \(kvinnor.*?\) av de avslutade; enligt förbundets egen definition: studier ", own)


def test_lines_are_drawn_of_bands_and_not_of_limits_that_overlap_with_them(manager: Client, dk: Association) -> None:
    page = manager.get(address(dk, "coachingteamet/?year=2025")).content.decode()

    lines = [alt for alt in re.findall(r'alt="(Linjer[^"]*)"', page) if "månader" in alt]

    assert [("6–11 månader" in alt, "Högst 9 månader" in alt) for alt in lines] == [(True, False)]
