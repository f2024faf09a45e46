"""Associations that have something to publish."""

from collections.abc import Callable

import pytest
from django.test import Client

from mellanrum.disclosure.tables import TableSet
from mellanrum.web.publishing import drafts, figures
from mellanrum.web.publishing.figures import Figures
from mellanrum.web.publishing.periods import Subject
from mellanrum.web.publishing.services import drafting
from mellanrum.web.publishing.views import drafting as drafting_views
from mellanrum.web.tenancy.models import Association
from support.people import somebody
from support.published import a_set, a_year

Counts = Callable[[TableSet], None]


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> Counts:
    """Let a small set be what there is to publish of 2024; another in place of it as often as a test wants."""
    held = [a_set()]

    def found(_association: Association, _day: object, key: str, _breadth: str) -> Figures | None:
        return Figures(a_year(), held[0]) if key == a_year().key else None

    def subjects(*_: object) -> tuple[Subject, ...]:
        return (a_year(),)

    for module in (drafts, drafting, figures):
        monkeypatch.setattr(module, "figures_of", found)
    monkeypatch.setattr(drafting_views, "to_choose_from", subjects)
    return lambda tables: held.__setitem__(0, tables)


@pytest.fixture
def manager(association: Association, client: Client) -> Client:
    """Return a client signed in as the manager."""
    client.force_login(somebody("manager", association))
    return client
