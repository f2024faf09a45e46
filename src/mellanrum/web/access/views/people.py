from typing import TypeVar

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from mellanrum.web.access import invitations, passwords, roles
from mellanrum.web.access.abilities import abilities
from mellanrum.web.access.forms import EndForm, InviteForm, NewSignInForm, RoleForm
from mellanrum.web.access.links import keep_for_once, shown_once
from mellanrum.web.access.models import Invitation, Role, RoleName, User
from mellanrum.web.access.pages import forms_too
from mellanrum.web.access.people import people_of
from mellanrum.web.access.roles import Impossible
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import can_manage_roles, check_can_manage_roles, check_can_see_association
from mellanrum.web.access.standing import Standing

Row = TypeVar("Row", bound=Model)


@in_association(check_can_see_association)
def people(request: Request) -> HttpResponse:
    """Show who has which role; to those who decide it, also addresses, second factors and invitations."""
    standing = request.standing
    decides = can_manage_roles(standing)
    shown = {
        "people": people_of(standing),
        "decides": decides,
        "pending": invitations.pending(standing) if decides else (),
    }
    return render(request, "access/people.html", shown)


@in_association(check_can_see_association)
def ability_table(request: Request) -> HttpResponse:
    """Show what each role may do, and for what I may not, why and who can."""
    found = abilities(request.standing)
    shown = {
        "abilities": found,
        "may_all": not any(ability.why_not for ability in found),
        "roles": RoleName,
        "own": [role for role in RoleName if role in request.standing.roles],
    }
    return render(request, "access/ability_table.html", shown)


@in_association(check_can_manage_roles)
@forms_too
def invite(request: Request) -> HttpResponse:
    """Invite somebody to a role."""
    form = InviteForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        wanted = invitations.Wanted(
            data["name"], data["email"], RoleName(data["role"]), data["first_day"], data["last_day"]
        )
        try:
            invitation, secret = invitations.invite(request.standing, wanted)
        except Impossible as reason:
            form.add_error(None, str(reason))
        else:
            keep_for_once(request, "invitation", secret, invitation.name, invitation.email)
            return _to(request.standing, "access:link")
    return render(request, "access/invite.html", {"form": form})


@in_association(check_can_manage_roles)
@never_cache
def link(request: Request) -> HttpResponse:
    """Show a new link, once."""
    found = shown_once(request)
    return render(request, "access/link.html", {"link": found}) if found else _to(request.standing, "access:people")


@in_association(check_can_manage_roles)
@forms_too
def withdraw(request: Request, invitation: int) -> HttpResponse:
    """Withdraw an invitation, after a question."""
    found = _one(Invitation.objects.of(request.standing.association).filter(pk=invitation))
    if request.method == "POST":
        try:
            invitations.withdraw(request.standing, found)
            messages.success(request, _("The invitation is withdrawn. Its link leads nowhere now."))
        except Impossible as reason:
            messages.error(request, str(reason))
        return _to(request.standing, "access:people")
    return render(request, "access/withdraw.html", {"invitation": found})


@in_association(check_can_manage_roles)
@forms_too
def give_role(request: Request, person: int) -> HttpResponse:
    """Give somebody one more role."""
    user = _person(request.standing, person)
    form = RoleForm(request.POST or None)
    if form.is_valid():
        data = form.cleaned_data
        try:
            role = roles.give_role(request.standing, user, RoleName(data["role"]), data["first_day"], data["last_day"])
        except Impossible as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("%(person)s is now %(role)s.") % _told(role))
            return _to(request.standing, "access:people")
    return render(request, "access/give_role.html", {"form": form, "person": user})


@in_association(check_can_manage_roles)
@forms_too
def end_role(request: Request, role: int) -> HttpResponse:
    """End a role from a day."""
    found = _one(Role.objects.of(request.standing.association).filter(pk=role).select_related("user"))
    form = EndForm(request.POST or None)
    if form.is_valid():
        try:
            roles.end_role(request.standing, found, form.chosen_day())
        except Impossible as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("The role %(role)s of %(person)s has got its last day.") % _told(found))
            return _to(request.standing, "access:people")
    return render(request, "access/end_role.html", {"form": form, "role": found})


@in_association(check_can_manage_roles)
@forms_too
def password_link(request: Request, person: int) -> HttpResponse:
    """Make a link by which somebody chooses a new password, and sets up a new second factor where that is lost."""
    user = _person(request.standing, person)
    form = NewSignInForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        resets = form.cleaned_data["resets_factors"]
        try:
            secret = passwords.make_password_link(request.standing, user, resets_factors=resets)
        except Impossible as reason:
            messages.error(request, str(reason))
            return _to(request.standing, "access:people")
        keep_for_once(request, "sign_in" if resets else "password", secret, user.name, user.email)
        return _to(request.standing, "access:link")
    return render(request, "access/password_link.html", {"form": form, "person": user})


def _to(standing: Standing, route: str) -> HttpResponse:
    return redirect(route, association=standing.association.slug)


def _one(found: QuerySet[Row]) -> Row:
    row = found.first()
    if row is None:
        raise Http404
    return row


def _person(standing: Standing, number: int) -> User:
    """Find somebody who has or has had a role here; whoever else there is in the site is not here."""
    roles: QuerySet[Role] = Role.objects.of(standing.association).filter(user=number).select_related("user")
    return _one(roles).user


def _told(role: Role) -> dict[str, str]:
    return {"person": str(role.user), "role": str(role.get_name_display()).lower()}
