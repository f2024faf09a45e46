"""The page of parts: every component of the web in all its states, for those who build pages."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from mellanrum.findings import Finding, Place, finding
from mellanrum.web.access.routes import anyone
from mellanrum.web.parts.forms import DayInput

SECTIONS = ("buttons", "notices", "states", "tables", "figures", "forms", "findings", "small")
"""The sections of the page, each a template and a heading of docs/komponenter.md."""

_CHOICES = [("a", gettext_lazy("The first")), ("b", gettext_lazy("The second"))]


class EveryWidget(forms.Form):
    """A form with a field of every kind that pages use."""

    text = forms.CharField(label=gettext_lazy("Text"), help_text=gettext_lazy("Help stands between label and field."))
    number = forms.IntegerField(label=gettext_lazy("Number"), required=False)
    day = forms.DateField(label=gettext_lazy("Day"), widget=DayInput())
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    password = forms.CharField(
        label=gettext_lazy("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    many = forms.CharField(label=gettext_lazy("Several lines"), widget=forms.Textarea(attrs={"rows": 3}))
    radio = forms.ChoiceField(
        label=gettext_lazy("One of a few"),
        choices=_CHOICES,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Up to seven choices are radio buttons."),
    )
    several = forms.MultipleChoiceField(
        label=gettext_lazy("Any of a few"), choices=_CHOICES, widget=forms.CheckboxSelectMultiple, required=False
    )
    select = forms.ChoiceField(label=gettext_lazy("One of many"), choices=_CHOICES)
    yes = forms.BooleanField(label=gettext_lazy("Yes or no"), help_text=gettext_lazy("What a yes means."))
    file = forms.FileField(label=gettext_lazy("File"), required=False)
    locked = forms.CharField(
        label=gettext_lazy("Read only"),
        required=False,
        initial="212000-0142",
        widget=forms.TextInput(attrs={"readonly": True}),
    )


@anyone
@require_GET
def components(request: HttpRequest) -> HttpResponse:
    """Show the page of parts."""
    context: dict[str, Any] = {
        "sections": [(name, f"start/components/{name}.html") for name in SECTIONS],
        "form": EveryWidget(),
        "faulty": EveryWidget({"faulty-number": "tolv", "faulty-email": "a", "faulty-select": "a"}, prefix="faulty"),
        "found": _found(),
        "none": (),
    }
    return render(request, "start/components.html", context)


@anyone
@require_GET
def trace(request: HttpRequest, state: str) -> HttpResponse:
    """Answer what a figure on the page of parts opens: its trace, or where that stops."""
    if state not in {"open", "stopped"}:
        raise Http404
    is_part = request.headers.get("HX-Request") == "true"
    context = {"is_stopped": state == "stopped", "title": _("Result of the year")}
    return render(request, "start/components/trace.html" if is_part else "start/components/trace_page.html", context)


def _found() -> tuple[Finding, ...]:
    """Return a finding of each severity, with and without place and paragraph."""
    place = Place(file="bok2025.se", line=12)
    return (
        finding("documents.logo_unknown_kind", Place(key="logo")),
        finding("statements.unmapped_account", place, account="4999", name="Konto", amount="1 000"),
    )
