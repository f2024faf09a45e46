"""The account map: accounts, unmapped ones first, an account's line, and the versions of the map."""

from typing import Any, cast, get_args

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mellanrum.books.association_map import AssociationMap, ChartName, LineKey
from mellanrum.books.guess import guess_chart
from mellanrum.books.map_forms import with_account_on_line
from mellanrum.statements import Basis
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import can_edit_economy, check_can_edit_economy, check_can_read_statements
from mellanrum.web.economy.editing import map_rows
from mellanrum.web.economy.editing.map_effects import effect_of_map, newest_year
from mellanrum.web.economy.editing.map_flow import MapPage, Wanted, answer, posted
from mellanrum.web.economy.editing.map_forms import ChartForm, LineForm, NoForm
from mellanrum.web.economy.editing.map_rows import AccountRow, account_rows, found_rows, line_label, suggestion
from mellanrum.web.economy.opening import chart_of
from mellanrum.web.economy.services.mapping import choose_chart, map_held, map_of, versions
from mellanrum.web.tenancy.models import Chart

SORTS: tuple[map_rows.Sort, ...] = get_args(map_rows.Sort)


def url(request: Request, name: str, *args: object) -> str:
    """Return the address of a page of the association's economy."""
    return reverse(f"economy:{name}", args=[request.standing.association.slug, *args])


@in_association(check_can_read_statements)
@require_safe
def accounts(request: Request) -> HttpResponse:
    held, year = map_held(request.standing.association), newest_year(request.standing.association)
    if year is None:
        return render(request, "economy/map_accounts.html", {"held": held})
    rows = account_rows(year.opened.basis, held.own)
    search, wanted = request.GET.get("q", "")[:80], request.GET.get("sort", "")
    sort: map_rows.Sort = next((sort for sort in SORTS if sort == wanted), "number")
    found = found_rows((row for row in rows if not row.is_to_look_at), search, sort)
    context = {
        "held": held,
        "year": year.year,
        "first": [row for row in rows if row.is_to_look_at],
        "rows": found,
        "count": sum(not row.is_to_look_at for row in rows),
        "search": search,
        "sort": sort,
        "can_edit": can_edit_economy(request.standing),
        **_chart(request, year.opened.basis),
    }
    return render(request, "economy/map_accounts.html", context)


def _chart(request: Request, basis: Basis) -> dict[str, Any]:
    """Tell which chart is used, or that it is guessed and why, and what the other one would do."""
    association, used = request.standing.association, basis.accounts.chart
    if chart_of(association) or basis.own.chart:
        return {"chart": Chart(used).label}
    _guess, is_sure = guess_chart(basis.books)
    other: ChartName = next(name for name in get_args(ChartName) if name != used)
    return {
        "chart": Chart(used).label,
        "chart_form": ChartForm(initial={"chart": used}),
        "signs": [(account, name, Chart(chart).label) for account, name, chart in map_rows.signs_of_chart(basis)],
        "is_sure": is_sure,
        "other_chart": Chart(other).label,
        "effect": effect_of_map(association, basis.own, other),
    }


@in_association(check_can_edit_economy)
@require_POST
def chart(request: Request) -> HttpResponse:
    form = ChartForm(request.POST)
    if form.is_valid():
        choose_chart(request.standing, form.cleaned_data["chart"])
        told = {"chart": Chart(form.cleaned_data["chart"]).label}
        messages.success(request, _("Saved: the books are kept by %(chart)s.") % told)
    else:
        messages.error(request, _("Choose one of the charts. Nothing has been saved."))
    return redirect(url(request, "account_map"))


@in_association(check_can_read_statements)
def account(request: Request, account: str) -> HttpResponse:
    if request.method == "POST":
        check_can_edit_economy(request.standing)
    held, year = map_held(request.standing.association), newest_year(request.standing.association)
    rows = account_rows(year.opened.basis, held.own) if year else ()
    row = next((row for row in rows if row.account == account), None)
    if row is None or year is None:
        raise Http404
    has_own = any(account in line.prefixes for line in held.own.line)
    suggested = suggestion(account, row.amount) if row.line is None else None
    form = LineForm(posted(request), suggested=suggested, has_own=has_own, initial={"line": row.line or suggested})

    def wanted(own: AssociationMap, data: Any) -> Wanted:  # noqa: ANN401 - what the form holds
        return _line_wanted(own, row, data["line"])

    page = MapPage(
        "economy/map_account.html", url(request, "account_map"), form, wanted, {"row": row, "year": year.year}
    )
    return answer(request, held, page)


def _line_wanted(own: AssociationMap, row: AccountRow, chosen: str) -> Wanted:
    line = None if chosen == "chart" else cast("LineKey", chosen)
    told = {"account": f"{row.account} {row.name}".strip(), "line": line_label(line) if line else ""}
    about = _("account %(account)s to %(line)s") if line else _("account %(account)s as the chart says")
    return Wanted(with_account_on_line(own, row.account, line), about % told)


@in_association(check_can_read_statements)
@require_safe
def history(request: Request) -> HttpResponse:
    context = {
        "versions": list(versions(request.standing.association)),
        "can_edit": can_edit_economy(request.standing),
    }
    return render(request, "economy/map_history.html", context)


@in_association(check_can_edit_economy)
def go_back(request: Request, number: int) -> HttpResponse:
    association = request.standing.association
    version = versions(association).filter(number=number).first()
    if version is None:
        raise Http404
    own = map_of(version)

    def wanted(_own: AssociationMap, _data: Any) -> Wanted:  # noqa: ANN401 - as above
        return Wanted(own, _("back to version %(number)d") % {"number": number})

    form = NoForm(posted(request))
    shown = {"version": version, "effect": effect_of_map(association, own), "is_preview": True}
    page = MapPage("economy/map_back.html", url(request, "map_history"), form, wanted, shown)
    return answer(request, map_held(association), page)
