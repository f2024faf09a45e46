"""How many gave each answer to a question, where that is known."""

from decimal import Decimal

from django.utils.translation import gettext as _

from mellanrum.documents.model import Column, ColumnKind, Row, RowKind, Table
from mellanrum.figures import Period
from mellanrum.findings import words
from mellanrum.surveys.measures import ANSWER, COUNT
from mellanrum.surveys.questionnaires import answer_label
from mellanrum.surveys.reported import VALID
from mellanrum.surveys.results import QuestionResults
from mellanrum.surveys.series import YearResults
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.survey_results.names import question_name
from mellanrum.web.survey_results.telling.cells import figure_key, per_cent, whole
from mellanrum.web.survey_results.telling.desk import Told


def answers_of(survey: str, results: YearResults, each: QuestionResults) -> Told | None:
    """Tell every answer to a question; None where only groups of answers are known, or it is not told."""
    result, question = each.all, each.question
    if not result.answers or not result.is_shown:
        return None
    questionnaire, period = results.questionnaire, Period.of_year(results.year)
    valid = questionnaire.valid(question)
    rows = []
    for answer in questionnaire.answers(question):
        number = result.answers.get(answer, 0)
        label = words(answer_label(questionnaire, question, answer), lang())
        key = figure_key(question, f"{ANSWER}.{answer}", survey)
        part = Decimal(number) / result.valid if answer in valid and result.valid else None
        rows.append(Row((label, whole(number, f"{key}.{COUNT}", period), per_cent(part, key, period))))
    rows.append(
        Row((_("Valid answers"), whole(result.valid, figure_key(question, VALID, survey), period), ""), RowKind.SUM)
    )
    columns = (
        Column("answer", _("Answer"), ColumnKind.TEXT),
        Column("number", _("How many")),
        Column("share", _("Share of the valid answers, %"), ColumnKind.SHARE),
    )
    caption = f"{question_name(questionnaire, question)} {results.year}"
    key = f"a.{survey}.{results.year}.{question.group}.{question.key}"
    return Told(Table(key, caption, columns, tuple(rows)), None, caption)
