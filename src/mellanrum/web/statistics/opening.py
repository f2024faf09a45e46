"""The statistics that somebody may read, opened for a choice: every view of this app begins here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, partial

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from mellanrum.composition.following import follow_up_book
from mellanrum.figures import Figure, FigureBook, Period
from mellanrum.tallies.calendar import PeriodKind
from mellanrum.tallies.following import Followed, of_association
from mellanrum.tallies.offered import ALL, ALL_WITH_ESF
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.spans import Span, of_years
from mellanrum.web.access.models import RoleName
from mellanrum.web.access.rules import KEEPERS, TALLIERS, Refused, can_read_exact_counts
from mellanrum.web.access.standing import Standing
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.interventions.services.listing import counted_by, intervention_of, key_of_slug
from mellanrum.web.register.services.deciding import kind_of, scheme_on, settings_on
from mellanrum.web.register.services.following import followed_of
from mellanrum.web.statistics.choices import Choice, choice_of
from mellanrum.web.statistics.leaving import protected
from mellanrum.web.tenancy.models import Association

WHOLE, WITH_ESF = ALL, ALL_WITH_ESF
"""What stands in figure keys in place of an intervention's key."""
RULES_BEGIN = date(2000, 1, 1)
"""Before this day there are no rules of what is counted; a year that a document tells of is read by these."""


@dataclass(frozen=True)
class Desk:
    """Statistics as a page shows them: of one intervention (`one`), or of all that the reader may read.

    `kind` is how the chosen year is parted. `readable` are those, with ESF projects; `followed` those that the page is
    of. `whole` tells whether `readable` is all that the association has. `years` are those there is something of,
    newest first.
    """

    standing: Standing
    choice: Choice
    interventions: tuple[Intervention, ...]
    readable: tuple[Followed, ...]
    followed: tuple[Followed, ...]
    one: Followed | None
    kind: PeriodKind
    is_whole: bool
    years: tuple[int, ...]
    scheme: Scheme
    threshold: int

    @property
    def key(self) -> str:
        """What stands for the page's intervention in figure keys."""
        if self.one:
            return self.one.key
        return WITH_ESF if self.choice.with_esf and any(each.is_esf for each in self.readable) else WHOLE

    def figure_key(self, name: str) -> str:
        """Return the key of a figure of the page."""
        return f"interventions.{self.key}.{name}"

    def figure(self, name: str, sex: Sex | None = None) -> Figure | None:
        """Return a figure of the page, for what is chosen; None where there is none, or it may not be shown."""
        return self.book.find(self.figure_key(name), self.period, sex.value if sex else None)

    @property
    def slug(self) -> str:
        """The intervention's slug; empty for all of them."""
        return self.slugs[self.one.key] if self.one else ""

    @cached_property
    def slugs(self) -> Mapping[str, str]:
        """The slugs of the interventions by their keys."""
        return {key_of_slug(each.slug): each.slug for each in self.interventions}

    @property
    def span(self) -> Span:
        """The months that are chosen."""
        year, part = self.choice.year, self.choice.part
        return of_years([year]) if part is None else part_of(self.kind, year, part)

    @property
    def period(self) -> Period:
        """The chosen months as figures know them."""
        return period_of(self.span)

    @cached_property
    def book(self) -> FigureBook:
        """The figures of all that the reader may read."""
        return follow_up_book(
            self.standing.association.name,
            self.period,
            self.standing.day,
            followed=self.readable,
            scheme=self.scheme,
            threshold=self.threshold,
        )


def open_desk(standing: Standing, query: QueryDict, slug: str = "") -> Desk:
    """Open the statistics for a reader: of one intervention by its slug, else of the association.

    Whoever may not read counts as they were counted is sent through `leaving.protected`, before anything is read.
    """
    interventions = readable_by(standing)
    association, day = standing.association, standing.day
    own = {key_of_slug(each.slug) for each in interventions}
    found = followed_of(association, day)
    readable = tuple(each for each in found if each.key in own)
    one = _one(standing, readable, slug) if slug else None
    years = years_of(readable, day)
    kind = partial(kind_of_page, association, (one,) if one else (), readable)
    choice = choice_of(query, years[0], kind)
    return Desk(
        standing=standing,
        choice=choice,
        interventions=interventions,
        readable=readable,
        followed=(one,) if one else of_association(readable, with_esf=choice.with_esf),
        one=one,
        kind=kind(choice.year),
        is_whole=len(readable) == len(found) or bool(standing.roles & set(KEEPERS)),
        years=years,
        scheme=scheme_on(association, max(min(day, date(choice.year, 12, 31)), RULES_BEGIN)),
        threshold=settings_on(association, choice.year).threshold,
    )


def readable_by(standing: Standing) -> tuple[Intervention, ...]:
    """List the interventions whose counts somebody may read exactly."""
    if not can_read_exact_counts(standing):
        protected(standing)
    return counted_by(standing, RoleName.COORDINATOR)


def _one(standing: Standing, readable: tuple[Followed, ...], slug: str) -> Followed:
    if intervention_of(standing.association, slug) is None:
        raise Http404
    found = next((each for each in readable if each.key == key_of_slug(slug)), None)
    if found is not None:
        return found
    raise Refused(_("You do not count in this intervention, and its statistics are not shown to you."), TALLIERS)


def years_of(followed: tuple[Followed, ...], day: date) -> tuple[int, ...]:
    """List the years that something is counted in or told of, newest first; this year where there is none."""
    counted = {year for each in followed for year in each.years}
    told = {said.year for each in followed for said in each.reported}
    return tuple(sorted(counted | told, reverse=True)) or (day.year,)


def kind_of_page(
    association: Association, one: tuple[Followed, ...], readable: tuple[Followed, ...], year: int
) -> PeriodKind:
    """Return how a year is parted: by the page's intervention, else by any other, else as the association has set."""
    return kind_in(one, year) or kind_in(readable, year) or kind_of(settings_on(association, year))


def part_of(kind: PeriodKind, year: int, part: int) -> Span:
    """Return the months of a period of a year."""
    months = kind.months_of(part)
    return Span(date(year, months[0], 1), date(year, months[-1], 1))


def kind_in(followed: tuple[Followed, ...], year: int) -> PeriodKind | None:
    """Return how a year is parted by those that have counted in it."""
    kinds = (ledger.kind for each in followed if (ledger := each.ledger(year)))
    return next(kinds, None)


def together(desk: Desk, *, with_esf: bool = False) -> str:
    """Name all interventions of a page: those of the association, or, to who counts in some of them, her own."""
    if desk.is_whole:
        return _("All interventions with ESF projects") if with_esf else _("All interventions together")
    return _("Your interventions with ESF projects") if with_esf else _("Your interventions together")


def month_of(day: date) -> Period:
    """Return a month as figures know it."""
    return period_of(Span(day, day))


def period_of(span: Span) -> Period:
    """Return a span's months as figures know them."""
    after = (span.last + timedelta(days=32)).replace(day=1)
    return Period(span.first, after - timedelta(days=1))
