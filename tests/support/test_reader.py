"""The reader rebuilds what is there to be rebuilt: else it would prove nothing that it finds nobody."""

from dataclasses import replace
from datetime import date

from mellanrum.tallies.cells import Cell
from mellanrum.tallies.counting import count
from mellanrum.tallies.entries import Entry, Given
from mellanrum.tallies.ledger import TOTAL, Ledger, empty_ledger
from mellanrum.tallies.locking import take_snapshots
from mellanrum.tallies.rules import WITHHELD, Answer
from mellanrum.tallies.scheme import Own, scheme_of
from mellanrum.tallies.sex import Sex
from support.reader import (
    Real,
    State,
    alone_in,
    between,
    hits,
    left_by_subtraction,
    live_tables,
    month_differences,
    shown_tables,
    thin_in,
    told_by_months,
    truths,
)

PLACES = ("degerfors_kommun", "karlskoga_kommun")
SCHEME = scheme_of(Own(answers={"municipality": tuple(Answer(key=key, label=key) for key in PLACES)}), date(2025, 1, 1))
EDUCATION = ("none", "primary", "secondary", "university_1")


def an_entry(number: int) -> Entry:
    """Make one of many entries that all differ."""
    answers: dict[str, Given] = {
        "age": 20 + number,
        "education": (EDUCATION[number % 4],),
        "municipality": (PLACES[number % 2],),
    }
    return Entry("start", date(2025, 3, 1), (Sex.WOMAN, Sex.MAN, Sex.OTHER)[number % 3], answers)


ENTRIES = [an_entry(number) for number in range(12)]
TRUE = truths((Real("team", entry, "form") for entry in ENTRIES), SCHEME)


def states(entries: list[Entry], threshold: int) -> list[State]:
    """Count entries one by one, and keep the ledger after each."""
    ledger, found = empty_ledger(2025), list[State]()
    for entry in entries:
        ledger = take_snapshots(count(ledger, entry, SCHEME), threshold)
        found.append({("team", 2025): ledger})
    return found


def test_states_after_each_entry_give_every_entry_back() -> None:
    assert hits(between(map(live_tables, states(ENTRIES, 5))), TRUE) == len(ENTRIES)


def test_what_is_shown_without_a_threshold_gives_every_entry_back() -> None:
    assert hits(between(map(shown_tables, states(ENTRIES, 1))), TRUE) == len(ENTRIES)


def test_what_is_shown_from_the_threshold_gives_nobody_back() -> None:
    assert hits(between(map(shown_tables, states(ENTRIES, 5))), TRUE) == 0


def test_one_who_is_alone_of_a_sex_is_rebuilt_from_one_state() -> None:
    (last,) = states([ENTRIES[0], ENTRIES[1], ENTRIES[4], ENTRIES[7]], 5)[-1:]

    found = [guess for (slug, *_), cells in live_tables(last).items() for guess in alone_in(slug, cells)]

    assert (len(found), hits(found, TRUE)) == (1, 1)
    assert [thin_in(cells, 5) for cells in live_tables(last).values()] == [4]


def test_months_after_each_entry_give_sex_and_municipality() -> None:
    told = month_differences(states(ENTRIES, 5))

    assert hits((guess for slug, months in told for guess in told_by_months(slug, months)), TRUE) == len(ENTRIES)


def test_answer_that_is_withheld_is_found_by_subtraction() -> None:
    woman = [
        Entry("referral", date(2025, 3, 1), Sex.WOMAN, {"referrer": ("psychiatry",), "municipality": (PLACES[0],)})
    ]
    other = Entry("referral", date(2025, 3, 1), Sex.OTHER, {"referrer": ("own",), "municipality": (PLACES[1],)})
    ledger = empty_ledger(2025)
    for entry in (*woman * 5, other):
        ledger = count(ledger, entry, SCHEME)
    leaky = withheld(ledger, Cell("referral", "referrer", "own", "", Sex.UNSPLIT))

    found = list(left_by_subtraction("team", leaky, SCHEME))

    assert hits(found, truths([Real("team", other, "form")], SCHEME)) == 1


def withheld(ledger: Ledger, answer: Cell) -> Ledger:
    """Show a period with one answer hidden in its own table, and left in a crossing."""
    part = ledger.part(1)
    shown = {cell._replace(answer=WITHHELD) if cell == answer else cell: number for cell, number in part.cells.items()}
    assert any(cell.table == TOTAL for cell in shown)
    parts = (replace(part, snapshots={"referral": shown}), *ledger.parts[1:])
    return replace(ledger, parts=parts)
