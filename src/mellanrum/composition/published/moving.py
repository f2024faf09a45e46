"""How many came, went and were there, by group, sex and time: from the months, which are exact."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from mellanrum.composition.published.asking import Asked
from mellanrum.composition.published.times import Times
from mellanrum.disclosure.tables import TOTAL
from mellanrum.tallies.ledger import Count, Month
from mellanrum.tallies.sex import STATED, Sex
from mellanrum.tallies.shown import ALL, ENDED, EVENTS, ONGOING, STARTED
from mellanrum.tallies.spans import months_in
from mellanrum.tallies.totals import all_during, flow_of

UP, DOWN = "corrected_up", "corrected_down"
IN, OUT = "carried_in", "carried_out"
"""What the stock was corrected by, and what was carried over from, and to, other interventions than the row's own."""
WAITING = "waiting"
NAMES: Mapping[str, str] = {event: what for what, event in EVENTS.items()}
_NOT_PEOPLE = frozenset({"groups_held", "places"})


def as_counted(what: str) -> str:
    """Name started and ended before corrections; where there were any, what is told of them elsewhere is net."""
    return f"{what}_as_counted"


def more(count: str) -> str:
    """Name how many more there are of a count than of the one that it is beside, which is nobody's count."""
    return f"{count}_more"


def fewer(count: str) -> str:
    """Name how many fewer there are of a count than of the one that it is beside, which is nobody's count."""
    return f"{count}_fewer"


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """A count of a group and a sex, TOTAL of all."""

    count: str
    group: str
    sex: str


@dataclass(frozen=True)
class Moving:
    """`numbers` by row and the code of a time. A count that there is nothing of is not there, nor a group without."""

    numbers: Mapping[tuple[Row, str], int]

    @cached_property
    def counts(self) -> tuple[str, ...]:
        """The counts there are."""
        return tuple(dict.fromkeys(row.count for row, _ in self.numbers))

    @cached_property
    def groups(self) -> Mapping[str, tuple[str, ...]]:
        """The groups that have something of each count."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for row, _ in self.numbers:
            found[row.count][row.group] = None
        return {count: tuple(groups) for count, groups in found.items()}

    @cached_property
    def sexes(self) -> Mapping[str, tuple[str, ...]]:
        """The sexes that each count is divided by, TOTAL first."""
        found: dict[str, set[str]] = defaultdict(set)
        for row, _ in self.numbers:
            found[row.count].add(row.sex)
        return {count: tuple(code for code in (TOTAL, *STATED) if code in sexes) for count, sexes in found.items()}

    def codes(self, count: str) -> tuple[str, ...]:
        """List the times that a count is told of."""
        return tuple(dict.fromkeys(code for row, code in self.numbers if row.count == count))

    def number(self, count: str, group: str, sex: str, code: str) -> int | None:
        """Return a number; None where there is none."""
        return self.numbers.get((Row(count, group, sex), code))


def moving_of(asked: Asked, times: Times) -> Moving:
    """Add the months up. Times in which corrections leave fewer than none of something are not told of."""
    numbers = {**_flows(asked, times), **_stocks(asked, times), **_waiting(asked, times)}
    counted = {row.count for (row, _), number in numbers.items() if number}
    rows = {(row.count, row.group) for (row, _), number in numbers.items() if number}
    rows |= {(ONGOING, group) for count, group in rows if count in {STARTED, ENDED, ALL}}
    sexes = {row.sex for (row, _), number in numbers.items() if number}
    below = {(row.count, code) for (row, code), number in numbers.items() if number < 0}
    wanted = {
        (row, code): number
        for (row, code), number in numbers.items()
        if row.count in counted
        and ((row.count, row.group) in rows or (row.group == TOTAL and row.count in {IN, OUT}))
        and row.sex in sexes
        and (row.count, code) not in _with_whole_grain(below, times)
    }
    return Moving(wanted)


def _with_whole_grain(below: set[tuple[str, str]], times: Times) -> set[tuple[str, str]]:
    """Leave out all times as long as one that cannot be told of: the others would tell of it."""
    found, whole = set(below), {times.whole.code, times.whole.opening, times.whole.closing}
    for grain in times.grains:
        codes = {code for each in grain.slices for code in (each.code, each.opening, each.closing)}
        found |= {(count, code) for count, wrong in below if wrong in codes for code in codes - whole}
    return found


def _flows(asked: Asked, times: Times) -> dict[tuple[Row, str], int]:
    months: dict[Row, Counter[date]] = defaultdict(Counter)
    for each, day, month in months_in(asked.followed, asked.span):
        for group in (each.key, TOTAL) if each.key in asked.members else (each.key,):
            for count, sex, number in _counted(month, {each.key} if group != TOTAL else set(asked.members)):
                for code in {TOTAL, sex}:
                    months[Row(count, group, code)][day] += number
    named = {row.count for row, days in months.items() if any(days.values())}
    spare = {as_counted(what) for what in (STARTED, ENDED) if not named & {more(what), fewer(what)}}
    return {
        (row, time.code): sum(months[row][day] for day in time.span.months()) if row in months else 0
        for row in _with_every_sex(row for row in months if row.count in named - spare)
        for time in (times.all if row.sex == TOTAL else times.main)
    }


def _with_every_sex(rows: Iterable[Row]) -> tuple[Row, ...]:
    """List rows with those of the sexes that a count is divided by elsewhere, and the association's of what it has."""
    given = tuple(rows)
    split = {row.count for row in given if row.sex != TOTAL}
    groups = dict.fromkeys((row.count, group) for row in given for group in (row.group, TOTAL))
    return tuple(
        Row(count, group, sex) for count, group in groups for sex in ((TOTAL, *STATED) if count in split else (TOTAL,))
    )


