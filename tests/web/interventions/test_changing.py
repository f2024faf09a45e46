"""Adding interventions, and what stands fast once something has been counted in them."""

from dataclasses import replace
from datetime import date

import pytest

from mellanrum.web.access.roles import Impossible
from mellanrum.web.access.rules import Refused
from mellanrum.web.access.standing import Standing, standing_of
from mellanrum.web.interventions.models import Description, Intervention, YearPlan
from mellanrum.web.interventions.services.changing import (
    Settings,
    add_intervention,
    mark_counted,
    remove_intervention,
    save_settings,
    settings_of,
    settings_token,
    slug_for,
)
from mellanrum.web.interventions.services.describing import Facts
from mellanrum.web.interventions.services.listing import intervention_of, key_of_slug, name_on
from mellanrum.web.parts.seen import ChangedMeanwhile
from mellanrum.web.tenancy.models import Association
from support.interventions import an_intervention
from support.people import an_association, somebody

FACTS = Facts("Coachingteamet", "individual", "work_rehabilitation", None, "")
SETTINGS = Settings("individual", "participations", is_esf=False, first_day=date(2025, 1, 1), last_day=None)


def _now(intervention: Intervention) -> Intervention:
    intervention.refresh_from_db()
    return intervention


def test_added_intervention_is_described_from_its_first_day(standing: Standing) -> None:
    made = add_intervention(standing, SETTINGS, FACTS)

    found = intervention_of(standing.association, "coachingteamet")
    assert found == made
    assert settings_of(made) == SETTINGS
    assert [(row.first_day, row.name) for row in made.descriptions.all()] == [(date(2025, 1, 1), "Coachingteamet")]
    assert made.has_counts is False


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Förstärkt Åtgärd & mer", "forstarkt-atgard-mer"),
        ("Ny", "ny-2"),
        ("all", "all-2"),
        ("a_b", "a-b"),
        ("!!!", "insats"),
        ("x" * 120, "x" * 50),
        ("Coaching teamet", "coaching-teamet-2"),
    ],
)
def test_slug_is_made_of_the_name_and_of_no_other(association: Association, name: str, slug: str) -> None:
    an_intervention(association, "Coaching-teamet")

    assert slug_for(association, name) == slug


def test_slug_of_another_association_is_free(association: Association) -> None:
    an_intervention(an_association("Annat"), "Coachingteamet")

    assert slug_for(association, "Coachingteamet") == "coachingteamet"


def test_slug_that_would_make_the_same_key_is_not_made(association: Association) -> None:
    slugs = [an_intervention(association, name).slug for name in ("a b", "a_b", "A-B")]

    assert len({key_of_slug(slug) for slug in slugs}) == 3


@pytest.mark.parametrize("name", ["Coachingteamet", "COACHINGTEAMET"])
def test_name_that_another_has_is_refused(standing: Standing, name: str) -> None:
    an_intervention(standing.association, "Coachingteamet")

    with pytest.raises(Impossible, match="En annan insats heter redan"):
        add_intervention(standing, SETTINGS, replace(FACTS, name=name))


def test_name_of_one_that_has_ended_may_be_used_again(standing: Standing) -> None:
    an_intervention(standing.association, "Coachingteamet", last_day=date(2024, 12, 31))

    made = add_intervention(standing, SETTINGS, FACTS)

    assert made.slug == "coachingteamet-2"


@pytest.mark.parametrize(
    "changed", [{"direction": "structural"}, {"counting": "head_counts"}, {"is_esf": True}], ids=str
)
def test_what_stands_fast_can_change_until_the_first_count_and_not_after(
    standing: Standing, changed: dict[str, object]
) -> None:
    made = an_intervention(standing.association)
    wanted = replace(settings_of(made), **changed)  # type: ignore[arg-type]  # one of its fields

    save_settings(standing, made, wanted, settings_token(made))
    assert settings_of(_now(made)) == wanted
    mark_counted(made)
    back = replace(wanted, direction="individual", counting="participations", is_esf=False)
    with pytest.raises(Impossible, match="kan inte ändras när något har räknats"):
        save_settings(standing, made, back, settings_token(made))

    assert settings_of(_now(made)) == wanted


