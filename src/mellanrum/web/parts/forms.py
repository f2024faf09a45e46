"""How forms are written: one column, labels above, help under, errors beside the field and gathered at the top."""

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """Our templates for forms and fields, Django's for widgets."""

    form_template_name = "parts/forms/form.html"
    field_template_name = "parts/forms/field.html"
