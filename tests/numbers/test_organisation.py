import pytest
from hypothesis import given
from hypothesis import strategies as st

from mellanrum.numbers import checks_out, organisation_number


@pytest.mark.parametrize(
    "text",
    ["212000-0142", "2120000142", " 212000 0142 ", "212000–0142", "16212000-0142", "SE212000014201", "se212000014201"],
)
def test_organisation_number_is_written_with_its_hyphen(text: str) -> None:
    assert organisation_number(text) == "212000-0142"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "212000-014",
        "212000-01422",
        "212000-0143",
        "811228-9874",
        "２１２０００-0142",
        "212000-O142",
        "18212000-0142",
    ],
    ids=["empty", "short", "long", "wrong check digit", "a person's", "wide digits", "a letter", "another century"],
)
def test_organisation_number_of_something_else(text: str) -> None:
    assert organisation_number(text) is None


@given(st.from_regex(r"[0-9]{9}", fullmatch=True))
def test_checks_out_one_last_digit_of_ten(digits: str) -> None:
    assert sum(checks_out(f"{digits}{last}") for last in range(10)) == 1
