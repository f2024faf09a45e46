"""The form for one participation, as the test client fills it in, and what has been counted by it.

page = send(client, form_url(coaching), {"month": "2026-11", "sex": "woman"})
"""

import re
from typing import Any

from django.test import Client

from mellanrum.tallies.ledger import Count, Ledger, empty_ledger
from mellanrum.tallies.sex import Sex
from mellanrum.web.counters import store
from mellanrum.web.interventions.models import Intervention

_HIDDEN = re.compile(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)"')


def form_url(intervention: Intervention, event: str = "start") -> str:
    """Return the address of a form, by the event as addresses call it."""
    return f"/f/{intervention.association.slug}/uppfoljning/{intervention.slug}/{event}/"


def token_in(page: Any) -> str:  # noqa: ANN401 - an answer of the test client
    """Return the one-time token of the form on a page."""
    return hidden_in(page)["token"][-1]


def hidden_in(page: Any) -> dict[str, list[str]]:  # noqa: ANN401 - as above
    """Return the hidden fields on a page, those of its form for taking back among them."""
    found: dict[str, list[str]] = {}
    for name, value in _HIDDEN.findall(page.content.decode()):
        found.setdefault(name, []).append(value)
    return found


def send(client: Client, address: str, answers: dict[str, Any], **more: str) -> Any:  # noqa: ANN401 - as above
    """Open the form and send it."""
    return client.post(address, {**answers, "token": token_in(client.get(address)), **more})


def heading(page: Any) -> str:  # noqa: ANN401 - as above
    """Return what a page is called."""
    found = re.search(r"<h1>(.*?)</h1>", page.content.decode())
    assert found
    return found[1]


def ledger(intervention: Intervention, year: int = 2026) -> Ledger:
    """Return an intervention's counters of a year."""
    return store.ledger_of(intervention.association, intervention.slug, year) or empty_ledger(year)


def counted(intervention: Intervention, month: int = 11, event: str = "start", sex: Sex = Sex.WOMAN) -> Count:
    """Return a month's total."""
    return ledger(intervention).month(month).counts.get((event, sex), Count())
