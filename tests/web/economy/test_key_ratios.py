"""Who reads the key ratios and nothing behind them: the national analyst."""

import pytest
from django.test import Client

from mellanrum.web.access.models import RoleName
from mellanrum.web.tenancy.models import Association
from support.held_books import hold
from support.people import an_association, somebody

READERS = [
    "manager",
    "administrator",
    "accountant",
    "preparatory_group",
    "board_member",
    "chair",
    "auditor",
    "national_analyst",
]
OTHERS = sorted(set(RoleName.values) - set(READERS))
BEHIND = (
    "",
    "2025/",
    "2025/hur-gar-det/",
    "2025/rapporterna/",
    "2025/balansrakning/",
    "2025/att-atgarda/",
    "2025/avvikelser/",
    "2025/uppgift/ratios.equity_share/",
    "2025/konto/5010/",
    "2025/tabell/balance_sheet/balance_sheet.csv",
    "2025/diagram/overview/overview/wide-light.svg",
    "2025/nyckeltal/grans/",
    "kontokarta/",
    "budget/",
)


@pytest.fixture
def dk(association: Association) -> Association:
    hold(association, "dk2025.se", own_map=True)
    return association


def _status(client: Client, association: Association, rest: str) -> int:
    return client.get(f"/f/{association.slug}/ekonomi/{rest}").status_code


@pytest.mark.parametrize("role", READERS)
def test_key_ratios_are_read(dk: Association, client: Client, role: str) -> None:
    client.force_login(somebody(role, dk))

    assert [_status(client, dk, rest) for rest in ("nyckeltal/", "2025/nyckeltal/")] == [200, 200]


@pytest.mark.parametrize("role", OTHERS)
def test_key_ratios_are_not_for_others(dk: Association, client: Client, role: str) -> None:
    client.force_login(somebody(role, dk))

    assert [_status(client, dk, rest) for rest in ("nyckeltal/", "2025/nyckeltal/")] == [403, 403]


def test_analyst_reads_key_ratios_that_do_not_open_and_is_told_why(dk: Association, client: Client) -> None:
    client.force_login(somebody("national_analyst", dk))

    page = client.get(f"/f/{dk.slug}/ekonomi/nyckeltal/").content.decode()

    assert page.count('class="figure"') == 0
    assert page.count('class="trace-stop"') == 1
    assert "De som kan: förbundschef, administratör, ekonom" in page
    assert "8,8" in page


def test_who_reads_statements_opens_key_ratios(dk: Association, client: Client) -> None:
    client.force_login(somebody("chair", dk))

    page = client.get(f"/f/{dk.slug}/ekonomi/2025/nyckeltal/").content.decode()

    assert page.count('class="figure"') > 5
    assert 'class="trace-stop"' not in page


def test_analyst_reads_nothing_behind_the_key_ratios(dk: Association, client: Client) -> None:
    client.force_login(somebody("national_analyst", dk))

    assert {rest: _status(client, dk, rest) for rest in BEHIND} == dict.fromkeys(BEHIND, 403)


def test_page_of_analyst_leads_nowhere_she_may_not_go(dk: Association, client: Client) -> None:
    client.force_login(somebody("national_analyst", dk))
    page = client.get(f"/f/{dk.slug}/ekonomi/nyckeltal/")
    links = {part.partition('"')[0] for part in page.content.decode().split('href="')[1:]}
    own = sorted(link for link in links if link.startswith(f"/f/{dk.slug}/"))

    assert [link for link in own if client.get(link, follow=True).status_code != 200] == []
    assert any("/tabell/ratios/" in link for link in own)


def test_analyst_without_a_role_in_an_association_finds_nothing_there(dk: Association, client: Client) -> None:
    client.force_login(somebody("national_analyst", an_association("Annat")))

    assert _status(client, dk, "2025/nyckeltal/") == 404


def test_key_ratios_where_there_are_no_books(association: Association, client: Client) -> None:
    client.force_login(somebody("national_analyst", association))

    page = client.get(f"/f/{association.slug}/ekonomi/nyckeltal/").content.decode()

    assert page.count('class="empty"') == 1


def test_start_of_analyst_leads_to_the_key_ratios(dk: Association, client: Client) -> None:
    client.force_login(somebody("national_analyst", dk))

    page = client.get(f"/f/{dk.slug}/").content.decode()

    assert page.count(f'href="/f/{dk.slug}/ekonomi/nyckeltal/"') == 2
