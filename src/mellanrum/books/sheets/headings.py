"""Guessing from its heading what a column holds."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from mellanrum.books.sheets.grid import Grid

THOUSANDS = "tkr|kkr|tsek|ksek|tusentals? kr|tusentals? kronor"
"""How a heading says that amounts are in thousands of kronor, as a pattern."""

_WORDS: dict[str, tuple[str, ...]] = {
    "account": ("konto", "kontonr", "kontonummer", "konto nr", "kto", "account"),
    "name": (
        "benämning", "kontonamn", "kontobenämning", "konto benämning", "kontotext", "konto text", "konto t", "namn",
        "text",
    ),
    "cost_centre": (
        "kostnadsställe", "kst", "kst nr", "kostnadsställenr", "ansvar", "ansv", "ansvarskod", "resultatenhet",
    ),
    "cost_centre_name": (
        "kostnadsställenamn", "kst namn", "kst benämning", "kst t", "ansvarsnamn", "ansvar benämning", "ansvar t",
    ),
    "project": ("projekt", "proj", "projektnr", "projektkod", "objekt"),
    "project_name": ("projektnamn", "projekt benämning", "projekt t", "objektnamn"),
    "area": ("område", "verksamhetsområde", "insats", "verksamhet"),
    "month": ("månad", "period"),
    "opening": ("ingående balans", "ib", "ing balans", "ingående saldo", "ing saldo", "ingående", "årets ib"),
    "debit": ("debet", "debit"),
    "credit": ("kredit", "credit"),
    "other": ("utan månad", "period 13", "övriga perioder"),
    "change": ("förändring", "period", "perioden", "utfall", "årets förändring", "periodens förändring", "netto"),
    "closing": (
        "utgående balans", "ub", "utg balans", "utgående saldo", "utg saldo", "utgående", "saldo", "ackumulerat",
        "ack utfall", "utfall ack", "ackumulerat utfall", "årets ub", "",
    ),
    "budget": ("budget", "årsbudget", "helårsbudget", "budget helår", "budget år"),
    "previous_change": ("förändring föregående år", "förändring fg år", "föregående års förändring"),
    "previous_closing": (
        "föregående år", "fg år", "föreg år", "fjolåret", "ub föregående år", "ub fg år", "utfall föregående år",
        "utfall fg år", "saldo föregående år", "utgående balans föregående år", "föregående års utfall",
    ),
}  # fmt: skip
_OF_BUDGET = {
    **{name: _WORDS[name] for name in ("account", "name", "cost_centre", "cost_centre_name", "project")},
    **{name: _WORDS[name] for name in ("project_name", "area", "month")},
    "amount": ("belopp", "budget", "årsbudget", "helår", "helår budget", "år", "året", "summa", "totalt", ""),
}
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
FULL_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
    "december",
)  # fmt: skip
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?:-?[01][0-9](?:-?[0-3][0-9])?)?(?![0-9])")
_NOISE = re.compile(rf"\b(i )?(kr|sek|kronor|{THOUSANDS})\b|[^\w\s%]|_")
_PREVIOUS = {"closing": "previous_closing", "change": "previous_change"}


@dataclass(frozen=True, slots=True)
class Layout:
    """Where in a sheet the table stands: the row of headings, and the column of each thing.

    `months` gives columns by the month's place in the financial year, from 0; `year` is the latest a heading names.
    """

    grid: Grid
    header: int
    columns: Mapping[str, int]
    months: Mapping[int, int] = field(default_factory=dict)
    year: int | None = None

    def heading(self, name: str) -> str:
        """Return the heading of a column, or its letters where it has none."""
        return self.grid.text(self.header, self.columns[name]) if self.header >= 0 else ""


def normal(heading: str) -> tuple[str, int | None]:
    """Return a heading without case, marks, units and year, and the year it names."""
    bare = _NOISE.sub(" ", _YEAR.sub(" ", heading.casefold()))
    return " ".join(bare.split()), year_in(heading)


def month_of(text: str) -> int | None:
    """Return the month (1 to 12) a text names: jan, januari, 2025-01, 202501, period 1; None where it names none."""
    number = re.fullmatch(r"(?:(?:19|20)[0-9]{2}-?|p|period\s*)?(0?[1-9]|1[0-2])", text.strip().casefold())
    if number:
        return int(number[1])
    bare, _ = normal(text)
    return next((at for at, names in enumerate(zip(_MONTHS, FULL_MONTHS, strict=True), 1) if bare in names), None)


def years_in(text: str) -> list[int]:
    """Return the years a text names, alone or in a month or day: 2025, mars 2025, 2025-03, 202503, 20251231."""
    return [int(year) for year in _YEAR.findall(text)]


def year_in(text: str) -> int | None:
    """Return the first year a text names; None where it names none."""
    return next(iter(years_in(text)), None)


def guess_layout(grid: Grid, row: int, *, budget: bool = False) -> Layout:
    """Guess what the columns under a row of headings hold; what is not recognised is left out."""
    words = _OF_BUDGET if budget else _WORDS
    headings = [_Heading(column, *normal(grid.text(row, column))) for column in range(grid.width(row))]
    headings = [heading for heading in headings if heading.bare or heading.year]
    dated = (item.year for item in headings if item.year and (budget or item.bare not in _WORDS["budget"]))
    main = max(dated, default=None)
    months = _months(grid, row, [item for item in headings if item.year in {None, main}])
    columns: dict[str, int] = {}
    for heading in headings:
        if heading.column not in months.values():
            name = next((name for name in _names(words, heading, main) if name not in columns), None)
            columns |= {name: heading.column} if name else {}
    return Layout(grid, row, _period_told(grid, row, columns), months, main)


@dataclass(frozen=True, slots=True)
class _Heading:
    column: int
    bare: str
    year: int | None


def _names(words: Mapping[str, tuple[str, ...]], heading: _Heading, main: int | None) -> list[str]:
    names = [name for name, known in words.items() if heading.bare in known]
    if heading.year is None or main is None or heading.year == main:
        return names
    if heading.year != main - 1:
        return []
    if "opening" in names:
        return ["opening"]  # the balance on the last day of the year before
    return [_PREVIOUS[name] for name in names if name in _PREVIOUS]


def _months(grid: Grid, row: int, headings: list[_Heading]) -> dict[int, int]:
    """Find the columns of months, by the month's place in the year; one alone may be a word like any other."""
    found: dict[int, int] = {}
    for heading in headings:
        text = grid.text(row, heading.column)
        month = None if text.isdecimal() and len(text) < 6 else month_of(text)
        if month:
            found.setdefault(month - 1, heading.column)
    return found if len(found) > 1 else {}


def _period_told(grid: Grid, row: int, columns: dict[str, int]) -> dict[str, int]:
    """Tell whether a column called Period says of which month a row is, or holds what moved in the period."""
    column = columns.get("month")
    if column is None or normal(grid.text(row, column))[0] != "period" or "change" in columns:
        return columns
    below = [grid.text(at, column) for at in range(row + 1, min(row + 40, len(grid.rows)))]
    if all(month_of(text) for text in below if text):
        return columns
    return {("change" if name == "month" else name): at for name, at in columns.items()}
