"""An activity: its name and days, and the surveys that belong to it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mellanrum.web.parts.forms import DayInput
from mellanrum.web.survey_results.opening import Survey


class ActivityForm(forms.Form):
    """What an activity is, and what belongs to it."""

    name = forms.CharField(label=_("Name"), max_length=200)
    first_day = forms.DateField(label=_("First day"), widget=DayInput)
    last_day = forms.DateField(label=_("Last day"), widget=DayInput, required=False)
    surveys = forms.MultipleChoiceField(
        label=_("Surveys and grades that belong to it"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - a form's own
        surveys: Sequence[Survey],
        elsewhere: Mapping[str, str],
        **kwargs: Any,  # noqa: ANN401 - a form's own
    ) -> None:
        """Offer `surveys`; `elsewhere` is which other activity a survey belongs to, by its key."""
        super().__init__(*args, **kwargs)
        asked = self.fields["surveys"]
        if surveys and isinstance(asked, forms.MultipleChoiceField):
            asked.choices = [(each.key, _choice(each, elsewhere)) for each in surveys]
        else:
            del self.fields["surveys"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("first_day"), given.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day is before the first."))
        return given


def _choice(survey: Survey, elsewhere: Mapping[str, str]) -> str:
    """Name a survey, and the activity that it would be moved from."""
    if survey.key not in elsewhere:
        return survey.name
    told = gettext("%(survey)s (now belongs to %(activity)s)")
    return told % {"survey": survey.name, "activity": elsewhere[survey.key]}
