"""Files that are loaded: wordings in a language, and own questionnaires as a file. An empty wording to fill in, too."""

from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from mellanrum.findings import Finding, has_error
from mellanrum.surveys.own import read_own_toml
from mellanrum.surveys.wording import read_wording
from mellanrum.web.access.pages import forms_too, found, said, sent
from mellanrum.web.access.roles import Impossible
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_run_surveys
from mellanrum.web.surveys import editing
from mellanrum.web.surveys.forms.planning import NoForm
from mellanrum.web.surveys.services.own import questionnaires_of, rules_of, save_rules, token_of_rules
from mellanrum.web.surveys.services.wordings import languages_of, remove_wording, save_wording
from mellanrum.web.surveys.templatetags.surveys import language_name
from mellanrum.web.surveys.views.pages import FormPage, answered, url
from mellanrum.web.surveys.worded import empty_wording

LARGEST = 500_000  # bytes


class FileForm(forms.Form):
    """A file of text."""

    file = forms.FileField(label=gettext_lazy("File"), widget=forms.FileInput(attrs={"accept": ".toml"}))


@in_association(check_can_run_surveys)
@require_safe
def wordings(request: Request) -> HttpResponse:
    return _wordings(request)


@in_association(check_can_run_surveys)
@forms_too
def load_wording(request: Request, questionnaire: str) -> HttpResponse:
    """Read a wording, save it, and say what it lacks."""
    listed = questionnaires_of(request.standing.association, request.standing.day)
    asked = found(next((each for each in listed if each.key == questionnaire), None))
    if request.method != "POST":
        return _wordings(request)
    wording, told = read_wording(*_file(request), asked)
    if wording is None or wording.questionnaire != asked.key or has_error(told):
        return _wordings(request, told, 422)
    try:
        save_wording(request.standing, wording)
    except Impossible as reason:
        messages.error(request, str(reason))
        return _wordings(request, (), 422)
    messages.success(
        request, _("The wording in %(language)s has been loaded.") % {"language": language_name(wording.language)}
    )
    return _wordings(request, told) if told else redirect(url(request, "wordings"))


@in_association(check_can_run_surveys)
@require_safe
def wording_to_fill_in(request: Request, questionnaire: str) -> HttpResponse:
    listed = questionnaires_of(request.standing.association, request.standing.day)
    asked = found(next((each for each in listed if each.key == questionnaire), None))
    headers = {"Content-Disposition": f'attachment; filename="{asked.key}.toml"'}
    return HttpResponse(empty_wording(asked), content_type="application/toml; charset=utf-8", headers=headers)


@in_association(check_can_run_surveys)
@forms_too
def drop_wording(request: Request, questionnaire: str, language: str) -> HttpResponse:
    found(language if language in languages_of(request.standing.association).get(questionnaire, ()) else None)

    def save() -> str:
        remove_wording(request.standing, questionnaire, language)
        return said(request, _("The wording has been removed."), url(request, "wordings"))

    page = FormPage(
        _("Remove the wording in %(language)s?") % {"language": language_name(language)},
        _("Remove"),
        url(request, "wordings"),
        _("Short names stand in place of the questions then, unless there is another language."),
        _("Wordings"),
        "wordings",
        danger=True,
    )
    return answered(request, NoForm(sent(request)), page, save)


@in_association(check_can_run_surveys)
@forms_too
def load_own(request: Request) -> HttpResponse:
    """Read own questionnaires from a file: what has the same key is put in the place of what there was."""
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    told = _saved_own(request, form) if form.is_valid() else ()
    if form.is_valid() and not has_error(told):
        messages.success(request, _("The questionnaires of the file have been saved."))
        return redirect(url(request, "own"))
    context = {"here": "own", "form": form, "findings": told}
    return render(request, "surveys/own_file.html", context, status=422 if form.errors or told else 200)


def _saved_own(request: Request, form: FileForm) -> tuple[Finding, ...]:
    rules = rules_of(request.standing.association)
    read, told = read_own_toml(*_file(request))
    if read is None:
        return told
    if not (read.questionnaires or read.scales):
        form.add_error("file", _("There is no questionnaire in the file."))
        return ()
    try:
        return save_rules(request.standing, editing.merged(rules, read), token_of_rules(rules))
    except Impossible as reason:
        form.add_error("file", str(reason))
        return ()


def _wordings(request: Request, told: Sequence[Finding] = (), status: int = 200) -> HttpResponse:
    languages = languages_of(request.standing.association)
    listed = questionnaires_of(request.standing.association, request.standing.day)
    context = {
        "here": "wordings",
        "questionnaires": [(each, languages.get(each.key, ()), FileForm(prefix=each.key)) for each in listed],
        "findings": told,
    }
    return render(request, "surveys/wordings.html", context, status=status)


def _file(request: Request) -> tuple[bytes, str]:
    """Return what was sent as a file, and its name; of what is too large so much that it cannot be read."""
    file = next((request.FILES[name] for name in request.FILES), None)
    return (file.read(LARGEST), str(file.name)) if isinstance(file, UploadedFile) else (b"", "")
