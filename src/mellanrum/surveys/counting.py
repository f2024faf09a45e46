"""From filled forms to counters: one form, a batch from paper, or counters that come whole."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mellanrum.findings import Finding, Phrase, Place, finding, has_error
from mellanrum.surveys.checks import form_findings
from mellanrum.surveys.collected import Cell, Collected, plus
from mellanrum.surveys.filled import FilledForm
from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.rules import BLANK, QuestionRule
from mellanrum.surveys.sex import Sex

Counted = tuple[Collected, tuple[Finding, ...]]
"""The survey with what was counted, and what is to be said. With an error nothing was counted: it is as it was."""


def empty(questionnaire: Questionnaire, offered: Mapping[str, int] | None = None) -> Collected:
    """Return a survey in which nothing has been handed in; `offered` are how many are asked, by group."""
    kept = {group: number for group, number in (offered or {}).items() if number}
    return Collected(questionnaire.key, questionnaire.version, offered=kept)


def count(collected: Collected, form: FilledForm, questionnaire: Questionnaire) -> Counted:
    """Count one filled form. A question left out counts as blank; one that was not asked counts nowhere.

    Findings, all of them, each at its question: those of `form_findings`, and surveys.closed, surveys.other_version.
    """
    found = (*open_findings(collected, questionnaire), *form_findings(form, questionnaire))
    if has_error(found):
        return collected, found
    cells, forms = _counters([form], questionnaire)
    return replace(collected, cells=plus(collected.cells, cells), forms=plus(collected.forms, forms)), found


def count_batch(collected: Collected, forms: Sequence[FilledForm], questionnaire: Questionnaire) -> Counted:
    """Count a batch of forms from paper, all of them or none: the findings name form (from 1) and question.

    Findings as `count`.
    """
    faults = [
        replace(each, place=replace(each.place, line=number))
        for number, form in enumerate(forms, 1)
        for each in form_findings(form, questionnaire)
    ]
    found = (*open_findings(collected, questionnaire), *faults)
    if has_error(found):
        return collected, found
    cells, forms_in = _counters(forms, questionnaire)
    return replace(collected, cells=plus(collected.cells, cells), forms=plus(collected.forms, forms_in)), found


def added(collected: Collected, other: Collected, questionnaire: Questionnaire) -> Counted:
    """Add counters that come whole, as from a file of results, to a survey.

    Findings: surveys.closed, surveys.other_version (of either), surveys.counters_differ (they do not tie).
    """
    found = (
        *open_findings(collected, questionnaire),
        *open_findings(other, questionnaire),
        *tie_findings(other, questionnaire),
    )
    if has_error(found):
        return collected, found
    cells, forms = plus(collected.cells, other.cells), plus(collected.forms, other.forms)
    return replace(collected, cells=cells, forms=forms), found


def open_findings(collected: Collected, questionnaire: Questionnaire) -> Iterator[Finding]:
    """Say why nothing more is counted: surveys.closed, surveys.other_version (errors)."""
    if not collected.is_open:
        yield finding("surveys.closed")
    if (collected.questionnaire, collected.version) != (questionnaire.key, questionnaire.version):
        yield finding("surveys.other_version", questionnaire=Phrase(questionnaire.label, {}))


def offered_findings(collected: Collected, put: Questionnaire) -> Iterator[Finding]:
    """Say that more forms have been handed in than were offered, in all: surveys.more_than_offered (a warning).

    `put` is what the groups that are asked are asked; nothing is said unless it is known how many were offered in each.
    Neither group nor number is told: the survey is open, and how many it has in all is all that may be known of it.
    """
    offered = [collected.offered.get(group.key, 0) for group in put.groups]
    if all(offered) and collected.handed_in() > sum(offered):
        yield finding("surveys.more_than_offered")


@dataclass(frozen=True, slots=True)
class _Asked:
    """How many a question was asked of, in the counters and by the forms or the gate."""

    question: QuestionRule
    says: int
    makes: int
    key: str = field(default="")


def tie_findings(collected: Collected, questionnaire: Questionnaire) -> Iterator[Finding]:
    """Say where counters do not tie: a question's answers are as many as the forms, or as its gate let through.

    Findings: surveys.counters_differ, surveys.unknown_counter (errors).
    """
    for cell in sorted(collected.cells):
        question = questionnaire.question(cell.group, cell.question)
        if question is None or cell.answer not in questionnaire.answers(question):
            yield finding("surveys.unknown_counter", Place(key="/".join(cell)), counter="/".join(cell))
    for each in _asked(collected, questionnaire):
        if each.says != each.makes:
            yield finding(
                "surveys.counters_differ",
                Place(key=each.key),
                question=Phrase(each.question.label, {}),
                says=each.says,
                makes=each.makes,
            )


def _asked(collected: Collected, questionnaire: Questionnaire) -> Iterator[_Asked]:
    totals: Counter[tuple[str, str, str]] = Counter()
    for cell, number in collected.cells.items():
        totals[cell.group, cell.question, cell.sex] += number
    sexes = sorted({sex for _, sex in collected.forms} | {cell.sex for cell in collected.cells})
    for question in questionnaire.questions:
        for sex in sexes:
            makes = collected.handed_in(question.group, sex)
            if question.only_after is not None:
                makes = collected.number(question.group, *question.only_after, sex)
            says = totals[question.group, question.key, sex]
            yield _Asked(question, says, makes, f"{question.group}/{question.key}/{sex}")


def _counters(
    forms: Iterable[FilledForm], questionnaire: Questionnaire
) -> tuple[Counter[Cell], Counter[tuple[str, Sex]]]:
    cells: Counter[Cell] = Counter()
    handed_in: Counter[tuple[str, Sex]] = Counter()
    for form in forms:
        handed_in[form.group, form.sex] += 1
        for question in questionnaire.of_group(form.group):
            if form.was_asked(question):
                cells[Cell(form.group, question.key, form.answers.get(question.key) or BLANK, form.sex)] += 1
    return cells, handed_in
