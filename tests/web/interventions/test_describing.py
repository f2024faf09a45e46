"""What an intervention is called and is, from day to day."""

from dataclasses import replace
from datetime import date

import pytest

from mellanrum.web.access.roles import Impossible
from mellanrum.web.access.standing import Standing
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.interventions.services.describing import (
    Facts,
    correct,
    describe,
    descriptions_token,
    facts_of,
    history_of,
    remove_description,
)
from mellanrum.web.interventions.services.listing import intervention_of, interventions_of, name_on, named_on
from mellanrum.web.parts.seen import ChangedMeanwhile
from support.interventions import an_intervention

RENAMED = Facts("Vägen framåt", "structural", "prevention", None, "Unga vuxna")
DAY = date(2025, 7, 1)


def _again(intervention: Intervention) -> Intervention:
    found = intervention_of(intervention.association, intervention.slug)
    assert found
    return found


def _renamed(standing: Standing) -> Intervention:
    made = an_intervention(standing.association)
    describe(standing, made, DAY, RENAMED, descriptions_token(made))
    return _again(made)


def test_change_from_a_day_leaves_what_was_before(standing: Standing) -> None:
    made = _renamed(standing)

    assert [name_on(made, day) for day in (date(2025, 6, 30), DAY)] == ["Coachingteamet", "Vägen framåt"]
    assert [(held.description.name, held.description.first_day, held.last_day) for held in history_of(made)] == [
        ("Vägen framåt", DAY, None),
        ("Coachingteamet", date(2024, 1, 1), date(2025, 6, 30)),
    ]
    assert named_on(interventions_of(standing.association), DAY) == (("coachingteamet", "Vägen framåt"),)


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        (DAY, "redan en ändring från den dagen"),
        (date(2024, 1, 1), "Rätta i stället det som gäller från början"),
        (date(2023, 12, 31), "Rätta i stället det som gäller från början"),
    ],
)
def test_change_from_a_day_that_cannot_be(standing: Standing, day: date, reason: str) -> None:
    made = _renamed(standing)

    with pytest.raises(Impossible, match=reason):
        describe(standing, made, day, replace(RENAMED, name="Ett tredje"), descriptions_token(made))

    assert len(history_of(_again(made))) == 2


def test_change_to_a_name_that_another_has_then(standing: Standing) -> None:
    an_intervention(standing.association, "Vägen framåt", last_day=date(2025, 6, 30))
    made = an_intervention(standing.association)

    with pytest.raises(Impossible):
        describe(standing, made, date(2025, 6, 30), RENAMED, descriptions_token(made))
    describe(standing, made, DAY, RENAMED, descriptions_token(made))

    assert name_on(_again(made), DAY) == "Vägen framåt"


def test_correction_holds_for_all_days_of_the_description(standing: Standing) -> None:
    made = _renamed(standing)
    first = history_of(made)[-1].description

    correct(standing, first, replace(facts_of(first), name="Coachteamet"), descriptions_token(made))

    days = (date(2024, 1, 1), date(2025, 6, 30), DAY)
    assert [name_on(_again(made), day) for day in days] == ["Coachteamet", "Coachteamet", "Vägen framåt"]


def test_change_taken_back_lets_what_was_before_hold_on(standing: Standing) -> None:
    made = _renamed(standing)

    remove_description(standing, history_of(made)[0].description, descriptions_token(made))

    assert [(held.description.name, held.last_day) for held in history_of(_again(made))] == [("Coachingteamet", None)]


def test_first_description_cannot_be_taken_back(standing: Standing) -> None:
    made = _renamed(standing)

    with pytest.raises(Impossible):
        remove_description(standing, history_of(made)[-1].description, descriptions_token(made))

    assert len(history_of(_again(made))) == 2


def test_two_changes_at_once_lose_nothing(standing: Standing) -> None:
    made = an_intervention(standing.association)
    seen = descriptions_token(made)
    describe(standing, made, DAY, RENAMED, seen)

    with pytest.raises(ChangedMeanwhile):
        describe(standing, made, date(2025, 8, 1), replace(RENAMED, name="Ett annat"), seen)
    with pytest.raises(ChangedMeanwhile):
        correct(standing, history_of(made)[-1].description, replace(RENAMED, name="Ett annat"), seen)

    assert [held.description.name for held in history_of(_again(made))] == ["Vägen framåt", "Coachingteamet"]
