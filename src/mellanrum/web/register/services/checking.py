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
from mellanrum.web.interventions.services.listing import interventions_of, key_of_slug
from mellanrum.web.interventions.services.succession import lineage
from mellanrum.web.register.services.ledgers import coordinates, ledgers_now

SEX = "sex"


@sensitive_variables()
def findings_of(
    standing: Standing, intervention: Intervention, entry: Entry, scheme: Scheme, *, back: bool
) -> tuple[Finding, ...]:
    """Return what is impossible or unlikely about an entry, or about taking it back.

    What the month totals say against it is told to those alone who may read them: a coach's entry is counted, and is
    marked where the totals are read.
    """
    first_day = begun(standing, intervention)
    found = entry_findings(entry, scheme, first_day=first_day, today=standing.day)
    if not coordinates(standing, intervention):
        return found
    return *found, *_against_totals(standing, intervention, entry, back=back)


def begun(standing: Standing, intervention: Intervention) -> date:
    """Return when an intervention began, or the first of those that it took over from, and they from theirs."""
    first_days = {key_of_slug(each.slug): each.first_day for each in interventions_of(standing.association)}
    taken = lineage(standing.association)
    line, new = set[str](), {key_of_slug(intervention.slug)}
    while new:
        line |= new
        new = {before for before, after, _ in taken if after in line} - line
    return min(first_days[key] for key in line)


def _against_totals(standing: Standing, intervention: Intervention, entry: Entry, *, back: bool) -> tuple[Finding, ...]:
    ledgers = ledgers_now(standing.association, intervention.slug, standing.day)
    if back:
        held = [ledger.month(entry.month.month) for ledger in ledgers if ledger.year == entry.month.year]
        counted = sum(month.counts.get((entry.event, entry.sex), Count()).net for month in held)
        return () if counted > 0 else (finding("register.nothing_to_take_back", Place(key=SEX)),)
    if entry.event != END or flow(ledgers, date.min, standing.day, entry.sex).closing > 0:
        return ()
    return (finding("register.more_ended", Place(key=SEX)),)
