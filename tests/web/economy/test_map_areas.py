"""Areas, notes, who pays and allocation keys."""

from decimal import Decimal

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from mellanrum.books.association_map import NO_MAP, Area, AssociationMap, Contributor, NoteRow, map_findings
from mellanrum.web.economy.editing.area_forms import part_of_one, per_cent
from mellanrum.web.economy.editing.map_edits import area_key, with_area, with_payers
from mellanrum.web.economy.opening import open_year
from mellanrum.web.economy.services.mapping import map_held, save_map
from mellanrum.web.tenancy.models import Association
from support.asking import queries_of
from support.editing import ADMINISTRATION, AREAS, STRUCTURE, books_held, keeper, page_of, signed_in

KEY = {
    "decision": "Styrelsen § 45",
    "first_day": "2025-01-01",
    "accounts": "7010",
    "share_cc_10": "30",
    "share_struktur": "70",
}


@pytest.fixture
def manager(association: Association) -> Client:
    books_held(association)
    return signed_in("manager", association)


@pytest.fixture
def with_areas(association: Association, manager: Client) -> Client:
    save_map(keeper(association), AREAS, "", 0)
    return manager


def test_guessed_areas_are_confirmed_in_one_go(association: Association, manager: Client) -> None:
    assert manager.get(page_of(association, "areas")).context["is_guessed"]

    manager.post(page_of(association, "areas_confirm"), {"seen": "0"})

    assert map_held(association).own.area == (ADMINISTRATION,)
    assert not manager.get(page_of(association, "areas")).context["is_guessed"]


def test_confirmed_guess_changes_no_line(association: Association, manager: Client) -> None:
    answer = manager.post(page_of(association, "areas_confirm"), {"seen": "0", "step": "preview"})

    assert answer.context["effect"].lines == ()
    assert map_held(association).number == 0


def test_cost_centre_without_area_is_listed(association: Association, manager: Client) -> None:
    save_map(keeper(association), AssociationMap(area=(STRUCTURE,)), "", 0)

    assert manager.get(page_of(association, "areas")).context["unplaced"] == [("10", "10 Administration")]


def test_new_area_takes_a_cost_centre_from_another(association: Association, with_areas: Client) -> None:
    given = {"seen": "1", "label": "Öppna förskolan", "kind": "individual", "cost_centres": ["20"], "accounts": ""}

    with_areas.post(page_of(association, "area_new"), given)

    made = Area(key="oppna_forskolan", label="Öppna förskolan", kind="individual", cost_centres=("20",))
    assert map_held(association).own.area == (
        ADMINISTRATION,
        Area(key="struktur", label="Struktur", kind="structural"),
        made,
    )


def test_new_area_beside_guessed_ones_keeps_them(association: Association, manager: Client) -> None:
    given = {"seen": "0", "label": "Ny", "kind": "project", "accounts": "75"}

    manager.post(page_of(association, "area_new"), given)

    assert [area.key for area in map_held(association).own.area] == ["cc_10", "ny"]


def test_area_keeps_its_key_under_another_name(association: Association, with_areas: Client) -> None:
    given = {"seen": "1", "label": "Annat", "kind": "structural", "cost_centres": ["20"], "accounts": ""}

    with_areas.post(page_of(association, "area", "struktur"), given)

    assert [(area.key, area.label) for area in map_held(association).own.area][1] == ("struktur", "Annat")


@pytest.mark.parametrize(
    ("given", "faulty"),
    [
        ({"label": ""}, ["label"]),
        ({"kind": "other"}, ["kind"]),
        ({"cost_centres": ["99"]}, ["cost_centres"]),
        ({"accounts": "70 10; 7*"}, ["accounts"]),
    ],
)
def test_area_with_a_fault_says_so_at_its_field(
    association: Association, with_areas: Client, given: dict[str, str], faulty: list[str]
) -> None:
    whole = {"seen": "1", "label": "A", "kind": "project", "accounts": "", **given}

    answer = with_areas.post(page_of(association, "area_new"), whole)

    assert list(answer.context["form"].errors) == faulty
    assert map_held(association).number == 1


def test_area_whose_accounts_are_anothers_is_not_saved(association: Association, with_areas: Client) -> None:
    given = {"seen": "1", "label": "A", "kind": "project", "accounts": "75"}
    with_areas.post(page_of(association, "area_new"), given)

    answer = with_areas.post(page_of(association, "area_new"), {**given, "seen": "2", "label": "B"})

    assert list(answer.context["form"].errors) == ["__all__"]
    assert map_held(association).number == 2


