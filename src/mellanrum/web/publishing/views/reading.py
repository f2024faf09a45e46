"""What has been published, as those read it who may not see exact numbers, and as everybody else can."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mellanrum.documents.spreadsheet import write_xlsx
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_read_statistics
from mellanrum.web.economy.handing_out import drawn, handed_out
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.publishing.beside import Beside, for_file
from mellanrum.web.publishing.document import view_of
from mellanrum.web.publishing.figures import beside_of
from mellanrum.web.publishing.grid import Grid, grid_of
from mellanrum.web.publishing.models import Publication
from mellanrum.web.publishing.sections import in_reading_order, sections_of
from mellanrum.web.publishing.services.published import listed, publication_of
from mellanrum.web.publishing.services.reading import readable, reads_whole
from mellanrum.web.publishing.setting import about_dots, about_rounding, chart_of, table_of
from mellanrum.web.publishing.survey_sections import positive_chart

_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json; charset=utf-8",
}


@in_association(check_can_read_statistics)
@require_GET
def published(request: Request) -> HttpResponse:
    """Show published years beside each other, and list what has been published, newest first."""
    told = {"publications": listed(request.standing), "beside": beside_of(request.standing), "here": "published"}
    return render(request, "publishing/list.html", told)


@in_association(check_can_read_statistics)
@never_cache
@require_GET
def years_table(request: Request, piece: str, form: str) -> HttpResponse:
    """Hand out years beside each other as Excel or CSV."""
    found = _beside(request, piece)
    association = request.standing.association
    lines = (association.name, found.heading, *found.table.notes)
    return handed_out([for_file(found.table)], form, f"{association.slug}-{piece}", lines)


@in_association(check_can_read_statistics)
@never_cache
@require_GET
def years_chart(request: Request, piece: str, look: str) -> HttpResponse:
    """Draw the chart of years beside each other for a look."""
    return drawn(request.standing.association, _beside(request, piece).chart, look)


def _beside(request: Request, piece: str) -> Beside:
    found = next((each for each in beside_of(request.standing) if each.key == piece), None)
    if found is None:
        raise Http404
    return found


@in_association(check_can_read_statistics)
@require_GET
def one(request: Request, number: int) -> HttpResponse:
    """Show a publication."""
    publication = _found(request, number)
    view = readable(request.standing, publication)
    told = {
        "publication": publication,
        "sections": sections_of(view),
        "view": view,
        "is_whole": reads_whole(request.standing, publication),
        "here": "published",
    }
    return render(request, "publishing/one.html", told)


@in_association(check_can_read_statistics)
@require_GET
def table(request: Request, number: int, piece: str, form: str) -> HttpResponse:
    """Hand a table out as Excel or CSV."""
    publication = _found(request, number)
    found = table_of(_grid(request, publication, piece))
    return handed_out([found], form, f"{_name(publication)}-{piece}", about(publication))


@in_association(check_can_read_statistics)
@require_GET
def whole(request: Request, number: int, form: str) -> HttpResponse:
    """Hand out all that somebody may read of a publication as Excel, or the document itself, byte for byte."""
    publication = _found(request, number)
    if form == "json" and reads_whole(request.standing, publication):
        return _file(publication.document.encode(), form, _name(publication))
    if form == "xlsx":
        view = readable(request.standing, publication)
        tables = [table_of(grid_of(each, view)) for each in in_reading_order(view)]
        data = write_xlsx(tables, publication.heading, about(publication), lang())
        return _file(data, form, _name(publication))
    raise Http404


@in_association(check_can_read_statistics)
@never_cache
@require_GET
def chart(request: Request, number: int, piece: str, look: str) -> HttpResponse:
    """Draw a chart for a look."""
    publication = _found(request, number)
    found = positive_chart(readable(request.standing, publication), piece)
    return drawn(request.standing.association, found or chart_of(_grid(request, publication, piece)), look)


def about(publication: Publication) -> tuple[str, ...]:
    """Say what a file is: whose, of what, when it was published, and what the dots are or that it is rounded."""
    return (
        publication.association.name,
        publication.heading,
        _("Number %(number)s, published %(day)s") % {"number": publication.number, "day": publication.on.isoformat()},
        about_rounding() if view_of(publication.document).is_rounded else about_dots(),
    )


def _found(request: Request, number: int) -> Publication:
    publication = publication_of(request.standing, number)
    if publication is None:
        raise Http404
    return publication


def _grid(request: Request, publication: Publication, piece: str) -> Grid:
    view = readable(request.standing, publication)
    found = view.table(piece)
    if found is None:
        raise Http404
    return grid_of(found, view)


def _name(publication: Publication) -> str:
    return f"{publication.association.slug}-{publication.subject}-{publication.number}"


def _file(data: bytes, form: str, name: str) -> HttpResponse:
    safe = "".join(each if each.isalnum() and each.isascii() else "-" for each in name)
    headers = {"Content-Disposition": f'attachment; filename="{safe}.{form}"'}
    return HttpResponse(data, content_type=_TYPES[form], headers=headers)
