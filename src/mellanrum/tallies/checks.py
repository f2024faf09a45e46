"""What is impossible, or unlikely, in one form. Each check looks at one thing, and all of them are asked.

An error stops the form, a warning is asked about. Each finding stands at its question (`place.key`): "sex" and "month"
for what is not a question of the scheme.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from mellanrum.findings import Finding, Phrase, Place, finding
from mellanrum.tallies.cells import was_asked
from mellanrum.tallies.entries import Entry, Given
from mellanrum.tallies.labels import answer_label
from mellanrum.tallies.rules import MISSING, Answer, Question
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sex import STATED

SEX, MONTH = "sex", "month"
TIMES = ("months", "days")
"""The questions that ask how long a participation was."""
_YOUNGEST_ON_SUPPORT = 16
"""Years before this age are not spent on public support of one's own."""


@dataclass(frozen=True, slots=True)
class _Asked:
    entry: Entry
    scheme: Scheme
    first_day: date
    today: date

    def answered(self) -> Iterator[tuple[Question, Given]]:
        """Give each answer with its question, where the event asks it."""
        for key in self.scheme.events[self.entry.event].asks:
            if key in self.scheme.questions and (given := self.entry.answers.get(key)) is not None:
                yield self.scheme.questions[key], given

    def number(self, key: str) -> int | None:
        given = self.entry.answers.get(key)
        return given if isinstance(given, int) else None

    @property
    def longest(self) -> int:
        """How many months there have been since the intervention, or the first it took over from, began."""
        return _months_between(self.first_day, self.entry.month)


def entry_findings(entry: Entry, scheme: Scheme, *, first_day: date, today: date) -> tuple[Finding, ...]:
    """Check one form: `scheme` is that of the entry's day, `first_day` when the intervention began.

    An intervention that took over from others began with the first of them. Findings: tallies.* of a form. KeyError
    for an event that the scheme has not.
    """
    asked = _Asked(entry, scheme, first_day, today)
    return tuple(item for check in _CHECKS for item in check(asked))


def between_findings(start: date, end: date, question: str) -> tuple[Finding, ...]:
    """Check that a participation does not end before it starts (tallies.ends_before_start, at `question`)."""
    if end >= start:
        return ()
    return (finding("tallies.ends_before_start", Place(key=question), start=start, end=end),)


def since_findings(entry: Entry, start: date) -> tuple[Finding, ...]:
    """Check an end against the month of its start, where that is known.

    That it is not before it (tallies.ends_before_start), and that months and days are what lies between
    (tallies.other_length, at their questions): the months are whole ones, so that one more or less is right.
    """
    between = _months_between(start, entry.month) - 1
    if between < 0:
        return between_findings(start, entry.month, MONTH)
    asked = ((key, given) for key in TIMES if isinstance(given := entry.answers.get(key), int) and given >= 0)
    spans = {"months": (between - 1, between + 1), "days": ((between - 1) * 28, (between + 1) * 31)}
    return tuple(
        finding("tallies.other_length", Place(key=key), start=f"{start:%Y-%m}", between=between, number=given)
        for key, given in asked
        if not spans[key][0] <= given <= spans[key][1]
    )


def followed_findings(entry: Entry, end: date) -> tuple[Finding, ...]:
    """Check that a follow-up is not before the month of its end (tallies.followed_up_before_end)."""
    if entry.month >= end:
        return ()
    followed, ended = f"{entry.month:%Y-%m}", f"{end:%Y-%m}"
    return (finding("tallies.followed_up_before_end", Place(key=MONTH), followed=followed, end=ended),)


def started_about(entry: Entry) -> tuple[date, date] | None:
    """Return the first and last month that an end's months or days say it may have started in; None without either."""
    months, days = (entry.answers.get(key) for key in TIMES)
    if isinstance(days, int) and days >= 0:
        shortest, longest = days // 31, days // 28 + 1
    elif isinstance(months, int) and months >= 0:
        shortest, longest = max(months - 1, 0), months + 1
    else:
        return None
    return _months_before(entry.month, longest), _months_before(entry.month, shortest)


def _sex(asked: _Asked) -> Iterator[Finding]:
    if asked.entry.sex not in STATED:
        yield finding("tallies.sex_not_stated", Place(key=SEX))


def _month(asked: _Asked) -> Iterator[Finding]:
    month = asked.entry.month.replace(day=1)
    if month > asked.today:
        yield finding("tallies.month_to_come", Place(key=MONTH), month=f"{month:%Y-%m}")
    if month < asked.first_day.replace(day=1):
        yield finding("tallies.before_first_day", Place(key=MONTH), month=f"{month:%Y-%m}", first=asked.first_day)


