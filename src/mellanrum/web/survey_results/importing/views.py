"""Reading results in: look, say what the words mean, see every finding, confirm.

The file is read in memory and forgotten. Between the steps its tables ride in the page itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.forms import HiddenInput
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mellanrum.composition.surveying import look_at_long, look_at_results
from mellanrum.findings import Finding, has_error, in_order
from mellanrum.surveys.importing.found import FoundTable, found_from_text, found_to_text
from mellanrum.surveys.importing.mapping import ResultsMapping
from mellanrum.surveys.importing.reading import read_results
from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.reported import ReportedSurvey
from mellanrum.web.access.pages import forms_too
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_import_survey_results
from mellanrum.web.survey_results.importing.choosing import columns_asked, said, words_asked, worth_remembering
from mellanrum.web.survey_results.importing.forms import ArrivingForm, OfForm
from mellanrum.web.survey_results.importing.shown import beside, shown_rows
from mellanrum.web.survey_results.importing.typing import COLUMNS, rows_to_type, table_typed
from mellanrum.web.survey_results.models import Whose
from mellanrum.web.survey_results.names import group_name
from mellanrum.web.survey_results.services.asking import INDICATORS, own_of, questionnaire_in, questionnaires_in
from mellanrum.web.survey_results.services.reported import Arriving, HeldAlready, keep, remembered

INVALID = 422
LONGEST_NAME = 120
ROOM = 0.5
"""How much of what a page may send the tables may take: letters grow on their way."""
PASTED = "klistrat.csv"
"""What a pasted table is opened as."""


@dataclass(frozen=True)
class Coming:
    """What is on its way in: of which questionnaire, in which tables, and what their words mean."""

    form: OfForm
    questionnaire: Questionnaire
    file: str
    tables: tuple[FoundTable, ...]
    mapping: ResultsMapping

    def arriving(self, survey: ReportedSurvey) -> Arriving:
        """Return what was read as something to keep."""
        given = self.form.cleaned_data
        return Arriving(survey, Whose(given["whose"]), self.file, given.get("event", ""))

    @property
    def read(self) -> tuple[ReportedSurvey, tuple[Finding, ...]]:
        """Read the tables through the mapping."""
        given = self.form.cleaned_data
        return read_results(self.tables, self.mapping, self.questionnaire, year=given["year"], source=given["source"])


@in_association(check_can_import_survey_results)
@forms_too
def read_in(request: Request) -> HttpResponse:
    """Take results in to be looked at, and keep them when somebody says so."""
    if request.method != "POST":
        return _start(request, ArrivingForm(**_asked(request)))
    if request.POST.get("step") in {"look", "save"}:
        return _again(request)
    return _arrive(request)


@in_association(check_can_import_survey_results)
@forms_too
def type_in(request: Request, group: str) -> HttpResponse:
    """Take a group's results as they are typed, and show what they say."""
    own, asked = own_of(request.standing.association), _asked(request)
    is_sent = request.method == "POST"
    form = OfForm(request.POST if is_sent else None, **asked)
    form.fields["questionnaire"].widget = HiddenInput()
    del form.fields["event"]  # indicators have none
    year = form.cleaned_data["year"] if is_sent and form.is_valid() else asked["year"]
    questionnaire = questionnaire_in(own, INDICATORS, year)
    if questionnaire is None or questionnaire.group(group) is None:
        raise Http404
    tables = table_typed(questionnaire, group, request.POST.dict())
    if is_sent and not tables:
        form.add_error(None, _("Type the numbers of a question first."))
    if is_sent and form.is_valid() and form.cleaned_data["questionnaire"] == INDICATORS:
        mapping = said({}, tables, ResultsMapping())
        return _look(request, Coming(form, questionnaire, "", tables, mapping))
    context = {
        "here": "results",
        "part": "imports",
        "form": form,
        "group": group_name(questionnaire, group),
        "heads": [called for _heading, called in COLUMNS.values()],
        "rows": tuple(rows_to_type(questionnaire, group, request.POST.dict())),
    }
    return render(request, "survey_results/type_in.html", context, status=INVALID if is_sent else 200)


def _asked(request: Request) -> dict[str, Any]:
    """Say what a form is to ask: questionnaires as they are today, and the year before this for a suggestion."""
    own, day = own_of(request.standing.association), request.standing.day
    return {"questionnaires": questionnaires_in(own, day.year), "year": day.year - 1}