def _counted(month: Month, within: set[str]) -> Iterator[tuple[str, str, int]]:
    """Give what a month has: the count, the sex and the number; `within` are the interventions of the row."""
    for (key, slot), count in month.counts.items():
        sex = TOTAL if slot is Sex.UNSPLIT else slot.value
        if key not in _NOT_PEOPLE and key != WAITING:
            yield NAMES.get(key, key), sex, count.net
        if key in NAMES:
            yield from _corrected(NAMES[key], sex, count)
    for slot, number in month.stock_corrected.items():
        yield (UP if number > 0 else DOWN), slot.value, abs(number)
    for (other, slot), number in month.transferred.items():
        if other not in within:
            yield (IN if number > 0 else OUT), slot.value, abs(number)


def _corrected(what: str, sex: str, count: Count) -> Iterator[tuple[str, str, int]]:
    yield as_counted(what), sex, count.flow
    yield (more if count.corrected > 0 else fewer)(what), sex, abs(count.corrected)


def _stocks(asked: Asked, times: Times) -> dict[tuple[Row, str], int]:
    found: dict[tuple[Row, str], int] = {}
    for group, followed in asked.groups.items():
        for sex in (None, *STATED):
            for each in times.all if sex is None else times.main:
                row = Row(ONGOING, group, sex or TOTAL)
                moved = flow_of(followed, each.span, sex)
                found[row, each.opening], found[row, each.closing] = moved.opening, moved.closing
            for each in times.main:
                found[Row(ALL, group, sex or TOTAL), each.code] = all_during(followed, each.span, sex)
    return found


def _waiting(asked: Asked, times: Times) -> dict[tuple[Row, str], int]:
    """Tell how many wait at the end of each intervention's last counted month."""
    found: Counter[str] = Counter()
    for each in asked.followed:
        told = [month for _, _, month in months_in((each,), asked.span) if month.counts]
        number = sum(count.net for (key, _), count in told[-1].counts.items() if key == WAITING) if told else 0
        for group in (each.key, TOTAL) if each.key in asked.members else (each.key,):
            found[group] += number
    return {(Row(WAITING, group, TOTAL), times.whole.code): number for group, number in found.items()}
