"""Typed totals: violence screening and rating scales, by year."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from mellanrum.findings import has_error, words
from mellanrum.numbers import decimals, share
from mellanrum.surveys.rules import Line, TotalsRule
from mellanrum.surveys.sex import TOLD, Sex
from mellanrum.surveys.totals import LARGEST, Totals
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_import_survey_results, check_can_read_survey_results
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.register.services.deciding import settings_on
from mellanrum.web.survey_results.importing.forms import EARLIEST, LATEST
from mellanrum.web.survey_results.names import SEXES
from mellanrum.web.survey_results.services.totals import rule_in, rules_in, save_totals, typed_in

ALL: tuple[Sex | None, ...] = (None, *TOLD)


class TotalsForm(forms.Form):
    """How many of each line, in all and of women and men where that is known."""

    def __init__(self, *args: Any, rule: TotalsRule, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own
        super().__init__(*args, **kwargs)
        self.rule = rule
        for line in rule.lines:
            for sex in ALL:
                self.fields[name_of(line, sex)] = forms.IntegerField(
                    label=_("%(line)s, %(sex)s")
                    % {"line": words(line.label, lang()), "sex": str(SEXES[sex]).lower() if sex else _("all")},
                    required=False,
                    validators=[MinValueValidator(0), MaxValueValidator(LARGEST)],
                )

    def totals(self, year: int) -> Totals:
        """Return what was typed."""
        given = self.cleaned_data
        numbers = {
            (line.key, sex): given[name]
            for line in self.rule.lines
            for sex in ALL
            if given.get(name := name_of(line, sex)) is not None
        }
        return Totals(self.rule.key, year, numbers)


def name_of(line: Line, sex: Sex | None) -> str:
    """Name the field of a line and a sex."""
    return f"{line.key}.{sex.value if sex else 'all'}"


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of typed totals: how many, and their share or mean; None: they, or others, are too few."""

    label: str
    number: int | None
    told: str


@dataclass(frozen=True, slots=True)
class ShownTotals:
    """A year's totals of a rule."""

    rule: TotalsRule
    year: int
    lines: tuple[ShownLine, ...]


@in_association(check_can_read_survey_results)
@never_cache
@require_GET
def totals(request: Request) -> HttpResponse:
    """Show what has been typed, and what can be."""
    day, association = request.standing.day, request.standing.association
    threshold = settings_on(association, day.year).threshold
    both = zip(typed_in(association), typed_in(association, threshold), strict=True)
    shown = [ShownTotals(rule, each.year, tuple(_lines(each, told, rule))) for (each, rule), (told, _rule) in both]
    context = {
        "here": "results",
        "part": "totals",
        "typed": shown,
        "rules": rules_in(day.year),
        "years": range(day.year, day.year - 3, -1),
    }
    return render(request, "survey_results/totals.html", context)


def _lines(typed: Totals, told: Totals, rule: TotalsRule) -> Iterator[ShownLine]:
    for line in rule.lines:
        if typed.number(line.key) is not None:
            part = told.share(rule, line.key)
            written = "" if part is None else _written(part, line)
            yield ShownLine(words(line.label, lang()), told.number(line.key), written)


def _written(part: Decimal, line: Line) -> str:
    return decimals(part, 1, lang()) if line.is_sum else share(part, 0, lang())


@in_association(check_can_import_survey_results)
@require_http_methods(["GET", "POST"])
def type_totals(request: Request, key: str, year: int) -> HttpResponse:
    """Type a year's totals."""
    rule = rule_in(key, year) if EARLIEST <= year <= LATEST else None
    if rule is None:
        raise Http404
    held = next(
        (each for each, of in typed_in(request.standing.association) if (of.key, each.year) == (key, year)), None
    )
    initial = {name_of(line, sex): held.number(line.key, sex) for line in rule.lines for sex in ALL} if held else {}
    form = TotalsForm(request.POST if request.method == "POST" else None, rule=rule, initial=initial)
    context = {"here": "results", "part": "totals", "form": form, "rule": rule, "year": year}
    if request.method == "POST" and form.is_valid():
        found = save_totals(request.standing, form.totals(year), rule)
        if not has_error(found):
            if found:
                return render(request, "survey_results/totals_saved.html", {**context, "findings": found})
            messages.success(request, _("The totals are saved."))
            return redirect("survey_results:totals", request.standing.association.slug)
        context["findings"] = found
    return render(request, "survey_results/totals_type.html", context, status=422 if form.errors else 200)
