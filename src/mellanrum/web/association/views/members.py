from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mellanrum.web.access.pages import found
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_edit_association, check_can_see_association
from mellanrum.web.association.exports import members_file
from mellanrum.web.association.forms.dated import EndForm, MemberForm
from mellanrum.web.association.forms.facts import SplitForm
from mellanrum.web.association.models import Member
from mellanrum.web.association.services import members
from mellanrum.web.association.services.dated import parted
from mellanrum.web.association.services.facts import save_split
from mellanrum.web.association.services.shares import shares_in
from mellanrum.web.association.views.pages import FormPage, done, form_page

_LIST = "association:members"
_ADD = FormPage(gettext_lazy("Add a member"), gettext_lazy("Add the member"), _LIST)
_EDIT = FormPage(
    gettext_lazy("Change a member"),
    gettext_lazy("Save"),
    _LIST,
    gettext_lazy(
        "This corrects what is written here, for all days. If the member has left, end the membership instead."
    ),
)
_SPLIT = FormPage(gettext_lazy("How the municipalities divide their part"), gettext_lazy("Save"), _LIST)


@in_association(check_can_see_association)
def members_list(request: Request) -> HttpResponse:
    association, day = request.standing.association, request.standing.day
    listed = members.all_members(association)
    now, others = parted(listed, day)
    shares, findings = shares_in(association, listed, day.year) if listed else ((), ())
    context = {
        "here": "members",
        "now": now,
        "others": others,
        "shares": shares,
        "findings": findings,
        "year": day.year,
    }
    return render(request, "association/members.html", context)


@in_association(check_can_edit_association)
def add(request: Request) -> HttpResponse:
    return _edited(request, Member(association=request.standing.association), _ADD)


@in_association(check_can_edit_association)
def edit(request: Request, member: int) -> HttpResponse:
    return _edited(request, found(members.member_of(request.standing.association, member)), _EDIT)


def _edited(request: Request, member: Member, page: FormPage) -> HttpResponse:
    form = MemberForm(request.POST or None, instance=member)
    if request.method == "POST" and form.is_valid():
        members.save_member(request.standing, member)
        return done(request, _LIST, _("%(name)s has been saved.") % {"name": member.name})
    return form_page(request, form, page, here="members")


@in_association(check_can_edit_association)
def end(request: Request, member: int) -> HttpResponse:
    row = found(members.member_of(request.standing.association, member))
    form = EndForm(row, request.POST or None, initial={"last_day": row.last_day or request.standing.day})
    if request.method == "POST" and form.is_valid():
        members.end_member(request.standing, row, form.cleaned_data["last_day"])
        return done(request, _LIST, _("%(name)s has got a last day.") % {"name": row.name})
    page = FormPage(
        _("End the membership of %(name)s") % {"name": row.name},
        _("End the membership"),
        _LIST,
        _(
            "The member stays in the list, for the years it was there. A member that withdraws "
            "gives three years' notice (Finsamlagen 27 §)."
        ),
    )
    return form_page(request, form, page, here="members", remove_route="association:remove_member", pk=row.pk)


@in_association(check_can_edit_association)
def remove(request: Request, member: int) -> HttpResponse:
    row = found(members.member_of(request.standing.association, member))
    if request.method == "POST":
        members.remove_member(request.standing, row)
        return done(request, _LIST, _("%(name)s has been removed.") % {"name": row.name})
    return render(request, "association/remove.html", {"here": "members", "row": row, "back": _LIST})


@in_association(check_can_edit_association)
def split(request: Request) -> HttpResponse:
    form = SplitForm(request.POST or None, instance=request.standing.association)
    if request.method == "POST" and form.is_valid():
        save_split(request.standing, form.instance)
        return done(request, _LIST, _("How the municipalities divide their part has been saved."))
    return form_page(request, form, _SPLIT, here="members")


@in_association(check_can_see_association)
def export(request: Request) -> HttpResponse:
    return members_file(members.all_members(request.standing.association))
