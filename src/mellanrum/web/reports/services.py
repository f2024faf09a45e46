"""Reports that have been made: listing them, finding one, and what changed between two."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from mellanrum.documents.snapshot import FigureChange, changed, snapshot_from_json
from mellanrum.web.access.standing import today
from mellanrum.web.association.services import report_look
from mellanrum.web.economy.desk import changes
from mellanrum.web.reports.models import MadeReport, State
from mellanrum.web.tenancy.models import Association

SILENCE = timedelta(seconds=90)
"""A report that is being made says so at every step; one not heard of for so long was broken off."""

_HEAVY = ("pdf", "word", "page", "charts", "snapshot")


def made_reports(association: Association) -> QuerySet[MadeReport]:
    """List the reports of an association without their documents, newest first."""
    found: QuerySet[MadeReport] = MadeReport.objects.of(association).defer(*_HEAVY)
    return found.select_related("by").order_by("-pk")


def made_report(association: Association, pk: int, part: str) -> MadeReport | None:
    """Return a report with one of its heavy parts, such as its PDF; None where the association has none."""
    found = MadeReport.objects.of(association).defer(*(name for name in _HEAVY if name != part))
    report: MadeReport | None = found.select_related("association", "by").filter(pk=pk).first()
    return report


@dataclass(frozen=True, slots=True)
class Listed:
    """A report in the list: whether its making was broken off, and whether anything has been changed since."""

    report: MadeReport
    is_broken_off: bool
    is_behind: bool


def listed(association: Association) -> tuple[Listed, ...]:
    """List the reports of an association, newest first."""
    now = state_now(association)
    return tuple(Listed(one, is_broken_off(one), (one.changes, one.look) != now) for one in made_reports(association))


def being_made(association: Association, year: int) -> MadeReport | None:
    """Return the report of a year that is being made right now, None where none is."""
    since = timezone.now() - SILENCE
    return made_reports(association).filter(year=year, state=State.MAKING, beat__gte=since).first()


def latest(association: Association, year: int) -> MadeReport | None:
    """Return the newest report of a year that is ready, None where there is none."""
    return made_reports(association).filter(year=year, state=State.DONE).first()


def is_broken_off(report: MadeReport) -> bool:
    """Tell whether a report that says it is being made no longer is."""
    return report.state == State.MAKING and report.beat < timezone.now() - SILENCE


def is_behind(association: Association, report: MadeReport) -> bool:
    """Tell whether the economy, or how the association's reports look, has been changed since a report was made."""
    return (report.changes, report.look) != state_now(association)


def state_now(association: Association) -> tuple[int, str]:
    """Return what a report made now would rest on: the number of changes to the economy, and a hash of its look."""
    look = report_look(association, today())
    logo = hashlib.sha256(look.logo.content).hexdigest() if look.logo else ""
    parts = (association.name, association.orgnr, association.chart, look.outline, look.signers, logo)
    return changes(association), hashlib.sha256(repr(parts).encode()).hexdigest()


def one_before(report: MadeReport) -> MadeReport | None:
    """Return the report of the same year that was made before this one, with its figures."""
    ready = MadeReport.objects.of(report.association).filter(year=report.year, state=State.DONE, pk__lt=report.pk)
    found: MadeReport | None = ready.defer("pdf", "word", "page", "charts").order_by("-pk").first()
    return found


def others_of_the_year(association: Association, *compared: MadeReport) -> tuple[MadeReport, ...]:
    """List the other ready reports of the year that some are of, newest first: what else one can be compared with."""
    ready = made_reports(association).filter(year=compared[0].year, state=State.DONE)
    return tuple(ready.exclude(pk__in=[one.pk for one in compared]))


def changes_between(before: MadeReport, after: MadeReport) -> tuple[FigureChange, ...]:
    """Return every figure that differs between two reports of a year."""
    return changed(snapshot_from_json(before.snapshot), snapshot_from_json(after.snapshot))
