"""What the pages of surveys say that no others do."""

from django import template
from django.utils.translation import get_language_info

register = template.Library()


@register.filter
def language_name(code: str) -> str:
    """Name a language in that of the page; its code where nobody here knows it."""
    try:
        return str(get_language_info(code)["name_translated"]).lower()
    except KeyError:
        return code
