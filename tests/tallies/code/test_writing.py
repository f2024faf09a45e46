import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mellanrum.tallies.code.writing import ALPHABET, Slipped, grouped, typed, with_check, without_check

LENGTHS = (36, 40, 44, 48)


def a_code(length: int, seed: int = 1) -> str:
    return with_check(random.Random(seed).getrandbits(5 * (length - 2)), length)  # noqa: S311 - a sample


def group_of(place: int) -> int:
    return place // 4 + 1


def test_alphabet_has_one_letter_of_those_that_are_mixed_up() -> None:
    assert len(set(ALPHABET)) == 32
    assert set("ILOU") & set(ALPHABET) == set()


@given(length=st.sampled_from(LENGTHS), data=st.data())
def test_number_written_is_the_number_read(length: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, 2 ** (5 * (length - 2)) - 1))

    assert without_check(with_check(number, length)) == number


@pytest.mark.parametrize("length", LENGTHS)
def test_every_single_slip_is_found_and_placed(length: int) -> None:
    code = a_code(length)
    slips = [(place, other) for place in range(length) for other in ALPHABET if other != code[place]]

    placed = [without_check(code[:place] + other + code[place + 1 :]) for place, other in slips]

    assert placed == [Slipped((group_of(place),)) for place, _ in slips]


@pytest.mark.parametrize("length", LENGTHS)
def test_every_exchange_of_neighbours_is_found_and_placed(length: int) -> None:
    for place in range(length - 1):
        groups = tuple(dict.fromkeys((group_of(place), group_of(place + 1))))
        for one, other in pairs():
            code = a_code_with(length, place, one, other)
            exchanged = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
            assert without_check(exchanged) == Slipped(groups)


def pairs() -> Iterator[tuple[int, int]]:
    """Two characters for each way that two can differ: the check is a sum, and an exchange adds what differs twice."""
    return ((number, number ^ difference) for number in (0, 21) for difference in range(1, 32))


def a_code_with(length: int, place: int, one: int, other: int) -> str:
    """A code whose characters at a place and after it differ as two numbers do, also where they are its check."""
    for seed in range(1000):
        code = a_code(length, seed)
        checks = {length - 1, length - 5} & {place, place + 1}
        free = place + 1 if place in checks else place
        letters = list(code)
        letters[free] = ALPHABET[one]
        if not checks:
            letters[place + 1] = ALPHABET[other]
        made = with_check(bits_of("".join(letters)), length)
        if ALPHABET.index(made[place]) ^ ALPHABET.index(made[place + 1]) == one ^ other:
            return made
    raise AssertionError


def bits_of(code: str) -> int:
    bits = 0
    for place, character in enumerate(code):
        if place not in (len(code) - 1, len(code) - 5):
            bits = bits * 32 + ALPHABET.index(character)
    return bits


@given(length=st.sampled_from(LENGTHS), places=st.sets(st.integers(0, 35), min_size=2, max_size=2), data=st.data())
def test_two_slips_in_two_groups_are_found(length: int, places: set[int], data: st.DataObject) -> None:
    code = list(a_code(length))
    one, other = sorted(places)
    if group_of(one) == group_of(other):
        return
    for place in (one, other):
        code[place] = data.draw(st.sampled_from([letter for letter in ALPHABET if letter != code[place]]))

    assert isinstance(without_check("".join(code)), Slipped)


def test_group_dropped_and_put_in_elsewhere_is_found() -> None:
    code = a_code(36)
    moved = code[4:8] + code[:4] + code[8:]

    assert isinstance(without_check(moved), Slipped)


@given(length=st.sampled_from(LENGTHS), seed=st.integers(0, 50), style=st.sampled_from(["-", " ", "\n", "\u2013", ""]))
def test_code_is_read_as_people_write_it(length: int, seed: int, style: str) -> None:
    code = a_code(length, seed)
    written = style.join([code[place : place + 4] for place in range(0, length, 4)])
    mixed_up = written.lower().replace("0", "o").replace("1", "l").replace("v", "u")

    assert [typed(each).text for each in (written, mixed_up, f"  {written}\t", grouped(code))] == [code] * 4


@pytest.mark.parametrize(
    ("text", "expected"), [("ABCD EFG HJKM", 2), ("ABCD EFGHJ KMNP", 2), ("ABCDEFGHJ", None), ("ABCD EFGH HJKM", None)]
)
def test_group_that_has_not_four_is_told(text: str, expected: int | None) -> None:
    assert typed(text).odd_group == expected


def test_characters_that_no_code_has_are_told() -> None:
    assert typed("ABÅD EF?H").strange == (2, 6)