def test_area_is_removed(association: Association, with_areas: Client) -> None:
    with_areas.post(page_of(association, "area_remove", "struktur"), {"seen": "1"})

    assert map_held(association).own.area == (ADMINISTRATION,)


def test_area_that_a_key_names_is_not_removed(association: Association, with_areas: Client) -> None:
    with_areas.post(page_of(association, "key_new"), {"seen": "1", **KEY})

    answer = with_areas.post(page_of(association, "area_remove", "struktur"), {"seen": "2"})

    assert len(answer.context["form"].non_field_errors()) == 1
    assert map_held(association).own.area == AREAS.area


def test_allocation_key_divides_the_cost(association: Association, with_areas: Client) -> None:
    with_areas.post(page_of(association, "key_new"), {"seen": "1", **KEY})

    (key,) = map_held(association).own.allocation
    assert (key.decision, key.accounts, key.shares) == (
        "Styrelsen § 45",
        ("7010",),
        {"cc_10": Decimal("0.30"), "struktur": Decimal("0.70")},
    )
    year = open_year(association, 2025)
    assert year is not None
    assert [year.opened.book.get(f"operations.{area}.cost").value for area in ("cc_10", "struktur")] == [-240, -560]


def test_allocation_key_shows_what_it_does_first(association: Association, with_areas: Client) -> None:
    answer = with_areas.post(page_of(association, "key_new"), {"seen": "1", "step": "preview", **KEY})

    assert [(line.key, line.difference) for line in answer.context["effect"].lines] == [
        ("operations.cc_10.net", 560),
        ("operations.struktur.net", -560),
    ]
    assert map_held(association).number == 1


@pytest.mark.parametrize(
    ("shares", "told"),
    [
        (("30", "60"), "90,00\xa0%: 10,00\xa0% saknas"),
        (("50", "50,5"), "100,50\xa0%: 0,50\xa0% för mycket"),
        (("33,3", "66,6"), "99,90\xa0%: 0,10\xa0% saknas"),
    ],
)
def test_allocation_key_that_does_not_add_up_is_refused_with_the_difference(
    association: Association, with_areas: Client, shares: tuple[str, str], told: str
) -> None:
    given = {"seen": "1", **KEY, "share_cc_10": shares[0], "share_struktur": shares[1]}

    answer = with_areas.post(page_of(association, "key_new"), given)

    (error,) = answer.context["form"].non_field_errors()
    assert error == f"Andelarna ska bli 100 procent. De blir {told}."
    assert map_held(association).number == 1


@pytest.mark.parametrize(
    ("given", "faulty"),
    [
        ({"decision": ""}, ["decision"]),
        ({"first_day": "2025-02-30"}, ["first_day"]),
        ({"last_day": "2024-12-31"}, ["last_day"]),
        ({"accounts": ""}, ["accounts"]),
        ({"share_cc_10": "trettio"}, ["share_cc_10"]),
        ({"share_cc_10": "-30"}, ["share_cc_10"]),
        ({"share_cc_10": "33,33333"}, ["share_cc_10"]),
    ],
)
def test_allocation_key_with_a_fault_says_so_at_its_field(
    association: Association, with_areas: Client, given: dict[str, str], faulty: list[str]
) -> None:
    answer = with_areas.post(page_of(association, "key_new"), {"seen": "1", **KEY, **given})

    assert list(answer.context["form"].errors) == faulty
    assert map_held(association).number == 1


def test_allocation_key_ends_and_another_follows(association: Association, with_areas: Client) -> None:
    with_areas.post(page_of(association, "key_new"), {"seen": "1", **KEY})
    with_areas.post(page_of(association, "key", 0), {"seen": "2", **KEY, "last_day": "2025-06-30"})
    with_areas.post(page_of(association, "key_new"), {"seen": "3", **KEY, "first_day": "2025-07-01"})

    days = [(str(key.valid_from), str(key.valid_to)) for key in map_held(association).own.allocation]
    assert days == [("2025-01-01", "2025-06-30"), ("2025-07-01", "None")]


def test_allocation_key_beside_another_for_the_same_cost_is_refused(
    association: Association, with_areas: Client
) -> None:
    with_areas.post(page_of(association, "key_new"), {"seen": "1", **KEY})

    answer = with_areas.post(page_of(association, "key_new"), {"seen": "2", **KEY, "decision": "§ 46"})

    assert len(answer.context["form"].non_field_errors()) == 1
    assert map_held(association).number == 2


