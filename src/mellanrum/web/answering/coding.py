"""The code of a slip, as it is typed: held against the survey before anything is asked, and spent with the answers.

Whether it has been used is told with the answers and not before: else whoever has a list of who got which slip could
look, as often as they like, who has answered.
"""

from dataclasses import replace

from django.http import HttpResponse, QueryDict
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mellanrum.web.answering import pages
from mellanrum.web.answering.carried import read
from mellanrum.web.answering.crowding import wrong_codes
from mellanrum.web.answering.pages import CROWDED, NOT_YET
from mellanrum.web.answering.place import Place
from mellanrum.web.answering.speaking import SWEDISH, frame_of
from mellanrum.web.answering.way import way_of
from mellanrum.web.surveys.services import SlipUnknown, read_slip

_LONGEST = 60


def code_typed(sent: QueryDict, place: Place) -> HttpResponse:
    """Answer with the first step, or say what is wrong with the code."""
    carried = read(sent.get("state", ""), place.survey.address) or place.begun(SWEDISH)
    typed = sent.get("code", "")[:_LONGEST].strip()
    with translation.override(frame_of(carried.language)):
        fault, status = _fault(place, typed)
    if fault:
        return pages.ask_code(place, carried, fault=fault, typed=typed, status=status)
    with_slip = replace(carried, slip=typed)
    return pages.ask(place, with_slip, way_of(place.questionnaire, with_slip)[0])


def _fault(place: Place, typed: str) -> tuple[str, int]:
    if wrong_codes.is_full(place.survey.pk):
        return _("Many wrong codes have come in this minute. Wait a moment, and try once more."), CROWDED
    try:
        read_slip(place.survey, typed)
    except SlipUnknown as unknown:
        wrong_codes.add(place.survey.pk)
        return _told(unknown), NOT_YET
    return "", 200


def _told(unknown: SlipUnknown) -> str:
    if not unknown.groups:
        return str(unknown.sentence)
    told = ngettext(
        "Look at group %(groups)s of the code once more.",
        "Look at groups %(groups)s of the code once more.",
        len(unknown.groups),
    )
    return f"{unknown.sentence} {told % {'groups': ', '.join(map(str, unknown.groups))}}"
