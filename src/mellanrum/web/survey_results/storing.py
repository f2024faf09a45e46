"""What is kept of results that others have counted and of typed totals, for the page of what is stored."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from mellanrum.books.sheets.table import Written
from mellanrum.surveys.reported import Reported, reported_from_text
from mellanrum.surveys.totals import totals_from_text
from mellanrum.web.access.rules import check_can_read_survey_results
from mellanrum.web.access.standing import Standing
from mellanrum.web.parts.templatetags.parts import say
from mellanrum.web.register.services.kept import Given, Kept, Section
from mellanrum.web.survey_results.models import ReportedResults, TypedTotals
from mellanrum.web.survey_results.services.totals import rows_of, rule_in
from mellanrum.web.tenancy.models import Association

KEY = "redovisat"
COLUMNS = ("of", "year", "source", "group", "question", "sex", "what", "number")
_ALL = "all"


def section_of(association: Association, day: date) -> Section:  # noqa: ARG001 - as every source
    """Say which results have been read in, and which totals typed."""
    read = (_read_in(each) for each in _reported(association))
    typed = (_typed(each) for each in rows_of(association))
    return Section(_("Results from others, and typed totals"), (*read, *typed), _("Nothing has been read in or typed."))


def _reported(association: Association) -> Iterable[ReportedResults]:
    found: Iterable[ReportedResults] = ReportedResults.objects.of(association).order_by("-year", "-id")
    return found


def _read_in(row: ReportedResults) -> Kept:
    what = _("Numbers and shares of groups, as they were reported.")
    if row.taken_back:
        what = f"{what} {_('Taken back %(day)s: it is told nowhere.') % {'day': row.taken_back}}"
    return Kept(str(row), what, _records())


def _typed(row: TypedTotals) -> Kept:
    rule = rule_in(row.rule, row.year)
    name = say(rule.label) if rule else row.rule
    return Kept(f"{name} {row.year}", _("The year's totals, as they were typed."), _records())


def _records() -> str:
    return _("Until the association decides otherwise by its plan for keeping records.")


def exact_rows(standing: Standing) -> Iterator[tuple[Written, ...]]:
    """Give all that is kept as it is kept: also what has been taken back, and numbers too few to be shown."""
    check_can_read_survey_results(standing)
    for row in _reported(standing.association):
        survey = reported_from_text(row.content)
        for each in survey.rows:
            place = (each.group, each.question, str(each.sex or _ALL))
            yield from ((row.questionnaire, row.year, row.source, *place, *told) for told in _told(each))
    for typed in rows_of(standing.association):
        totals = totals_from_text(typed.content)
        for (line, sex), number in totals.numbers.items():
            yield typed.rule, typed.year, totals.source, "", line, str(sex or _ALL), "", number


def _told(row: Reported) -> Iterator[tuple[str, Written]]:
    for numbers in (row.counts, row.numbers, row.answers):
        yield from numbers.items()
    for key, share in row.shares.items():
        yield f"{key}.share", share
    if row.mean is not None:
        yield "mean", row.mean


def given(_standing: Standing) -> Iterable[Given]:
    """Give nothing: of results anybody has what is published."""
    return ()
