"""The sheet for the state's follow-up: exact totals by legal sex, owed by law and not published."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mellanrum.tallies.statutory import sheet_of
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_fetch_statutory_sheet
from mellanrum.web.economy.handing_out import handed_out
from mellanrum.web.publishing.periods import part_name
from mellanrum.web.statistics.files import FORMS
from mellanrum.web.statistics.opening import open_desk
from mellanrum.web.statistics.sheet_money import books_of, is_year, lacking, money_of
from mellanrum.web.statistics.telling.statutory import differences, to_hand_in, to_read


@in_association(check_can_fetch_statutory_sheet)
@never_cache
@require_GET
def sheet(request: Request) -> HttpResponse:
    """Show the numbers to type into Uppföljning Finsam, in its order."""
    desk = open_desk(request.standing, request.GET)
    books = books_of(desk)
    found = sheet_of(desk.readable, desk.span, money_of(books))
    told = {
        "desk": desk,
        "choice": desk.choice,
        "years": desk.years,
        "parts": [(number, part_name(desk.kind, number)) for number in range(1, desk.kind.in_year + 1)],
        "part_name": part_name(desk.kind, desk.choice.part) if desk.choice.part else "",
        "sheet": found,
        "table": to_read(found),
        "differences": differences(found),
        "lacking": lacking(desk, found, books),
        "is_year": is_year(desk),
        "has_something": bool(found.rows) or any(not line.is_lacking for line in found.association),
        "is_same": not found.differences,
        "reference": next((line.reference for line in found.lines), ""),
        "is_statutory": True,
    }
    return render(request, "statistics/statutory.html", told)


@in_association(check_can_fetch_statutory_sheet)
@never_cache
@require_GET
def file(request: Request, form: str) -> HttpResponse:
    """Hand the sheet out as Excel or CSV."""
    desk = open_desk(request.standing, request.GET)
    if form not in FORMS:
        raise Http404
    books = books_of(desk)
    found = sheet_of(desk.readable, desk.span, money_of(books))
    about = (
        desk.standing.association.name,
        _("Handed out %(day)s") % {"day": desk.standing.day.isoformat()},
        _("Exact totals owed by law to the state's follow-up. They are not to be published."),
        *(lack.text for lack in lacking(desk, found, books)),
    )
    name = f"{desk.standing.association.slug}-uppfoljning-finsam-{desk.choice.year}"
    name = f"{name}-{desk.choice.part}" if desk.choice.part else name
    return handed_out([to_hand_in(found, desk.standing.association.name), differences(found)], form, name, about)
