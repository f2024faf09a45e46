"""From which year each question's series begins anew."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.rules import QuestionRule
from mellanrum.web.survey_results.importing.forms import EARLIEST, LATEST
from mellanrum.web.survey_results.names import question_name


class BreaksForm(forms.Form):
    """A year for each question that has been reworded; none where this association's series is whole."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - a form's own
        questionnaire: Questionnaire,
        asked: Sequence[QuestionRule],
        **kwargs: Any,  # noqa: ANN401 - as above
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = tuple(asked)
        for question in asked:
            years = questionnaire.breaks.get(question.key, ())
            self.fields[question.key] = forms.IntegerField(
                label=question_name(questionnaire, question),
                help_text=_("The first year with the new wording. Leave it out if the series has no break."),
                required=False,
                initial=years[-1] if years else None,
                validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)],
            )

    def years(self) -> dict[str, int | None]:
        """Return the year of each question."""
        return {question.key: self.cleaned_data[question.key] for question in self.questions}
