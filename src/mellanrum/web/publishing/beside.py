"""What has been published of whole years, put beside each other: what readers come to first.

Every number is one that a publication shows, and is opened there; what is hidden there is hidden here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from mellanrum.documents.model import Cell, Chart, Number, Row, Table
from mellanrum.web.publishing.services.reading import OfYear
from mellanrum.web.publishing.setting import HIDDEN, about_dots


@dataclass(frozen=True, slots=True)
class Beside:
    """Years beside each other: a table, and its chart where it has one. `key` names it in addresses.

    A number's key says what opens it: its publication, and the place in it. Without a value it is hidden.
    """

    key: str
    heading: str
    table: Table
    chart: Chart | None = None


def is_hidden(cell: Cell) -> bool:
    """Tell whether a cell is a number that is hidden."""
    return isinstance(cell, Number) and cell.value is None and bool(cell.key)


def for_file(table: Table) -> Table:
    """Write dots for what is hidden, as a file has them."""
    rows = (tuple(HIDDEN if is_hidden(cell) else cell for cell in row.cells) for row in table.rows)
    return replace(table, rows=tuple(map(Row, rows)))


def notes_of(held: Sequence[OfYear], rows: Sequence[Row]) -> tuple[str, ...]:
    """Say what the dots are, which years are rounded, and which publication each year is from."""
    rounded = [str(each.year) for each in held if each.view.is_rounded]
    said = [about_dots()] if any(is_hidden(cell) for row in rows for cell in row.cells) else []
    if rounded:
        said.append(_("* %(years)s: small numbers are rounded.") % {"years": ", ".join(rounded)})
    listed = ", ".join(f"{each.year}: {each.publication.number} ({each.publication.on.isoformat()})" for each in held)
    return (*said, _("From the newest publication of each year, by number and day: %(listed)s.") % {"listed": listed})


def year_name(each: OfYear) -> str:
    """Write a year, with a star where its small numbers are rounded."""
    return f"{each.year}{'*' if each.view.is_rounded else ''}"
