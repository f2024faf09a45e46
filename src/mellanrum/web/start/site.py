"""Pages that belong to no desk: errors, the choice of language, the page of parts, the health of the site."""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from mellanrum import __version__
from mellanrum.web.access.routes import anyone


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Say that a form was too old to be taken; nothing has been saved."""
    return render(request, "parts/form_too_old.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Say that a request could not be understood."""
    return render(request, "parts/error.html", {"kind": "bad_request"}, status=400)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Say that a page is not for the user."""
    return render(request, "parts/error.html", {"kind": "refused"}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Say that there is no such page, or that it is another association's."""
    return render(request, "parts/error.html", {"kind": "not_found"}, status=404)


def our_fault(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Say that the fault is ours, and that nothing has been saved. No database is asked: it may be what failed."""
    return HttpResponse(render_to_string("parts/our_fault.html", {"request": None}), status=500)


@anyone
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember a language, and go back."""
    back = request.POST.get("back", "/")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    path = urlsplit(back)._replace(scheme="", netloc="").geturl() if is_ours else "/"
    # A path that begins with two slashes would be another site once the host before it is gone.
    answer = HttpResponseRedirect(path if url_has_allowed_host_and_scheme(path, None) else "/")
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=31_536_000,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return answer


@anyone
@require_GET
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Tell whoever watches the site that it answers and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "version": __version__}, headers={"Cache-Control": "no-store"})