def _unasked(asked: _Asked) -> Iterator[Finding]:
    listed = asked.scheme.events[asked.entry.event].asks
    for key in sorted(set(asked.entry.answers) - set(listed)):
        question = asked.scheme.questions.get(key)
        label = Phrase(question.label, {}) if question else key
        yield finding("tallies.not_asked", Place(key=key), question=label)


def _condition(asked: _Asked) -> Iterator[Finding]:
    for question, given in asked.answered():
        if question.only_if and given != (MISSING,) and not was_asked(question, asked.entry, asked.scheme):
            key, answer = question.only_if
            yield finding(
                "tallies.asked_only_after",
                Place(key=question.key),
                question=Phrase(question.label, {}),
                before=Phrase(asked.scheme.questions[key].label, {}),
                answer=_label(asked.scheme, key, answer),
            )


def _numbers(asked: _Asked) -> Iterator[Finding]:
    for question, given in asked.answered():
        if question.kind != "number":
            continue
        if not isinstance(given, int):
            if given != (MISSING,):
                yield finding("tallies.not_a_number", Place(key=question.key), question=Phrase(question.label, {}))
        elif question.key in TIMES and given < 0:
            place = Place(key=question.key)
            yield finding("tallies.time_below_nil", place, question=Phrase(question.label, {}), number=given)
        elif not question.lowest <= given <= question.highest:
            yield finding(
                "tallies.out_of_bounds",
                Place(key=question.key),
                question=Phrase(question.label, {}),
                number=given,
                lowest=question.lowest,
                highest=question.highest,
            )


def _answers(asked: _Asked) -> Iterator[Finding]:
    for question, given in asked.answered():
        if question.kind == "number":
            continue
        known = asked.scheme.answers(question.key)
        for key in given if isinstance(given, tuple) else (str(given),):
            if key not in known:
                place = Place(key=question.key)
                yield finding("tallies.answer_not_in_list", place, question=Phrase(question.label, {}))


def _how_many(asked: _Asked) -> Iterator[Finding]:
    for question, given in asked.answered():
        if not isinstance(given, tuple) or len(set(given)) < 2:
            continue
        if question.kind != "several":
            yield finding("tallies.one_answer", Place(key=question.key), question=Phrase(question.label, {}))
            continue
        alone = [key for key in given if key == MISSING or _excludes(asked.scheme, question.key, key)]
        for key in alone[:1]:
            answer = _label(asked.scheme, question.key, key)
            place = Place(key=question.key)
            yield finding("tallies.stands_alone", place, question=Phrase(question.label, {}), answer=answer)


def _length(asked: _Asked) -> Iterator[Finding]:
    for key, longest in (("months", asked.longest), ("days", (asked.longest + 1) * 31)):
        given = asked.number(key)
        if given is not None and given > longest >= 0:
            yield finding(
                "tallies.longer_than_intervention",
                Place(key=key),
                question=Phrase(asked.scheme.questions[key].label, {}),
                number=given,
                first=asked.first_day,
                longest=longest,
            )


def _months_and_days(asked: _Asked) -> Iterator[Finding]:
    months, days = asked.number("months"), asked.number("days")
    if months is not None and days is not None and not (months - 1) * 28 <= days <= (months + 1) * 31:
        yield finding("tallies.months_and_days", Place(key="days"), months=months, days=days)


def _support(asked: _Asked) -> Iterator[Finding]:
    age, years = asked.number("age"), asked.number("support_years")
    if age is not None and years is not None and years > max(age - _YOUNGEST_ON_SUPPORT, 0) + 1:
        yield finding("tallies.support_longer_than_life", Place(key="support_years"), years=years, age=age)


_CHECKS: tuple[Callable[[_Asked], Iterator[Finding]], ...] = (
    _sex,
    _month,
    _unasked,
    _condition,
    _numbers,
    _answers,
    _how_many,
    _length,
    _months_and_days,
    _support,
)


def _months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _months_before(month: date, number: int) -> date:
    months = month.year * 12 + month.month - 1 - number
    return date(months // 12, months % 12 + 1, 1)


def _excludes(scheme: Scheme, question: str, key: str) -> bool:
    answer = scheme.answer(question, key)
    return isinstance(answer, Answer) and answer.excludes


def _label(scheme: Scheme, question: str, key: str) -> Phrase:
    return Phrase(answer_label(question, key, scheme), {})
