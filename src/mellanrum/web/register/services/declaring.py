"""Saving what an association decides of its counting: from a year, a period or a day on, never backwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import get_args

from django.db import transaction
from django.db.models import QuerySet

from mellanrum.findings import words
from mellanrum.numbers import Language
from mellanrum.rules import shipped
from mellanrum.tallies.rules import Rules
from mellanrum.web.access.rules import check_can_set_up_follow_up
from mellanrum.web.access.standing import Standing
from mellanrum.web.association.models import key_of
from mellanrum.web.counters import store
from mellanrum.web.register.models import OwnAnswer, OwnSet, OwnTable, Settings
from mellanrum.web.tenancy.models import Association

EARLIEST = 2000
LANGUAGES: tuple[Language, ...] = get_args(Language)


def first_free_year(association: Association, day: date) -> int:
    """Return the first year that settings may still be decided for: none of it, nor of any later, has been counted."""
    begun = [ledger.year for ledgers in store.all_ledgers(association).values() for ledger in ledgers]
    return max(begun) + 1 if begun else day.year - 5


@transaction.atomic
def save_settings(standing: Standing, settings: Settings) -> None:
    """Let settings hold from their year on, in the place of what was decided for that year before."""
    check_can_set_up_follow_up(standing)
    Settings.objects.of(standing.association).filter(from_year=settings.from_year).delete()
    settings.pk, settings.association = None, standing.association
    settings.save(force_insert=True)


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """An answer to add to a list: `groups` are the broader answers it belongs to."""

    question: str
    label: str
    groups: tuple[str, ...]
    first_day: date


@transaction.atomic
def add_answer(standing: Standing, new: NewAnswer) -> OwnAnswer:
    """Add an answer of the association's own to a list."""
    check_can_set_up_follow_up(standing)
    own = OwnAnswer.objects.of(standing.association).filter(question=new.question)
    taken = {*_shipped_answers(new.question), *own.values_list("key", flat=True)}
    made: OwnAnswer = OwnAnswer.objects.make(
        standing.association,
        question=new.question,
        key=_free(key_of(new.label), taken),
        label=new.label,
        groups=" ".join(new.groups),
        first_day=new.first_day,
    )
    return made


@transaction.atomic
def hide_answer(standing: Standing, question: str, key: str, first_day: date) -> None:
    """Leave a shipped answer out of the forms from a day on; what has been counted under it stays.

    So do earlier times when it was left out: months of then are counted by the lists of then.
    """
    check_can_set_up_follow_up(standing)
    hidden = OwnAnswer.objects.of(standing.association).filter(question=question, key=key, is_hidden=True)
    hidden.filter(first_day__gte=first_day).delete()
    if not hidden.filter(last_day=None).exists():
        OwnAnswer.objects.make(standing.association, question=question, key=key, is_hidden=True, first_day=first_day)


@transaction.atomic
def show_answer(standing: Standing, question: str, key: str) -> None:
    """Take a hidden answer into the forms again, from today on."""
    check_can_set_up_follow_up(standing)
    hidden = OwnAnswer.objects.of(standing.association).filter(question=question, key=key, is_hidden=True)
    hidden.filter(first_day__gte=standing.day).delete()
    hidden.filter(last_day=None).update(last_day=standing.day - timedelta(days=1))


@transaction.atomic
def end_answer(standing: Standing, row: OwnAnswer, last_day: date) -> None:
    """Let an answer of the association's own be given for the last time on a day."""
    check_can_set_up_follow_up(standing)
    OwnAnswer.objects.of(standing.association).filter(pk=row.pk).update(last_day=last_day)


@dataclass(frozen=True, slots=True)
class NewTable:
    """A table to declare; `across` is empty for a one-way table."""

    event: str
    question: str
    across: str
    label: str
    first_day: date


@transaction.atomic
def declare_table(standing: Standing, new: NewTable) -> OwnTable:
    """Declare a table: it counts from its first day on."""
    check_can_set_up_follow_up(standing)
    own = OwnTable.objects.of(standing.association).filter(event=new.event)
    wanted = "_".join(part for part in ("own", new.question, new.across) if part)[:55]
    key = _free(wanted, set(own.values_list("key", flat=True)))
    made: OwnTable = OwnTable.objects.make(
        standing.association,
        key=key,
        event=new.event,
        label=new.label,
        question=new.question,
        across=new.across,
        first_day=new.first_day,
    )
    return made


@transaction.atomic
def end_table(standing: Standing, row: OwnTable, last_day: date) -> None:
    """Let a declared table count for the last time on a day; one that has not begun by then goes altogether."""
    check_can_set_up_follow_up(standing)
    own = OwnTable.objects.of(standing.association).filter(pk=row.pk)
    if last_day < row.first_day:
        own.delete()
    else:
        own.update(last_day=last_day)


@dataclass(frozen=True, slots=True)
class NewSet:
    """A named set of answers from a day on; one by the same key gives way to it."""

    key: str
    question: str
    label: str
    answers: tuple[str, ...]
    first_day: date


@transaction.atomic
def save_set(standing: Standing, new: NewSet) -> str:
    """Define a set from a day on, and return its key. What was reported by the definition before it stays as it was.

    A set by the name of a usual one takes its place, and so its key: the figures by that key are then by this
    definition.
    """
    check_can_set_up_follow_up(standing)
    own = OwnSet.objects.of(standing.association)
    usual = usual_sets(new.question)
    key = _usual_key(own.exclude(key=new.key), new) or new.key
    key = key or _free(key_of(new.label), {*usual, *own.values_list("key", flat=True)})
    same = own.filter(key__in={key, new.key})
    same.filter(first_day__gte=new.first_day).delete()
    same.filter(last_day=None).update(last_day=new.first_day - timedelta(days=1))
    OwnSet.objects.make(
        standing.association,
        key=key,
        question=new.question,
        label=new.label,
        answers=" ".join(new.answers),
        first_day=new.first_day,
    )
    return key


def usual_sets(question: str) -> Mapping[str, str]:
    """Return the sets that a question has where nothing is the association's own: the broad answers, by key."""
    groups = (each for each in shipped(Rules, "tallies").questions if each.kind == "group" and each.of == question)
    return {answer.key: answer.label for group in groups for answer in group.answers}


def _usual_key(others: QuerySet[OwnSet], new: NewSet) -> str:
    """Return the key of the usual set by a new one's name; empty where there is none, or another set has it."""
    name = new.label.strip().casefold()
    named = (
        key
        for key, label in usual_sets(new.question).items()
        if name in {words(label, lang).casefold() for lang in LANGUAGES}
    )
    return next((key for key in named if not others.filter(key=key, last_day=None).exists()), "")


@transaction.atomic
def end_set(standing: Standing, key: str) -> None:
    """Let a set not be told any more, from today on."""
    check_can_set_up_follow_up(standing)
    own = OwnSet.objects.of(standing.association).filter(key=key)
    own.filter(first_day__gte=standing.day).delete()
    own.filter(last_day=None).update(last_day=standing.day - timedelta(days=1))


def _free(wanted: str, taken: set[str]) -> str:
    numbered = (f"{wanted[:55]}_{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (wanted, *numbered) if key not in taken)


def _shipped_answers(question: str) -> set[str]:
    # "missing", "asked" and "sum" stand in counters in place of an answer
    listed = {
        answer.key for each in shipped(Rules, "tallies").questions if each.key == question for answer in each.answers
    }
    return {*listed, "missing", "withheld", "asked", "sum", "total", "several"}
