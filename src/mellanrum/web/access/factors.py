"""The second factor: who must have one, and who has."""

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest

from mellanrum.web.access.models import User, association_of


def lacks_second_factor(request: HttpRequest) -> bool:
    """Tell whether the association of an address asks for a second factor that the user has not set up."""
    match = request.resolver_match
    slug = match.kwargs.get("association", "") if match else ""
    association = association_of(slug)
    if association is None or not association.second_factor:
        return False
    # Those who came by another service bring its own second factor.
    return isinstance(request.user, User) and not is_mfa_enabled(request.user) and not _came_by_service(request)


def _came_by_service(request: HttpRequest) -> bool:
    methods = request.session.get("account_authentication_methods", [])
    return any(method.get("method") == "socialaccount" for method in methods)
