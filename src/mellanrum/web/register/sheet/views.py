"""The tick sheet: a month's totals and its period's tables on one page."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.signing import BadSignature
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from mellanrum.tallies.calendar import Locking
from mellanrum.tallies.counting import locks_on
from mellanrum.tallies.ledger import Ledger
from mellanrum.web.access.models import RoleName
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import can_set_up_follow_up, check_can_fill_sheets
from mellanrum.web.counters.store import AlreadyCounted, Overtaken
from mellanrum.web.counters.tokens import Token, TooOld, new_token, read_token
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.interventions.services.listing import counted_by, name_on
from mellanrum.web.parts.sorting import swedish
from mellanrum.web.register.models import StockNote
from mellanrum.web.register.services.deciding import locking_of, settings_on
from mellanrum.web.register.services.ledgers import all_now
from mellanrum.web.register.sheet.asked import (
    Asked,
    asked_for,
    before,
    month_to_fill,
    months_of,
    next_month,
    own_intervention,
    written_month,
)
from mellanrum.web.register.sheet.fields import add_means, read_numbers
from mellanrum.web.register.sheet.page import Page, State
from mellanrum.web.register.sheet.saving import BelowNil, Changed, Filled, counted_ongoing, save_sheet, typed_month
from mellanrum.web.register.sheet.shape import SheetShape, now, shape_of

CONFLICT, INVALID = 409, 422
LONGEST_NOTE = 500
TOKEN_MONTHS = 2


@in_association(check_can_fill_sheets)
@require_safe
def sheets(request: Request) -> HttpResponse:
    """List the interventions the reader counts in, each with the month that is to be filled."""
    standing = request.standing
    ledgers = all_now(standing.association, standing.day)
    found = [
        _listed(request, intervention, ledgers.get(intervention.slug, ()))
        for intervention in counted_by(standing, RoleName.COORDINATOR)
        if months_of(intervention, standing.day)
    ]
    found.sort(key=lambda each: swedish(each["name"]))
    return render(request, "register/sheet_list.html", {"here": "home", "sheets": found})


def _listed(request: Request, intervention: Intervention, ledgers: Sequence[Ledger]) -> dict[str, Any]:
    month = month_to_fill(request.standing, intervention, ledgers)
    assert month is not None  # noqa: S101 - asked only of interventions that have months
    ledger = next((each for each in ledgers if each.year == month.year), None)
    return {
        "slug": intervention.slug,
        "name": name_on(intervention, month),
        "month": month,
        "written": written_month(month),
        "is_begun": bool(ledger and ledger.month(month.month).counts),
    }


@in_association(check_can_fill_sheets)
@require_safe
def sheet_now(request: Request, intervention: str) -> HttpResponse:
    """Lead to the month that is to be filled."""
    found = own_intervention(request.standing, intervention)
    month = month_to_fill(request.standing, found, now(request.standing, found))
    if month is None:
        raise Http404
    return redirect(address(request, "sheet", intervention, month))


@in_association(check_can_fill_sheets)
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: Request, intervention: str, month: str) -> HttpResponse:
    asked = asked_for(request, intervention, month)
    ledgers = now(request.standing, asked.intervention)
    shape = shape_of(request.standing, asked.intervention, asked.month, ledgers)
    if request.method == "POST":
        return _filled(request, asked, shape, ledgers)
    return shown(request, asked, shape, ledgers, stored_state(shape))


def stored_state(shape: SheetShape) -> State:
    """Return the sheet as it is stored."""
    stored = shape.stored()
    return State({name: str(number) for name, number in stored.items()}, stored)


def _filled(request: Request, asked: Asked, shape: SheetShape, ledgers: Sequence[Ledger]) -> HttpResponse:
    read = read_numbers(request.POST, shape.names, shape.adds)
    add_means(read, request.POST, [block for each in shape.blocks.values() for block in each])
    note = request.POST.get("note", "").strip()
    if len(note) > LONGEST_NOTE:
        read.faults["note"] = _("Write at most 500 characters.")
    token, is_lost = token_in(request, asked)
    state = State(request.POST.dict(), read.numbers, read.faults)
    if request.POST.get("step") == "sum":
        return shown(request, asked, shape, ledgers, state)
    if read.faults or is_lost:
        return shown(request, asked, shape, ledgers, state, status=INVALID, is_lost=is_lost)
    filled = Filled(
        read.numbers,
        seen_in(request),
        request.POST.get("mode", ""),
        is_stock_corrected="correct_stock" in request.POST,
        note=_note_in(request, shape),
        token=token,
    )
    return _saved(request, asked, shape, ledgers, filled)


def _note_in(request: Request, shape: SheetShape) -> str | None:
    is_asked = bool(shape.ongoing_fields) and "note" in request.POST
    return request.POST["note"].strip() if is_asked else None


def _saved(
    request: Request, asked: Asked, shape: SheetShape, ledgers: Sequence[Ledger], filled: Filled
) -> HttpResponse:
    others = [ledger for ledger in ledgers if ledger.year != asked.month.year]
    try:
        made = save_sheet(request.standing, asked.intervention, shape, filled, others)
    except Changed as changed:
        return _changed(request, asked, changed, filled, ledgers)
    except BelowNil as below:
        faults = dict.fromkeys(below.names, _("That takes away more than there are."))
        state = State(request.POST.dict(), filled.numbers, faults)
        return shown(request, asked, shape, ledgers, state, status=INVALID)
    except AlreadyCounted:
        messages.warning(request, _("This sheet had been saved already, and was not counted once more."))
        return redirect(address(request, "sheet", asked.intervention.slug, asked.month))
    except Overtaken:
        newer = now(request.standing, asked.intervention)
        at = shape_of(request.standing, asked.intervention, asked.month, newer)
        return _changed(request, asked, Changed(at, {}), filled, newer)
    messages.success(request, _told(replace(shape, ledger=made)))
    return redirect(address(request, "sheet", asked.intervention.slug, asked.month))


def _told(shape: SheetShape) -> str:
    """Say that the sheet is saved, and how many of its tables do not tie."""
    wrong = sum(part["wrong"] for part in Page(shape, stored_state(shape)).parts() if part["filled"])
    if not wrong:
        return _("The sheet is saved.")
    return ngettext(
        "The sheet is saved. %(count)d table does not tie with the months; it is marked.",
        "The sheet is saved. %(count)d tables do not tie with the months; they are marked.",
        wrong,
    ) % {"count": wrong}


def _changed(
    request: Request, asked: Asked, changed: Changed, filled: Filled, ledgers: Sequence[Ledger]
) -> HttpResponse:
    """Show what somebody else has saved beside what was typed; what only they touched stands as they left it."""
    stored, seen = changed.shape.stored(), filled.seen
    numbers, texts = dict(filled.numbers), request.POST.dict()
    theirs = {}
    for name, number in changed.theirs.items():
        if filled.numbers.get(name, 0) == seen.get(name, 0):
            numbers[name], texts[name] = number, str(number)
        theirs[name] = number
    state = State(texts, numbers, {}, theirs)
    newer = [changed.shape.ledger if each.year == asked.month.year else each for each in ledgers]
    return shown(request, asked, changed.shape, newer, state, status=CONFLICT, stored=stored)


def seen_in(request: Request) -> Mapping[str, int]:
    """Return what stood in the fields when the page was opened, as the page says; nothing where it says nothing."""
    try:
        plain = json.loads(request.POST.get("seen", "{}"))
    except (ValueError, RecursionError):
        return {}
    items = plain.items() if isinstance(plain, dict) else ()
    return {name: number for name, number in items if type(number) is int}


def token_in(request: Request, asked: Asked) -> tuple[Token | None, bool]:
    """Return the one-time token of the page, and whether it is lost: too old, or another page's."""
    try:
        given = request.POST.get("token", "")
        return read_token(request.standing.association, _purpose(asked), given, request.standing.day), False
    except (BadSignature, TooOld, ValueError):
        return None, True


