"""Own scales: answers and how each is told, or grades."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from mellanrum.surveys.rules import Scale
from mellanrum.web.access.pages import forms_too, found, said, sent
from mellanrum.web.access.roles import Impossible
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_run_surveys
from mellanrum.web.surveys import editing
from mellanrum.web.surveys.forms.planning import NoForm
from mellanrum.web.surveys.forms.scales import AnswersForm, GradesForm
from mellanrum.web.surveys.services.own import rules_of, token_of_rules
from mellanrum.web.surveys.views.own import keep
from mellanrum.web.surveys.views.pages import FormPage, answered, url


@in_association(check_can_run_surveys)
@forms_too
def add_answers(request: Request) -> HttpResponse:
    return _answers(request, None)


@in_association(check_can_run_surveys)
@forms_too
def add_grades(request: Request) -> HttpResponse:
    return _grades(request, None)


@in_association(check_can_run_surveys)
@forms_too
def edit(request: Request, scale: str) -> HttpResponse:
    held = found(editing.scale_in(rules_of(request.standing.association), scale))
    return _grades(request, held) if held.is_grade else _answers(request, held)


@in_association(check_can_run_surveys)
@forms_too
def remove(request: Request, scale: str) -> HttpResponse:
    rules = rules_of(request.standing.association)
    held = found(editing.scale_in(rules, scale))

    def save() -> str:
        if users := editing.users_of(rules, held.key):
            told = _("“%(name)s” is answered by it. Give its questions another scale first.")
            raise Impossible(told % {"name": users[0].label})
        keep(request, editing.without_scale(rules, held.key))
        return said(request, _("The scale “%(name)s” has been removed.") % {"name": held.label}, url(request, "own"))

    page = FormPage(
        _("Remove “%(name)s”?") % {"name": held.label},
        _("Remove"),
        url(request, "own"),
        of=_("Questionnaires"),
        here="own",
        danger=True,
        seen=token_of_rules(rules),
    )
    return answered(request, NoForm(sent(request)), page, save)


def _answers(request: Request, held: Scale | None) -> HttpResponse:
    rules = rules_of(request.standing.association)
    form = AnswersForm(sent(request), held=held, initial={"label": held.label} if held else {})

    def save() -> str:
        label, key = " ".join(form.cleaned_data["label"].split()), held.key if held else ""
        keep(request, editing.with_answers(rules, label, form.answers(), request.standing.day, key))
        return said(request, _("The scale has been saved."), url(request, "own"))

    return answered(request, form, _page(request, held), save, template="surveys/scale.html")


def _grades(request: Request, held: Scale | None) -> HttpResponse:
    rules = rules_of(request.standing.association)
    names = ("label", "lowest", "highest")
    form = GradesForm(sent(request), initial={name: getattr(held, name) for name in names} if held else {})

    def save() -> str:
        data = form.cleaned_data
        label, ends = " ".join(data["label"].split()), (data["lowest"], data["highest"])
        keep(request, editing.with_grades(rules, label, ends, request.standing.day, held.key if held else ""))
        return said(request, _("The scale has been saved."), url(request, "own"))

    return answered(request, form, _page(request, held), save)


def _page(request: Request, held: Scale | None) -> FormPage:
    remove = url(request, "remove_scale", held.key) if held else ""
    title = _("Change the scale “%(name)s”") % {"name": held.label} if held else _("A scale of your own")
    seen = token_of_rules(rules_of(request.standing.association))
    return FormPage(
        title, _("Save the scale"), url(request, "own"), of=_("Questionnaires"), here="own", seen=seen, remove=remove
    )
