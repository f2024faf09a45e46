"""Coarser forms that the engine makes itself: codes merged, groups instead of their parts, a split dropped."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from mellanrum.disclosure.linking import Forms
from mellanrum.disclosure.tables import TOTAL, Form, Sum, Table, TableSet, Variable
from mellanrum.findings import Phrase

_JOIN = "+"


@dataclass(frozen=True)
class Made:
    """A set with coarser forms put in: `forms` are those to show it in, `label` what was done."""

    label: Phrase
    tables: TableSet
    forms: Forms


def made(tables: TableSet, forms: Forms) -> Iterator[Made]:
    """Make every coarser form that the variables allow, one step of one variable each.

    What is done is done to all tables that have the variable; nothing is made where one of them cannot take it.
    """
    for variable in sorted({variable for table in tables.tables for variable in table.by}):
        by_it = [table for table in tables.tables if variable in table.by]
        for step in (_broader, _merged, _dropped):
            yield from step(tables, forms, by_it, tables.variables[variable])


def _dropped(tables: TableSet, forms: Forms, held: list[Table], variable: Variable) -> Iterator[Made]:
    """Show the totals alone."""
    if all(TOTAL in _codes(table, forms, variable.key) for table in held):
        label = Phrase("without the split by {variable}", {"variable": variable.label})
        chosen = {table.key: _form(table, forms, "dropped", variable.key, (TOTAL,)) for table in held}
        yield Made(label, tables, {**forms, **chosen})


def _broader(tables: TableSet, forms: Forms, held: list[Table], variable: Variable) -> Iterator[Made]:
    """Show the groups of codes, as quarters, instead of their parts, as months."""
    inner = {one.whole for one in variable.sums}
    lowest = [one for one in variable.sums if one.whole != TOTAL and not inner & set(one.parts)]
    sums = {table.key: [one for one in lowest if not one.of or table.of in one.of] for table in held}
    parts = {code for one in lowest for code in one.parts}
    if not all(sums.values()) or not any(_has_any(table, forms, variable.key, parts) for table in held):
        return
    changed = [_with_sums(table, variable.key, sums[table.key]) for table in held]
    if not all(changed):
        return
    chosen: dict[str, Form] = {}
    for table in held:
        kept = (code for code in _codes(table, forms, variable.key) if code not in parts)
        keep = tuple(dict.fromkeys((*kept, *(one.whole for one in sums[table.key]))))
        chosen[table.key] = _form(table, forms, "broader", variable.key, keep)
    label = Phrase("{variable} in broader groups", {"variable": variable.label})
    yield Made(label, _in(tables, [each for each in changed if each]), {**forms, **chosen})


def _merged(tables: TableSet, forms: Forms, held: list[Table], variable: Variable) -> Iterator[Made]:
    """Show two neighbouring codes as one."""
    if variable.is_several:
        return
    wholes = {one.whole for one in variable.sums}
    pairs = dict.fromkeys(pair for one in variable.sums for pair in pairwise(one.parts) if not wholes & set(pair))
    for pair in pairs:
        touching = [set(one.parts) for one in variable.sums if set(one.parts) & set(pair)]
        if all(set(pair) < parts for parts in touching):  # two that are all there is have their sum as a code already
            yield from _merged_pair(tables, forms, held, variable, pair)


def _merged_pair(
    tables: TableSet, forms: Forms, held: list[Table], variable: Variable, pair: tuple[str, str]
) -> Iterator[Made]:
    code = _JOIN.join(pair)
    having = [table for table in held if _has_any(table, forms, variable.key, pair)]
    changed = [_with_sums(table, variable.key, [Sum(code, pair)]) for table in having]
    if not having or not all(changed):
        return
    chosen: dict[str, Form] = {}
    for table in having:
        kept = (each for each in _codes(table, forms, variable.key) if each not in pair)
        chosen[table.key] = _form(table, forms, code, variable.key, (*kept, code))
    names = [variable.codes.get(each, each) for each in pair]
    label = Phrase("{one} and {other} merged", {"one": names[0], "other": names[1]})
    variables = {**tables.variables, variable.key: _joined(variable, pair, code)}
    new = replace(_in(tables, [each for each in changed if each]), variables=variables)
    yield Made(label, new, {**forms, **chosen})


def _joined(variable: Variable, pair: tuple[str, str], code: str) -> Variable:
    """Let a variable have a code in the place of two."""
    codes: dict[str, str] = {}
    for each, label in variable.codes.items():
        if each not in pair:
            codes[each] = label
        elif code not in codes:
            codes[code] = " + ".join(variable.codes[one] for one in pair)
    return replace(variable, codes=codes, sums=tuple(_sum_with(one, pair, code) for one in variable.sums))


def _sum_with(one: Sum, pair: tuple[str, str], code: str) -> Sum:
    if not set(pair) <= set(one.parts):
        return one
    return replace(one, parts=tuple(code if each == pair[0] else each for each in one.parts if each != pair[1]))


def _with_sums(table: Table, variable: str, sums: Iterable[Sum]) -> Table | None:
    """Add the numbers of some sums to a table; None where it lacks both a whole and some of its parts."""
    at = table.by.index(variable)
    numbers = dict(table.numbers)
    for one in sums:
        for codes in list(numbers):
            if codes[at] not in one.parts:
                continue
            spot = _put(codes, at, one.whole)
            if spot in numbers:
                continue
            parts = [_put(codes, at, part) for part in one.parts]
            if any(part not in numbers for part in parts):
                return None
            numbers[spot] = sum(numbers[part] for part in parts)
    return replace(table, numbers=numbers)


def _put(codes: tuple[str, ...], at: int, code: str) -> tuple[str, ...]:
    return (*codes[:at], code, *codes[at + 1 :])


def _codes(table: Table, forms: Forms, variable: str) -> tuple[str, ...]:
    """Return the codes of a variable that a table shows, in their order."""
    at = table.by.index(variable)
    return tuple(dict.fromkeys(codes[at] for codes, _ in table.shown_in(forms.get(table.key))))


def _has_any(table: Table, forms: Forms, variable: str, codes: Collection[str]) -> bool:
    return any(code in codes for code in _codes(table, forms, variable))


def _form(table: Table, forms: Forms, key: str, variable: str, keep: tuple[str, ...]) -> Form:
    """Make the form a table has a little coarser."""
    now = forms.get(table.key)
    held: Mapping[str, tuple[str, ...]] = now.keep if now else {}
    return Form(f"{now.key if now else ''}/{variable}:{key}", "", {**held, variable: keep})


def _in(tables: TableSet, changed: Iterable[Table]) -> TableSet:
    new = {table.key: table for table in changed}
    return replace(tables, tables=tuple(new.get(table.key, table) for table in tables.tables))
