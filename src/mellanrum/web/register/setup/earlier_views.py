"""Earlier years of an intervention, counted by another method: typed, pasted, and given back as a file."""

from collections.abc import Mapping
from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mellanrum.books.sheets.table import Column, Table, Written, write_tables
from mellanrum.numbers import decimals
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_set_up_follow_up
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.interventions.services.listing import name_on
from mellanrum.web.parts.seen import ChangedMeanwhile
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.register.models import ReportedCount
from mellanrum.web.register.services.deciding import scheme_on
from mellanrum.web.register.services.reporting import (
    SEXES,
    measures_of,
    printed,
    remove_year,
    save_year,
    save_years,
    told_of,
    year_token,
)
from mellanrum.web.register.setup.earlier_forms import FIRST_YEAR, EarlierForm, PasteForm, field_of
from mellanrum.web.register.setup.pages import done, intervention_at

_EARLIER = "register:earlier"
YEARS_SHOWN = 5


@in_association(check_can_set_up_follow_up)
@require_safe
def earlier(request: Request, intervention: str) -> HttpResponse:
    return _table(request, intervention_at(request, intervention))


def _table(request: Request, row: Intervention, pasted: PasteForm | None = None) -> HttpResponse:
    day = request.standing.day
    rows = told_of(row)
    measures = measures_of(scheme_on(request.standing.association, day), rows)
    told = {each.year for each in rows}
    years = sorted({*range(day.year - YEARS_SHOWN, day.year), *told}, reverse=True)
    context = {
        "here": "setup",
        "row": row,
        "name": name_on(row, day),
        "years": years,
        "lines": _lines(rows, years, measures),
        "sources": [(year, _sources(rows, year)) for year in years],
        "told": told,
        "paste_form": pasted or PasteForm(today=day.year, measures=measures),
    }
    return render(request, "register/setup_earlier.html", context, status=422 if pasted else 200)


def _lines(
    rows: tuple[ReportedCount, ...], years: list[int], measures: Mapping[str, str]
) -> list[tuple[str, str, list[str]]]:
    held = {(row.key, row.sex, row.year): printed(row.key, row.value) for row in rows}
    return [
        (label, str(name) if sex else "", [_shown(held.get((key, sex, year))) for year in years])
        for key, label in measures.items()
        for sex, name in SEXES
        if any((key, sex, year) in held for year in years)
    ]


def _sources(rows: tuple[ReportedCount, ...], year: int) -> list[str]:
    pages = {(row.source, row.page) for row in rows if row.year == year}
    on_page = _("page %(page)s")
    return [
        f"{source}, {on_page % {'page': page}}" if page else source
        for source, page in sorted(pages, key=lambda each: (each[0], each[1] or 0))
    ]


def _shown(value: Decimal | None) -> str:
    if value is None:
        return "–"
    exponent = value.normalize().as_tuple().exponent
    return decimals(value, max(0, -exponent) if isinstance(exponent, int) else 0, lang())


@in_association(check_can_set_up_follow_up)
def earlier_year(request: Request, intervention: str, year: int) -> HttpResponse:
    row = intervention_at(request, intervention)
    if not FIRST_YEAR <= year <= request.standing.day.year:
        raise Http404
    rows = [each for each in told_of(row) if each.year == year]
    measures = measures_of(scheme_on(request.standing.association, request.standing.day), rows)
    form = EarlierForm(request.POST or None, year=year, measures=measures, initial=_initial(rows))
    if request.method == "POST" and form.is_valid() and _saved(request, row, form):
        return done(request, _("The numbers of %(year)d are saved.") % {"year": year}, _EARLIER, row.slug)
    seen = year_token(row, year)
    context = {"here": "setup", "row": row, "name": name_on(row, request.standing.day), "of_year": year}
    context |= {"form": form, "seen": seen, "is_told": bool(rows)}
    return render(request, "register/setup_earlier_year.html", context, status=422 if form.errors else 200)


def _initial(rows: list[ReportedCount]) -> dict[str, object]:
    if not rows:
        return {}
    numbers = {field_of(row.key, row.sex): _shown(printed(row.key, row.value)) for row in rows}
    return {"source": rows[0].source, "page": rows[0].page, **numbers}


def _saved(request: Request, row: Intervention, form: EarlierForm) -> bool:
    try:
        save_year(request.standing, row, form.told(), request.POST.get("seen", ""))
    except ChangedMeanwhile:
        form.add_error(
            None,
            _(
                "Somebody else saved numbers of this year meanwhile. Nothing of yours has been saved: what you typed "
                "stands here. Save once more to put yours in their place."
            ),
        )
        return False
    return True


@in_association(check_can_set_up_follow_up)
@require_POST
def earlier_remove(request: Request, intervention: str, year: int) -> HttpResponse:
    row = intervention_at(request, intervention)
    remove_year(request.standing, row, year)
    return done(request, _("The numbers of %(year)d are taken away.") % {"year": year}, _EARLIER, row.slug)


@in_association(check_can_set_up_follow_up)
@require_POST
def earlier_paste(request: Request, intervention: str) -> HttpResponse:
    row = intervention_at(request, intervention)
    measures = measures_of(scheme_on(request.standing.association, request.standing.day), told_of(row))
    form = PasteForm(request.POST, today=request.standing.day.year, measures=measures)
    if not form.is_valid():
        return _table(request, row, form)
    save_years(request.standing, row, form.years)
    years = ", ".join(str(told.year) for told in form.years)
    messages.success(request, _("Numbers of %(years)s are saved.") % {"years": years})
    return redirect(_EARLIER, request.standing.association.slug, row.slug)


@in_association(check_can_set_up_follow_up)
@require_safe
def earlier_file(request: Request, intervention: str) -> HttpResponse:
    row = intervention_at(request, intervention)
    rows = told_of(row)
    measures = measures_of(scheme_on(request.standing.association, request.standing.day), rows)
    years = sorted({each.year for each in rows})
    held = {(each.key, each.sex, each.year): printed(each.key, each.value) for each in rows}
    lines: list[list[Written]] = [
        [label, str(name) if sex else "", *(_written(held.get((key, sex, year))) for year in years)]
        for key, label in measures.items()
        for sex, name in SEXES
        if any((key, sex, year) in held for year in years)
    ]
    table = Table(row.slug, (), [Column(""), Column(_("Sex")), *(Column(str(year)) for year in years)], lines)
    answer = HttpResponse(write_tables([table], "csv"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{row.slug}.csv"'
    return answer


def _written(value: Decimal | None) -> Decimal | None:
    return None if value is None else Decimal(f"{value.normalize():f}")
