"""Deciding to use the carried code, and to use it no more."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from mellanrum.web.register.models import CodeDecision


class TurnOnForm(forms.ModelForm[CodeDecision]):
    """The decision by its number, and what the data protection officer thinks of it."""

    class Meta:
        model = CodeDecision
        fields = ("decision", "opinion")
        widgets: ClassVar[dict[str, Any]] = {
            "decision": forms.TextInput(attrs={"autocomplete": "off"}),
            "opinion": forms.Textarea(attrs={"rows": 6}),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "decision": _("As it stands in the minutes, for instance § 14/2026."),
            "opinion": _("The officer's own words, or where they can be read. The board decides, the officer advises."),
        }


class TurnOffForm(forms.ModelForm[CodeDecision]):
    """The decision by its number."""

    class Meta:
        model = CodeDecision
        fields = ("decision",)
        widgets: ClassVar[dict[str, Any]] = {"decision": forms.TextInput(attrs={"autocomplete": "off"})}
