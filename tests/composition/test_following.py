"""The follow-up's figures give what two published reports print (Degerfors/Karlskoga 2023 and 2025)."""

from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from composition.test_example_followup import ledgers, scheme
from mellanrum.composition.following import follow_up_book
from mellanrum.figures import Figure, FigureBook, Period
from mellanrum.numbers import share
from mellanrum.tallies.following import Followed
from mellanrum.tallies.years import years_table

KEYS = ("coachingteamet", "mottagningsteamet")


@cache
def a_book(year: int = 2025) -> FigureBook:
    held = ledgers()
    followed = tuple(
        Followed(key, key.title(), ledgers=tuple(held[other, at] for other, at in sorted(held) if other == key))
        for key in KEYS
    )
    return follow_up_book(
        "Förbundet",
        Period.of_year(year),
        date(year + 1, 2, 28),
        followed=followed,
        scheme=scheme(year),
        threshold=5,
    )


def get(measure: str, year: int = 2025, sex: str | None = None) -> Figure:
    return a_book(year).get(f"interventions.{measure}", sex=sex)


def per_cent(measure: str, year: int = 2025, sex: str | None = None) -> str:
    return share(get(measure, year, sex).rounded).replace("\xa0", " ")


def test_flow_of_2025_shows_its_correction() -> None:
    flow = {
        each: int(get(f"coachingteamet.{each}").value)
        for each in ("opening", "corrected", "started", "ended", "ongoing")
    }

    assert flow == {"opening": 119, "corrected": -20, "started": 99, "ended": 84, "ongoing": 114}
    assert get("coachingteamet.all").value == 198
    assert get("coachingteamet.all", 2024).value == 187


@pytest.mark.parametrize(
    ("measure", "printed"),
    [
        ("started.livelihood_before.no_public", "50,5 %"),
        ("started.livelihood_before.sickness_benefit", "24,2 %"),
        ("started.livelihood_before.social_assistance", "16,2 %"),
        ("started.livelihood_before.activity_compensation", "9,1 %"),
        ("ended.months_band.at_most_9", "48,8 %"),
        ("ended.months_band.at_least_12", "51,2 %"),
        ("ended.months_band.at_least_24", "27,4 %"),
    ],
)
def test_coachingteamet_2025(measure: str, printed: str) -> None:
    assert per_cent(f"coachingteamet.{measure}.share") == printed


def test_started_of_2025() -> None:
    assert [get("coachingteamet.started", sex=sex).value for sex in ("woman", "man")] == [53, 46]
    assert get("coachingteamet.started.age_band.16_29").value == 67
    assert get("coachingteamet.ended.months_band.at_least_24").value == 23
    places = [get(f"coachingteamet.started.municipality.{place}_kommun.share") for place in ("degerfors", "karlskoga")]
    assert [share(place.value, 0).replace("\xa0", " ") for place in places] == ["20 %", "80 %"]


@pytest.mark.parametrize(
    ("measure", "printed"),
    [
        ("age_band.20_24", "40,3 %"),
        ("livelihood.no_public", "50,4 %"),
        ("contacts.school", "33,6 %"),
        ("contacts.social_insurance", "27,7 %"),
        ("contacts.psychiatry", "26,9 %"),
        ("contacts.social_services", "24,4 %"),
        ("contacts.none", "2,5 %"),
        ("next_step.coachingteamet", "91,6 %"),
    ],
)
def test_guidances_of_2025(measure: str, printed: str) -> None:
    assert per_cent(f"mottagningsteamet.guidance.{measure}.share") == printed


def test_guidances_of_2025_by_sex() -> None:
    whole, women = get("mottagningsteamet.guidance").value, get("mottagningsteamet.guidance", sex="woman").value

    assert (whole, share(women / whole)) == (Decimal(119), "52,9\xa0%")


def test_ends_of_2023_and_named_sets_of_reasons() -> None:
    assert get("coachingteamet.all", 2023).value == 183
    assert [get("coachingteamet.all", 2023, sex).value for sex in ("woman", "man")] == [114, 69]
    assert get("coachingteamet.end_reasons.self_support", 2023).value == 13 + 8 + 4
    assert get("coachingteamet.end_reasons.rehabilitation", 2023).value == 17
    assert get("coachingteamet.end_reasons.care", 2023).value == 19
    assert get("coachingteamet.end_reasons.other", 2023).value == 2
    assert get("coachingteamet.ended", 2023).value == 63


def test_screening_of_2023() -> None:
    outcomes = ("at_least_one_yes", "all_no", "declined")
    shares = [get(f"coachingteamet.screening.outcome.{each}.share", 2023).value for each in outcomes]

    assert [share(each, 0).replace("\xa0", " ") for each in shares] == ["71 %", "27 %", "2 %"]
    assert get("coachingteamet.screening", 2023).value == 397


def test_years_stand_beside_each_other() -> None:
    found = years_table(a_book(), "coachingteamet", {"started": "", "ended": ""}, range(2022, 2026), scheme(2025))

    assert found.years == (2022, 2023, 2024, 2025)
    assert [[int(cell.figure.value) for cell in row.cells if cell.figure] for row in found.rows] == [
        [62, 78, 67, 99],
        [45, 63, 68, 84],
    ]
    assert found.sources == ()


def test_shares_are_exact_and_rounded_each_alone() -> None:
    figure = get("coachingteamet.started.livelihood_before.no_public.share")

    assert figure.value == Decimal(50) / 99
    assert figure.shown.step == Decimal("0.001")
