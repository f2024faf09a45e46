"""The form of the opening stock: how many were ongoing, and for each table how many of each answer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mellanrum.tallies.rules import MISSING, TableRule
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sex import SLOTS, STATED, Sex
from mellanrum.web.parts.templatetags.parts import say
from mellanrum.web.register.services.opening_stock import Opening, exceeds, stock_tables

HIGHEST = 9999
SEXES = {
    Sex.WOMAN: gettext_lazy("Women"),
    Sex.MAN: gettext_lazy("Men"),
    Sex.OTHER: gettext_lazy("Other or not stated"),
    Sex.UNSPLIT: gettext_lazy("Other, or not divided by sex"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table in the form: the answer, and a field for each slot of sex."""

    label: str
    fields: tuple[forms.BoundField, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table in the form."""

    key: str
    label: str
    is_several: bool
    rows: tuple[Row, ...]
    faults: tuple[str, ...]


class OpeningForm(forms.Form):
    """Empty cells are unknown: who is not told of in a table is missing in it."""

    def __init__(self, *args: Any, scheme: Scheme, held: Opening | None, **kwargs: Any) -> None:  # noqa: ANN401 - a form's
        super().__init__(*args, **kwargs)
        self.scheme, self.rules = scheme, stock_tables(scheme)
        self.faults: dict[str, list[str]] = {}
        for sex in STATED:
            self.fields[f"total_{sex}"] = _number(SEXES[sex], held.total.get(sex) if held else None)
        for rule in self.rules:
            for answer in self._answers(rule):
                known = held.tables.get(rule.key, {}).get(answer, {}) if held else {}
                for slot in SLOTS:
                    name = f"{rule.key}-{answer}-{slot}"
                    self.fields[name] = _number(f"{self._label(rule, answer)}, {SEXES[slot]}", known.get(slot))

    def clean(self) -> Any:  # noqa: ANN401 - Django's signature
        """Hold every table against the total: unknown may be left out, but nobody stands in it twice."""
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        opening = self.opening()
        for rule in self.rules:
            typed, is_several = opening.tables.get(rule.key, {}), self._is_several(rule)
            for sex in (Sex.WOMAN, Sex.MAN):
                if told := exceeds(typed, opening.total, sex, is_several=is_several):
                    self._fault(rule, SEXES[sex], told, opening.total[sex], [sex])
            if rule.key in self.faults:
                continue
            all_of_it = {answer: {Sex.WOMAN: sum(numbers.values())} for answer, numbers in typed.items()}
            everybody = {Sex.WOMAN: opening.all}
            if told := exceeds(all_of_it, everybody, Sex.WOMAN, is_several=is_several):
                self._fault(rule, _("in all"), told, opening.all, SLOTS)
        return data

    def opening(self) -> Opening:
        """Return what was typed."""
        total = {sex: self.cleaned_data.get(f"total_{sex}") or 0 for sex in STATED}
        tables = {
            rule.key: {
                answer: {
                    slot: number for slot in SLOTS if (number := self.cleaned_data.get(f"{rule.key}-{answer}-{slot}"))
                }
                for answer in self._answers(rule)
            }
            for rule in self.rules
        }
        return Opening(total, tables)

    def totals(self) -> tuple[forms.BoundField, ...]:
        """Return the fields of how many were ongoing."""
        return tuple(self[f"total_{sex}"] for sex in STATED)

    def grids(self) -> Iterator[Grid]:
        """Return the tables, each with its rows of fields."""
        for rule in self.rules:
            rows = tuple(
                Row(self._label(rule, answer), tuple(self[f"{rule.key}-{answer}-{slot}"] for slot in SLOTS))
                for answer in self._answers(rule)
            )
            label = say(self.scheme.questions[rule.questions[0]].label)
            if not rows:
                continue  # no member is a municipality yet
            yield Grid(rule.key, label, self._is_several(rule), rows, tuple(self.faults.get(rule.key, ())))

    def faults_beside(self) -> list[str]:
        """Return the faults that are of no field and no table."""
        told = {fault for _, fault in self.faults_of_grids()}
        return [text for text in map(str, self.non_field_errors()) if text not in told]

    def faults_of_grids(self) -> list[tuple[str, str]]:
        """Return the faults of tables, each with the table's key."""
        return [(key, fault) for key, faults in self.faults.items() for fault in faults]

    def _fault(self, rule: TableRule, whose: Any, told: int, base: int, slots: Iterable[Sex]) -> None:  # noqa: ANN401 - a lazy text
        table = say(self.scheme.questions[rule.questions[0]].label)
        text = _("%(table)s, %(sex)s: %(told)d in the table, but %(base)d ongoing.")
        said = text % {"table": table, "sex": str(whose).lower(), "told": told, "base": base}
        self.faults.setdefault(rule.key, []).append(said)
        self.add_error(None, ValidationError(said))
        for answer in self._answers(rule):
            for slot in slots:
                pointing = {"aria-invalid": "true", "aria-describedby": f"faults-{rule.key}"}
                self.fields[f"{rule.key}-{answer}-{slot}"].widget.attrs |= pointing

    def _answers(self, rule: TableRule) -> tuple[str, ...]:
        return tuple(key for key in self.scheme.answers(rule.questions[0]) if key != MISSING)

    def _label(self, rule: TableRule, answer: str) -> str:
        found = self.scheme.answer(rule.questions[0], answer)
        return say(found.label) if found else answer

    def _is_several(self, rule: TableRule) -> bool:
        return self.scheme.questions[rule.questions[0]].kind == "several"


def _number(label: Any, initial: int | None) -> forms.IntegerField:  # noqa: ANN401 - a lazy text
    attributes = {"class": "short number", "inputmode": "numeric", "autocomplete": "off"}
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=HIGHEST,
        initial=initial,
        widget=forms.TextInput(attrs=attributes),
    )
