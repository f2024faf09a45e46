from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mellanrum.web.access.pages import found
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_edit_association, check_can_see_association
from mellanrum.web.association.forms.facts import FactsForm, YearForm
from mellanrum.web.association.models import FinancialYear
from mellanrum.web.association.services import years
from mellanrum.web.association.services.facts import save_facts
from mellanrum.web.association.views.pages import FormPage, done, form_page

_FACTS = FormPage(gettext_lazy("Change the association's facts"), gettext_lazy("Save"), "association:home")
_YEAR = FormPage(gettext_lazy("Open a year"), gettext_lazy("Open the year"), "association:years")


@in_association(check_can_see_association)
def home(request: Request) -> HttpResponse:
    return render(request, "association/home.html", {"here": "facts"})


@in_association(check_can_edit_association)
def edit(request: Request) -> HttpResponse:
    # The form changes what it is given, and the page around it shows the standing's own.
    association = type(request.standing.association).objects.get(pk=request.standing.association.pk)
    form = FactsForm(request.POST or None, instance=association)
    if request.method == "POST" and form.is_valid():
        save_facts(request.standing, association)
        return done(request, "association:home", _("The association's facts have been saved."))
    return form_page(request, form, _FACTS)


@in_association(check_can_see_association)
def list_years(request: Request) -> HttpResponse:
    listed = years.all_years(request.standing.association)
    return render(request, "association/years.html", {"here": "years", "years": listed})


@in_association(check_can_edit_association)
def add_year(request: Request) -> HttpResponse:
    blank = FinancialYear(association=request.standing.association, year=request.standing.day.year)
    form = YearForm(request.POST or None, instance=blank)
    if request.method == "POST" and form.is_valid():
        years.open_year_for_files(request.standing, form.cleaned_data["year"])
        return done(request, "association:years", _("The year is open: files can be read in for it."))
    return form_page(request, form, _YEAR)


@in_association(check_can_edit_association)
def close_year(request: Request, year: int) -> HttpResponse:
    row = found(next((row for row in years.all_years(request.standing.association) if row.year == year), None))
    if request.method == "POST":
        years.close_year(request.standing, year)
        return done(request, "association:years", _("%(year)s is closed: it takes no more files.") % {"year": year})
    return render(request, "association/close_year.html", {"here": "years", "year": row})


@in_association(check_can_edit_association)
def reopen_year(request: Request, year: int) -> HttpResponse:
    row = found(next((row for row in years.all_years(request.standing.association) if row.year == year), None))
    if request.method == "POST":
        years.open_year_for_files(request.standing, year)
        return done(request, "association:years", _("%(year)s is open again.") % {"year": year})
    return render(request, "association/reopen_year.html", {"here": "years", "year": row})
