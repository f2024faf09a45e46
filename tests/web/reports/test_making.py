import hashlib
from datetime import timedelta
from pathlib import Path
from threading import BoundedSemaphore, Thread

import pytest
from django.conf import settings
from django.utils import timezone

from mellanrum.documents.snapshot import snapshot_from_json
from mellanrum.web.access.rules import Refused
from mellanrum.web.access.standing import Standing
from mellanrum.web.association.models import Function, Official
from mellanrum.web.association.services.officials import save_official
from mellanrum.web.economy.services.comments import comment_on
from mellanrum.web.parts import threads as in_threads
from mellanrum.web.reports import making, services
from mellanrum.web.reports.making import make_report
from mellanrum.web.reports.models import MadeReport, State
from mellanrum.web.reports.steps import SAVING
from support import needs
from support.verapdf import verapdf


def test_report_is_made_as_pdf_word_and_page(manager: Standing, tmp_path: Path) -> None:
    report = make_report(manager, 2025)

    assert (report.state, report.step, report.problem) == (State.DONE, SAVING, "")
    assert bytes(report.pdf or b"").startswith(b"%PDF-")
    assert bytes(report.word or b"").startswith(b"PK")
    assert report.pdf_sha256 == hashlib.sha256(bytes(report.pdf or b"")).hexdigest()
    assert report.word_sha256 == hashlib.sha256(bytes(report.word or b"")).hexdigest()
    needs("verapdf")
    path = tmp_path / "report.pdf"
    path.write_bytes(bytes(report.pdf or b""))
    assert verapdf([path], "ua1")[path] == []
    assert verapdf([path], "2a")[path] == []


def test_report_shows_the_figures_of_the_year(manager: Standing) -> None:
    report = make_report(manager, 2025)

    shown = {(one.key, one.last_day): one.shown for one in snapshot_from_json(report.snapshot)}
    assert shown["income_statement.result", "2025-12-31"].replace("\N{NO-BREAK SPACE}", " ") == "−193 877"
    assert 'href="/f/demo/ekonomi/2025/uppgift/income_statement.result/"' in report.page


def test_report_same_state_gives_the_same_bytes(manager: Standing) -> None:
    first, second = make_report(manager, 2025), make_report(manager, 2025)

    assert (first.pk != second.pk, first.pdf_sha256) == (True, second.pdf_sha256)
    assert services.changes_between(first, second) == ()


def test_report_takes_in_the_accountants_words(manager: Standing) -> None:
    comment_on(manager, 2025, "administration", "Lokalerna sades upp i mars.")

    report = make_report(manager, 2025)

    assert "Lokalerna sades upp i mars." in report.page


def test_report_after_a_change_is_behind(manager: Standing) -> None:
    report = make_report(manager, 2025)
    assert not services.is_behind(manager.association, report)

    comment_on(manager, 2025, "administration", "Nytt.")

    assert services.is_behind(manager.association, report)


def test_report_after_another_chair_is_behind(manager: Standing) -> None:
    report = make_report(manager, 2025)

    save_official(manager, Official(name="Ledamot 5", function=Function.BOARD_MEMBER))

    assert services.is_behind(manager.association, report)


def test_report_of_a_year_without_books_says_so(manager: Standing) -> None:
    report = make_report(manager, 2019)

    assert (report.state, report.problem) == (State.FAILED, "Det finns ingen bokföring för 2019.")


def test_report_that_breaks_is_told_without_what_broke(manager: Standing, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> bytes:
        raise OSError("/secret/path")

    monkeypatch.setattr(making, "write_pdf", broken)

    report = make_report(manager, 2025)

    assert (report.state, report.problem, report.pdf) == (State.FAILED, "", None)


def test_report_that_waits_for_its_turn_is_heard_of(manager: Standing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "_begin", lambda _: None)
    monkeypatch.setattr(making, "BETWEEN_BEATS", 0.01)
    turns = BoundedSemaphore(1)
    turns.acquire()
    monkeypatch.setattr(making, "_TURNS", turns)
    waiting = make_report(manager, 2025)
    before = waiting.beat
    beats: list[None] = []

    def heard() -> None:
        beats.append(None)
        if len(beats) == 2:
            turns.release()

    with making._turn(heard):
        assert not turns.acquire(blocking=False)
    making.work(manager, waiting.pk)
    waiting.refresh_from_db()

    assert (len(beats), waiting.state, waiting.beat > before) == (2, State.DONE, True)


def test_report_being_made_is_not_begun_twice(manager: Standing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "_begin", lambda _: None)

    first, second = make_report(manager, 2025), make_report(manager, 2025)

    assert first.pk == second.pk


def test_report_not_heard_of_is_broken_off_and_can_be_made_anew(
    manager: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "_begin", lambda _: None)
    silent = make_report(manager, 2025)
    long_ago = timezone.now() - services.SILENCE - timedelta(seconds=1)
    MadeReport.objects.of(manager.association).filter(pk=silent.pk).update(beat=long_ago)
    silent.refresh_from_db()

    assert services.is_broken_off(silent)
    assert make_report(manager, 2025).pk != silent.pk


def test_report_is_not_made_by_who_may_only_read(chair: Standing) -> None:
    with pytest.raises(Refused):
        make_report(chair, 2025)

    assert MadeReport.objects.of(chair.association).count() == 0


@pytest.mark.django_db(transaction=True)
def test_report_in_a_thread_tells_its_steps(
    transactional_db: None,  # noqa: ARG001 - the thread must see what was saved
    manager: Standing,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(settings, "WORK_IN_THREADS", True)
    threads: list[Thread] = []

    class Noted(Thread):
        def start(self) -> None:
            threads.append(self)
            super().start()

    monkeypatch.setattr(in_threads, "Thread", Noted)

    report = make_report(manager, 2025)
    for thread in threads:
        thread.join(timeout=120)
    report.refresh_from_db()

    assert (len(threads), report.state) == (1, State.DONE)
