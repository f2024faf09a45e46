"""Which intervention and period a tie is about, and how it is called in a sentence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from mellanrum.findings import Finding, Parameter, Phrase, Place, finding
from mellanrum.tallies.calendar import PeriodKind
from mellanrum.tallies.cells import Cell
from mellanrum.tallies.folding import by_event
from mellanrum.tallies.ledger import Ledger
from mellanrum.tallies.rules import TableRule
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sex import Sex

Named = Mapping[str, Parameter]

_WHO: Mapping[Sex | None, str] = {
    None: "all",
    Sex.WOMAN: "women",
    Sex.MAN: "men",
    Sex.OTHER: "other sex or not stated",
    Sex.UNSPLIT: "those not split by sex",
}
_WHEN: Mapping[PeriodKind, str] = {
    PeriodKind.YEAR: "the year {year}",
    PeriodKind.HALF_YEAR: "half-year {number} of {year}",
    PeriodKind.TERTIAL: "tertial {number} of {year}",
    PeriodKind.QUARTER: "quarter {number} of {year}",
}


@dataclass(frozen=True, slots=True)
class About:
    """An intervention whose ties are asked about: its key and name, what is counted, its years, oldest first.

    `live` lets tables be read as a tick sheet typed them; what a form has counted in is read from snapshots always.
    """

    key: str
    name: str
    scheme: Scheme
    ledgers: Sequence[Ledger]
    live: bool

    def held(self) -> Iterator["Held"]:
        """Give what is held of every event in every period."""
        for ledger in self.ledgers:
            for number, part in enumerate(ledger.parts, 1):
                live = by_event(part.cells)
                for event in sorted({*live, *part.snapshots} & set(self.scheme.events)):
                    is_typed = self.live and event not in part.by_form
                    cells = live.get(event, {}) if is_typed else dict(part.snapshots.get(event, {}))
                    yield Held(ledger, number, event, cells)


@dataclass(frozen=True, slots=True)
class Held:
    """The tables of an event in a period, as far as they may be read."""

    ledger: Ledger
    number: int
    event: str
    cells: Mapping[Cell, int]

    def table(self, key: str) -> dict[Cell, int]:
        """Return the cells of one table."""
        return {cell: number for cell, number in self.cells.items() if cell.table == key}

    def counts_all_of(self, rule: TableRule) -> bool:
        """Tell whether a table was in force throughout the period."""
        months = self.ledger.kind.months_of(self.number)
        first, last = date(self.ledger.year, months[0], 1), date(self.ledger.year, months[-1], 28)
        return rule.holds_on(first) and rule.holds_on(last)


def place(about: About, ledger: Ledger, *where: str) -> Place:
    """Return where a tie is: intervention, year, and what is named: "p1", "start", "age_band" or "m3", "ongoing"."""
    return Place(key=".".join((about.key, str(ledger.year), *where)))


def of_period(ledger: Ledger, first: int, last: int | None = None) -> Phrase:
    """Name a period of a year, or several on end."""
    if last is not None and last != first:
        months = (ledger.kind.months_of(first)[0], ledger.kind.months_of(last)[-1])
        return Phrase("{year}-{first} to {year}-{last}", _months(ledger, *months))
    return Phrase(_WHEN[ledger.kind], {"year": ledger.year, "number": first})


def of_month(ledger: Ledger, number: int) -> str:
    """Name a month."""
    return f"{ledger.year}-{number:02}"


def of_event(about: About, event: str) -> Phrase:
    """Name an event."""
    return Phrase(about.scheme.events[event].label, {})


def of_sex(sex: Sex | None) -> Phrase:
    """Name those of a sex, or all."""
    return Phrase(_WHO[sex], {})


def differs(code: str, where: Place, number: int, other: int, named: Named) -> Finding:
    """Make a finding of a number that is not what another says; `named` fills the rest of its sentence."""
    found = finding(code, where, stated=Decimal(number), expected=Decimal(other))
    parameters = {**named, "number": number, "other": other, "difference": number - other}
    return replace(found, parameters=MappingProxyType(parameters))


def _months(ledger: Ledger, first: int, last: int) -> dict[str, str | int]:
    return {"year": ledger.year, "first": f"{first:02}", "last": f"{last:02}"}
