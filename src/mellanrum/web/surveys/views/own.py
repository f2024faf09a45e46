"""Own questionnaires: what there are, what one asks, and changing it one thing at a time."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mellanrum.findings import has_error
from mellanrum.rules import in_force, shipped
from mellanrum.surveys.questionnaires import SHIPPED, Questionnaire
from mellanrum.surveys.rules import QuestionnaireRule, Rules, Scale
from mellanrum.web.access.pages import forms_too, found, said, sent
from mellanrum.web.access.roles import Impossible
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_run_surveys
from mellanrum.web.access.standing import Standing
from mellanrum.web.parts.templatetags.parts import spoken
from mellanrum.web.surveys import editing
from mellanrum.web.surveys.forms.own import (
    FactsForm,
    FirstForm,
    QuestionForm,
    answers_text,
    initial_question,
)
from mellanrum.web.surveys.forms.planning import NoForm
from mellanrum.web.surveys.services.own import questionnaires_of, rules_of, save_rules, token_of_rules
from mellanrum.web.surveys.services.wordings import languages_of
from mellanrum.web.surveys.views.pages import FormPage, answered, url


@in_association(check_can_run_surveys)
@require_safe
def home(request: Request) -> HttpResponse:
    rules = rules_of(request.standing.association)
    context = {
        "here": "own",
        "own": rules.questionnaires,
        "scales": [(scale, answers_text(scale)) for scale in rules.scales],
        "shipped": [
            each
            for each in questionnaires_of(request.standing.association, request.standing.day)
            if each.key not in each.own
        ],
    }
    return render(request, "surveys/own.html", context)


@in_association(check_can_run_surveys)
@require_safe
def questionnaire(request: Request, questionnaire: str) -> HttpResponse:
    """Show what a questionnaire asks, an own one or one that ships."""
    asked, is_used = _asked(request.standing, questionnaire)
    scales = {each.key: asked.scales[each.scale] for each in asked.questions if each.scale in asked.scales}
    labels = {(question, answer.key): answer.label for question, scale in scales.items() for answer in scale.answers}
    gates = {each.key: each.label for each in asked.questions}
    context = {
        "here": "own",
        "asked": asked,
        "is_own": asked.key in asked.own,
        "is_used": is_used,
        "languages": languages_of(request.standing.association).get(asked.key, ()),
        "groups": [
            (
                group,
                [
                    (
                        each,
                        answers_text(scales[each.key]) if each.key in scales else "",
                        (gates[each.only_after[0]], labels.get(each.only_after, "")) if each.only_after else None,
                    )
                    for each in asked.of_group(group.key)
                ],
            )
            for group in asked.groups
        ],
    }
    return render(request, "surveys/questionnaire.html", context)


@in_association(check_can_run_surveys)
@forms_too
def add(request: Request) -> HttpResponse:
    rules = rules_of(request.standing.association)
    form = FirstForm(sent(request), scales=scales_of(rules, request.standing.day), initial={"kind": "own"})

    def save() -> str:
        made, key = editing.with_questionnaire(rules, form.facts(), form.first(), request.standing.day)
        keep(request, made)
        told = _("“%(name)s” has been added. Add the rest of its questions.") % {"name": form.cleaned_data["label"]}
        return said(request, told, url(request, "questionnaire", key))

    page = FormPage(
        _("A questionnaire of your own"), _("Add it"), url(request, "own"), here="own", seen=token_of_rules(rules)
    )
    return answered(request, form, page, save)


@in_association(check_can_run_surveys)
@forms_too
def edit(request: Request, questionnaire: str) -> HttpResponse:
    rules, rule = _own(request, questionnaire)
    initial = {"label": rule.label, "kind": rule.kind, "free_text": rule.free_text}
    form = FactsForm(sent(request), rule=rule, initial=initial)

    def save() -> str:
        made = editing.with_facts(rules, rule.key, form.facts())
        if not found(editing.questionnaire_in(made, rule.key)).questions:
            raise _one_question()
        return _kept(request, made, rule)

    page = _page(request, rules, rule, _("Name and groups"), _("Save"))
    return answered(request, form, page, save)


@in_association(check_can_run_surveys)
@forms_too
def remove(request: Request, questionnaire: str) -> HttpResponse:
    rules, rule = _own(request, questionnaire)

    def save() -> str:
        keep(request, editing.without_questionnaire(rules, rule.key))
        return said(
            request, _("The questionnaire “%(name)s” has been removed.") % {"name": rule.label}, url(request, "own")
        )

    lead = _(
        "No new survey can be planned with it. Surveys that have been closed keep what they asked, and their results."
    )
    page = FormPage(
        _("Remove “%(name)s”?") % {"name": rule.label},
        _("Remove"),
        url(request, "questionnaire", rule.key),
        lead,
        rule.label,
        "own",
        danger=True,
        seen=token_of_rules(rules),
    )
    return answered(request, NoForm(sent(request)), page, save)


@in_association(check_can_run_surveys)
@forms_too
def add_question(request: Request, questionnaire: str) -> HttpResponse:
    rules, rule = _own(request, questionnaire)
    scales = scales_of(rules, request.standing.day)
    last = rule.questions[-1]
    form = QuestionForm(sent(request), rule=rule, scales=scales, initial={"group": last.group, "scale": last.scale})

    def save() -> str:
        return _kept(request, editing.with_question(rules, rule.key, form.asked()), rule)

    return answered(request, form, _page(request, rules, rule, _("One more question"), _("Add the question")), save)


@in_association(check_can_run_surveys)
@forms_too
def edit_question(request: Request, questionnaire: str, question: str) -> HttpResponse:
    rules, rule = _own(request, questionnaire)
    held = found(editing.question_in(rule, question, request.standing.day))
    scales = scales_of(rules, request.standing.day)
    form = QuestionForm(sent(request), rule=rule, scales=scales, held=held, initial=initial_question(held))

    def save() -> str:
        made = editing.with_question(rules, rule.key, form.asked(), held.key, request.standing.day)
        return _kept(request, made, rule)

    remove = url(request, "remove_question", rule.key, held.key)
    page = _page(request, rules, rule, _("Change the question"), _("Save"), remove=remove)
    return answered(request, form, page, save)


@in_association(check_can_run_surveys)
@forms_too
def remove_question(request: Request, questionnaire: str, question: str) -> HttpResponse:
    rules, rule = _own(request, questionnaire)
    held = found(editing.question_in(rule, question, request.standing.day))

    def save() -> str:
        if len(rule.questions) == 1:
            raise _one_question()
        return _kept(request, editing.without_question(rules, rule.key, held.key, request.standing.day), rule)

    page = _page(request, rules, rule, _("Remove “%(name)s”?") % {"name": held.label}, _("Remove"), danger=True)
    return answered(request, NoForm(sent(request)), page, save)


def keep(request: Request, rules: Rules) -> None:
    """Save own rules in the place of those the form showed. Impossible says everything that stands in the way."""
    found = save_rules(request.standing, rules, str(request.POST.get("seen", "")))
    if has_error(found):
        told = (spoken(each) for each in found)
        raise Impossible(" ".join(f"{each['message']} {each['mend']}" for each in told))


def scales_of(rules: Rules, day: date) -> tuple[Scale, ...]:
    """List the scales that a question can be answered by, those of the association's own first."""
    return (*rules.scales, *in_force(shipped(Rules, SHIPPED).scales, day))


