"""What may be declared as a table of an event, from when it can count, and whether it gets too many cells."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from mellanrum.rules import in_force, shipped
from mellanrum.tallies.calendar import PeriodKind
from mellanrum.tallies.ledger import Ledger
from mellanrum.tallies.rules import Answer, Band, EventRule, Question, Rules, TableRule
from mellanrum.tallies.scheme import FOLLOW_UP, Scheme
from mellanrum.web.register.services.deciding import Decided
from mellanrum.web.tenancy.models import Association

MANY = 30
"""How many cells a crossing has before it is worth a word where nobody knows yet how many are to be counted."""


@dataclass(frozen=True, slots=True)
class Start:
    """The first day of a period that a table can count from."""

    day: date
    year: int
    number: int


@dataclass(frozen=True, slots=True)
class Crowding:
    """A crossing with many cells: how many it has for each sex, and how many a period usually has to fill them."""

    cells: int
    expected: int


def events_on(day: date) -> Mapping[str, EventRule]:
    """Return the events that are counted on a day; all follow-ups are one here, as their tables are."""
    return {event.key: event for event in in_force(shipped(Rules, "tallies").events, day)}


def questions_of(event: EventRule, questions: Mapping[str, Question]) -> tuple[Question, ...]:
    """List the questions an event can be told by: those its form asks, and those that follow from them."""
    return tuple(each for each in questions.values() if _asked_for(each, questions) in event.asks)


def crossable(question: Question) -> bool:
    """Tell whether a question has one answer from a list, so that a crossing adds up to how many there were."""
    return question.kind in {"one", "band", "group"} and bool(answers_of(question))


def answers_of(question: Question) -> tuple[Answer | Band, ...]:
    """List the rows a question gives a table, without "missing"."""
    return (*question.answers, *question.bands)


def declared(association: Association, event: str, day: date) -> tuple[TableRule, ...]:
    """List the tables of an event that count on a day or are to, shipped and own."""
    listed = (*shipped(Rules, "tallies").tables, *Decided(association).own_on(day).tables)
    return tuple(each for each in listed if each.event == event and (each.valid_to is None or each.valid_to >= day))


def is_declared(tables: Iterable[TableRule], question: str, across: str) -> bool:
    """Tell whether there is such a table, also with its questions the other way round."""
    wanted = {part for part in (question, across) if part}
    return any(set(table.questions) == wanted for table in tables)


def crowding(pair: tuple[Question, Question], expected: int, threshold: int) -> Crowding | None:
    """Say whether a crossing has more cells than what is counted in a period can fill; None where it has not."""
    rows, columns = (len(answers_of(each)) + 1 for each in pair)
    cells = rows * columns
    is_crowded = expected < cells * threshold if expected else cells > MANY
    return Crowding(cells, expected) if is_crowded else None


def starts(ledgers: Iterable[Ledger], event: str, kind: PeriodKind, day: date) -> tuple[Start, ...]:
    """List the days a table can count from: the running period where none of the event is counted yet, and the next."""
    number = kind.number_of(day.month)
    begun = [ledger for ledger in ledgers if ledger.year == day.year]
    is_free = not any(_has(ledger, event, kind, number) for ledger in begun)
    return tuple(_periods(kind, day.year, number if is_free else number + 1))[:3]


def ends(kind: PeriodKind, day: date) -> tuple[date, ...]:
    """List the last days a table can count on: of the running period and the one before it."""
    number = kind.number_of(day.month)
    first = date(day.year, kind.months_of(number)[0], 1)
    following = next(iter(_periods(kind, day.year, number + 1))).day
    return first - timedelta(days=1), following - timedelta(days=1)


def label_of_event(event: str) -> str:
    """Return the key under which an event's tables are declared: follow-ups at all times share theirs."""
    return FOLLOW_UP if event.startswith(FOLLOW_UP) else event


def standing_tables(scheme: Scheme, event: str) -> tuple[TableRule, ...]:
    """List the tables of an event in a scheme; of follow-ups, those of the first time."""
    found = next((key for key in scheme.events if label_of_event(key) == event), event)
    return scheme.tables_of(found)


def _asked_for(question: Question, questions: Mapping[str, Question]) -> str:
    """Return the question on the form that a question follows from, or itself."""
    while question.of is not None:
        question = questions[question.of]
    return question.key


def _periods(kind: PeriodKind, year: int, number: int) -> Iterator[Start]:
    for each in range(number, number + kind.in_year + 1):
        in_year = year + (each - 1) // kind.in_year
        of_year = (each - 1) % kind.in_year + 1
        yield Start(date(in_year, kind.months_of(of_year)[0], 1), in_year, of_year)


def _has(ledger: Ledger, event: str, kind: PeriodKind, number: int) -> bool:
    of_event = partial(_is_of, event)
    months = [ledger.month(month) for month in kind.months_of(number)]
    if any(of_event(key) for month in months for (key, _), count in month.counts.items() if count.net):
        return True
    return ledger.kind is kind and any(of_event(cell.event) for cell, net in ledger.part(number).cells.items() if net)


def _is_of(event: str, key: str) -> bool:
    return label_of_event(key) == event
