"""The form of a year's budget: income and cost for each area."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from mellanrum.statements.areas import AreaRow
from mellanrum.statements.budgets import AreaBudget
from mellanrum.web.economy.editing.fields import NumberField
from mellanrum.web.parts.templatetags.parts import say

NIL = Decimal(0)


class BudgetForm(forms.Form):
    """Income and cost for each of `areas`, both positive."""

    def __init__(self, *args: Any, areas: Iterable[AreaRow], **fields: Any) -> None:  # noqa: ANN401 - a form's
        super().__init__(*args, **fields)
        self.areas = tuple(areas)
        for area in self.areas:
            for column, heading in (("income", _("income")), ("cost", _("cost"))):
                label = f"{say(area.label)}, {heading}"
                field = NumberField(label=label)
                field.widget.attrs["aria-label"] = label
                self.fields[f"{column}_{area.key}"] = field

    def rows(self) -> tuple[AreaBudget, ...]:
        """Return what was typed, an area to a row; areas that were left empty are left out."""
        data = self.cleaned_data
        typed = ((a.key, data[f"income_{a.key}"], data[f"cost_{a.key}"]) for a in self.areas)
        return tuple(
            AreaBudget(key, income or NIL, cost or NIL)
            for key, income, cost in typed
            if income is not None or cost is not None
        )

    def lines(self) -> Iterator[tuple[AreaRow, forms.BoundField, forms.BoundField]]:
        """Go through the areas with their two fields."""
        return ((area, self[f"income_{area.key}"], self[f"cost_{area.key}"]) for area in self.areas)
