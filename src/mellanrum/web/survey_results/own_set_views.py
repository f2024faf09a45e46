"""The association's own sets of answers: listed, made, changed and removed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mellanrum.findings import words
from mellanrum.surveys.questionnaires import Questionnaire, answer_label
from mellanrum.surveys.rules import QuestionRule
from mellanrum.web.access.pages import forms_too
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_import_survey_results, check_can_read_survey_results
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.survey_results.models import OwnSet
from mellanrum.web.survey_results.names import group_name, question_name
from mellanrum.web.survey_results.own_set_forms import OwnSetForm, QuestionForm
from mellanrum.web.survey_results.services.asking import own_of, questionnaire_in, questionnaires_in
from mellanrum.web.survey_results.services.own_sets import remove_set, save_set, set_of, sets_of

Asked = tuple[Questionnaire, QuestionRule]


@dataclass(frozen=True, slots=True)
class ShownSet:
    """A set with its question and answers as they are called."""

    held: OwnSet
    question: str
    answers: tuple[str, ...]


@in_association(check_can_read_survey_results)
@never_cache
@require_GET
def own_sets(request: Request) -> HttpResponse:
    """List the sets."""
    return _page(request, "own_sets", sets=tuple(_shown(request)))


def _shown(request: Request) -> Iterator[ShownSet]:
    own = own_of(request.standing.association)
    for each in sets_of(request.standing):
        of = questionnaire_in(own, each.questionnaire, each.last_year or request.standing.day.year)
        asked = _asked(of, each.question) if of is not None else None
        yield ShownSet(each, *_named(each, asked))


def _named(held: OwnSet, asked: Asked | None) -> tuple[str, tuple[str, ...]]:
    answers = tuple(held.answers.split())
    if asked is None:
        return held.question, answers
    of, question = asked
    name = f"{question_name(of, question)}, {group_name(of, question.group).lower()}"
    return name, tuple(words(answer_label(of, question, each), lang()) for each in answers)


@in_association(check_can_import_survey_results)
@forms_too
def new_set(request: Request) -> HttpResponse:
    """Choose a question, and make a set of its answers."""
    questionnaires = questionnaires_in(own_of(request.standing.association), request.standing.day.year)
    of, _dot, key = request.GET.get("question", "").partition(".")
    asked = next((found for each in questionnaires if each.key == of and (found := _asked(each, key))), None)
    if asked is None:
        form = QuestionForm(questionnaires=questionnaires)
        return _page(request, "own_set_question", form=form)
    return _answered(request, None, asked, {"first_year": request.standing.day.year})


@in_association(check_can_import_survey_results)
@forms_too
def own_set(request: Request, pk: int) -> HttpResponse:
    """Change a set. One whose question is asked no more stands as it is, and can be removed."""
    held = set_of(request.standing, pk)
    if held is None:
        raise Http404
    own = own_of(request.standing.association)
    years = (held.last_year or request.standing.day.year, held.first_year)
    found = (questionnaire_in(own, held.questionnaire, year) for year in years)
    asked = next((told for of in found if of is not None and (told := _asked(of, held.question))), None)
    if asked is None:
        return redirect("survey_results:remove_set", request.standing.association.slug, pk)
    initial = {
        "name": held.name,
        "answers": held.answers.split(),
        "first_year": held.first_year,
        "last_year": held.last_year,
    }
    return _answered(request, held, asked, initial)


def _answered(request: Request, held: OwnSet | None, asked: Asked, initial: dict[str, Any]) -> HttpResponse:
    of, question = asked
    posted = request.POST if request.method == "POST" else None
    form = OwnSetForm(posted, questionnaire=of, question=question, initial=initial)
    if request.method == "POST" and form.is_valid():
        save_set(request.standing, held, (of.key, question.key), form.chosen())
        messages.success(request, _("The set is saved, and stands in the tables of its question."))
        return redirect("survey_results:own_sets", request.standing.association.slug)
    name = f"{question_name(of, question)}, {group_name(of, question.group).lower()}"
    return _page(request, "own_set", 422 if form.errors else 200, form=form, held=held, question=name)


@in_association(check_can_import_survey_results)
@forms_too
def remove(request: Request, pk: int) -> HttpResponse:
    """Ask, and remove a set."""
    held = set_of(request.standing, pk)
    if held is None:
        raise Http404
    if request.method == "POST":
        remove_set(request.standing, held)
        messages.success(request, _("The set is removed. The answers are kept."))
        return redirect("survey_results:own_sets", request.standing.association.slug)
    return _page(request, "own_set_remove", held=held)


def _asked(of: Questionnaire, key: str) -> Asked | None:
    question = next((each for each in of.questions if each.key == key), None)
    return (of, question) if question is not None else None


def _page(request: Request, name: str, status: int = 200, **told: Any) -> HttpResponse:  # noqa: ANN401 - a page's own
    context = {"here": "results", "part": "sets", **told}
    return render(request, f"survey_results/{name}.html", context, status=status)
