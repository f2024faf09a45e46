"""How many entries the cells of a table are of: not the sum of them where it asks for several answers or a number."""

from collections import Counter
from collections.abc import Iterable, Mapping

from mellanrum.tallies.cells import Cell, Cells
from mellanrum.tallies.rules import ASKED, MISSING, SUM, WITHHELD
from mellanrum.tallies.sex import Sex


def entries_by_slot(cells: Cells) -> Mapping[Sex, int]:
    """Tell how many entries the tables of one event are of, by slot of sex.

    That is what most of its one-way tables say (of those by sex, where there are any), the larger number where as many
    say two: a table that says another was not asked of everybody, or does not tie. Else the crossings are asked.
    """
    tables = _by_table(cells)
    by_sex = {key for key, table in tables.items() if any(cell.sex is not Sex.UNSPLIT for cell in table)}
    one_way = {key for key, table in tables.items() if not any(cell.across for cell in table)}
    chosen = by_sex & one_way or one_way or by_sex or set(tables)
    counts = [entries_of_table(tables[key]) for key in chosen]
    return {slot: _most_said(each[slot] for each in counts) for slot in Sex}


def entries_of_table(table: Cells, kind: str = "") -> Counter[Sex]:
    """Tell how many entries one table is of, by slot of sex; `kind` is its question's, guessed where not given."""
    asked: Counter[Sex] = Counter()
    answered: Counter[Sex] = Counter()
    silent: Counter[Sex] = Counter()
    for cell, number in table.items():
        if cell.answer == ASKED:
            asked[cell.sex] += number
        elif cell.answer in {MISSING, WITHHELD}:
            silent[cell.sex] += number
        elif cell.answer != SUM:
            answered[cell.sex] += number
    if not asked:
        return _sum(answered, silent)
    return _sum(asked, silent) if (kind or _guessed(table)) == "number" else asked


def _guessed(table: Cells) -> str:
    """Tell several answers from a number, which has a sum. One whose sum is nothing counts only those who answered."""
    return "number" if any(cell.answer == SUM for cell in table) else "several"


def _most_said(numbers: Iterable[int]) -> int:
    said = Counter(number for number in numbers if number)
    return max(said, key=lambda number: (said[number], abs(number)), default=0)


def _sum(one: Counter[Sex], other: Counter[Sex]) -> Counter[Sex]:
    found = Counter(one)
    found.update(other)
    return found


def _by_table(cells: Cells) -> dict[str, dict[Cell, int]]:
    tables: dict[str, dict[Cell, int]] = {}
    for cell, number in cells.items():
        tables.setdefault(cell.table, {})[cell] = number
    return tables
