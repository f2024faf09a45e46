"""The example's follow-up gives the published totals exactly, from entries that belong to nobody."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cache

import pytest

from mellanrum.composition.example_followup import Counted, entries_of, follow_up_example
from mellanrum.composition.example_ledgers import Decided, example_ledgers
from mellanrum.tallies.calendar import Locking, PeriodKind
from mellanrum.tallies.ledger import Ledger
from mellanrum.tallies.rules import WITHHELD, Answer
from mellanrum.tallies.scheme import Own, Scheme, scheme_of
from mellanrum.tallies.sex import Sex
from mellanrum.tallies.stock import Flow, flow

OWN = Own(
    answers={
        "municipality": (
            Answer(key="degerfors_kommun", label="Degerfors kommun"),
            Answer(key="karlskoga_kommun", label="Karlskoga kommun"),
        ),
        "next_step": (Answer(key="coachingteamet", label="Coachingteamet"),),
    }
)
LATER = date(2026, 11, 27)


@cache
def scheme(year: int) -> Scheme:
    return scheme_of(OWN, date(year, 12, 31))


@cache
def ledgers() -> Mapping[tuple[str, int], Ledger]:
    return example_ledgers(follow_up_example(), Decided(scheme, PeriodKind.HALF_YEAR, Locking(), 5), LATER)


def shown(key: str, year: int, event: str, table: str) -> dict[str, int]:
    """What the snapshots of a year show of a table, women and men together; crossed answers as a×b."""
    found: Counter[str] = Counter()
    for part in ledgers()[key, year].parts:
        for cell, number in part.snapshots.get(event, {}).items():
            if cell.table == table:
                found[f"{cell.answer}×{cell.across}" if cell.across else cell.answer] += number
    return dict(found)


def a_year(year: int, sex: Sex | None = None) -> Flow:
    own = tuple(ledger for (key, _), ledger in ledgers().items() if key == "coachingteamet")
    return flow(own, date(year, 1, 1), date(year, 12, 1), sex)


def test_flow_of_2025_with_its_correction() -> None:
    assert a_year(2025) == Flow(opening=119, started=99, ended=84, corrected=-20)
    assert a_year(2025).closing == 114


def test_flow_of_2024_and_2023() -> None:
    years = {year: a_year(year) for year in (2023, 2024)}

    assert {year: (each.opening + each.started, each.ended, each.closing) for year, each in years.items()} == {
        2023: (183, 63, 120),
        2024: (187, 68, 119),
    }


def test_2023_by_sex() -> None:
    both = [a_year(2023, sex) for sex in (Sex.WOMAN, Sex.MAN)]

    assert [each.opening + each.started for each in both] == [114, 69]


def test_starts_of_2025() -> None:
    ages = shown("coachingteamet", 2025, "start", "age_band")

    assert (a_year(2025, Sex.WOMAN).started, a_year(2025, Sex.MAN).started) == (53, 46)
    assert sum(ages[band] for band in ("16_19", "20_24", "25_29")) == 67
    assert shown("coachingteamet", 2025, "start", "municipality") == {"degerfors_kommun": 20, "karlskoga_kommun": 79}
    assert shown("coachingteamet", 2025, "start", "livelihood_before") == {
        "no_public": 50,
        "sickness_benefit": 24,
        "social_assistance": 16,
        "activity_compensation": 9,
        "asked": 99,
    }


def test_time_of_those_who_ended_in_2025() -> None:
    bands = shown("coachingteamet", 2025, "end", "months_band")
    short = sum(bands[band] for band in ("0_2", "3_5", "6_8", "9"))

    assert (short, 84 - short, bands["24_29"] + bands["30_35"]) == (41, 43, 23)


def test_guidances_of_2025() -> None:
    contacts = shown("mottagningsteamet", 2025, "guidance", "contacts")
    asked = ("school", "social_insurance", "psychiatry", "social_services", "none", "asked")

    assert [contacts[each] for each in asked] == [40, 33, 32, 29, 3, 119]
    assert shown("mottagningsteamet", 2025, "guidance", "next_step")["coachingteamet"] == 109
    assert shown("mottagningsteamet", 2025, "guidance", "age_band")["20_24"] == 48
    assert shown("mottagningsteamet", 2025, "guidance", "livelihood")["no_public"] == 60


def test_ends_and_screening_of_2023() -> None:
    reasons = shown("coachingteamet", 2023, "end", "end_reason")
    rehabilitation = reasons["rehabilitation_municipality"] + reasons["rehabilitation_state"]
    left = reasons["moved"] + reasons["parental_leave"]

    assert [reasons[each] for each in ("studies", "work", "labour_market", "care")] == [13, 8, 4, 19]
    assert (rehabilitation, left, sum(reasons.values())) == (17, 2, 63)
    assert shown("coachingteamet", 2023, "screening", "outcome") == {
        "at_least_one_yes": 282,
        "all_no": 107,
        "declined": 8,
    }


def test_nothing_of_the_published_years_is_withheld() -> None:
    cells = [
        cell for (_, year), ledger in ledgers().items() if year < 2026 for part in ledger.parts for cell in part.cells
    ]

    assert [cell for cell in cells if WITHHELD in cell] == []


ENTRIES = [each for each in follow_up_example().counted if each.event not in {"stock", "correction"}]


@pytest.mark.parametrize("counted", ENTRIES, ids=lambda each: f"{each.intervention}-{each.event}-{each.year}")
def test_entries_are_the_same_every_time(counted: Counted) -> None:
    usual = follow_up_example().usual

    assert entries_of(counted, usual, scheme(2025)) == entries_of(counted, usual, scheme(2025))


def test_month_at_hand_is_not_counted() -> None:
    months = ledgers()["coachingteamet", 2026].months

    assert [bool(month.counts) for month in months] == [True] * 10 + [False] * 2
