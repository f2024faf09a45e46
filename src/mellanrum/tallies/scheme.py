"""What an association counts on a day: the rules that ship with the program, with its own beside them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from mellanrum.rules import in_force, shipped
from mellanrum.tallies.rules import MISSING, Answer, Band, EventRule, MonthCounter, Question, Rules, TableRule

FOLLOW_UP = "follow_up"
ALSO_IN = "also_in"
"""The question of ESF projects: which intervention of the association the participation is also in."""


@dataclass(frozen=True, slots=True)
class Own:
    """What is an association's own.

    `answers` are those of questions whose answers are its own (by question key: its municipalities, its interventions)
    and those it has added to a list; `hidden` are answers it never uses, as (question, answer). `tables` and
    `questions` are its own, dated. `sets` are its named sets of answers, which may overlap. `follow_ups` are the months
    after the end when it follows up; `waiting_limit` is the most working days from referral to first meeting.
    `former` are answers that can be given no longer, by question: what was counted of them still has their names.
    """

    answers: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict)
    hidden: frozenset[tuple[str, str]] = frozenset()
    questions: tuple[Question, ...] = ()
    tables: tuple[TableRule, ...] = ()
    sets: tuple["AnswerSet", ...] = ()
    follow_ups: tuple[int, ...] = (6, 12)
    waiting_limit: int = 10
    former: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AnswerSet:
    """A named set of answers to a question, as "egen försörjning" of end reasons. Sets may overlap."""

    key: str
    label: str
    question: str
    answers: frozenset[str]


@dataclass(frozen=True)
class Scheme:
    """Everything that is counted on a day: made by `scheme_of`, asked by everybody."""

    events: Mapping[str, EventRule]
    questions: Mapping[str, Question]
    tables: tuple[TableRule, ...]
    counters: tuple[MonthCounter, ...]
    sets: tuple[AnswerSet, ...] = ()
    follow_ups: tuple[int, ...] = ()
    former: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def tables_of(self, event: str) -> tuple[TableRule, ...]:
        """List the tables of an event, in their order; the tables of a follow-up carry its own event (follow_up_6)."""
        return self._tables.get(event, ())

    def table(self, event: str, key: str) -> TableRule:
        """Return one table. KeyError where the event has none by that key."""
        for rule in self.tables_of(event):
            if rule.key == key:
                return rule
        raise KeyError(event, key)

    def answers(self, question: str) -> tuple[str, ...]:
        """List the keys of a question's answers in their order, "missing" last. A number has none but "missing"."""
        asked = self.questions[question]
        listed = asked.bands if asked.kind == "band" else asked.answers
        return (*(answer.key for answer in listed), MISSING)

    def answer(self, question: str, key: str) -> Answer | Band | None:
        """Return an answer or band of a question by its key; None where it has none (also for "missing")."""
        asked = self.questions[question]
        listed: tuple[Answer | Band, ...] = (*asked.answers, *asked.bands)
        return next((each for each in listed if each.key == key), None)

    def of_intervention(self, *, is_project: bool) -> "Scheme":
        """Return what is counted in an intervention: only an ESF project is asked what else a participation is in."""
        if is_project:
            return self
        events = {key: rule.model_copy(update={"asks": _others(rule.asks)}) for key, rule in self.events.items()}
        tables = tuple(rule for rule in self.tables if _others(rule.questions) == rule.questions)
        return replace(self, events=events, tables=tables)

    @cached_property
    def _tables(self) -> Mapping[str, tuple[TableRule, ...]]:
        found: dict[str, list[TableRule]] = {}
        for rule in self.tables:
            found.setdefault(rule.event, []).append(rule)
        return {event: tuple(rules) for event, rules in found.items()}


def scheme_of(own: Own, day: date, rules: Rules | None = None) -> Scheme:
    """Put together what an association counts on a day, from the rules (the shipped ones unless given) and its own."""
    made_from = rules or shipped(Rules, "tallies")
    questions = (_with_own(question, own, day) for question in in_force((*made_from.questions, *own.questions), day))
    events = {event.key: event for event in in_force(made_from.events, day)}
    tables = in_force((*made_from.tables, *own.tables), day)
    return Scheme(
        dict(_expanded(events, own.follow_ups)),
        {question.key: question for question in questions},
        tuple(_each_time(tables, own.follow_ups)),
        in_force(made_from.counters, day),
        own.sets,
        own.follow_ups,
        _former(made_from, own),
    )


def _former(rules: Rules, own: Own) -> dict[tuple[str, str], str]:
    """Name every answer there has been, the shipped ones that an association hides among them."""
    shipped_ones = ((question.key, question.answers) for question in rules.questions)
    return {
        (question, answer.key): answer.label
        for question, listed in (*shipped_ones, *own.former.items())
        for answer in listed
    }


def follow_up(months: int) -> str:
    """Return the event of a follow-up so many months after the end."""
    return f"{FOLLOW_UP}_{months}"


def _others(questions: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(key for key in questions if key != ALSO_IN)


def _with_own(question: Question, own: Own, day: date) -> Question:
    """Give a question the association's own answers, without those it hides or that do not hold."""
    answers = (
        (*own.answers.get(question.key, ()), *question.answers)
        if question.own
        else (
            *question.answers,
            *own.answers.get(question.key, ()),
        )
    )
    kept = tuple(each for each in answers if each.holds_on(day) and (question.key, each.key) not in own.hidden)
    changes: dict[str, object] = {"answers": kept}
    if question.of == "waiting_days" and question.kind == "band":
        changes["bands"] = _at_limit(question.bands, own.waiting_limit)
    return question.model_copy(update=changes)


def _at_limit(bands: Iterable[Band], limit: int) -> tuple[Band, ...]:
    within, over = bands
    return within.model_copy(update={"high": limit}), over.model_copy(update={"low": limit + 1})


def _expanded(events: Mapping[str, EventRule], times: Iterable[int]) -> Iterable[tuple[str, EventRule]]:
    for key, event in events.items():
        if key != FOLLOW_UP:
            yield key, event
            continue
        for months in times:
            yield follow_up(months), event.model_copy(update={"key": follow_up(months)})


def _each_time(tables: Iterable[TableRule], times: tuple[int, ...]) -> Iterable[TableRule]:
    for table in tables:
        if table.event != FOLLOW_UP:
            yield table
            continue
        for months in times:
            yield table.model_copy(update={"event": follow_up(months)})
