"""What the pages show of a year: sections of the report one by one, their tables and their charts."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from mellanrum.documents.economic import SECTIONS, Telling, section_of
from mellanrum.documents.economic.ratio_years import ratio_years_section
from mellanrum.documents.layout import chart_table
from mellanrum.documents.model import Chart, Section, Table
from mellanrum.figures import Period
from mellanrum.web.economy.opening import YearAtDesk
from mellanrum.web.economy.services.comments import comments_of
from mellanrum.web.tenancy.models import Association

FIRST_YEAR = 1994
"""The first year there were associations of this kind: no figure is older."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page with one section of the report: its key there, its address and its name."""

    key: str
    address: str
    label: Any
    about: Any


PAGES = (
    Page("income_statement", "resultatrakning", _("Income statement"), _("What came in, what it cost, what is left.")),
    Page("balance_sheet", "balansrakning", _("Balance sheet"), _("What the association owns and owes.")),
    Page("cash_flow", "kassaflode", _("Cash flow statement"), _("Where the money in the bank went.")),
    Page("operations", "driftredovisning", _("Operations against budget"), _("Each area beside what was decided.")),
    Page("investments", "investeringar", _("Investments"), _("What was bought to last.")),
    Page("notes", "noter", _("Notes"), _("What stands behind the lines of the statements.")),
    Page("financed", "finansierad-verksamhet", _("Financed activities"), _("What the money went to, three years.")),
    Page("overview", "fem-ar", _("Five years"), _("How the association has developed.")),
    Page("balance_requirement", "balanskrav", _("Balance requirement"), _("The result as the law measures it.")),
)

_WRITERS: Mapping[str, Callable[[Telling], Section | None]] = {
    **{key: lambda telling, key=key: section_of(key, telling) for key in SECTIONS},  # type: ignore[misc]  # bound now
    "ratio_years": ratio_years_section,
}


def telling_of(association: Association, desk: YearAtDesk) -> Telling:
    """Return what the sections of a year are written from."""
    said = {area: comment.text for area, comment in comments_of(association, desk.year).items()}
    return Telling(desk.opened.book, desk.opened.basis, desk.limits, said)


def section_on(association: Association, desk: YearAtDesk, key: str) -> Section | None:
    """Write one section of a year; None where there is no such section, or the year has nothing for it."""
    write = _WRITERS.get(key)
    return write(telling_of(association, desk)) if write else None


def charts_in(section: Section) -> Mapping[str, Chart]:
    """Return the charts of a section, by their keys."""
    return {block.key: block for block in _blocks(section) if isinstance(block, Chart)}


def tables_in(section: Section) -> Mapping[str, Table]:
    """Return the tables of a section by their keys, those behind its charts among them."""
    found = (chart_table(block) if isinstance(block, Chart) else block for block in _blocks(section))
    return {table.key: table for table in found if isinstance(table, Table)}


def period_in(desk: YearAtDesk, year: int) -> Period | None:
    """Return the financial year that ends in a calendar year; None for one later than the year that is open."""
    period = desk.opened.book.period
    while period.year > max(year, FIRST_YEAR):
        period = period.previous()
    return period if period.year == year else None


def booked_until(desk: YearAtDesk) -> date | None:
    """Return the last month that something was booked in, None where the books say no months."""
    balances = desk.opened.books.years[0]
    return max((row.month for row in balances.movements if row.month and row.amount), default=None)


def _blocks(section: Section) -> Iterator[object]:
    yield from section.blocks
    for below in section.subsections:
        yield from _blocks(below)