def _purpose(asked: Asked) -> str:
    return f"{asked.intervention.slug}/sheet/{asked.written}"


def token_for(request: Request, asked: Asked) -> str:
    """Return the token of a page: the one it was sent with, if it can still be used."""
    token, is_lost = token_in(request, asked) if request.method == "POST" else (None, True)
    if token is not None and not is_lost:
        return request.POST["token"]
    return new_token(request.standing.association, _purpose(asked), token_day(request.standing.day))


def token_day(day: date) -> date:
    """Return the last day of a page's token: the same for all of a month, since it is kept and would tell the day."""
    after = day.replace(day=1)
    for _month in range(TOKEN_MONTHS + 1):
        after = (after + timedelta(days=32)).replace(day=1)
    return after - timedelta(days=1)


def shown(  # noqa: PLR0913 - the page and how it came to be shown
    request: Request,
    asked: Asked,
    shape: SheetShape,
    ledgers: Sequence[Ledger],
    state: State,
    *,
    status: int = 200,
    is_lost: bool = False,
    stored: Mapping[str, int] | None = None,
) -> HttpResponse:
    """Write the page."""
    period = period_name(shape)
    context = {
        "here": "home",
        "asked": asked,
        **_sheet_shown(ledgers, shape, state),
        **_times_shown(request, asked, shape, period),
        **_said_shown(shape, state, is_conflict=status == CONFLICT),
        "is_lost": is_lost,
        "seen": json.dumps(_seen(request, shape, state, stored), separators=(",", ":")),
        "mode": _mode(request, shape, status),
        "token": token_for(request, asked),
        "note": _note_shown(request, asked),
        "note_fault": state.faults.get("note", ""),
        "can_reopen": can_set_up_follow_up(request.standing),
    }
    return render(request, "register/sheet.html", context, status=status)


