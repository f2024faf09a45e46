"""The tables of a publication in the order they are read: the association's first, then each intervention's."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mellanrum.documents.model import Chart, Table
from mellanrum.web.publishing.grid import Grid, grid_of
from mellanrum.web.publishing.setting import chart_of
from mellanrum.web.publishing.survey_sections import by_group, group_name, overview, positive_chart, survey_name
from mellanrum.web.publishing.view import INTERVENTION, SURVEY, View, ViewTable


@dataclass(frozen=True, slots=True)
class Told:
    """A table laid out, and its chart where it has one."""

    grid: Grid
    chart: Chart | None


@dataclass(frozen=True, slots=True)
class Group:
    """Tables of the same count under a heading, as those who started."""

    key: str
    heading: str
    told: tuple[Told, ...]
    chart: Chart | None = None
    overview: Table | None = None

    @property
    def hidden(self) -> int:
        """How many numbers of its tables are hidden."""
        return sum(told.grid.table.hidden for told in self.told)


@dataclass(frozen=True, slots=True)
class Section:
    """What is told of an intervention, or of all together."""

    key: str
    heading: str
    groups: tuple[Group, ...]


READ_FIRST = ("started", "ended", "ongoing", "all", "guidance", "referral")
"""The counts that are asked for first, in the order they are read; others come after them as they stand."""


def sections_of(view: View) -> tuple[Section, ...]:
    """Put the tables of a view under headings; each table keeps its place among those beside it.

    A table all of whose numbers stand in another one is left to the files.
    """
    if SURVEY in view.variables:
        return tuple(_of_surveys(view))
    found: dict[str, list[ViewTable]] = {}
    for table in _without_twice(view.tables):
        found.setdefault(table.at.get(INTERVENTION, ""), []).append(table)
    names = view.variables[INTERVENTION].codes if INTERVENTION in view.variables else {}
    ordered = [code for code in ("", *names, *sorted(found)) if code in found]
    return tuple(
        Section(code or "forbundet", names.get(code, code) if code else _("The whole association"), tuple(groups))
        for code in dict.fromkeys(ordered)
        for groups in [_groups(code, found[code], view)]
    )


def in_reading_order(view: View) -> tuple[ViewTable, ...]:
    """List every table as a page has them, for files: those whose numbers stand in another come last."""
    groups = (group for section in sections_of(view) for group in section.groups)
    read = [told.grid.table for group in groups for told in group.told]
    return (*read, *(table for table in view.tables if table not in read))


def _of_surveys(view: View) -> Iterator[Section]:
    """Put the tables of surveys under their surveys, group by group."""
    found: dict[str, list[ViewTable]] = {}
    for table in _without_twice(view.tables):
        found.setdefault(table.at.get(SURVEY, ""), []).append(table)
    for code, tables in found.items():
        groups = tuple(
            Group(
                f"grupp-{key}",
                group_name(view, of_group[0]),
                tuple(Told(grid_of(table, view), None) for table in of_group),
                positive_chart(view, key),
                overview(view, key),
            )
            for key, of_group in by_group(tables)
        )
        yield Section(f"enkat-{code}", survey_name(view, code), groups)


def _without_twice(tables: tuple[ViewTable, ...]) -> Iterator[ViewTable]:
    held = {table.key: frozenset(map(table.cell_key, table.numbers)) for table in tables}
    seen = set()
    for table in tables:
        numbers = held[table.key]
        if numbers not in seen and not any(numbers < other for other in held.values()):
            seen.add(numbers)
            yield table


def _groups(section: str, tables: list[ViewTable], view: View) -> Iterator[Group]:
    found: dict[str, list[Told]] = {}
    for table in tables:
        grid = grid_of(table, view)
        found.setdefault(table.of.partition(".")[0], []).append(Told(grid, chart_of(grid)))
    order = [*(count for count in READ_FIRST if count in found), *(count for count in found if count not in READ_FIRST)]
    for count, told in ((count, found[count]) for count in order):
        heading = view.counts.get(count) or view.counts.get(told[0].grid.table.of, count)
        yield Group(f"{section or 'forbundet'}-{count}", heading, tuple(told))
