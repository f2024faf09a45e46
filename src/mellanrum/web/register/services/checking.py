"""What is to be said of an entry before it is counted."""

from datetime import date

from django.views.decorators.debug import sensitive_variables

from mellanrum.findings import Finding, Place, finding
from mellanrum.tallies.checks import entry_findings
from mellanrum.tallies.entries import Entry
from mellanrum.tallies.ledger import Count
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.stock import END, flow
from mellanrum.web.access.standing import Standing
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.interventions.services.listing import key_of_slug
from mellanrum.web.interventions.services.succession import lineage
from mellanrum.web.register.services.deciding import Decided
from mellanrum.web.register.services.ledgers import coordinates, ledgers_now

SEX = "sex"


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
    told = _nothing_to_take_back if back else _more_ended
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


def _more_ended(standing: Standing, intervention: Intervention, entry: Entry, decided: Decided) -> tuple[Finding, ...]:
    """Say where more would have ended than were ongoing. Only an end is held against the stock, of all the years."""
    if entry.event != END:
        return ()
    ledgers = ledgers_now(standing.association, intervention.slug, standing.day, decided=decided)
    if flow(ledgers, date.min, standing.day, entry.sex).closing > 0:
        return ()
    return (finding("register.more_ended", Place(key=SEX)),)
