"""Counting one participation: in its own month, or in the earliest one that is open where that has locked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.views.decorators.debug import sensitive_variables

from mellanrum.tallies.counting import count, open_month
from mellanrum.tallies.entries import Entry
from mellanrum.tallies.ledger import Ledger
from mellanrum.tallies.scheme import Scheme
from mellanrum.web.access.standing import Standing
from mellanrum.web.counters.tokens import Token, new_token, read_token
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.register.services.deciding import Decided
from mellanrum.web.register.services.ledgers import ONE_DAY, ledgers_now, save

_CHOICES = 12  # months that a form offers: this one and those before it


@dataclass(frozen=True, slots=True)
class Counted:
    """The month (its first day) that something was counted in, and whether its own had locked."""

    month: date
    is_moved: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A month (its first day) that a form offers, and the one it is counted in."""

    month: date
    counted_in: date

    @property
    def is_locked(self) -> bool:
        """Whether it has locked, so that it is counted in another."""
        return self.month != self.counted_in


@dataclass(frozen=True, slots=True)
class Known:
    """What has been read before an entry is counted: what is decided, and the month (its first day) it goes into."""

    decided: Decided
    into: date


def form_token(standing: Standing, purpose: str, decided: Decided | None = None) -> str:
    """Make the one-time token of a form: it can be sent until this month locks."""
    locking = (decided or Decided(standing.association)).locking_in(standing.day.year)
    last_day = locking.of_month(standing.day.year, standing.day.month) - ONE_DAY
    return new_token(standing.association, purpose, last_day)


def token_of(standing: Standing, purpose: str, text: str) -> Token:
    """Read the token a form came back with: BadSignature and TooOld as `read_token`."""
    return read_token(standing.association, purpose, text, standing.day)


def months_for(standing: Standing, intervention: Intervention, decided: Decided) -> tuple[Choice, ...]:
    """List the months that can be counted, this one first, back to the intervention's first."""
    first = intervention.first_day.replace(day=1)
    wanted = [month for month in _back_from(standing.day.replace(day=1)) if month >= first]
    listed = wanted or [standing.day.replace(day=1)]
    where = _counted_since(standing, intervention, listed[-1].year, decided)
    return tuple(Choice(month, where(month)) for month in listed)


def counted_in(standing: Standing, ledgers: Sequence[Ledger], decided: Decided) -> Callable[[date], date]:
    """Return what tells the month that is counted in for a month: each year locks by its own settings.

    `ledgers` are those of the month's year and on.
    """
    by_year = {ledger.year: ledger for ledger in ledgers}

    def where(month: date) -> date:
        found = open_month(by_year, month, standing.day, decided.locking_in(month.year))
        return found if found.year == month.year else where(date(month.year + 1, 1, 1))

    return where


@sensitive_variables()
def count_entry(  # noqa: PLR0913 - what is counted where, and by which form
    standing: Standing,
    intervention: Intervention,
    entry: Entry,
    scheme: Scheme,
    token: Token,
    *,
    back: bool = False,
    along: Callable[[], None] = lambda: None,
    known: Known | None = None,
) -> Counted:
    """Count an entry once, or take it back, in its own month or where `known` says.

    `along` is done in the same transaction, and what it raises undoes it. AlreadyCounted where the token is spent.
    """
    known = known or _known(standing, intervention, entry)
    where = known.into
    into = where.month if where != entry.month else None

    def counted(ledger: Ledger) -> Ledger:
        along()
        return count(ledger, entry, scheme, into=into, back=back)

    save(standing, intervention, where.year, counted, token, known.decided)
    return Counted(where, into is not None)


def _known(standing: Standing, intervention: Intervention, entry: Entry) -> Known:
    decided = Decided(standing.association)
    where = _counted_since(standing, intervention, entry.month.year, decided)
    return Known(decided, where(entry.month.replace(day=1)))


def _counted_since(
    standing: Standing, intervention: Intervention, year: int, decided: Decided
) -> Callable[[date], date]:
    ledgers = ledgers_now(standing.association, intervention.slug, standing.day, since=year, decided=decided)
    return counted_in(standing, ledgers, decided)


def _back_from(month: date) -> tuple[date, ...]:
    numbers = (month.year * 12 + month.month - 1 - back for back in range(_CHOICES))
    return tuple(date(number // 12, number % 12 + 1, 1) for number in numbers)
