"""An own set of answers: which question it is of, and then its name, its answers and its years."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from mellanrum.findings import words
from mellanrum.surveys.questionnaires import Questionnaire, answer_label
from mellanrum.surveys.rules import QuestionRule
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.survey_results.importing.forms import EARLIEST, LATEST
from mellanrum.web.survey_results.names import group_name, question_name
from mellanrum.web.survey_results.services.own_sets import Chosen


def choice_of(questionnaire: Questionnaire, question: QuestionRule) -> str:
    """Return what a question is chosen by."""
    return f"{questionnaire.key}.{question.key}"


class QuestionForm(forms.Form):
    """Which question a set is of."""

    question = forms.ChoiceField(label=_("The question"))

    def __init__(self, *args: Any, questionnaires: Iterable[Questionnaire], **kwargs: Any) -> None:  # noqa: ANN401 - a form's own
        super().__init__(*args, **kwargs)
        asked = self.fields["question"]
        if isinstance(asked, forms.ChoiceField):
            asked.choices = [
                (words(of.label, lang()), [(choice_of(of, each), _named(of, each)) for each in of.questions])
                for of in questionnaires
            ]


def _named(questionnaire: Questionnaire, question: QuestionRule) -> str:
    return f"{question_name(questionnaire, question)}, {group_name(questionnaire, question.group).lower()}"


class OwnSetForm(forms.Form):
    """What is said of a set of answers to a question."""

    name = forms.CharField(
        label=_("Name"), help_text=_("As it should stand in tables: “At least partly”."), max_length=80
    )
    answers = forms.MultipleChoiceField(label=_("Answers that count"), widget=forms.CheckboxSelectMultiple)
    first_year = forms.IntegerField(
        label=_("First year"), validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)]
    )
    last_year = forms.IntegerField(
        label=_("Last year"),
        help_text=_("Leave it out while the set is used."),
        required=False,
        validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)],
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - a form's own
        questionnaire: Questionnaire,
        question: QuestionRule,
        **kwargs: Any,  # noqa: ANN401 - as above
    ) -> None:
        super().__init__(*args, **kwargs)
        valid = questionnaire.valid(question)
        self.offered = [each for each in questionnaire.answers(question) if each in valid]
        asked = self.fields["answers"]
        if isinstance(asked, forms.MultipleChoiceField):
            asked.choices = [
                (each, words(answer_label(questionnaire, question, each), lang())) for each in self.offered
            ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("first_year"), given.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", _("The last year is before the first."))
        if len(given.get("answers", ())) == len(self.offered):
            self.add_error("answers", _("All valid answers together are always 100 per cent. Leave some of them out."))
        return given

    def chosen(self) -> Chosen:
        """Return what was said, the answers in the order of their scale."""
        given = self.cleaned_data
        answers = tuple(each for each in self.offered if each in given["answers"])
        return Chosen(given["name"].strip(), answers, given["first_year"], given["last_year"])
