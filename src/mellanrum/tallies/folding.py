"""What may be shown of an event in a period, and what becomes of those who are too few when the period locks.

A reader may keep every state that was ever shown and subtract one from another. So what is added to a snapshot must, in
every slot of sex that it touches, be of a threshold of entries at least, and go one way: what grows has only grown and
never falls, what falls has only fallen. Then the difference between any two states is a sum of such, and none of them
is of fewer. A correction that takes back what has been shown waits for enough others, or is never told.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from mellanrum.tallies.cells import Cell, Cells
from mellanrum.tallies.ledger import TOTAL, TRANSFERRED, Part, plus
from mellanrum.tallies.measuring import entries_of_table
from mellanrum.tallies.rules import ASKED, WITHHELD, TableRule
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sex import Sex

Group = Sex | None
"""A slot of the tables that are split by sex; None is the tables that are not."""


def by_event(cells: Cells) -> dict[str, dict[Cell, int]]:
    """Part cells by their event."""
    found: dict[str, dict[Cell, int]] = {}
    for cell, number in cells.items():
        found.setdefault(cell.event, {})[cell] = number
    return found


def thin_groups(shown: Cells, rest: Cells, threshold: int) -> frozenset[Group]:
    """Return the slots in which `rest` may not be added to what has been shown; none: it may."""
    split = _split_tables(shown, rest)
    signs: dict[Group, set[bool]] = {}
    for cell, number in rest.items():
        signs.setdefault(cell.sex if cell.table in split else None, set()).add(number > 0)
    for cell, number in shown.items():
        group = cell.sex if cell.table in split else None
        if group in signs:
            signs[group].add(number > 0)
    return frozenset(
        group for group, found in signs.items() if len(found) > 1 or abs(_entries(rest, group)) < threshold
    )


def _split_tables(shown: Cells, rest: Cells) -> frozenset[str]:
    """Return the tables that are split by sex. What is shown is asked too: a rest of others alone has no split."""
    return frozenset(cell.table for cells in (shown, rest) for cell in cells if cell.sex is not Sex.UNSPLIT) | {TOTAL}


def _entries(rest: Cells, group: Group) -> int:
    return sum(number for cell, number in rest.items() if cell.table == TOTAL and group in {None, cell.sex})


def may_be_told(part: Part, event: str, cells: Cells, threshold: int) -> bool:
    """Tell whether an event's cells may be shown: beside what has been shown, and what its tick sheet has shown."""
    known = (part.snapshots.get(event, {}), part.typed.get(event, cells))
    return not any(thin_groups(each, plus(cells, each, -1), threshold) for each in known)


def sheet_closed(part: Part, event: str, known: Cells | None = None) -> Part:
    """Return a period in which an event's tick sheet only adds from now on; what it has shown is remembered.

    `known` is what is moved here of what the sheet of the period before has shown.
    """
    shown = part.snapshots.get(event, {})
    seen = shown if event in part.by_form else {cell: n for cell, n in part.cells.items() if cell.event == event}
    typed = plus(part.typed.get(event, seen), known or {})
    others = {key: cells for key, cells in part.typed.items() if key != event}
    kept = others if typed == shown else {**others, event: typed}
    return replace(part, by_form=part.by_form | {event}, typed=kept)


@dataclass(frozen=True, slots=True)
class Folded:
    """A rest at lock: what of it is kept in its period, in the form it may be shown, and what is moved on.

    `known` is what of the moved its tick sheet has shown.
    """

    kept: Cells
    moved: Cells
    known: Cells = field(default_factory=dict)


def fold_event(part: Part, event: str, cells: Cells, threshold: int, scheme: Scheme, *, is_last: bool) -> Folded:  # noqa: PLR0913 - as `fold`
    """Decide what becomes of an event's rest at lock: what came after its tick sheet was closed first, then all of it.

    So nobody who has seen the sheet can subtract it from what is shown, and be left with fewer than a threshold.
    """
    shown = part.snapshots.get(event, {})
    typed = part.typed.get(event, cells)
    by_sheet = plus(typed, shown, -1)
    after = fold(typed, plus(cells, typed, -1), threshold, scheme, is_last=is_last)
    whole = fold(shown, plus(by_sheet, after.kept), threshold, scheme, is_last=is_last)
    known = {cell: number for cell, number in by_sheet.items() if cell in whole.moved}
    return Folded(whole.kept, plus(whole.moved, after.moved), known if event in part.typed else {})


