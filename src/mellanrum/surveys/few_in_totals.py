"""Typed totals as they may be shown: a line of few is hidden, with all that would give it away."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations

from mellanrum.surveys.rules import TotalsRule
from mellanrum.surveys.sex import TOLD, Sex
from mellanrum.surveys.totals import Totals

Column = Mapping[str, int]
"""How many by line, of all or of a sex."""


def told_totals(totals: Totals, rule: TotalsRule, threshold: int) -> Totals:
    """Return what may be shown of totals: what is left tells no hidden line, by no sum and no subtraction.

    A line of 1 to `threshold` - 1 is hidden, with what is a part of it, and with as few other lines as will do where
    a whole and its other parts would give it (`rule.parts`). A sum of values is shown where the line it is of is. The
    split by sex is shown where nothing is hidden and every line has it, and no sex, nor what is neither, is few.
    """
    whole = _column(totals, rule, None)
    hidden = _hidden(whole, rule, threshold)
    shown = whole.keys() - hidden
    sexes = {None, *(TOLD if not hidden and _is_told_by_sex(totals, rule, threshold) else ())}
    lines = {line.key for line in rule.lines if (line.of if line.is_sum else line.key) in shown}
    told = {(line, sex): number for (line, sex), number in totals.numbers.items() if line in lines and sex in sexes}
    return replace(totals, numbers=told)


def _column(totals: Totals, rule: TotalsRule, sex: Sex | None) -> Column:
    typed = ((line.key, totals.number(line.key, sex)) for line in rule.lines if not line.is_sum)
    return {line: number for line, number in typed if number is not None}


def _is_told_by_sex(totals: Totals, rule: TotalsRule, threshold: int) -> bool:
    """Tell whether sexes may stand beside all: what is neither is told too, by subtraction."""
    whole, women, men = (_column(totals, rule, sex) for sex in (None, Sex.WOMAN, Sex.MAN))
    if not whole.keys() == women.keys() == men.keys():
        return False
    rest = {line: number - women[line] - men[line] for line, number in whole.items()}
    return min(rest.values(), default=0) >= 0 and not any(_hidden(each, rule, threshold) for each in (women, men, rest))


def _hidden(column: Column, rule: TotalsRule, threshold: int) -> frozenset[str]:
    """Choose the lines to hide: those that are few and their parts, and the fewest others. A nil hides nothing."""
    few = {line for line, number in column.items() if 0 < number < threshold}
    must = column.keys() & few.union(*(_below(line, rule) for line in few))
    may = [line.key for line in reversed(rule.lines) if column.get(line.key) and line.key not in must]
    sums = tuple(_sums(rule))
    for size in range(len(may) + 1):
        for more in combinations(may, size):
            hidden = must.union(more)
            if all(_keeps(column, hidden, each, threshold) for each in sums):
                return frozenset(hidden)
    return frozenset(column)


def _below(line: str, rule: TotalsRule) -> frozenset[str]:
    """Return what is a part of a line, and the parts of that."""
    direct = {each.key for each in rule.lines if each.of == line}
    direct |= {part for each in rule.parts if each.whole == line for part in each.parts}
    return frozenset(direct.union(*(_below(each, rule) for each in direct)))


def _sums(rule: TotalsRule) -> Iterator[tuple[str, frozenset[str]]]:
    """Give each whole with its parts; and with the parts of those, for who puts two sums together."""
    found = [(each.whole, frozenset(each.parts)) for each in rule.parts]
    for whole, parts in found:  # grows as it is walked
        finer = ((whole, parts - {each.whole} | {*each.parts}) for each in rule.parts if each.whole in parts)
        found.extend(each for each in finer if each not in found)
        yield whole, parts


def _keeps(column: Column, hidden: set[str], tie: tuple[str, frozenset[str]], threshold: int) -> bool:
    """Tell whether a sum keeps what is hidden: the parts do not tell the whole, nor the whole and some parts the rest.

    Who reads knows that what is hidden is not nil; so as many as are hidden, and no more, would be one each.
    """
    whole, parts = tie
    told = parts & column.keys() - hidden
    unknown = parts - told
    if whole in hidden:
        return bool(unknown)
    if whole not in column or not unknown:
        return True
    rest = column[whole] - sum(column[part] for part in told)
    if unknown & hidden and (len(unknown) == 1 or rest <= len(unknown)):
        return False
    return rest == 0 or rest >= threshold
