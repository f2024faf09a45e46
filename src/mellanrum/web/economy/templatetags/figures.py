"""Tags that write figures so that they open, and the tables and charts they stand in."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from mellanrum.documents.layout import SUMS, HeadCell, chart_table, full_cells, head_rows, is_right
from mellanrum.documents.model import (
    BulletList,
    Cell,
    Chart,
    FigureRef,
    NoteRef,
    Notice,
    Number,
    Paragraph,
    Row,
    RowKind,
    Signatures,
    Strong,
    Table,
)
from mellanrum.documents.shown import MISSING, cell_text, written
from mellanrum.figures import Figure, Period, Unit
from mellanrum.findings import words
from mellanrum.numbers import decimals, kronor, share
from mellanrum.web.access.rules import can_read_statements
from mellanrum.web.economy.opening import YearAtDesk
from mellanrum.web.parts.templatetags.parts import lang

register = template.Library()


def trace_url(context: Context, key: str, period: Period | None) -> str:
    """Return the address of a figure's trace."""
    url = reverse("economy:trace", args=[context["standing"].association.slug, context["year"], key])
    is_other = period is not None and period.year != context["year"]
    return f"{url}?{urlencode({'period': period.year})}" if is_other and period else url


def opening_figure(context: Context, key: str, period: Period | None, text: str) -> SafeString | str:
    """Write a number as a link that opens its trace; as it is for who may not see what it is computed from."""
    if not can_read_statements(context["standing"]):
        return text
    return format_html('<a class="figure" href="{}">{}</a>', trace_url(context, key, period), text)


@register.simple_tag(takes_context=True)
def figure(context: Context, value: Figure | None) -> SafeString | str:
    """Write a figure with its unit, as a link that opens its trace; a dash where there is none."""
    return MISSING if value is None else opening_figure(context, value.key, value.period, figure_text(value))


@register.simple_tag(takes_context=True)
def amount(context: Context, value: Figure | None) -> SafeString | str:
    """Write a figure without its unit, as a link that opens its trace; a dash where there is none."""
    if value is None:
        return MISSING
    is_share = value.unit is Unit.SHARE
    text = figure_text(value) if is_share else decimals(value.rounded, 2 if value.unit is Unit.RATIO else 0, lang())
    return opening_figure(context, value.key, value.period, text)


def figure_text(value: Figure) -> str:
    """Write a figure as it is shown, with its unit."""
    if value.unit is Unit.SEK:
        return kronor(value.rounded, lang())
    if value.unit is Unit.SHARE:
        return share(value.rounded, 1, lang())
    return decimals(value.rounded, 2 if value.unit is Unit.RATIO else 0, lang())


@register.filter
def kind_of(block: object) -> str:
    """Say what a block of the report is: the name of the template that writes it."""
    kinds = {
        Table: "table",
        Chart: "chart",
        Paragraph: "paragraph",
        BulletList: "list",
        Notice: "notice",
        Signatures: "signatures",
    }
    return kinds[type(block)]


@register.simple_tag(takes_context=True)
def spans(context: Context, paragraph: Paragraph) -> SafeString:
    """Write running text; the numbers in it open."""
    return format_html_join("", "{}", ((each,) for each in _spans(context, paragraph)))


def _spans(context: Context, paragraph: Paragraph) -> Iterator[SafeString | str]:
    for span in paragraph.spans:
        if isinstance(span, FigureRef):
            yield opening_figure(context, span.key, span.period, span.shown)
        elif isinstance(span, Strong):
            yield format_html("<strong>{}</strong>", span.text)
        else:
            yield span.text


@register.filter
def heads(table: Table) -> list[list[dict[str, Any]]]:
    """Lay out a table's head."""
    return [[_head(cell, table) for cell in row] for row in head_rows(table)]


def _head(cell: HeadCell, table: Table) -> dict[str, Any]:
    is_number = cell.across > 1 or is_right(table.columns[cell.column])
    return {"cell": cell, "is_number": is_number, "scope": "colgroup" if cell.across > 1 else "col"}


@register.simple_tag(takes_context=True)
def cells(context: Context, row: Row, table: Table) -> dict[str, Any]:
    """Write a row's cells: what labels it, and the others each with its class."""
    label, *others = full_cells(row, table)
    return {
        "label": cell_text(label),
        "is_heading": row.kind is RowKind.SUBHEADING,
        "is_sum": row.kind in SUMS,
        "others": [
            {"text": _cell(context, cell), "is_number": is_right(column)}
            for cell, column in zip(others, table.columns[1:], strict=True)
        ],
    }


def _cell(context: Context, cell: Cell) -> SafeString | str:
    if isinstance(cell, Number) and cell.key and cell.value is not None:
        return opening_figure(context, cell.key, cell.period, written(cell))
    if isinstance(cell, NoteRef) and cell.target:
        return format_html('<a href="{}#{}">{}</a>', _notes(context), cell.target, cell.text)
    return cell_text(cell)


def _notes(context: Context) -> str:
    """Return the page the notes stand on: this one, in a whole report."""
    if context.get("in_document"):
        return ""
    return reverse("economy:notes", args=[context["standing"].association.slug, context["year"]])


@register.filter
def table_of(chart: Chart) -> Table:
    """Set out the numbers a chart is drawn from as a table."""
    return chart_table(chart)


@register.simple_tag(takes_context=True)
def chart_url(context: Context, section: str, chart: Chart, look: str) -> str:
    """Return the address of a chart as it is drawn for a look: light or dark, wide or narrow."""
    slug = context["standing"].association.slug
    return reverse("economy:chart", args=[slug, context["year"], section, chart.key, look])


@register.filter
def ratio_name(key: str, desk: YearAtDesk) -> str:
    """Name a key ratio as the year does."""
    found = desk.opened.book.find(key)
    return words(found.label, lang()) if found is not None else key
