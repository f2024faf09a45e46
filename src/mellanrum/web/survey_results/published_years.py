"""The indicators over published years, group by group: this year, earlier years, and the national results beside."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from mellanrum.documents.model import Cell, Column, ColumnKind, Form, Number, Row, Table
from mellanrum.surveys.questionnaires import Questionnaire
from mellanrum.surveys.results import POSITIVE, percent
from mellanrum.surveys.series import YearResults, breaks_in
from mellanrum.web.publishing.beside import Beside, notes_of, year_name
from mellanrum.web.publishing.services.reading import OfYear
from mellanrum.web.publishing.setting import HIDDEN
from mellanrum.web.publishing.survey_codes import VALID
from mellanrum.web.publishing.survey_sections import by_question, mean_of, opening, share_of
from mellanrum.web.publishing.tracing import What
from mellanrum.web.publishing.view import QUESTION, RESPONDENTS, ViewTable
from mellanrum.web.survey_results.services.asking import INDICATORS

NOTHING = Number(None, Form.COUNT)


def indicators_beside(
    held: Sequence[OfYear], questionnaire: Questionnaire | None, national: Sequence[YearResults]
) -> Iterator[Beside]:
    """Put the indicators' published years beside each other, a table for each group; the newest year first.

    `questionnaire` says which years are breaks; `national` is what others have published of the whole country.
    """
    newest_first, of_years = tuple(reversed(held)), {each.year: each for each in national}
    for code, name in _codes(newest_first, RESPONDENTS).items():
        found = _Group(newest_first, questionnaire, code, name, of_years).told()
        if found is not None:
            yield found


def _codes(held: Sequence[OfYear], variable: str) -> dict[str, str]:
    """List the codes of the indicators' groups or questions in all years, called as in the newest that has them."""
    named = (each.view.variables[variable].codes.items() for each in held if variable in each.view.variables)
    found: dict[str, str] = {}
    for codes in named:
        for code, name in codes:
            if code.startswith(f"{INDICATORS}."):
                found.setdefault(code, name)
    return found


@dataclass(frozen=True)
class _Group:
    """A group of the indicators: its code and name, and the years, the newest first."""

    held: Sequence[OfYear]
    questionnaire: Questionnaire | None
    code: str
    name: str
    national: Mapping[int, YearResults]

    def told(self) -> Beside | None:
        rows = [(code, name, self.own(code)) for code, name in _codes(self.held, QUESTION).items() if self.has(code)]
        rows = [row for row in rows if any(cell is not NOTHING for cell in row[2])]
        if not rows:
            return None
        nations = {code: self.of_nation(code, own) for code, _name, own in rows}
        has_national = any(cell is not NOTHING for cells in nations.values() for cell in cells)
        anew = {code: self.anew(code) for code, _name, _own in rows}
        made = tuple(
            Row(
                (
                    name,
                    *(cell for pair in zip(own, nations[code], strict=True) for cell in pair[: 1 + has_national]),
                    *((anew[code],) if any(anew.values()) else ()),
                )
            )
            for code, name, own in rows
        )
        columns = tuple(self.columns(has_national=has_national, has_breaks=any(anew.values())))
        unit = _("positive, % of the valid answers; of grades the mean")
        table = Table(
            f"{self.code}.years", self.name, columns, made, unit, tuple(self.notes(made, has_national=has_national))
        )
        return Beside(table.key, _("Indicators: %(group)s") % {"group": self.name}, table)

    def has(self, code: str) -> bool:
        return code.startswith(f"{self.code}.")

    def columns(self, *, has_national: bool, has_breaks: bool) -> Iterator[Column]:
        yield Column("question", _("Question"), ColumnKind.TEXT)
        for each in self.held:
            year = year_name(each)
            if has_national:
                yield Column(f"own.{each.year}", _("The association"), group=year)
                yield Column(f"national.{each.year}", _("National"), group=year)
            else:
                yield Column(f"own.{each.year}", year)
        if has_breaks:
            yield Column("anew", _("The series begins anew"), ColumnKind.TEXT)

    def own(self, code: str) -> tuple[Cell, ...]:
        return tuple(_cell(each, by_question(each.view, f"{INDICATORS}.{self.code}").get(code)) for each in self.held)

    def of_nation(self, code: str, own: Sequence[Cell]) -> tuple[Number, ...]:
        """Give the national result of each year, in the same words as the association's own."""
        is_grade = any(isinstance(cell, Number) and cell.form is Form.MEAN for cell in own)
        return tuple(self.of_nation_in(each.year, code, is_grade=is_grade) for each in self.held)

    def of_nation_in(self, year: int, code: str, *, is_grade: bool) -> Number:
        _questionnaire, group, question = code.split(".", 2)
        found = self.national[year].of(group, question) if year in self.national else None
        if found is None:
            return NOTHING
        if is_grade:
            return NOTHING if found.all.mean is None else Number(found.all.mean, Form.MEAN)
        share = percent(found.all.share(POSITIVE))
        return NOTHING if share is None else Number(Decimal(share), Form.COUNT)

    def anew(self, code: str) -> str:
        """Say from which of the years a question's answers are not to be compared with those before."""
        years = sorted(each.year for each in self.held)
        at = breaks_in(self.questionnaire, code.split(".", 2)[2]) if self.questionnaire is not None else ()
        found = {next((year for year in years if year >= each), 0) for each in at if years[0] < each}
        return ", ".join(str(year) for year in sorted(found) if year)

    def notes(self, rows: Sequence[Row], *, has_national: bool) -> Iterator[str]:
        yield from notes_of(tuple(reversed(self.held)), rows)
        sources = dict.fromkeys(
            self.national[each.year].source for each in self.held if has_national and each.year in self.national
        )
        told = ", ".join(source for source in sources if source)
        if told:
            yield _("National: %(sources)s.") % {"sources": told}


def _cell(each: OfYear, table: ViewTable | None) -> Cell:
    """Write a share of positive answers, or a mean; dots where the table is told more coarsely, or it is hidden."""
    if table is None:
        return NOTHING
    number = each.publication.number
    key = opening(each.view, table, VALID, What.MEAN)
    if key:
        return Number(mean_of(each.view, table), Form.MEAN, f"{number}/{key}")
    key = opening(each.view, table, POSITIVE, What.SHARE)
    if not key:
        return HIDDEN
    share = share_of(each.view, table, POSITIVE)
    return Number(None if share is None else Decimal(share), Form.COUNT, f"{number}/{key}")
