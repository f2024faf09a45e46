"""From an entry to the cells it is counted in."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import NamedTuple

from mellanrum.tallies.entries import Entry
from mellanrum.tallies.rules import ASKED, MISSING, SUM, Question, TableRule
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sex import Sex

SEVERAL = "several"
"""The broad answer of somebody whose answers belong to more than one of them."""


class Cell(NamedTuple):
    """A counter: which table of which event, the answer (and the one it is crossed with), and the sex."""

    event: str
    table: str
    answer: str
    across: str
    sex: Sex


Cells = Mapping[Cell, int]


def cells_of(entry: Entry, scheme: Scheme) -> Counter[Cell]:
    """Return the cells of a period that an entry is counted in, and how much in each.

    Every one-way table of the event gets one in all (several answers: one each, and one under ASKED; a number: itself
    under SUM and one under ASKED), unless its question was not asked. A question without an answer counts as MISSING.
    """
    found: Counter[Cell] = Counter()
    for rule in scheme.tables_of(entry.event):
        slot = entry.sex.in_tables if rule.by_sex else Sex.UNSPLIT
        for answer, across, number in _counted(rule, entry, scheme):
            found[Cell(entry.event, rule.key, answer, across, slot)] += number
    return found


def answers_to(key: str, entry: Entry, scheme: Scheme) -> tuple[str, ...]:
    """Return the answers of an entry to a question that has a list; nothing where it was not asked.

    A question whose answers follow from another's (a band, a group) is answered from there.
    """
    question = scheme.questions[key]
    if not was_asked(question, entry, scheme):
        return ()
    if question.kind == "band":
        return (_band(question, entry.answers.get(question.of or "")),)
    if question.kind == "group":
        return (_group(question, answers_to(question.of or "", entry, scheme), scheme),)
    given = entry.answers.get(key, ())
    return given if isinstance(given, tuple) and given else (MISSING,)


def was_asked(question: Question, entry: Entry, scheme: Scheme) -> bool:
    """Tell whether a question was asked: those that go by an earlier answer are asked only after it."""
    if question.of is not None:
        return was_asked(scheme.questions[question.of], entry, scheme)
    if question.only_if is None:
        return True
    before, answer = question.only_if
    return entry.answers.get(before) == (answer,)


def _counted(rule: TableRule, entry: Entry, scheme: Scheme) -> Iterator[tuple[str, str, int]]:
    question = scheme.questions[rule.questions[0]]
    if question.kind == "number":
        yield from _number(question, entry, scheme)
        return
    listed = [answers_to(key, entry, scheme) for key in rule.questions]
    for answer, across in product(listed[0], listed[1] if len(listed) > 1 else ("",)):
        yield answer, across, 1
    if question.kind == "several" and len(listed) == 1 and listed[0]:
        yield ASKED, "", 1


def _number(question: Question, entry: Entry, scheme: Scheme) -> Iterable[tuple[str, str, int]]:
    given = entry.answers.get(question.key)
    if not was_asked(question, entry, scheme):
        return ()
    if not isinstance(given, int):
        return ((MISSING, "", 1),)
    return (SUM, "", given), (ASKED, "", 1)


def _band(question: Question, given: object) -> str:
    if not isinstance(given, int):
        return MISSING
    return next((band.key for band in question.bands if band.holds(given)), MISSING)


def _group(question: Question, given: tuple[str, ...], scheme: Scheme) -> str:
    """Return the broad answer. Of several broad ones: "several" where the question has it, else its first of them."""
    listed = scheme.answers(question.key)
    held = {group for key in given if (each := scheme.answer(question.of or "", key)) for group in _groups(each)}
    belonging = [key for key in listed if key in held]
    if len(belonging) > 1 and SEVERAL in listed:
        return SEVERAL
    return belonging[0] if belonging else MISSING


def _groups(answer: object) -> tuple[str, ...]:
    return tuple(getattr(answer, "groups", ()))
