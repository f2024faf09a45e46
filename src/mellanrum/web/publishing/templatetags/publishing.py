"""Tags of what is published: cells as readers see them, and as the manager does before publishing."""

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mellanrum.documents.model import Cell, Number, RowKind, Table
from mellanrum.documents.shown import cell_text
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.publishing.beside import is_hidden
from mellanrum.web.publishing.grid import Grid, GridCell
from mellanrum.web.publishing.options import Option
from mellanrum.web.publishing.setting import HIDDEN, cell_of, table_of
from mellanrum.web.publishing.tracing import What, place_of

register = template.Library()


@register.filter
def as_table(grid: Grid) -> Table:
    """Set a grid out as a table of a document."""
    return table_of(grid)


@register.simple_tag(takes_context=True)
def published_cell(context: Context, cell: GridCell, grid: Grid) -> SafeString | str:
    """Write a cell: its number, or dots that are read as a word, as a link that opens where it comes from.

    Before publishing nothing opens, and it is said why a number is hidden.
    """
    marks = context.get("marks")
    if marks is not None and cell.key and cell.number is None and not cell.is_share:
        return _marked(cell, marks)
    text = dots() if cell.number is None and cell.key else cell_text(cell_of(cell), lang())
    if marks is not None or not cell.key or not text:
        return text
    what = What.SHARE if cell.is_share else What.NUMBER
    return _opening(context, f"{grid.table.key}/{place_of(cell.codes)}/{what}", text)


@register.simple_tag(takes_context=True)
def told_share(context: Context, cell: Cell) -> SafeString | str:
    """Write a share or a number of an overview, as a link that opens where it comes from; dots where it is not told."""
    if not isinstance(cell, Number) or not cell.key:
        return dots() if cell == HIDDEN else cell_text(cell, lang())
    text = dots() if cell.value is None else cell_text(cell, lang())
    return text if context.get("marks") is not None else _opening(context, cell.key, text)


@register.simple_tag(takes_context=True)
def year_cell(context: Context, cell: Cell) -> SafeString | str:
    """Write a number of years beside each other, as a link that opens it in its publication."""
    if not isinstance(cell, Number) or not cell.key:
        return cell_text(cell, lang())
    number, _slash, key = cell.key.partition("/")
    url = trace_address(context["standing"].association.slug, int(number), key)
    text = dots() if is_hidden(cell) else cell_text(cell, lang())
    return format_html('<a class="figure" href="{}">{}</a>', url, text)


@register.simple_tag
def dots() -> SafeString:
    """Write what stands for a number that is not shown: two dots to see, a word to hear."""
    return format_html('<span aria-hidden="true">{}</span><span class="visually-hidden">{}</span>', HIDDEN, _("hidden"))


def _opening(context: Context, key: str, text: str) -> SafeString:
    url = trace_address(context["standing"].association.slug, context["publication"].number, key)
    return format_html('<a class="figure" href="{}">{}</a>', url, text)


def trace_address(slug: str, number: int, key: str) -> str:
    """Return the address that opens a number: its table, where in it, and what, with slashes between."""
    return f"{_before(slug, number)}{quote(key, safe='/,*')}/"


@lru_cache(maxsize=256)
def _before(slug: str, number: int) -> str:
    """Return the start of a publication's addresses of traces: a page has thousands of them."""
    return reverse("publishing:trace", args=[slug, number, "PIECE", "PLACE", "WHAT"]).removesuffix("PIECE/PLACE/WHAT/")


def _marked(cell: GridCell, marks: Mapping[str, str]) -> SafeString:
    kind, word = ("warning", _("small")) if marks.get(cell.key) == "small" else ("", _("protects"))
    return format_html('{} <span class="tag {}">{}</span>', HIDDEN, kind, word)


@register.filter
def is_heading(kind: RowKind) -> bool:
    """Tell whether a row is a heading of those after it."""
    return kind is RowKind.SUBHEADING


@register.filter
def of_table(options: Mapping[str, list[Option]], key: str) -> list[Option]:
    """List the forms that a table may take, with how many numbers each would show."""
    return options.get(key, [])
