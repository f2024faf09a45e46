"""The pages that anybody answers at. Answers come with a POST and go with its answer; no address holds any."""

from django.http import Http404, HttpRequest, HttpResponse

from mellanrum.web.access.routes import anyone
from mellanrum.web.answering import pages
from mellanrum.web.answering.coding import code_typed
from mellanrum.web.answering.place import Place, place_at
from mellanrum.web.answering.posting import posted
from mellanrum.web.answering.traceless import traceless


@anyone
@traceless
def answer(request: HttpRequest, address: str) -> HttpResponse:
    return _answered(request, _place(address))


@anyone
@traceless
def kiosk(request: HttpRequest, address: str) -> HttpResponse:
    """The same on a telephone or tablet that many share: it begins anew after each."""
    return _answered(request, _place(address, is_kiosk=True))


@anyone
@traceless
def code(request: HttpRequest, address: str) -> HttpResponse:
    """The way in for those who have a slip."""
    place = _place(address)
    if not place.survey.has_slips:
        raise Http404
    language = place.language(request.GET.get("sprak", ""))
    if not place.is_open:
        return pages.shut(place, language)
    if request.method == "POST":
        return code_typed(request.POST, place)
    return pages.ask_code(place, place.begun(language))


def _place(address: str, *, is_kiosk: bool = False) -> Place:
    place = place_at(address, is_kiosk=is_kiosk)
    if place is None:
        raise Http404
    return place


def _answered(request: HttpRequest, place: Place) -> HttpResponse:
    if request.method == "POST":
        return posted(request, place)
    language = place.language(request.GET.get("sprak", ""))
    return pages.begin(place, language) if place.is_open else pages.shut(place, language)
