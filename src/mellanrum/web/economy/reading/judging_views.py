"""What the accountant says of a year: deviations explained, limits decided."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mellanrum.findings import words
from mellanrum.statements.large import large_deviation
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import (
    check_can_edit_economy,
    check_can_read_key_ratios,
    check_can_read_statements,
    refusal_of,
)
from mellanrum.web.economy.opening import years_with_books
from mellanrum.web.economy.reading.deviations import area_of, deviations_of
from mellanrum.web.economy.reading.forms import CommentForm, LimitForm
from mellanrum.web.economy.reading.sections import section_on
from mellanrum.web.economy.reading.views import nothing, shown_year
from mellanrum.web.economy.seen import ChangedMeanwhile
from mellanrum.web.economy.services.comments import comment_on, comment_token, comments_of
from mellanrum.web.economy.services.limits import decide_limit, own_limits, withdraw_limit
from mellanrum.web.parts.templatetags.parts import lang


@in_association(check_can_read_statements)
@require_GET
def deviations(request: Request, year: int) -> HttpResponse:
    """Show each area beside its budget, and what has been said of it."""
    context = shown_year(request, year)
    found = deviations_of(context["desk"], comments_of(request.standing.association, year))
    return render(
        request,
        "economy/deviations.html",
        {
            **context,
            "deviations": found,
            "has_budget": any(each.line.budget is not None for each in found),
            "rule": large_deviation(context["desk"].opened.book.period.end),
        },
    )


@in_association(check_can_edit_economy)
@require_http_methods(["GET", "POST"])
def comment(request: Request, year: int, area: str) -> HttpResponse:
    """Write why an area deviates."""
    context = shown_year(request, year)
    line = area_of(context["desk"], area)
    if line is None:
        raise Http404
    held = comments_of(request.standing.association, year).get(area)
    form = CommentForm(request.POST or None, initial={"text": held.text if held else ""})
    told = {**context, "line": line, "form": form, "held": held, "seen": comment_token(held)}
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        try:
            comment_on(request.standing, year, area, text, request.POST.get("seen", ""))
        except ChangedMeanwhile:
            return render(request, "economy/comment.html", {**told, "changed_meanwhile": True}, status=409)
        name = words(line.label, lang())
        said = _("The comment on %(area)s has been saved.") if text.strip() else _("%(area)s has no comment any more.")
        messages.success(request, said % {"area": name})
        return redirect("economy:deviations", request.standing.association.slug, year)
    return render(request, "economy/comment.html", told)


@in_association(check_can_read_key_ratios)
@require_GET
def newest_ratios(request: Request) -> HttpResponse:
    """Show the key ratios of the newest year there are books for, or say that there are none."""
    years = years_with_books(request.standing.association)
    return _ratios(request, years[0]) if years else nothing(request)


@in_association(check_can_read_key_ratios)
@require_GET
def ratios(request: Request, year: int) -> HttpResponse:
    return _ratios(request, year)


def _ratios(request: Request, year: int) -> HttpResponse:
    """Show the key ratios against their limits, and over the years; to who reads no statements they do not open."""
    context = shown_year(request, year)
    association = request.standing.association
    told = {
        "section": section_on(association, context["desk"], "ratios"),
        "over_years": section_on(association, context["desk"], "ratio_years"),
        "own": own_limits(association),
        "stops": refusal_of("read_statements", request.standing),
    }
    return render(request, "economy/ratios.html", {**context, **told})


@in_association(check_can_edit_economy)
@require_http_methods(["GET", "POST"])
def limit(request: Request, year: int) -> HttpResponse:
    """Decide a limit of the association's own."""
    context = shown_year(request, year)
    form = LimitForm(context["desk"].opened.book, request.POST or None, initial={"from_year": year})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        decide_limit(request.standing, told["figure"], told["at_most"], told["from_year"], told["decision"])
        messages.success(request, _("The limit holds from %(year)s.") % {"year": told["from_year"]})
        return redirect("economy:ratios", request.standing.association.slug, year)
    return render(request, "economy/limit.html", {**context, "form": form})


@in_association(check_can_edit_economy)
@require_POST
def withdraw(request: Request, year: int, pk: int) -> HttpResponse:
    """Take a limit of the association's own away."""
    if withdraw_limit(request.standing, pk):
        messages.success(request, _("The limit has been taken away; the one before holds again."))
    else:
        messages.warning(request, _("The limit was already gone."))
    return redirect("economy:ratios", request.standing.association.slug, year)
