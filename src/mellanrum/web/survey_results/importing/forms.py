"""What is asked when results come: of which year and whose they are, and the file or the pasted table."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from mellanrum.composition.surveying import LIMITS
from mellanrum.findings import words
from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.survey_results.models import Whose
from mellanrum.web.survey_results.services.asking import INDICATORS

EARLIEST, LATEST = 1994, 9998
LONGEST = 400_000
"""How many characters can be pasted."""


class OfForm(forms.Form):
    """Of what results are. `whole` and the rest of the steps ride beside it."""

    questionnaire = forms.ChoiceField(label=_("Questionnaire"), widget=forms.RadioSelect)
    year = forms.IntegerField(label=_("Year"), validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)])
    event = forms.CharField(
        label=_("Name of the event"),
        help_text=_("Needed for every questionnaire but that of the indicators: two in one year are told apart by it."),
        required=False,
        max_length=200,
    )
    whose = forms.ChoiceField(label=_("Whose results"), choices=Whose.choices, widget=forms.RadioSelect)
    source = forms.CharField(
        label=_("Source"),
        help_text=_("Stands beside the results wherever they are shown, as “NNS, resultat 2025”."),
        max_length=200,
    )

    def __init__(self, *args: Any, questionnaires: Sequence[Questionnaire], year: int, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own
        initial = {"questionnaire": INDICATORS, "whose": Whose.OWN, "year": year, **kwargs.pop("initial", {})}
        super().__init__(*args, **{**kwargs, "initial": initial})
        asked = self.fields["questionnaire"]
        if isinstance(asked, forms.ChoiceField):
            asked.choices = [(each.key, words(each.label, lang())) for each in questionnaires]

    def clean_event(self) -> str:
        """Return the name of the event; indicators are of none."""
        event, questionnaire = str(self.cleaned_data["event"]), self.cleaned_data.get("questionnaire")
        if questionnaire in {None, INDICATORS}:
            return ""
        if not slugify(event, allow_unicode=True):
            raise forms.ValidationError(_("Write what the event, activity or survey is called."))
        return event


class ArrivingForm(OfForm):
    """A file, or a table that has been copied from one."""

    file = forms.FileField(
        label=_("Choose a file with results, or drop it here"),
        help_text=_(
            "Excel (.xlsx) or CSV. Results of groups only: a list with a row for each person is refused unread."
        ),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.csv,.txt"}),
    )
    pasted = forms.CharField(
        label=_("Or paste a table, its headings first"),
        help_text=_("Copy the cells in the spreadsheet, or write them with semicolons between."),
        required=False,
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("file") and not str(given.get("pasted", "")).strip() and "file" not in self.errors:
            self.add_error("file", _("Choose a file first, or paste a table."))
        file = given.get("file")
        if file and file.size > LIMITS.file_bytes:
            said = _(
                "The file is too large: at most %(limit)s MB. Save the sheet with the results in a file of its own."
            )
            self.add_error("file", said % {"limit": LIMITS.file_bytes // 1_000_000})
        return given

    def data_and_name(self) -> tuple[bytes, str]:
        """Return what came: its bytes, and what it is called ("" for what was pasted)."""
        file = self.cleaned_data.get("file")
        if file:
            return file.read(), file.name or ""
        return self.cleaned_data["pasted"].encode(), ""
