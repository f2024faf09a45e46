"""What desks hand out beside their pages: charts as they are drawn, tables as spreadsheets."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse

from mellanrum.documents.drawing import content_name
from mellanrum.documents.drawing_for_web import Theme, drawn_for_web
from mellanrum.documents.model import Chart, Table
from mellanrum.documents.spreadsheet import write_csv, write_xlsx
from mellanrum.numbers import Language
from mellanrum.web.economy.kept import Kept
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.tenancy.models import Association

LOOKS: dict[str, tuple[bool, Theme]] = {
    "wide-light": (False, "light"),
    "wide-dark": (False, "dark"),
    "narrow-light": (True, "light"),
    "narrow-dark": (True, "dark"),
}
DRAWINGS: Kept[str] = Kept(200)
"""Charts drawn last, by association and content, in memory alone: no disk keeps how counters have changed."""
SVG = "image/svg+xml"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def look_of(look: str) -> tuple[bool, Theme]:
    """Return whether a look is narrow, and its theme. Http404 where there is no such look."""
    if look not in LOOKS:
        raise Http404
    return LOOKS[look]


def drawn(association: Association, chart: Chart | None, look: str) -> HttpResponse:
    """Draw a chart for a look. Http404 where there is no such chart or look."""
    narrow, theme = look_of(look)
    if chart is None:
        raise Http404
    key = (association.pk, content_name(chart, lang()), look)
    svg = DRAWINGS.get(key, lambda: drawn_for_web(chart, lang(), theme, narrow=narrow))
    return HttpResponse(svg, content_type=SVG)


def handed_out(
    tables: Sequence[Table], form: str, name: str, lines: Sequence[str], written: Language | None = None
) -> HttpResponse:
    """Hand tables out as one file; CSV takes the first of them. `written` is their language, where not the page's.

    Http404 for another form than csv and xlsx.
    """
    used = written or lang()
    if form == "csv":
        data, kind = write_csv(tables[0], used), "text/csv; charset=utf-8"
    elif form == "xlsx":
        data, kind = write_xlsx(tables, tables[0].caption or name, lines, used), _XLSX
    else:
        raise Http404
    file = f"{name.replace('.', '-').replace('_', '-')}.{form}"
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{file}"'})
