"""Around every page: who keeps it, what is too large, what is asked the wrong way, and the user's own language."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import translation

Answer = Callable[[HttpRequest], HttpResponseBase]

_BESIDE = 1_000_000  # what the fields of a form may take beside its file
_LONGEST_NUMBER = 20  # characters; Python reads no number of some thousands


def kept_by_nobody(get_response: Answer) -> Answer:
    """Let nobody keep an answer unless its view says otherwise.

    Whoever sits down at the browser after somebody has signed out would see the page, and so would an association's
    other reader after what it shows has been undone.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return answer


def early_refusal(get_response: Answer) -> Answer:
    """Refuse what says that it is larger than any file that is taken, before it is received."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        is_number = length.isdecimal() and len(length) < _LONGEST_NUMBER
        if request.method == "POST" and (not is_number or int(length) > settings.LARGEST_FILE + _BESIDE):
            return render(request, "parts/too_large.html", {"limit": settings.LARGEST_FILE // 1_000_000}, status=413)
        return get_response(request)

    return answer


def wrong_method(get_response: Answer) -> Answer:
    """Say in words that an address is not asked this way; what reads only the number of an answer still gets it."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        told = render(request, "parts/error.html", {"kind": "wrong_method"}, status=405)
        told.headers["Allow"] = response.headers["Allow"]
        return told

    return answer


def language(get_response: Answer) -> Answer:
    """Speak the language the user has chosen, Swedish where none is; what the browser prefers does not decide."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        lang = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(lang):
            request.LANGUAGE_CODE = lang
            response = get_response(request)
            response.headers.setdefault("Content-Language", lang)
            return response

    return answer