def _sheet_shown(ledgers: Sequence[Ledger], shape: SheetShape, state: State) -> dict[str, Any]:
    """Return the fields of the page, and what they add up to."""
    page = Page(shape, state)
    return {
        "month": page.month(),
        "municipal": page.places(),
        "ongoing": page.ongoing(_counted(ledgers, shape, state)),
        "parts": page.parts(),
        "is_period_locked": shape.part.is_locked,
        "is_closed": not shape.names,
    }


def _times_shown(request: Request, asked: Asked, shape: SheetShape, period: Mapping[str, Any]) -> dict[str, Any]:
    """Return which period it is, when it locks, and the sheets before and after."""
    locking = locking_of(settings_on(request.standing.association, asked.month.year))
    return {"period": period, "locks": locks(shape, locking), "around": around(request, asked, period)}


def _said_shown(shape: SheetShape, state: State, *, is_conflict: bool) -> dict[str, Any]:
    """Return what is to be said of the fields: their faults, and what somebody else has saved."""
    page = Page(shape, state)
    return {
        "faults": page.faults() if state.faults else [],
        "is_conflict": is_conflict,
        "conflicts": page.conflicts() if is_conflict else [],
    }


def _seen(request: Request, shape: SheetShape, state: State, stored: Mapping[str, int] | None) -> Mapping[str, int]:
    """Return what the page is to remember as seen: what is stored now, or what was seen before where it goes on."""
    if stored is not None:
        return stored
    return seen_in(request) if request.method == "POST" and state.texts else shape.stored()


def _mode(request: Request, shape: SheetShape, status: int) -> str:
    """Return what the page is to remember as what could be filled in: as it is, or as it was where it goes on."""
    is_same = request.method == "POST" and status != CONFLICT
    return request.POST.get("mode", "") if is_same else shape.mode


def _counted(ledgers: Sequence[Ledger], shape: SheetShape, state: State) -> Mapping[Any, int]:
    """Return how many are ongoing by the counters, with the starts and ends that are typed but not yet saved."""
    others = [ledger for ledger in ledgers if ledger.year != shape.month.year]
    return counted_ongoing((*others, typed_month(shape, state.numbers)), shape)


def _note_shown(request: Request, asked: Asked) -> str:
    if "note" in request.POST:
        return request.POST["note"]
    own = StockNote.objects.of(request.standing.association)
    found = own.filter(intervention=asked.intervention, month=asked.month).first()
    return found.text if found else ""


def period_name(shape: SheetShape) -> dict[str, Any]:
    """Return the period of a sheet: its first and last months, and whether this is its last."""
    months = shape.ledger.kind.months_of(shape.number)
    first, last = (date(shape.month.year, month, 1) for month in (months[0], months[-1]))
    return {"first": first, "last": last, "is_last": shape.month == last}


def locks(shape: SheetShape, locking: Locking) -> dict[str, Any]:
    """Return when the month and its period lock, or locked."""
    year, number = shape.month.year, shape.month.month
    return {
        "month": locks_on(shape.counted, year, number, locking),
        "period": locking.of_period(year, shape.ledger.kind, shape.number),
        "is_opened": shape.counted.open_until is not None,
    }


def around(request: Request, asked: Asked, period: Mapping[str, date]) -> dict[str, str]:
    """Return the addresses of the months and the periods before and after; of the last ones none."""
    months = months_of(asked.intervention, request.standing.day)
    slug = asked.intervention.slug
    beside = {
        "period_before": before(period["first"]),
        "before": before(asked.month),
        "after": next_month(asked.month),
        "period_after": next_month(period["last"]),
    }
    return {name: address(request, "sheet", slug, month) for name, month in beside.items() if month in months}


def address(request: Request, route: str, slug: str, month: date) -> str:
    """Return the address of a page of an intervention and a month."""
    return reverse(f"register:{route}", args=[request.standing.association.slug, slug, written_month(month)])
