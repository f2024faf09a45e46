"""What nobody sends by mistake: numbers without end, and what a page must say all the same."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from mellanrum.composition.example import BOOKS, example
from mellanrum.web.access.models import User
from mellanrum.web.access.standing import Standing, standing_of, today
from mellanrum.web.economy.imports.importing import receive
from mellanrum.web.economy.models import Upload
from mellanrum.web.reports.models import MadeReport, State
from mellanrum.web.start.demo import fill
from mellanrum.web.tenancy.models import Association
from support.people import somebody

ENDLESS = "9" * 5000  # Python refuses to read a number of more than 4300 digits


@pytest.mark.parametrize("length", [ENDLESS, "\u00b2", "1e3", "+1"])
def test_length_that_is_no_number_is_refused_unread(client: Client, length: str) -> None:
    answer = client.post("/sprak/", CONTENT_LENGTH=length)

    assert answer.status_code == 413


@pytest.mark.parametrize("other", [ENDLESS, "9" * 18, "\u0663", "1\n"])
def test_report_compared_with_what_is_no_report(association: Association, client: Client, other: str) -> None:
    user = somebody("auditor", association)
    client.force_login(user)
    made = {"year": 2025, "beat": timezone.now(), "by": user, "on": today(), "changes": 0, "state": State.DONE}
    report = MadeReport.objects.make(association, **made)

    answer = client.get(f"/f/{association.slug}/rapporter/{report.pk}/andringar/", {"med": other})

    assert answer.status_code == 404


@pytest.mark.parametrize("month", ["0000-01", "2025-00", "2025-13", "9999-12"])
def test_month_that_no_year_has(client: Client, month: str, db: None) -> None:  # noqa: ARG001 - lets the test reach the database
    fill()
    client.force_login(User.objects.get(email="ekonom@demo.example"))

    assert client.get(f"/f/demo/ekonomi/2025/konto/1930/{month}/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_file_sent_many_times_at_once_waits_once(association: Association) -> None:
    standing = standing_of(somebody("accountant", association), association.slug)
    assert standing is not None
    assert receive(standing, "bok.se", example(BOOKS).data).upload is not None  # so that none has it to read any more
    Upload.objects.of(association).delete()
    ready = Barrier(6)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: _received(standing, ready), range(6)))

    assert Upload.objects.of(association).count() == 1


def _received(standing: Standing, ready: Barrier) -> None:
    try:
        connection.ensure_connection()
        ready.wait()
        receive(standing, "bok.se", example(BOOKS).data)
    finally:
        connection.close()