def test_allocation_key_is_removed(association: Association, with_areas: Client) -> None:
    with_areas.post(page_of(association, "key_new"), {"seen": "1", **KEY})
    with_areas.post(page_of(association, "key_remove", 0), {"seen": "2"})

    assert map_held(association).own == AREAS
    assert with_areas.get(page_of(association, "key", 0)).status_code == 404


def test_note_rows_are_made_changed_and_removed(association: Association, with_areas: Client) -> None:
    row = {"note": "cost_note", "label": "Löner", "accounts": "70, 73"}
    with_areas.post(page_of(association, "note_row_new"), {"seen": "1", **row})
    assert map_held(association).own.note_row == (NoteRow(note="cost_note", label="Löner", prefixes=("70", "73")),)

    with_areas.post(page_of(association, "note_row", 0), {"seen": "2", **row, "label": "Personal"})
    assert map_held(association).own.note_row[0].label == "Personal"

    with_areas.post(page_of(association, "note_row_remove", 0), {"seen": "3"})
    assert map_held(association).own == AREAS


@pytest.mark.parametrize(("chosen", "held"), [("area", "area"), ("kind", "kind"), ("", None)])
def test_note_of_costs_follows_what_is_chosen(
    association: Association, with_areas: Client, chosen: str, held: str | None
) -> None:
    with_areas.post(page_of(association, "notes_by"), {"seen": "1", "notes_by": chosen})

    assert map_held(association).own.notes_by == held


def test_who_pays_is_confirmed_and_changed(association: Association, with_areas: Client) -> None:
    with_areas.post(page_of(association, "payers"), {"seen": "1", "payer_3010": "region"})

    assert map_held(association).own.contributor == (Contributor(member="region", accounts=("3010",)),)


@pytest.mark.parametrize("route", ["areas", "keys"])
def test_lists_ask_the_database_as_often_for_many_parts(
    association: Association, with_areas: Client, route: str
) -> None:
    with_areas.get(page_of(association, route))
    few = queries_of(with_areas, page_of(association, route))
    many = [Area(key=f"a{number}", label=f"A{number}", kind="individual") for number in range(3)]
    own = AREAS.model_copy(update={"area": (*AREAS.area, *many)})
    save_map(keeper(association), own, "", 1)
    with_areas.get(page_of(association, route))

    assert queries_of(with_areas, page_of(association, route)) == few


FORMS = ["areas_confirm", "area_new", "notes_by", "note_row_new", "payers", "key_new"]


@pytest.mark.parametrize("route", FORMS)
def test_forms_open_for_a_manager_and_not_for_the_board(association: Association, manager: Client, route: str) -> None:
    reader = signed_in("board_member", association)

    assert manager.get(page_of(association, route)).status_code == 200
    assert reader.get(page_of(association, route)).status_code == 403
    assert reader.post(page_of(association, route), {"seen": "0"}).status_code == 403


@pytest.mark.parametrize("route", ["areas", "keys", "map_history", "map_file", "map_download"])
def test_lists_are_for_readers_too(association: Association, with_areas: Client, route: str) -> None:
    assert with_areas is not None

    assert signed_in("board_member", association).get(page_of(association, route)).status_code == 200


labels = st.text(max_size=30)
kinds = st.sampled_from(["individual", "contributions", "financial"])


@given(names=st.lists(st.tuples(labels, kinds), max_size=8))
def test_areas_that_are_made_have_keys_the_map_takes(names: list[tuple[str, str]]) -> None:
    own = NO_MAP
    for label, kind in names:
        key = area_key(label, kind, (area.key for area in own.area))
        own = with_area(own, Area.model_validate({"key": key, "label": label or "x", "kind": kind}))

    assert len(own.area) == len(names)
    assert map_findings(own, "") == ()


@given(share=st.decimals(0, 1, places=6))
def test_share_in_per_cent_is_the_same_share(share: Decimal) -> None:
    assert part_of_one(per_cent(share)) == share


@given(payers=st.dictionaries(st.sampled_from(["3010", "3020", "3030"]), st.sampled_from(["state", "region", "other"])))
def test_who_pays_holds_for_each_account_and_the_map_is_whole(payers: dict[str, str]) -> None:
    before = AssociationMap(contributor=(Contributor(member="state", accounts=("3010", "30")),))

    own = with_payers(before, payers)  # type: ignore[arg-type]  # drawn from what it takes

    said = {account: row.member for row in own.contributor for account in row.accounts}
    assert said == {"30": "state", "3010": "state", **payers}
    assert map_findings(own, "") == ()
