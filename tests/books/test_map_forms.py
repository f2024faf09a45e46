"""The association's map as JSON and as TOML, and one account put on another line."""

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mellanrum.books.account_map import account_map
from mellanrum.books.association_map import (
    NO_MAP,
    RESERVED_AREAS,
    Allocation,
    Area,
    AreaKind,
    AssociationMap,
    ChartName,
    Contributor,
    GroupKey,
    InterventionCosts,
    LineKey,
    MapGroup,
    MapLine,
    MemberKind,
    NoteKey,
    NoteRow,
    NotesBy,
    map_findings,
    read_map,
)
from mellanrum.books.map_forms import map_from_json, map_to_json, map_to_toml, with_account_on_line

DAY = date(2025, 12, 31)
FILE = "karta"

prefixes = st.text("0123456789AÅö", min_size=1, max_size=5)
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
slugs = st.text("abz09_", min_size=1, max_size=6).filter(lambda key: key not in RESERVED_AREAS)
lines = st.sampled_from(get_args(LineKey))


def distinct(values: st.SearchStrategy[str], least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(values, min_size=least, max_size=4, unique=True).map(tuple)


@st.composite
def shares(draw: st.DrawFn, keys: list[str]) -> dict[str, Decimal]:
    """Shares that add up to 1, written with few decimals or many."""
    places = draw(st.sampled_from((0, 2, 5, 27)))
    cut = Decimal(draw(st.integers(0, 10**places))).scaleb(-places)
    first, *others = draw(st.permutations(keys))
    return {first: cut, others[0]: 1 - cut} if others else {first: Decimal("1.00")}


@st.composite
def maps(draw: st.DrawFn) -> AssociationMap:
    """Draw a map without faults."""
    on_lines = draw(distinct(prefixes))
    keys = list(draw(distinct(slugs, least=1)))
    centres = draw(distinct(texts))
    area = [
        Area(
            key=key,
            label=draw(texts),
            kind=draw(st.sampled_from(get_args(AreaKind))),
            cost_centres=centres if key == keys[0] else (),
        )
        for key in keys
    ]
    begins = draw(st.dates(date(1994, 1, 1), date(2100, 1, 1)))
    ends = draw(st.none() | st.integers(0, 900).map(lambda days: begins + timedelta(days)))
    return AssociationMap(
        chart=draw(st.none() | st.sampled_from(get_args(ChartName))),
        notes_by=draw(st.none() | st.sampled_from(get_args(NotesBy))),
        line=tuple(MapLine(prefixes=(prefix,), line=draw(lines)) for prefix in on_lines),
        group=(MapGroup(prefixes=draw(distinct(prefixes, 1)), group=draw(st.sampled_from(get_args(GroupKey)))),),
        note_row=(
            NoteRow(
                note=draw(st.sampled_from(get_args(NoteKey))), label=draw(texts), prefixes=draw(distinct(prefixes, 1))
            ),
        ),
        area=tuple(area),
        allocation=(
            Allocation(
                valid_from=begins,
                valid_to=ends,
                decision=draw(texts),
                cost_centres=draw(distinct(texts)),
                shares=draw(shares(keys)),
            ),
        ),
        contributor=(
            Contributor(member=draw(st.sampled_from(get_args(MemberKind))), accounts=draw(distinct(prefixes, 1))),
        ),
        intervention=(
            InterventionCosts(
                key=draw(slugs),
                label=draw(texts),
                cost_centres=draw(distinct(texts)),
                accounts=draw(distinct(prefixes)),
            ),
        ),
    )


@given(maps())
def test_map_through_json_is_the_map(own: AssociationMap) -> None:
    assert map_from_json(map_to_json(own), FILE) == (own, ())


@given(maps())
def test_map_through_toml_is_the_map(own: AssociationMap) -> None:
    assert read_map(map_to_toml(own), FILE) == (own, ())


def test_nothing_stays_nothing() -> None:
    assert (map_to_json(NO_MAP), map_to_toml(NO_MAP)) == ("{}", b"")


def test_toml_reads_as_people_write_it() -> None:
    own = AssociationMap(
        chart="bas",
        line=(MapLine(prefixes=("50", "5110"), line="costs"),),
        allocation=(Allocation(valid_from=DAY, decision='§ "x"', shares={"a": Decimal("0.30"), "b": Decimal("0.7")}),),
    )

    assert map_to_toml(own).decode().splitlines() == [
        'chart = "bas"',
        "[[line]]",
        'prefixes = ["50", "5110"]',
        'line = "costs"',
        "",
        "[[allocation]]",
        "from = 2025-12-31",
        'decision = "§ \\"x\\""',
        "shares = { a = 0.30, b = 0.7 }",
    ]


@pytest.mark.parametrize("share", ["0.1E-70", "1E+0", "0E+5", "0." + "0" * 70 + "1"])
def test_decimal_that_toml_has_no_number_for(share: str) -> None:
    own = AssociationMap(
        area=(Area(key="a", label="A", kind="project"), Area(key="b", label="B", kind="project")),
        allocation=(Allocation(valid_from=DAY, decision="§", shares={"a": Decimal(share), "b": 1 - Decimal(share)}),),
    )

    assert read_map(map_to_toml(own), FILE)[0] == map_from_json(map_to_json(own), FILE)[0] == own


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "rules.not_json"),
        ('{"chart": "bas"', "rules.not_json"),
        ("[" * 100_000, "rules.out_of_bounds"),
        ('{"chart": 1e999}', "rules.out_of_bounds"),
        ('{"chart": NaN}', "rules.not_a_choice"),
        ("null", "rules.out_of_bounds"),
        ("[]", "rules.wrong_value"),
        ('{"chart": "\\ud800"}', "rules.wrong_value"),
        ('{"colour": "blue"}', "rules.unknown_key"),
        ('{"line": [{"prefixes": ["50", "50"], "line": "costs"}]}', "map.prefix_twice"),
    ],
)
def test_json_fault(text: str, code: str) -> None:
    read, (item,) = map_from_json(text, FILE)

    assert (read, item.code, item.place.file) == (None, code, FILE)


