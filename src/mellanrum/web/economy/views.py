from django.http import HttpResponse
from django.shortcuts import render

from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_read_statements


@in_association(check_can_read_statements)
def home(request: Request) -> HttpResponse:
    return render(request, "economy/home.html")
