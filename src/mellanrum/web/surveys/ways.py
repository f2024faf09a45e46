"""How those who answer come to a survey: its link, and the square that a telephone reads."""

from dataclasses import dataclass

from django.http import HttpRequest

from mellanrum.web.register.code.drawing import square_of
from mellanrum.web.surveys.models import Survey

PATH = "/svara/{address}/"
KIOSK, CODE = "kiosk/", "kod/"


@dataclass(frozen=True, slots=True)
class Way:
    """A link: as it is opened, as it is read on paper, and as the path of an SVG with the side of its square."""

    url: str
    text: str
    qr: str
    size: int


def link_to(request: HttpRequest, survey: Survey, more: str = "") -> Way:
    """Return the link to a survey, or to a page below it (KIOSK, CODE)."""
    url = request.build_absolute_uri(PATH.format(address=survey.address) + more)
    return Way(url, url.partition("://")[2].rstrip("/"), *square_of(url))
