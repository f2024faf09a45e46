"""A group's answers in a year: every question, beside the year before and the national result."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from mellanrum.documents.model import Cell, Column, ColumnKind, NoteRef, Row, Table
from mellanrum.figures import Period
from mellanrum.findings import words
from mellanrum.surveys.families import NATIONAL
from mellanrum.surveys.results import CLEARLY_POSITIVE, POSITIVE, QuestionResults, Result, Telling
from mellanrum.surveys.rules import QuestionRule
from mellanrum.surveys.series import YearResults, breaks_in, points_apart
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.survey_results.names import group_name, question_code, question_name
from mellanrum.web.survey_results.telling.cells import (
    NOTHING,
    cells_of,
    columns_of,
    figure_key,
    has_mean,
    has_shares,
    per_cent,
    points,
    positive,
    set_columns,
    whole,
    why_not,
)
from mellanrum.web.survey_results.telling.desk import Desk, Told, without_empty
from mellanrum.web.survey_results.telling.drawing import Bar, bar_of, positive_chart

MOST_NAMED = 6
"""So many bars have room for the names of their questions."""


def indicators_of_group(desk: Desk, group: str) -> Told | None:
    """Tell what a group answered to the indicators' questions in the year; None where nothing is known of it."""
    results = desk.results.indicators_of(desk.year)
    told = _of(results, group) if results is not None else ()
    if results is None or not told:
        return None
    key, caption = f"o.{group}", f"{group_name(results.questionnaire, group)} {desk.year}"
    rows = tuple(Row((_label(results, each), *_cells(desk, each))) for each in told)
    columns = (
        Column("question", _("Question"), ColumnKind.TEXT),
        Column("valid", _("Valid answers")),
        Column("positive", _("Positive, %"), ColumnKind.SHARE),
        Column("clearly", _("of which clearly, %"), ColumnKind.SHARE),
        Column("before", _("The year before, positive, %"), ColumnKind.SHARE),
        Column("change", _("Change, percentage points")),
        Column("national", _("National, positive, %"), ColumnKind.SHARE),
    )
    return Told(
        without_empty(Table(key, caption, columns, rows, notes=(*_added(results, group), *_notes(desk, told)))),
        positive_chart(key, caption, tuple(_bars(results, told))),
        caption,
    )


def _of(results: YearResults, group: str) -> tuple[QuestionResults, ...]:
    return tuple(each for each in results.results if each.question.group == group)


def _label(results: YearResults, each: QuestionResults) -> Cell:
    name = question_name(results.questionnaire, each.question)
    return NoteRef(name, each.question.indicators[0]) if each.question.indicators else name


def _cells(desk: Desk, each: QuestionResults) -> Iterator[Cell]:
    result, question, period = each.all, each.question, Period.of_year(desk.year)
    telling = result.telling
    before = _at(desk.results.indicators_of(desk.year - 1), question)
    if telling is not Telling.SHOWN:
        yield from ("", why_not(telling), "")
    else:
        yield whole(result.valid, figure_key(question, "valid"), period)
        yield per_cent(result.share(POSITIVE), figure_key(question, POSITIVE), period)
        yield per_cent(result.share(CLEARLY_POSITIVE), figure_key(question, CLEARLY_POSITIVE), period)
    yield positive(before, desk.year - 1)
    yield _change(desk, result, before)
    yield positive(_at(desk.results.national_of(desk.year), question), desk.year, NATIONAL)


def _change(desk: Desk, result: Result, before: Result | None) -> Cell:
    """Write the change since the year before; that the series is broken, where what was asked is no longer the same."""
    if before is None or not result.is_shown:
        return NOTHING
    return _("break") if _is_broken(desk, result.question) else points(points_apart(result, before, POSITIVE))


def _added(results: YearResults, group: str) -> Iterator[str]:
    """Say from how many surveys the numbers are, where that is not one."""
    response = results.response(group)
    if response is not None and response.surveys > 1:
        text = _("%(number)s surveys of the year, added up. One that too few of the group answered is not among them.")
        yield text % {"number": response.surveys}


def _notes(desk: Desk, told: Sequence[QuestionResults]) -> tuple[str, ...]:
    before = desk.results.indicators_of(desk.year - 1)
    if not any(_is_broken(desk, each.question) and _at(before, each.question) for each in told):
        return ()
    text = _("Break: the question has been reworded, so %(year)s is not to be compared with %(before)s.")
    return (text % {"year": desk.year, "before": desk.year - 1},)


def _at(results: YearResults | None, question: QuestionRule) -> Result | None:
    found = results.of(question.group, question.key) if results is not None else None
    return found.all if found is not None and found.all.is_shown else None


def _is_broken(desk: Desk, question: QuestionRule) -> bool:
    results = desk.results.indicators_of(desk.year)
    return results is not None and desk.year in breaks_in(results.questionnaire, question.key)


def _bars(results: YearResults, told: Sequence[QuestionResults]) -> Iterator[Bar]:
    for each in told:
        if each.all.is_shown:
            bar = bar_of(_bar_label(results, each, told), each.all)
            if bar is not None:
                yield bar


def _bar_label(results: YearResults, each: QuestionResults, told: Sequence[QuestionResults]) -> str:
    """Name a bar by its code, as DA6; where a code would be a mere number by its question, as long as that fits."""
    group = results.questionnaire.group(each.question.group)
    if len(told) > MOST_NAMED or (group is not None and group.letters):
        return question_code(results.questionnaire, each.question)
    return words(each.question.label, lang())


def survey_of_group(survey: str, results: YearResults, group: str) -> Told | None:
    """Tell what a group answered in a survey of a year, a row for each question."""
    told = _of(results, group)
    if not told:
        return None
    shown = [each.all for each in told if each.all.is_shown]
    own = set_columns([results.questionnaire], (each.question for each in told))
    columns = (*columns_of(is_grouped=has_shares(shown) or not shown, is_grade=has_mean(shown)), *own)
    key, caption = f"s.{survey}.{results.year}.{group}", f"{group_name(results.questionnaire, group)} {results.year}"
    rows = tuple(
        Row(
            (
                question_name(results.questionnaire, each.question),
                *cells_of(each.all, each.all.telling, columns, results.year, survey),
            )
        )
        for each in told
    )
    table = Table(key, caption, (Column("question", _("Question"), ColumnKind.TEXT), *columns), rows)
    return Told(without_empty(table), positive_chart(key, caption, tuple(_bars(results, told))), caption)
