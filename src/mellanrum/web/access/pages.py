"""What the pages of every desk share: finding a row, reading what was posted, and saying what happened."""

from typing import Any, TypeVar

from django.contrib import messages
from django.http import Http404
from django.views.decorators.http import require_http_methods

from mellanrum.web.access.routes import Request

Row = TypeVar("Row")
forms_too = require_http_methods(["GET", "HEAD", "POST"])
"""For a page that also takes a form."""


def found(row: Row | None) -> Row:
    """Return a row; where there is none, the page does not exist."""
    if row is None:
        raise Http404
    return row


def sent(request: Request) -> Any:  # noqa: ANN401 - Django's own type of a form's data
    """Return what was posted; None where nothing was, also where an empty form was."""
    return request.POST if request.method == "POST" else None


def said(request: Request, sentence: str, to: str) -> str:
    """Say what happened, and return where to go next."""
    messages.success(request, sentence)
    return to
