"""Results by stated sex: nothing that disclosure control has not let through, so what is published decides."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from mellanrum.disclosure.tables import TOTAL
from mellanrum.documents.model import Cell, Column, ColumnKind, Row, Table
from mellanrum.surveys.reported import VALID
from mellanrum.surveys.results import POSITIVE
from mellanrum.surveys.series import YearResults
from mellanrum.surveys.sex import TOLD, Sex
from mellanrum.web.publishing.document import view_of
from mellanrum.web.publishing.models import Publication
from mellanrum.web.publishing.services.published import shown_to_readers
from mellanrum.web.publishing.survey_sections import mean_of, number_of, share_of
from mellanrum.web.publishing.view import View, ViewTable
from mellanrum.web.survey_results.names import SEXES, group_name, question_name
from mellanrum.web.survey_results.publishable import PREFIX
from mellanrum.web.survey_results.telling.cells import NOTHING, mean, whole
from mellanrum.web.survey_results.telling.desk import Desk, Told, without_empty

_COLUMNS: tuple[Sex | None, ...] = (*TOLD, None)


def publication_in(desk: Desk, year: int) -> Publication | None:
    """Return the last publication of a year's surveys that readers are shown; None where there is none."""
    return shown_to_readers(desk.standing.association).filter(subject=f"{PREFIX}{year}").first()


def is_rounded(publication: Publication | None) -> bool:
    """Whether small numbers are rounded in a publication: then they are not what is told on pages of exact results."""
    return publication is not None and view_of(publication.document).is_rounded


def by_sex(publication: Publication, survey: str, results: YearResults, group: str) -> Told | None:
    """Tell a group's questions by stated sex, as far as they have been published exactly; None where none is so."""
    view = view_of(publication.document)
    rows = () if view.is_rounded else tuple(_rows(view, survey, results, group))
    if not rows:
        return None
    caption = _("%(group)s %(year)s, by stated sex") % {
        "group": group_name(results.questionnaire, group),
        "year": results.year,
    }
    note = _("As it is published: what is hidden there is hidden here, too.")
    key = f"k.{survey}.{results.year}.{group}"
    table = Table(key, caption, tuple(_columns()), rows, notes=(note,))
    return Told(without_empty(table), None, caption)


def _columns() -> Iterator[Column]:
    yield Column("question", _("Question"), ColumnKind.TEXT)
    for sex in _COLUMNS:
        name = str(SEXES[sex]) if sex else _("All")
        yield Column(f"{sex or 'all'}.valid", _("Valid answers"), group=name)
        yield Column(f"{sex or 'all'}.positive", _("Positive, %"), ColumnKind.SHARE, name)
        yield Column(f"{sex or 'all'}.mean", _("Mean"), group=name)


def _rows(view: View, survey: str, results: YearResults, group: str) -> Iterator[Row]:
    for question in results.questionnaire.of_group(group):
        table = view.table(f"{survey}.{results.year}.{group}.{question.key}")
        if table is not None and "stated_sex" in table.by:
            is_grade = not results.questionnaire.is_grouped(question)
            yield Row((question_name(results.questionnaire, question), *_cells(view, table, is_grade=is_grade)))


def _cells(view: View, table: ViewTable, *, is_grade: bool) -> Iterator[Cell]:
    """Write what is told of each sex: what is hidden as two dots, what the question does not have as a dash."""
    for sex in _COLUMNS:
        of = sex.value if sex else TOTAL
        yield _or_hidden(number_of(view, table, VALID, of))
        yield NOTHING if is_grade else _or_hidden(share_of(view, table, POSITIVE, of))
        yield _mean_or_hidden(view, table, of) if is_grade else NOTHING


def _mean_or_hidden(view: View, table: ViewTable, of: str) -> Cell:
    """Write a mean; one of nobody is not hidden, there is none."""
    told = mean_of(view, table, of)
    return mean(told) if told is not None or number_of(view, table, VALID, of) == 0 else ".."


def _or_hidden(number: int | None) -> Cell:
    return ".." if number is None else whole(number)
