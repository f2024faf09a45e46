"""The follow-up's published years beside each other: of all together, and of each intervention."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from mellanrum.disclosure.tables import TOTAL
from mellanrum.documents.model import Chart, ChartKind, Column, ColumnKind, Form, Number, Row, Series, Table
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.shown import rule_of
from mellanrum.web.publishing.beside import Beside, notes_of, year_name
from mellanrum.web.publishing.grid import DOCUMENT_LANGUAGE
from mellanrum.web.publishing.services.reading import OfYear
from mellanrum.web.publishing.tracing import Asked, What, place_of
from mellanrum.web.publishing.view import INTERVENTION, PERIOD, SEX, ViewTable

COUNTS = ("started", "ended", "ongoing", "all", "guidance")
"""The counts that are read first, as they are called in documents."""
DRAWN = ("started", "ended", "all")
ENDED, END_REASON, SELF_SUPPORT = "ended", "end_reason", "self_support"
TOGETHER = "together"
"""What stands in a table's key for all interventions together."""
KEY = "years"


@dataclass(frozen=True)
class _Years:
    """The years of one intervention, or (with no name) of all together, called as in the last that has them."""

    held: Sequence[OfYear]
    group: str = ""

    def told(self, scheme: Scheme) -> Beside | None:
        counts = {of: row for of in COUNTS if (row := self.count(of)) is not None}
        rows = (*counts.values(), *self.self_support())
        if not rows:
            return None
        heading = self.heading
        key = f"{KEY}.{self.group}" if self.group else KEY
        years = (Column(str(each.year), year_name(each)) for each in self.held)
        columns = (Column("label", "", ColumnKind.TEXT), *years)
        notes = (*notes_of(self.held, rows), *self.breaks(scheme))
        table = Table(key, heading, columns, rows, notes=notes)
        return Beside(key, heading, table, self.chart(key, heading, counts))

    @property
    def heading(self) -> str:
        if not self.group:
            return _("The whole association")
        return next(
            name
            for each in reversed(self.held)
            if (name := each.view.variables[INTERVENTION].codes.get(self.group)) is not None
        )

    def count(self, of: str) -> Row | None:
        cells = tuple(self.counted(each, of) for each in self.held)
        named = [name for each in self.held if (name := each.view.counts.get(of))]
        return Row((named[-1], *cells)) if named and any(cell.key for cell in cells) else None

    def counted(self, each: OfYear, of: str) -> Number:
        at = {INTERVENTION: self.group or TOTAL, PERIOD: str(each.year)}
        return _number(each, each.view.table(f"{of}.whole"), at, What.NUMBER)

    def self_support(self) -> Iterator[Row]:
        """Give how many of those who ended support themselves, and their share."""
        for what in (What.NUMBER, What.SHARE):
            cells = tuple(self.supporting(each, what) for each in self.held)
            names = [name for each in self.held if (name := self.named(each))]
            if names and any(cell.key for cell in cells):
                with override(DOCUMENT_LANGUAGE):
                    name = names[-1] if what is What.NUMBER else _("%(name)s, share") % {"name": names[-1]}
                yield Row((name, *cells))

    def supporting(self, each: OfYear, what: What) -> Number:
        table = each.view.table(f"{self.group or TOGETHER}.{ENDED}.{END_REASON}.{each.year}")
        return _number(each, table, {END_REASON: _self_support(each), SEX: TOTAL}, what)

    def named(self, each: OfYear) -> str:
        code = _self_support(each)
        return each.view.variables[END_REASON].codes[code] if code else ""

    def breaks(self, scheme: Scheme) -> Iterator[str]:
        """Say where the end reasons begin to be counted, and what an intervention was called before."""
        rule = rule_of(scheme, ENDED, END_REASON)
        if rule is not None and rule.valid_from > date(self.held[0].year, 1, 1):
            told = {"what": self.named(self.held[-1]), "day": rule.valid_from.isoformat()}
            yield _("Break: “%(what)s” is counted from %(day)s.") % told
        for each in self.held if self.group else ():
            name = each.view.variables[INTERVENTION].codes.get(self.group, self.heading)
            if name != self.heading:
                yield _("%(year)s: called %(name)s then.") % {"year": each.year, "name": name}

    def chart(self, key: str, heading: str, counts: dict[str, Row]) -> Chart | None:
        """Draw what is told of every year; nothing stands for a number that is hidden."""
        drawn = ((str(row.cells[0]), _numbers(row)) for of, row in counts.items() if of in DRAWN)
        series = tuple(Series(name, numbers) for name, numbers in drawn if numbers)
        if len(self.held) < 2 or not series:
            return None
        told = "; ".join(f"{one.label.lower()}: {', '.join(str(each.value) for each in one.numbers)}" for one in series)
        caption = _("%(what)s, year by year") % {"what": heading}
        alt = _("Bars for each year from %(first)s to %(last)s. %(told)s.") % {
            "first": self.held[0].year,
            "last": self.held[-1].year,
            "told": told.capitalize(),
        }
        years = tuple(map(year_name, self.held))
        return Chart(key, caption, alt, ChartKind.GROUPED, years, series, show_table=False)


def years_beside(held: Sequence[OfYear], scheme: Scheme) -> Iterator[Beside]:
    """Put the years beside each other, of all together and then of each intervention that anything is told of."""
    named = (each.view.variables[INTERVENTION].codes for each in held if INTERVENTION in each.view.variables)
    for group in ("", *dict.fromkeys(code for codes in named for code in codes)):
        found = _Years(held, group).told(scheme)
        if found is not None:
            yield found


def _number(each: OfYear, table: ViewTable | None, at: dict[str, str], what: What) -> Number:
    """Return a number with what opens it; without a value where it is hidden, without a key where it is not there."""
    form = Form.SHARE if what is What.SHARE else Form.COUNT
    if table is None or not all(at.get(variable) for variable in table.by):
        return Number(None, form)
    asked = Asked(each.view, table, tuple(at[variable] for variable in table.by), what)
    if not asked.is_there:
        return Number(None, form)
    value = asked.value
    key = f"{each.publication.number}/{table.key}/{place_of(asked.codes)}/{what}"
    return Number(None if value is None else value.value, form, key)


def _self_support(each: OfYear) -> str:
    """Return the code of those who support themselves; empty where the year's answers are not grouped so."""
    variable = each.view.variables.get(END_REASON)
    codes = variable.codes if variable is not None else {}
    return next((code for code in codes if code.rpartition(".")[2] == SELF_SUPPORT), "")


def _numbers(row: Row) -> tuple[Number, ...]:
    """Return a row's numbers to draw; none of them where one is hidden or not there."""
    found = [cell.value for cell in row.cells[1:] if isinstance(cell, Number)]
    return tuple(Number(value, Form.COUNT) for value in found) if None not in found else ()