def _arrive(request: Request) -> HttpResponse:
    form = ArrivingForm(request.POST, request.FILES, **_asked(request))
    if not form.is_valid():
        return _start(request, form, INVALID)
    data, name = form.data_and_name()
    own, year = own_of(request.standing.association), form.cleaned_data["year"]
    questionnaire = questionnaire_in(own, form.cleaned_data["questionnaire"], year)
    long = look_at_long(data, name or PASTED, questionnaire, year) if questionnaire is not None else None
    looked = long or look_at_results(data, name or PASTED, questionnaires_in(own, year))
    if questionnaire is None:
        form.add_error("year", _("That questionnaire was not used that year."))
    is_large = len(found_to_text(looked.tables)) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE * ROOM
    if is_large:
        form.add_error("file", _("There is more in the file than results. Keep the sheets with results alone."))
    if questionnaire is None or is_large or not looked.tables:
        return _start(request, form, INVALID, looked.found)
    known = remembered(request.standing.association, questionnaire.key)
    mapping = said({}, looked.tables, known)
    return _look(request, Coming(form, questionnaire, file_name(name), looked.tables, mapping), looked.found)


def _again(request: Request) -> HttpResponse:
    form = OfForm(request.POST, **_asked(request))
    try:
        tables = found_from_text(request.POST.get("content", ""))
    except ValueError:
        messages.error(request, _("The page did not come back whole. Choose the file once more."))
        return redirect("survey_results:read_in", request.standing.association.slug)
    own = own_of(request.standing.association)
    questionnaire = (
        questionnaire_in(own, form.cleaned_data["questionnaire"], form.cleaned_data["year"])
        if form.is_valid()
        else None
    )
    if questionnaire is None:
        messages.error(request, _("The page did not come back whole. Choose the file once more."))
        return redirect("survey_results:read_in", request.standing.association.slug)
    known = remembered(request.standing.association, questionnaire.key)
    mapping = said(request.POST.dict(), tables, known)
    coming = Coming(form, questionnaire, file_name(request.POST.get("file", "")), tables, mapping)
    return _keep(request, coming) if request.POST["step"] == "save" else _look(request, coming)


def _keep(request: Request, coming: Coming) -> HttpResponse:
    survey, found = coming.read
    if has_error(found):
        return _look(request, coming, status=INVALID)
    try:
        keep(request.standing, coming.arriving(survey), worth_remembering(coming.mapping, coming.tables))
    except HeldAlready:
        messages.warning(request, _("These results had been read in already."))
    else:
        messages.success(request, _("The results are read in. The file itself is not kept."))
    return redirect("survey_results:imports", request.standing.association.slug)


def _start(request: Request, form: ArrivingForm, status: int = 200, found: Sequence[Finding] = ()) -> HttpResponse:
    indicators = questionnaire_in(own_of(request.standing.association), INDICATORS, request.standing.day.year)
    context = {
        "form": form,
        "findings": in_order(found),
        "here": "results",
        "part": "imports",
        "groups": indicators.groups if indicators is not None else (),
    }
    return render(request, "survey_results/read_in.html", context, status=status)


def _look(request: Request, coming: Coming, also: Sequence[Finding] = (), status: int = 200) -> HttpResponse:
    survey, read = coming.read
    found = in_order((*also, *read))
    asked = tuple(words_asked(coming.tables, coming.mapping, coming.questionnaire, read))
    context = {
        "here": "results",
        "part": "imports",
        "form": coming.form,
        "of": coming.form.cleaned_data,
        "questionnaire": coming.questionnaire,
        "file": coming.file,
        "content": found_to_text(coming.tables),
        "columns": tuple(columns_asked(coming.tables, coming.mapping)),
        "words": asked,
        "said": _said(request),
        "findings": found,
        "is_stopped": has_error(found),
        "rows": shown_rows(survey, coming.questionnaire),
        "beside": beside(request.standing, coming.arriving(survey), coming.questionnaire),
    }
    return render(request, "survey_results/look.html", context, status=status)


def _said(request: Request) -> list[tuple[str, str]]:
    """List the words that have been said the meaning of: they ride on, so that they are not asked again."""
    return [(name, str(value)) for name, value in request.POST.items() if name.startswith("word.") and value]


def file_name(given: str) -> str:
    """Return the name of a file without the folders it lay in, and without what cannot be seen."""
    base = given.replace("\\", "/").rstrip("/").rpartition("/")[2]
    seen = "".join(char if char.isprintable() else " " for char in base)
    return " ".join(seen.split()).strip(". ")[:LONGEST_NAME]
