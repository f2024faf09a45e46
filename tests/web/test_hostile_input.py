"""What nobody sends by mistake: numbers without end, and what a page must say all the same."""

import pytest
from django.test import Client
from django.utils import timezone

from mellanrum.web.access.standing import today
from mellanrum.web.reports.models import MadeReport, State
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
