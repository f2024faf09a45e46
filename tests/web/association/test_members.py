import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from mellanrum.web.access.rules import Refused
from mellanrum.web.access.standing import Standing, standing_of
from mellanrum.web.association.models import Member
from mellanrum.web.association.services import members
from mellanrum.web.association.services.shares import shares_in
from mellanrum.web.tenancy.models import Association
from support.asking import queries_of
from support.people import an_association, somebody

DAY = date(2026, 3, 1)


def _standing(association: Association, role: str = "manager") -> Standing:
    standing = standing_of(somebody(role, association), association.slug, DAY)
    assert standing
    return standing


def _member(association: Association, name: str, kind: str = "municipality", **fields: object) -> Member:
    member: Member = Member.objects.make(association, name=name, kind=kind, **fields)
    return member


def _url(association: Association, rest: str = "") -> str:
    return f"/f/{association.slug}/forbund/medlemmar/{rest}"


def test_all_members_order_is_by_kind_and_swedish(association: Association) -> None:
    for name in ("Örebro", "Ängelholm", "Ale", "Åmål", "Zinkgruvan", "ale östra"):
        _member(association, name)
    _member(association, "Region Väst", "region")
    _member(association, "Försäkringskassan", "state")

    assert [member.name for member in members.all_members(association)] == [
        "Försäkringskassan",
        "Region Väst",
        "Ale",
        "ale östra",
        "Zinkgruvan",
        "Åmål",
        "Ängelholm",
        "Örebro",
    ]


def test_members_on_day_both_days_included(association: Association) -> None:
    _member(association, "Ale", first_day=DAY, last_day=DAY)
    _member(association, "Bor", last_day=date(2026, 2, 28))
    _member(association, "Cirka", first_day=date(2026, 3, 2))

    assert [member.name for member in members.members_on(association, DAY)] == ["Ale"]


@pytest.mark.parametrize(
    ("share", "shown", "typed"),
    [
        (Decimal(25), "25\N{NO-BREAK SPACE}%", "25"),
        (Decimal("33.33"), "33,33\N{NO-BREAK SPACE}%", "33,33"),
        (Decimal(100), "100\N{NO-BREAK SPACE}%", "100"),
        (Decimal("0.0625"), "0,0625\N{NO-BREAK SPACE}%", "0,0625"),
        (None, "–", ""),
    ],
)
def test_agreed_share_is_written_without_noughts_at_its_end(
    client: Client, association: Association, share: Decimal | None, shown: str, typed: str
) -> None:
    member = _member(association, "Ale", agreed_share=share)
    client.force_login(somebody("manager", association))

    page, form = (client.get(_url(association, rest)).content.decode() for rest in ("", f"{member.pk}/"))

    assert re.findall(r'data-head="Avtalad andel">(.*?)</td>', page) == [shown]
    assert re.findall(r'name="agreed_share"(?: value="(.*?)")?', form) == [typed]


def test_members_of_another_association_are_not_seen(association: Association) -> None:
    other = _member(an_association("Annat"), "Ale")

    assert members.all_members(association) == ()
    assert members.member_of(association, other.pk) is None


@pytest.mark.parametrize("role", ["accountant", "chair", "auditor"])
def test_save_member_is_refused(association: Association, role: str) -> None:
    with pytest.raises(Refused):
        members.save_member(_standing(association, role), Member(association=association, name="A", kind="state"))


def test_end_member_keeps_the_row(association: Association) -> None:
    member = _member(association, "Ale")

    members.end_member(_standing(association), member, DAY)

    member.refresh_from_db()
    assert member.last_day == DAY


def test_shares_in_divides_among_municipalities_by_inhabitants(association: Association) -> None:
    state = [_member(association, name, "state") for name in ("Arbetsförmedlingen", "Försäkringskassan")]
    others = [_member(association, "Regionen", "region"), _member(association, "Ale", inhabitants=30_000)]
    rows, findings = shares_in(association, [*state, *others, _member(association, "Öckerö", inhabitants=10_000)], 2026)

    assert findings == ()
    assert [(row.members, row.written, row.share) for row in rows] == [
        (("Arbetsförmedlingen", "Försäkringskassan"), "½", Decimal("0.5")),
        (("Regionen",), "¼", Decimal("0.25")),
        (("Ale",), "", Decimal("0.1875")),
        (("Öckerö",), "", Decimal("0.0625")),
    ]


def test_shares_in_agreed_per_cent_are_read_as_shares(association: Association) -> None:
    association.split = "agreement"
    kinds = [_member(association, "FK", "state"), _member(association, "R", "region")]
    agreed = [_member(association, name, agreed_share=Decimal(part)) for name, part in (("A", "60"), ("B", "40"))]

    rows, _ = shares_in(association, [*kinds, *agreed], 2026)

    assert [row.share for row in rows] == [Decimal("0.5"), Decimal("0.25"), Decimal("0.15"), Decimal("0.1")]


def test_shares_in_without_state_says_so(association: Association) -> None:
    rows, findings = shares_in(association, [_member(association, "A"), _member(association, "R", "region")], 2026)

    assert rows == ()
    assert [item.code for item in findings] == ["shares.kind_missing"]


