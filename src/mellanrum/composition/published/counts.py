"""The counts as tables, and the flows that tie them: those there before, who came, less who went, are those there."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from mellanrum.composition.published.asking import INTERVENTION, PERIOD, SEX, Asked
from mellanrum.composition.published.moving import DOWN, IN, OUT, UP, Moving, as_counted, fewer, more
from mellanrum.composition.published.times import Slice, Times
from mellanrum.disclosure.tables import TOTAL, Flow, Form, Step, Table
from mellanrum.findings import words
from mellanrum.tallies.shown import ALL, ENDED, ONGOING, STARTED

WHOLE, BY_SEX, BY_PERIOD, FACT = 20, 6, 3, 40
"""What hiding a number costs: of all during the time, by sex, of shorter times, and of what only sets others right."""
NOT_SMALL = 1
"""The threshold of what is nobody's count: how many were registered wrongly, or are in one table and not in another."""
_LABELS = {
    ONGOING: "Ongoing at the end of the time",
    ALL: "All during the period",
    STARTED: "Started",
    ENDED: "Ended",
    as_counted(STARTED): "Started, before corrections",
    as_counted(ENDED): "Ended, before corrections",
    more(STARTED): "Started, added by correction",
    fewer(STARTED): "Started, taken away by correction",
    more(ENDED): "Ended, added by correction",
    fewer(ENDED): "Ended, taken away by correction",
    UP: "Ongoing, added by correction",
    DOWN: "Ongoing, taken away by correction",
    IN: "Carried over from others",
    OUT: "Carried over to others",
}
_ABOUT = {
    UP: "So many were found to be ongoing though they had not been counted as started. They are part of the ongoing.",
    DOWN: "So many had been counted as ongoing though they were not any more. They are not part of the ended.",
    more(STARTED): "So many were added to months that had locked. The number of started has them.",
    fewer(STARTED): "So many were taken away from months that had locked. The number of started is without them.",
    more(ENDED): "So many were added to months that had locked. The number of ended has them.",
    fewer(ENDED): "So many were taken away from months that had locked. The number of ended is without them.",
}
"""What is said beside the tables that only set others right."""
SHORTER = {"half_year": "by half-year", "tertial": "by tertial", "quarter": "by quarter"}
"""What forms are called that tell of no shorter times than these."""
_MOVED = ((1, STARTED), (-1, ENDED), (1, UP), (-1, DOWN), (1, IN), (-1, OUT))
_CAME = ((1, STARTED), (1, UP), (-1, DOWN), (1, IN))


def label_of(count: str, asked: Asked) -> str:
    """Name a count as the statistics do."""
    events = {key: event.label for key, event in asked.scheme.events.items()}
    counters = {each.key: each.label for each in asked.scheme.counters}
    return words({**events, **counters, **_LABELS}[count], asked.lang)


def count_tables(moving: Moving, asked: Asked, times: Times) -> Iterator[Table]:
    """Make the tables of each count: by intervention, by sex too, and by shorter times."""
    for count in moving.counts:
        made = _Count(count, moving, asked, times)
        yield made.table("whole", (TOTAL,), made.main, WHOLE)
        if len(moving.sexes[count]) > 1:
            yield made.by_sex()
        if made.shorter:
            yield made.by_period()


@dataclass(frozen=True)
class _Count:
    count: str
    moving: Moving
    asked: Asked
    times: Times

    @property
    def main(self) -> tuple[str, ...]:
        """The codes of the whole time; of those ongoing, of its beginning and its end."""
        return self._codes((self.times.whole,))

    @property
    def shorter(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """How long the shorter times are that it is told of, longest first, and their codes."""
        found = ((grain.key, self._codes(grain.slices)) for grain in self.times.grains)
        return tuple((key, codes) for key, codes in found if set(codes) - set(self.main))

    def by_sex(self) -> Table:
        parts = self._codes(self.times.parts) if self.asked.contents.by_part else ()
        together = words("by sex for all interventions together", self.asked.lang)
        forms = (
            Form("together", together, {INTERVENTION: (TOTAL,)}),
            Form("without_sex", words("without sex", self.asked.lang), {SEX: (TOTAL,)}),
        )
        codes = tuple(dict.fromkeys((*self.main, *parts)))
        return self.table("sex", self.moving.sexes[self.count], codes, BY_SEX, forms)

    def by_period(self) -> Table:
        kept = self.main
        forms = [Form("whole", words("the whole time alone", self.asked.lang), {PERIOD: kept})]
        for key, codes in self.shorter:
            kept = tuple(dict.fromkeys((*kept, *codes)))
            forms.append(Form(key, words(SHORTER.get(key, key), self.asked.lang), {PERIOD: kept}))
        return self.table("period", (TOTAL,), kept, BY_PERIOD, tuple(reversed(forms[:-1])))

    def table(
        self, name: str, sexes: tuple[str, ...], codes: tuple[str, ...], weight: int, forms: tuple[Form, ...] = ()
    ) -> Table:
        """Make a table by intervention and time, and by sex where there are several."""
        is_split = len(sexes) > 1
        places = product(self.moving.groups[self.count], codes, sexes)
        found = {place: self.moving.number(self.count, place[0], place[2], place[1]) for place in places}
        numbers: dict[tuple[str, ...], int] = {
            place if is_split else place[:2]: number for place, number in found.items() if number is not None
        }
        is_fact = self.count in _ABOUT
        return Table(
            f"{self.count}.{name}",
            label_of(self.count, self.asked),
            self.count,
            (INTERVENTION, PERIOD, SEX) if is_split else (INTERVENTION, PERIOD),
            numbers,
            weight=FACT if is_fact else weight,
            forms=forms,
            threshold=NOT_SMALL if is_fact else None,
            about=words(_ABOUT[self.count], self.asked.lang) if is_fact else "",
        )

    def _codes(self, slices: tuple[Slice, ...]) -> tuple[str, ...]:
        told = set(self.moving.codes(self.count))
        listed = ((each.opening, each.closing) if self.count == ONGOING else (each.code,) for each in slices)
        return tuple(dict.fromkeys(code for codes in listed for code in codes if code in told))


def count_flows(moving: Moving, times: Times) -> Iterator[Flow]:
    """Give what ties the counts at every time: for all, and for each intervention that lacks some of them."""
    for each in times.all:
        yield from _flows(moving, each, None)
        for group in dict.fromkeys(row.group for row, _ in moving.numbers):
            if group != TOTAL and any(group not in groups for groups in moving.groups.values()):
                yield from _flows(moving, each, group)


def _flows(moving: Moving, each: Slice, group: str | None) -> Iterator[Flow]:
    there = [count for count, groups in moving.groups.items() if group is None or group in groups]
    at = {} if group is None else {INTERVENTION: group}
    opening = Step(1, ONGOING, {PERIOD: each.opening})

    def steps(counts: tuple[tuple[int, str], ...]) -> tuple[Step, ...]:
        return tuple(Step(factor, count, {PERIOD: each.code}) for factor, count in counts if count in there)

    yield Flow((opening, *steps(_MOVED), Step(-1, ONGOING, {PERIOD: each.closing})), at)
    if ALL in there:
        yield Flow((opening, *steps((*_CAME, (-1, ALL)))), at)
    for what in (STARTED, ENDED):
        if as_counted(what) in there:
            yield Flow(steps(((-1, what), (1, as_counted(what)), (1, more(what)), (-1, fewer(what)))), at)
