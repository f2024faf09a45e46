"""What is to be said of an entry before it is counted."""

from collections.abc import Sequence
from datetime import date

from django.views.decorators.debug import sensitive_variables

from mellanrum.findings import Finding, Place, finding
from mellanrum.tallies.checks import entry_findings, started_about
from mellanrum.tallies.entries import Entry
from mellanrum.tallies.ledger import END, Count, Ledger
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.stock import flow
from mellanrum.web.access.standing import Standing
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.interventions.services.listing import key_of_slug
from mellanrum.web.interventions.services.succession import lineage
from mellanrum.web.register.services.deciding import Decided
from mellanrum.web.register.services.ledgers import coordinates, ledgers_now

SEX, MONTHS = "sex", "months"


@sensitive_variables()
def findings_of(  # noqa: PLR0913 - who counts what where, and by which rules
    standing: Standing, intervention: Intervention, entry: Entry, scheme: Scheme, decided: Decided, *, back: bool
) -> tuple[Finding, ...]:
    """Return what is impossible or unlikely about an entry, or about taking it back.

    What the month totals say against it is told to those alone who may read them: a coach's entry is counted, and is
    marked where the totals are read.
    """
    first_day = begun(intervention, decided)
    found = entry_findings(entry, scheme, first_day=first_day, today=standing.day)
    if not coordinates(standing, intervention):
        return found
    told = _nothing_to_take_back if back else _of_end
    return *found, *told(standing, intervention, entry, decided)


def begun(intervention: Intervention, decided: Decided) -> date:
    """Return when an intervention began, or the first of those that it took over from, and they from theirs."""
    first_days = {key_of_slug(each.slug): each.first_day for each in decided.interventions}
    taken = lineage(decided.association)
    line, new = set[str](), {key_of_slug(intervention.slug)}
    while new:
        line |= new
        new = {before for before, after, _ in taken if after in line} - line
    return min(first_days[key] for key in line)


def _nothing_to_take_back(
    standing: Standing, intervention: Intervention, entry: Entry, decided: Decided
) -> tuple[Finding, ...]:
    year = entry.month.year
    ledgers = ledgers_now(standing.association, intervention.slug, standing.day, since=year, decided=decided)
    held = [ledger.month(entry.month.month) for ledger in ledgers if ledger.year == year]
    counted = sum(month.counts.get((entry.event, entry.sex), Count()).net for month in held)
    return () if counted > 0 else (finding("register.nothing_to_take_back", Place(key=SEX)),)


def _of_end(standing: Standing, intervention: Intervention, entry: Entry, decided: Decided) -> tuple[Finding, ...]:
    """Say what the totals have against an end. Nothing else is held against the stock, which takes all the years."""
    if entry.event != END:
        return ()
    ledgers = ledgers_now(standing.association, intervention.slug, standing.day, decided=decided)
    return (*_more_ended(standing, entry, ledgers), *_not_started(intervention, entry, ledgers, decided))


def _more_ended(standing: Standing, entry: Entry, ledgers: Sequence[Ledger]) -> tuple[Finding, ...]:
    if flow(ledgers, date.min, standing.day, entry.sex).closing > 0:
        return ()
    return (finding("register.more_ended", Place(key=SEX)),)


def _not_started(
    intervention: Intervention, entry: Entry, ledgers: Sequence[Ledger], decided: Decided
) -> tuple[Finding, ...]:
    """Say where nobody can have started when the end's months or days say: by totals alone, nobody is looked up.

    Those who were there when counting began, and those who came from another intervention, have no start here; a start
    that was counted late stands in a later month.
    """
    about = started_about(entry)
    if about is None or about[0] < _first_counted(ledgers):
        return ()
    is_transferred = any(month.transferred for ledger in ledgers for month in ledger.months)
    if is_transferred or begun(intervention, decided) < intervention.first_day:
        return ()
    first, last = about
    moved = flow(ledgers, first, last, entry.sex), flow(ledgers, first, entry.month, entry.sex)
    if moved[0].started or moved[1].late_started:
        return ()
    place = Place(key=MONTHS)
    return (finding("register.nobody_started_then", place, first=f"{first:%Y-%m}", last=f"{last:%Y-%m}"),)


def _first_counted(ledgers: Sequence[Ledger]) -> date:
    """Return the first month that anything was counted in; the last day there is where nothing was."""
    months = (
        date(ledger.year, number, 1)
        for ledger in ledgers
        for number, month in enumerate(ledger.months, 1)
        if month.counts
    )
    return min(months, default=date.max)
