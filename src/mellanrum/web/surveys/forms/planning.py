"""The forms of a survey: what is decided before it opens, and what can be changed while it is open."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.web.parts.forms import DayInput
from mellanrum.web.parts.templatetags.parts import say
from mellanrum.web.surveys.models import FewOthers, Survey
from mellanrum.web.surveys.services import Plan, asked_of

OFFERED = "offered_"
FIRST, LAST = date(1994, 1, 1), date(2100, 12, 31)
_MOST = 100_000
_SEVERAL = 2


class RunningForm(forms.Form):
    """The last day, how many are offered the survey, and the ways in."""

    closes = forms.DateField(
        label=_("Last day"),
        widget=DayInput(),
        help_text=_("It can be answered to the end of that day. You can move it as long as the survey is open."),
    )
    has_link = forms.BooleanField(label=_("By link or QR code, for anyone who has it"), required=False)
    has_slips = forms.BooleanField(
        label=_("By single-use codes on slips of paper"),
        required=False,
        help_text=_("So that nobody answers twice. What comes on paper or in a file can always be entered."),
    )
    about = forms.CharField(
        label=_("A sentence to those who answer"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What the answers are used for, for instance. It stands above the first question."),
    )

    def __init__(self, questionnaire: Questionnaire, *args: Any, **fields: Any) -> None:  # noqa: ANN401 - a form's
        super().__init__(*args, **fields)
        self.questionnaire = questionnaire
        for group in questionnaire.groups:
            self.fields[OFFERED + group.key] = forms.IntegerField(
                label=_("How many are offered it: %(group)s") % {"group": say(group.label).lower()},
                required=False,
                min_value=0,
                max_value=_MOST,
                widget=forms.NumberInput(attrs={"class": "short number", "autocomplete": "off"}),
                help_text=_("Needed to tell how large a share has answered. It can be filled in later."),
            )
        offered = [OFFERED + group.key for group in questionnaire.groups]
        self.order_fields(["label", "opens", "closes", *offered, "has_link", "has_slips", "about", "few_others"])

    def clean_closes(self) -> date:
        return _within(self.cleaned_data["closes"])

    def offered(self) -> dict[str, int]:
        """Return how many are offered the survey, by group, where it was said."""
        numbers = {group.key: self.cleaned_data[OFFERED + group.key] for group in self.questionnaire.groups}
        return {group: number for group, number in numbers.items() if number}


class PlanForm(RunningForm):
    """Everything that is decided of a survey. `groups` is there where the questionnaire has several."""

    label = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    opens = forms.DateField(label=_("First day"), widget=DayInput())
    few_others = forms.ChoiceField(
        label=_("If only those who state another sex, or none, are too few"),
        choices=FewOthers.choices,
        widget=forms.RadioSelect,
        help_text=_("Decided beforehand, so that nobody can choose by what was answered."),
    )

    groups = forms.MultipleChoiceField(
        label=_("Who answers"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever answers chooses among these. With one alone nobody has to choose."),
    )

    def __init__(self, questionnaire: Questionnaire, *args: Any, **fields: Any) -> None:  # noqa: ANN401 - a form's
        super().__init__(questionnaire, *args, **fields)
        listed = [(group.key, say(group.label)) for group in questionnaire.groups]
        if len(listed) < _SEVERAL:
            del self.fields["groups"]
        else:
            cast("forms.MultipleChoiceField", self.fields["groups"]).choices = listed
            self.order_fields(["label", "opens", "closes", "groups"])

    def clean_opens(self) -> date:
        return _within(self.cleaned_data["opens"])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        opens, closes = data.get("opens"), data.get("closes")
        if opens and closes and closes < opens:
            self.add_error("closes", _("The last day is before the first."))
        for group in self.questionnaire.groups if data.get("groups") else ():
            if data.get(OFFERED + group.key) and group.key not in data["groups"]:
                self.add_error(
                    OFFERED + group.key, _("They are not asked: choose them above, or take the number away.")
                )
        return data

    def asked(self) -> tuple[str, ...]:
        """Return those who are asked, by their keys; none where it is all of them."""
        chosen = self.cleaned_data.get("groups", [])
        return tuple(chosen) if len(chosen) < len(self.questionnaire.groups) else ()

    def plan(self) -> Plan:
        """Return what was decided."""
        data = self.cleaned_data
        return Plan(
            " ".join(data["label"].split()),
            self.questionnaire.key,
            data["opens"],
            data["closes"],
            self.offered(),
            "withheld" if data["few_others"] == FewOthers.WITHHELD else "unsplit",
            has_link=data["has_link"],
            has_slips=data["has_slips"],
            about=" ".join(data["about"].split()),
            groups=self.asked(),
        )


def initial_of(survey: Survey, offered: Mapping[str, int]) -> dict[str, object]:
    """Return what a form shows of a survey that has been planned."""
    names = ("label", "opens", "closes", "has_link", "has_slips", "about", "few_others")
    told = {name: getattr(survey, name) for name in names}
    asked = {"groups": [each.key for each in asked_of(survey).groups]}
    return {**told, **asked, **{OFFERED + key: number for key, number in offered.items()}}


def _within(day: date) -> date:
    if not FIRST <= day <= LAST:
        raise forms.ValidationError(_("Write a day between 1994 and 2100."))
    return day


class SlipsForm(forms.Form):
    """How many slips are to be printed."""

    number = forms.IntegerField(
        label=_("How many slips"),
        min_value=1,
        max_value=500,
        widget=forms.NumberInput(attrs={"class": "short number", "autocomplete": "off"}),
        help_text=_("At most 500 at a time."),
    )


class NoForm(forms.Form):
    """Nothing to fill in: the button alone says yes."""
