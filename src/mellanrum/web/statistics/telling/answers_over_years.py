"""Answers over the years: a table's rows with columns for each year, of all or of one sex."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from mellanrum.documents.model import (
    Cell,
    Chart,
    ChartKind,
    Column,
    ColumnKind,
    Form,
    Number,
    Row,
    RowKind,
    Series,
    Table,
)
from mellanrum.numbers import share
from mellanrum.tallies.merging import answering, set_rows
from mellanrum.tallies.rules import MISSING, WITHHELD
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.spans import of_years
from mellanrum.tallies.statistics import StatRow, StatTable, table_of
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.statistics.opening import Desk, period_of
from mellanrum.web.statistics.telling.attributes import (
    base_name,
    broad_rows,
    broken,
    state_of,
    title_of,
    within_limits,
)
from mellanrum.web.statistics.telling.over_years import of_whom, undivided, years_beside
from mellanrum.web.statistics.telling.pieces import Piece, Told
from mellanrum.web.statistics.telling.shaping import HIDDEN, count, how_many, labels, name_of, per_cent, short

MOST_LINES = 5
LONGEST_LABEL = 28
"""Letters beside the end of a line: where an answer is called more, its line would have no room."""
LAST = (MISSING, WITHHELD)


@dataclass(frozen=True)
class _Years:
    """A table of each year that something is counted in, oldest first; `otherwise` are years by another method."""

    desk: Desk
    sex: Sex | None
    found: Mapping[int, StatTable]
    otherwise: tuple[int, ...]

    def is_shown(self, year: int) -> bool:
        """Tell whether a year may be shown of those who are asked for: by the same rule as its figures."""
        found = self.found[year]
        return found.state == "shown" and (self.sex is None or (found.has_split and self.sex in found.base))

    @property
    def shown(self) -> tuple[int, ...]:
        """The years that may be shown."""
        return tuple(year for year in self.found if self.is_shown(year))

    @cached_property
    def rows(self) -> Mapping[int, Mapping[str, StatRow]]:
        """The rows of each year by key: broad bands and limits where a table has them, else every answer."""
        return {year: {row.key: row for row in _rows(self.desk, self.found[year])} for year in self.shown}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The rows of all years and what they are called, the newest year's first; what is not known stands last."""
        named: dict[str, StatRow] = {}
        for year in reversed(self.shown):
            named = {**self.rows[year], **named}
        kept = [key for key in named if key not in LAST or self._is_told(key)]
        return {
            key: name_of(named[key].label, is_own=named[key].is_own_label)
            for key in sorted(kept, key=lambda key: key in LAST)
        }

    @cached_property
    def limits(self) -> frozenset[str]:
        """The rows that are limits, which overlap with bands."""
        return frozenset(row.key for year in self.shown for row in within_limits(self.desk, self.found[year]))

    def _is_told(self, key: str) -> bool:
        return any(rows[key].cells[None].number for rows in self.rows.values() if key in rows)


def piece(what: str, key: str) -> Piece:
    """Make the piece of a table of `what` is counted ("started", "ongoing", an event), year by year."""
    return Piece(f"years.{what}.{key}", lambda desk: _told(desk, what, key))


def _told(desk: Desk, what: str, key: str) -> Told | None:
    """Tell a table year by year; None where fewer than two of the years may be shown."""
    years = _years(desk, what, key)
    if len(years.shown) < 2:
        return None
    newest = years.found[years.shown[-1]]
    title = of_whom(_("%(title)s, year by year") % {"title": title_of(desk, newest)}, years.sex)
    rows = [Row((name, *_cells(years, key))) for key, name in years.names.items()]
    rows.append(Row((base_name(newest), *_base(years)), RowKind.SUM))
    columns = (labels(), *_columns(years))
    table = Table(f"years.{what}.{key}", title, columns, tuple(rows), notes=tuple(_notes(years)))
    return Told(table, _chart(table, years))


def _years(desk: Desk, what: str, key: str) -> _Years:
    beside, otherwise = years_beside(desk), _otherwise(desk)
    made = (
        (year, table_of(desk.followed, what, key, of_years([year]), desk.scheme, desk.threshold))
        for year in beside
        if year not in otherwise
    )
    found = {year: table for year, table in made if table is not None and table.state != "empty"}
    return _Years(desk, desk.choice.years_sex, found, tuple(year for year in beside if year in otherwise))


