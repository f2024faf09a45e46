"""Opening a locked month again by decision, and letting one that was opened lock."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mellanrum.tallies.ledger import Ledger
from mellanrum.tallies.locking import lock_again
from mellanrum.tallies.locking import reopen as opened
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_set_up_follow_up
from mellanrum.web.counters.store import Overtaken
from mellanrum.web.parts.forms import DayInput
from mellanrum.web.register.models import Reopening
from mellanrum.web.register.services.ledgers import save
from mellanrum.web.register.sheet.asked import Asked, asked_for
from mellanrum.web.register.sheet.shape import now, shape_of
from mellanrum.web.register.sheet.views import CONFLICT, INVALID, address

OPEN_DAYS = 14


class ReopenForm(forms.Form):
    """A decision to open a locked month, and until when."""

    decision = forms.CharField(
        label=gettext_lazy("The decision"),
        max_length=200,
        help_text=gettext_lazy(
            "Who decided it, when, and why: “The chair, 2026-03-02, the numbers of the team came late”."
        ),
    )
    until = forms.DateField(label=gettext_lazy("Open until and including"), widget=DayInput())

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if until < self.today:
            raise forms.ValidationError(_("The day has passed."))
        if until > self.today + timedelta(days=366):
            raise forms.ValidationError(_("Choose a day within a year."))
        return until


@in_association(check_can_set_up_follow_up)
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: Request, intervention: str, month: str) -> HttpResponse:
    """Open a locked month again by decision, or let one that was opened lock."""
    asked = asked_for(request, intervention, month)
    day = request.standing.day
    posted = request.POST if request.method == "POST" else None
    form = ReopenForm(posted, today=day, initial={"until": day + timedelta(days=OPEN_DAYS)})
    try:
        told = _done(request, asked, form) if posted is not None else ""
    except Overtaken:
        return _page(request, asked, form, is_overtaken=True)
    if not told:
        return _page(request, asked, form)
    messages.success(request, told)
    return redirect(address(request, "sheet", intervention, asked.month))


def _done(request: Request, asked: Asked, form: ReopenForm) -> str:
    """Do what was asked, and say that it is done; nothing where the form has faults.

    Overtaken where the month is not as the page had it: somebody else opened it, or it has locked.
    """
    if request.POST.get("step") == "lock":
        _lock(request, asked)
        return _("The month locks again.")
    if not form.is_valid():
        return ""
    _open(request, asked, form)
    return _("The month is open again. The decision has been written down.")


def _lock(request: Request, asked: Asked) -> None:
    number = asked.month.month

    def make(ledger: Ledger) -> Ledger:
        if ledger.month(number).open_until is None:
            raise Overtaken
        return lock_again(ledger, number)

    save(request.standing, asked.intervention, asked.month.year, make)


@transaction.atomic
def _open(request: Request, asked: Asked, form: ReopenForm) -> None:
    standing, number = request.standing, asked.month.month
    after = form.cleaned_data["until"] + timedelta(days=1)

    def make(ledger: Ledger) -> Ledger:
        if not ledger.month(number).is_locked:
            raise Overtaken
        return opened(ledger, number, after)

    Reopening.objects.make(
        standing.association,
        intervention=asked.intervention,
        month=asked.month,
        decision=form.cleaned_data["decision"],
        by=standing.user,
        on=standing.day,
    )
    save(standing, asked.intervention, asked.month.year, make)


def _page(request: Request, asked: Asked, form: ReopenForm, *, is_overtaken: bool = False) -> HttpResponse:
    """Show how it stands with the month now, and the decisions there have been."""
    standing = request.standing
    counted = shape_of(standing, asked.intervention, asked.month, now(standing, asked.intervention)).counted
    decisions = Reopening.objects.of(standing.association).filter(intervention=asked.intervention, month=asked.month)
    context: dict[str, Any] = {
        "here": "home",
        "asked": asked,
        "form": form,
        "is_overtaken": is_overtaken,
        "is_locked": counted.is_locked,
        "is_opened": counted.open_until is not None,
        "open_until": counted.open_until,
        "decisions": decisions.select_related("by").order_by("on", "pk"),
    }
    status = CONFLICT if is_overtaken else INVALID if form.errors else 200
    return render(request, "register/sheet_reopen.html", context, status=status)
