"""Where a figure comes from, down to the vouchers of a month."""

import re
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mellanrum.figures import Figure
from mellanrum.figures.tracing import exact, full_name, named, told_rule
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_read_statements, check_can_read_vouchers, refusal_of
from mellanrum.web.economy.opening import YearAtDesk
from mellanrum.web.economy.reading.sections import period_in
from mellanrum.web.economy.reading.tracing import TURNED, Tree
from mellanrum.web.economy.reading.trails import trail_of_account, trail_of_figure, trail_of_month
from mellanrum.web.economy.reading.views import shown_year
from mellanrum.web.economy.reading.vouchers import account_at, vouchers_on
from mellanrum.web.parts.templatetags.parts import lang

_BRANCH = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4}){0,20}")
_MONTH = re.compile(r"((?!0000)[0-9]{4})-(0[1-9]|1[0-2])")
_YEAR = re.compile(r"[0-9]{4}")


@in_association(check_can_read_statements)
@require_GET
def trace(request: Request, year: int, key: str) -> HttpResponse:
    """Show what a figure is made of: as part of the page that asks, or as a page."""
    context = shown_year(request, year)
    figure = _figure(context["desk"], key, request.GET.get("period", str(year)))
    tree = Tree(figure, request.standing.association.slug, year, lang())
    branch = request.GET.get("branch", "")
    lines = tree.lines(_places(branch))
    if lines is None:
        raise Http404
    told = {
        **context,
        "figure": figure,
        "name": full_name(figure, lang()),
        "trail": trail_of_figure(request.standing, context["desk"], figure),
        "exact": exact(figure, lang()),
        "rule": told_rule(figure, lang()),
        "lines": lines,
        "is_short": tree.is_short,
        "branch": branch,
        "period": figure.period.year,
        "stops": refusal_of("read_vouchers", request.standing),
    }
    return _part_or_page(request, "economy/parts/branch.html" if branch else "economy/parts/trace.html", told)


def _part_or_page(request: Request, part: str, told: dict[str, Any]) -> HttpResponse:
    if request.htmx:
        answer = render(request, part, told)
    else:
        answer = render(request, "economy/trace.html", {**told, "part": part})
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def _figure(desk: YearAtDesk, key: str, given: str) -> Figure:
    period = period_in(desk, int(given)) if _YEAR.fullmatch(given) else None
    figure = desk.opened.book.find(key, period) if period else None
    if figure is None:
        raise Http404
    return named(figure, desk.opened.book)


def _places(branch: str) -> tuple[int, ...]:
    if branch and not _BRANCH.fullmatch(branch):
        raise Http404
    return tuple(int(place) for place in branch.split(".")) if branch else ()


@in_association(check_can_read_statements)
@never_cache
@require_GET
def account(request: Request, year: int, account: str) -> HttpResponse:
    """Show an account's months, and its vouchers to those who may read them."""
    context = shown_year(request, year)
    at = request.GET.get("period", str(year))
    if not _YEAR.fullmatch(at):
        raise Http404
    found = account_at(request.standing, context["desk"], account, int(at), is_turned=_is_turned(request))
    if found is None:
        raise Http404
    told = {**context, "found": found, "stops": refusal_of("read_vouchers", request.standing)}
    trail = trail_of_account(request.standing, context["desk"], account)
    return _part_or_page(request, "economy/parts/account.html", {**told, "trail": trail})


@in_association(check_can_read_vouchers)
@never_cache
@require_GET
def month(request: Request, year: int, account: str, month: str) -> HttpResponse:
    """Show the vouchers behind an account's month. Nothing of it is kept by a browser."""
    context = shown_year(request, year)
    first = _first_day(month)
    found = vouchers_on(request.standing, context["desk"], account, first, is_turned=_is_turned(request))
    if found is None:
        raise Http404
    trail = trail_of_month(request.standing, context["desk"], found)
    return _part_or_page(request, "economy/parts/vouchers.html", {**context, "found": found, "trail": trail})


def _is_turned(request: Request) -> bool:
    """Tell whether the reader comes from a line that has the other sign than the books."""
    return request.GET.get("sign") == TURNED


def _first_day(month: str) -> date:
    written = _MONTH.fullmatch(month)
    if not written:
        raise Http404
    return date(int(written[1]), int(written[2]), 1)
