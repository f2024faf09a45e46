from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mellanrum.tallies.code import CodeFault, Key, Opened, Reason, finding_of, new_key
from mellanrum.tallies.code.sealing import SIZES
from mellanrum.tallies.code.writing import ALPHABET, with_check, without_check
from mellanrum.tallies.entries import Entry
from mellanrum.tallies.sex import Sex

from .examples import ANSWERS, DAY, KEY, LAYOUT, TEAM, a_scheme, an_entry, entries, opened, sealed, the_layout

tokens = st.binary(min_size=16, max_size=16)


def reason(result: Opened | CodeFault) -> str:
    assert isinstance(result, CodeFault)
    return finding_of(result).code.removeprefix("code.")


def plain(code: str) -> str:
    return code.replace(" ", "")


def altered(code: str, bit: int) -> str:
    """A code with one bit of it changed and a check that holds."""
    number = without_check(plain(code))
    assert isinstance(number, int)
    return with_check(number ^ 1 << bit, len(plain(code)))


@settings(deadline=None)
@given(entry=entries(), token=tokens)
def test_what_is_sealed_is_what_is_opened(entry: Entry, token: bytes) -> None:
    found = opened(sealed(entry, token=token))

    assert isinstance(found, Opened)
    assert (found.sex, found.month, found.answers) == (entry.sex, entry.month, entry.answers)
    assert (found.event, found.intervention) == ("start", TEAM)


@settings(deadline=None)
@given(entry=entries(), one=tokens, other=tokens)
def test_another_token_gives_another_code_and_the_same_the_same(entry: Entry, one: bytes, other: bytes) -> None:
    assert (sealed(entry, token=one) == sealed(entry, token=other)) == (one == other)


def test_other_answers_with_the_same_token_are_sealed_by_another_nonce() -> None:
    one, other = sealed(an_entry()), sealed(an_entry({}))

    assert plain(one)[4:14] != plain(other)[4:14]


@settings(deadline=None)
@given(token=tokens)
def test_code_that_has_been_altered_anywhere_never_opens(token: bytes) -> None:
    code = sealed(token=token)

    results = {reason(opened(altered(code, bit))) for bit in range(5 * (len(plain(code)) - 2))}

    assert results <= {"altered", "other_association", "later_version", "not_a_code"}


@settings(deadline=None, max_examples=50)
@given(secret=st.binary(min_size=32, max_size=32), token=tokens)
def test_another_key_never_opens_it(secret: bytes, token: bytes) -> None:
    code = sealed(token=token)
    other = Key(KEY.year, KEY.mark, secret, KEY.layouts)

    assert reason(opened(code, other)) == "altered"


def test_code_has_nine_groups_of_four() -> None:
    code = sealed()

    assert [len(group) for group in code.split()] == [4] * 9
    assert set(plain(code)) <= set(ALPHABET)


def test_head_tells_version_and_year_of_the_key() -> None:
    other_year = Key(2027, KEY.mark, KEY.secret, KEY.layouts)
    late = Entry("start", date(2027, 3, 1), Sex.MAN, ANSWERS)

    assert [sealed()[:1], sealed(late, key=other_year)[:1]] == ["5", "5"]
    assert sealed()[:2] != sealed(late, key=other_year)[:2]


def test_code_of_another_association_is_told_and_opens_in_none_but_its_own() -> None:
    others = new_key(2026, [KEY])

    assert reason(opened(sealed(), others)) == "other_association"
    assert reason(opened(sealed(association="annat"))) == "altered"


def test_code_of_a_destroyed_key_is_told_with_its_year() -> None:
    gone = Key(2026, KEY.mark, None)

    fault = opened(sealed(), gone, Key(2026, 5, bytes(32), KEY.layouts))

    assert fault == CodeFault(Reason.DESTROYED_KEY, year=2026)


def test_start_code_at_the_follow_up_and_end_code_at_the_end_are_told() -> None:
    start = sealed()
    end = sealed(an_entry({"consent": ("yes",)}, event="end"))

    assert [reason(opened(start, used_at="follow_up_6")), reason(opened(end))] == [
        "other_event_start",
        "other_event_end",
    ]


