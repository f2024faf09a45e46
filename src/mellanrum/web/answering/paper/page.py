"""The page that paper forms are typed on: the key to the digits, the grid, the sums, and what is wrong."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from mellanrum.findings import Finding
from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.wording import Wording
from mellanrum.web.answering.paper.grid import Column, Fault, Grid, cell_name
from mellanrum.web.answering.speaking import Speaker
from mellanrum.web.answering.way import SEX, Step
from mellanrum.web.parts.templatetags.parts import lang, spoken


@dataclass(frozen=True, slots=True)
class Cell:
    """A field of the grid: its name, what it is for those who hear the page, what was typed, and what is wrong."""

    name: str
    label: str
    text: str
    fault: str


@dataclass(frozen=True, slots=True)
class Head:
    """A column's heading, and what its digits stand for; `number` is that of its question, nought for the sex."""

    number: int
    short: str
    label: str
    codes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Writes a grid as a page. `found` are the engine's findings: their lines count the filled rows, from 1."""

    questionnaire: Questionnaire
    grid: Grid
    wording: Wording | None = None
    found: tuple[Finding, ...] = ()

    def heads(self) -> list[Head]:
        """Return the headings of the columns."""
        return [
            Head(each.number, _short(each), self._asked(each), tuple(self._key(each))) for each in self.grid.columns
        ]

    def rows(self) -> list[tuple[int, list[Cell]]]:
        """Return the rows with their cells."""
        wrong = dict(self.faults())
        return [
            (row.number, [self._cell(row.number, each, wrong) for each in self.grid.columns]) for row in self.grid.rows
        ]

    def faults(self) -> Iterator[tuple[str, str]]:
        """Give each fault: the name of its cell, and what is wrong there."""
        columns = {each.key: each for each in self.grid.columns}
        for fault in self.grid.faults:
            yield cell_name(fault.row, fault.column), _told(fault, columns[fault.column], self.grid)
        for each in self.found:
            if each.place.line and each.place.key in columns:
                row = self.grid.filled[each.place.line - 1].number
                words = spoken(each)
                yield cell_name(row, each.place.key), f"{words['message']} {words['mend']}".strip()

    def listed_faults(self) -> list[tuple[str, str, str]]:
        """Return each fault with where it stands, for the top of the page."""
        labels = {cell.name: cell.label for _, cells in self.rows() for cell in cells}
        return [(name, labels[name], text) for name, text in self.faults()]

    def sums(self) -> list[tuple[str, list[str]]]:
        """Return how many times each code was typed, by code, in the order of the columns; the last is no answer."""
        summed = self.grid.sums()
        codes = dict.fromkeys(code for column in self.grid.columns for code in column.codes)
        return [
            (
                code or _("No answer"),
                [self._sum(summed.get((column.key, code), 0), column, code) for column in self.grid.columns],
            )
            for code in (*codes, "")
        ]

    def _sum(self, number: int, column: Column, code: str) -> str:
        return str(number) if code in column.codes or (not code and column.question) else ""

    def _cell(self, row: int, column: Column, wrong: dict[str, str]) -> Cell:
        name = cell_name(row, column.key)
        label = _("Form %(row)s, %(column)s") % {"row": row, "column": _short(column)}
        return Cell(name, label, self.grid.rows[row - 1].typed.get(column.key, ""), wrong.get(name, ""))

    def _asked(self, column: Column) -> str:
        return self._speaker.asked(self._step(column)).text if column.question else ""

    def _key(self, column: Column) -> Iterator[tuple[str, str]]:
        step = self._step(column)
        for code, answer in column.codes.items():
            yield code, self._speaker.answer(step, answer).text

    def _step(self, column: Column) -> Step:
        return Step("question", column.question) if column.question else SEX

    @property
    def _speaker(self) -> Speaker:
        return Speaker(self.questionnaire, lang(), self.wording)


def _short(column: Column) -> str:
    return _("Question %(number)s") % {"number": column.number} if column.question else _("Sex")


def _told(fault: Fault, column: Column, grid: Grid) -> str:
    codes = ", ".join(column.codes)
    if not grid.rows[fault.row - 1].typed.get(fault.column):
        return _("State the sex, %(codes)s. If nothing stands on the paper: type the last digit.") % {"codes": codes}
    return _("Type one of %(codes)s, or nothing.") % {"codes": codes}


def beside(found: Iterable[Finding]) -> list[dict[str, Any]]:
    """Return the findings that stand at no cell."""
    return [spoken(each) for each in found if not each.place.line]
