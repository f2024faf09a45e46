"""Tags of survey results: addresses of tables and charts, cells that open or lead on."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mellanrum.documents.layout import SUMS, full_cells, is_right
from mellanrum.documents.model import Cell, NoteRef, Number, Row, RowKind, Table
from mellanrum.documents.shown import cell_text
from mellanrum.web.parts.templatetags.parts import lang

register = template.Library()


@register.simple_tag(takes_context=True)
def piece_url(context: Context, what: str, *args: str) -> str:
    """Return the address of a table or chart of the page's year."""
    url = reverse(f"survey_results:{what}", args=[context["standing"].association.slug, *args])
    return f"{url}?year={context['year']}"


@register.simple_tag(takes_context=True)
def result_cells(context: Context, row: Row, table: Table) -> dict[str, Any]:
    """Write a row's cells: what labels it, and the others each with its class."""
    label, *others = full_cells(row, table)
    return {
        "label": _label(context, label),
        "is_heading": row.kind is RowKind.SUBHEADING,
        "is_sum": row.kind in SUMS,
        "others": [
            {"text": _cell(context, cell), "is_number": is_right(column)}
            for cell, column in zip(others, table.columns[1:], strict=True)
        ],
    }


@register.simple_tag(takes_context=True)
def figure(context: Context, number: Number) -> SafeString | str:
    """Write a number, opening to what it comes from where it is a figure."""
    return _cell(context, number)


def _cell(context: Context, cell: Cell) -> SafeString | str:
    """Write a cell; a number that is a figure opens to what it comes from."""
    if not isinstance(cell, Number) or not cell.key or cell.value is None or cell.period is None:
        return cell_text(cell, lang())
    url = reverse("survey_results:trace", args=[context["standing"].association.slug, cell.period.year, cell.key])
    of = f"?sex={cell.sex}" if cell.sex else ""
    return format_html('<a class="figure" href="{}{}">{}</a>', url, of, cell_text(cell, lang()))


def _label(context: Context, cell: Cell) -> SafeString | str:
    """Write what labels a row; a question leads to the first indicator it serves."""
    if not isinstance(cell, NoteRef) or not cell.target:
        return cell_text(cell, lang())
    url = reverse("survey_results:indicator", args=[context["standing"].association.slug, cell.target])
    return format_html('<a href="{}">{}</a>', url, cell.text)
