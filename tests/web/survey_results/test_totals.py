"""What is shown of typed totals: nothing that tells of the few, and numbers as they are written elsewhere."""

import pytest
from django.test import Client

from mellanrum.web.survey_results.figures import book_of
from mellanrum.web.survey_results.opening import results_in
from mellanrum.web.tenancy.models import Association
from support.following_up import standing_in

pytestmark = pytest.mark.django_db(databases=["default", "tallies"])


def address(association: Association, rest: str = "") -> str:
    return f"/f/{association.slug}/enkatresultat/summor/{rest}"


def test_few_are_in_no_total_mean_or_figure(manager: Client, association: Association) -> None:
    rated = {"rated.all": "3", "better.all": "3", "sum_before.all": "36", "sum_after.all": "45"}
    manager.post(address(association, "rating_scale/2025/"), rated)
    screened = {"offered.all": "40", "answered.all": "28", "at_least_one_yes.all": "2", "all_no.all": "26"}
    manager.post(address(association, "violence_screening/2025/"), screened)

    shown = {each.rule.key: each.lines for each in manager.get(address(association)).context["typed"]}
    assert {(line.number, line.told) for line in shown["rating_scale"]} == {(None, "")}
    told = [(line.number, line.told) for line in shown["violence_screening"]]
    assert told == [(40, ""), (28, "70\xa0%"), (None, ""), (None, "")]
    keys = book_of(standing_in(association), results_in(association, 5), 2025).keys("surveys")
    figures = ("offered", "answered", "answered.share")
    assert keys == tuple(f"surveys.violence_screening.{key}" for key in figures)
    form = manager.get(address(association, "rating_scale/2025/")).context["form"]
    assert [form.initial[name] for name in rated] == [3, 3, 36, 45]


def test_mean_and_share_are_written_as_elsewhere(manager: Client, association: Association) -> None:
    rated = {"rated.all": "40", "better.all": "25", "sum_before.all": "500"}
    manager.post(address(association, "rating_scale/2025/"), rated)

    lines = manager.get(address(association)).context["typed"][0].lines
    assert [line.told for line in lines] == ["", "63\xa0%", "12,5"]
