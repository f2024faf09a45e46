"""Results by stated sex: nothing that disclosure control has not let through, so what is published decides."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from mellanrum.disclosure.tables import TOTAL
from mellanrum.documents.model import Cell, Column, ColumnKind, Row, Table
from mellanrum.surveys.results import POSITIVE
from mellanrum.surveys.series import YearResults
from mellanrum.surveys.sex import TOLD, Sex
from mellanrum.web.publishing.document import view_of
from mellanrum.web.publishing.models import Publication
from mellanrum.web.publishing.services.published import latest_of
from mellanrum.web.publishing.survey_sections import number_of, share_of
from mellanrum.web.publishing.view import View, ViewTable
from mellanrum.web.survey_results.names import SEXES, group_name, question_name
from mellanrum.web.survey_results.publishable import PREFIX
from mellanrum.web.survey_results.telling.cells import whole
from mellanrum.web.survey_results.telling.desk import Desk, Told

_COLUMNS: tuple[Sex | None, ...] = (*TOLD, None)


def publication_in(desk: Desk, year: int) -> Publication | None:
    """Return the last publication of a year's surveys; None where there is none, or its numbers are rounded."""
    found = latest_of(desk.standing.association).get(f"{PREFIX}{year}")
    return found if found is not None and not view_of(found.document).is_rounded else None


def by_sex(publication: Publication, survey: str, results: YearResults, group: str) -> Told | None:
    """Tell a group's questions by stated sex, as far as they have been published; None where none is told so."""
    view = view_of(publication.document)
    rows = tuple(_rows(view, survey, results, group))
    if not rows:
        return None
    caption = _("%(group)s %(year)s, by stated sex") % {
        "group": group_name(results.questionnaire, group),
        "year": results.year,
    }
    note = _("As it is published: what is hidden there is hidden here, too.")
    key = f"k.{survey}.{results.year}.{group}"
    return Told(Table(key, caption, tuple(_columns()), rows, notes=(note,)), None, caption)


def _columns() -> Iterator[Column]:
    yield Column("question", _("Question"), ColumnKind.TEXT)
    for sex in _COLUMNS:
        name = str(SEXES[sex]) if sex else _("All")
        yield Column(f"{sex or 'all'}.valid", _("Valid answers"), group=name)
        yield Column(f"{sex or 'all'}.positive", _("Positive, %"), ColumnKind.SHARE, name)


def _rows(view: View, survey: str, results: YearResults, group: str) -> Iterator[Row]:
    for question in results.questionnaire.of_group(group):
        table = view.table(f"{survey}.{results.year}.{group}.{question.key}")
        if table is not None and "stated_sex" in table.by:
            yield Row((question_name(results.questionnaire, question), *_cells(view, table)))


def _cells(view: View, table: ViewTable) -> Iterator[Cell]:
    for sex in _COLUMNS:
        of = sex.value if sex else TOTAL
        for number in (number_of(view, table, "valid", of), share_of(view, table, POSITIVE, of)):
            yield ".." if number is None else whole(number)
