"""What is fetched beside the pages: charts as they are drawn, tables as spreadsheets."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mellanrum.documents.drawing import content_name
from mellanrum.documents.drawing_for_web import Theme, drawn_for_web
from mellanrum.documents.layout import chart_table
from mellanrum.documents.model import Table
from mellanrum.documents.spreadsheet import write_csv, write_xlsx
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_read_statistics
from mellanrum.web.economy.kept import Kept
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.statistics.opening import Desk, open_desk, together
from mellanrum.web.statistics.pages import groups_of
from mellanrum.web.statistics.telling.pieces import Told, find

LOOKS: dict[str, tuple[bool, Theme]] = {
    "wide-light": (False, "light"),
    "wide-dark": (False, "dark"),
    "narrow-light": (True, "light"),
    "narrow-dark": (True, "dark"),
}
FORMS = frozenset({"csv", "xlsx"})
DRAWINGS: Kept[str] = Kept(200)
"""Charts drawn last, by association and content, in memory alone: no disk keeps how counters have changed."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@in_association(check_can_read_statistics)
@never_cache
@require_GET
def chart(request: Request, piece: str, look: str, intervention: str = "") -> HttpResponse:
    """Draw a chart for a look."""
    desk = open_desk(request.standing, request.GET, intervention)
    told = _told(desk, piece)
    if told.chart is None or look not in LOOKS:
        raise Http404
    narrow, theme = LOOKS[look]
    drawn = told.chart
    key = (request.standing.association.pk, content_name(drawn, lang()), look)
    svg = DRAWINGS.get(key, lambda: drawn_for_web(drawn, lang(), theme, narrow=narrow))
    return HttpResponse(svg, content_type="image/svg+xml")


@in_association(check_can_read_statistics)
@never_cache
@require_GET
def table(request: Request, piece: str, form: str, intervention: str = "") -> HttpResponse:
    """Hand a table out as Excel or CSV."""
    desk = open_desk(request.standing, request.GET, intervention)
    told = _told(desk, piece)
    found = told.table or (chart_table(told.chart) if told.chart else None)
    if found is None or form not in FORMS:
        raise Http404
    name = "-".join(
        part for part in (desk.slug or request.standing.association.slug, str(desk.choice.year), piece) if part
    )
    return handed_out([found], form, name, about(desk))


def _told(desk: Desk, piece: str) -> Told:
    told = find(groups_of(desk), desk, piece)
    if told is None:
        raise Http404
    return told


def about(desk: Desk) -> tuple[str, ...]:
    """Say what a file is: whose, of what, when it was handed out, and that it is not for publication."""
    return (
        desk.standing.association.name,
        desk.one.name if desk.one else together(desk, with_esf=desk.choice.with_esf),
        _("Handed out %(day)s") % {"day": desk.standing.day.isoformat()},
        _("Exact numbers, for those who count and for the manager. They are not to be published as they are."),
    )


def handed_out(tables: Sequence[Table], form: str, name: str, lines: Sequence[str]) -> HttpResponse:
    """Hand tables out as one file; CSV takes the first of them."""
    if form == "csv":
        data, kind = write_csv(tables[0], lang()), "text/csv; charset=utf-8"
    else:
        data, kind = write_xlsx(tables, tables[0].caption, lines, lang()), _XLSX
    file = f"{name.replace('.', '-').replace('_', '-')}.{form}"
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{file}"'})
