"""What goes wrong while an entry is counted is told in the log without a word of what was answered."""

import traceback
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from mellanrum.web.access.rules import Refused

View = Callable[..., HttpResponse]


class NotCounted(Exception):  # noqa: N818 - what the log is told in place of the fault itself
    """Something failed: which fault and where, without its own words, which may hold an answer."""


def silent(view: View) -> View:
    """Let no answer out of a view, whatever happens in it: an exception is replaced by its kind and its place."""

    @wraps(view)
    @sensitive_post_parameters()
    @sensitive_variables()
    def quiet(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401 - any view's
        try:
            response = view(request, *args, **kwargs)
        except (Http404, PermissionDenied, Refused, SuspiciousOperation):
            raise
        except Exception as fault:  # noqa: BLE001 - whatever it says may hold an answer; it is raised anew without
            raise NotCounted(_place(fault)) from None
        # Django logs an answer that asks again, and the log has a time: so would almost everything that is counted
        response._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001 - Django's own
        return response

    return quiet


def _place(fault: Exception) -> str:
    frames = traceback.extract_tb(fault.__traceback__)
    return " < ".join(
        [type(fault).__name__, *(f"{Path(each.filename).name}:{each.lineno}" for each in reversed(frames))]
    )
