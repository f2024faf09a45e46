from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mellanrum.web.access.routes import Request, in_association, signed_in
from mellanrum.web.access.rules import check_can_see_association


@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """Show the user's own account."""
    return render(request, "access/account.html")


@signed_in
def second_factor(request: HttpRequest) -> HttpResponse:
    """Say that a second factor is asked for, and how to set one up."""
    return render(request, "access/second_factor.html")


@in_association(check_can_see_association)
def people(request: Request) -> HttpResponse:
    """Show who has which role."""
    return render(request, "access/people.html")