def test_count_between_opening_and_saving_makes_it_stand_fast(standing: Standing) -> None:
    made = an_intervention(standing.association)
    seen = settings_token(made)
    mark_counted(Intervention.objects.of(standing.association).get())  # somebody else's, who counts meanwhile

    with pytest.raises(Impossible):
        save_settings(standing, made, replace(settings_of(made), direction="structural"), seen)

    assert _now(made).direction == "individual"


def test_days_can_change_after_the_first_count(standing: Standing) -> None:
    made = an_intervention(standing.association, has_counts=True)
    wanted = replace(settings_of(made), first_day=date(2023, 7, 1), last_day=date(2026, 6, 30))

    save_settings(standing, made, wanted, settings_token(made))

    assert settings_of(_now(made)) == wanted
    assert Description.objects.of(standing.association).get().first_day == date(2023, 7, 1)


def test_beginning_cannot_pass_the_day_it_was_described_anew(standing: Standing) -> None:
    made = an_intervention(standing.association)
    again = {"name": "Nytt namn", "money_area": "own", "kind": "study"}
    Description.objects.make(standing.association, intervention=made, first_day=date(2025, 1, 1), **again)

    for day, is_possible in ((date(2024, 12, 31), True), (date(2025, 1, 1), False)):
        wanted = replace(settings_of(_now(made)), first_day=day)
        if is_possible:
            save_settings(standing, made, wanted, settings_token(made))
        else:
            with pytest.raises(Impossible, match="den börjar senast 2024-12-31"):
                save_settings(standing, made, wanted, settings_token(made))

    assert _now(made).first_day == date(2024, 12, 31)


def test_settings_that_somebody_changed_meanwhile_are_not_written_over(standing: Standing) -> None:
    made = an_intervention(standing.association)
    seen = settings_token(made)
    save_settings(standing, made, replace(settings_of(made), last_day=date(2030, 1, 1)), seen)

    with pytest.raises(ChangedMeanwhile):
        save_settings(standing, made, replace(settings_of(made), last_day=date(2031, 1, 1)), seen)

    assert _now(made).last_day == date(2030, 1, 1)


def test_mark_counted_asks_the_database_once(
    standing: Standing,
    django_assert_num_queries: object,
) -> None:
    made = an_intervention(standing.association)

    with django_assert_num_queries(1):  # type: ignore[operator]  # a fixture without a type of its own
        mark_counted(made)
        mark_counted(made)

    assert _now(made).has_counts is True


def test_mark_counted_of_one_that_has_gone(standing: Standing) -> None:
    made = an_intervention(standing.association)
    remove_intervention(standing, Intervention.objects.of(standing.association).get())

    with pytest.raises(Intervention.DoesNotExist):
        mark_counted(made)


def test_removed_intervention_takes_along_what_was_written_of_it(standing: Standing) -> None:
    made = an_intervention(standing.association)
    YearPlan.objects.make(standing.association, intervention=made, year=2025)

    remove_intervention(standing, made)

    assert [model.objects.of(standing.association).count() for model in (Intervention, Description, YearPlan)] == [
        0
    ] * 3


def test_intervention_that_has_been_counted_in_stays(standing: Standing) -> None:
    made = an_intervention(standing.association)
    mark_counted(Intervention.objects.of(standing.association).get())

    with pytest.raises(Impossible, match="står kvar i statistiken"):
        remove_intervention(standing, made)

    assert name_on(_now(made), date(2025, 1, 1)) == "Coachingteamet"


@pytest.mark.parametrize("role", ["accountant", "coordinator", "coach", "provider", "chair", "auditor"])
def test_services_refuse_those_who_may_not_edit(association: Association, role: str) -> None:
    made = an_intervention(association)
    standing = standing_of(somebody(role, association), association.slug)
    assert standing

    with pytest.raises(Refused):
        add_intervention(standing, SETTINGS, FACTS)
    with pytest.raises(Refused):
        save_settings(standing, made, SETTINGS, settings_token(made))
    with pytest.raises(Refused):
        remove_intervention(standing, made)

    assert settings_of(_now(made)).first_day == date(2024, 1, 1)
