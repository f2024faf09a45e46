"""What an association has decided about its counting, as the engine asks for it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property

from mellanrum.tallies.calendar import Locking, PeriodKind
from mellanrum.tallies.rules import Answer, TableRule
from mellanrum.tallies.scheme import AnswerSet, Own, Scheme, scheme_of
from mellanrum.web.association.models import Member, MemberKind
from mellanrum.web.association.services.members import all_members
from mellanrum.web.counters.store import first_year
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.interventions.services.listing import interventions_of, key_of_slug, name_on, named_on
from mellanrum.web.register.models import OwnAnswer, OwnSet, OwnTable, Settings
from mellanrum.web.tenancy.models import Association

MEMBER = "member_"
"""What the key of a member begins with among the next steps that may be recommended."""
OWN_RULE = "Förbundets eget beslut"
_LONGEST = timedelta(days=10 * 366)
"""So long before its end a participation may have started: an answer that held then is remembered."""


class Decided:
    """What an association has decided, each part read when it is first asked for, and once.

    It is made anew for each request that reads by it, and passed on: what is changed afterwards is not in it.
    """

    def __init__(self, association: Association) -> None:
        self.association = association
        self._schemes: dict[date, Scheme] = {}

    @cached_property
    def interventions(self) -> tuple[Intervention, ...]:
        """Every intervention, by slug, with what it has been called."""
        return interventions_of(self.association)

    def settings_on(self, year: int) -> Settings:
        """Return how the association counts in a year: what it decided last before it, else the usual."""
        found = next((each for each in self._settings if each.from_year <= year), None)
        return found or Settings(association=self.association, from_year=year)

    def locking_in(self, year: int) -> Locking:
        """Return when counting closes in a year."""
        return locking_of(self.settings_on(year))

    def scheme_on(self, day: date) -> Scheme:
        """Return everything the association counts on a day."""
        if day not in self._schemes:
            self._schemes[day] = scheme_of(self.own_on(day), day)
        return self._schemes[day]

    def scheme_in(self, intervention: Intervention, day: date) -> Scheme:
        """Return everything that is counted in an intervention on a day."""
        return self.scheme_on(day).of_intervention(is_project=intervention.is_esf)

    def own_on(self, day: date, since: date | None = None) -> Own:
        """Return what is the association's own on a day: answers, tables, sets, times of follow-up.

        With `since` the answers are all that held on some day from then on.
        """
        since = since or day
        settings = self.settings_on(day.year)
        rows = [row for row in self._answers if row.first_day <= day]
        return Own(
            answers=self._answers_on(rows, since, day),
            hidden=frozenset(
                (row.question, row.key) for row in rows if row.is_hidden and holds(row, day) and holds(row, since)
            ),
            tables=self._tables,
            sets=tuple(_set(row) for row in self._sets if holds(row, day)),
            follow_ups=times_of(settings),
            waiting_limit=settings.waiting_limit,
            former=self._former(day),
        )

    def answers_since_started(self, scheme: Scheme, day: date) -> Mapping[str, tuple[Answer, ...]]:
        """Return what may have been answered at the start of somebody who ends on a day, to what is asked at both.

        A participation keeps its answers from its start: the municipality it came from may be a member no more. What an
        association hid before it counted anything has not been answered.
        """
        both = [key for key in scheme.events["end"].asks if key in scheme.events["start"].asks]
        begun = date(self._first_year or day.year, 1, 1)
        own = self.own_on(day, max(begun, day - _LONGEST))
        places = {"municipality": self._municipalities(day - _LONGEST, day)}
        return answers_in(scheme_of(replace(own, answers={**own.answers, **places}), day), both)

    @cached_property
    def _settings(self) -> tuple[Settings, ...]:
        return all_settings(self.association)

    @cached_property
    def _answers(self) -> tuple[OwnAnswer, ...]:
        return tuple(OwnAnswer.objects.of(self.association).order_by("pk"))

    @cached_property
    def _tables(self) -> tuple[TableRule, ...]:
        return tuple(_table(row) for row in OwnTable.objects.of(self.association).order_by("pk"))

    @cached_property
    def _sets(self) -> tuple[OwnSet, ...]:
        return tuple(OwnSet.objects.of(self.association).order_by("pk"))

    @cached_property
    def _members(self) -> tuple[Member, ...]:
        return tuple(all_members(self.association))

    @cached_property
    def _first_year(self) -> int | None:
        return first_year(self.association)

    def _answers_on(self, rows: Iterable[OwnAnswer], since: date, day: date) -> dict[str, tuple[Answer, ...]]:
        running = tuple(Answer(key=key, label=name) for key, name in named_on(self.interventions, day))
        places = self._municipalities(since, day)
        steps = (*running, *self._as_steps(since, day))
        answers: dict[str, tuple[Answer, ...]] = {"municipality": places, "next_step": steps, "also_in": running}
        for row in rows:
            if not row.is_hidden and (row.last_day is None or row.last_day >= since):
                answers[row.question] = (*answers.get(row.question, ()), _answer(row))
        return answers

    def _former(self, day: date) -> dict[str, tuple[Answer, ...]]:
        """List all that could ever be answered of what is the association's own, as it is or was called last."""
        called = tuple(
            Answer(key=key_of_slug(each.slug), label=name_on(each, min(day, each.last_day or day)))
            for each in self.interventions
        )
        steps = (*called, *self._as_steps(date.min, day))
        former = {"municipality": self._municipalities(date.min, day), "next_step": steps, "also_in": called}
        for row in self._answers:
            if not row.is_hidden:
                former[row.question] = (*former.get(row.question, ()), _answer(row))
        return former

    def _municipalities(self, since: date, day: date) -> tuple[Answer, ...]:
        """List the municipalities that have been members on some day; one that came back is there once."""
        held = (member for member in self._members_on(since, day) if member.kind == MemberKind.MUNICIPALITY)
        return tuple({member.key: _named(member) for member in held}.values())

    def _as_steps(self, since: date, day: date) -> tuple[Answer, ...]:
        """List the members as next steps after a guidance: their keys begin so that no intervention has one of them."""
        held = {member.key: member.name for member in self._members_on(since, day)}
        return tuple(Answer(key=f"{MEMBER}{key}", label=name) for key, name in held.items())

    def _members_on(self, since: date, day: date) -> Iterator[Member]:
        return (member for member in self._members if _was_member(member, since, day))


