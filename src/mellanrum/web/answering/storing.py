"""What is kept of what was written in free text, for the page of what is stored, and what anybody may have of it."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from mellanrum.books.sheets.table import Written
from mellanrum.web.access.rules import check_can_read_statistics, check_can_read_survey_results
from mellanrum.web.access.standing import Standing
from mellanrum.web.answering.reading import readable_texts
from mellanrum.web.register.services.kept import Given, Kept, Section
from mellanrum.web.surveys.models import Survey
from mellanrum.web.surveys.services import questionnaire_of
from mellanrum.web.tenancy.models import Association

KEY = "fritext"
COLUMNS = ("survey", "text", "published")


def section_of(association: Association, day: date) -> Section:
    """Say of every survey that asks for free text what is kept of it, and not whether anybody has written."""
    surveys = Survey.objects.of(association).order_by("-closes", "label")
    asking = (each for each in surveys if each.opens <= day and questionnaire_of(each).free_text)
    return Section(_("Free text"), tuple(_kept(each) for each in asking), _("No survey has asked for free text."))


def _kept(survey: Survey) -> Kept:
    if survey.closed_on is None:
        what = _("What somebody has written, apart from the answers. Nobody reads it until the survey is closed.")
        return Kept(survey.label, what, _("If too few have answered it is taken away when the survey is closed."))
    what = _("What was written, if enough answered, and what of it has been published.")
    return Kept(survey.label, what, _("Until the manager or an administrator takes it away."))


def exact_rows(standing: Standing) -> Iterator[tuple[Written, ...]]:
    """Give what was written in closed surveys, of as many as may be read."""
    check_can_read_survey_results(standing)
    for survey, texts in readable_texts(standing.association):
        yield from ((survey.label, each.text, int(each.is_published)) for each in texts)


def given(standing: Standing) -> Iterator[Given]:
    """Give what has been published of it, to those who read what is published."""
    check_can_read_statistics(standing)
    for survey, texts in readable_texts(standing.association):
        yield from (Given(survey.label, _("Free text"), each.text) for each in texts if each.is_published)
