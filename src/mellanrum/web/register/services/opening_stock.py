"""The opening stock of an intervention that goes live: entered once, before its first counted month locks."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _

from mellanrum.tallies.cells import Cell, Cells
from mellanrum.tallies.counting import set_opening
from mellanrum.tallies.ledger import STOCK, TOTAL, Ledger, Month
from mellanrum.tallies.rules import ASKED, MISSING, TableRule
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sex import SLOTS, STATED, Sex
from mellanrum.web.access.rules import KEEPERS, Refused, check_can_set_up_follow_up
from mellanrum.web.access.standing import Standing
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.parts.seen import ChangedMeanwhile, token_of
from mellanrum.web.register.services.deciding import settings_on
from mellanrum.web.register.services.ledgers import save

BySlot = Mapping[Sex, int]


@dataclass(frozen=True, slots=True)
class Opening:
    """What is typed: how many were ongoing by sex, and for each table how many of each answer by slot of sex."""

    total: Mapping[Sex, int]
    tables: Mapping[str, Mapping[str, BySlot]] = field(default_factory=dict)

    @property
    def all(self) -> int:
        """How many were ongoing in all."""
        return sum(self.total.values())


def stock_tables(scheme: Scheme) -> tuple[TableRule, ...]:
    """List the tables that tell what those ongoing are like."""
    return tuple(rule for rule in scheme.tables_of("start") if rule.stock)


def year_of_opening(ledgers: Sequence[Ledger], day: date) -> int:
    """Return the year an opening stock belongs to: the first that is counted."""
    return ledgers[0].year if ledgers else day.year


def may_still_change(ledgers: Sequence[Ledger]) -> bool:
    """Tell whether the opening stock may be entered or changed: no month that was counted has locked."""
    return not any(month.is_locked and is_counted(month) for ledger in ledgers for month in ledger.months)


def opening_state(intervention: Intervention, ledgers: tuple[Ledger, ...], day: date) -> str:
    """Tell how it is with the opening stock of an intervention."""
    if any(ledger.opening is not None for ledger in ledgers):
        return "entered"
    first = date(ledgers[0].year if ledgers else day.year, 1, 1)
    if intervention.first_day >= first:
        return "not_needed"
    return "missing" if may_still_change(ledgers) else "locked"


def is_counted(month: Month) -> bool:
    """Tell whether anything was entered for a month."""
    return bool(month.counts) or month.ongoing is not None or bool(month.transferred) or bool(month.stock_corrected)


def opening_of(ledger: Ledger | None) -> Opening | None:
    """Read back what was entered; None where nothing was."""
    if ledger is None or ledger.opening is None:
        return None
    total = {cell.sex: number for cell, number in ledger.opening.items() if cell.table == TOTAL}
    tables: dict[str, dict[str, dict[Sex, int]]] = {}
    for cell, number in ledger.opening.items():
        if cell.table != TOTAL and cell.answer not in {MISSING, ASKED}:
            tables.setdefault(cell.table, {}).setdefault(cell.answer, {})[cell.sex] = number
    return Opening(total, tables)


def opening_token(ledger: Ledger | None) -> str:
    """Return a token of an opening stock as it was seen; empty where there was none."""
    return token_of(sorted(ledger.opening.items())) if ledger and ledger.opening is not None else ""


def save_opening(  # noqa: PLR0913, PLR0917 - whose, of which year, by which rules, and in place of what
    standing: Standing, intervention: Intervention, year: int, opening: Opening, scheme: Scheme, seen: str = ""
) -> None:
    """Keep an opening stock. Refused once the first counted month has locked: then the stock is corrected instead.

    ChangedMeanwhile where somebody saved it after the token `seen` was given, Overtaken where at the same moment.
    """
    check_can_set_up_follow_up(standing)
    threshold = settings_on(standing.association, year).threshold
    cells = cells_of_opening(opening, scheme, threshold)

    def make(ledger: Ledger) -> Ledger:
        if not may_still_change([ledger]):
            raise Refused(
                _("The first month has locked: correct the number ongoing on the tick sheet instead."), KEEPERS
            )
        if opening_token(ledger) != seen:
            raise ChangedMeanwhile
        return set_opening(ledger, cells)

    save(standing, intervention, year, make)


def cells_of_opening(opening: Opening, scheme: Scheme, threshold: int) -> Cells:
    """Make the cells of an opening stock. Those without an answer are missing in the table.

    A sex that is under the threshold loses its split in the tables; under it in all, the tables tell of nobody.
    """
    total = {sex: opening.total.get(sex, 0) for sex in STATED}
    found: Counter[Cell] = Counter()
    for sex, number in total.items():
        found[Cell(STOCK, TOTAL, TOTAL, "", sex)] += number
    everybody = sum(total.values())
    for rule in stock_tables(scheme):
        typed = opening.tables.get(rule.key, {}) if everybody >= threshold else {}
        is_several = scheme.questions[rule.questions[0]].kind == "several"
        found.update(_table(rule, typed, total, threshold, is_several=is_several))
    return {cell: number for cell, number in found.items() if number}


def _table(
    rule: TableRule, typed: Mapping[str, BySlot], total: Mapping[Sex, int], threshold: int, *, is_several: bool
) -> Counter[Cell]:
    found: Counter[Cell] = Counter()
    is_whole = _has_few(total, threshold) or exceeds(typed, total, Sex.UNSPLIT, is_several=is_several)
    bases = {Sex.UNSPLIT: sum(total.values())} if is_whole else base_by_slot(total)
    known: dict[Sex, Counter[str]] = {slot: Counter() for slot in bases}
    for answer, numbers in typed.items():
        for slot, number in numbers.items():
            known[Sex.UNSPLIT if is_whole else slot][answer] += number
    for slot, base in bases.items():
        # of several answers nobody knows how many gave them, unless none were given at all
        lacking = base - min(sum(known[slot].values()), base)
        told = {**known[slot], MISSING: lacking, **({ASKED: base} if is_several else {})}
        found.update({Cell(STOCK, rule.key, answer, "", slot): number for answer, number in told.items() if number})
    return found


def exceeds(typed: Mapping[str, BySlot], total: Mapping[Sex, int], slot: Sex, *, is_several: bool) -> int:
    """Return how many a table tells of in a slot, where that is more than were ongoing; nought where it is not."""
    numbers = [by_slot.get(slot, 0) for by_slot in typed.values()]
    told = max(numbers, default=0) if is_several else sum(numbers)
    return told if told > base_by_slot(total).get(slot, 0) else 0


def base_by_slot(total: Mapping[Sex, int]) -> dict[Sex, int]:
    """Return how many a table has in each slot of sex."""
    found: Counter[Sex] = Counter(dict.fromkeys(SLOTS, 0))
    for sex, number in total.items():
        found[sex.in_tables] += number
    return dict(found)


def _has_few(total: Mapping[Sex, int], threshold: int) -> bool:
    """Tell whether a sex is too few to stand by itself: one of other sex would be a row of ones, as one of any."""
    return any(0 < total.get(sex, 0) < threshold for sex in STATED)
