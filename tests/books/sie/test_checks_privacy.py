"""Personal numbers in texts are counted and their lines told; the numbers themselves are never repeated.

The numbers are those that the tax agency's own descriptions use; nobody has them.
"""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mellanrum.books.sie import SieFile
from mellanrum.books.sie.checks_privacy import personal_numbers
from mellanrum.findings import spoken_mend, spoken_message

from .small_books import SMALL, changed, sie


def count(file: SieFile) -> int:
    return sum(int(str(item.parameters["count"])) for item in personal_numbers(file))


def written(text: str) -> SieFile:
    """The small books with a text on a voucher."""
    return sie(changed(('"Bidrag"\n{', f'"{text}"\n{{')))


@pytest.mark.parametrize(
    "text",
    [
        "640823-3234",
        "640823+3234",
        "6408233234",
        "19640823-3234",
        "196408233234",
        "701063-2391",  # a coordination number: the day is 3
        "19121212-1212",
        "Ersättning till 640823-3234, mars",
        "pnr:640823-3234.",
        '\\"640823-3234\\"',
        "F-640823-3234",
    ],
)
def test_personal_number_is_found(text: str) -> None:
    assert count(written(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "640823-3235",  # the last digit is wrong
        "640832-3234",  # no such day
        "641323-3234",
        "212000-0142",  # organisation numbers
        "2120000142",
        "16212000-0142",
        "16640823-3234",  # no such century
        "1640823-3234",
        "640823-32345",
        "640823 3234",
        "5050-1055",
        "2023-01-10",
        "20230110",
    ],
)
def test_other_number_is_left_alone(text: str) -> None:
    assert count(written(text)) == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('{1 "20"} 400.00 20230216 "Vägen in"', '{1 "20"} 400.00 20230216 "640823-3234"'),
        ("#TRANS 1930 {} -49.50", '#TRANS 1930 -49.50 20231220 "640823-3234"'),
        ('#KONTO 1930 "Bank"', '#KONTO 1930 "Bank 640823-3234"'),
        ('#KONTO 1930 "Bank"', "#KONTO 1930 Bank 640823-3234"),
        ('#OBJEKT 1 "20" "Insatser"', '#OBJEKT 1 "20" "640823-3234"'),
        ('#OBJEKT 1 "20" "Insatser"', '#OBJEKT 1 "640823-3234" "Insatser"'),
        ("#TRANS 3010 {} -500.00", '#rtrans 3010 {} 1.00 "" "640823-3234"\n   #TRANS 3010 {} -500.00'),
    ],
)
def test_every_text_is_read(old: str, new: str) -> None:
    assert count(sie(changed((old, new)))) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("#ORGNR 222000-9999", "#ORGNR 640823-3234"),
        ("#KPTYP", "#X 640823-3234\n#KPTYP"),
        ("#IB 0 1930 100.00", "#IB 0 1930 100.00 6408233234"),
        ("#TRANS 3010 {} -500.00", "#TRANS 3010 {} -500.00\n   #TRANS 6408233234 {} 0.00"),
    ],
)
def test_what_is_no_text_is_left_alone(old: str, new: str) -> None:
    assert count(sie(changed((old, new)))) == 0


def test_one_finding_tells_how_many_and_where_and_no_number() -> None:
    file = sie(
        changed(
            ('"Bidrag"\n{', '"640823-3234 och 701063-2391"\n{'),
            ('20231220 "Faktura"', '20231220 "196408233234"'),
        )
    )

    (item,) = personal_numbers(file)

    assert (item.place.line, dict(item.parameters)) == (37, {"count": 3, "lines": "37, 47"})
    assert spoken_message(item) == "Filens texter innehåller vad som ser ut som personnummer (3 st), på rad 37, 47."
    assert re.findall(r"\d{4,}", spoken_message(item) + spoken_mend(item) + repr(dict(item.parameters))) == []


def test_only_the_first_lines_are_listed() -> None:
    file = sie(SMALL + '#PROSA "640823-3234"\n' * 12)

    (item,) = personal_numbers(file)

    assert dict(item.parameters) == {"count": 12, "lines": ", ".join(str(52 + number) for number in range(10)) + " …"}


def test_last_line_without_an_end_is_read() -> None:
    assert count(sie(SMALL + '#PROSA "640823-3234"')) == 1


def right_last_digit(nine: str) -> str:
    """The digit that makes nine others a number of the tax agency's: the sum by turns of two and one, to a full ten."""
    digits = [int(digit) for digit in "".join(str(int(d) * (2 if at % 2 == 0 else 1)) for at, d in enumerate(nine))]
    return str(-sum(digits) % 10)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.integers(0, 999), st.booleans(), st.sampled_from("-+"))
def test_every_number_there_can_be_is_found_with_its_right_last_digit_alone(
    born: date, number: int, coordination: bool, sign: str
) -> None:
    day = f"{born.day + 60 if coordination else born.day:02}"
    nine = f"{born:%y%m}{day}{number:03}"
    right = right_last_digit(nine)

    found = {digit: count(written(f"{nine[:6]}{sign}{nine[6:]}{digit}")) for digit in "0123456789"}

    assert found == {digit: int(digit == right) for digit in "0123456789"}
