"""The account map is kept in versions: each is made from the one that was seen, and none is lost."""

import pytest

from mellanrum.books.association_map import NO_MAP, Area, AssociationMap, read_map
from mellanrum.books.map_forms import map_to_toml, with_account_on_line
from mellanrum.statements.changes import changed_lines, effect_of_line
from mellanrum.web.access.rules import Refused
from mellanrum.web.economy.desk import changes
from mellanrum.web.economy.editing.map_effects import effect_of_map
from mellanrum.web.economy.opening import open_year
from mellanrum.web.economy.services.mapping import (
    FaultyMap,
    MapSavedMeanwhile,
    choose_chart,
    map_held,
    map_of,
    save_map,
    versions,
)
from mellanrum.web.tenancy.models import Association
from support.editing import UNMAPPED, books_held, keeper, standing_at
from support.people import somebody

MOVED = with_account_on_line(NO_MAP, UNMAPPED, "provisions")


def test_save_makes_a_version_and_counts_a_change(association: Association) -> None:
    standing = keeper(association)

    is_new = save_map(standing, MOVED, "konto 2199 till Avsättningar", 0)

    held = map_held(association)
    assert is_new
    assert (held.number, held.own) == (1, MOVED)
    assert held.version is not None
    assert (held.version.about, held.version.by) == ("konto 2199 till Avsättningar", standing.user)
    assert changes(association) == 1


def test_save_of_the_same_map_makes_no_version(association: Association) -> None:
    standing = keeper(association)
    save_map(standing, MOVED, "", 0)

    assert not save_map(standing, MOVED, "", 1)
    assert map_held(association).number == 1


def test_second_of_two_savers_is_told_who_was_first(association: Association) -> None:
    first, second = keeper(association), keeper(association)
    save_map(first, MOVED, "konto 2199 till Avsättningar", 0)

    with pytest.raises(MapSavedMeanwhile) as told:
        save_map(second, with_account_on_line(NO_MAP, UNMAPPED, "equity"), "", 0)

    assert str(first.user) in told.value.sentence()
    assert map_held(association).own == MOVED
    assert changes(association) == 1


def test_save_over_a_version_that_was_never_there_is_refused(association: Association) -> None:
    with pytest.raises(MapSavedMeanwhile) as told:
        save_map(keeper(association), MOVED, "", 7)

    assert told.value.last is None


def test_two_savers_who_both_saw_the_same_map_make_one_version(
    association: Association, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database itself refuses the second where both have looked before either saved."""
    standing = keeper(association)
    save_map(standing, MOVED, "", 0)
    monkeypatch.setattr(
        "mellanrum.web.economy.services.mapping.map_held", lambda _: type("Seen", (), {"number": 0, "own": NO_MAP})
    )

    with pytest.raises(MapSavedMeanwhile):
        save_map(standing, with_account_on_line(NO_MAP, UNMAPPED, "equity"), "", 0)

    assert versions(association).count() == 1


def test_save_of_a_map_whose_parts_disagree_is_refused(association: Association) -> None:
    area = Area(key="a", label="A", kind="individual")

    with pytest.raises(FaultyMap) as faulty:
        save_map(keeper(association), AssociationMap(area=(area, area)), "", 0)

    assert [item.code for item in faulty.value.findings] == ["map.area_twice"]
    assert map_held(association).number == 0


@pytest.mark.parametrize("role", ["board_member", "auditor", "preparatory_group", "coordinator"])
def test_save_by_somebody_who_may_not_is_refused(association: Association, role: str) -> None:
    with pytest.raises(Refused):
        save_map(standing_at(somebody(role, association), association), MOVED, "", 0)

    assert map_held(association).number == 0


def test_going_back_is_a_new_version(association: Association) -> None:
    standing = keeper(association)
    save_map(standing, MOVED, "", 0)
    save_map(standing, with_account_on_line(MOVED, UNMAPPED, "equity"), "", 1)
    first = versions(association).get(number=1)

    save_map(standing, map_of(first), "åter", 2)

    assert (map_held(association).number, map_held(association).own) == (3, MOVED)


def test_map_of_another_association_is_left_alone(association: Association) -> None:
    other = Association.objects.create(slug="annat", name="Annat")
    save_map(keeper(association), MOVED, "", 0)

    assert map_held(other).own == NO_MAP


def test_effect_is_what_the_statements_become(association: Association) -> None:
    books_held(association)
    before = open_year(association, 2025)
    effect = effect_of_map(association, MOVED)

    save_map(keeper(association), MOVED, "", 0)

    after = open_year(association, 2025)
    assert before is not None
    assert after is not None
    assert effect is not None
    assert effect.lines == changed_lines(before.opened.book, after.opened.book)
    assert [line.key for line in effect.lines if line.table == "balance_sheet"] == [
        "balance_sheet.provisions",
        "balance_sheet.unmapped_2199",
    ]


def test_effect_is_what_the_engine_says_of_one_account(association: Association) -> None:
    books_held(association)
    held = open_year(association, 2025)
    effect = effect_of_map(association, MOVED)

    assert held is not None
    assert effect is not None
    assert effect.lines == effect_of_line(held.opened.basis, UNMAPPED, "provisions")


def test_effect_without_books_is_none(association: Association) -> None:
    assert effect_of_map(association, MOVED) is None


def test_chart_that_is_stated_is_no_longer_guessed(association: Association) -> None:
    books_held(association)

    choose_chart(keeper(association), "kommun-bas")

    association.refresh_from_db()
    year = open_year(association, 2025)
    assert year is not None
    assert year.opened.basis.accounts.chart == "kommun-bas"
    assert [item.code for item in year.found if item.code.startswith("map.chart")] == []


def test_map_goes_out_as_toml_and_comes_back(association: Association) -> None:
    save_map(keeper(association), MOVED, "", 0)

    assert read_map(map_to_toml(map_held(association).own), "karta.toml") == (MOVED, ())
