"""Tables of the association's own: declared from a period on, and ended with one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from mellanrum.tallies.rules import EventRule
from mellanrum.tallies.scheme import Scheme
from mellanrum.web.access.pages import found
from mellanrum.web.access.routes import Request, in_association
from mellanrum.web.access.rules import check_can_set_up_follow_up
from mellanrum.web.counters import store
from mellanrum.web.parts.templatetags.parts import say
from mellanrum.web.register.models import OwnTable
from mellanrum.web.register.services.deciding import kind_of, scheme_on, settings_on
from mellanrum.web.register.services.declaring import NewTable, declare_table, end_table
from mellanrum.web.register.setup.expected import most_in_a_period
from mellanrum.web.register.setup.pages import FormPage, done, form_page
from mellanrum.web.register.setup.tables import (
    declared,
    ends,
    events_on,
    questions_of,
    standing_tables,
    starts,
)
from mellanrum.web.register.setup.tables_forms import EndTableForm, TableForm, period_label

_TABLES = "register:tables"


@in_association(check_can_set_up_follow_up)
@require_safe
def tables(request: Request) -> HttpResponse:
    association, day = request.standing.association, request.standing.day
    scheme = scheme_on(association, day)
    own = list(OwnTable.objects.of(association).order_by("first_day", "pk"))
    told = [_told(scheme, event, own) for event in events_on(day).values()]
    return render(request, "register/setup_tables.html", {"here": "setup", "events": told, "day": day})


def _told(scheme: Scheme, event: EventRule, own: list[OwnTable]) -> dict[str, object]:
    return {
        "event": event,
        "shipped": [rule for rule in standing_tables(scheme, event.key) if not rule.key.startswith("own_")],
        "own": [row for row in own if row.event == event.key],
    }


@in_association(check_can_set_up_follow_up)
def new_table(request: Request, counted: str) -> HttpResponse:
    wanted = found(events_on(request.standing.day).get(counted))
    form = _form(request, wanted)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        new = NewTable(counted, told["question"], told["across"], told["label"], told["first_day"])
        declare_table(request.standing, new)
        return done(
            request, _("“%(label)s” counts from %(day)s.") % {"label": new.label, "day": new.first_day}, _TABLES
        )
    page = FormPage(
        _("A table more: %(event)s") % {"event": say(wanted.label)},
        _("Declare the table"),
        _TABLES,
        gettext_lazy("Every table that is counted must be declared beforehand: nothing else is kept."),
    )
    return form_page(request, form, page)


def _form(request: Request, event: EventRule) -> TableForm:
    association, day = request.standing.association, request.standing.day
    settings = settings_on(association, day.year)
    kind, every = kind_of(settings), scheme_on(association, day).questions
    ledgers = store.all_ledgers(association)
    first_days = starts([each for listed in ledgers.values() for each in listed], event.key, kind, day)
    return TableForm(
        request.POST or None,
        questions=questions_of(event, every),
        every=every,
        tables=declared(association, event.key, day),
        first_days=[(start, f"{start.day.isoformat()} ({period_label(kind, start)})") for start in first_days],
        expected=most_in_a_period(ledgers, event.key, kind, day),
        threshold=settings.threshold,
    )


@in_association(check_can_set_up_follow_up)
def stop_table(request: Request, own: int) -> HttpResponse:
    association, day = request.standing.association, request.standing.day
    row = found(OwnTable.objects.of(association).filter(pk=own).first())
    kind = kind_of(settings_on(association, day.year))
    form = EndTableForm(request.POST or None, last_days=ends(kind, day))
    if request.method == "POST" and form.is_valid():
        end_table(request.standing, row, form.cleaned_data["last_day"])
        told = {"label": row.label, "day": form.cleaned_data["last_day"]}
        return done(request, _("“%(label)s” counts for the last time on %(day)s.") % told, _TABLES)
    lead = gettext_lazy("What has been counted in it stays. A table that has not begun goes altogether.")
    page = FormPage(_("End “%(label)s”") % {"label": row.label}, _("End the table"), _TABLES, lead)
    return form_page(request, form, page)
