"""The surveys of an activity beside each other: those of the same questionnaire, the oldest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from mellanrum.documents.model import Cell, Chart, Column, ColumnKind, Row, Table
from mellanrum.figures import Period
from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.reported import HANDED_IN, MEAN
from mellanrum.surveys.results import POSITIVE
from mellanrum.surveys.rules import QuestionRule
from mellanrum.surveys.series import YearResults
from mellanrum.web.survey_results.models import Activity
from mellanrum.web.survey_results.names import group_name, question_name
from mellanrum.web.survey_results.opening import Survey
from mellanrum.web.survey_results.responses import forms_key
from mellanrum.web.survey_results.telling.cells import NOTHING, few, figure_key, mean, per_cent, whole, why_not
from mellanrum.web.survey_results.telling.desk import Desk, Told, without_empty
from mellanrum.web.survey_results.telling.drawing import Bar, bar_of, mean_chart, positive_chart


@dataclass(frozen=True, slots=True)
class Held:
    """A survey in a year."""

    survey: Survey
    results: YearResults

    @property
    def day(self) -> date:
        """The day it closed; of what others report the last of its year."""
        return self.survey.day or date(self.results.year, 12, 31)

    @property
    def when(self) -> str:
        """When it was, as it is written."""
        return self.survey.day.isoformat() if self.survey.day else str(self.results.year)


def surveys_of(desk: Desk, activity: Activity) -> tuple[Survey, ...]:
    """List the surveys that belong to an activity and have results."""
    surveys = desk.results.surveys
    return tuple(surveys[each.survey] for each in activity.surveys.all() if each.survey in surveys)


def over_surveys(desk: Desk, activity: Activity) -> Iterator[Told]:
    """Tell each questionnaire's groups over the surveys of an activity, where there is more than one of them."""
    found: dict[str, list[Held]] = {}
    for survey in surveys_of(desk, activity):
        for results in survey.years:
            found.setdefault(results.questionnaire.key, []).append(Held(survey, results))
    for held in found.values():
        ordered = sorted(held, key=lambda each: each.day)
        for group in ordered[-1].results.questionnaire.groups if len(ordered) > 1 else ():
            yield _told(desk, activity, ordered, group.key)


def _told(desk: Desk, activity: Activity, held: Sequence[Held], group: str) -> Told:
    questionnaire = held[-1].results.questionnaire
    questions = questionnaire.of_group(group)
    caption = f"{activity.name}: {group_name(questionnaire, group).lower()}"
    key = f"v.{activity.pk}.{questionnaire.key}.{group}"
    rows = tuple(Row((each.survey.name, each.when, *_cells(desk, each, group, questions))) for each in held)
    columns = (
        Column("survey", _("Survey"), ColumnKind.TEXT),
        Column("when", _("Closed on"), ColumnKind.TEXT),
        Column(HANDED_IN, _("Forms handed in")),
        *(_column(questionnaire, each) for each in questions),
    )
    chart = _chart(key, caption, held, questions[0]) if len(questions) == 1 else None
    return Told(without_empty(Table(key, caption, columns, rows)), chart, caption)


def _chart(key: str, caption: str, held: Sequence[Held], question: QuestionRule) -> Chart | None:
    if held[-1].results.questionnaire.is_grouped(question):
        return positive_chart(key, caption, tuple(_bars(held, question)))
    told = ((each.survey.name, _mean(each, question)) for each in held)
    return mean_chart(key, caption, [(name, value) for name, value in told if value is not None])


def _mean(held: Held, question: QuestionRule) -> Decimal | None:
    found = held.results.of(question.group, question.key)
    return found.all.mean if found is not None and found.all.is_shown else None


def _column(questionnaire: Questionnaire, question: QuestionRule) -> Column:
    is_grouped = questionnaire.is_grouped(question)
    label, kind = (_("Positive, %"), ColumnKind.SHARE) if is_grouped else (_("Mean"), ColumnKind.AMOUNT)
    return Column(question.key, label, kind, question_name(questionnaire, question))


def _cells(desk: Desk, held: Held, group: str, questions: Sequence[QuestionRule]) -> Iterator[Cell]:
    response, period = held.results.response(group), Period.of_year(held.results.year)
    if response is None:
        yield NOTHING
    elif response.handed_in < desk.threshold:
        yield few()
    else:
        yield whole(response.handed_in, forms_key(group, HANDED_IN, held.survey.key), period)
    for question in questions:
        yield _cell(held, question, period)


def _cell(held: Held, question: QuestionRule, period: Period) -> Cell:
    found = held.results.of(question.group, question.key)
    if found is None:
        return NOTHING
    if not found.all.is_shown:
        return why_not(found.all.telling)
    if held.results.questionnaire.is_grouped(question):
        key = figure_key(question, POSITIVE, held.survey.key)
        return per_cent(found.all.share(POSITIVE), key, period)
    return mean(found.all.mean, figure_key(question, MEAN, held.survey.key), period)


def _bars(held: Sequence[Held], question: QuestionRule) -> Iterator[Bar]:
    for each in held:
        found = each.results.of(question.group, question.key)
        bar = bar_of(each.survey.name, found.all) if found is not None and found.all.is_shown else None
        if bar is not None:
            yield bar
