"""A made-up nation's follow-up: associations with interventions and ten years of ledgers, the same every time.

Nobody is counted one by one: some hundred made-up entries stand for everybody, the engine says once which cells each of
them is counted in, and a month draws so many of them as it needs. The ledgers are counted and locked by the engine's
own functions, as tick sheets would have been, so that they are what any association could have.
"""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bench.generate import YEAR
from mellanrum.composition.example_followup import Counted, Usual, entries_of, follow_up_example
from mellanrum.tallies.calendar import Locking, PeriodKind
from mellanrum.tallies.cells import Cell, cells_of
from mellanrum.tallies.counting import add_tables, set_counter, set_month, set_ongoing, set_opening
from mellanrum.tallies.entries import Entry
from mellanrum.tallies.ledger import STOCK, TOTAL, Ledger, empty_ledger
from mellanrum.tallies.locking import lock_due
from mellanrum.tallies.rules import MISSING, Answer
from mellanrum.tallies.scheme import Own, Scheme, scheme_of
from mellanrum.tallies.sex import STATED, Sex

SEED = 2003
MUNICIPALITIES = {"exempelkopings_kommun": "Exempelköpings kommun", "ostra_exempels_kommun": "Östra Exempels kommun"}
"""Every made-up association has the same municipalities, by key, so that their tables have the same columns."""
THRESHOLD, LOCKING, KIND = 5, Locking(), PeriodKind.HALF_YEAR

_POOL = 300  # so many made-up entries stand for all of an event and a sex
_OF_SEX = {Sex.WOMAN: 0.55, Sex.MAN: 0.44, Sex.OTHER: 0.01}
_GOES_ON = 12  # months that a participation goes on, on the whole
_ANSWERED = (
    Usual(question="municipality", answers=dict.fromkeys(MUNICIPALITIES, 1)),
    Usual(question="next_step", answers={"care": 30, "studies": 30, "other": 40}),
    Usual(question="consented", answers={"yes": 95, "no": 5}),
    Usual(question="answered", answers={"yes": 82, "no": 18}),
)
_PARTICIPATIONS = {"referral": 1.2, "start": 1.0, "end": 1.0, "follow_up_6": 0.7, "follow_up_12": 0.5}
_VISITS = {"guidance": 1.0}
_GROUPS = {"groups_held": 2, "places": 30, "places_filled": 22}


@dataclass(frozen=True, slots=True)
class Planned:
    """A made-up intervention: how many a year come to it, and how many of each event that makes.

    Where there are no `events`, heads alone are counted.
    """

    slug: str
    name: str
    yearly: int
    events: Mapping[str, float]
    is_esf: bool = False

    @property
    def has_stock(self) -> bool:
        """Whether there are some who have started and not ended."""
        return "start" in self.events


def planned_of(association: int) -> tuple[Planned, ...]:
    """List the interventions of an association (from 1): five on the whole, small and large."""
    dice = random.Random(f"{SEED} {association}")
    sizes = [max(8, int(min(300.0, dice.lognormvariate(4.1, 0.7)))) for _ in range(dice.randint(2, 4))]
    esf = len(sizes) if dice.random() < 0.25 else 0
    numbered = (
        Planned(f"insats-{at}", f"Insats {at}", size, _PARTICIPATIONS, is_esf=at == esf)
        for at, size in enumerate(sizes, 1)
    )
    visited = Planned("vagledning", "Vägledning", dice.randint(40, 200), _VISITS)
    return (*numbered, visited, Planned("motesplats", "Mötesplats", dice.randint(60, 400), {}))


@dataclass(frozen=True, slots=True)
class Drawn:
    """A made-up entry as it is drawn: its municipality, and the cells it is counted in."""

    place: str
    cells: Mapping[Cell, int]


@dataclass(frozen=True, slots=True)
class Pool:
    """What every association counts, and the made-up entries that stand for everybody."""

    scheme: Scheme
    drawn: Mapping[tuple[str, Sex], Sequence[Drawn]]

    def some(self, event: str, sex: Sex, number: int, dice: random.Random) -> Sequence[Drawn]:
        """Draw so many entries of an event."""
        return dice.choices(self.drawn[event, sex], k=number) if number else ()


