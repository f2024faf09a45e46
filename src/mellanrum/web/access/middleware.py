"""No route without a rule, and the answer to a refusal."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from requests import RequestException

from mellanrum.web.access.routes import rule_of, to_sign_in
from mellanrum.web.access.rules import Refused

log = logging.getLogger(__name__)
Answer = Callable[[HttpRequest], HttpResponseBase]


class RouteRules:
    """Refuses routes that have no rule, guards those of libraries, and words refusals.

    It fails closed: what nobody has thought about is not found.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request."""
        return to_sign_in(request) if _is_a_strangers_file(request) else self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, _args: tuple[Any, ...], _kwargs: Mapping[str, Any]
    ) -> HttpResponseBase | None:
        """Look at the route before its view is asked."""
        match = request.resolver_match
        rule = rule_of(view, match.view_name or "" if match else "")
        if rule is None:
            raise Http404
        if rule.who != "anyone" and not request.user.is_authenticated:
            return to_sign_in(request)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Say why something was refused, and who can; and that another service does not answer."""
        if isinstance(error, Refused):
            return render(request, "access/refused.html", {"refused": error}, status=403)
        if isinstance(error, RequestException):
            log.warning("Another service could not be reached.", exc_info=error)
            return render(request, "socialaccount/authentication_error.html", status=502)
        return None


def _is_a_strangers_file(request: HttpRequest) -> bool:
    """Tell whether somebody who has not signed in sends more than any form of theirs holds: it is not read."""
    if request.method != "POST" or int(request.META.get("CONTENT_LENGTH") or 0) <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return False
    return not request.user.is_authenticated