def _asked(standing: Standing, key: str) -> tuple[Questionnaire, bool]:
    """Return a questionnaire as it stands, and whether it does: an own one that does not, as it will or did."""
    association, day = standing.association, standing.day
    of_key = [each for each in rules_of(association).questionnaires if each.key == key]
    days = (each.valid_from if each.valid_from > day else each.valid_to or day for each in of_key)
    for at in (day, *sorted(days, reverse=True)):
        asked = next((each for each in questionnaires_of(association, at) if each.key == key), None)
        if asked is not None:
            return asked, at == day
    raise Http404


def _own(request: Request, key: str) -> tuple[Rules, QuestionnaireRule]:
    rules = rules_of(request.standing.association)
    return rules, found(editing.questionnaire_in(rules, key))


def _kept(request: Request, rules: Rules, rule: QuestionnaireRule) -> str:
    keep(request, rules)
    return said(request, _("The questionnaire has been saved."), url(request, "questionnaire", rule.key))


def _page(
    request: Request,
    rules: Rules,
    rule: QuestionnaireRule,
    title: str,
    button: str,
    **more: Any,  # noqa: ANN401 - what else a page says
) -> FormPage:
    back = url(request, "questionnaire", rule.key)
    return FormPage(title, button, back, of=rule.label, here="own", seen=token_of_rules(rules), **more)


def _one_question() -> Impossible:
    return Impossible(_("A questionnaire has at least one question. Remove the questionnaire instead."))