def settings_on(association: Association, year: int) -> Settings:
    """Return how an association counts in a year, for those who ask nothing else."""
    return Decided(association).settings_on(year)


def all_settings(association: Association) -> tuple[Settings, ...]:
    """List what has been decided for years, the newest first."""
    return tuple(Settings.objects.of(association).order_by("-from_year"))


def locking_of(settings: Settings) -> Locking:
    """Return when counting closes."""
    return Locking(day=settings.lock_day)


def kind_of(settings: Settings) -> PeriodKind:
    """Return the grain of the attribute tables."""
    return PeriodKind(settings.period)


def scheme_on(association: Association, day: date) -> Scheme:
    """Return everything an association counts on a day, for those who ask nothing else."""
    return Decided(association).scheme_on(day)


def scheme_day(month: date, today: date) -> date:
    """Return the day whose rules a month is counted by: its last one, or today while it runs."""
    end = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return min(max(month, today), end)


def answers_in(scheme: Scheme, questions: Iterable[str] | None = None) -> Mapping[str, tuple[Answer, ...]]:
    """Return the answers of a scheme by question, of all or of some."""
    wanted = scheme.questions if questions is None else questions
    return {key: scheme.questions[key].answers for key in wanted if key in scheme.questions}


def with_answers(scheme: Scheme, more: Mapping[str, tuple[Answer, ...]]) -> Scheme:
    """Return a scheme whose questions have more answers, after their own: those that they have not."""
    questions = dict(scheme.questions)
    for key, answers in more.items():
        if key in questions:
            held = {answer.key for answer in questions[key].answers}
            added = tuple(answer for answer in answers if answer.key not in held)
            questions[key] = questions[key].model_copy(update={"answers": (*questions[key].answers, *added)})
    return replace(scheme, questions=questions)


def times_of(settings: Settings) -> tuple[int, ...]:
    """Return the months after the end when the association follows up, the first time first."""
    return tuple(sorted({int(part) for part in settings.follow_ups.replace(",", " ").split()}))


def holds(row: OwnAnswer | OwnTable | OwnSet, day: date) -> bool:
    """Tell whether something of the association's own holds on a day."""
    return bool(row.first_day <= day) and (row.last_day is None or bool(day <= row.last_day))


def _named(member: Member) -> Answer:
    return Answer(key=member.key, label=member.name)


def _was_member(member: Member, since: date, day: date) -> bool:
    return (member.first_day or date.min) <= day and (member.last_day or date.max) >= since


def _answer(row: OwnAnswer) -> Answer:
    return Answer(key=row.key, label=row.label, groups=tuple(row.groups.split()), valid_from=row.first_day)


def _table(row: OwnTable) -> TableRule:
    questions = (row.question, row.across) if row.across else (row.question,)
    return TableRule(
        key=row.key,
        event=row.event,
        label=row.label,
        questions=questions,
        standard=False,
        valid_from=row.first_day,
        valid_to=row.last_day,
        reference=OWN_RULE,
    )


def _set(row: OwnSet) -> AnswerSet:
    return AnswerSet(row.key, row.label, row.question, frozenset(row.answers.split()))