def fold(shown: Cells, rest: Cells, threshold: int, scheme: Scheme, *, is_last: bool) -> Folded:
    """Decide what becomes of an event's rest (what came after the last snapshot) when its period locks.

    Kept as it is where it may be shown. Where only those of other sex are too few, their answers are withheld. Where a
    sex is, and something has been shown by sex already, its few are moved to the next period of the year, so that the
    split stays; else, and in the last period, the rest loses its split. Where that is not enough, the few are moved,
    and in the last period withheld: they are counted, and nothing is told of them.

    A table that has no split would give a slot away by subtraction: with such a table, all of the rest goes one way.
    """
    thin, split = thin_groups(shown, rest, threshold), _split_tables(shown, rest)
    if not thin:
        return Folded(rest, {})
    is_split = all(cell.table in split for cell in rest)
    few = {cell: number for cell, number in rest.items() if not is_split or cell.sex in thin}
    if thin == {Sex.UNSPLIT} and is_split:
        return Folded(plus(plus(rest, few, -1), _withheld(few, split, scheme)), {})
    if not (shown and is_split) or is_last:
        together = collapsed(rest)
        if not thin_groups(shown, together, threshold):
            return Folded(together, {})
    others = plus(rest, few, -1)
    return Folded(plus(others, _withheld(few, split, scheme)), {}) if is_last else Folded(others, few)


def folded(part: Part, event: str, result: Folded) -> Part:
    """Return a period with what is kept of an event's rest, shown."""
    shown = plus(part.snapshots.get(event, {}), result.kept)
    cells = {cell: number for cell, number in part.cells.items() if cell.event != event}
    others = {key: cells for key, cells in part.snapshots.items() if key != event}
    return replace(
        part,
        cells={**cells, **shown},
        snapshots={**others, event: shown} if shown else others,
        typed={key: cells for key, cells in part.typed.items() if key != event},
        folded=part.folded | {event} if result.moved else part.folded,
    )


def collapsed(cells: Cells) -> dict[Cell, int]:
    """Take the split by sex away."""
    found: dict[Cell, int] = {}
    for cell, number in cells.items():
        whole = cell._replace(sex=Sex.UNSPLIT)
        found[whole] = found.get(whole, 0) + number
    return {cell: number for cell, number in found.items() if number}


def _withheld(few: Cells, split: AbstractSet[str], scheme: Scheme) -> dict[Cell, int]:
    """Put WITHHELD in the place of all answers; how many they are of stays, so that tables still tie."""
    kept = {cell: number for cell, number in few.items() if cell.table == TOTAL}
    tables: dict[tuple[str, str], dict[Cell, int]] = {}
    for cell, number in few.items():
        if cell.table != TOTAL:
            tables.setdefault((cell.event, cell.table), {})[cell] = number
    for (event, table), cells in tables.items():
        entries = {slot: _entries(few, slot if table in split else None) for slot in {cell.sex for cell in cells}}
        kept = plus(kept, _silent(event, table, cells, entries, scheme))
    return kept


def _silent(event: str, table: str, cells: Cells, entries: Mapping[Sex, int], scheme: Scheme) -> Mapping[Cell, int]:
    """Return what is left of a table: how many it is of. A crossing's cells may be more: it is of the `entries`."""
    rule = _rule(event, table, scheme)
    if rule and any(_goes_by_earlier(key, scheme) for key in rule.questions):
        return {}  # how many were asked would itself be an answer
    kind = scheme.questions[rule.questions[0]].kind if rule else ""
    is_crossed = any(cell.across for cell in cells)
    counted = entries if is_crossed else entries_of_table(cells, kind)
    across = WITHHELD if is_crossed else ""
    found = {Cell(event, table, WITHHELD, across, slot): number for slot, number in counted.items() if number}
    if kind == "several" and not is_crossed:
        found |= {cell._replace(answer=ASKED): number for cell, number in found.items()}
    return found


def _rule(event: str, table: str, scheme: Scheme) -> TableRule | None:
    asked = "start" if event == TRANSFERRED else event
    return next((rule for rule in scheme.tables_of(asked) if rule.key == table), None)


def _goes_by_earlier(key: str, scheme: Scheme) -> bool:
    question = scheme.questions[key]
    return question.only_if is not None or (question.of is not None and _goes_by_earlier(question.of, scheme))
