"""A group's results typed in: a row for each question, the same way in as a file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mellanrum.findings import words
from mellanrum.surveys.importing.found import FoundTable, typed_table
from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.web.survey_results.names import question_code, question_name

COLUMNS: Mapping[str, tuple[str, str | Promise]] = {
    "asked": ("Fick frågan", _("Were asked")),
    "valid": ("Antal svar", _("Valid answers")),
    "negative": ("Negativa", _("Negative")),
    "neither": ("Varken", _("Neither")),
    "positive": ("Positiva", _("Positive")),
    "clearly_positive": ("Klart positiva", _("of which clearly")),
}
"""What is typed of a question: the heading it is read by, and what it is called on the page."""
LONGEST = 12


@dataclass(frozen=True, slots=True)
class TypedCell:
    """A field: its name, what it is called, and what has been typed in it."""

    name: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A question with its fields."""

    label: str
    cells: tuple[TypedCell, ...]


def rows_to_type(questionnaire: Questionnaire, group: str, posted: Mapping[str, str]) -> Iterator[TypedRow]:
    """Give a row of fields for each question of a group."""
    for question in questionnaire.of_group(group):
        label = question_name(questionnaire, question)
        cells = tuple(
            TypedCell(f"{question.key}.{key}", f"{label}: {called}", _typed(posted, question.key, key))
            for key, (_heading, called) in COLUMNS.items()
        )
        yield TypedRow(label, cells)


def table_typed(questionnaire: Questionnaire, group: str, posted: Mapping[str, str]) -> tuple[FoundTable, ...]:
    """Return what was typed as a table, without the questions that nothing was typed of; none where nothing was."""
    found: list[Sequence[str]] = []
    for question in questionnaire.of_group(group):
        cells = [_typed(posted, question.key, key) for key in COLUMNS]
        if any(cells):
            found.append([question_code(questionnaire, question), *cells])
    asked = questionnaire.group(group)
    if not found or asked is None:
        return ()
    headings = ["Fråga", *(heading for heading, _called in COLUMNS.values())]
    return (typed_table(headings, found, words(asked.label)),)


def _typed(posted: Mapping[str, str], question: str, key: str) -> str:
    return str(posted.get(f"{question}.{key}", "")).strip()[:LONGEST]
