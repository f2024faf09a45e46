"""Making a report: step by step, so that whoever waits sees what is being done."""

import hashlib
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import BoundedSemaphore

from django.db import transaction
from django.utils import timezone, translation

from mellanrum.documents.check import check
from mellanrum.documents.drawing import draw_charts
from mellanrum.documents.model import Report
from mellanrum.documents.pdf import write_pdf
from mellanrum.documents.snapshot import snapshot, snapshot_json
from mellanrum.documents.word import write_word
from mellanrum.findings import Finding, Severity, has_error, spoken_message
from mellanrum.web.access.rules import check_can_make_reports
from mellanrum.web.access.standing import Standing
from mellanrum.web.economy.opening import open_year
from mellanrum.web.parts.threads import in_a_thread
from mellanrum.web.reports import steps
from mellanrum.web.reports.content import written_report
from mellanrum.web.reports.models import MadeReport, State
from mellanrum.web.reports.page import page_of
from mellanrum.web.reports.services import being_made, state_now
from mellanrum.web.tenancy.models import Association

log = logging.getLogger(__name__)


BETWEEN_BEATS = 20.0  # seconds
_TURNS = BoundedSemaphore(2)
"""So many reports are made at a time in a process: more would only make each other wait, and take memory."""


class CannotBeMade(Exception):  # noqa: N818 - an answer to whoever asked
    """The report cannot be set; the sentences say why."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))


def make_report(standing: Standing, year: int) -> MadeReport:
    """Begin to make the report of a year; the one that is being made already, where there is one.

    The work goes on in a thread, and what it has come to is read from the report that is returned.
    """
    check_can_make_reports(standing)
    association = standing.association
    with transaction.atomic():
        Association.objects.select_for_update().get(pk=association.pk)  # two clicks make one report
        found = being_made(association, year)
        if found is not None:
            return found
        count, look = state_now(association)
        report: MadeReport = MadeReport.objects.make(
            association,
            year=year,
            beat=timezone.now(),
            by=standing.user,
            on=standing.day,
            changes=count,
            look=look,
        )
    _begin(lambda: work(standing, report.pk))
    report.refresh_from_db()
    return report


_begin = partial(in_a_thread, name="make-report")


def work(standing: Standing, pk: int) -> None:
    """Make a report that has been begun, and say on it how that went. Never raises: nobody would hear."""
    own = MadeReport.objects.of(standing.association).filter(pk=pk)
    try:
        with _turn(lambda: own.update(beat=timezone.now())), translation.override("sv"):
            _make(standing, own.get(), lambda step: own.update(step=step, beat=timezone.now()))
    except CannotBeMade as reason:
        own.update(state=State.FAILED, problem=str(reason), beat=timezone.now())
    except Exception:
        log.exception("a report could not be made")
        own.update(state=State.FAILED, problem="", beat=timezone.now())


@contextmanager
def _turn(tell: Callable[[], object]) -> Iterator[None]:
    """Wait for a turn, and tell now and then that the work is still waiting and not broken off."""
    while not _TURNS.acquire(timeout=BETWEEN_BEATS):
        tell()
    try:
        yield
    finally:
        _TURNS.release()


def _make(standing: Standing, made: MadeReport, tell: Callable[[int], object]) -> None:
    association = standing.association
    tell(steps.OPENING)
    year = open_year(association, made.year)
    if year is None:
        raise CannotBeMade(translation.gettext("There are no books for %(year)s.") % {"year": made.year})
    tell(steps.CHECKING)
    findings = year.findings("sv")
    tell(steps.WRITING)
    report = _checked(written_report(association, year, made.on))
    tell(steps.DRAWING)
    charts = draw_charts(report.charts(), report.language)
    tell(steps.PDF)
    pdf = write_pdf(report, charts)
    tell(steps.WORD)
    word = write_word(report, charts)
    tell(steps.SAVING)
    made.pdf, made.pdf_sha256 = pdf, hashlib.sha256(pdf).hexdigest()
    made.word, made.word_sha256 = word, hashlib.sha256(word).hexdigest()
    made.page = page_of(standing, made, report)
    made.charts = {key: drawing.svg for key, drawing in charts.items()}
    made.snapshot = snapshot_json(snapshot(report))
    made.errors, made.warnings = _count(findings, Severity.ERROR), _count(findings, Severity.WARNING)
    made.changes, made.state, made.beat, made.step = year.changes, State.DONE, timezone.now(), steps.SAVING
    made.save()


def _checked(report: Report) -> Report:
    faults = check(report)
    if has_error(faults):
        raise CannotBeMade(*(spoken_message(item, "sv", "web") for item in faults if item.severity is Severity.ERROR))
    return report


def _count(findings: tuple[Finding, ...], severity: Severity) -> int:
    return sum(item.severity is severity for item in findings)
