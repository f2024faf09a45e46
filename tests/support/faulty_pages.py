"""Addresses of pages with one fault each, for the tests of `support.browser`."""

from csp.decorators import csp_exempt
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from mellanrum.web.access.routes import anyone

_WHOLE = """<!doctype html><html lang="sv"><head><title>Prov</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="/static/parts/mark.svg"></head>
<body>{}</body></html>"""
_UNGUARDED = {
    "fine": "<main><h1>Prov</h1></main>",
    "elsewhere": '<img src="http://localhost:9/a.png" alt="">',
    "script": "<script>missing()</script>",
    "absent": '<img src="/none.png" alt="">',
    "unnamed": "<main><h1>Prov</h1><input></main>",
    "wide": '<main><h1>Prov</h1><p id="long" style="width: 500px">Bred</p></main>',
    "inside": '<h1>Prov</h1><div style="overflow: auto" tabindex="0"><p style="width: 500px">Bred</p></div>',
}
_GUARDED = {"inline": "<style>p { color: red }</style>"}


def _page(name: str, body: str) -> URLPattern:
    @anyone
    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(_WHOLE.format(body))

    return path(name, view if name in _GUARDED else csp_exempt()(view))


urlpatterns = [_page(name, body) for name, body in (_UNGUARDED | _GUARDED).items()]
