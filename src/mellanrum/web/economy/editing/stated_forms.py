"""Forms of earlier years' figures."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mellanrum.figures import Unit
from mellanrum.findings import spoken_mend, spoken_message
from mellanrum.web.economy.editing.fields import LONGEST, number_in
from mellanrum.web.economy.services.stating import FIGURES, Document, faults_of, unit_of
from mellanrum.web.parts.templatetags.parts import lang, say

STEPS = (("1", gettext_lazy("Whole kronor")), ("1000", gettext_lazy("Thousands of kronor (tkr)")))


class PrintedField(forms.CharField):
    """A number as a document prints it: kept as it is written, once it is known to be a number."""

    def __init__(self, key: str, **fields: Any) -> None:  # noqa: ANN401 - any field's
        self.is_share = unit_of(key) is Unit.SHARE
        attributes = {"inputmode": "decimal", "class": "short number", "autocomplete": "off"}
        super().__init__(required=False, max_length=LONGEST, widget=forms.TextInput(attrs=attributes), **fields)

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - Django's signature
        """Give what was written; a share that could be meant in two ways is asked for once more."""
        text = super().clean(value)
        if not text:
            return ""
        number = number_in(text, is_share=self.is_share)
        if self.is_share and "%" not in text and 0 < abs(number) <= 1:
            wrong = _("Write it in per cent: 41,8 and not 0,418. If %(text)s is per cent, write %(text)s %%.")
            raise ValidationError(wrong, params={"text": text})
        return text


class DocumentForm(forms.Form):
    """What a document says of a year. `more` are figures that it says beyond those that are asked for."""

    source = forms.CharField(
        label=gettext_lazy("Document"),
        max_length=200,
        help_text=gettext_lazy("As: Annual report 2023. It stands under the table in the report."),
    )
    page = forms.IntegerField(label=gettext_lazy("Page"), min_value=1, max_value=9999, required=False)
    step = forms.ChoiceField(
        label=gettext_lazy("The document writes amounts in"), choices=STEPS, widget=forms.RadioSelect, initial="1"
    )

    def __init__(self, *args: Any, year: int, more: Sequence[str] = (), **fields: Any) -> None:  # noqa: ANN401 - a form's
        super().__init__(*args, **fields)
        self.year = year
        self.keys: Mapping[str, str] = {**FIGURES, **{key: key for key in more if key not in FIGURES}}
        for key, label in self.keys.items():
            unit = _(", per cent") if unit_of(key) is Unit.SHARE else ""
            self.fields[key] = PrintedField(key, label=f"{say(label)}{unit}")

    def clean(self) -> Any:  # noqa: ANN401 - Django's signature
        """Ask the engine what it says of each figure, and say it at the figure's field."""
        data = super().clean() or self.cleaned_data
        if not self.errors and not any(data.get(key) for key in self.keys):
            raise ValidationError(_("Write at least one figure."))
        if not self.errors:
            for item in faults_of(self.document()):
                key = (item.place.key or "").partition(".")[2]
                text = f"{spoken_message(item, lang(), 'web')} {spoken_mend(item, lang(), 'web')}"
                self.add_error(key if key in self.fields else None, text)
        return data

    def document(self) -> Document:
        """Return what was filled in."""
        data = self.cleaned_data
        values = {key: data[key] for key in self.keys if data.get(key)}
        return Document(self.year, data["source"], data["page"], int(data["step"]), values)


class YearForm(forms.Form):
    """The year somebody has a document of."""

    year = forms.IntegerField(
        label=gettext_lazy("Year"), min_value=1994, max_value=9999, widget=forms.NumberInput(attrs={"class": "short"})
    )


class StatedFileForm(forms.Form):
    """Figures of earlier years as a file of TOML."""

    file = forms.FileField(
        label=gettext_lazy("Figures of earlier years (TOML)"),
        help_text=gettext_lazy(
            "The file that the command line takes as --reported. Nothing is saved if it has a fault."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".toml"}),
    )

    def clean_file(self) -> Any:  # noqa: ANN401 - an uploaded file
        """Refuse what is too large to be such a file."""
        file = self.cleaned_data["file"]
        if file.size > 1_000_000:
            raise ValidationError(
                _("The file is larger than 1 MB. Figures of a few years are a few thousand characters.")
            )
        return file
