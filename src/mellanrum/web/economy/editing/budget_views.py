"""A year's budget: what holds and whence, and typing another."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mellanrum.statements.areas import AreaRow
from mellanrum.statements.budgets import AreaBudget, total
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import can_edit_economy, check_can_edit_economy, check_can_read_statements
from mellanrum.web.economy.editing.budget_forms import BudgetForm
from mellanrum.web.economy.editing.budget_pages import budget_page
from mellanrum.web.economy.editing.map_flow import posted
from mellanrum.web.economy.editing.map_views import url
from mellanrum.web.economy.opening import years_with_books
from mellanrum.web.economy.seen import ChangedMeanwhile
from mellanrum.web.economy.services.budgeting import budget_token, save_budget, typed_budget

FIRST_YEAR, LAST_YEAR = 1994, 2100


@in_association(check_can_read_statements)
@require_safe
def newest(request: Request) -> HttpResponse:
    """Lead to the budget of the newest year with books, else of the year it is."""
    years = years_with_books(request.standing.association)
    return redirect(url(request, "budget_year", years[0] if years else request.standing.day.year))


@in_association(check_can_read_statements)
@require_http_methods(["GET", "HEAD", "POST"])
def budget(request: Request, year: int) -> HttpResponse:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    association = request.standing.association
    typed = typed_budget(association, year)
    page = budget_page(association, year, typed)
    form = _form(request, [line.area for line in page.lines], typed)
    if request.method == "POST":
        check_can_edit_economy(request.standing)
        if _is_saved(request, form, year):
            return redirect(url(request, "budget_year", year))
    context = {
        "budget_of": year,
        "page": page,
        "form": form,
        "lines": list(zip(page.lines, form.lines(), strict=True)),
        "sums": total(form.rows() if form.is_bound and form.is_valid() else typed),
        "seen": budget_token(association, year),
        "can_edit": can_edit_economy(request.standing),
    }
    return render(request, "economy/budget_year.html", context)


def _form(request: Request, areas: list[AreaRow], typed: tuple[AreaBudget, ...]) -> BudgetForm:
    initial: dict[str, Any] = {}
    for row in typed:
        initial |= {f"income_{row.area}": row.income, f"cost_{row.area}": row.cost}
    return BudgetForm(posted(request), areas=areas, initial=initial)


def _is_saved(request: Request, form: BudgetForm, year: int) -> bool:
    """Save what was typed, or take it away; false where it was only to be added up, or cannot be saved."""
    if "clear" in request.POST:
        return _saved(request, form, year, ())
    return form.is_valid() and request.POST.get("step") != "sum" and _saved(request, form, year, form.rows())


def _saved(request: Request, form: BudgetForm, year: int, rows: tuple[AreaBudget, ...]) -> bool:
    try:
        save_budget(request.standing, year, rows, request.POST.get("seen", ""))
    except ChangedMeanwhile:
        form.add_error(
            None,
            _(
                "Somebody else saved the budget meanwhile. Nothing of yours has been saved: what you typed stands "
                "here. Load the page again to see theirs, or save once more to put yours in its place."
            ),
        )
        return False
    told = _("The budget for %(year)d is saved.") if rows else _("What was typed for %(year)d is taken away.")
    messages.success(request, told % {"year": year})
    return True
