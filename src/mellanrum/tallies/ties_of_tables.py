"""Ties of an event's tables with each other, within a period."""

from collections import Counter
from collections.abc import Iterator, Mapping

from mellanrum.findings import Finding, Phrase
from mellanrum.tallies.about import About, Held, Named, differs, of_event, of_period, of_sex, place
from mellanrum.tallies.labels import answer_label
from mellanrum.tallies.measuring import entries_of_table
from mellanrum.tallies.rules import Question, TableRule
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sex import SLOTS, Sex

Totals = Mapping[str, tuple[TableRule, Counter[Sex]]]


def table_findings(about: About) -> Iterator[Finding]:
    """Every one-way table of an event has the same total and split; one asked after an answer has those who gave it."""
    for held in about.held():
        totals = dict(_totals(about, held))
        whole = {key: found for key, found in totals.items() if condition(found[0], about.scheme) is None}
        yield from _against_each_other(about, held, whole)
        for key, (rule, counted) in totals.items():
            if key not in whole:
                yield from _against_condition(about, held, rule, counted)


def crossing_findings(about: About) -> Iterator[Finding]:
    """A crossing added up along one question is that question's own table."""
    for held in about.held():
        for rule in about.scheme.tables_of(held.event):
            if len(rule.questions) > 1 and held.counts_all_of(rule) and _adds_up(rule, about.scheme):
                yield from _margins(about, held, rule)


def condition(rule: TableRule, scheme: Scheme) -> tuple[str, str] | None:
    """Return the question and answer without which a table's first question is not asked; None where it always is."""
    question: Question = scheme.questions[rule.questions[0]]
    while question.of is not None:
        question = scheme.questions[question.of]
    return question.only_if


def one_way(scheme: Scheme, event: str, question: str) -> TableRule | None:
    """Return the table of one question alone."""
    return next((rule for rule in scheme.tables_of(event) if rule.questions == (question,)), None)


def _totals(about: About, held: Held) -> Iterator[tuple[str, tuple[TableRule, Counter[Sex]]]]:
    for rule in about.scheme.tables_of(held.event):
        if len(rule.questions) == 1 and held.counts_all_of(rule) and (cells := held.table(rule.key)):
            kind = about.scheme.questions[rule.questions[0]].kind
            yield rule.key, (rule, entries_of_table(cells, kind))


def _against_each_other(about: About, held: Held, totals: Totals) -> Iterator[Finding]:
    if not totals:
        return
    rule, expected = _most_said(totals)
    for other, counted in totals.values():
        where = place(about, held.ledger, f"p{held.number}", held.event, other.key)
        named = _named(about, held, other, rule)
        if counted.total() != expected.total():
            yield differs("tallies.tables_differ", where, counted.total(), expected.total(), named)
        elif other.by_sex and rule.by_sex:
            for slot in [slot for slot in SLOTS if counted[slot] != expected[slot]][:1]:
                who = of_sex(slot)
                yield differs("tallies.split_differs", where, counted[slot], expected[slot], {**named, "who": who})


def _most_said(totals: Totals) -> tuple[TableRule, Counter[Sex]]:
    """Return the first of the tables that most others agree with, one that is split by sex if there is any."""
    by_sex = [found for found in totals.values() if found[0].by_sex] or list(totals.values())
    said = Counter(tuple(counted[slot] for slot in SLOTS) for _, counted in by_sex)
    most = max(said, key=lambda each: (said[each], sum(each)))
    return next(found for found in by_sex if tuple(found[1][slot] for slot in SLOTS) == most)


def _against_condition(about: About, held: Held, rule: TableRule, counted: Counter[Sex]) -> Iterator[Finding]:
    before, answer = condition(rule, about.scheme) or ("", "")
    other = one_way(about.scheme, held.event, before)
    cells = held.table(other.key) if other and held.counts_all_of(other) else {}
    expected = sum(number for cell, number in cells.items() if cell.answer == answer)
    if other and cells and counted.total() != expected:
        where = place(about, held.ledger, f"p{held.number}", held.event, rule.key)
        label = Phrase(answer_label(before, answer, about.scheme), {})
        named = _named(about, held, rule, other)
        yield differs("tallies.condition_differs", where, counted.total(), expected, {**named, "answer": label})


def _adds_up(rule: TableRule, scheme: Scheme) -> bool:
    questions = [scheme.questions[key] for key in rule.questions]
    return all(each.kind != "several" for each in questions) and condition(rule, scheme) is None


def _margins(about: About, held: Held, rule: TableRule) -> Iterator[Finding]:
    crossed = held.table(rule.key)
    for axis, question in enumerate(rule.questions):
        other = one_way(about.scheme, held.event, question)
        alone = held.table(other.key) if other and held.counts_all_of(other) else {}
        if not other or not alone or not crossed:
            continue
        margin: Counter[str] = Counter()
        expected: Counter[str] = Counter()
        for cell, number in crossed.items():
            margin[cell.across if axis else cell.answer] += number
        for cell, number in alone.items():
            expected[cell.answer] += number
        for answer in sorted(key for key in margin | expected if margin[key] != expected[key]):
            where = place(about, held.ledger, f"p{held.number}", held.event, rule.key)
            label = Phrase(answer_label(question, answer, about.scheme), {})
            named = _named(about, held, rule, other)
            yield differs(
                "tallies.crossing_differs", where, margin[answer], expected[answer], {**named, "answer": label}
            )


def _named(about: About, held: Held, table: TableRule, against: TableRule) -> Named:
    return {
        "intervention": about.name,
        "when": of_period(held.ledger, held.number),
        "event": of_event(about, held.event),
        "table": Phrase(table.label, {}),
        "against": Phrase(against.label, {}),
    }
