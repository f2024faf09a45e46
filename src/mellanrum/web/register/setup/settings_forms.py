"""The form of how an association counts from a year on."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mellanrum.tallies.calendar import PeriodKind
from mellanrum.web.register.models import Settings
from mellanrum.web.register.setup.expected import ENOUGH, Expected

MOST_TIMES, LONGEST = 4, 60


class SettingsForm(forms.ModelForm[Settings]):
    """`first_year` is the first that may be decided for, `today` the year it is, `expected` what was counted lately."""

    is_enough = forms.BooleanField(
        label=gettext_lazy("At least twenty starts and twenty ends are expected in each tertial or quarter"),
        required=False,
        help_text=gettext_lazy("Only needed where you choose tertial or quarter."),
    )

    class Meta:
        model = Settings
        fields = ("from_year", "period", "lock_day", "threshold", "follow_ups", "waiting_limit")
        widgets: ClassVar[dict[str, Any]] = {
            "period": forms.RadioSelect,
            "from_year": forms.NumberInput(attrs={"class": "short"}),
            "lock_day": forms.NumberInput(attrs={"class": "short"}),
            "threshold": forms.NumberInput(attrs={"class": "short"}),
            "follow_ups": forms.TextInput(attrs={"class": "short", "autocomplete": "off"}),
            "waiting_limit": forms.NumberInput(attrs={"class": "short"}),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "from_year": gettext_lazy("It holds for that year and those after it, until you decide otherwise."),
            "period": gettext_lazy(
                "Age, education and the like are kept by period, never by month, so that nobody stands alone in a "
                "table. A half-year suits most; choose tertial or quarter only where at least twenty are expected in "
                "each of them, since what is too little for a period is carried over to the next."
            ),
            "lock_day": gettext_lazy(
                "With the 10th, October can be counted through 9 November. What comes later counts as late."
            ),
            "threshold": gettext_lazy(
                "Tables by age, education and the like are shown from so many up, in all and of each sex. At least 3."
            ),
            "follow_ups": gettext_lazy(
                "Months, with commas between: 6, 12. Leave it empty where nobody is followed up."
            ),
            "waiting_limit": gettext_lazy("The statistics tell how many waited within it."),
        }

    def __init__(self, *args: Any, first_year: int, today: int, expected: tuple[Expected, ...], **kwargs: Any) -> None:  # noqa: ANN401 - what Django's own takes
        super().__init__(*args, **kwargs)
        self.first_year, self.today, self.expected = first_year, today, expected
        self.order_fields(("from_year", "period", "is_enough"))

    def clean_from_year(self) -> int:
        """Refuse a year that has been counted in: what was counted by one rule is not read by another."""
        year: int = self.cleaned_data["from_year"]
        if year < self.first_year:
            raise ValidationError(
                _(
                    "%(last)s has counts already, which were kept by the settings of that year. "
                    "Choose %(first)s or later."
                ),
                params={"last": self.first_year - 1, "first": self.first_year},
            )
        if year > max(self.today, self.first_year) + 1:
            raise ValidationError(
                _("Choose %(year)s at the latest."), params={"year": max(self.today, self.first_year) + 1}
            )
        return year

    def clean_follow_ups(self) -> str:
        """Give the times in order, each once."""
        parts = self.cleaned_data["follow_ups"].replace(",", " ").replace(";", " ").split()
        if any(not part.isascii() or not part.isdigit() or not 1 <= int(part[:4]) <= LONGEST for part in parts):
            raise ValidationError(
                _("Write whole months from 1 to %(longest)d, with commas between: 6, 12."), params={"longest": LONGEST}
            )
        if len(set(parts)) > MOST_TIMES:
            raise ValidationError(_("At most %(number)d times."), params={"number": MOST_TIMES})
        return ", ".join(str(number) for number in sorted({int(part) for part in parts}))

    def clean(self) -> Any:  # noqa: ANN401 - Django's signature
        """Ask for a yes to the twenty, and name the interventions that did not have them."""
        data = super().clean() or self.cleaned_data
        period = data.get("period")
        if period and period != PeriodKind.HALF_YEAR and not data.get("is_enough"):
            few = [each.name for each in self.expected if not each.is_enough(PeriodKind(period))]
            text = _("Tick this if it is so. Otherwise choose half-year.")
            if few:
                named = _("In the last twelve months there were fewer than %(number)d in each period of: %(names)s.")
                text = f"{text} {named % {'number': ENOUGH, 'names': ', '.join(few)}}"
            self.add_error("is_enough", text)
        return data
