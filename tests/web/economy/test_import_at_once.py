"""Several at the same moment, each in a thread with a connection of its own; and how often a large file is read."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client

from bench.generate import sie_year
from mellanrum.books.ledger import Books
from mellanrum.books.sheets import ColumnMap
from mellanrum.composition import Source, read_source
from mellanrum.findings import Finding
from mellanrum.web.access.standing import Standing, standing_of
from mellanrum.web.economy import opening
from mellanrum.web.economy.desk import changes
from mellanrum.web.economy.imports.importing import NotDone, confirm, receive, undo
from mellanrum.web.economy.models import ImportedFile, Move, Pointer, Upload
from mellanrum.web.tenancy.models import Association
from support.books import sie
from support.people import an_association, somebody

pytestmark = pytest.mark.django_db(transaction=True)


def stands(association: Association) -> Standing:
    standing = standing_of(somebody("manager", association), association.slug)
    assert standing is not None
    return standing


def at_once(steps: Sequence[Callable[[], object]]) -> list[str]:
    """Do every step at the same moment; give what became of each, sorted."""
    ready = Barrier(len(steps))

    def done(step: Callable[[], object]) -> str:
        try:
            ready.wait()
            step()
        except NotDone as not_done:
            return type(not_done).__name__
        else:
            return "done"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(steps)) as threads:
        return sorted(threads.map(done, steps))


def waits(standing: Standing, amount: int) -> int:
    upload = receive(standing, "bok.se", sie({"1930": ("Bank", amount)})).upload
    assert upload is not None
    return upload.pk


def test_one_file_confirmed_by_many_at_once_is_read_in_once() -> None:
    manager = stands(an_association())
    pk = waits(manager, 150)

    became = at_once([lambda: confirm(manager, pk, None)] * 6)

    assert became == ["Gone"] * 5 + ["done"]
    assert (ImportedFile.objects.count(), Move.objects.count(), changes(manager.association)) == (1, 1, 1)


def test_first_files_of_a_year_confirmed_at_once_become_one() -> None:
    manager = stands(an_association())
    pks = [waits(manager, 150 + number) for number in range(4)]

    became = at_once([lambda pk=pk: confirm(manager, pk, None) for pk in pks])  # type: ignore[misc]  # mypy cannot tell what a default is

    assert became == ["Moved"] * 3 + ["done"]
    assert (ImportedFile.objects.count(), Upload.objects.count()) == (1, 3)
    assert Pointer.objects.get().file_id == Move.objects.get().after_id


def test_undo_by_many_at_once_takes_back_once() -> None:
    manager = stands(an_association())
    for amount in (150, 151):
        before = Pointer.objects.values_list("file", flat=True).first()
        confirm(manager, waits(manager, amount), before)
    last = Move.objects.order_by("-id")[0]

    became = at_once([lambda: undo(manager, last.pk)] * 4)

    assert became == ["Moved"] * 3 + ["done"]
    assert Pointer.objects.get().file_id == last.before_id


def test_large_file_is_read_once_from_arrival_to_the_year_it_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    association = an_association()
    client = Client()
    client.force_login(somebody("manager", association))
    base = f"/f/{association.slug}/ekonomi/"
    times: list[str] = []

    def counted(source: Source, columns: ColumnMap | None) -> tuple[Books | None, tuple[Finding, ...]]:
        times.append(source.name)
        return read_source(source, columns)

    monkeypatch.setattr(opening, "read_source", counted)

    file = SimpleUploadedFile("stor.se", sie_year(3_000))
    page = client.post(base + "las-in/", {"file": file, "whole": "yes"}, follow=True)
    done = client.post(f"{base}las-in/{page.context['upload'].pk}/bekrafta/", {"seen": "", "other_name": "on"})

    assert (page.context["contents"].vouchers, done.status_code) == (3_000, 302)
    assert opening.open_year(association, 2025) is not None
    assert times == ["stor.se"]
