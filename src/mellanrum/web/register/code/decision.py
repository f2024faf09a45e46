"""The decision to use the carried code: off until the association has decided, with its officer's opinion.

With it comes a table of its own: how many ends were filled in from a code.
"""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from mellanrum.web.access.rules import check_can_set_up_follow_up
from mellanrum.web.access.standing import Standing
from mellanrum.web.counters import store
from mellanrum.web.register.models import CodeDecision, OwnTable
from mellanrum.web.register.services.deciding import kind_of, settings_on
from mellanrum.web.register.services.declaring import NewTable, declare_table, end_table
from mellanrum.web.tenancy.models import Association, OwnedQuerySet

EVENT, CARRIED = "end", "carried"


def is_on(association: Association) -> bool:
    """Tell whether the association has decided to use the carried code."""
    newest = CodeDecision.objects.of(association).order_by("-pk").first()
    return newest is not None and newest.is_on


def decisions_of(association: Association) -> tuple[CodeDecision, ...]:
    """List the decisions, the newest first."""
    return tuple(CodeDecision.objects.of(association).select_related("by").order_by("-pk"))


@transaction.atomic
def turn_on(standing: Standing, decision: str, opinion: str) -> None:
    """Use the carried code from now on; the table counts from the first period in which nothing has been counted."""
    _decide(standing, decision, opinion, is_on=True)
    if not _tables(standing.association).filter(last_day=None).exists():
        first_day = _first_day(standing.association, standing.day)
        declare_table(standing, NewTable(EVENT, CARRIED, "", _("Ended, by carried code"), first_day))


@transaction.atomic
def turn_off(standing: Standing, decision: str) -> None:
    """Use it no more: no new codes are given, and none is read. The keys stay until they are destroyed."""
    _decide(standing, decision, "", is_on=False)
    for row in _tables(standing.association).filter(last_day=None):
        end_table(standing, row, _period_after(standing.association, standing.day) - timedelta(days=1))


def _decide(standing: Standing, decision: str, opinion: str, *, is_on: bool) -> None:
    check_can_set_up_follow_up(standing)
    CodeDecision.objects.make(
        standing.association, is_on=is_on, decision=decision, opinion=opinion, by=standing.user, on=standing.day
    )


def _tables(association: Association) -> OwnedQuerySet[OwnTable]:
    own: OwnedQuerySet[OwnTable] = OwnTable.objects.of(association)
    return own.filter(event=EVENT, question=CARRIED, across="")


def _first_day(association: Association, day: date) -> date:
    kind = kind_of(settings_on(association, day.year))
    part = kind.number_of(day.month)
    years = (ledger for ledgers in store.all_ledgers(association).values() for ledger in ledgers)
    if any(ledger.year == day.year and ledger.kind == kind and ledger.part(part).cells for ledger in years):
        return _period_after(association, day)
    return date(day.year, kind.months_of(part)[0], 1)


def _period_after(association: Association, day: date) -> date:
    kind = kind_of(settings_on(association, day.year))
    last = kind.months_of(kind.number_of(day.month))[-1]
    return (date(day.year, last, 1) + timedelta(days=32)).replace(day=1)
