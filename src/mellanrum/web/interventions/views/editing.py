from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mellanrum.web.access.pages import forms_too, found, said, sent
from mellanrum.web.access.roles import Impossible
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_edit_interventions
from mellanrum.web.interventions.forms.describing import AddForm, DescribeForm, FactsForm, SettingsForm
from mellanrum.web.interventions.forms.others import NoForm
from mellanrum.web.interventions.models import Description, Intervention
from mellanrum.web.interventions.services import changing, describing
from mellanrum.web.interventions.services.listing import description_on
from mellanrum.web.interventions.views.pages import FormPage, answered, called, one, page_of, seen_by, url


@in_association(check_can_edit_interventions)
@forms_too
def add(request: Request) -> HttpResponse:
    form = AddForm(request.standing.association, sent(request), initial={"first_day": request.standing.day})

    def save() -> str:
        made = changing.add_intervention(request.standing, form.settings(), form.facts())
        told = _("%(name)s has been added. Now say who may count in it.") % {"name": form.cleaned_data["name"]}
        return said(request, told, page_of(request, made))

    lead = _(
        "Direction, area of money and counting are three settings, and none follows from another. Direction, counting "
        "and ESF cannot be changed once something has been counted; all else can, from a day."
    )
    page = FormPage(_("Add an intervention"), _("Add the intervention"), url(request, "home"), lead)
    return answered(request, form, page, save)


@in_association(check_can_edit_interventions)
@forms_too
def edit(request: Request, intervention: str) -> HttpResponse:
    held = one(request, intervention)
    now = changing.settings_of(held)
    initial = {name: getattr(now, name) for name in now.__slots__}
    form = SettingsForm(sent(request), held=now if held.has_counts else None, initial=initial)

    def save() -> str:
        changing.save_settings(request.standing, held, form.settings(), seen_by(request))
        told = _("The settings of %(name)s have been saved.") % {"name": called(request, held)}
        return said(request, told, page_of(request, held))

    page = FormPage(
        _("Days and settings of %(name)s") % {"name": called(request, held)},
        _("Save"),
        page_of(request, held),
        str(changing.STANDS_FAST) if held.has_counts else _("These hold for all of its time."),
        lambda: changing.settings_token(held),
        "" if held.has_counts else url(request, "remove", held.slug),
        _("Added by mistake?"),
        of=called(request, held),
        fast=_standing_fast(held) if held.has_counts else (),
    )
    return answered(request, form, page, save)


@in_association(check_can_edit_interventions)
@forms_too
def remove(request: Request, intervention: str) -> HttpResponse:
    held = one(request, intervention)
    name = called(request, held)
    context = {"name": name, "back": page_of(request, held), "why_not": ""}
    if request.method == "POST":
        try:
            changing.remove_intervention(request.standing, held)
        except Impossible as reason:
            return render(request, "interventions/remove.html", context | {"why_not": str(reason)}, status=422)
        return redirect(said(request, _("%(name)s has been removed.") % {"name": name}, url(request, "home")))
    return render(request, "interventions/remove.html", context)


@in_association(check_can_edit_interventions)
@forms_too
def describe(request: Request, intervention: str) -> HttpResponse:
    held = one(request, intervention)
    now = description_on(held.descriptions.all(), request.standing.day)
    initial = _initial(now) | {"first_day": request.standing.day}
    form = DescribeForm(request.standing.association, sent(request), initial=initial)

    def save() -> str:
        day = form.cleaned_data["first_day"]
        describing.describe(request.standing, held, day, form.facts(), seen_by(request))
        told = _("From %(day)s it is as you wrote. What was before stands.") % {"day": day}
        return said(request, told, page_of(request, held, "history"))

    lead = _("A new name, area, kind, provider or target group from a day on. Reports on the time before keep the old.")
    page = FormPage(
        _("Change %(name)s from a day") % {"name": called(request, held)},
        _("Save the change"),
        page_of(request, held),
        lead,
        lambda: describing.descriptions_token(held),
        of=called(request, held),
    )
    return answered(request, form, page, save)


@in_association(check_can_edit_interventions)
@forms_too
def correct(request: Request, intervention: str, description: int) -> HttpResponse:
    held = one(request, intervention)
    row = found(describing.description_of(held, description))
    form = FactsForm(request.standing.association, sent(request), initial=_initial(row))

    def save() -> str:
        describing.correct(request.standing, row, form.facts(), seen_by(request))
        return said(request, _("The correction has been saved."), page_of(request, held, "history"))

    is_first = describing.history_of(held)[-1].description == row
    page = FormPage(
        _("Correct what holds from %(day)s") % {"day": row.first_day},
        _("Save the correction"),
        page_of(request, held),
        _("This is for what was written wrong: it changes all the days it holds, also in what is made of them later."),
        lambda: describing.descriptions_token(held),
        "" if is_first else url(request, "remove_description", held.slug, row.pk),
        _("Was it never changed that day?"),
        of=called(request, held),
    )
    return answered(request, form, page, save)


@in_association(check_can_edit_interventions)
@forms_too
def remove_description(request: Request, intervention: str, description: int) -> HttpResponse:
    held = one(request, intervention)
    row = found(describing.description_of(held, description))
    form = NoForm(sent(request))

    def save() -> str:
        describing.remove_description(request.standing, row, seen_by(request))
        return said(request, _("The change has been taken back."), page_of(request, held, "history"))

    page = FormPage(
        _("Take back the change from %(day)s?") % {"day": row.first_day},
        _("Take this back"),
        page_of(request, held),
        _("What was written before holds on, for these days too."),
        lambda: describing.descriptions_token(held),
        of=called(request, held),
    )
    return answered(request, form, page, save)


def _initial(row: Description | None) -> dict[str, object]:
    if row is None:
        return {}
    return describing.facts_of(row).fields() | {"provider": row.provider_id or ""}


def _standing_fast(held: Intervention) -> tuple[tuple[object, object], ...]:
    return (
        (_("Direction in the state's follow-up"), held.get_direction_display()),
        (_("How it is counted"), held.get_counting_display()),
        (_("ESF project"), _("yes") if held.is_esf else _("no")),
    )
