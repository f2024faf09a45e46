"""Reading the association's own tick-sheet spreadsheet: look, say what is what, see what would change, confirm.

The file is read in memory and forgotten. Between the steps its tables ride in the page itself.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mellanrum.findings import Finding, has_error, in_order
from mellanrum.tallies.ledger import Ledger
from mellanrum.tallies.sheets.applying import Chosen, Numbers, numbers_of
from mellanrum.tallies.sheets.found import FoundTable, found_from_text, found_to_text
from mellanrum.tallies.sheets.mapping import SKIP, Target, targets_of
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_fill_sheets
from mellanrum.web.counters.store import AlreadyCounted, Overtaken
from mellanrum.web.register.sheet.asked import Asked, asked_for
from mellanrum.web.register.sheet.choosing import Choices, guesses, remember, remembered_for, said_in
from mellanrum.web.register.sheet.fields import cell_name, month_name, place_name
from mellanrum.web.register.sheet.opening import LIMITS, look_in, persons_in
from mellanrum.web.register.sheet.page import Page, State
from mellanrum.web.register.sheet.saving import Changed, Filled, save_sheet
from mellanrum.web.register.sheet.shape import SheetShape, now, shape_of
from mellanrum.web.register.sheet.target_forms import table_shown
from mellanrum.web.register.sheet.views import CONFLICT, INVALID, address, seen_in, token_for, token_in
from mellanrum.web.register.sheet.writing import write_empty

LONGEST_NAME = 120
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Desk:
    """Where the reading of a file stands: for which sheet, and what it may hold."""

    request: Request
    asked: Asked
    ledgers: tuple[Ledger, ...]
    shape: SheetShape
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file's name and tables, as they ride in the page."""

    file: str
    tables: tuple[FoundTable, ...]
    found: tuple[Finding, ...] = ()


@in_association(check_can_fill_sheets)
@require_http_methods(["GET", "HEAD", "POST"])
def import_sheet(request: Request, intervention: str, month: str) -> HttpResponse:
    asked = asked_for(request, intervention, month)
    ledgers = now(request.standing, asked.intervention)
    shape = shape_of(request.standing, asked.intervention, asked.month, ledgers)
    desk = Desk(request, asked, ledgers, shape, targets_of(shape.scheme, by_head_count=shape.by_head_count))
    if request.method != "POST":
        return _start(desk)
    if request.POST.get("step") not in {"map", "save"}:
        return _look(desk)
    try:
        tables = found_from_text(request.POST.get("content", ""))
    except ValueError:
        return _start(desk, status=INVALID, said=_("The page did not come back whole. Choose the file once more."))
    if persons := persons_in(tables, desk.targets):
        return _start(desk, status=INVALID, found=persons)
    arrived = Arrived(file_name(request.POST.get("file", "")), tables)
    choices = said_in(request.POST, tables, desk.targets, remembered_for(request.standing, asked.intervention))
    if not choices.is_whole:
        return _mapping(desk, arrived, choices, status=INVALID)
    return _save(desk, arrived, choices) if request.POST["step"] == "save" else _preview(desk, arrived, choices)


def _look(desk: Desk) -> HttpResponse:
    file = desk.request.FILES.get("file")
    if file is None:
        return _start(desk, status=INVALID, said=_("Choose a file first."))
    name = file_name(file.name or "")
    data = file.read(LIMITS.file_bytes + 1)
    looked = look_in(data, name, desk.targets)
    if not looked.tables:
        return _start(desk, status=INVALID, found=looked.found)
    arrived = Arrived(name, looked.tables, looked.found)
    choices = guesses(looked.tables, desk.targets, remembered_for(desk.request.standing, desk.asked.intervention))
    return _preview(desk, arrived, choices) if choices.is_whole else _mapping(desk, arrived, choices)


def file_name(given: str) -> str:
    """Return the name of a file without the folders it lay in, and without what cannot be seen."""
    base = given.replace("\\", "/").rstrip("/").rpartition("/")[2]
    seen = "".join(char if char.isprintable() else " " for char in base)
    return " ".join(seen.split()).strip(". ")[:LONGEST_NAME] or "fil"


def _start(desk: Desk, *, status: int = 200, said: str = "", found: Sequence[Finding] = ()) -> HttpResponse:
    context = {
        "here": "home",
        "asked": desk.asked,
        "said": said,
        "findings": in_order(found),
        "limit": LIMITS.file_bytes // 1_000_000,
        "is_closed": not desk.shape.names,
    }
    return render(desk.request, "register/sheet_import.html", context, status=status)


def _riding(desk: Desk, arrived: Arrived) -> dict[str, Any]:
    return {
        "here": "home",
        "asked": desk.asked,
        "file": arrived.file,
        "content": found_to_text(arrived.tables),
        "token": token_for(desk.request, desk.asked),
    }


def _mapping(desk: Desk, arrived: Arrived, choices: Choices, status: int = 200) -> HttpResponse:
    is_answer = desk.request.POST.get("step") in {"map", "save"}
    tables = [
        table_shown(at, table, choice, desk.targets, is_answer=is_answer)
        for at, (table, choice) in enumerate(zip(arrived.tables, choices.chosen, strict=True))
    ]
    context = {
        "tables": tables,
        "findings": in_order(arrived.found),
        "faults": [fault for table in tables for fault in table["faults"]],
    }
    return render(desk.request, "register/sheet_mapping.html", _riding(desk, arrived) | context, status=status)


