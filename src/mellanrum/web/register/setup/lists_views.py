"""Lists of answers: an answer added, hidden, shown again, ended."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from mellanrum.web.access.pages import found
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_set_up_follow_up
from mellanrum.web.parts.templatetags.parts import say
from mellanrum.web.register.services.declaring import NewAnswer, add_answer, end_answer, hide_answer, show_answer
from mellanrum.web.register.setup.lists import Line, Listed, groups_of, lists_of, questions_on
from mellanrum.web.register.setup.lists_forms import AnswerForm, FromForm
from mellanrum.web.register.setup.pages import FormPage, done, form_page

_LISTS = "register:lists"


@in_association(check_can_set_up_follow_up)
@require_safe
def lists(request: Request) -> HttpResponse:
    listed = lists_of(request.standing.association, request.standing.day)
    return render(request, "register/setup_lists.html", {"here": "setup", "lists": listed})


@in_association(check_can_set_up_follow_up)
def new_answer(request: Request, question: str) -> HttpResponse:
    listed = _listed(request, question)
    broad = groups_of(question, questions_on(request.standing.day).values())
    form = AnswerForm(request.POST or None, today=request.standing.day, broad=broad, lines=listed.lines)
    if request.method == "POST" and form.is_valid():
        wanted = NewAnswer(question, form.cleaned_data["label"], form.groups, form.cleaned_data["first_day"])
        add_answer(request.standing, wanted)
        return done(request, _("“%(label)s” can be answered from %(day)s.") % _said(wanted), _LISTS)
    title = _("An answer more: %(question)s") % {"question": say(listed.question.label)}
    lead = gettext_lazy("The answer has a row of its own in the tables from the day you choose.")
    return form_page(request, form, FormPage(title, _("Add the answer"), _LISTS, lead))


@in_association(check_can_set_up_follow_up)
def hide(request: Request, question: str, key: str) -> HttpResponse:
    line = _line(request, question, key)
    if line.is_own:
        raise Http404
    form = FromForm(request.POST or None, today=request.standing.day)
    if request.method == "POST" and form.is_valid():
        hide_answer(request.standing, question, key, form.cleaned_data["first_day"])
        told = {"label": line.label, "day": form.cleaned_data["first_day"]}
        return done(request, _("“%(label)s” is left out of the forms from %(day)s.") % told, _LISTS)
    title = _("Leave out “%(label)s”") % {"label": line.label}
    lead = gettext_lazy("The forms do not ask for it any more. What has been counted stays in the tables.")
    return form_page(request, form, FormPage(title, _("Leave it out"), _LISTS, lead))


@in_association(check_can_set_up_follow_up)
@require_POST
def show(request: Request, question: str, key: str) -> HttpResponse:
    line = _line(request, question, key)
    show_answer(request.standing, question, key)
    return done(request, _("“%(label)s” is in the forms again.") % {"label": line.label}, _LISTS)


@in_association(check_can_set_up_follow_up)
@require_POST
def end(request: Request, question: str, key: str) -> HttpResponse:
    line = _line(request, question, key)
    if not line.is_own or line.row is None:
        raise Http404
    end_answer(request.standing, line.row, request.standing.day)
    return done(request, _("“%(label)s” is given for the last time today.") % {"label": line.label}, _LISTS)


def _listed(request: Request, question: str) -> Listed:
    listed = lists_of(request.standing.association, request.standing.day)
    return found(next((each for each in listed if each.question.key == question), None))


def _line(request: Request, question: str, key: str) -> Line:
    return found(next((line for line in _listed(request, question).lines if line.key == key), None))


def _said(wanted: NewAnswer) -> dict[str, object]:
    return {"label": wanted.label, "day": wanted.first_day}
