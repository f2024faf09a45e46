"""What a change of the account map, or another chart, would do to the newest year's statements."""

from dataclasses import dataclass, replace

from mellanrum.books.association_map import AssociationMap, ChartName
from mellanrum.composition import assemble
from mellanrum.statements.changes import ChangedLine, changed_lines
from mellanrum.web.economy.opening import YearAtDesk, chart_of, files_held, open_year, parts_of, years_with_books
from mellanrum.web.tenancy.models import Association


@dataclass(frozen=True, slots=True)
class Effect:
    """The lines of a year's statements that would differ, before and after."""

    year: int
    lines: tuple[ChangedLine, ...]


def newest_year(association: Association) -> YearAtDesk | None:
    """Open the newest year with books; None where there is none that can be read."""
    years = years_with_books(association)
    return open_year(association, years[0]) if years else None


def effect_of_map(association: Association, own: AssociationMap, chart: ChartName | None = None) -> Effect | None:
    """Tell what another map (and another chart, where one is named) would do; None where there are no books."""
    held = newest_year(association)
    if held is None:
        return None
    parts, _ = parts_of(association, held.year, files_held(association))
    opened = assemble(replace(parts, own=own), chart or chart_of(association))[0] if parts else None
    return Effect(held.year, changed_lines(held.opened.book, opened.book)) if opened else None
