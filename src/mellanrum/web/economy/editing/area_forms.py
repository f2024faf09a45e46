"""Forms of areas and allocation keys."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mellanrum.books.association_map import Allocation, Area, AreaKind, InterventionCosts
from mellanrum.web.economy.editing.fields import AccountsField, NumberField

KINDS: Mapping[AreaKind, Any] = {
    "individual": gettext_lazy("Interventions for individuals"),
    "structural": gettext_lazy("Structural interventions"),
    "administration": gettext_lazy("Administration"),
    "project": gettext_lazy("Project, as ESF"),
    "contributions": gettext_lazy("Members' contributions"),
    "financial": gettext_lazy("Financial items"),
}
Choices = Sequence[tuple[str, str]]
_DAY = {"type": "date"}


class ObjectsForm(forms.Form):
    """What is booked on cost centres, projects or accounts. They are chosen among `centres` and `projects`."""

    cost_centres = forms.MultipleChoiceField(
        label=gettext_lazy("Cost centres"), widget=forms.CheckboxSelectMultiple, required=False
    )
    projects = forms.MultipleChoiceField(
        label=gettext_lazy("Projects"), widget=forms.CheckboxSelectMultiple, required=False
    )
    accounts = AccountsField(
        label=gettext_lazy("Accounts"),
        required=False,
        help_text=gettext_lazy("Accounts that always stand here, whatever their cost centre. Most areas need none."),
    )

    def __init__(self, *args: Any, centres: Choices, projects: Choices, **fields: Any) -> None:  # noqa: ANN401 - a form's
        super().__init__(*args, **fields)
        for name, choices in (("cost_centres", centres), ("projects", projects)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field has them
            if not choices:
                del self.fields[name]


class AreaForm(ObjectsForm):
    """An area of the operations statement, and what it takes."""

    label = forms.CharField(label=gettext_lazy("What the area is called"), max_length=120)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=list(KINDS.items()), widget=forms.RadioSelect)

    field_order = ("label", "kind")

    def area(self, key: str) -> Area:
        """Make the area."""
        data = self.cleaned_data
        return Area(
            key=key,
            label=data["label"],
            kind=data["kind"],
            cost_centres=tuple(data.get("cost_centres", ())),
            projects=tuple(data.get("projects", ())),
            accounts=data["accounts"],
        )


class InterventionForm(ObjectsForm):
    """Where in the books what an intervention costs stands."""

    def __init__(self, *args: Any, **fields: Any) -> None:  # noqa: ANN401 - a form's
        super().__init__(*args, **fields)
        self.fields["accounts"].help_text = gettext_lazy(
            "Accounts that are this intervention's alone, where it has neither cost centre nor project."
        )

    def costs(self, key: str, label: str) -> InterventionCosts:
        """Make the row of the map."""
        data = self.cleaned_data
        return InterventionCosts(
            key=key,
            label=label,
            cost_centres=tuple(data.get("cost_centres", ())),
            projects=tuple(data.get("projects", ())),
            accounts=data["accounts"],
        )


class AllocationForm(forms.Form):
    """An allocation key: whose decision, from when, which costs, and a share in per cent for each area."""

    decision = forms.CharField(
        label=gettext_lazy("Decision"), max_length=200, help_text=gettext_lazy("As: the board 2024-11-20 § 45")
    )
    first_day = forms.DateField(label=gettext_lazy("From"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))
    last_day = forms.DateField(
        label=gettext_lazy("Ends on"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"), required=False
    )
    accounts = AccountsField(
        label=gettext_lazy("Accounts"),
        required=False,
        help_text=gettext_lazy("Numbers, or how they begin. Leave it empty for every cost."),
    )
    cost_centres = forms.MultipleChoiceField(
        label=gettext_lazy("Cost centres"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Choose none for all of them."),
    )

    def __init__(self, *args: Any, areas: Iterable[Area], centres: Choices, **fields: Any) -> None:  # noqa: ANN401 - a form's
        super().__init__(*args, **fields)
        self.fields["cost_centres"].choices = centres  # type: ignore[attr-defined]  # a choice field has them
        if not centres:
            del self.fields["cost_centres"]
        for area in areas:
            label = _("%(area)s, per cent") % {"area": area.label}
            self.fields[f"share_{area.key}"] = NumberField(label=label, is_share=True)

    def clean(self) -> Any:  # noqa: ANN401 - Django's signature
        """Hold the parts against each other."""
        data = super().clean() or self.cleaned_data
        first, last = data.get("first_day"), data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The key ends before it begins."))
        if not data.get("accounts") and not data.get("cost_centres") and "accounts" in data:
            self.add_error("accounts", _("Say which accounts or cost centres the key divides."))
        return data

    def allocation(self) -> Allocation:
        """Make the key. Its shares are parts of one; the map says whether they add up."""
        data = self.cleaned_data
        shares = {name.removeprefix("share_"): value for name, value in data.items() if name.startswith("share_")}
        return Allocation.model_construct(
            valid_from=data["first_day"],
            valid_to=data["last_day"],
            decision=data["decision"],
            accounts=data["accounts"],
            cost_centres=tuple(data.get("cost_centres", ())),
            shares={area: part_of_one(value) for area, value in shares.items() if value},
        )


def part_of_one(per_cent: Decimal) -> Decimal:
    """Write per cent as the engines do: 70 is 0.70."""
    return per_cent.scaleb(-2)


def per_cent(share: Decimal) -> Decimal:
    """Write a share as people do: 0.7 is 70."""
    return share.scaleb(2)
