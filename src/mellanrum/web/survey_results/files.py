"""What is fetched beside the pages: charts as they are drawn, tables as spreadsheets."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mellanrum.documents.drawing import content_name
from mellanrum.documents.drawing_for_web import Theme, drawn_for_web
from mellanrum.documents.model import Table
from mellanrum.documents.spreadsheet import write_csv, write_xlsx
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_read_survey_results
from mellanrum.web.economy.kept import Kept
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.survey_results import pages
from mellanrum.web.survey_results.telling.desk import Desk, Told

LOOKS: dict[str, tuple[bool, Theme]] = {
    "wide-light": (False, "light"),
    "wide-dark": (False, "dark"),
    "narrow-light": (True, "light"),
    "narrow-dark": (True, "dark"),
}
DRAWINGS: Kept[str] = Kept(200)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@in_association(check_can_read_survey_results)
@never_cache
@require_GET
def chart(request: Request, piece: str, look: str) -> HttpResponse:
    """Draw a chart for a look."""
    drawn = _told(pages.open_desk(request.standing, request.GET.get("year", "")), piece).chart
    if drawn is None or look not in LOOKS:
        raise Http404
    narrow, theme = LOOKS[look]
    key = (request.standing.association.pk, content_name(drawn, lang()), look)
    svg = DRAWINGS.get(key, lambda: drawn_for_web(drawn, lang(), theme, narrow=narrow))
    return HttpResponse(svg, content_type="image/svg+xml")


@in_association(check_can_read_survey_results)
@never_cache
@require_GET
def table(request: Request, piece: str, form: str) -> HttpResponse:
    """Hand a table out as Excel or CSV, with exact results: for those who read them, and not to be published."""
    desk = pages.open_desk(request.standing, request.GET.get("year", ""))
    found = _told(desk, piece).table
    slug = request.standing.association.slug
    return handed_out([found], form, f"{slug}-{desk.year}-{piece}", about(desk))


def _told(desk: Desk, piece: str) -> Told:
    told = pages.find(desk, piece)
    if told is None:
        raise Http404
    return told


def about(desk: Desk) -> tuple[str, ...]:
    """Say what a file is: whose, when it was handed out, and that it is not for publication."""
    return (
        desk.standing.association.name,
        _("Handed out %(day)s") % {"day": desk.standing.day.isoformat()},
        _("Exact results, for the manager. They are not to be published as they are."),
    )


def handed_out(tables: Sequence[Table], form: str, name: str, lines: Sequence[str]) -> HttpResponse:
    """Hand tables out as one file; CSV takes the first of them."""
    if form == "csv":
        data, kind = write_csv(tables[0], lang()), "text/csv; charset=utf-8"
    elif form == "xlsx":
        data, kind = write_xlsx(tables, tables[0].caption, lines, lang()), _XLSX
    else:
        raise Http404
    file = f"{name.replace('.', '-').replace('_', '-')}.{form}"
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{file}"'})
