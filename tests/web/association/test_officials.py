import re
from datetime import date

import pytest
from django.test import Client

from mellanrum.documents.model import Signer
from mellanrum.web.association.models import Member, Official
from mellanrum.web.association.services import board_on, officials, signers_on
from mellanrum.web.tenancy.models import Association
from support.asking import queries_of
from support.people import an_association, somebody

DAY = date(2026, 3, 1)


def _official(association: Association, name: str, function: str, **fields: object) -> Official:
    official: Official = Official.objects.make(association, name=name, function=function, **fields)
    return official


def _member(association: Association, name: str) -> Member:
    member: Member = Member.objects.make(association, name=name, kind="municipality")
    return member


def _url(association: Association, rest: str = "") -> str:
    return f"/f/{association.slug}/forbund/styrelse/{rest}"


@pytest.fixture
def board(association: Association) -> Association:
    for name, function in (
        ("Revi Sor", "auditor"),
        ("Åke Ö", "board_member"),
        ("Zara Ek", "board_member"),
        ("Ersa Tt", "deputy"),
        ("Vice Å", "vice_chair"),
        ("Chef Ek", "manager"),
        ("Ordf Ek", "chair"),
    ):
        _official(association, name, function)
    _official(association, "Förra Ordf", "chair", last_day=date(2026, 2, 28))
    return association


def test_board_on_day_is_in_order(board: Association) -> None:
    names = [official.name for official in board_on(board, DAY)]

    assert names == ["Ordf Ek", "Vice Å", "Zara Ek", "Åke Ö", "Ersa Tt"]


def test_signers_on_day_are_members_with_swedish_functions(board: Association) -> None:
    assert signers_on(board, DAY) == (
        Signer("Ordf Ek", "ordförande"),
        Signer("Vice Å", "vice ordförande"),
        Signer("Zara Ek", "ledamot"),
        Signer("Åke Ö", "ledamot"),
    )


def test_signers_on_an_earlier_day(board: Association) -> None:
    assert [signer.name for signer in signers_on(board, date(2026, 2, 28))][:1] == ["Förra Ordf"]


def test_all_officials_manager_and_auditors_last(board: Association) -> None:
    assert [official.name for official in officials.all_officials(board)][-2:] == ["Chef Ek", "Revi Sor"]


@pytest.mark.parametrize(("day", "first"), [("2026-03-01", "Ordf Ek"), ("2026-02-28", "Förra Ordf"), ("nonsense", "")])
def test_officials_page_on_day(client: Client, board: Association, day: str, first: str) -> None:
    client.force_login(somebody("chair", board))

    answer = client.get(_url(board), {"dag": day})

    assert answer.status_code == 200
    shown = answer.context["now"][0].name
    assert shown == (first or "Ordf Ek")
    assert bool(answer.context["form"].errors) == (day == "nonsense")


@pytest.mark.parametrize(("function", "warned"), [("chair", False), ("deputy", True)])
def test_officials_page_warns_where_nobody_is_chair(
    client: Client, association: Association, function: str, warned: bool
) -> None:
    _official(association, "A", function)
    client.force_login(somebody("manager", association))

    assert client.get(_url(association)).context["lacks_chair"] == warned


def test_officials_page_queries_do_not_grow(client: Client, association: Association) -> None:
    client.force_login(somebody("manager", association))
    _official(association, "A", "deputy", appointed_by=_member(association, "A"))
    with_one = queries_of(client, _url(association))
    for name in "BC":
        _official(association, name, "deputy", appointed_by=_member(association, name))

    assert queries_of(client, _url(association)) == with_one


def test_add_official_appointed_by_a_member_of_another_association_is_refused(
    client: Client, association: Association
) -> None:
    other = Member.objects.make(an_association("Annat"), name="Ale", kind="municipality")
    client.force_login(somebody("manager", association))

    answer = client.post(_url(association, "ny/"), {"name": "A", "function": "chair", "appointed_by": other.pk})

    assert list(answer.context["form"].errors) == ["appointed_by"]


def test_add_official_appointed_by_a_member(client: Client, association: Association) -> None:
    member = Member.objects.make(association, name="Ale", kind="municipality")
    client.force_login(somebody("manager", association))

    client.post(_url(association, "ny/"), {"name": "A  B", "function": "chair", "appointed_by": member.pk})

    assert [(row.name, row.appointed_by) for row in Official.objects.of(association)] == [("A B", member)]


def test_end_official_keeps_the_row(client: Client, board: Association) -> None:
    chair = Official.objects.of(board).get(name="Ordf Ek")
    client.force_login(somebody("manager", board))

    client.post(_url(board, f"{chair.pk}/avsluta/"), {"last_day": "2026-03-01"})

    chair.refresh_from_db()
    assert chair.last_day == DAY


def test_officials_of_another_association_are_not_found(client: Client, association: Association) -> None:
    other = _official(an_association("Annat"), "A", "chair")
    client.force_login(somebody("manager", association))

    answers = [client.post(_url(association, f"{other.pk}/{page}")) for page in ("", "avsluta/", "ta-bort/")]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert Official.objects.filter(pk=other.pk).exists()


def test_remove_official_after_asking(client: Client, association: Association) -> None:
    official = _official(association, "A", "chair")
    client.force_login(somebody("manager", association))

    client.post(_url(association, f"{official.pk}/ta-bort/"))

    assert not Official.objects.of(association).exists()


def test_export_officials(client: Client, association: Association) -> None:
    _official(association, "@SUM(A1)", "chair", first_day=DAY)
    client.force_login(somebody("chair", association))

    answer = client.get(_url(association, "styrelse.csv"))

    assert answer.content.decode("utf-8-sig").splitlines()[1] == "'@SUM(A1);Ordförande;;2026-03-01;"


@pytest.mark.parametrize("role", ["manager", "board_member"])
def test_row_that_says_that_nobody_is_in_office_is_as_wide_as_the_table(
    client: Client, association: Association, role: str
) -> None:
    _official(association, "Förra Ordf", "chair", last_day=date(2020, 1, 1))
    client.force_login(somebody(role, association))

    page = client.get(_url(association)).content.decode()

    (heads, *_) = re.findall(r"<thead>(.*?)</thead>", page)
    assert re.findall(r'<td colspan="(\d)">', page) == [str(heads.count("<th"))]
