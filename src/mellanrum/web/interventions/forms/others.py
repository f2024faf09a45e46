from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mellanrum.web.access.models import RoleName, User
from mellanrum.web.interventions.forms.describing import DayField
from mellanrum.web.interventions.forms.fields import KronorField
from mellanrum.web.interventions.models import Direction, MoneyArea
from mellanrum.web.interventions.services.catalogue import Listed
from mellanrum.web.interventions.services.planning import Plan

YEARS = (1994, 2100)
ORDERED = (
    ("namn", _("Name")),
    ("riktning", _("Direction")),
    ("omrade", _("Area of money")),
    ("slag", _("Kind")),
    ("huvudman", _("Provider")),
    ("fran", _("From")),
    ("till", _("To")),
)


class ShownForm(forms.Form):
    """Which interventions a list shows, and in which order."""

    riktning = forms.ChoiceField(label=_("Direction"), choices=[("", _("All")), *Direction.choices])
    omrade = forms.ChoiceField(label=_("Area of money"), choices=[("", _("All")), *MoneyArea.choices])
    ordna = forms.ChoiceField(label=_("In order of"), choices=ORDERED)


class PlanForm(forms.Form):
    """An intervention's money and budgeted number for a year."""

    from_association = KronorField(label=_("From the association"), help_text=_("Kronor for the whole year."))
    from_esf = KronorField(label=_("From ESF"))
    from_others = KronorField(label=_("From others"))
    budgeted = forms.IntegerField(
        label=_("Budgeted number of participations"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        widget=forms.NumberInput(attrs={"class": "short", "autocomplete": "off"}),
    )

    def plan(self) -> Plan:
        names = ("from_association", "from_esf", "from_others", "budgeted")
        return Plan(*(self.cleaned_data[name] for name in names))


class NewPlanForm(PlanForm):
    """The same for a year that is chosen."""

    year = forms.IntegerField(
        label=_("Year"),
        min_value=YEARS[0],
        max_value=YEARS[1],
        widget=forms.NumberInput(attrs={"class": "short", "autocomplete": "off"}),
    )

    field_order = ("year",)


class TakeOverForm(forms.Form):
    """Which interventions one takes over from, and when."""

    befores = forms.MultipleChoiceField(
        label=_("Takes over from"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose several where they are merged."),
    )
    on = DayField(label=_("Takes over on"), help_text=_("The first day of what is new."))
    ends_them = forms.BooleanField(
        label=_("The day before is the last day of those it takes over from"), required=False, initial=True
    )

    def __init__(self, rows: Iterable[Listed], *args: Any, **fields: Any) -> None:  # noqa: ANN401 - a form's
        super().__init__(*args, **fields)
        self.rows = {row.intervention.slug: row for row in rows}
        choices = [(slug, row.description.name) for slug, row in self.rows.items()]
        self.fields["befores"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


class StaffForm(forms.Form):
    """Who may count, by which of their roles, from a day to a day."""

    worker = forms.ChoiceField(label=_("Who, and as what"))
    first_day = DayField(label=_("From"))
    last_day = DayField(
        label=_("To"),
        required=False,
        help_text=_("The last day, included. Leave it empty for until further notice."),
    )

    def __init__(
        self,
        people: Iterable[tuple[User, tuple[RoleName, ...]]],
        *args: Any,  # noqa: ANN401 - a form's
        **fields: Any,  # noqa: ANN401 - a form's
    ) -> None:
        super().__init__(*args, **fields)
        self.workers = {f"{user.pk}/{role.value}": (user, role) for user, roles in people for role in roles}
        choices = [(key, f"{user}, {str(role.label).lower()}") for key, (user, role) in self.workers.items()]
        self.fields["worker"].choices = [("", _("Choose somebody")), *choices]  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = data.get("first_day"), data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day is before the first."))
        return data


class EndStaffForm(forms.Form):
    """When somebody stops counting."""

    last_day = DayField(
        label=_("Last day"),
        help_text=_("The last day is included. Choose yesterday to end it at once."),
    )


class NoForm(forms.Form):
    """A page that only asks whether something is to be done."""
