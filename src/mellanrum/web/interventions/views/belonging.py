"""What belongs to an intervention: its years, those it took over from, those who count in it."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from mellanrum.web.access.pages import forms_too, found, said, sent
from mellanrum.web.access.roles import Impossible
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_edit_interventions
from mellanrum.web.interventions.forms.others import (
    YEARS,
    EndStaffForm,
    NewPlanForm,
    NoForm,
    PlanForm,
    StaffForm,
    TakeOverForm,
)
from mellanrum.web.interventions.services import planning, staffing
from mellanrum.web.interventions.services import succession as successions
from mellanrum.web.interventions.services.catalogue import in_order, listed_on
from mellanrum.web.interventions.services.listing import name_on
from mellanrum.web.interventions.views.pages import FormPage, answered, called, one, page_of, seen_by, url


@in_association(check_can_edit_interventions)
@forms_too
def new_plan(request: Request, intervention: str) -> HttpResponse:
    held = one(request, intervention)
    planned = planning.years_of(held)
    form = NewPlanForm(sent(request), initial={"year": planned[0][0] + 1 if planned else request.standing.day.year})

    def save() -> str:
        year = form.cleaned_data["year"]
        if planning.plan_of(held, year) is not None:
            raise Impossible(_("%(year)d is written down already: change it instead.") % {"year": year})
        planning.save_plan(request.standing, held, year, form.plan(), planning.nothing_planned())
        return said(request, _("%(year)d has been saved.") % {"year": year}, page_of(request, held, "money"))

    title = _("Money and budgeted number of a year: %(name)s") % {"name": called(request, held)}
    page = FormPage(title, _("Save the year"), page_of(request, held), of=called(request, held))
    return answered(request, form, page, save)


@in_association(check_can_edit_interventions)
@forms_too
def plan(request: Request, intervention: str, year: int) -> HttpResponse:
    held = one(request, intervention)
    planned = found(planning.plan_of(held, year) if YEARS[0] <= year <= YEARS[1] else None)
    form = PlanForm(sent(request), initial={name: getattr(planned, name) for name in planned.__slots__})

    def save() -> str:
        is_cleared = "clear" in request.POST
        planning.save_plan(request.standing, held, year, None if is_cleared else form.plan(), seen_by(request))
        told = _("What was written of %(year)d is taken away.") if is_cleared else _("%(year)d has been saved.")
        return said(request, told % {"year": year}, page_of(request, held, "money"))

    page = FormPage(
        _("%(name)s %(year)d") % {"name": called(request, held), "year": year},
        _("Save the year"),
        page_of(request, held),
        seen=lambda: planning.plan_token(held, year),
        clear=_("Take the year away"),
        of=called(request, held),
    )
    return answered(request, form, page, save)


@in_association(check_can_edit_interventions)
@forms_too
def take_over(request: Request, intervention: str) -> HttpResponse:
    held = one(request, intervention)
    association, day = request.standing.association, request.standing.day
    rows = in_order(listed_on(successions.possible_predecessors(association, held), day), "namn")
    form = TakeOverForm(rows, sent(request), initial={"on": held.first_day, "ends_them": True})

    def save() -> str:
        data = form.cleaned_data
        befores = [form.rows[slug].intervention for slug in data["befores"]]
        successions.take_over(request.standing, held, befores, data["on"], ends_them=data["ends_them"])
        told = _("It is written down. Those who are ongoing are moved where you count, as transferred.")
        return said(request, told, page_of(request, held, "kin"))

    lead = _(
        "Where one intervention becomes another, or several become one. Those who are ongoing then are moved as "
        "transferred: neither ended nor started. That is done where you count, once this is saved."
    )
    title = _("What %(name)s takes over from") % {"name": called(request, held)}
    page = FormPage(
        title,
        _("Save"),
        page_of(request, held),
        lead,
        of=called(request, held),
        nothing="" if rows else _("There is no other intervention that it can take over from"),
        elsewhere=url(request, "add"),
        elsewhere_words=_("Add an intervention"),
    )
    return answered(request, form, page, save)


@in_association(check_can_edit_interventions)
@forms_too
def remove_succession(request: Request, intervention: str, succession: int) -> HttpResponse:
    held = one(request, intervention)
    row = found(successions.succession_of(request.standing.association, held, succession))

    def save() -> str:
        successions.remove_succession(request.standing, row)
        return said(request, _("It has been taken back."), page_of(request, held, "kin"))

    title = _("Take back that %(after)s took over from %(before)s?") % {
        "after": called(request, held),
        "before": name_on(one(request, row.before.slug), row.on),
    }
    lead = _("A last day that the other got stays: change it on its own page.")
    page = FormPage(title, _("Take this back"), page_of(request, held), lead, of=called(request, held))
    return answered(request, NoForm(sent(request)), page, save)


@in_association(check_can_edit_interventions)
@forms_too
def add_staff(request: Request, intervention: str) -> HttpResponse:
    held = one(request, intervention)
    people = staffing.who_can_count(request.standing)
    form = StaffForm(people, sent(request), initial={"first_day": request.standing.day})

    def save() -> str:
        data = form.cleaned_data
        user, role = form.workers[data["worker"]]
        staffing.add_staff(request.standing, held, user, data["first_day"], data["last_day"], role)
        return said(request, _("%(name)s has been added.") % {"name": user}, page_of(request, held, "staff"))

    lead = _(
        "Coordinators fill in tick sheets and forms, coaches forms; a provider reads. The role is given under Access; "
        "here you say in which intervention. Somebody may be coordinator in one and coach in another."
    )
    title = _("Who counts in %(name)s") % {"name": called(request, held)}
    page = FormPage(
        title,
        _("Add"),
        page_of(request, held),
        lead,
        of=called(request, held),
        nothing="" if people else _("Nobody is coordinator, coach or provider in the association yet"),
        elsewhere=reverse("access:people", args=[request.standing.association.slug]),
        elsewhere_words=_("Give somebody the role under Access"),
    )
    return answered(request, form, page, save)


@in_association(check_can_edit_interventions)
@forms_too
def end_staff(request: Request, intervention: str, staff: int) -> HttpResponse:
    held = one(request, intervention)
    row = found(staffing.worker_of(request.standing, held, staff))
    form = EndStaffForm(sent(request), initial={"last_day": request.standing.day})

    def save() -> str:
        staffing.end_staff(request.standing, row, form.cleaned_data["last_day"])
        return said(request, _("%(name)s has got a last day.") % {"name": row.user}, page_of(request, held, "staff"))

    page = FormPage(
        _("Give %(name)s a last day") % {"name": row.user},
        _("Save the last day"),
        page_of(request, held),
        _("Who could count on a day stays as history. The person keeps the role."),
        of=called(request, held),
    )
    return answered(request, form, page, save)