def make_pool(size: int = _POOL) -> Pool:
    """Make so many entries of each event and sex, with answers spread as the example's are."""
    answers = tuple(Answer(key=key, label=name) for key, name in MUNICIPALITIES.items())
    scheme = scheme_of(Own(answers={"municipality": answers}), date(YEAR, 12, 31))
    usual = {**follow_up_example().usual, **{each.question: each for each in _ANSWERED}}
    drawn: dict[tuple[str, Sex], list[Drawn]] = {}
    for event in scheme.events:
        counted = Counted(intervention="nation", year=YEAR, event=event, women=size, men=size)
        for entry in entries_of(counted, usual, scheme):
            for sex in (entry.sex, Sex.OTHER):
                drawn.setdefault((event, sex), []).append(_drawn(replace(entry, sex=sex), scheme))
    return Pool(scheme, drawn)


def _drawn(entry: Entry, scheme: Scheme) -> Drawn:
    asked = "municipality" in scheme.events[entry.event].asks
    given = entry.answers.get("municipality", (MISSING,)) if asked else ("",)
    return Drawn(given[0] if isinstance(given, tuple) else MISSING, cells_of(entry, scheme))


def years_of(planned: Planned, association: int, years: range, pool: Pool) -> Iterator[Ledger]:
    """Make an intervention's ledgers, a year after the other, all of them locked."""
    counting = _Counting(planned, pool, random.Random(f"{SEED} {association} {planned.slug}"))
    for year in years:
        ledger = empty_ledger(year, KIND)
        if planned.has_stock and year == years[0]:
            ledger = counting.opened(ledger)
        yield counting.counted(ledger)


@dataclass(slots=True)
class _Counting:
    """An intervention while its years are counted: who is there goes along from one to the next."""

    planned: Planned
    pool: Pool
    dice: random.Random
    stock: Counter[Sex] = field(default_factory=Counter)

    def opened(self, ledger: Ledger) -> Ledger:
        """Let a year begin with those who were there before anybody counted."""
        kept = {rule.key for rule in self.pool.scheme.tables_of("start") if rule.stock}
        cells: Counter[Cell] = Counter()
        for sex, share in _OF_SEX.items():
            self.stock[sex] = number = int(self.planned.yearly * share * _GOES_ON / 12)
            cells[Cell(STOCK, TOTAL, TOTAL, "", sex)] = number
            for drawn in self.pool.some("start", sex, number, self.dice):
                cells.update({cell: count for cell, count in drawn.cells.items() if cell.table in kept})
        return set_opening(ledger, cells)

    def counted(self, ledger: Ledger) -> Ledger:
        """Count a year, each period with its months, and lock them."""
        for part in range(1, KIND.in_year + 1):
            tables: dict[str, Counter[Cell]] = {event: Counter() for event in self.planned.events}
            for month in KIND.months_of(part):
                ledger = self._month(ledger, month, tables) if tables else self._heads(ledger, month)
            for event, cells in tables.items():
                ledger = add_tables(ledger, part, event, cells)
            day = LOCKING.of_period(ledger.year, KIND, part)
            ledger = lock_due(ledger, day, LOCKING, THRESHOLD, self.pool.scheme)
        return ledger

    def _month(self, ledger: Ledger, month: int, tables: Mapping[str, Counter[Cell]]) -> Ledger:
        counts = {(event, sex): self._number(event, sex) for event in tables for sex in _OF_SEX}
        places: Counter[tuple[str, str]] = Counter()
        for (event, sex), number in counts.items():
            for drawn in self.pool.some(event, sex, number, self.dice):
                tables[event].update(drawn.cells)
                places[event, drawn.place] += bool(drawn.place)
        ledger = set_month(ledger, month, counts, places)
        return (
            set_ongoing(ledger, month, {sex: self.stock[sex] for sex in STATED}) if self.planned.has_stock else ledger
        )

    def _number(self, event: str, sex: Sex) -> int:
        """Draw how many come in a month, or go of those who are there."""
        if event == "end":
            number = min(_about(self.stock[sex] / _GOES_ON, self.dice), self.stock[sex])
        else:
            number = _about(self.planned.yearly * self.planned.events[event] * _OF_SEX[sex] / 12, self.dice)
        self.stock[sex] += {"start": number, "end": -number}.get(event, 0)
        return number

    def _heads(self, ledger: Ledger, month: int) -> Ledger:
        heads = {sex: _about(self.planned.yearly * share / 12, self.dice) for sex, share in _OF_SEX.items()}
        ledger = set_counter(ledger, month, "head_count", heads)
        for key, mean in _GROUPS.items():
            ledger = set_counter(ledger, month, key, {Sex.UNSPLIT: _about(mean, self.dice)})
        return ledger


def _about(mean: float, dice: random.Random) -> int:
    """Draw how many come within a month, where each comes by itself and so many do on the whole."""
    number, waited = 0, dice.expovariate(1)
    while waited < mean:
        number, waited = number + 1, waited + dice.expovariate(1)
    return number
