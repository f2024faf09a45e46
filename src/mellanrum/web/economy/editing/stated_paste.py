"""A table of earlier years, pasted from a spreadsheet: years across, figures down."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mellanrum.findings import words
from mellanrum.web.economy.editing.stated_forms import DocumentForm
from mellanrum.web.economy.services.stating import FIGURES, Document

LARGEST = 20_000
SHORT: Mapping[str, Any] = {
    "overview.revenue": gettext_lazy("Revenue"),
    "overview.costs": gettext_lazy("Costs"),
    "overview.result": gettext_lazy("Result"),
    "overview.equity": gettext_lazy("Equity"),
    "overview.equity_share": gettext_lazy("Share of contributions"),
    "overview.employees": gettext_lazy("Employees"),
}
"""Shorter names than the engine's that a table may use."""


class PasteForm(DocumentForm):
    """A pasted table, and the document it was taken from. `documents` are what it says of each year."""

    table = forms.CharField(
        label=gettext_lazy("The table"),
        max_length=LARGEST,
        strip=False,  # the first cell is empty
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Copy it from the spreadsheet: years in the first row, a figure in each row after."),
    )

    def __init__(self, *args: Any, today: int, **fields: Any) -> None:  # noqa: ANN401 - a form's
        super().__init__(*args, year=today, **fields)
        self.documents: list[Document] = []
        for key in self.keys:
            del self.fields[key]

    def clean(self) -> Any:  # noqa: ANN401 - Django's signature
        """Read the table; every fault is said at once."""
        data = self.cleaned_data
        if "table" in data and not self.errors:
            rows = list(_rows(data["table"]))
            years = _years(rows[0][1:] if rows else [], self.year)
            if years is None:
                wrong = _(
                    "The first row is to have an empty cell and then the years, from 1994 to %(year)d, each once."
                )
                self.add_error("table", wrong % {"year": self.year})
            else:
                self._read(rows[1:], years)
        return data

    def _read(self, rows: list[list[str]], years: list[int]) -> None:
        said: dict[int, dict[str, str]] = {year: {} for year in years}
        names = _names()
        for cells in rows:
            key = names.get(cells[0].casefold())
            if key is None:
                wrong = _("“%(name)s” is not the name of a figure. The names are: %(names)s.")
                names_told = ", ".join(words(label) for label in FIGURES.values())
                self.add_error("table", wrong % {"name": cells[0][:60], "names": names_told})
                continue
            for year, value in zip(years, cells[1:], strict=False):
                if value:
                    said[year][key] = value
        self.documents = [
            document for year, values in said.items() if values for document in self._document(year, values)
        ]
        if not self.documents and not self.errors:
            self.add_error("table", _("The table has no numbers."))

    def _document(self, year: int, values: Mapping[str, str]) -> Iterator[Document]:
        """Hold a year against the rules of its own form; what that form would say is said here, with the year."""
        head = {name: self.data.get(self.add_prefix(name), "") for name in ("source", "page", "step")}
        form = DocumentForm({**head, **values}, year=year)
        if form.is_valid():
            yield form.document()
        for name, faults in form.errors.items():
            label = form.fields[name].label if name in form.fields else ""
            for fault in faults:
                self.add_error("table", format_lazy("{} {}: {}", year, label, fault))


def _rows(text: str) -> Iterator[list[str]]:
    """Split a table into cells: a spreadsheet puts tabs between them, a file of text semicolons."""
    mark = "\t" if "\t" in text else ";"
    lines = (line.rstrip("\r") for line in text.split("\n"))
    return ([cell.strip() for cell in line.split(mark)] for line in lines if line.strip())


def _years(cells: list[str], today: int) -> list[int] | None:
    named = [cell for cell in cells if cell]
    years = [int(cell) for cell in named if cell.isascii() and cell.isdigit() and len(cell) == 4]
    is_right = years and len(years) == len(named) == len(set(years)) and all(1994 <= year <= today for year in years)
    return years if is_right else None


def _names() -> Mapping[str, str]:
    """Every name a figure may have in a table, folded: its key, and its labels in both languages."""
    both = {words(label, lang): key for key, label in FIGURES.items() for lang in ("sv", "en")}
    short = {str(label): key for key, label in SHORT.items()}
    return {name.casefold(): key for name, key in (both | short | {key: key for key in FIGURES}).items()}
