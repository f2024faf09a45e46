"""What could be handed out to anybody who asks: all that has been published, free texts among it, as one file."""

from collections.abc import Iterable, Iterator

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from mellanrum.books.sheets.table import Column, Table, Written, write_tables
from mellanrum.disclosure.tables import TOTAL
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_see_what_is_stored
from mellanrum.web.access.standing import Standing
from mellanrum.web.publishing.document import view_of
from mellanrum.web.publishing.models import Publication
from mellanrum.web.publishing.services.published import shown_to_readers
from mellanrum.web.publishing.setting import HIDDEN
from mellanrum.web.publishing.view import View, ViewTable
from mellanrum.web.register.services.kept import sources

COLUMNS = ("publication", "published", "table", "counted", "where", "number", "text")


@in_association(check_can_see_what_is_stored)
@require_safe
def file(request: Request, form: str) -> HttpResponse:
    """Hand out every number that has been published, with dots for those that are hidden."""
    if form != "csv":
        raise Http404
    rows = [*rows_of(shown_to_readers(request.standing.association)), *_texts(request.standing)]
    data = write_tables([Table("mellanrum", (), [Column(name) for name in COLUMNS], rows)], "csv")
    answer = HttpResponse(data, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="publicerat.csv"'
    return answer


def rows_of(publications: Iterable[Publication]) -> Iterator[tuple[Written, ...]]:
    """Give the numbers of publications, a row each."""
    for each in publications:
        view = view_of(each.document)
        for table in view.tables:
            for where, number in _numbers(table, view):
                told = view.counts.get(table.of, table.of)
                yield (
                    each.heading,
                    each.on.isoformat(),
                    table.title,
                    told,
                    where,
                    HIDDEN if number is None else number,
                    "",
                )


def _texts(standing: Standing) -> Iterator[tuple[Written, ...]]:
    """Give what has been published beside publications: texts, which have no number and no day."""
    for source in sources():
        yield from ((each.of, "", each.kind, "", "", "", each.text) for each in source.given(standing))


def _numbers(table: ViewTable, view: View) -> Iterator[tuple[str, int | None]]:
    for codes, number in table.numbers.items():
        held = {**table.at, **dict(zip(table.by, codes, strict=True))}
        named = (
            f"{view.variables[variable].label}: {view.variables[variable].codes[code]}"
            for variable, code in held.items()
            if code != TOTAL
        )
        yield ", ".join(named), number
