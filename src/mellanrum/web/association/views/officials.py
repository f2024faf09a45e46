from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mellanrum.web.access.pages import found
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_edit_association, check_can_see_association
from mellanrum.web.association.exports import officials_file
from mellanrum.web.association.forms.dated import DayForm, EndForm, OfficialForm
from mellanrum.web.association.models import Function, Official
from mellanrum.web.association.services import officials
from mellanrum.web.association.services.dated import parted
from mellanrum.web.association.views.pages import FormPage, done, form_page

_LIST = "association:officials"
_ADD = FormPage(gettext_lazy("Add somebody"), gettext_lazy("Add"), _LIST)
_EDIT = FormPage(
    gettext_lazy("Change what is written of somebody"),
    gettext_lazy("Save"),
    _LIST,
    gettext_lazy(
        "This corrects what is written here, for all days. Somebody who gets a new function is given a last day, "
        "and added anew."
    ),
)


@in_association(check_can_see_association)
def officials_list(request: Request) -> HttpResponse:
    form = DayForm(request.GET if "dag" in request.GET else None, initial={"dag": request.standing.day})
    day = form.cleaned_data["dag"] if form.is_bound and form.is_valid() else request.standing.day
    listed = officials.all_officials(request.standing.association)
    now, others = parted(listed, day)
    context = {
        "here": "officials",
        "form": form,
        "day": day,
        "now": now,
        "others": others,
        "lacks_chair": _lacks_chair(now),
    }
    return render(request, "association/officials.html", context)


def _lacks_chair(now: tuple[Official, ...]) -> bool:
    return bool(now) and all(official.function != Function.CHAIR for official in now)


@in_association(check_can_edit_association)
def add(request: Request) -> HttpResponse:
    return _edited(request, Official(association=request.standing.association), _ADD)


@in_association(check_can_edit_association)
def edit(request: Request, official: int) -> HttpResponse:
    return _edited(request, found(officials.official_of(request.standing.association, official)), _EDIT)


def _edited(request: Request, official: Official, page: FormPage) -> HttpResponse:
    form = OfficialForm(request.POST or None, instance=official)
    if request.method == "POST" and form.is_valid():
        officials.save_official(request.standing, official)
        return done(request, _LIST, _("%(name)s has been saved.") % {"name": official.name})
    return form_page(request, form, page, here="officials")


@in_association(check_can_edit_association)
def end(request: Request, official: int) -> HttpResponse:
    row = found(officials.official_of(request.standing.association, official))
    form = EndForm(row, request.POST or None, initial={"last_day": row.last_day or request.standing.day})
    if request.method == "POST" and form.is_valid():
        officials.end_official(request.standing, row, form.cleaned_data["last_day"])
        return done(request, _LIST, _("%(name)s has got a last day.") % {"name": row.name})
    page = FormPage(
        _("Give %(name)s a last day") % {"name": row.name},
        _("Save the last day"),
        _LIST,
        _("The name stays in the list, with its days: it is seen later who was in office when a report was signed."),
    )
    return form_page(request, form, page, here="officials", remove_route="association:remove_official", pk=row.pk)


@in_association(check_can_edit_association)
def remove(request: Request, official: int) -> HttpResponse:
    row = found(officials.official_of(request.standing.association, official))
    if request.method == "POST":
        officials.remove_official(request.standing, row)
        return done(request, _LIST, _("%(name)s has been removed.") % {"name": row.name})
    return render(request, "association/remove.html", {"here": "officials", "row": row, "back": _LIST})


@in_association(check_can_see_association)
def export(request: Request) -> HttpResponse:
    return officials_file(officials.all_officials(request.standing.association))
