"""The reader of everything: tries to rebuild entries from counters that were meant to tell of nobody.

A state is what stood in the ledgers at some moment, by intervention and year. The reader knows how counters are made,
holds as many states as can be had, and does what can be done with them:

    alone_in(slug, cells)             the only one of a sex: the row of ones in the tables is that person
    between(states)                   the same, in what differs between a state and the next
    told_by_months(slug, months)      the only one of a month: sex and municipality stand beside each other
    left_by_subtraction(slug, ledger) who is left when what tables show is taken from the months, or from other tables

What is found are guesses. `hits` counts those that are true: how many of the real entries they rebuild.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mellanrum.tallies.cells import Cell, Cells, cells_of
from mellanrum.tallies.counting import MUNICIPALITY
from mellanrum.tallies.entries import Entry
from mellanrum.tallies.ledger import TOTAL, Count, Ledger, Month, Part, plus
from mellanrum.tallies.rules import ASKED, MISSING, SUM, WITHHELD
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sex import STATED, Sex

State = Mapping[tuple[str, int], Ledger]
"""Ledgers by intervention (its slug) and year."""
Tables = Mapping[tuple[str, int, int, str], Cells]
"""Cells by intervention, year, period and event."""
_OF_THE_WAY_IN = {"also_in", "own_carried"}  # tables that the form fills in by itself: they tell of nobody
Known = frozenset[tuple[str, str, str, str]]


@dataclass(frozen=True, slots=True)
class Guess:
    """Somebody as the reader believes: in which intervention, what happened, and what is known of the one together.

    `known` are cells of tables, as (table, answer, crossed with, sex), or the sex and municipality of a month.
    """

    slug: str
    event: str
    known: Known = field(repr=False)


@dataclass(frozen=True, slots=True)
class Real:
    """An entry that was counted, in an intervention, and how: "form", "service" or "sheet"."""

    slug: str
    entry: Entry
    way: str


def alone_in(slug: str, cells: Cells) -> Iterator[Guess]:
    """Find those who are alone in a slot of sex: in the tables of one event, or in what differs between two states."""
    split = {cell.table for cell in cells if cell.sex is not Sex.UNSPLIT} - {TOTAL}
    for slot, number in _totals(cells).items():
        rows = {cell: n for cell, n in cells.items() if cell.sex is slot and cell.table != TOTAL}
        own = [cell for cell in rows if cell.table in split or not split]
        if abs(number) == 1 and own and not any(cell.answer == WITHHELD for cell in own):
            yield _guess(slug, own, rows)


def thin_in(cells: Cells, threshold: int) -> int:
    """Count those in slots of fewer than the threshold, where answers are told of them, in the tables of one event."""
    told = {cell.sex for cell in cells if cell.table != TOTAL and cell.answer not in {WITHHELD, ASKED}}
    return sum(abs(n) for slot, n in _totals(cells).items() if slot in told and 0 < abs(n) < threshold)


def live_tables(state: State) -> Tables:
    """Take the live tables of a state."""
    return _tables(state, lambda part: part.cells)


def shown_tables(state: State) -> Tables:
    """Take what is shown of a state's tables."""
    return _tables(state, lambda part: {cell: n for cells in part.snapshots.values() for cell, n in cells.items()})


def seen_on_sheets(state: State) -> Tables:
    """Take the tables as whoever fills in the tick sheets knows them: as typed until a form has counted, then shown."""
    return _tables(state, _seen)


def differences(states: Iterable[Tables]) -> Iterator[tuple[str, Cells]]:
    """Give what differs between each state and the next, with its intervention; the first one from nothing."""
    before: Tables = {}
    for after in states:
        for place in before.keys() | after.keys():
            one, other = before.get(place, {}), after.get(place, {})
            if one is not other and one != other:
                yield place[0], plus(other, one, -1)
        before = after


def between(states: Iterable[Tables]) -> Iterator[Guess]:
    """Find those who are alone in what differs between a state and the next."""
    for slug, cells in differences(states):
        yield from alone_in(slug, cells)


def told_by_months(slug: str, months: Iterable[Month]) -> Iterator[Guess]:
    """Find those who are the only one of an event in a month: sex and municipality, and no other answer."""
    for month in months:
        for event in {event for event, _ in month.counts}:
            sexes = {sex: n for sex in STATED if (n := month.counts.get((event, sex), Count()).net)}
            places = {place: n for (key, place), n in month.municipal.items() if key == event and n}
            yield from _pair(slug, event, sexes, places)


def month_differences(states: Iterable[State]) -> Iterator[tuple[str, tuple[Month, ...]]]:
    """Give what differs in the months between each state and the next, with its intervention."""
    before: State = {}
    for after in states:
        for key, ledger in after.items():
            old = before.get(key)
            if old is not ledger:
                were = old.months if old else (Month(),) * 12
                yield key[0], tuple(_less(new, was) for new, was in zip(ledger.months, were, strict=True))
        before = after


def left_by_subtraction(slug: str, ledger: Ledger, scheme: Scheme) -> Iterator[Guess]:
    """Find the one who is left when what is shown is subtracted: from the months, and from tables without a split."""
    for number, part in enumerate(ledger.parts, 1):
        months = [ledger.month(month) for month in ledger.kind.months_of(number)]
        for event in {event for month in months for event, _ in month.counts} & set(scheme.events):
            shown = part.snapshots.get(event, {})
            yield from _left_of_months(slug, event, shown, months)
            yield from _left_of_tables(slug, event, shown, scheme)


