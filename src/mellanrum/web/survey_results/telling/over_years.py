"""A question over years: this year first, breaks marked, the national result beside."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from mellanrum.documents.model import Column, ColumnKind, Number, Row, RowKind, Table
from mellanrum.surveys.families import NATIONAL
from mellanrum.surveys.results import Telling
from mellanrum.surveys.rules import QuestionRule
from mellanrum.surveys.series import Point, YearResults, breaks_in, series
from mellanrum.web.survey_results.names import group_name, question_name
from mellanrum.web.survey_results.telling.cells import (
    NOTHING,
    cells_of,
    columns_of,
    has_mean,
    has_shares,
    positive,
    set_columns,
)
from mellanrum.web.survey_results.telling.desk import Desk, Told, without_empty
from mellanrum.web.survey_results.telling.drawing import Bar, bar_of, positive_chart

BROKEN = "*"
"""After a year in a chart: the bars before it are not to be compared with it."""


def over_years(desk: Desk, years: Sequence[YearResults], question: QuestionRule, survey: str = "") -> Told | None:
    """Tell a question over all years there are; None where none of them has it."""
    questionnaire = years[-1].questionnaire
    points = series(years, question.group, question.key, breaks=breaks_in(questionnaire, question.key))
    told = [each for each in points if each.result is not None]
    if not told:
        return None
    name = question_name(questionnaire, question)
    caption = f"{name}, {group_name(questionnaire, question.group).lower()}"
    key = ".".join(("q", survey, question.group, question.key) if survey else ("q", question.group, question.key))
    sets = set_columns((each.questionnaire for each in years), [question])
    return Told(
        _table(desk, key, caption, points, survey, sets),
        positive_chart(key, caption, tuple(_bars(desk, told, survey))),
        caption,
    )


def _table(  # noqa: PLR0913, PLR0917 - what a table is of takes as many
    desk: Desk, key: str, caption: str, points: Sequence[Point], survey: str, sets: Sequence[Column]
) -> Table:
    results = [point.result for point in points if point.result is not None]
    is_grouped = has_shares(results) or not any(each.is_shown for each in results)
    columns = (*columns_of(is_grouped=is_grouped, is_grade=has_mean(results)), *sets)
    rows = tuple(_rows(desk, points, columns, survey))
    beside = (
        () if survey or not has_shares(results) else (Column("national", _("National, positive, %"), ColumnKind.SHARE),)
    )
    table = Table(
        key, caption, (Column("year", _("Year"), ColumnKind.TEXT), *columns, *beside), rows, notes=_notes(points)
    )
    return without_empty(table)


def _rows(desk: Desk, points: Sequence[Point], columns: Sequence[Column], survey: str) -> Iterator[Row]:
    for point in reversed(points):
        telling = point.result.telling if point.result is not None else Telling.SHOWN
        cells = cells_of(point.result, telling, columns, point.year, survey)
        yield Row((str(point.year), *cells, *(() if survey else _national(desk, point))))
        if point.is_break:
            text = _("The series begins anew in %(year)s: years below are not to be compared with those above.")
            yield Row((text % {"year": point.year},), RowKind.SUBHEADING)


def _national(desk: Desk, point: Point) -> tuple[Number, ...]:
    if point.result is None:
        return (NOTHING,)
    results = desk.results.national_of(point.year)
    question = point.result.question
    found = results.of(question.group, question.key) if results is not None else None
    return (positive(found.all, point.year, NATIONAL) if found is not None else NOTHING,)


def _bars(desk: Desk, points: Sequence[Point], survey: str) -> Iterator[Bar]:
    is_anew = False
    for point in points:
        is_anew = is_anew or point.is_break
        if point.result is not None and point.result.is_shown:
            bar = bar_of(f"{point.year}{BROKEN}" if is_anew else str(point.year), point.result)
            if bar is not None:
                is_anew = False
                yield bar
    if not survey and points[-1].result is not None:
        results = desk.results.national_of(points[-1].year)
        question = points[-1].result.question
        found = results.of(question.group, question.key) if results is not None else None
        bar = bar_of(_("National %(year)s") % {"year": points[-1].year}, found.all if found else None)
        if bar is not None:
            yield bar


def _notes(points: Sequence[Point]) -> tuple[str, ...]:
    """Say what a star in the chart is, and where what is reported comes from."""
    anew = [str(point.year) for point in points if point.is_break]
    star = _("%(star)s A break: the series begins anew in %(years)s.") % {"star": BROKEN, "years": ", ".join(anew)}
    return (*((star,) if anew else ()), *_sources(points))


def _sources(points: Sequence[Point]) -> tuple[str, ...]:
    found: dict[str, list[int]] = {}
    for point in points:
        if point.result is not None and point.result.source is not None:
            found.setdefault(point.result.source.name, []).append(point.year)
    return tuple(
        _("Source %(years)s: %(source)s.") % {"years": ", ".join(map(str, years)), "source": source}
        for source, years in found.items()
    )
