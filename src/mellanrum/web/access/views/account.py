from typing import cast

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from mellanrum.web.access.forms import NameForm
from mellanrum.web.access.models import Role, User
from mellanrum.web.access.routes import signed_in
from mellanrum.web.access.standing import today


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Show the user's own account; change the name."""
    user = cast("User", request.user)
    form = NameForm(request.POST or None, initial={"name": user.name})
    if form.is_valid():
        User.objects.filter(pk=user.pk).update(name=form.cleaned_data["name"])
        messages.success(request, _("Your name is changed."))
        return redirect("access:account")
    return render(request, "access/account.html", {"form": form, **_facts(user)})


def _facts(user: User) -> dict[str, object]:
    # The user's own roles, in every association: the one list that is not an association's.
    roles = Role.objects.filter(user=user).select_related("association").order_by("association__name", "-first_day")
    return {
        "roles": roles,
        "day": today(),
        "factors": Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).count(),
        "has_services": bool(settings.SERVICES) or SocialAccount.objects.filter(user=user).exists(),
    }


@signed_in
def second_factor(request: HttpRequest) -> HttpResponse:
    """Say that a second factor is asked for, and how to set one up."""
    return render(request, "access/second_factor.html")


@signed_in
@never_cache
@require_GET
def totp_picture(request: HttpRequest) -> HttpResponse:
    """Draw the square for the app that is being set up: pages may hold no pictures inside themselves."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    adapter = get_adapter()
    picture = adapter.get_totp_picture(adapter.build_totp_url(request.user, secret))
    return HttpResponse(picture, content_type="image/svg+xml")
