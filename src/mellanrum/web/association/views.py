from django.http import HttpResponse
from django.shortcuts import render

from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_see_association


@in_association(check_can_see_association)
def home(request: Request) -> HttpResponse:
    return render(request, "association/home.html")
