"""The example's surveys on the site: five years of indicators, an event, grades of a group, and an open one."""

import pytest

from mellanrum.web.publishing.models import Publication
from mellanrum.web.start.demo import SIGN_INS, SLUG, fill
from mellanrum.web.start.demo_published import publish_last_year
from mellanrum.web.start.demo_surveys import ADDRESS
from mellanrum.web.survey_results.models import Activity
from mellanrum.web.survey_results.opening import results_in
from mellanrum.web.surveys.services import handed_in, open_of, survey_at
from mellanrum.web.tenancy.models import Association

pytestmark = pytest.mark.django_db(databases=["default", "tallies"])


@pytest.fixture
def demo() -> Association:
    fill()
    return Association.objects.get(slug=SLUG)


def test_demo_has_five_years_of_indicators_and_the_national_ones(demo: Association) -> None:
    results = results_in(demo, 5)

    assert results.years == (2023, 2022, 2021, 2020, 2019)
    ended = results.indicators[-1].of("ended", "da7")
    assert ended
    assert ended.all.percent("positive") == 94
    assert [each.year for each in results.national] == [2023]


def test_demo_has_an_event_and_grades_of_a_group(demo: Association) -> None:
    surveys = results_in(demo, 5).surveys.values()

    assert [each.label for each in surveys] == ["Mötesplats om hälsa och arbete", "Må bra-gruppen, hösten 2025"]
    assert Activity.objects.of(demo).count() == 2


def test_demo_has_one_open_survey_whose_link_is_always_the_same(demo: Association) -> None:
    (survey,) = open_of(demo)

    assert survey_at(ADDRESS) == survey
    assert handed_in(survey) == 14


def test_demo_publishes_a_year_of_surveys(demo: Association) -> None:
    publish_last_year(SIGN_INS[0].email, SLUG)

    assert [each.heading for each in Publication.objects.of(demo).order_by("number")][1:] == ["Enkäter 2023"]
