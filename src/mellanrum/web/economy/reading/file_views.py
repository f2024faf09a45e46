"""What is fetched beside the pages: charts as they are drawn, tables as spreadsheets."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mellanrum.documents.drawing_for_web import draw_for_web
from mellanrum.documents.model import Section
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_read_key_ratios, check_can_read_statements
from mellanrum.web.economy.handing_out import SVG, handed_out, look_of
from mellanrum.web.economy.reading.sections import charts_in, section_on, tables_in
from mellanrum.web.economy.reading.views import shown_year

OF_RATIOS = frozenset({"ratios", "ratio_years"})
"""The sections that are key ratios and nothing else."""


@in_association(check_can_read_key_ratios)
@require_GET
def chart(request: Request, year: int, section: str, key: str, look: str) -> HttpResponse:
    """Draw a chart for a look."""
    narrow, theme = look_of(look)
    found = charts_in(_section(request, year, section)).get(key)
    if found is None:
        raise Http404
    return HttpResponse(
        draw_for_web(found, "sv", theme, narrow=narrow),
        content_type=SVG,
        headers={"Cache-Control": "private, max-age=0, must-revalidate"},
    )


@in_association(check_can_read_key_ratios)
@require_GET
def table(request: Request, year: int, section: str, key: str, form: str) -> HttpResponse:
    """Hand a table out as Excel or CSV."""
    found = tables_in(_section(request, year, section)).get(key)
    if found is None:
        raise Http404
    association, day = request.standing.association, request.standing.day
    lines = [association.name, _("Handed out %(day)s") % {"day": day.isoformat()}]
    return handed_out([found], form, f"{association.slug}-{year}-{key}", lines, "sv")


def _section(request: Request, year: int, key: str) -> Section:
    if key not in OF_RATIOS:
        check_can_read_statements(request.standing)
    desk = shown_year(request, year)["desk"]
    section = section_on(request.standing.association, desk, key)
    if section is None:
        raise Http404
    return section
