"""Where a result comes from: the counted answers, or the row that somebody else has reported."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mellanrum.figures import Figure, Leaf, Operation, Unit
from mellanrum.figures.tracing import Traced, exact, full_name, leaf_name, told_rule, traced
from mellanrum.findings import words
from mellanrum.numbers import decimals, share
from mellanrum.surveys.families import NATIONAL
from mellanrum.surveys.sex import TOLD, Sex
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_read_survey_results
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.survey_results import pages
from mellanrum.web.survey_results.figures import book_of
from mellanrum.web.survey_results.importing.forms import EARLIEST, LATEST
from mellanrum.web.survey_results.names import SEXES
from mellanrum.web.survey_results.telling.desk import Desk

_KEY = re.compile(r"(indicators|national_indicators|surveys)(\.[a-z0-9_]+){2,6}")

_SEXES = frozenset((None, *(sex.value for sex in TOLD)))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the tree: what it is, its amount, and what it rests on."""

    label: str
    amount: str
    lines: tuple["Line", ...] = ()


@in_association(check_can_read_survey_results)
@never_cache
@require_GET
def trace(request: Request, year: int, key: str) -> HttpResponse:
    """Show what a figure is made of: as part of the page that asks, or as a page."""
    if not EARLIEST <= year <= LATEST:
        raise Http404
    desk, sex = pages.open_desk(request.standing, str(year)), request.GET.get("sex") or None
    book = book_of(request.standing, desk.results, year)
    figure = book.find(key, sex=sex) if _KEY.fullmatch(key) and sex in _SEXES else None
    if figure is None:
        raise Http404
    told = {
        "here": "results",
        "part": "indicators",
        "figure": figure,
        "name": name_of(desk, figure),
        "shown": written(figure),
        "exact": exact(figure, lang()),
        "is_quotient": figure.trace.operation is Operation.QUOTIENT,
        "rule": told_rule(figure, lang()),
        "lines": tuple(_lines(traced(figure), figure)),
    }
    name = "survey_results/parts/trace.html" if request.htmx else "survey_results/trace.html"
    answer = render(request, name, told)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def name_of(desk: Desk, figure: Figure) -> str:
    """Name a figure with the group it is of: questions of several groups are called the same."""
    name, parts = full_name(figure, lang()), figure.key.split(".")
    of_year = desk.results.indicators_of(figure.period.year)
    if parts[0] == "surveys" and parts[1] in desk.results.surveys:
        of_year = desk.results.surveys[parts[1]].of(figure.period.year)
    group = of_year.questionnaire.group(parts[2]) if of_year is not None and len(parts) > 2 else None
    named = f"{name}, {words(group.label, lang()).lower()}" if group is not None else name
    if figure.sex:
        named = f"{named}, {str(SEXES[Sex(figure.sex)]).lower()}"
    return _("National: %(what)s") % {"what": named} if parts[0] == NATIONAL else named


def written(figure: Figure) -> str:
    """Write a figure as it is shown, with its unit."""
    if figure.unit is Unit.SHARE:
        return share(figure.rounded, 0, lang())
    return decimals(figure.rounded, 0 if figure.rounded == int(figure.rounded) else 1, lang())


def _lines(inputs: tuple[Traced, ...], of: Figure) -> Iterator[Line]:
    operation = of.trace.operation
    for at, each in enumerate(inputs):
        label, amount = _told(each.node, of)
        if operation is Operation.QUOTIENT:
            label = (_("Divided by: %(what)s") if at else _("What is divided: %(what)s")) % {"what": label}
        yield Line(label, amount, _below(each))


def _told(node: Figure | Leaf, of: Figure) -> tuple[str, str]:
    """Name an input of a figure, and write it: a leaf that is the figure itself is written in its unit."""
    if isinstance(node, Figure):
        return full_name(node, lang()), written(node)
    if of.unit is Unit.SHARE and of.trace.operation is Operation.GIVEN:
        return leaf_name(node, lang()), share(node.value, 0, lang())
    return leaf_name(node, lang()), decimals(node.value, 0 if node.value == int(node.value) else 1, lang())


def _below(each: Traced) -> tuple[Line, ...]:
    return tuple(_lines(each.inputs, each.node)) if isinstance(each.node, Figure) else ()
