"""What the page of a draft tells: the tables as readers will see them, what is hidden and why, and what changes."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from mellanrum.disclosure.tables import TableSet, key_of
from mellanrum.web.access.standing import Standing
from mellanrum.web.publishing.document import view_of
from mellanrum.web.publishing.figures import figures_of
from mellanrum.web.publishing.models import Draft
from mellanrum.web.publishing.sections import sections_of
from mellanrum.web.publishing.services.drafting import is_stale, token_of_draft
from mellanrum.web.publishing.services.published import all_of, latest, latest_of
from mellanrum.web.publishing.view import View, ViewTable

SMALL, GUARD = "small", "guard"


@dataclass(frozen=True, slots=True)
class Change:
    """How a table differs from the same one in the publication before: how many numbers, of each kind.

    `gone` are shown there and stand nowhere now, as those that a coarser form leaves out.
    """

    title: str
    changed: int = 0
    shown: int = 0
    hidden: int = 0
    gone: int = 0


def told_of(standing: Standing, draft: Draft) -> dict[str, Any]:
    """Gather what the page of a draft shows."""
    view = view_of(draft.document)
    figures = figures_of(standing.association, standing.day, draft.subject, draft.breadth)
    marks = marks_of(figures.tables, view) if figures else {}
    before = latest_of(standing.association).get(draft.subject)
    shown = view_of(before.document) if before else None
    small = sum(mark == SMALL for mark in marks.values())
    return {
        "subject": figures.subject.heading if figures else draft.subject,
        "view": view,
        "sections": sections_of(view),
        "marks": marks,
        "options": draft.options,
        "left_out": figures.left_out if figures else (),
        "token": token_of_draft(draft),
        "is_stale": figures is None or is_stale(draft, figures, latest(standing.association)),
        "before": before,
        "changes": tuple(changes(shown, view)) if shown else (),
        "earlier": len(all_of(standing.association)),
        "counts": {"shown": len(view.shown), "hidden": len(view.hidden), "small": small, "guard": len(marks) - small},
    }


def marks_of(tables: TableSet, view: View) -> Mapping[str, str]:
    """Say of every hidden number whether it is small itself, or hidden to protect one that is."""
    small = {key for key, number in _numbers(tables) if 0 < number < view.limits.get(key, 0)}
    return {key: SMALL if key in small else GUARD for key in view.hidden}


def _numbers(tables: TableSet) -> Iterator[tuple[str, int]]:
    for table in tables.tables:
        for codes, number in table.numbers.items():
            yield key_of(table.of, table.place(codes)), number


def changes(before: View, now: View) -> Iterator[Change]:
    """List the tables that differ from those that were published of the same time."""
    offered = now.shown.keys() | now.hidden
    for table in now.tables:
        found = _change(before, table)
        last = before.table(table.key)
        gone = _gone(last, offered) if last else 0
        if found.changed or found.shown or found.hidden or gone:
            yield replace(found, gone=gone)
    for table in before.tables:
        if now.table(table.key) is None and (gone := _gone(table, offered)):
            yield Change(table.title, gone=gone)


def _gone(last: ViewTable, offered: Collection[str]) -> int:
    shown = (codes for codes, number in last.numbers.items() if number is not None)
    return sum(last.cell_key(codes) not in offered for codes in shown)


def _change(before: View, table: ViewTable) -> Change:
    changed = shown = hidden = 0
    for codes, number in table.numbers.items():
        key = table.cell_key(codes)
        if number is None:
            hidden += key in before.shown
        elif key not in before.shown:
            shown += 1
        else:
            changed += before.shown[key] != number
    return Change(table.title, changed, shown, hidden)
