"""What is fetched beside the pages: charts as they are drawn, tables as spreadsheets."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mellanrum.documents.layout import chart_table
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_read_statistics
from mellanrum.web.economy.handing_out import drawn, handed_out
from mellanrum.web.statistics.opening import Desk, open_desk, together
from mellanrum.web.statistics.pages import groups_of
from mellanrum.web.statistics.telling.pieces import Told, find

FORMS = frozenset({"csv", "xlsx"})


@in_association(check_can_read_statistics)
@never_cache
@require_GET
def chart(request: Request, piece: str, look: str, intervention: str = "") -> HttpResponse:
    """Draw a chart for a look."""
    desk = open_desk(request.standing, request.GET, intervention)
    return drawn(request.standing.association, _told(desk, piece).chart, look)


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
    over = desk.choice.over if piece.startswith("years") else ""
    name = "-".join(
        part for part in (desk.slug or request.standing.association.slug, str(desk.choice.year), piece, over) if part
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
