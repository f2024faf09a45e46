"""The grid that paper forms are typed in: a row for each form, a column for each question, a digit for each answer."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from mellanrum.surveys.filled import FilledForm
from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.rules import BLANK, QuestionRule
from mellanrum.surveys.sex import STATED, Sex

SEX = "sex"
LONGEST = 4
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Column:
    """A column: the sex (no question) or a question, and which answer each code stands for, in the paper's order."""

    key: str
    codes: Mapping[str, str]
    question: QuestionRule | None = None

    @property
    def number(self) -> int:
        """The question's number; 0 for the sex."""
        return self.question.number if self.question else 0


@dataclass(frozen=True)
class Row:
    """A form as it was typed, by column; `number` is its row, counted from 1."""

    number: int
    typed: Mapping[str, str]


@dataclass(frozen=True)
class Fault:
    """What was typed in a cell that stands for nothing."""

    row: int
    column: str


@dataclass(frozen=True)
class Grid:
    """All that was typed of a group's forms. Rows in which nothing was typed are no forms."""

    group: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = field(default=())

    @cached_property
    def filled(self) -> tuple[Row, ...]:
        """The rows in which anything was typed."""
        return tuple(row for row in self.rows if any(row.typed.values()))

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """The cells that stand for nothing; a form without a sex is one, too."""
        return tuple(
            Fault(row.number, column.key)
            for row in self.filled
            for column in self.columns
            if _is_wrong(column, row.typed.get(column.key, ""))
        )

    def forms(self) -> tuple[FilledForm, ...]:
        """Return the forms, in the order of their rows. Only where there are no faults."""
        return tuple(self._form(row) for row in self.filled)

    def sums(self) -> Mapping[tuple[str, str], int]:
        """Return how many times each code was typed in each column, "" where nothing was."""
        typed = ((column.key, row.typed.get(column.key, "")) for row in self.filled for column in self.columns)
        return Counter(typed)

    def _form(self, row: Row) -> FilledForm:
        answers = {
            column.key: column.codes[typed]
            for column in self.columns
            if column.question and (typed := row.typed.get(column.key, ""))
        }
        [sex] = (column for column in self.columns if column.question is None)
        return FilledForm(self.group, Sex(sex.codes[row.typed[sex.key]]), answers)


def columns_of(questionnaire: Questionnaire, group: str) -> tuple[Column, ...]:
    """List the columns of a group's forms: its questions by their numbers, and the sex."""
    questions = (Column(each.key, _codes(questionnaire, each), each) for each in questionnaire.of_group(group))
    sexes = {str(number): sex.value for number, sex in enumerate(STATED, 1)}
    return (*questions, Column(SEX, sexes))


def read_grid(columns: tuple[Column, ...], group: str, rows: int, sent: Mapping[str, str]) -> Grid:
    """Read what was typed in so many rows; cells are called by row and column, as "3-came"."""
    return Grid(
        group, columns, tuple(Row(number, dict(_typed(columns, number, sent))) for number in range(1, rows + 1))
    )


def cell_name(row: int, column: str) -> str:
    """Return what a cell is called."""
    return f"{row}-{column}"


def _typed(columns: tuple[Column, ...], row: int, sent: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for column in columns:
        yield column.key, sent.get(cell_name(row, column.key), "").strip().lower()[:LONGEST]


def _codes(questionnaire: Questionnaire, question: QuestionRule) -> dict[str, str]:
    """Number the answers from 1, as they stand; grades are typed as they are, and answers beside them by letters."""
    keys = [key for key in questionnaire.answers(question) if key != BLANK]
    scale = questionnaire.scale(question)
    if not scale.is_grade:
        return {str(number): key for number, key in enumerate(keys, 1)}
    grades = [str(grade) for grade in scale.grades]
    beside = zip(_LETTERS, (key for key in keys if key not in grades), strict=False)
    return {grade: grade for grade in grades} | dict(beside)


def _is_wrong(column: Column, typed: str) -> bool:
    return typed not in column.codes if typed else column.question is None