def test_members_page_when_empty_says_what_will_be_here(client: Client, association: Association) -> None:
    client.force_login(somebody("manager", association))

    page = client.get(_url(association)).content.decode()

    assert page.count('class="empty"') == 1


def test_members_page_queries_do_not_grow(client: Client, association: Association) -> None:
    client.force_login(somebody("manager", association))
    _member(association, "A", inhabitants=1000)
    with_one = queries_of(client, _url(association))
    for name in "BC":
        _member(association, name, inhabitants=1000)

    assert queries_of(client, _url(association)) == with_one


def test_add_member_then_list_shows_it(client: Client, association: Association) -> None:
    client.force_login(somebody("manager", association))

    answer = client.post(_url(association, "ny/"), {"name": " Ale  kommun ", "kind": "municipality", "inhabitants": 1})

    assert answer["Location"] == _url(association)
    assert [member.name for member in members.all_members(association)] == ["Ale kommun"]


@pytest.mark.parametrize(
    ("fields", "faulty"),
    [
        ({"name": ""}, ["name"]),
        ({"kind": "other"}, ["kind"]),
        ({"inhabitants": "-1"}, ["inhabitants"]),
        ({"agreed_share": "101"}, ["agreed_share"]),
        ({"agreed_share": "tolv"}, ["agreed_share"]),
        ({"first_day": "2026-03-02", "last_day": "2026-03-01"}, ["last_day"]),
        ({"name": "ale", "first_day": "2026-03-02"}, ["name"]),
        ({"name": "", "kind": "", "inhabitants": "x"}, ["name", "kind", "inhabitants"]),
    ],
)
def test_add_member_with_fault_is_said_and_not_saved(
    client: Client, association: Association, fields: dict[str, str], faulty: list[str]
) -> None:
    _member(association, "Ale")
    client.force_login(somebody("manager", association))

    answer = client.post(_url(association, "ny/"), {"name": "Bor", "kind": "municipality"} | fields)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == faulty
    assert Member.objects.of(association).count() == 1


def test_add_member_after_it_left_is_taken(client: Client, association: Association) -> None:
    _member(association, "Ale", last_day=date(2026, 3, 1))
    client.force_login(somebody("manager", association))

    client.post(_url(association, "ny/"), {"name": "Ale", "kind": "municipality", "first_day": "2026-03-02"})

    assert Member.objects.of(association).count() == 2


def test_agreed_share_is_read_with_a_comma(client: Client, association: Association) -> None:
    client.force_login(somebody("manager", association))

    client.post(_url(association, "ny/"), {"name": "Ale", "kind": "municipality", "agreed_share": "12,5"})

    assert Member.objects.of(association).get().agreed_share == Decimal("12.5")


def test_edit_member_of_another_association_is_not_found(client: Client, association: Association) -> None:
    other = _member(an_association("Annat"), "Ale")
    client.force_login(somebody("manager", association))

    answers = [client.post(_url(association, f"{other.pk}/{page}")) for page in ("", "avsluta/", "ta-bort/")]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_end_member_before_the_first_day_is_refused(client: Client, association: Association) -> None:
    member = _member(association, "Ale", first_day=DAY)
    client.force_login(somebody("manager", association))

    answer = client.post(_url(association, f"{member.pk}/avsluta/"), {"last_day": "2026-02-28"})

    assert answer.status_code == 422


def test_remove_member_asks_first(client: Client, association: Association) -> None:
    member = _member(association, "Ale")
    client.force_login(somebody("manager", association))

    client.get(_url(association, f"{member.pk}/ta-bort/"))
    after_asking = Member.objects.of(association).count()
    client.post(_url(association, f"{member.pk}/ta-bort/"))

    assert (after_asking, Member.objects.of(association).count()) == (1, 0)


def test_export_members_keeps_formulas_as_text(client: Client, association: Association) -> None:
    _member(association, "=1+1", inhabitants=5)
    client.force_login(somebody("auditor", association))

    answer = client.get(_url(association, "medlemmar.csv"))

    assert answer.content.decode("utf-8-sig").splitlines()[1] == "'=1+1;Kommun;5;;;"


def test_members_page_of_reader_has_nothing_to_change(client: Client, association: Association) -> None:
    member = _member(association, "Ale")
    client.force_login(somebody("board_member", association))

    page = client.get(_url(association)).content.decode()

    assert _url(association, f"{member.pk}/") not in page
    assert 'class="why-not"' in page


@pytest.mark.parametrize("role", ["manager", "board_member"])
def test_row_that_says_that_nobody_is_a_member_is_as_wide_as_the_table(
    client: Client, association: Association, role: str
) -> None:
    _member(association, "Ale", last_day=date(2020, 1, 1))
    client.force_login(somebody(role, association))

    page = client.get(_url(association)).content.decode()

    (heads, *_) = re.findall(r"<thead>(.*?)</thead>", page)
    assert re.findall(r'<td colspan="(\d)">', page) == [str(heads.count("<th"))]
