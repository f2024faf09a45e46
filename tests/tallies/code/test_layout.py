import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mellanrum.tallies.code import carried, comes_after, from_plain, layout_of, to_plain
from mellanrum.tallies.code.layout import Layout, Slot, pack, unpack
from mellanrum.tallies.entries import Entry
from mellanrum.tallies.rules import Answer, TableRule
from mellanrum.tallies.scheme import Own, scheme_of
from mellanrum.tallies.sex import Sex

from .examples import ANSWERS, DAY, LAYOUT, SCHEME, a_scheme, an_entry, entries, the_layout


def a_table(event: str, *questions: str) -> TableRule:
    return TableRule(
        key="_".join(questions), event=event, label="Own", questions=questions, valid_from=DAY, reference="Eget beslut"
    )


def many(question: str, number: int) -> dict[str, tuple[Answer, ...]]:
    return {question: tuple(Answer(key=f"own_{each}", label="Own") for each in range(number))}


def test_start_carries_what_the_end_asks_again() -> None:
    assert carried(SCHEME, "start") == ("municipality", "age", "education", "livelihood_before")


def test_end_carries_what_the_follow_up_needs() -> None:
    assert carried(SCHEME, "end") == ("consent",)


@pytest.mark.parametrize("event", ["referral", "guidance", "follow_up_6", "screening"])
def test_nothing_is_carried_from_what_has_nothing_after_it(event: str) -> None:
    assert (carried(SCHEME, event), layout_of(SCHEME, event)) == (None, None)


def test_nothing_is_carried_from_the_end_where_nobody_is_followed_up() -> None:
    assert carried(scheme_of(Own(follow_ups=()), DAY), "end") is None


def test_own_table_at_the_end_makes_what_it_needs_of_the_start_travel() -> None:
    scheme = scheme_of(Own(tables=(a_table("end", "support_band", "end_group"),)), DAY)

    assert carried(scheme, "start") == ("municipality", "age", "education", "livelihood_before", "support_years")


def test_own_table_at_the_follow_up_makes_what_it_needs_of_the_end_travel() -> None:
    scheme = scheme_of(Own(tables=(a_table("follow_up", "education"),)), DAY)

    assert carried(scheme, "end") == ("consent", "education")


@pytest.mark.parametrize(
    ("event", "used_at", "expected"),
    [("start", "end", True), ("end", "follow_up_6", True), ("start", "follow_up_6", False), ("end", "end", False)],
)
def test_code_is_used_at_what_comes_after(event: str, used_at: str, expected: bool) -> None:
    assert comes_after(event, used_at) is expected


def test_usual_start_takes_four_bytes() -> None:
    assert (LAYOUT.length, the_layout(event="end").length) == (4, 1)


@settings(deadline=None)
@given(entry=entries())
def test_what_is_packed_is_what_is_unpacked(entry: Entry) -> None:
    assert unpack(pack(entry, LAYOUT, SCHEME), LAYOUT) == (entry.sex, entry.month.month, entry.answers)


def test_answer_that_is_in_no_list_is_as_if_it_were_missing() -> None:
    entry = an_entry({**ANSWERS, "municipality": ("elsewhere",), "age": 12, "livelihood_before": ("lottery",)})

    assert unpack(pack(entry, LAYOUT, SCHEME), LAYOUT) == (Sex.WOMAN, 3, {"education": ("secondary",)})


def test_question_whose_answers_have_no_room_is_left_out() -> None:
    scheme = scheme_of(Own(answers=many("livelihood_before", 80)), DAY)
    layout = the_layout(scheme)

    assert ([slot.question for slot in layout.slots], layout.left_out) == (
        ["municipality", "age", "education"],
        ("livelihood_before",),
    )


@given(number=st.integers(1, 60))
@settings(deadline=None)
def test_code_has_room_for_what_is_not_left_out(number: int) -> None:
    scheme = scheme_of(Own(answers=many("livelihood_before", number)), DAY)
    entry = an_entry({"livelihood_before": tuple(f"own_{each}" for each in range(number))})
    layout = the_layout(scheme)

    told = unpack(pack(entry, layout, scheme), layout)

    assert told is not None
    assert told[2] == ({} if layout.left_out else entry.answers)


def test_number_that_no_entry_is_written_as_says_nothing() -> None:
    assert unpack(b"\xff" * 4, Layout("end", (Slot("consent", ("yes", "no")),))) is None


@pytest.mark.parametrize("event", ["start", "end"])
def test_layout_comes_back_from_its_text(event: str) -> None:
    layout = the_layout(a_scheme("ekby"), event)

    assert from_plain(to_plain(layout)) == layout
