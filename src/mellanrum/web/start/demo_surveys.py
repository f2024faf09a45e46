"""The example's surveys: published indicators of five years, an event and grades of a group, and one that is open.

The indicators are published; forms are made up, and nobody stands behind them.
"""

from dataclasses import replace
from datetime import timedelta

from mellanrum.composition.example_surveys import Collecting, forms_of, reported_surveys, survey_example
from mellanrum.web.access.standing import Standing
from mellanrum.web.survey_results.models import Whose
from mellanrum.web.survey_results.services.activities import save_activity
from mellanrum.web.survey_results.services.reported import Arriving, keep
from mellanrum.web.surveys.models import Survey
from mellanrum.web.surveys.services.collecting import count_paper
from mellanrum.web.surveys.services.listing import questionnaire_of
from mellanrum.web.surveys.services.running import Plan, close, plan

ADDRESS = "demo"
"""The word of the open survey's link: the same in every example, so that what is written about it holds."""
_LEFT = timedelta(days=30)


def fill_surveys(standing: Standing) -> None:
    """Read in what is published, and hold the example's own surveys, each on its own days."""
    found = survey_example()
    for whose, published in ((Whose.OWN, found.reported), (Whose.NATIONAL, found.national)):
        for survey in reported_surveys(published):
            keep(standing, Arriving(survey, whose))
    for each in found.collected:
        held = _held(standing, each)
        if each.closes is not None:
            save_activity(standing, None, (each.label, each.opens, each.closes), [held.key])


def _held(standing: Standing, each: Collecting) -> Survey:
    opens = min(each.opens, standing.day)
    first_day = replace(standing, day=opens)
    closes = each.closes or standing.day + _LEFT
    decided = Plan(each.label, each.questionnaire, opens, closes, {each.group: each.offered}, groups=(each.group,))
    made = plan(first_day, decided)
    if each.closes is None:
        Survey.objects.of(standing.association).filter(pk=made.pk).update(address=ADDRESS)
    found = count_paper(first_day, made, forms_of(each, questionnaire_of(made)))
    if found:
        raise RuntimeError(f"the example's survey {each.key} cannot be counted: {found}")
    if each.closes is not None:
        close(replace(standing, day=each.closes), made)
    return made
