"""The rule of every route. A view says its rule with one of these; a route without a rule is refused.

`anyone`, `signed_in` and `in_association(check)` wrap views of ours. Routes of libraries are listed in `LIBRARY`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Literal, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django_htmx.middleware import HtmxDetails

from mellanrum.web.access.factors import lacks_second_factor
from mellanrum.web.access.models import User
from mellanrum.web.access.rules import Check
from mellanrum.web.access.standing import Standing, standing_of

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True, slots=True)
class Rule:
    """Who a route is for: anyone, those signed in, or those in an association whom `check` lets in."""

    who: Literal["anyone", "signed_in", "in_association"]
    check: Check | None = None


class Request(HttpRequest):
    """A request to a page of an association: where its user stands."""

    standing: Standing
    user: User
    htmx: HtmxDetails


ANYONE = Rule("anyone")
SIGNED_IN = Rule("signed_in")


def anyone(view: View) -> View:
    """Let everybody in."""
    return _ruled(view, ANYONE)


def signed_in(view: View) -> View:
    """Let in those who have signed in; send others to do so."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401 - any view's
        if not request.user.is_authenticated:
            return to_sign_in(request)
        return view(request, *args, **kwargs)

    return _ruled(guarded, SIGNED_IN)  # type: ignore[return-value]  # wraps keeps the view's own form


def in_association(check: Check) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Let in those with a role in the association of the address whom `check` lets in.

    The view gets `request.standing` in place of the address's `association`. A stranger to the association is told
    what anybody is told of an address that does not exist.
    """

    def decorator(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, association: str, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401 - as above
            if not isinstance(request.user, User):
                return to_sign_in(request)
            standing = standing_of(request.user, association)
            if standing is None:
                raise Http404
            request.standing = standing  # type: ignore[attr-defined]  # what Request says it has
            if lacks_second_factor(request, standing):
                return _go(request, reverse("access:second_factor"))
            check(standing)
            return view(request, **kwargs)

        return _ruled(guarded, Rule("in_association", check))

    return decorator


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send a stranger to sign in, and back; a part of a page that is asked for sends the whole page there."""
    return _go(request, redirect_to_login(request.get_full_path() if request.method == "GET" else "/")["Location"])


def _go(request: HttpRequest, url: str) -> HttpResponse:
    if getattr(request, "htmx", False):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def _ruled(view: View, rule: Rule) -> View:
    view.access_rule = rule  # type: ignore[attr-defined]  # the rule rides on the view
    return view


def rule_of(view: object, route: str) -> Rule | None:
    """Return the rule of a view of ours, or of a library's route by its name; None where it has none."""
    rule = getattr(view, "access_rule", None)
    return rule if isinstance(rule, Rule) else LIBRARY.get(route)


_BEFORE = (
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_inactive",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "openid_connect_login",
    "openid_connect_callback",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
)
_AFTER = (
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "socialaccount_connections",
)
LIBRARY: Mapping[str, Rule] = dict.fromkeys(_BEFORE, ANYONE) | dict.fromkeys(_AFTER, SIGNED_IN)
"""Routes of the sign-in library, by name. Those that are not here are not reachable: signing up, changing the address,
codes by mail, and recovery codes as a file from the server, since they are shown once."""
