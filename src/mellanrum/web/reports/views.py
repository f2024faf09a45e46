import re

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_make_reports, check_can_read_reports
from mellanrum.web.economy.opening import years_with_books
from mellanrum.web.reports import making, services
from mellanrum.web.reports.models import MadeReport, State
from mellanrum.web.reports.steps import STEPS

_NUMBER = re.compile(r"[0-9]{1,18}")
PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@in_association(check_can_read_reports)
@require_GET
def made(request: Request) -> HttpResponse:
    """List the reports that have been made, newest first."""
    association = request.standing.association
    reports = services.listed(association)
    return render(request, "reports/made.html", {"reports": reports, "years": years_with_books(association)})


@in_association(check_can_make_reports)
@require_POST
def make(request: Request, year: int) -> HttpResponse:
    """Begin to make the report of a year, and show how it goes."""
    if year not in years_with_books(request.standing.association):
        raise Http404
    report = making.make_report(request.standing, year)
    return redirect("reports:one", request.standing.association.slug, report.pk)


@in_association(check_can_read_reports)
@never_cache
@require_GET
def one(request: Request, pk: int) -> HttpResponse:
    """Show a report: how its making goes, or the report itself."""
    report = _found(request, pk, "page")
    broken_off = services.is_broken_off(report)
    is_part = bool(request.htmx)
    if report.state == State.MAKING and not broken_off:
        template = "reports/progress.html" if is_part else "reports/making.html"
        return render(request, template, {"report": report, "step": STEPS[report.step], "steps": len(STEPS)})
    if is_part:
        return HttpResponse(status=204, headers={"HX-Redirect": request.path})
    if report.state != State.DONE:
        return render(request, "reports/failed.html", {"report": report, "broken_off": broken_off})
    before = services.one_before(report)
    behind = services.is_behind(request.standing.association, report)
    return render(request, "reports/one.html", {"report": report, "before": before, "behind": behind})


@in_association(check_can_read_reports)
@require_GET
def document(request: Request, pk: int, kind: str) -> HttpResponse:
    """Hand over the PDF or the Word file, byte for byte as it was made."""
    field, media_type = ("pdf", PDF) if kind == "pdf" else ("word", WORD)
    report = _found(request, pk, field)
    content = getattr(report, field)
    if content is None:
        raise Http404
    name = f"arsredovisning-{report.year}-{request.standing.association.slug}-{report.pk}.{kind}"
    return HttpResponse(
        bytes(content),
        content_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )


@in_association(check_can_read_reports)
@require_GET
def chart(request: Request, pk: int, key: str) -> HttpResponse:
    """Show a drawing of a report as it stands in the documents."""
    drawing = _found(request, pk, "charts").charts.get(key)
    if drawing is None:
        raise Http404
    return HttpResponse(drawing, content_type="image/svg+xml", headers={"Cache-Control": "private, max-age=86400"})


@in_association(check_can_read_reports)
@require_GET
def changes(request: Request, pk: int) -> HttpResponse:
    """Show which figures differ from the report made before this one, or from another of the same year."""
    report = _found(request, pk, "snapshot")
    other = request.GET.get("med", "")
    before = _found(request, int(other), "snapshot") if _NUMBER.fullmatch(other) else services.one_before(report)
    if before is None or before.year != report.year or {before.state, report.state} != {State.DONE}:
        raise Http404
    before, after = sorted((before, report), key=lambda one: one.pk)
    found = services.changes_between(before, after)
    others = services.others_of_the_year(request.standing.association, before, after)
    return render(
        request, "reports/changes.html", {"before": before, "after": after, "changes": found, "others": others}
    )


def _found(request: Request, pk: int, part: str) -> MadeReport:
    report = services.made_report(request.standing.association, pk, part)
    if report is None:
        raise Http404
    return report
