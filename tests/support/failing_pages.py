"""Pages that fail, each in one way, under the site's own pages for that. For tests: `pytest.mark.urls`."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from mellanrum.web.access.routes import anyone
from mellanrum.web.urls import handler400, handler403, handler404, handler500
from mellanrum.web.urls import urlpatterns as site

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

FAULTS = {400: SuspiciousOperation, 403: PermissionDenied, 404: Http404, 500: RuntimeError}


@anyone
def fails(_request: HttpRequest, status: int) -> HttpResponse:
    raise FAULTS[status]


urlpatterns = [path("fails/<int:status>/", fails), *site]
