"""A file of answers as a way in: drop it, see what it is, say yes. The file itself is not kept.

Between the steps its tables ride in the page; nothing of it is counted before somebody says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from mellanrum.composition.surveying import LIMITS, look_at_results
from mellanrum.findings import Finding, has_error, in_order
from mellanrum.surveys.adopting import adopted
from mellanrum.surveys.collected import Collected, to_text
from mellanrum.surveys.importing.found import FoundTable, found_from_text, found_to_text
from mellanrum.surveys.importing.mapping import suggested
from mellanrum.surveys.importing.reading import read_results
from mellanrum.surveys.reported import ReportedSurvey
from mellanrum.surveys.sex import Sex
from mellanrum.web.access.pages import forms_too
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_run_surveys
from mellanrum.web.counters.store import is_spent
from mellanrum.web.counters.tokens import Token
from mellanrum.web.parts.templatetags.parts import spoken
from mellanrum.web.surveys.answer_files import answers_to_fill_in
from mellanrum.web.surveys.models import Survey
from mellanrum.web.surveys.services import AlreadyCounted, NotOpen, add_file, asked_of, state
from mellanrum.web.surveys.views.pages import one, url

INVALID = 422
_NO_TOTAL = "surveys.no_total"  # a sex alone is told of in no result, but is counted
IS_COUNTED = gettext_lazy("These answers have been counted already: the same file counts once, whatever it is called.")


class AnswersForm(forms.Form):
    """A file of answers."""

    file = forms.FileField(
        label=gettext_lazy("Choose a file of answers, or drop it here"),
        help_text=gettext_lazy(
            "Excel (.xlsx) or CSV, with how many gave each answer. A list with a row for each person is refused unread."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.csv,.txt"}),
    )


@dataclass(frozen=True)
class Desk:
    """Where the reading of a file stands: of which survey."""

    request: Request
    survey: Survey

    def read(self, tables: Sequence[FoundTable]) -> tuple[ReportedSurvey, tuple[Finding, ...]]:
        """Read the tables of a file as results of the survey."""
        asked = asked_of(self.survey)
        year, source = self.survey.year, self.survey.label
        reported, found = read_results(tables, suggested(tables), asked, year=year, source=source)
        return reported, tuple(each for each in found if each.code != _NO_TOTAL)

    def token(self, collected: Collected) -> Token:
        """Name a file by the answers it counts, whatever it is called: the same answers are counted once."""
        told = f"{self.survey.address} {to_text(collected)}"
        keyed = salted_hmac("mellanrum survey file", told, secret=settings.CODE_KEY, algorithm="sha256")
        return Token(self.survey.closes, keyed.digest())


@in_association(check_can_run_surveys)
@forms_too
def file(request: Request, survey: str) -> HttpResponse:
    """Take a file in to be looked at, and count it when somebody says so."""
    desk = Desk(request, one(request, survey))
    if request.method != "POST":
        return _start(desk, AnswersForm())
    if request.POST.get("step") == "save":
        return _again(desk)
    form = AnswersForm(request.POST, request.FILES)
    if not form.is_valid():
        return _start(desk, form, INVALID)
    given = form.cleaned_data["file"]
    looked = look_at_results(given.read(LIMITS.file_bytes + 1), given.name or "", [asked_of(desk.survey)])
    if not looked.tables:
        return _start(desk, form, INVALID, looked.found)
    return _look(desk, looked.tables, looked.found)


@in_association(check_can_run_surveys)
@require_safe
def file_to_fill_in(request: Request, survey: str) -> HttpResponse:
    held = one(request, survey)
    headers = {"Content-Disposition": f'attachment; filename="{held.key}.csv"'}
    text = answers_to_fill_in(asked_of(held))
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)


def _again(desk: Desk) -> HttpResponse:
    try:
        tables = found_from_text(desk.request.POST.get("content", ""))
    except ValueError:
        tables = ()
    if not tables:
        messages.error(desk.request, _("The page did not come back whole. Choose the file once more."))
        return redirect(url(desk.request, "file", desk.survey.key))
    reported, found = desk.read(tables)
    return _look(desk, tables, (), INVALID) if has_error(found) else _counted(desk, tables, reported)


def _counted(desk: Desk, tables: Sequence[FoundTable], reported: ReportedSurvey) -> HttpResponse:
    collected, seen = adopted(reported, asked_of(desk.survey))
    try:
        found = add_file(desk.request.standing, desk.survey, reported, token=desk.token(collected))
    except AlreadyCounted:
        messages.info(desk.request, IS_COUNTED)
    except NotOpen:
        messages.error(desk.request, _("The survey takes no answers now, and nothing of the file has been counted."))
    else:
        if has_error(found):
            return _look(desk, tables, found, INVALID)
        messages.success(desk.request, _("The answers of the file have been counted. The file itself is not kept."))
        for each in found:
            if each not in seen:
                words = spoken(each)
                messages.warning(desk.request, f"{words['message']} {words['mend']}".strip())
    return redirect(url(desk.request, "survey", desk.survey.key))


def _start(desk: Desk, form: AnswersForm, status: int = 200, found: Sequence[Finding] = ()) -> HttpResponse:
    now = state(desk.survey, desk.request.standing.day)
    context = {"here": "list", "survey": desk.survey, "state": now, "form": form, "findings": in_order(found)}
    return render(desk.request, "surveys/file.html", context, status=status)


def _look(desk: Desk, tables: Sequence[FoundTable], also: Sequence[Finding], status: int = 200) -> HttpResponse:
    """Show what a file says: how many forms of each group, by sex, and everything there is to be said of it."""
    asked = asked_of(desk.survey)
    reported, read = desk.read(tables)
    collected, more = adopted(reported, asked)
    found = in_order((*also, *read, *(each for each in more if each not in also)))
    context = {
        "here": "list",
        "survey": desk.survey,
        "findings": found,
        "is_stopped": has_error(found),
        "rows": [(group, [collected.handed_in(group.key, sex) for sex in _TOLD]) for group in asked.groups],
        "content": found_to_text(tables),
        "is_counted": not has_error(found) and is_spent(desk.request.standing.association, desk.token(collected)),
        "counted": IS_COUNTED,
    }
    return render(desk.request, "surveys/file_look.html", context, status=status)


_TOLD = (None, Sex.WOMAN, Sex.MAN, Sex.OTHER, Sex.UNSPLIT)
