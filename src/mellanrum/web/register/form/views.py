"""The pages of the form. Answers come with a POST and go with its answer: none is kept, sent on or put elsewhere."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_count, check_can_fill_sheets
from mellanrum.web.access.silence import silent
from mellanrum.web.register.form.answering import blank, is_at_hand, posted
from mellanrum.web.register.form.desk import desk_of, lines_of
from mellanrum.web.register.services.ledgers import check_coordinates

_FORM = ["GET", "HEAD", "POST"]


@in_association(check_can_count)
@require_safe
def choose(request: Request) -> HttpResponse:
    return render(request, "register/form_choose.html", {"here": "home", "lines": lines_of(request.standing)})


@in_association(check_can_count)
@require_http_methods(_FORM)
@silent
def entry(request: Request, intervention: str, event: str) -> HttpResponse:
    desk = desk_of(request.standing, intervention, event)
    return posted(request, desk) if request.method == "POST" else blank(request, desk)


@in_association(check_can_fill_sheets)
@require_http_methods(_FORM)
@silent
def correction(request: Request, intervention: str, event: str) -> HttpResponse:
    desk = desk_of(request.standing, intervention, event, back=True)
    check_coordinates(request.standing, desk.intervention)
    return posted(request, desk) if request.method == "POST" else blank(request, desk)


@in_association(check_can_count)
@require_POST
@silent
def take_back(request: Request, intervention: str, event: str) -> HttpResponse:
    """Take back what was counted a moment ago, by the answers of that page; its token was made for this alone.

    Without such a token it is a correction like any other, which is not for those who only count.
    """
    desk = desk_of(request.standing, intervention, event, back=True)
    if not is_at_hand(request, desk):
        check_can_fill_sheets(request.standing)
        check_coordinates(request.standing, desk.intervention)
    return posted(request, desk)
