"""The fields of a form: what an entry is asked, with large targets, and "uppgift saknas" chosen until something is."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from mellanrum.tallies.rules import MISSING, Question
from mellanrum.web.parts.templatetags.parts import say

PREFIX = "q_"
_CHIPS = {"class": "chips"}
_LONGEST = 6  # digits
_UNITS = {"years": "years", "months": "months", "days": "days", "": ""}


def field_of(question: Question) -> forms.Field:
    """Return the field that asks a question."""
    if question.kind == "number":
        return _number(question)
    return _several(question) if question.kind == "several" else _one(question)


class One(forms.ChoiceField):
    """One answer; nothing sent at all is "uppgift saknas"."""

    def clean(self, value: Any) -> str:  # noqa: ANN401 - what a browser sent
        return str(super().clean(value or MISSING))


class Several(forms.MultipleChoiceField):
    """Several answers; none ticked is "uppgift saknas", which gives way to any other."""

    def clean(self, value: Any) -> list[str]:  # noqa: ANN401 - as above
        given = list(super().clean(value or [MISSING]))
        return [key for key in given if key != MISSING] or [MISSING]


class Chips(forms.CheckboxSelectMultiple):
    """Boxes to tick; the script lets those that stand alone do so."""

    def __init__(self, alone: Iterable[str]) -> None:
        super().__init__(attrs=_CHIPS)
        self._alone = frozenset(alone)

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 - Django's
        option = super().create_option(name, value, *args, **kwargs)
        if str(value) in self._alone:
            option["attrs"]["data-alone"] = True
        return option


def _one(question: Question) -> forms.Field:
    return One(label=say(question.label), choices=_choices(question), initial=MISSING, widget=forms.RadioSelect(_CHIPS))


def _several(question: Question) -> forms.Field:
    alone = [MISSING, *(answer.key for answer in question.answers if answer.excludes)]
    return Several(label=say(question.label), choices=_choices(question), initial=[MISSING], widget=Chips(alone))


def _choices(question: Question) -> list[tuple[str, str]]:
    return [*((answer.key, say(answer.label)) for answer in question.answers), (MISSING, say("No information"))]


def _number(question: Question) -> forms.Field:
    attributes = {
        "inputmode": "numeric",
        "class": "short",
        "autocomplete": "off",
        "maxlength": str(_LONGEST),
        "enterkeyhint": "next",
    }
    return forms.IntegerField(
        label=say(question.label),
        required=False,
        widget=forms.TextInput(attributes),
        error_messages={"invalid": _("Write a whole number, or leave it empty where it is not known.")},
    )