@dataclass(frozen=True, slots=True)
class Set:
    """What reading the tables would set: numbers by field, what cannot be set since it is locked, and findings."""

    numbers: Mapping[str, int]
    locked: int
    found: tuple[Finding, ...]


def _set(desk: Desk, arrived: Arrived, chosen: Sequence[Chosen]) -> Set:
    numbers, found = numbers_of(arrived.tables, chosen, desk.shape.shape(), arrived.file)
    named = _named(numbers)
    open_names = frozenset(desk.shape.names)
    kept = {name: number for name, number in named.items() if name in open_names}
    return Set(kept, len(named) - len(kept), found)


def _named(numbers: Numbers) -> dict[str, int]:
    named = {cell_name(cell): number for cell, number in numbers.cells.items()}
    named |= {month_name(key, sex): number for (key, sex), number in numbers.month.items()}
    return named | {place_name(event, place): number for (event, place), number in numbers.places.items()}


def _preview(
    desk: Desk, arrived: Arrived, choices: Choices, *, status: int = 200, is_late: bool = False
) -> HttpResponse:
    told = _set(desk, arrived, choices.chosen)
    stored = desk.shape.stored()
    found = in_order((*arrived.found, *told.found))
    context = {
        "changes": _changes(desk.shape, told.numbers, stored),
        "same": sum(stored.get(name, 0) == number for name, number in told.numbers.items()),
        "locked": told.locked,
        "findings": found,
        "is_stopped": has_error(found),
        "unread": list(_unread(arrived, choices.chosen)),
        "choices": list(_hidden(choices.chosen)),
        "seen": json.dumps(desk.shape.stored(), separators=(",", ":")),
        "mode": desk.shape.mode,
        "is_late": is_late,
    }
    return render(desk.request, "register/sheet_preview.html", _riding(desk, arrived) | context, status=status)


def _changes(shape: SheetShape, numbers: Mapping[str, int], stored: Mapping[str, int]) -> list[dict[str, Any]]:
    """List the fields that would be set to something else than stands there, as the sheet calls them."""
    page = Page(shape, State({}, numbers))
    return [
        {
            "label": each.label,
            "before": stored.get(each.name, 0),
            "after": numbers[each.name],
            "adds": shape.adds(each.name),
        }
        for each in page.every_field()
        if each.name in numbers and (numbers[each.name] != stored.get(each.name, 0))
    ]


def _unread(arrived: Arrived, chosen: Sequence[Chosen]) -> list[str]:
    """List what is left alone, as the file calls it: tables, and rows of those that are read."""
    found = []
    for table, choice in zip(arrived.tables, chosen, strict=True):
        title = table.title or table.sheet or ""
        if not choice.is_read:
            found.append(title or _("A table without a name"))
        else:
            rows = (row.label for row, key in zip(table.rows, choice.rows, strict=True) if key == SKIP)
            found += [f"{title}: {label}" if title else label for label in rows]
    return found


def _hidden(chosen: Sequence[Chosen]) -> list[tuple[str, str]]:
    found = []
    for at, choice in enumerate(chosen):
        found += [(f"target-{at}", choice.target), (f"shown-{at}", choice.target)]
        found += [(f"row-{at}-{row}", key) for row, key in enumerate(choice.rows)]
        found += [(f"column-{at}-{column}", key) for column, key in enumerate(choice.columns)]
    return found


def _save(desk: Desk, arrived: Arrived, choices: Choices) -> HttpResponse:
    told = _set(desk, arrived, choices.chosen)
    token, is_lost = token_in(desk.request, desk.asked)
    if has_error(told.found) or is_lost:
        return _preview(desk, arrived, choices, status=INVALID)
    mode = desk.request.POST.get("mode", "")
    filled = Filled({**desk.shape.stored(), **told.numbers}, seen_in(desk.request), mode, token=token)
    others = [ledger for ledger in desk.ledgers if ledger.year != desk.asked.month.year]
    try:
        save_sheet(desk.request.standing, desk.asked.intervention, desk.shape, filled, others)
    except (Changed, Overtaken):
        return _preview(desk, arrived, choices, status=CONFLICT, is_late=True)
    except AlreadyCounted:
        messages.warning(desk.request, _("This sheet had been saved already, and was not counted once more."))
    else:
        remember(desk.request.standing, desk.asked.intervention, arrived.tables, choices.chosen)
        messages.success(desk.request, _("The numbers of the file stand in the sheet. The file itself is not kept."))
    return redirect(address(desk.request, "sheet", desk.asked.intervention.slug, desk.asked.month))


@in_association(check_can_fill_sheets)
@require_safe
def empty_sheet(request: Request, intervention: str, month: str) -> HttpResponse:
    """Hand out an empty tick sheet to print or to fill in."""
    asked = asked_for(request, intervention, month)
    shape = shape_of(request.standing, asked.intervention, asked.month, now(request.standing, asked.intervention))
    targets = targets_of(shape.scheme, by_head_count=shape.by_head_count)
    answer = HttpResponse(write_empty(targets, f"{asked.name} {asked.written}"), content_type=_SPREADSHEET)
    answer.headers["Content-Disposition"] = f'attachment; filename="pinnblad-{asked.intervention.slug}.xlsx"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
