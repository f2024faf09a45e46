"""The pages of a year's economy: to be read."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mellanrum.figures import Figure
from mellanrum.statements.tables import operations
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_read_statements
from mellanrum.web.economy.opening import YearAtDesk, open_year, years_with_books
from mellanrum.web.economy.reading.deviations import deviations_of
from mellanrum.web.economy.reading.mending import counted, folded
from mellanrum.web.economy.reading.sections import PAGES, Page, booked_until, section_on
from mellanrum.web.economy.services.comments import comments_of
from mellanrum.web.parts.templatetags.parts import lang

EQUITY_SHARE = "ratios.equity_share"


@in_association(check_can_read_statements)
@require_GET
def home(request: Request) -> HttpResponse:
    """Show the newest year there are books for, or how to begin."""
    years = years_with_books(request.standing.association)
    return _overview(request, years[0], years) if years else nothing(request)


@in_association(check_can_read_statements)
@require_GET
def at_year(request: Request, year: int) -> HttpResponse:
    return _overview(request, year, years_with_books(request.standing.association))


def _overview(request: Request, year: int, years: tuple[int, ...]) -> HttpResponse:
    desk = open_year(request.standing.association, year) if year in years else None
    if desk is None and year in years:
        return _unreadable(request, year)
    if desk is None:
        raise Http404
    findings = desk.findings(lang())
    return render(
        request,
        "economy/home.html",
        {
            "desk": desk,
            "year": year,
            "years": years,
            "facts": facts(desk),
            "limit": desk.limits.limit_of(EQUITY_SHARE, year),
            "until": booked_until(desk),
            "counts": counted(findings),
            "first": next(iter(folded(findings, request.standing, desk)), None),
            "pages": _pages(request, year),
        },
    )


def facts(desk: YearAtDesk) -> dict[str, Figure | None]:
    """Return the figures that say most of a year, and those of the year before."""
    book = desk.opened.book
    before = book.period.previous()
    share = book.find(EQUITY_SHARE)
    return {
        "result": book.find("income_statement.result"),
        "result_before": book.find("income_statement.result", before),
        "equity": book.find("balance_sheet.equity"),
        "equity_before": book.find("balance_sheet.equity", before),
        "equity_share": share,
        "deviation": book.find("operations.sum.deviation"),
    }


def nothing(request: Request) -> HttpResponse:
    """Say what will be here, and how to begin."""
    told = {
        "heading": _("There are no books here yet"),
        "text": _(
            "When a year's books have been read in, its statements, notes and key ratios stand here, and every figure "
            "can be opened down to account and month."
        ),
        "begin": reverse("economy:import", args=[request.standing.association.slug]),
    }
    return render(request, "economy/nothing.html", told)


def _unreadable(request: Request, year: int) -> HttpResponse:
    """Say that what was read in once cannot be read now."""
    told = {
        "heading": _("The books of %(year)s cannot be read any more") % {"year": year},
        "text": _("They are kept as they came. Read the year in once more, or take the latest file back."),
        "begin": reverse("economy:import", args=[request.standing.association.slug]),
    }
    return render(request, "economy/nothing.html", told, status=409)


def shown_year(request: Request, year: int) -> dict[str, Any]:
    """Open a year for a page; nothing is found for one without books."""
    years = years_with_books(request.standing.association)
    desk = open_year(request.standing.association, year) if year in years else None
    if desk is None:
        raise Http404
    return {"desk": desk, "year": year, "years": years}


@in_association(check_can_read_statements)
@require_GET
def statements(request: Request, year: int) -> HttpResponse:
    """List the statements and the notes."""
    pages = _pages(request, year)
    return render(request, "economy/statements.html", {**shown_year(request, year), "pages": pages})


def _pages(request: Request, year: int) -> list[dict[str, Any]]:
    slug = request.standing.association.slug
    return [
        {"url": reverse(f"economy:{page.key}", args=[slug, year]), "label": page.label, "about": page.about}
        for page in PAGES
    ]


@in_association(check_can_read_statements)
@require_GET
def statement(request: Request, year: int, key: str) -> HttpResponse:
    """Show one statement, the notes, or another section of the report."""
    shown: Page = next(page for page in PAGES if page.key == key)
    context = shown_year(request, year)
    section = section_on(request.standing.association, context["desk"], key)
    told = {**context, "shown": shown, "section": section, "section_key": key}
    return render(request, "economy/statement.html", told)


@in_association(check_can_read_statements)
@require_GET
def findings(request: Request, year: int) -> HttpResponse:
    """Show everything there is to say of the year, what stops signing first, and where each is mended."""
    context = shown_year(request, year)
    desk = context["desk"]
    found = desk.findings(lang())
    groups = folded(found, request.standing, desk)
    return render(request, "economy/findings.html", {**context, "groups": groups, "counts": counted(found)})


@in_association(check_can_read_statements)
@require_GET
def board(request: Request, year: int) -> HttpResponse:
    """Answer "how is it going?" on one page."""
    context = shown_year(request, year)
    desk = context["desk"]
    said = comments_of(request.standing.association, year)
    told = {
        **context,
        "facts": facts(desk),
        "limit": desk.limits.limit_of(EQUITY_SHARE, year),
        "lines": operations(desk.opened.book),
        "large": [each for each in deviations_of(desk, said) if each.is_large],
        "until": booked_until(desk),
        "counts": counted(desk.findings(lang())),
    }
    return render(request, "economy/board.html", told)
