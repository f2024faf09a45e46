"""The pages that links with a secret lead to. No page they lead on to is told the address, and no cache keeps them."""

from collections.abc import Callable
from functools import wraps

from allauth.account.internal.flows.login import record_authentication
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mellanrum.web.access import invitations, passwords
from mellanrum.web.access.forms import NewUserForm, PasswordForm
from mellanrum.web.access.models import Invitation, User
from mellanrum.web.access.roles import Impossible
from mellanrum.web.access.routes import anyone

View = Callable[[HttpRequest, str], HttpResponseBase]
_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def _secret_page(view: View) -> View:
    @wraps(view)
    def quiet(request: HttpRequest, secret: str) -> HttpResponseBase:
        answer = view(request, secret)
        # Other pages are told the site, never the address. To tell them nothing at all would make the browser hide
        # where the page's own form comes from, and then the form is refused.
        answer.headers["Referrer-Policy"] = "strict-origin"
        return answer

    return anyone(never_cache(require_http_methods(["GET", "HEAD", "POST"])(quiet)))


@_secret_page
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """Let whoever was invited take the role."""
    invitation = invitations.invitation_by(secret)
    state = invitations.state_of(invitation) if invitation else "unknown"
    if invitation is None or state != "open":
        return render(request, "access/invitation_over.html", {"state": state})
    if isinstance(request.user, User):
        return _accept_as(request, invitation, request.user)
    return _accept_as_new(request, invitation)


def _accept_as(request: HttpRequest, invitation: Invitation, user: User) -> HttpResponse:
    if request.method == "POST" and user.email == invitation.email:
        try:
            invitations.accept(invitation, user)
        except Impossible as reason:
            messages.error(request, str(reason))
            return redirect("start:home")
        messages.success(
            request, _("You have accepted the invitation to %(place)s.") % {"place": invitation.association.name}
        )
        return redirect("start:home")
    return render(
        request, "access/accept.html", {"invitation": invitation, "is_theirs": user.email == invitation.email}
    )


def _accept_as_new(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    unborn = User(email=invitation.email, name=invitation.name)
    form = NewUserForm(request.POST or None, user=unborn, initial={"name": invitation.name})
    if form.is_valid():
        try:
            user = invitations.accept_as_new(invitation, form.cleaned_data["name"], form.cleaned_data["password"])
        except Impossible as reason:
            form.add_error(None, str(reason))
        else:
            _sign_in(request, user)
            messages.success(request, _("Welcome. Your account is made, and you are signed in."))
            return redirect("start:home")
    return render(request, "access/accept_new.html", {"invitation": invitation, "form": form})


def _sign_in(request: HttpRequest, user: User) -> None:
    login(request, user, backend=_BACKEND)
    # The password was written just now, so that setting up a second factor need not ask for it again.
    record_authentication(request, user, "password", email=user.email)


@_secret_page
def new_password(request: HttpRequest, secret: str) -> HttpResponse:
    """Let whoever has the link choose a new password."""
    link = passwords.password_link_by(secret)
    if link is None:
        return render(request, "access/password_link_over.html")
    form = PasswordForm(request.POST or None, user=link.user)
    if form.is_valid():
        try:
            passwords.use_password_link(link, form.cleaned_data["password"])
        except Impossible as reason:
            form.add_error(None, str(reason))
        else:
            logout(request)
            messages.success(request, _("The password is changed. Sign in with it."))
            return redirect("account_login")
    return render(
        request, "access/new_password.html", {"form": form, "person": link.user, "resets_factors": link.resets_factors}
    )
