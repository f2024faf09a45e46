"""Two routes, of which one has no rule."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from mellanrum.web.access.routes import anyone


@anyone
def ruled(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - a view takes it
    return HttpResponse("ruled")


def unruled(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - as above
    return HttpResponse("unruled")


urlpatterns = [path("ruled", ruled), path("unruled", unruled), path("", include("mellanrum.web.urls"))]