def _otherwise(desk: Desk) -> set[int]:
    """Find the years that some of the interventions have no counters of: documents tell no answers of them."""
    return {said.year for each in desk.followed for said in each.reported if each.ledger(said.year) is None}


def _rows(desk: Desk, found: StatTable) -> tuple[StatRow, ...]:
    bands = broad_rows(desk, found)
    answered = set_rows(found, answering(found.rule.questions[0], desk.scheme))
    return (*bands, *within_limits(desk, found)) if bands else (*answered, *found.rows)


def _columns(years: _Years) -> Iterator[Column]:
    for year in years.found:
        yield Column(f"{years.sex or 'all'}.{year}_number", how_many(), group=str(year))
        yield Column(f"{years.sex or 'all'}.{year}_share", "%", ColumnKind.SHARE, group=str(year))


def _cells(years: _Years, key: str) -> Iterator[Cell]:
    for year, table in years.found.items():
        if not years.is_shown(year):
            yield from (HIDDEN, HIDDEN)
        elif (row := years.rows[year].get(key)) is None:  # an answer that nobody had given yet
            yield from (count(0), per_cent(Decimal(0)))
        else:
            figure, when = years.desk.figure_key(f"{table.what}.{table.key}.{key}"), period_of(table.span)
            yield count(row.cells[years.sex].number, figure, when)
            yield per_cent(row.cells[years.sex].share, f"{figure}.share", when)


def _base(years: _Years) -> Iterator[Cell]:
    for year, table in years.found.items():
        number = table.base[years.sex] if years.is_shown(year) else None
        figure = years.desk.figure_key(f"{table.what}.{table.key}") if number else ""
        yield from (count(number, figure, period_of(table.span)), "")


def _notes(years: _Years) -> Iterator[str]:
    """Say how far the chosen year has come, which years are not told of and why, and where something begins."""
    desk, oldest = years.desk, next(iter(years.found.values()))
    if desk.choice.year in years.found and (state := state_of(desk, years.found[desk.choice.year])):
        yield state
    if oldest.is_several:
        yield _("Several answers may hold for one participation: the shares may add to more than the whole.")
    if years.limits:
        yield _("Limits may overlap with bands, and are not part of the sum.")
    if few := [str(year) for year, table in years.found.items() if table.state != "shown"]:
        yield _("%(years)s: too few to show.") % {"years": ", ".join(few)}
    if any(table.state == "shown" and not years.is_shown(year) for year, table in years.found.items()):
        yield undivided(desk)
    if years.otherwise:
        told = ", ".join(map(str, years.otherwise))
        yield _("%(years)s: another method, not told by answer.") % {"years": told}
    for each in oldest.breaks:
        yield broken(each.day, each.label, is_whole=not each.key)


def _chart(table: Table, years: _Years) -> Chart | None:
    """Draw the answers that have had the largest shares, as lines over the years; None where there is no room."""
    shares = {key: _shares(years, key) for key in years.names if key not in {*LAST, *years.limits}}
    largest = sorted(shares, key=lambda key: max(share or 0 for share in shares[key]), reverse=True)[:MOST_LINES]
    drawn = {key: values for key in largest if any(values := shares[key])}
    if not drawn or any(len(short(years.names[key])) > LONGEST_LABEL for key in drawn):
        return None
    series = tuple(
        Series(short(years.names[key]), tuple(Number(value, Form.SHARE) for value in values))
        for key, values in drawn.items()
    )
    alt = _("Lines: share of the base from %(first)s to %(last)s. %(told)s.") % {
        "first": min(years.found),
        "last": max(years.found),
        "told": "; ".join(f"{one.label} {_written(one)}" for one in series),
    }
    categories = tuple(map(str, years.found))
    return Chart(table.key, table.caption, alt, ChartKind.LINE, categories, series, unit="%", show_table=False)


def _shares(years: _Years, key: str) -> tuple[Decimal | None, ...]:
    """Return an answer's share of each year; None of one that is not shown."""
    found: list[Decimal | None] = []
    for year in years.found:
        row = years.rows.get(year, {}).get(key)
        found.append(row.cells[years.sex].share if row else Decimal(0) if years.is_shown(year) else None)
    return tuple(found)


def _written(series: Series) -> str:
    told = (HIDDEN if one.value is None else share(one.value, 1, lang()) for one in series.numbers)
    return ", ".join(told)