def truths(real: Iterable[Real], scheme: Scheme) -> list[frozenset[Guess]]:
    """Give, of each entry, everything that would be a true guess: its tables whole, or its sex with one answer."""
    return [frozenset(_truths(each, scheme)) for each in real]


def hits(guesses: Iterable[Guess], true: Iterable[frozenset[Guess]]) -> int:
    """Count the entries (by their `truths`) that guesses rebuild: each once, however often it is found."""
    found = {guess for guess in guesses if guess.known}
    return sum(not found.isdisjoint(each) for each in true)


def _truths(real: Real, scheme: Scheme) -> Iterator[Guess]:
    entry = real.entry
    cells = {cell: n for cell, n in cells_of(entry, scheme).items() if n}
    yield _guess(real.slug, cells, cells)
    yield _guess(real.slug, [cell for cell in cells if scheme.table(entry.event, cell.table).by_sex], cells)
    given = entry.answers.get(MUNICIPALITY)
    yield from _pair(real.slug, entry.event, {entry.sex: 1}, {given[0] if isinstance(given, tuple) else MISSING: 1})
    for cell in cells:
        yield Guess(real.slug, entry.event, frozenset({("left", cell.table, cell.answer, cell.sex.value)}))


def _guess(slug: str, own: Iterable[Cell], cells: Cells) -> Guess:
    listed = [cell for cell in own if cell.table not in _OF_THE_WAY_IN]
    known = ((cell.table, _told(cell, cells), cell.across, cell.sex.value) for cell in listed)
    return Guess(slug, listed[0].event if listed else "", frozenset(known))


def _told(cell: Cell, cells: Cells) -> str:
    return f"{SUM} {abs(cells[cell])}" if cell.answer == SUM else cell.answer


def _pair(slug: str, event: str, sexes: Mapping[Sex, int], places: Mapping[str, int]) -> Iterator[Guess]:
    if [abs(n) for n in sexes.values()] == [1] == [abs(n) for n in places.values()]:
        (sex,), (place,) = sexes, places
        yield Guess(slug, event, frozenset({("month", place, "", sex.value)}))


def _totals(cells: Cells) -> Mapping[Sex, int]:
    return {cell.sex: number for cell, number in cells.items() if cell.table == TOTAL}


def _tables(state: State, of: Callable[[Part], Cells]) -> Tables:
    found: dict[tuple[str, int, int, str], dict[Cell, int]] = {}
    for (slug, year), ledger in state.items():
        for number, part in enumerate(ledger.parts, 1):
            for cell, amount in of(part).items():
                found.setdefault((slug, year, number, cell.event), {})[cell] = amount
    return found


def _seen(part: Part) -> Cells:
    found = {cell: n for cell, n in part.cells.items() if cell.event not in part.by_form or part.is_locked}
    for event in part.by_form if not part.is_locked else ():
        found.update(part.typed.get(event, part.snapshots.get(event, {})))
    return found


def _less(new: Month, old: Month) -> Month:
    counts = {
        key: Count(new.counts.get(key, Count()).net - old.counts.get(key, Count()).net)
        for key in new.counts.keys() | old.counts.keys()
    }
    return Month(counts, plus(new.municipal, old.municipal, -1))


def _left_of_months(slug: str, event: str, shown: Cells, months: Sequence[Month]) -> Iterator[Guess]:
    """Subtract the municipalities that a period's tables tell from those of its months."""
    sexes: Counter[Sex] = Counter()
    places: Counter[str] = Counter()
    for month in months:
        sexes.update({sex: month.counts.get((event, sex), Count()).net for sex in STATED})
        places.update({place: n for (key, place), n in month.municipal.items() if key == event})
    for cell, number in shown.items():
        if cell.table == MUNICIPALITY and cell.answer != WITHHELD:
            places[cell.answer] -= number
            sexes[Sex.OTHER if cell.sex is Sex.UNSPLIT else cell.sex] -= number
    yield from _pair(slug, event, {sex: n for sex, n in sexes.items() if n}, {at: n for at, n in places.items() if n})


def _left_of_tables(slug: str, event: str, shown: Cells, scheme: Scheme) -> Iterator[Guess]:
    """Subtract a table with a split, whose few are withheld, from a crossing of the same question without one."""
    split = {cell.table for cell in shown if cell.sex is not Sex.UNSPLIT}
    for rule in scheme.tables_of(event):
        for other in scheme.tables_of(event):
            at = other.questions.index(rule.questions[0]) if rule.questions[0] in other.questions else -1
            if len(rule.questions) == 1 and rule.key in split and other.key not in split and at >= 0:
                whole = _by_answer(shown, other.key, at)
                left = plus(whole, _by_answer(shown, rule.key, 0), -1) if whole else {}
                answers = [answer for answer, n in left.items() if n > 0 and answer != WITHHELD]
                if len(answers) == 1:
                    yield Guess(slug, event, frozenset({("left", rule.key, answers[0], Sex.UNSPLIT.value)}))


def _by_answer(cells: Cells, table: str, at: int) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for cell, number in cells.items():
        if cell.table == table:
            found[cell.across if at else cell.answer] += number
    return found
