"""What an association has decided about its counting, as the engine asks for it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from mellanrum.tallies.calendar import Locking, PeriodKind
from mellanrum.tallies.rules import Answer, TableRule
from mellanrum.tallies.scheme import AnswerSet, Own, Scheme, scheme_of
from mellanrum.web.association.models import Member, MemberKind
from mellanrum.web.association.services.members import all_members
from mellanrum.web.counters.store import first_year
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.interventions.services.listing import names_on
from mellanrum.web.register.models import OwnAnswer, OwnSet, OwnTable, Settings
from mellanrum.web.tenancy.models import Association

OWN_RULE = "Förbundets eget beslut"
_LONGEST = timedelta(days=10 * 366)
"""So long before its end a participation may have started: an answer that held then is remembered."""


def settings_on(association: Association, year: int) -> Settings:
    """Return how an association counts in a year: what it decided last before it, else the usual."""
    found = Settings.objects.of(association).filter(from_year__lte=year).order_by("-from_year").first()
    return found or Settings(association=association, from_year=year)


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
    """Return everything an association counts on a day."""
    return scheme_of(own_on(association, day), day)


def scheme_in(association: Association, intervention: Intervention, day: date) -> Scheme:
    """Return everything that is counted in an intervention on a day."""
    return scheme_on(association, day).of_intervention(is_project=intervention.is_esf)


def scheme_day(month: date, today: date) -> date:
    """Return the day whose rules a month is counted by: its last one, or today while it runs."""
    end = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return min(max(month, today), end)


def answers_in(scheme: Scheme, questions: Iterable[str] | None = None) -> Mapping[str, tuple[Answer, ...]]:
    """Return the answers of a scheme by question, of all or of some."""
    wanted = scheme.questions if questions is None else questions
    return {key: scheme.questions[key].answers for key in wanted if key in scheme.questions}


def answers_since_started(association: Association, scheme: Scheme, day: date) -> Mapping[str, tuple[Answer, ...]]:
    """Return what may have been answered at the start of somebody who ends on a day, to what is asked at both.

    A participation keeps its answers from its start: the municipality it came from may be a member no more. What an
    association hid before it counted anything has not been answered.
    """
    both = [key for key in scheme.events["end"].asks if key in scheme.events["start"].asks]
    begun = date(first_year(association) or day.year, 1, 1)
    own = own_on(association, day, max(begun, day - _LONGEST))
    places = {"municipality": _municipalities(association, day - _LONGEST, day)}
    return answers_in(scheme_of(replace(own, answers={**own.answers, **places}), day), both)


def with_answers(scheme: Scheme, more: Mapping[str, tuple[Answer, ...]]) -> Scheme:
    """Return a scheme whose questions have more answers, after their own: those that they have not."""
    questions = dict(scheme.questions)
    for key, answers in more.items():
        if key in questions:
            held = {answer.key for answer in questions[key].answers}
            added = tuple(answer for answer in answers if answer.key not in held)
            questions[key] = questions[key].model_copy(update={"answers": (*questions[key].answers, *added)})
    return replace(scheme, questions=questions)


def own_on(association: Association, day: date, since: date | None = None) -> Own:
    """Return what is the association's own on a day: answers, tables, sets, times of follow-up.

    With `since` the answers are all that held on some day from then on.
    """
    since = since or day
    settings = settings_on(association, day.year)
    rows = [row for row in OwnAnswer.objects.of(association).order_by("pk") if row.first_day <= day]
    answers: dict[str, tuple[Answer, ...]] = {
        "municipality": _municipalities(association, since, day),
        "next_step": _interventions(association, day),
        "also_in": _interventions(association, day),
    }
    for row in rows:
        if not row.is_hidden and (row.last_day is None or row.last_day >= since):
            answers[row.question] = (*answers.get(row.question, ()), _answer(row))
    return Own(
        answers=answers,
        hidden=frozenset(
            (row.question, row.key) for row in rows if row.is_hidden and holds(row, day) and holds(row, since)
        ),
        tables=tuple(_table(row) for row in OwnTable.objects.of(association).order_by("pk")),
        sets=tuple(_set(row) for row in OwnSet.objects.of(association).order_by("pk") if holds(row, day)),
        follow_ups=times_of(settings),
        waiting_limit=settings.waiting_limit,
    )


def times_of(settings: Settings) -> tuple[int, ...]:
    """Return the months after the end when the association follows up, the first time first."""
    return tuple(sorted({int(part) for part in settings.follow_ups.replace(",", " ").split()}))


def holds(row: OwnAnswer | OwnTable | OwnSet, day: date) -> bool:
    """Tell whether something of the association's own holds on a day."""
    return bool(row.first_day <= day) and (row.last_day is None or bool(day <= row.last_day))


def _interventions(association: Association, day: date) -> tuple[Answer, ...]:
    return tuple(Answer(key=key, label=name) for key, name in names_on(association, day))


def _municipalities(association: Association, since: date, day: date) -> tuple[Answer, ...]:
    """List the municipalities that have been members on some day; one that came back is there once."""
    held = (member for member in all_members(association) if member.kind == MemberKind.MUNICIPALITY)
    return tuple({member.key: _named(member) for member in held if _was_member(member, since, day)}.values())


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
