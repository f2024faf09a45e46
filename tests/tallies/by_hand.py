"""Ledgers made by hand: every entry where it belongs, every period shown."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from mellanrum.tallies.calendar import PeriodKind
from mellanrum.tallies.cells import Cell, cells_of
from mellanrum.tallies.entries import Entry, Given
from mellanrum.tallies.ledger import STOCK, TOTAL, Count, Ledger, Month, Part, empty_ledger
from mellanrum.tallies.rules import Answer
from mellanrum.tallies.scheme import Own, Scheme, scheme_of
from mellanrum.tallies.sex import Sex

DAY = date(2025, 12, 31)
PLACES = ("degerfors_kommun", "karlskoga_kommun")


def a_scheme(own: Own | None = None, day: date = DAY) -> Scheme:
    places = tuple(Answer(key=key, label=key.title()) for key in PLACES)
    steps = (Answer(key="coachingteamet", label="Coachingteamet"),)
    return scheme_of(own or Own(answers={"municipality": places, "next_step": steps}), day)


def entries(
    event: str,
    women: int,
    men: int = 0,
    *,
    other: int = 0,
    month: date = date(2025, 3, 1),
    answers: Mapping[str, Sequence[tuple[Given, int]]] | None = None,
) -> list[Entry]:
    """As many entries; the answers to each question are dealt in order: [(answer, how many), …]."""
    sexes = [Sex.WOMAN] * women + [Sex.MAN] * men + [Sex.OTHER] * other
    dealt = {key: [each for each, number in given for _ in range(number)] for key, given in (answers or {}).items()}
    return [
        Entry(event, month, sex, {key: given[at] for key, given in dealt.items() if at < len(given)})
        for at, sex in enumerate(sexes)
    ]


def a_ledger(
    year: int,
    counted: Iterable[Entry],
    scheme: Scheme,
    *,
    kind: PeriodKind = PeriodKind.HALF_YEAR,
    opening: Iterable[Entry] | None = None,
    is_shown: bool = True,
) -> Ledger:
    """A year of entries, with every period in a snapshot (unless not `is_shown`); `opening` are starts of before."""
    ledger = empty_ledger(year, kind)
    months = [Counter[tuple[str, Sex]]() for _ in range(12)]
    places = [Counter[tuple[str, str]]() for _ in range(12)]
    cells = [Counter[Cell]() for _ in range(kind.in_year)]
    for entry in counted:
        at = entry.month.month - 1
        months[at][entry.event, entry.sex] += 1
        given = entry.answers.get("municipality", ())
        for place in given if isinstance(given, tuple) else ():
            places[at][entry.event, place] += 1
        of_part = cells[kind.number_of(at + 1) - 1]
        of_part.update(cells_of(entry, scheme))
        of_part[Cell(entry.event, TOTAL, TOTAL, "", entry.sex.in_tables)] += 1
    return replace(
        ledger,
        months=tuple(
            Month({key: Count(number) for key, number in counts.items()}, dict(of_places), reported={})
            for counts, of_places in zip(months, places, strict=True)
        ),
        parts=tuple(Part(dict(own), by_event(own) if is_shown else {}, is_locked=is_shown) for own in cells),
        opening=None if opening is None else stock_of(opening, scheme),
    )


def by_event(cells: Mapping[Cell, int]) -> dict[str, dict[Cell, int]]:
    found: dict[str, dict[Cell, int]] = {}
    for cell, number in cells.items():
        found.setdefault(cell.event, {})[cell] = number
    return found


def stock_of(starts: Iterable[Entry], scheme: Scheme) -> dict[Cell, int]:
    """The opening stock of those who started before."""
    found: Counter[Cell] = Counter()
    stock = {rule.key for rule in scheme.tables_of("start") if rule.stock}
    for entry in starts:
        found[Cell(STOCK, TOTAL, TOTAL, "", entry.sex)] += 1
        for cell, number in cells_of(entry, scheme).items():
            if cell.table in stock:
                found[cell._replace(event=STOCK)] += number
    return dict(found)


def with_month(ledger: Ledger, number: int, month: Month) -> Ledger:
    months = list(ledger.months)
    months[number - 1] = month
    return replace(ledger, months=tuple(months))
