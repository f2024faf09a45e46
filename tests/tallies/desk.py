"""A desk in the engine's own terms: it counts as the web does, locks as days go by, and remembers what readers saw."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from hypothesis import strategies as st

from mellanrum.tallies.calendar import Locking, PeriodKind
from mellanrum.tallies.cells import Cell
from mellanrum.tallies.counting import count, open_month
from mellanrum.tallies.entries import Entry, Given
from mellanrum.tallies.ledger import Ledger, empty_ledger
from mellanrum.tallies.locking import lock_due, take_snapshots
from mellanrum.tallies.rules import MISSING, Question
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sex import STATED

THRESHOLD = 5
LOCKING = Locking()
EVENTS = ("start", "end", "guidance", "referral", "follow_up_6", "screening")
FIRST = date(2025, 1, 1)

Seen = dict[tuple[int, int, str], list[Mapping[Cell, int]]]


@dataclass
class Desk:
    """One intervention's years, from the first day of 2025 on."""

    scheme: Scheme
    kind: PeriodKind = PeriodKind.HALF_YEAR
    threshold: int = THRESHOLD
    today: date = FIRST
    ledgers: dict[int, Ledger] = field(default_factory=dict)
    seen: Seen = field(default_factory=dict)

    def ledger(self, year: int) -> Ledger:
        return self.ledgers.get(year) or empty_ledger(year, self.kind)

    def count(self, entry: Entry, *, back: bool = False) -> None:
        """Count an entry of some month that has come; where that is locked, in the open one."""
        where = open_month(self.ledgers, entry.month, self.today, LOCKING)
        counted = count(self.ledger(where.year), entry, self.scheme, into=where.month, back=back)
        self.keep(take_snapshots(counted, self.threshold))

    def wait(self, days: int) -> None:
        """Let days go by; what is due locks."""
        self.today += timedelta(days=days)
        for year in sorted(self.ledgers):
            self.keep(lock_due(self.ledgers[year], self.today, LOCKING, self.threshold, self.scheme))

    def keep(self, ledger: Ledger) -> None:
        self.ledgers[ledger.year] = ledger
        for number, part in enumerate(ledger.parts, 1):
            for event, cells in part.snapshots.items():
                states = self.seen.setdefault((ledger.year, number, event), [])
                if cells not in states:
                    states.append(cells)


def answers_to(question: Question, scheme: Scheme) -> st.SearchStrategy[Given]:
    missing = st.just((MISSING,))
    if question.kind == "number":
        return st.integers(question.lowest, min(question.highest, 70)) | missing
    keys = [key for key in scheme.answers(question.key) if key != MISSING] or [MISSING]
    one = st.sampled_from(keys).map(lambda key: (key,))
    if question.kind == "several":
        free = [key for key in keys if not getattr(scheme.answer(question.key, key), "excludes", False)]
        return one | st.lists(st.sampled_from(free), min_size=1, max_size=3, unique=True).map(tuple) | missing
    return one | missing


def an_entry(
    scheme: Scheme, *, events: tuple[str, ...] = EVENTS, months: range = range(1, 7), year: int = 2025
) -> st.SearchStrategy[Entry]:
    """Any entry that a form could hold, of these events and months."""

    def of_event(event: str) -> st.SearchStrategy[Entry]:
        asked = {key: answers_to(scheme.questions[key], scheme) for key in scheme.events[event].asks}
        month = st.sampled_from(months).map(lambda number: date(year, number, 1))
        return st.builds(
            Entry, st.just(event), month, st.sampled_from(STATED), st.fixed_dictionaries({}, optional=asked)
        )

    return st.sampled_from(events).flatmap(of_event)


def thrown(scheme: Scheme, dice: Random, event: str, month: date) -> Entry:
    """An entry by dice, much sooner made than by a strategy: for laws that need very many."""
    answers: dict[str, Given] = {}
    for key in scheme.events[event].asks:
        question = scheme.questions[key]
        keys = [each for each in scheme.answers(key) if each != MISSING] or [MISSING]
        if question.kind == "number":
            answers[key] = dice.randint(question.lowest, min(question.highest, 70))
        elif dice.random() < 0.9:
            answers[key] = (dice.choice(keys),)
    return Entry(event, month, dice.choices(STATED, (5, 4, 1))[0], answers)
