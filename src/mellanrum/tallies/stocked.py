"""What may be shown of those ongoing: the opening stock by attribute, and the snapshots of all that came and went."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mellanrum.tallies.following import Followed
from mellanrum.tallies.ledger import TOTAL, TRANSFERRED, Ledger
from mellanrum.tallies.rules import ASKED, MISSING, TableRule
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sex import SLOTS, Sex
from mellanrum.tallies.shown import (
    ALL,
    ONGOING,
    Shown,
    Slot,
    add,
    base_of,
    keeps_asked,
    made,
    part_states,
    shown_of_event,
)
from mellanrum.tallies.spans import Span, months_in, parts_in
from mellanrum.tallies.totals import END, START, all_during, flow_of

BEGINNING = date(1, 1, 1)


def shown(followed: Sequence[Followed], what: str, rule: TableRule, span: Span, scheme: Scheme) -> Shown:
    """Add up what may be shown of a table in a span of whole periods: of an event, or of those ongoing, or all."""
    if what == ONGOING:
        return _ongoing(_Asked(tuple(followed), rule, span, scheme))
    if what == ALL:
        return _all_during(_Asked(tuple(followed), rule, span, scheme))
    return shown_of_event(followed, rule, span, scheme)


@dataclass(frozen=True, slots=True)
class _Asked:
    followed: tuple[Followed, ...]
    rule: TableRule
    span: Span
    scheme: Scheme

    @property
    def is_several(self) -> bool:
        return keeps_asked(self.rule, self.scheme)

    def waiting(self, event: str, span: Span) -> int:
        return sum(state.waiting for state in part_states(self.followed, event, span))


def _ongoing(asked: _Asked) -> Shown:
    since = Span(BEGINNING, asked.span.last)
    come, gone = asked.waiting(START, since), asked.waiting(END, since)
    cells = _stock(asked, since)
    _fill(cells, flow_of(asked.followed, asked.span).closing - come + gone, asked)
    states = part_states(asked.followed, START, asked.span)
    return made(cells, asked.rule, asked.scheme, states, come + gone)


def _all_during(asked: _Asked) -> Shown:
    """Add those who were there from before, and those who came: started, or carried over from outside."""
    before = Span(BEGINNING, _month_before(asked.span.first))
    cells = _stock(asked, before)
    came: Counter[Slot] = Counter()
    for _, _, part in parts_in(asked.followed, asked.span):
        add(cells, part.snapshots.get(START, {}), asked.rule.key)
        add(came, part.snapshots.get(TRANSFERRED, {}), asked.rule.key)
    _put(cells, {place: number for place, number in came.items() if number > 0})
    _correct(cells, asked, asked.span)
    states = part_states(asked.followed, START, asked.span)
    unseen = asked.waiting(START, before) - asked.waiting(END, before) + sum(state.waiting for state in states)
    _fill(cells, all_during(asked.followed, asked.span) - unseen, asked)
    return made(cells, asked.rule, asked.scheme, states)


def _stock(asked: _Asked, since: Span) -> Counter[Slot]:
    """Add opening stock and all shown up to a month; what the stock was corrected by has no attributes."""
    cells = _opening(asked)
    for event, factor in ((START, 1), (END, -1), (TRANSFERRED, 1)):
        for _, _, part in parts_in(asked.followed, since):
            add(cells, part.snapshots.get(event, {}), asked.rule.key, factor)
    _correct(cells, asked, since)
    return cells


def _opening(asked: _Asked) -> Counter[Slot]:
    """Add what interventions went live with; those without a table of it are missing in it."""
    found: Counter[Slot] = Counter()
    for each in asked.followed:
        for ledger in each.ledgers:
            if ledger.opening is None or ledger.year > asked.span.last.year:
                continue
            own: Counter[Slot] = Counter()
            if is_settled(ledger):
                add(own, ledger.opening, asked.rule.key)
            base = base_of(own, is_asked=asked.is_several)
            _put(found, own)
            for cell, number in ledger.opening.items():
                if cell.table == TOTAL:
                    base[cell.sex.in_tables] -= number
            for slot in SLOTS:
                _without_answer(found, -base[slot], slot, asked)
    return found


def is_settled(ledger: Ledger) -> bool:
    """Tell whether the opening stock stands: it may be changed until a month that was counted has locked.

    Until then its tables are shown to nobody: two of them with one participation between would be that one.
    """
    return any(
        month.is_locked and (month.counts or month.ongoing is not None or month.transferred or month.stock_corrected)
        for month in ledger.months
    )


def _correct(cells: Counter[Slot], asked: _Asked, span: Span) -> None:
    for _, _, month in months_in(asked.followed, span):
        for sex, number in month.stock_corrected.items():
            _without_answer(cells, number, sex.in_tables, asked)


def _fill(cells: Counter[Slot], wanted: int, asked: _Asked) -> None:
    """Count as missing, without a split, those who have no attributes in the table: it began later, or was not kept."""
    held = base_of(cells, is_asked=asked.is_several)[None]
    _without_answer(cells, wanted - held, Sex.UNSPLIT, asked)


def _without_answer(cells: Counter[Slot], number: int, slot: Sex, asked: _Asked) -> None:
    if number:
        cells[MISSING, "", slot] += number
        if asked.is_several:
            cells[ASKED, "", slot] += number


def _put(cells: Counter[Slot], more: "Counter[Slot] | dict[Slot, int]") -> None:
    for place, number in more.items():
        cells[place] += number


def _month_before(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)
