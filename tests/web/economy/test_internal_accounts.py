"""An internal account that is not nil: every page tells the same of it, as the cause and not by what follows."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mellanrum.books.association_map import NO_MAP
from mellanrum.books.map_forms import with_account_on_line
from mellanrum.findings import Severity
from mellanrum.web.economy.opening import open_year
from mellanrum.web.economy.services.mapping import save_map
from mellanrum.web.tenancy.models import Association
from support.books import sie
from support.editing import books_held, keeper, page_of, signed_in

INTERNAL = "9100"
CODE = "statements.internal_not_nil"
LEFT = sie({"1930": ("Bank", 80), INTERNAL: ("Fördelat", 70)})


@pytest.fixture
def manager(association: Association) -> Client:
    books_held(association, data=LEFT)
    return signed_in("manager", association)


def errors_of(association: Association) -> list[str]:
    desk = open_year(association, 2025)
    assert desk is not None
    return [item.code for item in desk.findings("sv") if item.severity is Severity.ERROR]


@pytest.mark.usefixtures("manager")
def test_the_only_error_is_the_cause(association: Association) -> None:
    assert errors_of(association) == [CODE]


def test_overview_tells_it_first_and_leads_to_the_map(association: Association, manager: Client) -> None:
    first = manager.get(page_of(association, "at_year", 2025)).context["first"].first[0]

    assert first.words["finding"].code == CODE
    assert [way.url for way in first.ways] == [page_of(association, "account_map")]


def test_map_lists_it_first_with_the_reason(association: Association, manager: Client) -> None:
    answer = manager.get(page_of(association, "account_map"))

    assert [(row.account, row.is_left) for row in answer.context["first"]] == [(INTERNAL, True)]
    assert INTERNAL not in [row.account for row in answer.context["rows"]]
    assert "Interna konton ska vara noll tillsammans, och det är de inte." in answer.content.decode()


def test_internal_accounts_that_are_nil_together_stand_among_the_others(
    association: Association, client: Client
) -> None:
    books_held(association, data=sie({INTERNAL: ("Fördelat", 70), "9500": ("Fördelas", -70)}))
    client.force_login(keeper(association).user)

    context = client.get(page_of(association, "account_map")).context

    assert context["first"] == []
    assert [row.account for row in context["rows"] if row.line == "internal"] == [INTERNAL, "9500"]


def test_account_moved_to_a_line_stops_nothing(association: Association, manager: Client) -> None:
    save_map(keeper(association), with_account_on_line(NO_MAP, INTERNAL, "receivables"), "", 0)

    assert manager.get(page_of(association, "account_map")).context["first"] == []
    assert errors_of(association) == []


def test_page_of_a_file_says_that_it_is_internal(association: Association, client: Client) -> None:
    client.force_login(keeper(association).user)
    sent = {"file": SimpleUploadedFile("bok.se", LEFT), "whole": "yes"}
    answer = client.get(client.post(page_of(association, "import"), sent)["Location"])

    assert [(row.account, row.is_internal) for row in answer.context["comparison"].unmapped] == [(INTERNAL, True)]
    assert "internt, ska vara noll" in answer.content.decode()
