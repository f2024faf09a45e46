"""What the books say to the sheet for the state's follow-up, and what it lacks, with the page where that is mended."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from mellanrum.tallies.spans import of_years
from mellanrum.tallies.statutory import Money, Sheet, SheetRow
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
    if not is_year(desk):
        return ()
    of_books = _of_association(desk, sheet) if books else iter((_no_books(desk),))
    return (*of_books, *(lack for row in sheet.rows for lack in _of_intervention(desk, row, has_books=bool(books))))


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


def _of_intervention(desk: Desk, row: SheetRow, *, has_books: bool) -> Iterator[Lack]:
    lacks = {line.measure for line in row.lines if line.is_lacking}
    told, slug = {"name": row.name, "year": desk.choice.year}, desk.slugs[row.key]
    if "budget" in lacks:
        text = _("%(name)s has neither money nor a budgeted number for %(year)d.") % told
        yield Lack(text, _url(desk, "interventions:new_plan", slug), _("Add a year"))
    elif "budgeted" in lacks:
        text = _("%(name)s has no budgeted number for %(year)d.") % told
        yield Lack(text, _url(desk, "interventions:plan", slug, desk.choice.year), _("Add the number"))
    if "outcome" in lacks and has_books:
        is_linked = any(each.key == row.key for each in own_map(desk.standing.association).intervention)
        unsaid, unbooked = (
            _("It is not said where in the books what %(name)s costs stands."),
            _("Nothing is booked in %(year)d where what %(name)s costs is said to stand."),
        )
        text = (unbooked if is_linked else unsaid) % told
        yield Lack(text, _url(desk, "economy:intervention", slug), _("Say where"))
    if row.is_individual and any(each.key == row.key and each.by_head_count for each in desk.readable):
        text = _("%(name)s is individual and counts heads alone: it has no new and ended participations.") % told
        yield Lack(text, _url(desk, "interventions:intervention", slug), _("See the intervention"))


def _url(desk: Desk, name: str, *args: object) -> str:
    return reverse(name, args=[desk.standing.association.slug, *args])
