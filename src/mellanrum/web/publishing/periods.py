"""The years and periods that may be published: those that have locked, so that their numbers stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from mellanrum.tallies.calendar import PeriodKind
from mellanrum.tallies.following import Followed
from mellanrum.tallies.ledger import Ledger
from mellanrum.tallies.spans import Span, of_years
from mellanrum.web.publishing.models import Kind, heading_of


class Publishable(Protocol):
    """What may be published: what kind it is of, and of what days."""

    @property
    def of(self) -> Kind:
        """Which kind of publication it becomes."""

    @property
    def key(self) -> str:
        """How it stands among publications: no other thing to publish has the same."""

    @property
    def name(self) -> str:
        """What it is called, in the language of the page."""

    @property
    def title(self) -> str:
        """What it is called in what leaves the association, which is in Swedish."""

    @property
    def heading(self) -> str:
        """The same as `name`, with what it is of."""

    @property
    def first_day(self) -> date:
        """Its first day."""

    @property
    def last_day(self) -> date:
        """Its last day."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What statistics are of: a year, or a period of it (from 1) of a kind."""

    year: int
    kind: PeriodKind
    part: int | None = None

    @property
    def of(self) -> Kind:
        """Which kind of publication it becomes."""
        return Kind.STATISTICS

    @property
    def key(self) -> str:
        """How it stands in addresses and among publications."""
        return f"{self.year}-{self.part}" if self.part else f"{self.year}"

    @property
    def span(self) -> Span:
        """Its months."""
        if self.part is None:
            return of_years([self.year])
        months = self.kind.months_of(self.part)
        return Span(date(self.year, months[0], 1), date(self.year, months[-1], 1))

    @property
    def first_day(self) -> date:
        """Its first day."""
        return self.span.first

    @property
    def last_day(self) -> date:
        """Its last day."""
        return (self.span.last + timedelta(days=32)).replace(day=1) - timedelta(days=1)

    @property
    def name(self) -> str:
        """What it is called, in the language of the page."""
        return f"{part_name(self.kind, self.part)} {self.year}" if self.part else f"{self.year}"

    @property
    def title(self) -> str:
        """What it is called in what leaves the association, which is in Swedish."""
        with translation.override("sv"):
            return self.name

    @property
    def heading(self) -> str:
        """The same as `name`, with what it is of."""
        return heading_of(self.of, self.name)


def subjects_of(followed: Sequence[Followed]) -> tuple[Subject, ...]:
    """List what may be published: years that have locked, and periods that have, the newest first."""
    years = sorted({ledger.year for each in followed for ledger in each.ledgers}, reverse=True)
    return tuple(subject for year in years for subject in _of_year(followed, year))


def _of_year(followed: Sequence[Followed], year: int) -> Iterator[Subject]:
    ledgers = [ledger for each in followed if (ledger := each.ledger(year))]
    kind = ledgers[0].kind
    parts = [part for part in range(kind.in_year, 0, -1) if all(_has_locked(ledger, part) for ledger in ledgers)]
    if len(parts) == kind.in_year:
        yield Subject(year, kind)
    if kind.in_year > 1:
        yield from (Subject(year, kind, part) for part in parts)


def _has_locked(ledger: Ledger, part: int) -> bool:
    months = ledger.kind.months_of(part)
    return ledger.part(part).is_locked and all(ledger.month(month).is_locked for month in months)


def part_name(kind: PeriodKind, number: int) -> str:
    """Name a period of the year: its first and last month."""
    names = {
        PeriodKind.HALF_YEAR: (_("First half-year"), _("Second half-year")),
        PeriodKind.TERTIAL: (_("First tertial"), _("Second tertial"), _("Third tertial")),
        PeriodKind.QUARTER: (_("First quarter"), _("Second quarter"), _("Third quarter"), _("Fourth quarter")),
        PeriodKind.YEAR: (_("The whole year"),),
    }
    return str(names[kind][number - 1])
