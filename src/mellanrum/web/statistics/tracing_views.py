"""Where a figure comes from: the declared table, its periods, and what was counted in them."""

import re

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mellanrum.figures import Figure
from mellanrum.figures.figure import Operation
from mellanrum.figures.tracing import exact, told_rule
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.spans import Span
from mellanrum.tallies.table_figures import INDIVIDUALS
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_read_statistics
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.statistics.addresses import page_of
from mellanrum.web.statistics.choices import months_of
from mellanrum.web.statistics.opening import Desk, open_desk, period_of
from mellanrum.web.statistics.tracing import lines_of, name_of_figure, stops_of, written_figure
from mellanrum.web.statistics.waiting import waiting_for

_KEY = re.compile(r"interventions(\.[a-z0-9_]+){2,7}")


@in_association(check_can_read_statistics)
@never_cache
@require_GET
def trace(request: Request, key: str, intervention: str = "") -> HttpResponse:
    """Show what a figure is made of: as part of the page that asks, or as a page."""
    desk = open_desk(request.standing, request.GET, intervention)
    figure = _figure(desk, key, request.GET)
    told = {
        "desk": desk,
        "figure": figure,
        "name": name_of_figure(desk, figure),
        "shown": written_figure(figure),
        "exact": exact(figure, lang()),
        "is_quotient": figure.trace.operation is Operation.QUOTIENT,
        "rule": told_rule(figure, lang()),
        "lines": lines_of(figure),
        "stops": stops_of(desk, figure),
        "waiting": waiting_for(desk, figure),
        "back": page_of(desk),
    }
    part = "statistics/parts/trace.html"
    answer = (
        render(request, part, told)
        if request.htmx
        else render(request, "statistics/trace.html", {**told, "part": part})
    )
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def _figure(desk: Desk, key: str, query: QueryDict) -> Figure:
    sex = query.get("sex", "")
    if not _KEY.fullmatch(key) or (sex and sex not in set(Sex)):
        raise Http404
    owner = key.split(".")[1]
    if desk.one is not None and owner != desk.one.key:
        raise Http404
    if key.endswith(f".{INDIVIDUALS}") and not desk.is_whole:
        raise Http404
    months = months_of(query)
    period = period_of(Span(*months)) if months else desk.period
    found = desk.book.find(key, period, sex or None)
    if found is None:
        raise Http404
    return found
