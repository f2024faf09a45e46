"""How forms are written: one column, labels above, help under, errors beside the field and gathered at the top."""

from django import forms
from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """Our templates for forms and fields, Django's for widgets."""

    form_template_name = "parts/forms/form.html"
    field_template_name = "parts/forms/field.html"


class DayInput(forms.DateInput):
    """A day, with the browser's own calendar; it wants ISO 8601 whatever the language of the page."""

    input_type = "date"

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")
