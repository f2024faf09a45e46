"""What an association has decided about its counting, as the engine asks for it."""

from datetime import date

from mellanrum.tallies.calendar import Locking, PeriodKind
from mellanrum.tallies.rules import Answer, TableRule
from mellanrum.tallies.scheme import AnswerSet, Own, Scheme, scheme_of
from mellanrum.web.association.models import MemberKind
from mellanrum.web.association.services.members import members_on
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.interventions.services.listing import names_on
from mellanrum.web.register.models import OwnAnswer, OwnSet, OwnTable, Settings
from mellanrum.web.tenancy.models import Association

OWN_RULE = "Förbundets eget beslut"


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


def own_on(association: Association, day: date) -> Own:
    """Return what is the association's own on a day: answers, tables, sets, times of follow-up."""
    settings = settings_on(association, day.year)
    rows = [row for row in OwnAnswer.objects.of(association).order_by("pk") if row.first_day <= day]
    answers: dict[str, tuple[Answer, ...]] = {
        "municipality": tuple(
            Answer(key=member.key, label=member.name)
            for member in members_on(association, day)
            if member.kind == MemberKind.MUNICIPALITY
        ),
        "next_step": _interventions(association, day),
        "also_in": _interventions(association, day),
    }
    for row in rows:
        if not row.is_hidden:
            answers[row.question] = (*answers.get(row.question, ()), _answer(row))
    return Own(
        answers=answers,
        hidden=frozenset((row.question, row.key) for row in rows if row.is_hidden and holds(row, day)),
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


def _answer(row: OwnAnswer) -> Answer:
    groups = tuple(row.groups.split())
    return Answer(key=row.key, label=row.label, groups=groups, valid_from=row.first_day, valid_to=row.last_day)


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