def test_end_code_says_what_the_follow_up_needs() -> None:
    found = opened(
        sealed(an_entry({"consent": ("yes",), "age": 30, "livelihood": ("no_public",)}, event="end")),
        used_at="follow_up_12",
    )

    assert isinstance(found, Opened)
    assert (found.answers, found.sex, found.month) == ({"consented": ("yes",)}, Sex.WOMAN, DAY)


def test_code_used_at_one_follow_up_is_not_used_at_the_next() -> None:
    code = sealed(an_entry({"consent": ("yes",)}, event="end"))

    found = [opened(code, used_at=event) for event in ("follow_up_6", "follow_up_12", "follow_up_6")]

    assert [each.used for each in found if isinstance(each, Opened)][0::2] == [found[0].used] * 2  # type: ignore[union-attr]  # all are, or the test fails
    assert len({each.used for each in found if isinstance(each, Opened)}) == 2


def test_code_of_a_later_version_is_told() -> None:
    code = plain(sealed())
    number = without_check(code)
    assert isinstance(number, int)
    later = with_check(number + (1 << 5 * (len(code) - 2) - 3), len(code))

    assert reason(opened(later)) == "later_version"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda _: "hej", "not_a_code"),
        (lambda _: "Åsa Öberg, Ängsvägen 4", "not_a_code"),
        (lambda _: "19121212-1212", "not_a_code"),
        (lambda _: "0" * 36, "not_a_code"),
        (lambda code: code[1:], "too_short_in_group"),
        (lambda code: plain(code)[1:], "too_short"),
        (lambda code: code[5:], "too_short"),
        (lambda code: code + "7", "too_long_in_group"),
        (lambda code: code + " 7777", "too_long"),
        (lambda code: plain(code) + "77", "too_long"),
        (lambda code: code[:6] + "Å" + code[7:], "strange"),
        (lambda code: code[:6] + ("2" if code[6] != "2" else "3") + code[7:], "mistyped_in_group"),
        (lambda code: code[:5] + code[6] + code[5] + code[7:], "mistyped_in_group"),
        (lambda code: code[:3] + code[5] + code[4] + code[3] + code[6:], "mistyped_across_groups"),
    ],
)
def test_each_way_a_code_is_typed_wrong_has_its_own_sentence(change: object, expected: str) -> None:
    code = sealed(token=b"another")  # one whose neighbours differ

    assert reason(opened(change(code))) == expected  # type: ignore[operator]  # a change from the table


def test_group_that_is_wrong_is_told() -> None:
    code = sealed(token=b"another")
    fault = opened(code[:6] + "Å" + code[7:])

    assert fault == CodeFault(Reason.STRANGE, groups=(2,), character="Å")


def test_answer_added_or_hidden_later_does_not_change_what_an_old_code_says() -> None:
    """The key keeps the lists that it has sealed by: today's are not asked."""
    code = sealed()
    changed = a_scheme(
        "aaby", "ekby", hidden=frozenset({("education", "primary"), ("livelihood_before", "sickness_benefit")})
    )
    key = Key(2026, KEY.mark, KEY.secret, (the_layout(changed), *KEY.layouts))

    found = opened(code, key)

    assert isinstance(found, Opened)
    assert found.answers == ANSWERS
    assert the_layout(changed).digest != LAYOUT.digest


def test_code_opens_with_no_layout_but_its_own() -> None:
    changed = Key(2026, KEY.mark, KEY.secret, (the_layout(a_scheme("aaby")),))

    assert reason(opened(sealed(), changed)) == "altered"


@pytest.mark.parametrize("size", SIZES)
def test_every_length_lies_between_35_and_50(size: int) -> None:
    assert 35 <= size <= 50


def test_nothing_of_the_answers_is_said_by_what_is_logged() -> None:
    found = opened(sealed())

    assert repr(found) == "Opened(event='start', intervention='coachingteamet')"
    assert repr(KEY) == f"Key(year=2026, mark=77, layouts={KEY.layouts!r})"
