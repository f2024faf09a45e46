"""Tags of the statistics: their pages beside each other, tables whose numbers open, charts."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mellanrum.documents.layout import SUMS, chart_table, full_cells, is_right
from mellanrum.documents.model import Cell, Chart, Column, Number, Row, RowKind, Table
from mellanrum.documents.shown import MISSING, cell_text, written
from mellanrum.figures import Figure
from mellanrum.web.access.rules import can_fetch_statutory_sheet, can_publish
from mellanrum.web.parts.sorting import swedish
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.statistics.addresses import beside, page_of, trace_of
from mellanrum.web.statistics.choices import SORTS
from mellanrum.web.statistics.opening import Desk
from mellanrum.web.statistics.tracing import written_figure

register = template.Library()
LONG = 8
"""How many rows a table has from which those with nobody are left out."""


@register.inclusion_tag("statistics/parts/tabs.html", takes_context=True)
def statistics_tabs(context: Context) -> dict[str, Any]:
    """Write the association's page, the interventions' and the sheet beside each other."""
    desk: Desk = context["desk"]
    here = "statutory" if context.get("is_statutory") else desk.slug
    return {"tabs": [{**tab, "is_here": tab["slug"] == here} for tab in _tabs(desk)]}


def _tabs(desk: Desk) -> Iterator[dict[str, Any]]:
    together = _("The whole association") if desk.is_whole else _("My interventions")
    yield {"slug": "", "url": page_of(desk, ""), "label": together}
    for each in sorted(desk.readable, key=lambda each: swedish(each.name)):
        slug = desk.slugs[each.key]
        yield {"slug": slug, "url": page_of(desk, slug), "label": each.name}
    if can_fetch_statutory_sheet(desk.standing):
        url = reverse("statistics:statutory", args=[desk.standing.association.slug])
        yield {"slug": "statutory", "url": f"{url}?year={desk.choice.year}", "label": _("For Uppföljning Finsam")}
    yield {
        "slug": "published/",
        "url": reverse("publishing:list", args=[desk.standing.association.slug]),
        "label": _("Published"),
    }
    if can_publish(desk.standing):
        url = reverse("publishing:choose", args=[desk.standing.association.slug])
        yield {"slug": "publish/", "url": url, "label": _("Publish")}


@register.simple_tag(takes_context=True)
def stat_url(context: Context, what: str, *args: str) -> str:
    """Return the address of a table or chart of the page."""
    return beside(context["desk"], what, *args)


@register.simple_tag(takes_context=True)
def stat_page(context: Context, **changes: Any) -> str:  # noqa: ANN401 - the fields of a choice
    """Return the address of the page with changed choices."""
    return page_of(context["desk"], **changes)


@register.simple_tag(takes_context=True)
def stat_figure(context: Context, figure: Figure | None) -> SafeString | str:
    """Write a figure as a link that opens its trace; a dash where there is none."""
    if figure is None:
        return MISSING
    return _opening(trace_of(context["desk"], figure.key, figure.sex or "", figure.period), written_figure(figure))


def _opening(url: str, text: str) -> SafeString:
    return format_html('<a class="figure" href="{}">{}</a>', url, text)


@register.filter
def behind(chart: Chart) -> Table:
    """Set out the numbers a chart is drawn from as a table."""
    return chart_table(chart)


@register.simple_tag(takes_context=True)
def stat_cells(context: Context, row: Row, table: Table) -> dict[str, Any]:
    """Write a row's cells: what labels it, and the others each with its class."""
    label, *others = full_cells(row, table)
    return {
        "label": cell_text(label, lang()),
        "is_heading": row.kind is RowKind.SUBHEADING,
        "is_sum": row.kind in SUMS,
        "others": [
            {"text": _cell(context["desk"], cell, column), "is_number": is_right(column)}
            for cell, column in zip(others, table.columns[1:], strict=True)
        ],
    }


def _cell(desk: Desk, cell: Cell, column: Column) -> SafeString | str:
    if not isinstance(cell, Number) or not cell.key or cell.value is None:
        return cell_text(cell, lang())
    key, _at, own = cell.key.partition("@")
    if not key.startswith("interventions."):
        return _opening(_of_books(desk, key), written(cell, lang()))
    sex = own or column.key.partition(".")[0]
    return _opening(trace_of(desk, key, "" if sex == "all" else sex, cell.period), written(cell, lang()))


def _of_books(desk: Desk, key: str) -> str:
    """Return the address of the trace of a figure of the books, of the chosen year."""
    return reverse("economy:trace", args=[desk.standing.association.slug, desk.choice.year, key])


@register.simple_tag(takes_context=True)
def sortable(context: Context, table: Table) -> list[dict[str, Any]]:
    """Write the head of a table whose order the reader may choose."""
    desk: Desk = context["desk"]
    found = []
    for column in table.columns:
        sort = column.key.rpartition(".")[2]
        sort = sort if sort in SORTS else ""
        found.append({"header": column.header, "url": page_of(desk, sort=sort), "is_here": desk.choice.sort == sort})
    return found


@register.filter
def without_nil(table: Table) -> Table:
    """Leave the rows with nobody out of a long table, and name them under it; files have them all."""
    nil = [row for row in table.rows if row.kind is RowKind.NORMAL and _is_nil(row)]
    if len(table.rows) < LONG or len(nil) < 2 or table.columns[0].header == _("Month"):
        return table
    names = "; ".join(cell_text(row.cells[0], lang()) for row in nil)
    kept = tuple(row for row in table.rows if row not in nil)
    return replace(table, rows=kept, notes=(*table.notes, _("Nobody: %(names)s.") % {"names": names}))


def _is_nil(row: Row) -> bool:
    numbers = [cell for cell in row.cells[1:] if isinstance(cell, Number)]
    return bool(numbers) and len(numbers) == len(row.cells) - 1 and not any(number.value for number in numbers)
