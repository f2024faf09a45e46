"""Named sets of end reasons, which may overlap and are the association's own definitions."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from mellanrum.web.access.pages import found
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_set_up_follow_up
from mellanrum.web.register.models import OwnSet
from mellanrum.web.register.services.deciding import holds
from mellanrum.web.register.services.declaring import NewSet, end_set, save_set, usual_sets
from mellanrum.web.register.services.reporting import said
from mellanrum.web.register.setup.lists import lists_of
from mellanrum.web.register.setup.lists_forms import SetForm
from mellanrum.web.register.setup.pages import FormPage, done, form_page

QUESTION = "end_reason"
_SETS = "register:sets"
_SELF_SUPPORT = ("work", "supported_work", "studies", "labour_market")
_REHABILITATION = ("rehabilitation_municipality", "rehabilitation_state", "other_intervention")
USUAL: tuple[tuple[str, object, tuple[str, ...]], ...] = (
    ("self_support", said("Self-support"), _SELF_SUPPORT),
    ("step_forward", gettext_lazy("Step forward"), (*_SELF_SUPPORT, *_REHABILITATION)),
    ("rehabilitation", said("Continued rehabilitation"), _REHABILITATION),
    ("care", said("Care"), ("care", "pension")),
)
"""The sets that reports usually have."""


@in_association(check_can_set_up_follow_up)
@require_safe
def sets(request: Request) -> HttpResponse:
    labels = _labels(request)
    held = _held(request)
    told = [(row, [labels.get(key, key) for key in row.answers.split()]) for row in held]
    usual = [(label, [labels.get(key, key) for key in answers]) for key, label, answers in USUAL]
    return render(request, "register/setup_sets.html", {"here": "setup", "sets": told, "usual": usual})


@in_association(check_can_set_up_follow_up)
@require_POST
def add_usual(request: Request) -> HttpResponse:
    held = {row.key for row in _held(request)}
    for key, label, answers in USUAL:
        if key not in held:
            first = request.standing.day.replace(month=1, day=1)
            save_set(request.standing, NewSet(key, QUESTION, str(label), answers, first))
    return done(request, _("The usual sets have been added."), _SETS)


@in_association(check_can_set_up_follow_up)
def new_set(request: Request) -> HttpResponse:
    return _edited(request, None, FormPage(_("A set of end reasons"), _("Save the set"), _SETS))


@in_association(check_can_set_up_follow_up)
def change_set(request: Request, own: int) -> HttpResponse:
    row = found(next((row for row in _held(request) if row.pk == own), None))
    lead = gettext_lazy("A changed set holds from the day you choose. What was reported before it stays as it was.")
    page = FormPage(_("Change “%(label)s”") % {"label": row.label}, _("Save the set"), _SETS, lead)
    return _edited(request, row, page)


@in_association(check_can_set_up_follow_up)
@require_POST
def remove_set(request: Request, own: int) -> HttpResponse:
    row = found(next((row for row in _held(request) if row.pk == own), None))
    end_set(request.standing, row.key)
    return done(request, _("“%(label)s” is not told any more.") % {"label": row.label}, _SETS)


def _edited(request: Request, row: OwnSet | None, page: FormPage) -> HttpResponse:
    day = request.standing.day
    initial: dict[str, object] = {"first_day": day if row else day.replace(month=1, day=1)}
    initial |= {"label": row.label, "answers": row.answers.split()} if row else {}
    taken = [each.label for each in _held(request) if row is None or each.key != row.key]
    form = SetForm(
        request.POST or None,
        today=day.replace(month=1),
        choices=_labels(request).items(),
        taken=taken,
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        before = row.key if row else ""
        new = NewSet(before, QUESTION, told["label"], tuple(told["answers"]), told["first_day"])
        key = save_set(request.standing, new)
        return done(request, _saved(told["label"], replaces=key != before and key in usual_sets(QUESTION)), _SETS)
    return form_page(request, form, page)


def _saved(label: str, *, replaces: bool) -> str:
    if replaces:
        return _("“%(label)s” has been saved, and takes the place of the usual set of that name.") % {"label": label}
    return _("“%(label)s” has been saved.") % {"label": label}


def _held(request: Request) -> list[OwnSet]:
    rows = OwnSet.objects.of(request.standing.association).order_by("pk")
    return [row for row in rows if holds(row, request.standing.day) or row.first_day > request.standing.day]


def _labels(request: Request) -> Mapping[str, str]:
    listed = lists_of(request.standing.association, request.standing.day)
    lines = next(each.lines for each in listed if each.question.key == QUESTION)
    return {line.key: line.label for line in lines}
