"""Statistics tables: counts and shares of what may be shown, with their base."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from mellanrum.tallies.cells import Cell
from mellanrum.tallies.counting import transfer
from mellanrum.tallies.entries import Entry
from mellanrum.tallies.following import Followed
from mellanrum.tallies.ledger import TOTAL, Count, Ledger, Month, Part, empty_ledger
from mellanrum.tallies.locking import take_snapshots
from mellanrum.tallies.means import MeanCell, mean
from mellanrum.tallies.merging import band_sets, limit_rows, limited, merged, set_rows, sets_of
from mellanrum.tallies.months import month_table, municipal_months
from mellanrum.tallies.rules import WITHHELD, Answer, Band, TableRule
from mellanrum.tallies.scheme import AnswerSet, Own
from mellanrum.tallies.sex import SLOTS, Sex
from mellanrum.tallies.spans import of_years
from mellanrum.tallies.statistics import Break, StatCell, StatTable, cost_per, share, table
from mellanrum.tallies.stock import stock_cells
from mellanrum.tallies.totals import all_during, flow_of
from tallies.by_hand import a_ledger, a_scheme, entries, with_month

SCHEME = a_scheme()
EDUCATION = [(("primary",), 6), (("secondary",), 4)]


def followed(*ledgers: Ledger, key: str = "x") -> Followed:
    return Followed(key, key.title(), ledgers=ledgers)


def numbers(made: StatTable | None, sex: Sex | None = None) -> dict[str, int | None]:
    assert made is not None
    return {row.key: row.cells[sex].number for row in made.rows if row.cells[sex].number != 0}


def test_table_counts_answers_with_their_share_of_the_base() -> None:
    ledger = a_ledger(2025, entries("start", 6, 5, answers={"education": EDUCATION}), SCHEME)

    made = table([followed(ledger)], "started", "education", [2025], SCHEME, 5)

    assert numbers(made) == {"primary": 6, "secondary": 4, "missing": 1}
    assert made is not None
    assert made.base == {None: 11, Sex.WOMAN: 6, Sex.MAN: 5, Sex.UNSPLIT: 0}
    assert made.total == {None: 11, Sex.WOMAN: 6, Sex.MAN: 5}
    row = made.row("primary")
    assert row is not None
    assert row.cells[None] == StatCell(6, Decimal(6) / 11)
    assert row.cells[Sex.WOMAN] == StatCell(6, Decimal(1))
    assert (made.state, made.has_split, made.columns) == ("shown", True, (None, Sex.WOMAN, Sex.MAN))


def test_table_under_the_threshold_shows_its_total_only() -> None:
    ledger = a_ledger(2025, entries("start", 4, answers={"education": EDUCATION}), SCHEME)

    made = table([followed(ledger)], "started", "education", [2025], SCHEME, 5)

    assert made is not None
    assert (made.state, made.total[None]) == ("too_few", 4)
    assert {row.cells[None] for row in made.rows} == {StatCell()}


def test_sex_under_the_threshold_has_no_split() -> None:
    ledger = a_ledger(2025, entries("start", 6, 4, answers={"education": EDUCATION}), SCHEME)

    made = table([followed(ledger)], "started", "education", [2025], SCHEME, 5)

    assert made is not None
    assert (made.has_split, made.columns, made.base[Sex.WOMAN]) == (False, (None,), None)
    assert numbers(made) == {"primary": 6, "secondary": 4}
    assert {row.cells[Sex.WOMAN] for row in made.rows} == {StatCell()}


def test_live_cells_are_never_shown() -> None:
    ledger = a_ledger(2025, entries("start", 6, 6, answers={"education": EDUCATION}), SCHEME, is_shown=False)

    made = table([followed(ledger)], "started", "education", [2025], SCHEME, 5)

    assert made is not None
    assert (made.state, made.waiting, made.base[None], made.total[None]) == ("waiting", 12, 0, 12)
    assert {row.cells[None] for row in made.rows} == {StatCell()}


def test_counts_are_aggregated_never_shares() -> None:
    """56 of 59 and 16 of 33 is 72 of 92 = 78 %, not the mean of 95 and 49."""
    ledgers = [
        a_ledger(
            2025,
            entries(
                "follow_up_6",
                n,
                answers={"consented": [(("yes",), n)], "answered": [(("yes",), yes), (("no",), n - yes)]},
            ),
            SCHEME,
        )
        for n, yes in ((59, 56), (33, 16))
    ]
    both = [followed(ledger, key=key) for key, ledger in zip("ab", ledgers, strict=True)]

    made = table(both, "follow_up_6", "answered", [2025], SCHEME, 5)

    assert made is not None
    row = made.row("yes")
    assert row is not None
    assert row.cells[None] == StatCell(72, Decimal(72) / 92)


def test_stock_moves_and_is_told_by_attribute() -> None:
    before = entries("start", 12, 8, answers={"education": [(("primary",), 15), (("none",), 5)]})
    now = [
        *entries("start", 6, 5, answers={"education": [(("secondary",), 11)]}),
        *entries("end", 5, 5, month=date(2025, 9, 1), answers={"education": [(("primary",), 10)]}),
    ]
    ledger = a_ledger(2025, now, SCHEME, opening=before)
    ledger = with_month(ledger, 1, replace(ledger.month(1), stock_corrected={Sex.WOMAN: -2}))
    one = [followed(ledger)]

    stock = flow_of(one, of_years([2025]))

    assert (stock.opening, stock.started, stock.ended, stock.corrected, stock.closing) == (20, 11, 10, -2, 19)
    assert all_during(one, of_years([2025])) == 29
    assert numbers(table(one, "ongoing", "education", [2025], SCHEME, 5)) == {
        "none": 5,
        "primary": 5,
        "secondary": 11,
        "missing": -2,
    }
    assert numbers(table(one, "all", "education", [2025], SCHEME, 5)) == {
        "none": 5,
        "primary": 15,
        "secondary": 11,
        "missing": -2,
    }


def test_several_answers_have_their_share_of_those_asked() -> None:
    dealt = [(("no_public",), 5), (("sickness_benefit", "social_assistance"), 3), ((), 2)]
    ledger = a_ledger(2025, entries("guidance", 10, answers={"livelihood_before": dealt}), SCHEME)

    made = table([followed(ledger)], "guidance", "livelihood", [2025], SCHEME, 5)

    assert made is not None
    assert (made.is_several, made.base[None]) == (True, 10)
    assert numbers(made) == {"sickness_benefit": 3, "social_assistance": 3, "no_public": 5, "missing": 2}


def test_share_of_nothing_is_none() -> None:
    assert share(0, 0) is None
    assert share(1, 8) == Decimal("0.125")


def test_table_of_a_part_is_of_its_months() -> None:
    counted = [*entries("start", 6, 5), *entries("start", 7, month=date(2025, 7, 1))]
    ledger = with_month(a_ledger(2025, counted, SCHEME), 8, Month({("start", Sex.MAN): Count(0, 2, -1)}))

    made = table([followed(ledger)], "started", "education", [2025], SCHEME, 5, part=2)

    assert made is not None
    assert (made.total, made.base[None]) == ({None: 8, Sex.WOMAN: 7, Sex.MAN: 1}, 7)


def test_answer_withheld_at_lock_is_counted_and_told_of_nobody() -> None:
    ledger = a_ledger(2025, entries("start", 6, 6, answers={"education": EDUCATION}), SCHEME)
    rest = {
        Cell("start", "education", WITHHELD, "", Sex.UNSPLIT): 2,
        Cell("start", TOTAL, TOTAL, "", Sex.UNSPLIT): 2,
    }
    last = replace(ledger.parts[1], cells=rest, snapshots={"start": rest})

    made = table([followed(replace(ledger, parts=(ledger.parts[0], last)))], "started", "education", [2025], SCHEME, 5)

    assert made is not None
    assert (made.base[None], made.has_split) == (14, True)
    assert made.columns == (None, Sex.WOMAN, Sex.MAN, Sex.UNSPLIT)
    assert numbers(made) == {"primary": 6, "secondary": 4, "missing": 2, WITHHELD: 2}
    assert numbers(made, Sex.UNSPLIT) == {WITHHELD: 2}


def test_several_without_a_split_hide_it_where_they_are_few() -> None:
    ledger = a_ledger(2025, entries("start", 6, 6, other=3, answers={"education": [(("primary",), 15)]}), SCHEME)

    made = table([followed(ledger)], "started", "education", [2025], SCHEME, 5)

    assert made is not None
    assert (made.base[None], made.has_split) == (15, False)


def test_table_tells_from_when_it_and_its_answers_are_counted() -> None:
    new = Answer(key="distance", label="Distans", valid_from=date(2025, 7, 1))
    rule = TableRule(
        key="own",
        event="start",
        label="Egen",
        questions=("education",),
        valid_from=date(2025, 4, 1),
        reference="Beslut",
    )
    scheme = a_scheme(Own(answers={"education": (new,)}, tables=(rule,)))

    made = table([followed(a_ledger(2025, entries("start", 9), scheme))], "started", "own", [2025], scheme, 5)

    assert made is not None
    assert made.breaks == (
        Break(date(2025, 4, 1), "", "Egen"),
        Break(date(2025, 7, 1), "distance", "Distans"),
    )
    row = made.row("distance")
    assert row is not None
    assert (row.label, row.is_own_label) == ("Distans", True)


def test_merged_bands_are_sums_of_their_parts() -> None:
    ages = [(17, 3), (22, 4), (29, 2), (45, 6), (70, 1)]
    ledger = a_ledger(2025, entries("start", 9, 9, answers={"age": ages}), SCHEME)
    made = table([followed(ledger)], "started", "age_band", [2025], SCHEME, 5)
    assert made is not None
    [bands] = band_sets("age_band")

    broad = merged(made, bands, SCHEME)

    assert numbers(broad) == {"16_29": 9, "45_59": 6, "67_up": 1, "missing": 2}
    assert broad.base == made.base
    assert [(row.key, row.cells[None].number) for row in limit_rows(made, SCHEME)] == [("under_30", 9)]


def test_limit_that_divides_a_band_is_not_told() -> None:
    assert [each.key for each in limited("months_band", SCHEME)] == [
        "at_most_9",
        "at_most_18",
        "at_least_12",
        "at_least_24",
    ]
    bands = (Band(key="all", label="All", low=0),)
    coarse = {**SCHEME.questions, "months_band": SCHEME.questions["months_band"].model_copy(update={"bands": bands})}

    assert limited("months_band", replace(SCHEME, questions=coarse)) == ()


def test_named_sets_may_overlap_and_own_ones_go_first() -> None:
    own = AnswerSet("self_support", "Egen försörjning", "end_reason", frozenset({"work", "studies"}))
    step = AnswerSet("step", "Stegförflyttning", "end_reason", frozenset({"work", "studies", "care"}))
    scheme = a_scheme(Own(sets=(own, step)))
    dealt = [(("work",), 4), (("studies",), 3), (("labour_market",), 2), (("care",), 1)]
    ledger = a_ledger(2025, entries("end", 10, answers={"end_reason": dealt}), scheme)
    made = table([followed(ledger)], "ended", "end_reason", [2025], scheme, 5)
    assert made is not None

    rows = {row.key: row.cells[None].number for row in set_rows(made, sets_of("end_reason", scheme))}

    assert rows == {"self_support": 7, "rehabilitation": 0, "care": 1, "other": 0, "step": 8}


def test_stock_shown_is_that_of_the_engine_when_all_is_locked() -> None:
    before = entries("start", 20, 20, answers={"education": [(("primary",), 30)]})
    now = [*entries("start", 8, 7, answers={"education": EDUCATION}), *entries("end", 6, 6, month=date(2025, 8, 1))]
    ledger = a_ledger(2025, now, SCHEME, opening=before)

    made = table([followed(ledger)], "ongoing", "education", [2025], SCHEME, 5)

    assert made is not None
    cells = stock_cells([ledger], date(2025, 12, 1), SCHEME, shown=True)
    engine: Counter[str] = Counter()
    for cell, number in cells.items():
        if cell.table == "education":
            engine[cell.answer] += number
    assert numbers(made) == dict(engine)
    assert made.base[None] == sum(engine.values()) == made.total[None]


def test_carried_over_are_neither_started_nor_ended() -> None:
    """Moved between two of the interventions asked for they count once; from outside they have come."""
    stock = {
        Cell("stock", TOTAL, TOTAL, "", Sex.WOMAN): 6,
        Cell("stock", "education", "primary", "", Sex.WOMAN): 6,
    }
    old = a_ledger(2025, [], SCHEME, opening=entries("start", 6, answers={"education": [(("primary",), 6)]}))
    opened = replace(old, months=tuple(Month() for _ in range(12)), parts=(Part(), Part()))
    source, target = transfer(opened, empty_ledger(2025), 3, "old", "new", stock)
    source, target = take_snapshots(source, 5), take_snapshots(target, 5)
    source = replace(source, months=tuple(replace(month, reported={}) for month in source.months))
    both = [followed(source, key="old"), followed(target, key="new")]

    assert all_during(both, of_years([2025])) == 6
    assert all_during(both[1:], of_years([2025])) == 6
    assert numbers(table(both, "all", "education", [2025], SCHEME, 5)) == {"primary": 6}
    assert numbers(table(both[1:], "all", "education", [2025], SCHEME, 5)) == {"primary": 6}
    assert numbers(table(both[1:], "ongoing", "education", [2025], SCHEME, 5)) == {"primary": 6}
    assert flow_of(both, of_years([2025])).transferred == 0


def test_months_add_up_and_levels_do_not() -> None:
    ledger = a_ledger(2025, [*entries("start", 3), *entries("start", 2, 1, month=date(2025, 5, 1))], SCHEME)
    waiting = with_month(
        ledger, 5, replace(ledger.month(5), counts={**ledger.month(5).counts, ("waiting", Sex.UNSPLIT): Count(4)})
    )

    made = month_table([followed(waiting)], [2025], {"start": "Started", "ongoing": "", "waiting": ""}, ["waiting"])

    started, ongoing, queue = made.rows
    assert [cell.number() for cell in started.cells] == [0, 0, 3, 0, 3, 0, 0, 0, 0, 0, 0, 0]
    assert [cell.cumulated[None] for cell in started.cells][-1] == started.total[None].net == 6
    assert started.cells[4].number(Sex.MAN) == 1
    assert [cell.number() for cell in ongoing.cells] == [0, 0, 3, 3, *[6] * 8]
    assert (queue.cells[4].cumulated[None], ongoing.total[None].net) == (4, 6)


def test_municipal_months_are_without_sex() -> None:
    dealt = [(("karlskoga_kommun",), 4), (("degerfors_kommun",), 1)]
    ledger = a_ledger(2025, entries("start", 3, 2, answers={"municipality": dealt}), SCHEME)

    assert municipal_months([followed(ledger)], [2025], "start") == {
        "karlskoga_kommun": {date(2025, 3, 1): 4},
        "degerfors_kommun": {date(2025, 3, 1): 1},
    }


def test_mean_of_few_is_not_shown() -> None:
    ledger = a_ledger(2025, entries("start", 9, 9, answers={"age": [(30, 4)]}), SCHEME)

    found = mean([followed(ledger)], "started", "age", [2025], SCHEME, 5)

    assert found is not None
    assert (found.is_shown, found.cells[None]) == (False, MeanCell())


def test_cost_per_participation_is_by_the_base_handed_in() -> None:
    assert cost_per(Decimal("1000.50"), 4) == Decimal("250.125")
    assert cost_per(Decimal(1), 0) is None


PLAN = st.lists(
    st.tuples(
        st.sampled_from(["start", "end"]),
        st.sampled_from([Sex.WOMAN, Sex.MAN, Sex.OTHER]),
        st.integers(1, 12),
        st.sampled_from([None, "none", "primary", "secondary"]),
    ),
    max_size=80,
)


@settings(max_examples=60, deadline=None)
@given(plan=PLAN, threshold=st.integers(1, 6))
def test_laws_of_tables(plan: list[tuple[str, Sex, int, str | None]], threshold: int) -> None:
    """Sexes and unsplit are all; rows are the base; a year is the sum of its periods; two are the sum of each."""
    counted = [
        Entry(event, date(2025, month, 1), sex, {"education": (answer,)} if answer else {})
        for event, sex, month, answer in plan
    ]
    one = followed(a_ledger(2025, counted, SCHEME, opening=entries("start", 40)), key="a")
    for what in ("started", "ended", "ongoing", "all"):
        year = table([one], what, "education", [2025], SCHEME, threshold)
        assert year is not None
        assert year.base[None] == year.total[None]
        if year.state != "shown":
            assert {row.cells[None] for row in year.rows} <= {StatCell(), StatCell(0, None)}
            continue
        for slot in year.columns:
            assert sum(row.cells[slot].number or 0 for row in year.rows) == year.base[slot]
        if year.has_split:
            assert sum(year.base[slot] or 0 for slot in SLOTS) == year.base[None]
        both = table([one, replace(one, key="b")], what, "education", [2025], SCHEME, threshold)
        assert {key: 2 * (number or 0) for key, number in numbers(year).items()} == numbers(both)
    for what in ("started", "ended"):
        year, *parts = (table([one], what, "education", [2025], SCHEME, 1, part) for part in (None, 1, 2))
        assert year is not None
        assert year.base[None] == sum(each.base[None] or 0 for each in parts if each)


def test_opening_stock_that_may_still_be_changed_is_in_totals_only() -> None:
    stock = entries("start", 9, answers={"education": [(("primary",), 9)]})
    ledger = a_ledger(2025, entries("start", 6, answers={"education": [(("primary",), 6)]}), SCHEME, opening=stock)
    may_change = replace(ledger, months=tuple(replace(month, reported=None) for month in ledger.months))

    counted = [numbers(table([followed(each)], "all", "education", [2025], SCHEME, 5)) for each in (may_change, ledger)]

    assert counted == [{"primary": 6, "missing": 9}, {"primary": 15}]
    assert all_during([followed(may_change)], of_years([2025])) == 15
