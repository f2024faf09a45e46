"""What is kept of surveys, for the page of what is stored: counters, and until the closing used forms and slips."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from datetime import date

from django.utils.translation import gettext as _

from mellanrum.books.sheets.table import Written
from mellanrum.surveys import exchange
from mellanrum.surveys.collected import Collected
from mellanrum.surveys.exchange import ALL, LongRow, Whose
from mellanrum.surveys.reported import HANDED_IN, OFFERED
from mellanrum.web.access.rules import check_can_read_survey_results
from mellanrum.web.access.standing import Standing
from mellanrum.web.register.services.kept import Given, Kept, Section
from mellanrum.web.surveys.models import Survey
from mellanrum.web.surveys.services.listing import collected_of
from mellanrum.web.tenancy.models import Association

KEY = "enkater"
COLUMNS = exchange.COLUMNS


def section_of(association: Association, day: date) -> Section:
    """Say of every survey what is kept of it; of one that is open not whether anything has been handed in."""
    surveys = Survey.objects.of(association).order_by("-closes", "label")
    kept = tuple(_kept(each) for each in surveys if each.opens <= day)
    return Section(_("Surveys"), kept, _("No survey has been opened."))


def _kept(survey: Survey) -> Kept:
    if survey.closed_on is not None:
        what = _("How many gave each answer, by group and stated sex; what was too few to be told has been taken away.")
        return Kept(survey.label, what, _("Until the association decides otherwise by its plan for keeping records."))
    what = _("How many gave each answer, by group and stated sex. Nobody sees it.")
    if survey.has_slips:
        spent = _("That a form or a slip has been used, as a fingerprint.")
    else:
        spent = _("That a form has been handed in, as a fingerprint.")
    until = _("The fingerprints until the survey is closed. Its last day is %(day)s.") % {"day": survey.closes}
    return Kept(survey.label, f"{what} {spent}", until)


def exact_rows(standing: Standing) -> Iterator[tuple[Written, ...]]:
    """Give the counters of closed surveys in the long format: of all, which is read in as results, and of each sex."""
    check_can_read_survey_results(standing)
    for each in collected_of(standing.association):
        asked = each.questionnaire
        whose = Whose(standing.association.name, asked.key, asked.version, each.survey.year, each.survey.key)
        yield from (astuple(row) for row in sorted(_rows(each.collected, whose)))


def _rows(collected: Collected, whose: Whose) -> Iterator[LongRow]:
    for group, number in collected.offered.items():
        yield whose.row(group, "", ALL, OFFERED, number)
    of_all: Counter[tuple[str, str, str]] = Counter()
    for (group, sex), number in collected.forms.items():
        of_all[group, "", HANDED_IN] += number
        yield whose.row(group, "", sex, HANDED_IN, number)
    for cell, number in collected.cells.items():
        of_all[cell.group, cell.question, cell.answer] += number
        yield whose.row(cell.group, cell.question, cell.sex, cell.answer, number)
    for (group, question, answer), number in of_all.items():
        yield whose.row(group, question, ALL, answer, number)


def given(_standing: Standing) -> Iterable[Given]:
    """Give nothing: of results anybody has what is published."""
    return ()
