"""The page where staff type forms from paper, with the keyboard alone."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.core.signing import BadSignature
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from mellanrum.findings import Finding, has_error
from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.web.access.pages import forms_too
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_enter_survey_forms
from mellanrum.web.access.silence import silent
from mellanrum.web.access.standing import Standing
from mellanrum.web.answering.paper.grid import Grid, columns_of, read_grid
from mellanrum.web.answering.paper.page import Sheet, beside
from mellanrum.web.answering.speaking import Speaker
from mellanrum.web.counters.store import Overtaken
from mellanrum.web.counters.tokens import Token, TooOld, new_token, read_token
from mellanrum.web.parts.templatetags.parts import lang, spoken
from mellanrum.web.surveys.models import Survey
from mellanrum.web.surveys.services import (
    AlreadyCounted,
    NotOpen,
    asked_of,
    count_paper,
    handed_in_for,
    state,
    survey_of,
    wordings_of,
)

NOT_YET, CONFLICT = 422, 409
ROWS, MORE, MOST = 20, 20, 200


@dataclass(frozen=True, slots=True)
class Desk:
    """Where forms are typed: by whom, of which survey and group."""

    standing: Standing
    survey: Survey
    questionnaire: Questionnaire
    group: str

    @property
    def takes_forms(self) -> bool:
        """Whether the survey takes forms from paper today."""
        return state(self.survey, self.standing.day) in {"open", "over"}

    def new_token(self) -> str:
        """Make a one-time token for a batch: good for this month and the next, so that it tells no day."""
        return new_token(self.standing.association, self._purpose, _last_day(self.standing.day))

    def token(self, text: str) -> Token | None:
        """Read the token that a batch came back with; None where it is none, or too old."""
        try:
            return read_token(self.standing.association, self._purpose, text, self.standing.day)
        except (BadSignature, TooOld):
            return None

    @property
    def _purpose(self) -> str:
        return f"paper/{self.survey.address}"


@in_association(check_can_enter_survey_forms)
@forms_too
@silent
def paper(request: Request, survey: str) -> HttpResponse:
    desk = _desk(request, survey)
    if request.method != "POST":
        return _page(request, desk, _grid(desk, ROWS, {}))
    grid = _grid(desk, _rows(request), request.POST.dict())
    done = request.POST.get("do")
    if done == "more":
        return _page(request, desk, _grid(desk, min(len(grid.rows) + MORE, MOST), request.POST.dict()))
    if grid.faults or done != "save":
        return _page(request, desk, grid, is_summed=True, status=NOT_YET if grid.faults else 200)
    return _saved(request, desk, grid)


def _saved(request: Request, desk: Desk, grid: Grid) -> HttpResponse:
    token = desk.token(request.POST.get("token", ""))
    if token is None:
        return _page(request, desk, grid, is_lost=True, status=CONFLICT)
    if not grid.filled:
        return _page(request, desk, grid, is_empty=True, status=NOT_YET)
    try:
        found = count_paper(desk.standing, desk.survey, grid.forms(), token=token)
    except (NotOpen, Overtaken) as reason:
        return _page(request, desk, grid, is_lost=isinstance(reason, Overtaken), status=CONFLICT)
    except AlreadyCounted:
        messages.info(request, _("These forms have been counted already. They count once."))
        return redirect(_url(desk))
    if has_error(found):
        return _page(request, desk, grid, found=found, is_summed=True, status=NOT_YET)
    _tell(request, found)
    return redirect(_url(desk))


def _tell(request: Request, found: tuple[Finding, ...]) -> None:
    """Say that a batch has been counted, without how many: what is said lies in the session until the next page."""
    messages.success(request, _("The forms have been counted."))
    for each in found:
        words = spoken(each)
        messages.warning(request, f"{words['message']} {words['mend']}".strip())


def _page(  # noqa: PLR0913 - what a page may have to say
    request: Request,
    desk: Desk,
    grid: Grid,
    *,
    found: tuple[Finding, ...] = (),
    is_summed: bool = False,
    is_lost: bool = False,
    is_empty: bool = False,
    status: int = 200,
) -> HttpResponse:
    wording = wordings_of(desk.survey).get(lang())
    sheet = Sheet(desk.questionnaire, grid, wording, found)
    speaker = Speaker(desk.questionnaire, lang(), wording)
    groups = [(each.key, speaker.group(each.key).text) for each in desk.questionnaire.groups]
    context = {
        "here": "list",
        "survey": desk.survey,
        "sheet": sheet,
        "group": desk.group,
        "groups": groups,
        "group_label": dict(groups).get(desk.group, ""),
        "filled": len(grid.filled),
        "handed_in": handed_in_for(desk.standing, desk.survey),
        "takes_forms": desk.takes_forms,
        "beside": beside(found),
        "is_summed": is_summed and bool(grid.filled),
        "is_lost": is_lost,
        "is_empty": is_empty,
        "can_grow": len(grid.rows) < MOST,
        "token": desk.new_token() if is_lost else request.POST.get("token") or desk.new_token(),
    }
    return render(request, "answering/paper.html", context, status=status)


def _desk(request: Request, key: str) -> Desk:
    survey = survey_of(request.standing.association, key)
    if survey is None:
        raise Http404
    asked = asked_of(survey)
    wanted = request.GET.get("grupp", "")
    group = wanted if asked.group(wanted) else asked.groups[0].key
    return Desk(request.standing, survey, asked, group)


def _grid(desk: Desk, rows: int, sent: dict[str, str]) -> Grid:
    return read_grid(columns_of(desk.questionnaire, desk.group), desk.group, rows, sent)


def _rows(request: Request) -> int:
    told = request.POST.get("rows", "")
    return (
        min(max(int(told), 1), MOST) if told.isascii() and told.isdecimal() and len(told) < len(str(MOST)) + 1 else ROWS
    )


def _url(desk: Desk) -> str:
    at = reverse("answering:paper", args=[desk.standing.association.slug, desk.survey.key])
    return f"{at}?grupp={desk.group}"


def _last_day(day: date) -> date:
    following = day.replace(day=1) + timedelta(days=32)
    return following.replace(day=monthrange(following.year, following.month)[1])
