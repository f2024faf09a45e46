"""What those who look for faults in a sheet ask of it."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from mellanrum.findings import Place
from mellanrum.findings.sheet import cells_of, first_of, is_birthday, normal, places_of, width_of, written


@dataclass(frozen=True)
class Sheet:
    """A sheet of text and numbers."""

    rows: tuple[tuple[object, ...], ...]
    sheet: str | None = None
    hidden: bool = False

    def at(self, row: int, column: int) -> object:
        return self.rows[row][column]

    def place(self, row: int, column: int | None = None) -> Place:
        return Place(cell=f"{row}:{column}")


SHEET = Sheet((("a", "", "b"), ("", Decimal(7)), ()))


def test_cells_that_hold_something_are_given_with_where_they_are() -> None:
    assert list(cells_of(SHEET)) == [(0, 0, "a"), (0, 2, "b"), (1, 1, Decimal(7))]
    assert width_of(SHEET) == 3


def test_thing_is_said_once_for_a_sheet_where_it_is_first() -> None:
    places = list(places_of(SHEET, lambda value: isinstance(value, str)))

    assert places == [Place(cell="0:0"), Place(cell="0:2")]
    assert [each.place for each in first_of("surveys.file_heading", places)] == [places[0]]
    assert list(first_of("surveys.file_heading", [])) == []


@pytest.mark.parametrize(
    ("text", "plain"), [("  Kvinnor : ", "kvinnor"), ("16\N{EN DASH}19  år", "16-19 år"), ("Summa*", "summa")]
)
def test_texts_are_compared_in_one_form(text: str, plain: str) -> None:
    assert normal(text) == plain


@pytest.mark.parametrize(
    ("month", "day", "is_one"), [(1, 31, True), (12, 91, True), (13, 1, False), (2, 0, False), (5, 60, False)]
)
def test_birthday_may_be_that_of_a_coordination_number(month: int, day: int, is_one: bool) -> None:
    assert is_birthday(month, day) is is_one


@pytest.mark.parametrize(
    ("value", "text"), [("text", "text"), (Decimal(8501011234), "8501011234"), (Decimal("1E+3"), "1000"), (None, "")]
)
def test_cell_is_read_as_it_is_written(value: object, text: str) -> None:
    assert written(value) == text
