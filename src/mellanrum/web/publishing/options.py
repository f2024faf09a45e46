"""The forms that each table may be shown in, with how many numbers each would show."""

from collections.abc import Iterator
from typing import TypedDict

from django.conf import settings

from mellanrum.disclosure.coarser import Judge
from mellanrum.disclosure.tables import Form, Table, TableSet, key_of
from mellanrum.web.publishing.view import View


class Option(TypedDict):
    """A form of a table: its key (empty: as it is) and name, and how many of its numbers are shown.

    Of the form that is chosen it is exact. Of another it is the most that the table shows by itself: beside others it
    may show fewer, which is known when it has been chosen.
    """

    key: str
    label: str
    shown: int
    of: int
    is_chosen: bool


def options_of(tables: TableSet, view: View) -> dict[str, list[Option]]:
    """List the forms of every table that has coarser ones, by the table's key."""
    judge = Judge(tables, settings.DISCLOSURE_SEED)
    taken = {table.key: table.form for table in view.tables}
    return {
        table.key: [_option(judge, view, table, form, taken[table.key]) for form in _forms(table)]
        for table in tables.tables
        if table.forms and table.key in taken
    }


def _forms(table: Table) -> Iterator[Form | None]:
    """Give a table's forms that show different numbers; of two that show the same, the first."""
    seen = set()
    for form in (None, *table.forms):
        numbers = frozenset(codes for codes, _ in table.shown_in(form))
        if numbers not in seen:
            seen.add(numbers)
            yield form


def _option(judge: Judge, view: View, table: Table, form: Form | None, taken: str) -> Option:
    key = form.key if form else ""
    keys = [key_of(table.of, table.place(codes)) for codes, _ in table.shown_in(form)]
    is_chosen = key == taken
    shown = sum(each not in view.hidden for each in keys) if is_chosen else _most(judge, table, form)
    return Option(key=key, label=form.label if form else "", shown=shown, of=len(keys), is_chosen=is_chosen)


def _most(judge: Judge, table: Table, form: Form | None) -> int:
    """Return the most numbers that a form shows: all but the small ones, where the solver gives up on more."""
    try:
        return judge.alone(table, form).shown
    except ArithmeticError:
        threshold = judge.tables.threshold_of(table)
        return sum(not 0 < number < threshold for _codes, number in table.shown_in(form))
