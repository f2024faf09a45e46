"""Where the database is not cleaned after a save, its files give every entry back: the reader of bytes can read."""

from datetime import date
from pathlib import Path

import pytest
from django.db import connections

from mellanrum.tallies.ledger import Ledger, from_text
from mellanrum.web.counters import store
from support.raw_reader import states_in_log
from support.reader import between, hits, live_tables, truths

from .counted import SERVICE, a_site
from .evidence import DATABASE, in_log
from .test_rebuilding import plan_of
from .thrown import YEAR

pytestmark = pytest.mark.django_db(transaction=True)
ENTRIES = 12


def test_states_that_a_database_keeps_give_every_entry_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mellanrum.web.access.standing.today", lambda: date(YEAR, 12, 15))
    connection = connections[DATABASE]
    if connection.vendor == "sqlite":
        monkeypatch.setattr(store, "clean", lambda: None)
    site = a_site()
    starts = [step for name, step in plan_of(site) if name == SERVICE and not step.is_slip][:ENTRIES]

    for step in starts:
        site.by_service(SERVICE, step, date(YEAR, step.at, 15))

    true = truths(site.real, site.scheme(date(YEAR, 12, 31)))
    if connection.vendor == "sqlite":
        kept = states_in_log(Path(str(connection.settings_dict["NAME"])))
        states = [{("rehabteamet", YEAR): from_text(text)} for state in kept for text in state.values()]
        assert hits(between(map(live_tables, states)), true) == ENTRIES
    else:
        found = [from_text(text) for text in in_log()]
        own = sorted((ledger for ledger in found if ledger.year == YEAR), key=counted)
        assert hits(between(live_tables({("rehabteamet", YEAR): ledger}) for ledger in own), true) > 0


def counted(ledger: Ledger) -> int:
    """Tell how much a ledger has: of states in which nothing was taken back, the order they came in."""
    return sum(count.net for month in ledger.months for count in month.counts.values())
