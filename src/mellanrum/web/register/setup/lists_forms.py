"""Forms of lists and sets."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mellanrum.tallies.rules import Question
from mellanrum.web.parts.forms import DayInput
from mellanrum.web.parts.templatetags.parts import say
from mellanrum.web.register.setup.lists import Line


class FromForm(forms.Form):
    """From when something holds: this month at the earliest, since earlier months have been counted without it."""

    first_day = forms.DateField(label=gettext_lazy("From"), widget=DayInput())

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:  # noqa: ANN401 - what Django's own takes
        super().__init__(*args, **{"initial": {"first_day": today}, **kwargs})
        self.today = today

    def clean_first_day(self) -> date:
        """Refuse a day in a month that has gone."""
        first: date = self.cleaned_data["first_day"]
        if first < self.today.replace(day=1):
            raise ValidationError(
                _("Choose %(day)s or later: earlier months have been counted without it."),
                params={"day": self.today.replace(day=1).isoformat()},
            )
        return first


class AnswerForm(FromForm):
    """An answer of the association's own, and the broader answers it is counted in."""

    label = forms.CharField(
        label=gettext_lazy("Answer"),
        max_length=120,
        help_text=gettext_lazy("As it is to stand in the forms and the tables. Never anything about a single person."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, broad: Iterable[Question], lines: Iterable[Line], **kwargs: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(*args, **kwargs)
        self.lines, self.broad = tuple(lines), tuple(broad)
        for question in self.broad:
            chosen = [(each.key, say(each.label)) for each in question.answers if each.key != "several"]
            label = _("Counted in “%(table)s” as") % {"table": say(question.label)}
            self.fields[f"in_{question.key}"] = forms.ChoiceField(label=label, choices=chosen, widget=forms.RadioSelect)
        self.order_fields(("label", *(f"in_{question.key}" for question in self.broad), "first_day"))

    def clean_label(self) -> str:
        """Refuse an answer that the list has."""
        label = " ".join(self.cleaned_data["label"].split())
        if any(line.label.casefold() == label.casefold() for line in self.lines):
            raise ValidationError(_("The list has “%(label)s” already."), params={"label": label})
        return label

    @property
    def groups(self) -> tuple[str, ...]:
        """The broader answers that were chosen."""
        return tuple(dict.fromkeys(self.cleaned_data[f"in_{question.key}"] for question in self.broad))


class SetForm(FromForm):
    """A named set of a question's answers; sets may overlap."""

    label = forms.CharField(
        label=gettext_lazy("Name of the set"),
        max_length=120,
        help_text=gettext_lazy("As: Egen försörjning, Stegförflyttning."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    answers = forms.MultipleChoiceField(label=gettext_lazy("Answers in it"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, choices: Iterable[tuple[str, str]], taken: Iterable[str], **kwargs: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(*args, **kwargs)
        self.fields["answers"].choices = list(choices)  # type: ignore[attr-defined]  # a choice field has them
        self.taken = {name.casefold() for name in taken}
        self.order_fields(("label", "answers", "first_day"))

    def clean_label(self) -> str:
        """Refuse a name that another set has."""
        label = " ".join(self.cleaned_data["label"].split())
        if label.casefold() in self.taken:
            raise ValidationError(_("There is a set called “%(label)s” already."), params={"label": label})
        return label
