"""What is fetched beside the pages: charts as they are drawn, tables as spreadsheets."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_read_survey_results
from mellanrum.web.economy.handing_out import drawn, handed_out
from mellanrum.web.survey_results import pages
from mellanrum.web.survey_results.telling.desk import Desk, Told


@in_association(check_can_read_survey_results)
@never_cache
@require_GET
def chart(request: Request, piece: str, look: str) -> HttpResponse:
    """Draw a chart for a look."""
    told = _told(pages.open_desk(request.standing, request.GET.get("year", "")), piece)
    return drawn(request.standing.association, told.chart, look)


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
