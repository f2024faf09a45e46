"""What is due in follow-up: by intervention, month and cohort, never by person.

Checks are small functions of one shape: from an intervention as it is watched on a day to what is due in it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mellanrum.findings import Finding, Severity, words
from mellanrum.tallies.calendar import Locking
from mellanrum.tallies.counting import is_open, locks_on
from mellanrum.tallies.ledger import Ledger, Month, Part, empty_ledger
from mellanrum.tallies.scheme import Scheme, follow_up
from mellanrum.tallies.sex import STATED
from mellanrum.tallies.stock import flow
from mellanrum.tallies.ties import tie_findings
from mellanrum.web.access.models import RoleName
from mellanrum.web.access.rules import can_set_up_follow_up
from mellanrum.web.access.standing import Standing
from mellanrum.web.interventions.models import Counting, Intervention, Succession
from mellanrum.web.interventions.services.listing import counted_by, key_of_slug, name_on
from mellanrum.web.interventions.services.succession import waiting_stock
from mellanrum.web.parts.sorting import swedish
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.register.models import Settings, StockNote
from mellanrum.web.register.services.deciding import kind_of, locking_of, scheme_on, settings_on, times_of
from mellanrum.web.register.services.ledgers import all_now
from mellanrum.web.register.services.opening_stock import is_counted, opening_state

SOON = 7
"""Days before a month locks when it is said to lock soon."""
SHEETS, SETUP = "fill_sheets", "set_up_follow_up"
_EXPLAINED = "tallies.ongoing_differs"


@dataclass(frozen=True, slots=True)
class Due:
    """Something to do in an intervention: `kind` of it, in words, how many things it is, and where it is done.

    `route` with `args` (after the association's) is where, `ability` what it takes, `button` what to press. `locks` is
    the day after which it can be done no more; `is_soon` that it is near.
    """

    kind: str
    slug: str
    text: str
    route: str
    args: tuple[str | int, ...]
    button: str
    ability: str = SHEETS
    count: int = 1
    locks: date | None = None
    is_soon: bool = False


@dataclass(frozen=True)
class Watched:
    """An intervention on a day, with everything that is asked about it."""

    intervention: Intervention
    name: str
    day: date
    ledgers: tuple[Ledger, ...]
    settings: Settings
    scheme: Scheme
    explained: frozenset[date]
    waiting: tuple[Succession, ...]
    closing_of: Mapping[str, int]

    @property
    def slug(self) -> str:
        """The intervention's slug."""
        return self.intervention.slug

    @property
    def locking(self) -> Locking:
        """When counting closes."""
        return locking_of(self.settings)

    @property
    def by_participations(self) -> bool:
        """Whether it is counted one participation at a time, and so has a stock."""
        return self.intervention.counting == Counting.PARTICIPATIONS

    def ledger(self, year: int) -> Ledger | None:
        """Return the counters of a year; None where there are none."""
        return next((ledger for ledger in self.ledgers if ledger.year == year), None)

    def month(self, month: date) -> Month:
        """Return a month's totals; empty ones where nothing has been counted."""
        ledger = self.ledger(month.year)
        return ledger.month(month.month) if ledger else Month()

    def locks(self, month: date) -> date:
        """Return the day a month locks."""
        return locks_on(self.month(month), month.year, month.month, self.locking)

    def is_open(self, month: date) -> bool:
        """Tell whether a month can still be counted in."""
        return is_open(self.ledger(month.year), month, self.day, self.locking)

    def runs_in(self, month: date) -> bool:
        """Tell whether the intervention runs on some day of a month."""
        last = self.intervention.last_day
        return self.intervention.first_day < month_after(month) and (last is None or last >= month)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What does not tie, without what has been explained."""
        key = key_of_slug(self.slug)
        found = tie_findings(self.ledgers, self.scheme, key=key, name=self.name, live=True)
        return tuple(item for item in found if not self._is_explained(item))

    def _is_explained(self, item: Finding) -> bool:
        month = month_of(item)
        return item.code == _EXPLAINED and month is not None and month in self.explained


def watched_by(standing: Standing) -> tuple[Watched, ...]:
    """Return the interventions somebody counts in, by name, each with what is asked about it: in a few questions."""
    association, day = standing.association, standing.day
    own = counted_by(standing, RoleName.COORDINATOR)
    if not own:
        return ()
    ledgers = all_now(association, day)
    settings, scheme = settings_on(association, day.year), scheme_on(association, day)
    notes = _notes(standing)
    waiting = waiting_stock(association)
    closing = {slug: flow(listed, date.min, day).closing for slug, listed in ledgers.items()}
    watched = (
        Watched(
            each,
            name_on(each, day),
            day,
            ledgers.get(each.slug, ()),
            settings,
            scheme,
            notes.get(each.pk, frozenset()),
            tuple(row for row in waiting if row.after_id == each.pk and row.on <= day),
            closing,
        )
        for each in own
    )
    return tuple(sorted(watched, key=lambda each: swedish(each.name)))


def due_of(standing: Standing, watched: Iterable[Watched]) -> tuple[Due, ...]:
    """List what is due in interventions: what locks soon first, then in the order it is done."""
    found = [due for check in CHECKS for each in watched for due in check(each)]
    mine = (due for due in found if due.ability != SETUP or can_set_up_follow_up(standing))
    return tuple(sorted(mine, key=lambda due: (not due.is_soon, due.locks or date.max)))


def months_to_count(each: Watched) -> tuple[date, ...]:
    """List the months (first days) that are at hand: the one before this where it is still open, and this one."""
    this = each.day.replace(day=1)
    return tuple(month for month in (month_before(this), this) if each.runs_in(month) and each.is_open(month))


def month_of(item: Finding) -> date | None:
    """Return the month a finding is about, or the last of the period it is about; None where it names neither."""
    parts = (item.place.key or "").split(".")
    if len(parts) < 3 or not parts[1].isdigit() or not parts[2][1:].isdigit() or parts[2][0] != "m":
        return None
    return date(int(parts[1]), int(parts[2][1:]), 1)


def month_before(month: date) -> date:
    """Return the first day of the month before."""
    return (month.replace(day=1) - timedelta(days=1)).replace(day=1)


def month_after(month: date) -> date:
    """Return the first day of the month after."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def months_back(month: date, number: int) -> date:
    """Return the first day of the month so many months before."""
    months = month.year * 12 + month.month - 1 - number
    return date(months // 12, months % 12 + 1, 1)


def written(month: date) -> str:
    """Write a month as addresses have it."""
    return f"{month:%Y-%m}"


def counted_in(each: Watched, month: date, event: str) -> int:
    """Return how many of an event a month has, with corrections."""
    return sum(count.net for (key, sex), count in each.month(month).counts.items() if key == event and sex in STATED)


def _uncounted(each: Watched) -> Iterator[Due]:
    """A month that has ended, is open, and has nothing in it."""
    for month in months_to_count(each):
        if month < each.day.replace(day=1) and not is_counted(each.month(month)):
            text = _("%(month)s has not been counted in %(name)s, and locks on %(day)s")
            yield _of_month(each, month, "month", text, _("Fill in the tick sheet"))


def _untyped(each: Watched) -> Iterator[Due]:
    """A month that has been counted, but nobody has said how many were really ongoing at its end."""
    for month in months_to_count(each) if each.by_participations else ():
        held = each.month(month)
        if month < each.day.replace(day=1) and is_counted(held) and held.ongoing is None:
            text = _("Nobody has typed how many were ongoing in %(name)s at the end of %(month)s")
            yield _of_month(each, month, "ongoing", text, _("Type the number"))


def _without_tables(each: Watched) -> Iterator[Due]:
    """A period that has ended and is open, with totals of an event that no table tells of."""
    for ledger in each.ledgers:
        for number, part in enumerate(ledger.parts, 1):
            last = date(ledger.year, ledger.kind.months_of(number)[-1], 1)
            if (
                not part.is_locked
                and month_after(last) <= each.day
                and (lacking := _lacking(each, ledger, number, part))
            ):
                locks = each.locking.of_period(ledger.year, ledger.kind, number)
                text = _("%(name)s has no tables by age and the like of %(events)s; the period locks on %(day)s")
                named = {"name": each.name, "events": ", ".join(lacking), "day": locks.isoformat()}
                due = Due("tables", each.slug, text % named, "register:sheet", (), _("Fill in the tables"), locks=locks)
                yield replace(due, args=(each.slug, written(last)), is_soon=_is_soon(locks, each.day))


def _lacking(each: Watched, ledger: Ledger, number: int, part: Part) -> tuple[str, ...]:
    told = {cell.event for cell in part.cells} | part.by_form
    months = [date(ledger.year, month, 1) for month in ledger.kind.months_of(number)]
    return tuple(
        words(event.label, lang()).lower()
        for key, event in each.scheme.events.items()
        if key not in told and each.scheme.tables_of(key) and sum(counted_in(each, month, key) for month in months) > 0
    )


def _follow_ups(each: Watched) -> Iterator[Due]:
    """A cohort whose follow-up falls in a month at hand: how many ended so long ago, and how many are counted."""
    for months in times_of(each.settings) if each.by_participations else ():
        for month in months_to_count(each):
            cohort = months_back(month, months)
            ended, counted = counted_in(each, cohort, "end"), counted_in(each, month, follow_up(months))
            if counted < ended:
                yield _of_cohort(each, months, month, ended, counted)


def _of_cohort(each: Watched, months: int, month: date, ended: int, counted: int) -> Due:
    cohort = months_back(month, months)
    text = ngettext(
        "Follow-up after %(months)s months in %(name)s: %(ended)s who ended in %(cohort)s is up, %(counted)s counted",
        "Follow-up after %(months)s months in %(name)s: %(ended)s who ended in %(cohort)s are up, %(counted)s counted",
        ended,
    )
    named = {
        "months": months,
        "name": each.name,
        "ended": ended,
        "cohort": date_format(cohort, "F Y"),
        "counted": counted,
    }
    locks = each.locks(month)
    where, args = "register:form", (each.slug, follow_up(months))
    return Due("follow_up", each.slug, text % named, where, args, _("Count follow-ups"), locks=locks)


def _untied(each: Watched) -> Iterator[Due]:
    """What does not tie, as one thing for each intervention."""
    number = sum(item.severity is not Severity.NOTE for item in each.findings)
    if number:
        text = ngettext(
            "%(number)s thing does not tie in %(name)s", "%(number)s things do not tie in %(name)s", number
        ) % {"number": number, "name": each.name}
        yield Due("findings", each.slug, text, "register:findings", (), _("See what is to be mended"), count=number)


def _unmoved(each: Watched) -> Iterator[Due]:
    """Those ongoing in an intervention that another has taken over from."""
    for row in each.waiting:
        if each.closing_of.get(row.before.slug, 0):
            text = _("Those ongoing before %(day)s have not been carried over to %(name)s")
            told = text % {"day": row.on.isoformat(), "name": each.name}
            args = (each.slug, row.pk)
            yield Due("carry", each.slug, told, "register:carry", args, _("Carry them over"), ability=SETUP)


def _without_opening(each: Watched) -> Iterator[Due]:
    """An intervention that is older than its counters, and has no opening stock while it can be entered."""
    is_old = each.by_participations and each.ledgers and not each.waiting
    if is_old and opening_state(each.intervention, each.ledgers, each.day) == "missing":
        text = _("The opening stock of %(name)s has not been entered") % {"name": each.name}
        yield Due("opening", each.slug, text, "register:opening", (each.slug,), _("Enter it"), ability=SETUP)


def _of_month(each: Watched, month: date, kind: str, text: str, button: str) -> Due:
    locks = each.locks(month)
    named = {"name": each.name, "month": date_format(month, "F Y"), "day": locks.isoformat()}
    told = text % named
    args = (each.slug, written(month))
    return Due(
        kind,
        each.slug,
        told[:1].upper() + told[1:],
        "register:sheet",
        args,
        button,
        locks=locks,
        is_soon=_is_soon(locks, each.day),
    )


def _is_soon(locks: date, day: date) -> bool:
    return (locks - day).days <= SOON


def _notes(standing: Standing) -> Mapping[int, frozenset[date]]:
    found: dict[int, set[date]] = {}
    for intervention, month in StockNote.objects.of(standing.association).values_list("intervention", "month"):
        found.setdefault(intervention, set()).add(month.replace(day=1))
    return {intervention: frozenset(months) for intervention, months in found.items()}


def period_at_hand(each: Watched) -> tuple[int, date]:
    """Return the number of the running period, and the day it locks."""
    kind = (each.ledger(each.day.year) or empty_ledger(each.day.year, kind_of(each.settings))).kind
    number = kind.number_of(each.day.month)
    return number, each.locking.of_period(each.day.year, kind, number)


CHECKS: tuple[Callable[[Watched], Iterator[Due]], ...] = (
    _uncounted,
    _untyped,
    _without_tables,
    _unmoved,
    _without_opening,
    _untied,
    _follow_ups,
)
