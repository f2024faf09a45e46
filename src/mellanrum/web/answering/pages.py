"""The pages of somebody who answers. They are written without the request: nothing on them depends on who asks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from mellanrum.findings import Finding
from mellanrum.web.answering.carried import Carried
from mellanrum.web.answering.place import Place
from mellanrum.web.answering.speaking import SWEDISH, Said, Speaker, frame_of
from mellanrum.web.answering.way import (
    Step,
    before,
    choices,
    given,
    may_be_left_out,
    progress,
    way_of,
)
from mellanrum.web.parts.templatetags.parts import spoken

NOT_YET, CONFLICT, CROWDED = 422, 409, 429
ALONE, AFTERWARDS = 300, 12
"""Seconds until a kiosk begins anew: where nobody has touched it, and when the answers have been left."""
LONGEST_TEXT = 1000

Notice = Literal["", "unreadable", "changed", "slip_used", "slip_unknown", "too_old"]


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer to choose: its key, how it is said, and whether it has been chosen."""

    key: str
    said: Said
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Line:
    """An answer as it is summed up at the end: at which step, what was asked, what was answered."""

    step: str
    asked: Said
    answer: Said | None


def begin(place: Place, language: str, *, notice: Notice = "", status: int = 200) -> HttpResponse:
    """Answer with the first page: what it is about, why nobody can be known, and how to begin."""
    with translation.override(frame_of(language)):
        carried = place.begun(language)
        several = len(place.questionnaire.groups) > 1
        number = 0 if several else progress_end(place, carried)
        return _page(place, language, "begin", {"carried": carried, "number": number, "notice": notice}, status)


def progress_end(place: Place, carried: Carried) -> int:
    """Return how many questions there are at the most, the sex among them."""
    way = way_of(place.questionnaire, carried)
    told = progress(way, way[-2])
    return told[1] if told else 0


def ask_code(place: Place, carried: Carried, *, fault: str = "", typed: str = "", status: int = 200) -> HttpResponse:
    """Answer with the page where the code of a slip is typed."""
    return _page(place, carried.language, "code", {"carried": carried, "fault": fault, "typed": typed}, status)


def ask(place: Place, carried: Carried, step: Step, *, fault: bool = False, is_edit: bool = False) -> HttpResponse:
    """Answer with one step: what is asked, and what may be answered."""
    way = way_of(place.questionnaire, carried)
    speaker = place.speaker(carried.language)
    with translation.override(speaker.frame):
        told: dict[str, Any] = {
            "carried": carried,
            "step": step,
            "progress": progress(way, step),
            "asked": speaker.asked(step),
            "choices": _choices(place, speaker, carried, step),
            "is_grade": step.question is not None and place.questionnaire.scale(step.question).is_grade,
            "may_be_left_out": may_be_left_out(step),
            "has_before": before(way, step) is not None and not is_edit,
            "is_edit": is_edit,
            "fault": fault,
        }
        return _page(place, carried.language, "step", told, NOT_YET if fault else 200)


def end(  # noqa: PLR0913 - what a page may have to say
    place: Place,
    carried: Carried,
    *,
    found: Iterable[Finding] = (),
    is_of_text: bool = False,
    is_crowded: bool = False,
    status: int = 200,
) -> HttpResponse:
    """Answer with the last page before the answers are left: what was answered, and what may be written beside it.

    What was found `is_of_text` where it is wrong with that which was written.
    """
    speaker = place.speaker(carried.language)
    with translation.override(speaker.frame):
        told = {
            "carried": carried,
            "lines": _lines(place, speaker, carried),
            "free_text": place.questionnaire.free_text,
            "longest": LONGEST_TEXT,
            "faults": [spoken(each) for each in found],
            "is_of_text": is_of_text,
            "is_crowded": is_crowded,
        }
        response = _page(place, carried.language, "end", told, status)
    if is_crowded:
        response["Retry-After"] = "60"
    return response


def thanks(place: Place, language: str, *, is_again: bool = False, is_text_lost: bool = False) -> HttpResponse:
    """Say that the answers have been counted, and if so, that what was written beside them could not be kept."""
    response = _page(place, language, "thanks", {"is_again": is_again, "is_text_lost": is_text_lost})
    if place.is_kiosk:
        response["Refresh"] = f"{AFTERWARDS}; url={place.url}"
    return response


def shut(place: Place, language: str, *, has_begun: bool = False) -> HttpResponse:
    """Say that a survey takes no answers: not yet, or not any more; whoever `has_begun` is told that nothing counts."""
    return _page(place, language, "shut", {"has_begun": has_begun}, CONFLICT if has_begun else 200)


def not_found() -> HttpResponse:
    """Say that an address leads to no survey."""
    return _alone("not_found", 404)


def not_understood() -> HttpResponse:
    """Say that what was sent is no form of these pages."""
    return _alone("not_understood", 400)


def wrong_method() -> HttpResponse:
    """Say that an address is not asked this way."""
    response = _alone("not_understood", 405)
    response["Allow"] = "GET, HEAD, POST"
    return response


def _choices(place: Place, speaker: Speaker, carried: Carried, step: Step) -> tuple[Choice, ...]:
    chosen = given(carried, step)
    listed = choices(place.questionnaire, step)
    return tuple(Choice(key, speaker.answer(step, key), key == chosen) for key in listed)


def _lines(place: Place, speaker: Speaker, carried: Carried) -> tuple[Line, ...]:
    way = (each for each in way_of(place.questionnaire, carried) if each.kind != "end")
    return tuple(
        Line(each.key, speaker.asked(each), speaker.answer(each, answer) if (answer := given(carried, each)) else None)
        for each in way
    )


def _page(place: Place, language: str, name: str, told: Mapping[str, Any], status: int = 200) -> HttpResponse:
    frame = frame_of(language)
    carried = told.get("carried")
    with translation.override(frame):
        context = {
            "place": place,
            "survey": place.survey,
            "speaker": place.speaker(language),
            "language": language,
            "signed": place.signed(carried) if carried else "",
            "code_url": reverse("answering:code", args=[place.survey.address]),
            "frame": frame,
            **told,
        }
        response = HttpResponse(render_to_string(f"answering/{name}.html", context), status=status)
    response["Content-Language"] = frame
    if place.is_kiosk and name in {"step", "end"}:
        response["Refresh"] = f"{ALONE}; url={place.url}"
    return response


def _alone(kind: str, status: int) -> HttpResponse:
    with translation.override(SWEDISH):
        return HttpResponse(render_to_string("answering/alone.html", {"kind": kind}), status=status)
