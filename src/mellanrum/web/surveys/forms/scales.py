"""The form of a scale: a list of answers and how each is told, or grades from one number to another."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mellanrum.surveys.rules import Answer, Grouping, Scale

ROWS = 8
NOT_VALID = "none"
GROUPINGS = (
    ("negative", _("negative")),
    ("neither", _("neither")),
    ("positive", _("positive")),
    ("clearly_positive", _("clearly positive")),
    ("", _("told by itself")),
    (NOT_VALID, _("no answer, such as “do not know”")),
)
_GROUPS: tuple[Grouping, ...] = ("negative", "neither", "positive", "clearly_positive")
_TEXT = {"autocomplete": "off"}


class GradesForm(forms.Form):
    """A scale of whole numbers."""

    label = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs=_TEXT))
    lowest = forms.IntegerField(label=_("Lowest grade"), min_value=0, max_value=100, initial=1)
    highest = forms.IntegerField(label=_("Highest grade"), min_value=1, max_value=100, initial=10)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        lowest, highest = data.get("lowest"), data.get("highest")
        if lowest is not None and highest is not None and highest <= lowest:
            self.add_error("highest", _("The highest grade is above the lowest."))
        return data


class AnswersForm(forms.Form):
    """A scale of answers, in the order they stand; rows left empty are none."""

    label = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs=_TEXT))

    def __init__(self, *args: Any, held: Scale | None = None, **fields: Any) -> None:  # noqa: ANN401 - a form's
        super().__init__(*args, **fields)
        self.rows = max(ROWS, len(held.answers) + 2 if held else 0)
        for number in range(1, self.rows + 1):
            self.fields[f"answer_{number}"] = forms.CharField(
                label=gettext("Answer %(number)s") % {"number": number},
                max_length=120,
                required=False,
                widget=forms.TextInput(attrs=_TEXT),
            )
            self.fields[f"told_{number}"] = forms.ChoiceField(
                label=gettext("Answer %(number)s is told as") % {"number": number}, choices=GROUPINGS, required=False
            )
        for number, answer in enumerate(held.answers if held else (), 1):
            self.initial[f"answer_{number}"] = answer.label
            self.initial[f"told_{number}"] = answer.group if answer.is_valid else NOT_VALID

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        valid = [each for each in self._said(data) if each.is_valid]
        if len(valid) < 2:
            self.add_error("answer_1", _("A scale has at least two answers that count."))
        labels = [each.label.casefold() for each in self._said(data)]
        if len(labels) != len(set(labels)):
            self.add_error("answer_1", _("Two answers have the same name."))
        return data

    def answers(self) -> list[Answer]:
        """Return the answers, in their order; their keys are given later."""
        return self._said(self.cleaned_data)

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """List the fields of each row."""
        return [(self[f"answer_{number}"], self[f"told_{number}"]) for number in range(1, self.rows + 1)]

    def _said(self, data: dict[str, Any]) -> list[Answer]:
        found = []
        for number in range(1, self.rows + 1):
            label, told = " ".join(data.get(f"answer_{number}", "").split()), data.get(f"told_{number}", "")
            if label:
                group: Grouping = next((each for each in _GROUPS if each == told), "")
                found.append(Answer(key="x", label=label, group=group, is_valid=told != NOT_VALID))
        return found
