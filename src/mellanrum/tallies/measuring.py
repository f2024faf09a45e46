"""How many entries the cells of a table are of: not the sum of them where it asks for several answers or a number."""

from collections import Counter
from collections.abc import Mapping

from mellanrum.tallies.cells import Cell, Cells
from mellanrum.tallies.rules import ASKED, MISSING, SUM, WITHHELD
from mellanrum.tallies.sex import Sex

_BESIDE = frozenset({ASKED, SUM})
_NO_ANSWER = frozenset({MISSING, WITHHELD, *_BESIDE})


def entries_by_slot(cells: Cells) -> Mapping[Sex, int]:
    """Tell how many entries the tables of one event are of, by slot of sex.

    That is what the fullest of its one-way tables says (of those by sex, where there are any): a table that has fewer
    was not asked of everybody, or does not tie. Crossings are asked only where there is nothing else.
    """
    tables = _by_table(cells)
    by_sex = {key for key, table in tables.items() if any(cell.sex is not Sex.UNSPLIT for cell in table)}
    one_way = {key for key, table in tables.items() if not any(cell.across for cell in table)}
    chosen = by_sex & one_way or one_way or by_sex or set(tables)
    counts = [entries_of_table(tables[key]) for key in chosen]
    return {slot: max((each[slot] for each in counts), key=abs, default=0) for slot in Sex}


def entries_of_table(table: Cells) -> Counter[Sex]:
    """Tell how many entries one table is of, by slot of sex."""
    asked: Counter[Sex] = Counter()
    answered: Counter[Sex] = Counter()
    missing: Counter[Sex] = Counter()
    for cell, number in table.items():
        if cell.answer == ASKED:
            asked[cell.sex] += number
        elif cell.answer in _NO_ANSWER:
            missing[cell.sex] += number if cell.answer != SUM else 0
        else:
            answered[cell.sex] += number
    if not _keeps_asked(table):
        return _sum(answered, missing)
    return asked if _has_answers(table) else _sum(asked, missing)


def _keeps_asked(table: Cells) -> bool:
    return any(cell.answer == ASKED for cell in table)


def _has_answers(table: Cells) -> bool:
    """Tell several answers from a number: a number has none of its own."""
    return any(cell.answer not in _NO_ANSWER for cell in table)


def _sum(one: Counter[Sex], other: Counter[Sex]) -> Counter[Sex]:
    found = Counter(one)
    found.update(other)
    return found


def _by_table(cells: Cells) -> dict[str, dict[Cell, int]]:
    tables: dict[str, dict[Cell, int]] = {}
    for cell, number in cells.items():
        tables.setdefault(cell.table, {})[cell] = number
    return tables
