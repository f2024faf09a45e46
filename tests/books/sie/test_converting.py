"""One type of SIE file into another: what can be kept is kept, and what cannot be made is not made up."""

from pathlib import Path

import pytest

from mellanrum.books.sie import SieFile, SieType, books_from_sie, check_sie, convert, read_sie, sie_type, write_sie
from mellanrum.findings import spoken_message

from .small_books import SMALL, balances, codes, moves, sie

DATA = Path(__file__).parents[2] / "data" / "sie"
ONE, TWO, THREE, FOUR_E, FOUR_I = SieType


def converted(file: SieFile, target: SieType) -> SieFile:
    found, _ = convert(file, target)
    assert found is not None
    again, findings = read_sie(write_sie(found)[0], "ny.si" if target is FOUR_I else "ny.se")
    assert (again, findings) == (found, ())
    assert again is not None
    assert sie_type(again) is target
    return again


@pytest.mark.parametrize("name", ["dk2023", "vast2023", "liten"])
@pytest.mark.parametrize("target", [ONE, TWO, THREE])
def test_convert_keeps_balances(name: str, target: SieType) -> None:
    file = sie(SMALL) if name == "liten" else read_sie((DATA / f"{name}.se").read_bytes())[0]
    assert file is not None

    found = converted(file, target)

    assert codes(check_sie(found)) == ["opening_moved"]
    assert balances(books_from_sie(found)[0]) == balances(books_from_sie(file)[0])


def test_convert_to_2_keeps_months() -> None:
    assert moves(books_from_sie(converted(sie(SMALL), TWO))[0].years[0]) == [
        ("1930", "-", "01", "500.00"),
        ("1930", "-", "02", "-400.00"),
        ("1930", "-", "12", "-49.50"),
        ("3010", "-", "01", "-500.00"),
        ("4010", "-", "02", "400.00"),
        ("4010", "-", "12", "49.50"),
    ]


@pytest.mark.parametrize("name", ["dk2023", "vast2023", "liten"])
def test_convert_to_3_keeps_months_and_cost_centres(name: str) -> None:
    file = sie(SMALL) if name == "liten" else read_sie((DATA / f"{name}.se").read_bytes())[0]
    assert file is not None

    before, after = (books_from_sie(each)[0].years for each in (file, converted(file, THREE)))

    assert [year.movements for year in after] == [year.movements for year in before]
    assert [year.budget for year in after] == [year.budget for year in before]


def test_convert_to_3_gives_each_object_by_itself() -> None:
    text = SMALL.replace('{1 "10"} 49.50', '{1 "10" 6 "P2"} 49.50')

    months = converted(sie(text), THREE).all("PSALDO")

    assert [(row.fields[3], row.text(4)) for row in months if row.text(0) == "0" and row.text(2) == "4010"] == [
        ((), "400.00"),
        ((), "49.50"),
        (("1", "10"), "49.50"),
        (("1", "20"), "400.00"),
        (("6", "P2"), "49.50"),
    ]


def test_convert_to_4i_is_vouchers_alone() -> None:
    found = converted(sie(SMALL), FOUR_I)

    assert found.all("VER") == sie(SMALL).all("VER")
    assert [label for label in ("IB", "UB", "RES", "PSALDO", "PBUDGET") if found.all(label)] == []


def test_convert_to_its_own_type_changes_nothing() -> None:
    file = sie(SMALL)

    assert convert(file, FOUR_E) == (file, ())


def test_convert_says_what_it_left_out_and_made() -> None:
    _, said = convert(sie(SMALL), TWO)

    assert [(item.code, item.parameters["label"], item.parameters["count"]) for item in said] == [
        ("sie.derived", "PSALDO", 6),
        ("sie.dropped", "DIM", 1),
        ("sie.dropped", "OBJEKT", 2),
        ("sie.dropped", "PSALDO", 2),
        ("sie.dropped", "PBUDGET", 1),
        ("sie.dropped", "VER", 3),
    ]


def test_convert_puts_records_where_they_belong() -> None:
    found = converted(sie(SMALL), TWO)

    assert list(found.by_label)[8:] == ["KPTYP", "OMFATTN", "KONTO", "IB", "UB", "RES", "PSALDO", "PBUDGET"]
    assert found.value("OMFATTN") == "20231231"


def test_convert_says_what_has_no_month() -> None:
    text = SMALL.replace("#VER A 3 20231220", "#VER A 3 20240220")

    found, said = convert(sie(text), TWO)

    assert found is not None
    assert [(item.parameters["account"], str(item.parameters["amount"])) for item in said[1:3]] == [
        ("1930", "-49.50"),
        ("4010", "49.50"),
    ]
    assert {item.code for item in said[1:3]} == {"sie.not_in_a_month"}


@pytest.mark.parametrize(
    ("source", "target", "code"),
    [
        (ONE, TWO, "months"),
        (ONE, THREE, "objects"),
        (TWO, THREE, "objects"),
        (ONE, FOUR_E, "vouchers"),
        (TWO, FOUR_I, "vouchers"),
        (THREE, FOUR_E, "vouchers"),
        (FOUR_I, ONE, "balances"),
        (FOUR_I, TWO, "balances"),
        (FOUR_I, THREE, "balances"),
        (FOUR_I, FOUR_E, "balances"),
    ],
)
def test_convert_what_is_not_there_is_refused(source: SieType, target: SieType, code: str) -> None:
    found, said = convert(converted(sie(SMALL), source), target)

    assert (found, codes(said)) == (None, [f"convert_needs_{code}"])


def test_convert_refusal_is_a_clear_sentence() -> None:
    _, [said] = convert(converted(sie(SMALL), ONE), FOUR_E)

    assert spoken_message(said) == "En SIE-fil av typ 1 kan inte bli typ 4E: den har inga verifikat."
