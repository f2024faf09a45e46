"""Before any page: what is too large, what is asked the wrong way, and the language, which is the user's own choice."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import translation

Answer = Callable[[HttpRequest], HttpResponseBase]

_BESIDE = 1_000_000  # what the fields of a form may take beside its file


def early_refusal(get_response: Answer) -> Answer:
    """Refuse what says that it is larger than any file that is taken, before it is received."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if request.method == "POST" and (not length.isdigit() or int(length) > settings.LARGEST_FILE + _BESIDE):
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
