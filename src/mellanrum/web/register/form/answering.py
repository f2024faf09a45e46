"""What a form is answered with: the page again with what is to be mended or asked about, or that it is counted."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.core.signing import BadSignature
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from mellanrum.findings import Finding
from mellanrum.tallies.entries import Entry
from mellanrum.web.access.routes import Request
from mellanrum.web.counters.store import AlreadyCounted, Overtaken, is_spent
from mellanrum.web.counters.tokens import Token, TooOld
from mellanrum.web.parts.templatetags.parts import spoken
from mellanrum.web.register.code.services import AlreadyUsed, Fault
from mellanrum.web.register.form.carrying import Carried, carried_by, new_slip, takes_code, values_from
from mellanrum.web.register.form.desk import Desk, desk_of
from mellanrum.web.register.form.forms import EntryForm, month_words, named
from mellanrum.web.register.services.checking import findings_of
from mellanrum.web.register.services.counting import Counted, token_of
from mellanrum.web.register.services.ledgers import coordinates

CONFLICT, NOT_YET = 409, 422
WITHOUT = Carried()
_TYPED = "typed_code"


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that has come in: its token, and the code it came with."""

    form: EntryForm
    token: Token
    carried: Carried


def blank(request: Request, desk: Desk) -> HttpResponse:
    """Answer with an empty form."""
    return _page(request, desk, _form(desk, initial={"token": desk.new_token()}))


def posted(request: Request, desk: Desk) -> HttpResponse:
    """Answer what was sent: a code to fill the form by, or the form itself."""
    desk = desk.offering(request.POST.get("month", ""))
    if _TYPED in request.POST:
        return _filled(request, desk)
    token = _token(request, desk)
    is_again = token is not None and is_spent(desk.standing.association, token)
    carried = carried_by(desk, request.POST.get("code", ""), again=is_again)
    if isinstance(carried, Fault):
        form = _form(desk, _renewed(request.POST, code=""))
        return _page(request, desk, form, fault=carried, status=NOT_YET)
    if token is None:
        form = _form(desk, _renewed(request.POST, token=desk.new_token()), carried=carried)
        return _page(request, desk, form, is_old=True, carried=carried, status=NOT_YET)
    sent = Sent(_form(desk, request.POST, carried=carried), token, carried)
    return _already(request, desk, sent) if is_again else _answered(request, desk, sent)


def is_at_hand(request: Request, desk: Desk) -> bool:
    """Tell whether a form comes from a page that was made for it alone, and still may be sent."""
    return _TYPED not in request.POST and _token(request, desk) is not None


def _token(request: Request, desk: Desk) -> Token | None:
    """Read the token the form came back with; None for one that is too old, or not this form's."""
    try:
        return token_of(desk.standing, desk.purpose, request.POST.get("token", ""))
    except (BadSignature, TooOld):
        return None


def _filled(request: Request, desk: Desk) -> HttpResponse:
    carried = carried_by(desk, request.POST[_TYPED])
    if isinstance(carried, Fault):
        form = _form(desk, initial={"token": desk.new_token()})
        return _page(request, desk, form, fault=carried, status=NOT_YET)
    form = _form(desk, initial=values_from(desk, carried) | {"token": desk.new_token()}, carried=carried)
    return _page(request, desk, form, carried=carried)


def _answered(request: Request, desk: Desk, sent: Sent) -> HttpResponse:
    sent.form.full_clean()
    typed = sent.form.entry()
    scheme = desk.counting(typed.month).scheme
    found = findings_of(desk.standing, desk.intervention, typed, scheme, desk.decided, back=desk.back)
    waiting = sent.form.tell((*found, *sent.carried.out_of_time(typed)))
    if sent.form.errors or waiting:
        return _asked(request, desk, sent, waiting)
    return _counted(request, desk, sent, sent.carried.complete(typed))


def _counted(request: Request, desk: Desk, sent: Sent, entry: Entry) -> HttpResponse:
    try:
        counted = desk.count(entry, sent.token, sent.carried.along(desk))
    except AlreadyCounted:
        return _already(request, desk, sent)
    except AlreadyUsed as used:
        form = _form(desk, _renewed(request.POST, code=""))
        return _page(request, desk, form, fault=used.fault, status=NOT_YET)
    except Overtaken:
        return _overtaken(request, desk, sent)
    return _done(request, desk, sent, entry, counted)


def _overtaken(request: Request, desk: Desk, sent: Sent) -> HttpResponse:
    """Say that nothing was counted, as the months stand now; what was answered stands in the form."""
    now = desk_of(desk.standing, desk.intervention.slug, desk.event, back=desk.back)
    now = now.offering(request.POST.get("month", ""))
    form = _form(now, request.POST, carried=sent.carried)
    return _page(request, now, form, carried=sent.carried, is_overtaken=True, status=CONFLICT)


def _already(request: Request, desk: Desk, sent: Sent) -> HttpResponse:
    entry = sent.carried.complete(sent.form.entry()) if sent.form.is_valid() else None
    slip = new_slip(desk.counting(entry.month), entry, sent.form.data["token"]) if entry else None
    return render(request, "register/form_counted.html", _told(desk) | {"is_again": True, "slip": slip})


def _done(request: Request, desk: Desk, sent: Sent, entry: Entry, counted: Counted) -> HttpResponse:
    context = _told(desk) | {
        "counted": counted,
        "own_month": month_words(entry.month),
        "into_month": month_words(counted.month),
        "slip": new_slip(desk.counting(entry.month), entry, sent.form.data["token"]),
        "hidden": tuple(sent.form.hidden()),
        "back_token": replace(desk, back=True).new_token(),
    }
    return render(request, "register/form_counted.html", context)


def _asked(request: Request, desk: Desk, sent: Sent, waiting: Iterable[Finding]) -> HttpResponse:
    listed = tuple(waiting)
    answered = [*sent.form.data.get("anyway", "").split(), *(named(each) for each in listed)]
    form = sent.form
    if listed and not form.errors:
        form.data = _renewed(request.POST, anyway=" ".join(answered))
    return _page(request, desk, form, asking=listed, carried=sent.carried, status=NOT_YET)


def _page(  # noqa: PLR0913 - what a page may have to say
    request: Request,
    desk: Desk,
    form: EntryForm,
    *,
    carried: Carried = WITHOUT,
    fault: Fault | None = None,
    asking: Iterable[Finding] = (),
    is_old: bool = False,
    is_overtaken: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = _told(desk) | {
        "form": form,
        "asking": () if form.errors else [spoken(each) for each in asking],
        "is_old": is_old,
        "is_overtaken": is_overtaken,
        "takes_code": takes_code(desk),
        "fault": fault,
        "read": carried.read,
        "may_correct": coordinates(desk.standing, desk.intervention),
    }
    return render(request, "register/form_entry.html", context, status=status)


def _told(desk: Desk) -> dict[str, Any]:
    return {"here": "home", "desk": desk, "words": desk.words}


def _form(
    desk: Desk, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None, carried: Carried = WITHOUT
) -> EntryForm:
    asked = tuple(key for key in desk.asked if key not in carried.gone)
    about: dict[str, Any] = {
        "event": desk.event,
        "scheme": desk.scheme,
        "asked": asked,
        "months": desk.months,
        "back": desk.back,
    }
    return EntryForm(data, initial=initial, **about)


def _renewed(data: QueryDict, **changes: str) -> QueryDict:
    renewed = data.copy()
    for name, value in changes.items():
        renewed[name] = value
    return renewed
