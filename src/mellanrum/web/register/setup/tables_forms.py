"""The form of a table that is to be counted."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mellanrum.tallies.calendar import PeriodKind
from mellanrum.tallies.rules import Question, TableRule
from mellanrum.web.parts.templatetags.parts import say
from mellanrum.web.register.setup.tables import Crowding, Start, crossable, crowding, is_declared


class TableForm(forms.Form):
    """A one-way table or a crossing. `expected` is how many of the event a period has where it has the most."""

    question = forms.ChoiceField(label=gettext_lazy("Told by"))
    across = forms.ChoiceField(
        label=gettext_lazy("Crossed with"),
        required=False,
        help_text=gettext_lazy("Leave it empty for a table of one question, which is what suits most."),
    )
    label = forms.CharField(
        label=gettext_lazy("Name of the table"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("As it is to stand above the table."),
    )
    first_day = forms.TypedChoiceField(
        label=gettext_lazy("Counts from"),
        coerce=date.fromisoformat,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Always from the beginning of a period, so that the table adds up to the others. What was counted before "
            "is not in it: nobody remembers the answers."
        ),
    )
    is_sure = forms.BooleanField(label=gettext_lazy("Declare it all the same"), required=False)

    def __init__(  # noqa: PLR0913 - all that a table is held against
        self,
        *args: Any,  # noqa: ANN401 - what Django's own takes
        questions: Iterable[Question],
        every: Mapping[str, Question],
        tables: Iterable[TableRule],
        first_days: Iterable[tuple[Start, str]],
        expected: int,
        threshold: int,
        **kwargs: Any,  # noqa: ANN401 - as above
    ) -> None:
        super().__init__(*args, **kwargs)
        listed = tuple(questions)
        self.every, self.tables, self.expected, self.threshold = every, tuple(tables), expected, threshold
        self.crowded: Crowding | None = None
        asked = [(each.key, say(each.label)) for each in listed]
        crossed = [(each.key, say(each.label)) for each in listed if crossable(each)]
        self.fields["question"].choices = asked  # type: ignore[attr-defined]  # choice fields have them
        self.fields["across"].choices = [("", _("nothing")), *crossed]  # type: ignore[attr-defined]  # as above
        days = [(start.day.isoformat(), label) for start, label in first_days]
        self.fields["first_day"].choices = days  # type: ignore[attr-defined]  # as above
        if days:
            self.fields["first_day"].initial = days[0][0]
        if "is_sure" not in self.data:
            self.fields["is_sure"].widget = forms.HiddenInput()

    def clean(self) -> Any:  # noqa: ANN401 - Django's signature
        """Refuse what is counted already or does not add up, and ask once more where a crossing gets many cells."""
        data = super().clean() or self.cleaned_data
        question, across = data.get("question", ""), data.get("across", "")
        if self.errors or not question:
            return data
        if is_declared(self.tables, question, across):
            raise ValidationError(_("That table is counted already."))
        if across:
            self._check_crossing(question, across, is_sure=bool(data.get("is_sure")))
        return data

    def _check_crossing(self, question: str, across: str, *, is_sure: bool) -> None:
        if question == across:
            raise ValidationError({"across": _("Cross it with another question.")})
        one, other = self.every[question], self.every[across]
        if not crossable(one):
            raise ValidationError(
                {
                    "question": _(
                        "A question with several answers or a number cannot be crossed: the table would not add up. "
                        "Choose its broad groups or its bands."
                    )
                }
            )
        self.crowded = crowding((one, other), self.expected, self.threshold)
        if self.crowded and not is_sure:
            self.fields["is_sure"].widget = forms.CheckboxInput()
            raise ValidationError({"is_sure": self._warning(self.crowded)})

    def _warning(self, crowded: Crowding) -> str:
        text = _("The crossing has %(cells)d cells for each sex.") % {"cells": crowded.cells}
        few = _("A period has about %(number)d to fill them with, so most would be empty or too small to show.")
        many = _("Unless you count many, most will be empty or too small to show.")
        return f"{text} {few % {'number': crowded.expected} if crowded.expected else many}"


class EndTableForm(forms.Form):
    """The last day a table counts on: the end of a period."""

    last_day = forms.TypedChoiceField(
        label=gettext_lazy("Counts for the last time on"), coerce=date.fromisoformat, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, last_days: Iterable[date], **kwargs: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(*args, **kwargs)
        days = [(day.isoformat(), day.isoformat()) for day in last_days]
        self.fields["last_day"].choices = days  # type: ignore[attr-defined]  # as above
        self.fields["last_day"].initial = days[-1][0]


def period_label(kind: PeriodKind, start: Start) -> str:
    """Name a period by its kind, number and year."""
    named = {
        PeriodKind.HALF_YEAR: _("half-year %(number)d of %(year)d"),
        PeriodKind.TERTIAL: _("tertial %(number)d of %(year)d"),
        PeriodKind.QUARTER: _("quarter %(number)d of %(year)d"),
    }.get(kind, _("%(year)d"))
    return named % {"number": start.number, "year": start.year}
