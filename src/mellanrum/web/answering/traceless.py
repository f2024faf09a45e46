"""Pages that leave nothing behind: no cookie, no copy, no word in a log, and no account of where somebody came from."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.views.decorators.csrf import csrf_exempt

from mellanrum.web.access.silence import silent
from mellanrum.web.answering.pages import not_found, not_understood, wrong_method

View = Callable[..., HttpResponse]
_METHODS = {"GET", "HEAD", "POST"}
_NO_FORM = (SuspiciousOperation, BadRequest, MultiPartParserError, UnreadablePostError)
"""What is raised of more fields than any form has, of what is no form, and of one that has not come whole."""


def traceless(view: View) -> View:
    """Answer without leaving anything with the browser or in the log.

    Cookies that it sends are not read: a form carries a signed token of its own in place of the one Django keeps in a
    cookie, and pages are written without knowing who reads them.
    """

    @csrf_exempt
    @silent
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401 - any view's
        request.COOKIES.clear()  # else one that has grown old would be taken away, by an answer that names it
        response = _answered(view, request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return answer


def _answered(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401 - as above
    """Answer in words of these pages what is told elsewhere by pages that set cookies."""
    if request.method not in _METHODS:
        return wrong_method()
    try:
        return view(request, *args, **kwargs)
    except Http404:
        return not_found()
    except _NO_FORM:
        return not_understood()
