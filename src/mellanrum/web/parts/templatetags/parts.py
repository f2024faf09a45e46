"""Tags of every page: numbers as they are written, the engines' words, findings as a list."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from mellanrum.findings import Finding, Parameter, Severity, spoken_mend, spoken_message, words
from mellanrum.numbers import Language, decimals, share

register = template.Library()

_SEVERITIES = {Severity.ERROR: "Error", Severity.WARNING: "Warning", Severity.NOTE: "Note"}


def lang() -> Language:
    """Return the language of the page, as the engines know it."""
    return "en" if get_language() == "en" else "sv"


@register.filter
def say(message_id: str, parameter: Parameter = "") -> str:
    """Word one of the engines' message ids; names from the books pass through."""
    return words(message_id, lang(), **({"value": parameter} if parameter else {}))


@register.filter
def kr(value: Decimal | None, places: int = 0) -> str:
    """Write an amount without its unit; a dash where there is none."""
    return "–" if value is None else decimals(value, places, lang())


@register.filter
def percent(value: Decimal | None, places: int = 1) -> str:
    """Write a share as per cent; a dash where there is none."""
    return "–" if value is None else share(value, places, lang())


@register.filter
def per_cent(value: Decimal | None) -> str:
    """Write what is per cent already, with the decimals it has; a dash where there is none."""
    return "–" if value is None else share(value.scaleb(-2), max(0, -int(value.as_tuple().exponent)), lang())


@register.filter
def day(value: date) -> SafeString:
    """Write a day in running text, kept on one line: browsers break lines at its hyphens."""
    return format_html('<span class="day">{}</span>', value.isoformat())


@register.simple_tag
def if_debug() -> bool:
    """Tell whether the site runs for those who build it."""
    return bool(settings.DEBUG)


@register.inclusion_tag("parts/findings.html")
def findings_list(findings: Iterable[Finding]) -> dict[str, Any]:
    """Write findings as a list: how much each matters, where it stands, what is wrong, how to mend it."""
    return {"findings": [spoken(item) for item in findings]}


def spoken(item: Finding) -> dict[str, Any]:
    """Give a finding in words."""
    return {
        "finding": item,
        "severity": item.severity.value,
        "severity_word": words(_SEVERITIES[item.severity], lang()),
        "place": place_text(item),
        "message": spoken_message(item, lang(), "web"),
        "mend": spoken_mend(item, lang(), "web"),
        "reference": item.reference,
    }


def place_text(item: Finding) -> str:
    """Write where a finding stands: file, line, page, sheet and cell, as far as they are known."""
    place = item.place
    exact = [
        words("line {line}", lang(), line=place.line) if place.line else "",
        words("page {page}", lang(), page=place.page) if place.page else "",
        words("sheet {sheet}", lang(), sheet=place.sheet) if place.sheet else "",
        words("cell {cell}", lang(), cell=place.cell) if place.cell else "",
    ]
    return " ".join(part for part in (place.file or "", *exact) if part)
