"""Tags of what is published: cells as readers see them, and as the manager does before publishing."""

from collections.abc import Mapping

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mellanrum.documents.model import Cell, RowKind, Table
from mellanrum.documents.shown import cell_text
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.publishing.grid import Grid, GridCell
from mellanrum.web.publishing.options import Option
from mellanrum.web.publishing.setting import HIDDEN, cell_of, table_of

register = template.Library()


@register.filter
def as_table(grid: Grid) -> Table:
    """Set a grid out as a table of a document."""
    return table_of(grid)


@register.simple_tag(takes_context=True)
def published_cell(context: Context, cell: GridCell) -> SafeString | str:
    """Write a cell: its number, or dots that are read as a word; before publishing also why it is hidden."""
    if cell.number is None and cell.key:
        return _dots(cell, context.get("marks"))
    return cell_text(cell_of(cell), lang())


@register.simple_tag
def told_share(cell: Cell) -> SafeString | str:
    """Write a share or a number of an overview; dots that are read as a word where it is not told."""
    if cell != HIDDEN:
        return cell_text(cell, lang())
    return format_html('<span aria-hidden="true">{}</span><span class="visually-hidden">{}</span>', HIDDEN, _("hidden"))


def _dots(cell: GridCell, marks: Mapping[str, str] | None) -> SafeString:
    word = _("hidden")
    if marks is not None and not cell.is_share:
        kind, word = ("warning", _("small")) if marks.get(cell.key) == "small" else ("", _("protects"))
        return format_html('{} <span class="tag {}">{}</span>', HIDDEN, kind, word)
    return format_html('<span aria-hidden="true">{}</span><span class="visually-hidden">{}</span>', HIDDEN, word)


@register.filter
def is_heading(kind: RowKind) -> bool:
    """Tell whether a row is a heading of those after it."""
    return kind is RowKind.SUBHEADING


@register.filter
def of_table(options: Mapping[str, list[Option]], key: str) -> list[Option]:
    """List the forms that a table may take, with how many numbers each would show."""
    return options.get(key, [])
