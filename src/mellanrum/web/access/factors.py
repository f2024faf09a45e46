"""The second factor: who must have one, and who has."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from mellanrum.web.access.models import Role, User
from mellanrum.web.access.standing import Standing
from mellanrum.web.tenancy.models import Association


def lacks_second_factor(request: HttpRequest, standing: Standing) -> bool:
    """Tell whether the association asks for a second factor that the user has not set up."""
    # Those who came by another service bring its own second factor.
    return standing.association.second_factor and not is_mfa_enabled(standing.user) and not _came_by_service(request)


def _came_by_service(request: HttpRequest) -> bool:
    methods = request.session.get("account_authentication_methods", [])
    return any(method.get("method") == "socialaccount" for method in methods)


def with_second_factor(association: Association) -> frozenset[int]:
    """Return the ids of those with a role in an association who have set up a second factor."""
    people = Role.objects.of(association).values("user")
    return frozenset(Authenticator.objects.filter(user__in=people).values_list("user", flat=True))


def leave_other_sessions(request: HttpRequest, user: User, **_told: Any) -> None:  # noqa: ANN401 - a signal's own
    """End what else somebody has open when they set up a factor: it was entered without one, and not by them perhaps.

    What a session holds is known to itself alone, so that all are looked at. It happens once or twice in a user's life.
    """
    for session in Session.objects.filter(expire_date__gt=timezone.now()).exclude(pk=request.session.session_key):
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()
