"""A published number, opened where it stands: as part of the page that asks, or as a page."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_read_statistics
from mellanrum.web.publishing.figures import rule_of
from mellanrum.web.publishing.services.published import publication_of
from mellanrum.web.publishing.services.reading import readable, reads_whole
from mellanrum.web.publishing.tracing import asked_of, trace_of


@in_association(check_can_read_statistics)
@never_cache
@require_GET
def trace(request: Request, number: int, piece: str, place: str, what: str) -> HttpResponse:
    """Show where a number comes from, by the publication as the reader may read it."""
    publication = publication_of(request.standing, number)
    asked = publication and asked_of(readable(request.standing, publication), piece, place, what)
    if not publication or not asked:
        raise Http404
    told = {
        "here": "published",
        "publication": publication,
        "table": asked.table,
        "trace": trace_of(asked),
        "rule": rule_of(publication, asked.table),
        "is_whole": reads_whole(request.standing, publication),
    }
    name = "publishing/parts/trace.html" if request.htmx else "publishing/trace.html"
    answer = render(request, name, told)
    patch_vary_headers(answer, ["HX-Request"])
    return answer
