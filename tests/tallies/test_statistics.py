"""Statistics tables: counts and shares of what may be shown, with their base."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from mellanrum.tallies.following import Followed
from mellanrum.tallies.ledger import Count, Month
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.spans import of_years
from mellanrum.tallies.statistics import StatCell, StatTable, share, table
from mellanrum.tallies.totals import all_during, flow_of
from tallies.by_hand import a_ledger, a_scheme, entries, with_month

SCHEME = a_scheme()
EDUCATION = [(("primary",), 6), (("secondary",), 4)]


def followed(*ledgers: object, key: str = "x", **other: object) -> Followed:
    return Followed(key, key.title(), ledgers=ledgers, **other)  # type: ignore[arg-type]  # as handed in


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
    given = [(("no_public",), 5), (("sickness_benefit", "social_assistance"), 3), ((), 2)]
    ledger = a_ledger(2025, entries("guidance", 10, answers={"livelihood_before": given}), SCHEME)

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
