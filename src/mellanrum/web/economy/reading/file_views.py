"""What is fetched beside the pages: charts as they are drawn, tables as spreadsheets."""

from typing import Literal

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mellanrum.documents.drawing_for_web import draw_for_web
from mellanrum.documents.model import Section
from mellanrum.documents.spreadsheet import write_csv, write_xlsx
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_read_statements
from mellanrum.web.economy.reading.sections import charts_in, section_on, tables_in
from mellanrum.web.economy.reading.views import shown_year

Theme = Literal["light", "dark"]

LOOKS: dict[str, tuple[bool, Theme]] = {
    "wide-light": (False, "light"),
    "wide-dark": (False, "dark"),
    "narrow-light": (True, "light"),
    "narrow-dark": (True, "dark"),
}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@in_association(check_can_read_statements)
@require_GET
def chart(request: Request, year: int, section: str, key: str, look: str) -> HttpResponse:
    """Draw a chart for a look."""
    found = charts_in(_section(request, year, section)).get(key)
    if found is None or look not in LOOKS:
        raise Http404
    narrow, theme = LOOKS[look]
    return HttpResponse(
        draw_for_web(found, "sv", theme, narrow=narrow),
        content_type="image/svg+xml",
        headers={"Cache-Control": "private, max-age=0, must-revalidate"},
    )


@in_association(check_can_read_statements)
@require_GET
def table(request: Request, year: int, section: str, key: str, form: str) -> HttpResponse:
    """Hand a table out as Excel or CSV."""
    found = tables_in(_section(request, year, section)).get(key)
    if found is None or form not in {"xlsx", "csv"}:
        raise Http404
    name = request.standing.association.name
    if form == "csv":
        data, kind = write_csv(found), "text/csv; charset=utf-8"
    else:
        about = [name, _("Handed out %(day)s") % {"day": request.standing.day.isoformat()}]
        data, kind = write_xlsx([found], found.caption or key, about), _XLSX
    file = f"{request.standing.association.slug}-{year}-{key.replace('.', '-').replace('_', '-')}.{form}"
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{file}"'})


def _section(request: Request, year: int, key: str) -> Section:
    desk = shown_year(request, year)["desk"]
    section = section_on(request.standing.association, desk, key)
    if section is None:
        raise Http404
    return section
