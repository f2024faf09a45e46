from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from mellanrum.numbers import organisation_number
from mellanrum.web.association.models import FinancialYear
from mellanrum.web.tenancy.models import Association, Chart, Split


class FactsForm(forms.ModelForm[Association]):
    orgnr = forms.CharField(
        label=_("Organisation number"),
        required=False,
        max_length=40,
        help_text=_("Ten digits, as 222000-1230. The hyphen may be left out."),
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric"}),
    )
    chart = forms.ChoiceField(
        label=_("Chart of accounts"),
        choices=[*Chart.choices, ("", _("Let the books themselves tell"))],
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "The same account number means different things in them: in Kommun-Bas class 5 is staff, in BAS it is "
            "premises and other costs. Ask whoever keeps your books; a municipality nearly always uses Kommun-Bas."
        ),
    )

    class Meta:
        model = Association
        fields = ("name", "orgnr", "chart", "second_factor")
        help_texts: ClassVar[dict[str, Any]] = {
            "name": _("As it stands in the charter and on the cover of the report."),
            "second_factor": _(
                "A passkey or a code from an app, besides the password. Those who have none yet are asked to set one "
                "up the next time they open a page."
            ),
        }

    def clean_orgnr(self) -> str:
        text: str = self.cleaned_data["orgnr"].strip()
        number = organisation_number(text) if text else ""
        if number is None:
            raise forms.ValidationError(
                _(
                    "This is no organisation number: it has ten digits, and the last one checks the others. "
                    "Look for a mistyped digit."
                )
            )
        return number


class SplitForm(forms.ModelForm[Association]):
    class Meta:
        model = Association
        fields = ("split",)
        widgets: ClassVar[dict[str, Any]] = {"split": forms.RadioSelect}

    split = forms.ChoiceField(
        label=_("How the municipalities divide their part"),
        choices=Split.choices,
        widget=forms.RadioSelect,
        help_text=_("The charter says which. It matters only where there are several municipalities."),
    )


class YearForm(forms.ModelForm[FinancialYear]):
    class Meta:
        model = FinancialYear
        fields = ("year",)
