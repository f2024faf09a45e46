"""What the books say to the sheet for the state's follow-up, and what it lacks, with the page where that is mended."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from mellanrum.tallies.spans import of_years
from mellanrum.tallies.statutory import COUNTS, Money, Sheet, SheetRow
from mellanrum.web.economy.opening import YearAtDesk, open_year, own_map
from mellanrum.web.statistics.opening import Desk

FIGURES = {
    "contributions": "contributions.total",
    "equity": "balance_sheet.equity",
    "administration_budget": "spending.administration.budget",
    "administration_outcome": "spending.administration.outcome",
}
"""The figures of the association by what the sheet asks for."""
OUTCOMES = "spending.interventions."


@dataclass(frozen=True, slots=True)
class Lack:
    """A number that the sheet lacks: why, and the page where it is mended."""

    text: str
    url: str
    way: str


def books_of(desk: Desk) -> YearAtDesk | None:
    """Open the books of the chosen year; None where none are read in, or less than a year is chosen."""
    return open_year(desk.standing.association, desk.choice.year) if is_year(desk) else None


def is_year(desk: Desk) -> bool:
    """Tell whether a whole year is chosen: money is handed in by year."""
    return desk.span == of_years([desk.choice.year])


def money_of(books: YearAtDesk | None) -> Money:
    """Return what the books of a year say to the sheet."""
    if books is None:
        return Money()
    book = books.opened.book
    told = {measure: book.find(key) for measure, key in FIGURES.items()}
    spent = (book.get(key) for key in book.keys("spending") if key.startswith(OUTCOMES))
    return Money(
        {measure: figure for measure, figure in told.items() if figure is not None},
        {figure.key.removeprefix(OUTCOMES): figure for figure in spent},
    )


def lacking(desk: Desk, sheet: Sheet, books: YearAtDesk | None) -> tuple[Lack, ...]:
    """List what the sheet of a year lacks."""
    counts = tuple(lack for row in sheet.rows for lack in _of_counts(desk, row))
    if not is_year(desk):
        return counts
    of_books = _of_association(desk, sheet) if books else iter((_no_books(desk),))
    linked = {each.key for each in own_map(desk.standing.association).intervention} if books else None
    return (*of_books, *(lack for row in sheet.rows for lack in _of_intervention(desk, row, linked)), *counts)


def _no_books(desk: Desk) -> Lack:
    text = _("No books have been read in for %(year)d: what is taken from them is lacking.")
    return Lack(text % {"year": desk.choice.year}, _url(desk, "economy:import"), _("Read in the books"))


def _of_association(desk: Desk, sheet: Sheet) -> Iterator[Lack]:
    told = {
        "contributions": (_("The books do not tell which accounts the members pay on."), "economy:payers"),
        "administration_outcome": (_("No area of the account map is administration."), "economy:areas"),
        "administration_budget": (_("Administration has no budget."), "economy:budget_year"),
    }
    ways = {
        "economy:payers": _("Say who pays"),
        "economy:areas": _("To the areas"),
        "economy:budget_year": _("To the budget"),
    }
    for line in sheet.association:
        if line.is_lacking and line.measure in told:
            text, name = told[line.measure]
            args = [desk.choice.year] if name == "economy:budget_year" else []
            yield Lack(text, _url(desk, name, *args), ways[name])


def _of_intervention(desk: Desk, row: SheetRow, linked: AbstractSet[str] | None) -> Iterator[Lack]:
    """List what the money of an intervention lacks; `linked` are those with a place in the books, None without any."""
    lacks = {line.measure for line in row.lines if line.is_lacking}
    told, slug = {"name": row.name, "year": desk.choice.year}, desk.slugs[row.key]
    if "budget" in lacks:
        text = _("%(name)s has neither money nor a budgeted number for %(year)d.") % told
        yield Lack(text, _url(desk, "interventions:new_plan", slug), _("Add a year"))
    elif "budgeted" in lacks:
        text = _("%(name)s has no budgeted number for %(year)d.") % told
        yield Lack(text, _url(desk, "interventions:plan", slug, desk.choice.year), _("Add the number"))
    if "outcome" in lacks and linked is not None:
        unsaid, unbooked = (
            _("It is not said where in the books what %(name)s costs stands."),
            _("Nothing is booked in %(year)d where what %(name)s costs is said to stand."),
        )
        text = (unbooked if row.key in linked else unsaid) % told
        yield Lack(text, _url(desk, "economy:intervention", slug), _("Say where"))


def _of_counts(desk: Desk, row: SheetRow) -> Iterator[Lack]:
    """Say why new, ended or heads are lacking."""
    if not any(line.is_lacking for line in row.lines if line.measure in COUNTS):
        return
    year, slug = desk.choice.year, desk.slugs[row.key]
    told = {"name": row.name, "year": year}
    followed = next(each for each in desk.readable if each.key == row.key)
    if is_year(desk) and followed.ledger(year) is None and any(said.year == year for said in followed.reported):
        text = _("What documents tell of %(name)s in %(year)d does not have every number by legal sex.") % told
        yield Lack(text, _url(desk, "register:earlier_year", slug, year), _("Add the numbers"))
    elif row.is_individual and followed.by_head_count:
        text = _("%(name)s is individual and counts heads alone: it has no new and ended participations.") % told
        yield Lack(text, _url(desk, "interventions:intervention", slug), _("See the intervention"))
    else:
        text = _("Nothing has been counted in %(name)s in %(year)d.") % told
        yield Lack(text, _url(desk, "interventions:intervention", slug), _("See the intervention"))


def _url(desk: Desk, name: str, *args: object) -> str:
    return reverse(name, args=[desk.standing.association.slug, *args])
