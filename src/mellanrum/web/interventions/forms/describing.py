from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mellanrum.web.association.models import Member
from mellanrum.web.association.services.members import all_members
from mellanrum.web.interventions.models import Counting, Direction, Kind, MoneyArea
from mellanrum.web.interventions.services.changing import Settings
from mellanrum.web.interventions.services.describing import Facts
from mellanrum.web.parts.forms import DayInput
from mellanrum.web.tenancy.models import Association

FIRST, LAST = date(1994, 1, 1), date(2100, 12, 31)
_OUTSIDE = _("Write a day between 1994 and 2100.")


class DayField(forms.DateField):
    """A day in the time that associations have existed or can plan for."""

    def __init__(self, **fields: Any) -> None:  # noqa: ANN401 - any field's
        super().__init__(widget=DayInput(), **fields)

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - Django's signature
        day = super().clean(value)
        if day is not None and not FIRST <= day <= LAST:
            raise forms.ValidationError(_OUTSIDE)
        return day


class FactsForm(forms.Form):
    """What an intervention is called and is."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    money_area = forms.ChoiceField(
        label=_("Area of money"),
        choices=MoneyArea.choices,
        widget=forms.RadioSelect,
        help_text=_("Where the association's budget and annual report count its money."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Choose a kind")), *Kind.choices])
    provider = forms.ChoiceField(
        label=_("Provider"), required=False, help_text=_("The member that runs it. None, if the association does.")
    )
    target_groups = forms.CharField(
        label=_("Target groups"),
        max_length=300,
        required=False,
        help_text=_("For example: young adults without work or studies."),
    )

    def __init__(self, association: Association, *args: Any, **fields: Any) -> None:  # noqa: ANN401 - a form's
        super().__init__(*args, **fields)
        self.members = {str(member.pk): member for member in all_members(association)}
        names = [(key, member.name) for key, member in self.members.items()]
        self.fields["provider"].choices = [("", _("None")), *names]  # type: ignore[attr-defined]  # a ChoiceField

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_target_groups(self) -> str:
        return " ".join(self.cleaned_data["target_groups"].split())

    def facts(self) -> Facts:
        data = self.cleaned_data
        provider: Member | None = self.members.get(data["provider"])
        return Facts(data["name"], data["money_area"], data["kind"], provider, data["target_groups"])


class DescribeForm(FactsForm):
    """The same, from a day."""

    first_day = DayField(label=_("From"), help_text=_("Up to the day before, what was written before stands."))

    field_order = ("first_day",)


class SettingsForm(forms.Form):
    """What holds for all of an intervention's time. What stands fast is not asked for."""

    direction = forms.ChoiceField(
        label=_("Direction in the state's follow-up"),
        choices=Direction.choices,
        widget=forms.RadioSelect,
        help_text=_("Is it both? Add it as two interventions."),
    )
    counting = forms.ChoiceField(
        label=_("How it is counted"),
        choices=Counting.choices,
        widget=forms.RadioSelect,
        help_text=_("Not tied to direction or money: a structural intervention can be counted one by one."),
    )
    is_esf = forms.BooleanField(
        label=_("ESF project"),
        required=False,
        help_text=_("Its participations are left out of the association's total, unless asked for."),
    )
    first_day = DayField(label=_("From"))
    last_day = DayField(
        label=_("To"),
        required=False,
        help_text=_("The last day, included. Leave it empty for until further notice."),
    )

    FAST = ("direction", "counting", "is_esf")

    def __init__(self, *args: Any, held: Settings | None = None, **fields: Any) -> None:  # noqa: ANN401 - a form's
        super().__init__(*args, **fields)
        self.held = held  # what stands fast: given only where something has been counted
        if held:
            for name in self.FAST:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = data.get("first_day"), data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day is before the first."))
        return data

    def settings(self) -> Settings:
        data = self.cleaned_data
        direction, counting, is_esf = (
            self.held.standing_fast if self.held else (data["direction"], data["counting"], data["is_esf"])
        )
        return Settings(direction, counting, is_esf, data["first_day"], data["last_day"])


class AddForm(FactsForm, SettingsForm):
    """Everything that has to be known of a new intervention."""

    field_order = (
        "name",
        "direction",
        "money_area",
        "counting",
        "is_esf",
        "kind",
        "provider",
        "target_groups",
        "first_day",
        "last_day",
    )
