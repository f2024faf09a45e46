"""The forms of own questionnaires: what they are, their questions, and the scales these are answered by."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mellanrum.surveys.rules import Answer, QuestionnaireRule, QuestionRule, Scale
from mellanrum.web.parts.templatetags.parts import say
from mellanrum.web.surveys.editing import Asked, Facts

KINDS = (
    ("own", _("Something else")),
    ("event", _("An event, such as a meeting or a course")),
    ("activity", _("An activity, such as a group that meets")),
)
_NEW_GROUPS = 2
_TEXT = {"autocomplete": "off"}
_LONGEST = 200


def _text_field(label: Any, *, required: bool = False, help_text: Any = "") -> forms.CharField:  # noqa: ANN401 - lazy texts
    widget = forms.TextInput(attrs=_TEXT)
    return forms.CharField(label=label, max_length=_LONGEST, required=required, widget=widget, help_text=help_text)


class FactsForm(forms.Form):
    """What a questionnaire is called, what it is about, and who answers it."""

    label = _text_field(_("Name"), required=True)
    kind = forms.ChoiceField(label=_("What it is about"), choices=KINDS, widget=forms.RadioSelect)
    free_text = _text_field(
        _("Question for an answer in one's own words"),
        help_text=_(
            "Leave it empty, and nothing can be written. What is written is kept apart from all other answers, and "
            "only manager and administrator read it when the survey has been closed."
        ),
    )

    def __init__(self, *args: Any, rule: QuestionnaireRule | None = None, **fields: Any) -> None:  # noqa: ANN401 - a form's
        super().__init__(*args, **fields)
        self.held = tuple(group.key for group in rule.groups) if rule else ()
        for group in rule.groups if rule else ():
            self.fields[f"group_{group.key}"] = _text_field(
                gettext("Group: %(name)s") % {"name": group.label},
                help_text=_("Emptied, the group goes with its questions."),
            )
            self.initial[f"group_{group.key}"] = group.label
        for number in range(_NEW_GROUPS):
            is_first = not self.held and number == 0
            self.fields[f"more_{number}"] = _text_field(
                _("Who answers") if is_first else _("One more group"),
                required=is_first,
                help_text=_("For instance: participants. Each group has its own questions.") if is_first else "",
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.held and not any(data.get(f"group_{key}") for key in self.held) and not _more(data):
            self.add_error(f"group_{self.held[0]}", _("A questionnaire has at least one group."))
        return data

    def facts(self) -> Facts:
        """Return what was said."""
        data = self.cleaned_data
        groups = {key: _plain(data[f"group_{key}"]) for key in self.held}
        return Facts(_plain(data["label"]), data["kind"], _plain(data["free_text"]), groups, _more(data))


def _more(data: dict[str, Any]) -> list[str]:
    return [label for n in range(_NEW_GROUPS) if (label := _plain(data.get(f"more_{n}") or ""))]


class FirstForm(FactsForm):
    """A new questionnaire, with its first question."""

    question = _text_field(_("The first question"), required=True, help_text=_("More are added afterwards."))
    scale = forms.ChoiceField(label=_("Answered by"))

    def __init__(self, *args: Any, scales: Iterable[Scale], **fields: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(*args, **fields)
        self.fields["scale"].choices = scale_choices(scales)  # type: ignore[attr-defined]  # choice fields have them
        self.order_fields(["label", "kind", "more_0", "more_1", "question", "scale", "free_text"])

    def first(self) -> Asked:
        """Return the first question, of the first group."""
        return Asked(_plain(self.cleaned_data["question"]), "", self.cleaned_data["scale"])


class QuestionForm(forms.Form):
    """A question, by what it is answered, where it stands, and after which answer it is asked."""

    label = _text_field(
        _("Question"),
        required=True,
        help_text=_("As it is asked. The same question in other languages is loaded under Wordings."),
    )
    group = forms.ChoiceField(label=_("Who is asked"), widget=forms.RadioSelect)
    scale = forms.ChoiceField(label=_("Answered by"))
    number = forms.IntegerField(
        label=_("Number in its group"),
        min_value=1,
        max_value=200,
        required=False,
        widget=forms.NumberInput(attrs={"class": "short number", **_TEXT}),
        help_text=_("Leave it empty to put it last. The others move."),
    )
    only_after = forms.ChoiceField(
        label=_("Asked"),
        required=False,
        help_text=_("A question may be asked only of those who gave a certain answer to an earlier one."),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - as above
        rule: QuestionnaireRule,
        scales: Sequence[Scale],
        held: QuestionRule | None = None,
        **fields: Any,  # noqa: ANN401 - as above
    ) -> None:
        super().__init__(*args, **fields)
        self.rule, self.question = rule, held
        self._choices("group", [(group.key, group.label) for group in rule.groups])
        self._choices("scale", scale_choices(scales))
        gates = [each for each in rule.questions if each.only_after is None and (held is None or each.key != held.key)]
        self._choices("only_after", [("", gettext("always")), *_gates(gates, {scale.key: scale for scale in scales})])
        if len(rule.groups) == 1:
            self.fields["group"].widget = forms.HiddenInput()
            self.initial["group"] = rule.groups[0].key

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # choice fields have them

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        gate, _at, _answer = data.get("only_after", "").partition("=")
        if gate and gate not in {each.key for each in self.rule.questions if each.group == data.get("group")}:
            self.add_error("only_after", _("That question is asked of another group."))
        return data

    def asked(self) -> Asked:
        """Return the question."""
        data = self.cleaned_data
        gate, _at, answer = data["only_after"].partition("=")
        only_after = (gate, answer) if gate else None
        return Asked(_plain(data["label"]), data["group"], data["scale"], data["number"] or 0, only_after)


def initial_question(question: QuestionRule) -> dict[str, object]:
    """Return what the form shows of a question."""
    gate = "=".join(question.only_after) if question.only_after else ""
    names = ("label", "group", "scale", "number")
    return {**{name: getattr(question, name) for name in names}, "only_after": gate}


def scale_choices(scales: Iterable[Scale]) -> list[tuple[str, str]]:
    """Name scales by what they are called and how they are answered."""
    return [(scale.key, f"{say(scale.label)}: {answers_text(scale)}") for scale in scales]


def answers_text(scale: Scale) -> str:
    """Write how a scale is answered, on one line."""
    grades = [f"{scale.lowest}–{scale.highest}"] if scale.is_grade else []
    return ", ".join([*grades, *(say(answer.label) for answer in scale.answers)])


def _gates(questions: Iterable[QuestionRule], scales: dict[str, Scale]) -> list[tuple[str, str]]:
    return [
        (f"{each.key}={answer.key}", gettext("only after “%(answer)s” to “%(question)s”") % _worded(answer, each))
        for each in questions
        for answer in (scales[each.scale].answers if each.scale in scales else ())
        if answer.is_valid
    ]


def _worded(answer: Answer, question: QuestionRule) -> dict[str, str]:
    return {"answer": say(answer.label).lower(), "question": question.label}


def _plain(text: str) -> str:
    return " ".join(text.split())
