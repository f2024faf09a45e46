"""Where a form stands: who fills it in, for which intervention and event, and whether it counts or takes back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce

from django.http import Http404

from mellanrum.tallies.entries import Entry
from mellanrum.tallies.ledger import END
from mellanrum.tallies.scheme import Scheme
from mellanrum.web.access.models import RoleName
from mellanrum.web.access.standing import Standing
from mellanrum.web.counters.tokens import Token
from mellanrum.web.interventions.models import Counting, Intervention
from mellanrum.web.interventions.services.listing import counted_by, name_on
from mellanrum.web.parts.sorting import swedish
from mellanrum.web.register.form.events import Words, has_address, words_of
from mellanrum.web.register.services.counting import Choice, Counted, Known, count_entry, form_token, months_for
from mellanrum.web.register.services.deciding import Decided, answers_in, scheme_day, scheme_on, with_answers
from mellanrum.web.register.services.ledgers import check_counts_in


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything a form needs to know that is not about anybody.

    `scheme` is what the form offers: the lists of today, and of the months before that are still open.
    """

    standing: Standing
    intervention: Intervention
    event: str
    scheme: Scheme
    months: tuple[Choice, ...]
    decided: Decided
    back: bool = False

    @property
    def purpose(self) -> str:
        """What a token of this form is good for, and nothing else."""
        return f"{self.intervention.slug}/{self.event}/{'back' if self.back else 'count'}"

    @property
    def asked(self) -> tuple[str, ...]:
        """The questions that are put, in their order."""
        listed = self.scheme.events[self.event].asks
        return tuple(key for key in listed if key in self.scheme.questions)

    @property
    def name(self) -> str:
        """What the intervention is called today."""
        return name_on(self.intervention, self.standing.day)

    @property
    def words(self) -> Words:
        """What the page says about the event."""
        return words_of(self.event)

    def offering(self, month: str) -> "Desk":
        """Return the desk with a form that also offers what could be answered in the chosen month, as "2026-11"."""
        chosen = next((each for each in self.months if f"{each.month:%Y-%m}" == month), None)
        if chosen is None or not chosen.is_locked:
            return self
        return replace(self, scheme=with_answers(self.scheme, answers_in(self._scheme_of(chosen.month))))

    def counting(self, month: date) -> "Desk":
        """Return the desk with what an entry of a month is counted by.

        That is the tables of the month it is counted in, which is another where its own has locked, and the answers
        that could be given in its own.
        """
        into = self.counted_in(month)
        scheme = self._scheme_of(into)
        if self.event not in scheme.events:
            return self
        if into != month:
            scheme = replace(scheme, questions={**scheme.questions, **self._scheme_of(month).questions})
        return replace(self, scheme=_as_started(self.decided, self.event, scheme, month))

    def counted_in(self, month: date) -> date:
        """Return the month (its first day) that an entry of a month is counted in."""
        return next((each.counted_in for each in self.months if each.month == month), month)

    def count(self, entry: Entry, token: Token, along: Callable[[], None] = lambda: None) -> Counted:
        """Count an entry, or take it back, by what has been read; raises as `count_entry` does."""
        scheme, known = self.counting(entry.month).scheme, Known(self.decided, self.counted_in(entry.month))
        where = self.standing, self.intervention
        return count_entry(*where, entry, scheme, token, back=self.back, along=along, known=known)

    def _scheme_of(self, month: date) -> Scheme:
        return self.decided.scheme_in(self.intervention, scheme_day(month, self.standing.day))

    def new_token(self) -> str:
        """Make a one-time token for this form."""
        return form_token(self.standing, self.purpose, self.decided)


def desk_of(standing: Standing, slug: str, event: str, *, back: bool = False) -> Desk:
    """Return where a form stands. Http404 where there is none such, Refused for those who do not count there."""
    decided = Decided(standing.association)
    held = next((each for each in decided.interventions if each.slug == slug), None)
    if held is None:
        raise Http404
    check_counts_in(standing, held)
    months = months_for(standing, held, decided)
    days = [scheme_day(each.month, standing.day) for each in months if not each.is_locked]
    schemes = [decided.scheme_in(held, day) for day in days]
    having = [scheme for scheme in schemes if event in scheme.events]
    if not having or held.counting != Counting.PARTICIPATIONS:
        raise Http404
    offered = reduce(with_answers, map(answers_in, having[1:]), having[0])
    return Desk(standing, held, event, _as_started(decided, event, offered, standing.day), months, decided, back)


def _as_started(decided: Decided, event: str, scheme: Scheme, day: date) -> Scheme:
    """Give an end's questions the answers that may have been given at its start."""
    if event != END:
        return scheme
    return with_answers(scheme, decided.answers_since_started(scheme, day))


@dataclass(frozen=True, slots=True)
class Line:
    """An intervention somebody counts in, as the page of forms lists it: its slug, name, and events with headings."""

    slug: str
    name: str
    events: tuple[tuple[str, str], ...]


def lines_of(standing: Standing) -> tuple[Line, ...]:
    """List the interventions somebody counts in by form, by name."""
    scheme = scheme_on(standing.association, standing.day)
    events = tuple((event, words_of(event).title) for event in scheme.events if has_address(event))
    own = (
        each
        for each in counted_by(standing, RoleName.COORDINATOR, RoleName.COACH)
        if each.counting == Counting.PARTICIPATIONS
    )
    begun = (each for each in own if each.first_day <= standing.day)
    listed = (Line(each.slug, name_on(each, standing.day), events) for each in begun)
    return tuple(sorted(listed, key=lambda line: swedish(line.name)))
