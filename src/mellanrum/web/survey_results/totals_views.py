"""Typed totals: violence screening and rating scales, by year."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from mellanrum.documents.model import Table
from mellanrum.findings import has_error, words
from mellanrum.surveys.rules import Line, TotalsRule
from mellanrum.surveys.sex import TOLD, Sex
from mellanrum.surveys.totals import LARGEST, Totals, totals_from_text
from mellanrum.web.access.models import User
from mellanrum.web.access.pages import forms_too
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_import_survey_results, check_can_read_survey_results
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.survey_results import pages
from mellanrum.web.survey_results.importing.forms import EARLIEST, LATEST
from mellanrum.web.survey_results.names import SEXES
from mellanrum.web.survey_results.services.totals import rows_of, rule_in, rules_in, save_totals, typed_in
from mellanrum.web.survey_results.telling.desk import Desk
from mellanrum.web.survey_results.telling.of_totals import totals_told

ALL: tuple[Sex | None, ...] = (None, *TOLD)


class TotalsForm(forms.Form):
    """How many of each line, in all and of women and men where that is known."""

    def __init__(self, *args: Any, rule: TotalsRule, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own
        super().__init__(*args, **kwargs)
        self.rule = rule
        self.fields["source"] = forms.CharField(
            label=_("Where the totals come from"),
            help_text=_("As it should stand beside them: who has added them up, and when."),
            required=False,
            max_length=200,
        )
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
        return Totals(self.rule.key, year, numbers, given["source"].strip())


def name_of(line: Line, sex: Sex | None) -> str:
    """Name the field of a line and a sex."""
    return f"{line.key}.{sex.value if sex else 'all'}"


@dataclass(frozen=True, slots=True)
class ShownTotals:
    """A year's totals of a rule: where they come from, and when and by whom they were typed."""

    table: Table
    source: str
    on: date
    by: User


@in_association(check_can_read_survey_results)
@never_cache
@require_GET
def totals(request: Request) -> HttpResponse:
    """Show what has been typed, and what can be."""
    desk, year = pages.open_desk(request.standing), request.standing.day.year
    context = {
        "here": "results",
        "part": "totals",
        "typed": tuple(_shown(desk)),
        "rules": rules_in(year),
        "years": range(year, year - 3, -1),
        "year": desk.year,
    }
    return render(request, "survey_results/totals.html", context)


def _shown(desk: Desk) -> Iterator[ShownTotals]:
    for row in rows_of(desk.standing.association):
        rule = rule_in(row.rule, row.year)
        if rule is not None:
            typed = totals_from_text(row.content)
            yield ShownTotals(totals_told(typed, rule, desk.threshold).table, typed.source, row.on, row.by)


@in_association(check_can_import_survey_results)
@forms_too
def type_totals(request: Request, key: str, year: int) -> HttpResponse:
    """Type a year's totals."""
    rule = rule_in(key, year) if EARLIEST <= year <= LATEST else None
    if rule is None:
        raise Http404
    held = next(
        (each for each, of in typed_in(request.standing.association) if (of.key, each.year) == (key, year)), None
    )
    initial: dict[str, Any] = {}
    if held is not None:
        initial = {name_of(line, sex): held.number(line.key, sex) for line in rule.lines for sex in ALL}
        initial["source"] = held.source
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