@given(st.text(max_size=60))
def test_json_garbage_never_raises(text: str) -> None:
    map_from_json(text, FILE)


def on_line(text: str) -> AssociationMap:
    """Make a map of "50 costs, 51 revenue"."""
    rows = (pair.split() for pair in text.split(", ") if pair)
    return AssociationMap.model_validate({"line": [{"prefixes": row[:-1], "line": row[-1]} for row in rows]})


@pytest.mark.parametrize(
    ("before", "account", "line", "after"),
    [
        ("", "5010", "costs", "5010 costs"),
        ("50 costs", "5010", "revenue", "50 costs, 5010 revenue"),
        ("50 costs", "5010", "costs", "50 5010 costs"),
        ("50 costs, 5010 revenue", "5010", "costs", "50 5010 costs"),
        ("5010 costs, 501 50101 revenue", "5010", None, "501 50101 revenue"),
        ("50 5010 costs", "5010", None, "50 costs"),
        ("50 costs", "5010", None, "50 costs"),
        ("5010 costs, 51 costs", "5010", "costs", "5010 costs, 51 costs"),
    ],
)
def test_account_put_on_a_line(before: str, account: str, line: LineKey | None, after: str) -> None:
    assert with_account_on_line(on_line(before), account, line) == on_line(after)


def test_account_number_that_no_map_can_name_is_refused() -> None:
    with pytest.raises(ValueError, match="prefixes"):
        with_account_on_line(NO_MAP, "5 0", "costs")


@given(maps(), prefixes, lines)
def test_account_stands_where_it_was_put_and_nothing_else_moves(
    own: AssociationMap, account: str, line: LineKey
) -> None:
    moved = with_account_on_line(own, account, line)
    taken_back = with_account_on_line(moved, account, None)

    assert account_map("bas", DAY, moved).line_of(account) == line
    assert map_findings(moved, FILE) == ()
    assert taken_back == with_account_on_line(own, account, None)
    assert moved.model_copy(update={"line": ()}) == own.model_copy(update={"line": ()})
    choices, before = account_map("bas", DAY, moved).lines, account_map("bas", DAY, own).lines
    assert {k: v for k, v in choices.items() if k != account} == {k: v for k, v in before.items() if k != account}


def test_json_has_decimals_as_texts() -> None:
    key = Allocation(valid_from=DAY, decision="§", shares={"a": Decimal("1.00")})

    written = json.loads(map_to_json(AssociationMap(allocation=(key,))))

    assert written == {"allocation": [{"from": "2025-12-31", "decision": "§", "shares": {"a": "1.00"}}]}
