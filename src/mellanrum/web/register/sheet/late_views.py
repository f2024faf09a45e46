"""What comes after a month has locked: late numbers and corrections."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mellanrum.tallies.ledger import Count, Ledger
from mellanrum.tallies.sex import STATED, Sex
from mellanrum.tallies.sheets.late import count_late
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_fill_sheets
from mellanrum.web.counters.store import AlreadyCounted, Overtaken
from mellanrum.web.parts.templatetags.parts import say
from mellanrum.web.register.services.counting import counted_in
from mellanrum.web.register.services.deciding import Decided
from mellanrum.web.register.services.ledgers import save
from mellanrum.web.register.sheet.asked import Asked, asked_for
from mellanrum.web.register.sheet.fields import month_name, place_name, signed_number, told
from mellanrum.web.register.sheet.page import answer_of, column_label, row_title
from mellanrum.web.register.sheet.shape import SheetShape, now, shape_of
from mellanrum.web.register.sheet.views import CONFLICT, INVALID, address, token_for, token_in


@dataclass
class Signed:
    """Signed numbers that were typed: those above nil are late, those under are corrections."""

    numbers: dict[str, int] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Desk:
    """Which locked month is written about, and the open one (its first day) that it is counted in."""

    request: Request
    asked: Asked
    shape: SheetShape
    into: date


@in_association(check_can_fill_sheets)
@require_http_methods(["GET", "HEAD", "POST"])
def late(request: Request, intervention: str, month: str) -> HttpResponse:
    """Count numbers of a locked month in the month that is open, as late or as corrected."""
    desk = _desk(request, asked_for(request, intervention, month))
    if not desk.shape.counted.is_locked:
        return redirect(address(request, "sheet", intervention, desk.asked.month))
    return _posted(desk) if request.method == "POST" else _late_page(desk, Signed())


def _desk(request: Request, asked: Asked) -> Desk:
    standing = request.standing
    ledgers = now(standing, asked.intervention)
    shape = shape_of(standing, asked.intervention, asked.month, ledgers)
    into = counted_in(standing, ledgers, Decided(standing.association))(asked.month)
    return Desk(request, asked, shape, into)


def _posted(desk: Desk) -> HttpResponse:
    counts, places = _fields(desk.shape)
    signed = _read(desk.request, [*counts, *places])
    _check_not_below_nil(desk.shape, signed)
    token, is_lost = token_in(desk.request, desk.asked)
    if signed.faults or is_lost or not signed.numbers:
        is_empty = not (signed.faults or is_lost)
        return _late_page(desk, signed, status=INVALID, is_lost=is_lost, is_empty=is_empty)
    numbers = {counts[name]: number for name, number in signed.numbers.items() if name in counts}
    municipal = {places[name]: number for name, number in signed.numbers.items() if name in places}

    def make(ledger: Ledger) -> Ledger:
        return count_late(ledger, desk.into.month, numbers, municipal)

    try:
        save(desk.request.standing, desk.asked.intervention, desk.into.year, make, token)
    except AlreadyCounted:
        messages.warning(desk.request, _("This had been counted already, and was not counted once more."))
    except Overtaken:
        return _late_page(_desk(desk.request, desk.asked), signed, status=CONFLICT, is_overtaken=True)
    else:
        messages.success(desk.request, _("Counted as late or corrected. Fill in the period's tables with them, too."))
    return redirect(address(desk.request, "sheet", desk.asked.intervention.slug, desk.into))


def _check_not_below_nil(shape: SheetShape, signed: Signed) -> None:
    """No more is taken back of a month than it has."""
    counts, places = _fields(shape)
    standing = {name: shape.counted.counts.get(key, Count()).net for name, key in counts.items()}
    standing |= {name: shape.counted.municipal.get(key, 0) for name, key in places.items()}
    below = [name for name, number in signed.numbers.items() if number < 0 and standing[name] + number < 0]
    signed.faults.update(dict.fromkeys(below, _("That takes away more than there are.")))


def _fields(shape: SheetShape) -> tuple[dict[str, tuple[str, Sex]], dict[str, tuple[str, str]]]:
    """Return the fields of events by sex, and by municipality, by their names."""
    events, own = shape.places
    return (
        {month_name(row.key, sex): (row.key, sex) for row in shape.rows for sex in row.columns if row.is_event},
        {place_name(event, place): (event, place) for event in events for place in own},
    )


def _read(request: Request, names: list[str]) -> Signed:
    signed = Signed()
    for name in names:
        number = signed_number(request.POST.get(name, "")[:20])
        if isinstance(number, int):
            if number:
                signed.numbers[name] = number
        elif number is not None:
            signed.faults[name] = told(number)
    return signed


def _late_page(desk: Desk, signed: Signed, *, status: int = 200, **told: bool) -> HttpResponse:
    """Write the page; `told` says how it came to be shown again."""
    shape, events = desk.shape, desk.shape.places[0]
    rows, places = list(_rows(desk, signed)), list(_places(desk, signed))
    context: dict[str, Any] = {
        "here": "home",
        "asked": desk.asked,
        "into": desk.into,
        "headings": [column_label(sex) for sex in STATED],
        "rows": rows,
        "place_headings": [say(shape.scheme.events[event].label) for event in events],
        "by_place": places if events else [],
        "faults": _faults(rows, places, signed.faults),
        "token": token_for(desk.request, desk.asked),
        **told,
    }
    return render(desk.request, "register/sheet_late.html", context, status=status)


def _rows(desk: Desk, signed: Signed) -> Iterator[dict[str, Any]]:
    for row in desk.shape.rows:
        if row.is_event:
            label = row_title(row)
            names = {month_name(row.key, sex): f"{label}, {column_label(sex).lower()}" for sex in row.columns}
            yield {"label": label, "cells": [_cell(desk, signed, name, said) for name, said in names.items()]}


def _places(desk: Desk, signed: Signed) -> Iterator[dict[str, Any]]:
    events, own = desk.shape.places
    for place in own:
        label = say(answer_of(desk.shape, place))
        of_events = {event: say(desk.shape.scheme.events[event].label) for event in events}
        names = {place_name(event, place): f"{said}, {label}" for event, said in of_events.items()}
        yield {"label": label, "cells": [_cell(desk, signed, name, said) for name, said in names.items()]}


def _cell(desk: Desk, signed: Signed, name: str, label: str) -> dict[str, str]:
    text = desk.request.POST.get(name, "")
    return {"name": name, "label": label, "text": text, "fault": signed.faults.get(name, "")}


def _faults(
    rows: list[dict[str, Any]], places: list[dict[str, Any]], faults: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    cells = [cell for row in (*rows, *places) for cell in row["cells"]]
    return [(cell["name"], cell["label"], cell["fault"]) for cell in cells if cell["name"] in faults]
