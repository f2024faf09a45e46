"""Forms of earlier years: one year of a document, and a table pasted from a spreadsheet."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mellanrum.books.sheets.amounts import NotAnAmount, read_amount
from mellanrum.numbers import to_decimal
from mellanrum.web.register.services.reporting import SEXES, Told, is_mean, is_share, kept

LARGEST, HIGHEST, MOST_PER_CENT = 20_000, Decimal(999_999), Decimal(100)
FIRST_YEAR = 1994


class DocumentForm(forms.Form):
    """The document that numbers stand in."""

    source = forms.CharField(
        label=gettext_lazy("Document"),
        max_length=200,
        help_text=gettext_lazy("As: Annual report 2023. It stands under the table in the report."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    page = forms.IntegerField(
        label=gettext_lazy("Page"),
        min_value=1,
        max_value=9999,
        required=False,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )


class EarlierForm(DocumentForm):
    """A year of a document: a number for each measure and sex; what the document does not say is left out."""

    def __init__(self, *args: Any, year: int, measures: Mapping[str, str], **kwargs: Any) -> None:  # noqa: ANN401 - a form's
        super().__init__(*args, **kwargs)
        self.year, self.measures = year, measures
        for key, label in measures.items():
            for sex, name in SEXES:
                attributes = {"class": "short number", "inputmode": "decimal", "autocomplete": "off"}
                self.fields[field_of(key, sex)] = forms.CharField(
                    label=f"{label}, {str(name).lower()}",
                    required=False,
                    max_length=20,
                    widget=forms.TextInput(attrs=attributes),
                )

    def clean(self) -> Any:  # noqa: ANN401 - Django's signature
        """Read every number, and see that women and men are not more than all."""
        data = super().clean() or self.cleaned_data
        for key in self.measures:
            for sex, _name in SEXES:
                self._read(data, key, sex)
        if not self.errors and not self.told().numbers:
            raise ValidationError(_("Write at least one figure."))
        return data

    def told(self) -> Told:
        """Return what was filled in."""
        named = {(key, sex): self.cleaned_data.get(field_of(key, sex)) for key in self.measures for sex, _name in SEXES}
        numbers = {place: number for place, number in named.items() if isinstance(number, Decimal)}
        return Told(self.year, self.cleaned_data["source"], self.cleaned_data["page"], numbers)

    def rows(self) -> Iterator[tuple[str, tuple[forms.BoundField, ...]]]:
        """Return the measures, each with its fields."""
        for key, label in self.measures.items():
            yield label, tuple(self[field_of(key, sex)] for sex, _name in SEXES)

    def _read(self, data: dict[str, Any], key: str, sex: str) -> None:
        name = field_of(key, sex)
        try:
            data[name] = number_of(str(data.get(name) or ""), key)
        except ValidationError as wrong:
            self.add_error(name, wrong)
            return
        if sex and isinstance(data[name], Decimal) and not _decimals(key):
            everybody = data.get(field_of(key, ""))
            if isinstance(everybody, Decimal) and data[name] > everybody:
                self.add_error(name, _("More than all: %(number)s.") % {"number": everybody})


class PasteForm(DocumentForm):
    """A pasted table: the measure, the sex (empty for all), and a column for each year."""

    table = forms.CharField(
        label=gettext_lazy("The table"),
        max_length=LARGEST,
        strip=False,  # the first cell may be empty
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "Copy it from the spreadsheet. First row: an empty cell, Sex, and the years. Then a row for each measure: "
            "its name, women, men or nothing, and the numbers."
        ),
    )

    def __init__(self, *args: Any, today: int, measures: Mapping[str, str], **kwargs: Any) -> None:  # noqa: ANN401 - as above
        super().__init__(*args, **kwargs)
        self.today, self.measures = today, measures
        self.years: list[Told] = []

    def clean(self) -> Any:  # noqa: ANN401 - Django's signature
        """Read the table; every fault is said at once."""
        data = super().clean() or self.cleaned_data
        if "table" not in data or self.errors:
            return data
        rows = list(_rows(data["table"]))
        years = self._years(rows[0][2:] if rows else [])
        if years is None:
            wrong = _("The first row is to have two cells and then the years, from %(first)d to %(last)d, each once.")
            self.add_error("table", wrong % {"first": FIRST_YEAR, "last": self.today})
            return data
        self._read(rows[1:], years)
        return data

    def _years(self, cells: list[str]) -> list[int] | None:
        named = [cell for cell in cells if cell]
        years = [int(cell) for cell in named if cell.isascii() and cell.isdigit() and len(cell) == 4]
        is_right = years and len(years) == len(named) == len(set(years))
        return years if is_right and all(FIRST_YEAR <= year <= self.today for year in years) else None

    def _read(self, rows: list[list[str]], years: list[int]) -> None:
        said: dict[int, dict[tuple[str, str], Decimal]] = {year: {} for year in years}
        names = {label.casefold(): key for key, label in self.measures.items()} | {key: key for key in self.measures}
        for cells in rows:
            place = self._place(cells, names)
            if place is not None:
                self._read_row(cells, place, years, said)
        document = (self.cleaned_data["source"], self.cleaned_data["page"])
        self.years = [Told(year, *document, numbers) for year, numbers in said.items() if numbers]
        if not self.years and not self.errors:
            self.add_error("table", _("The table has no numbers."))

    def _place(self, cells: list[str], names: Mapping[str, str]) -> tuple[str, str] | None:
        key = names.get(cells[0].casefold())
        sex = _sex(cells[1] if len(cells) > 1 else "")
        if key is None:
            wrong = _("“%(name)s” is not the name of a measure. The names are: %(names)s.")
            told = ", ".join(self.measures.values())
            self.add_error("table", wrong % {"name": cells[0][:60], "names": told})
        if sex is None:
            self.add_error("table", _("“%(name)s” is no sex: write women, men or nothing.") % {"name": cells[1][:60]})
        return None if key is None or sex is None else (key, sex)

    def _read_row(
        self,
        cells: list[str],
        place: tuple[str, str],
        years: list[int],
        said: dict[int, dict[tuple[str, str], Decimal]],
    ) -> None:
        for year, text in zip(years, cells[2:], strict=False):
            try:
                number = number_of(text, place[0])
            except ValidationError as wrong:
                self.add_error("table", f"{year}, {cells[0]}: {' '.join(wrong.messages)}")
                continue
            if number is not None:
                said[year][place] = number


def field_of(key: str, sex: str) -> str:
    """Return the name of a field of a measure and a sex."""
    return f"{key}-{sex or 'all'}"


def number_of(text: str, key: str) -> Decimal | None:
    """Read a number; None where nothing was written. ValidationError says what is wrong with it."""
    plain = text.strip().removesuffix("%" if is_share(key) else "").replace("–", "").strip()
    if not plain:
        return None
    number: object = read_amount(plain)
    if number is NotAnAmount.AMBIGUOUS and _decimals(key):
        number = to_decimal(plain.replace(",", "."))  # nobody's mean is in thousands
    if not isinstance(number, Decimal):
        raise ValidationError(_("“%(text)s” is not a number."), params={"text": text})
    if not 0 <= number <= (MOST_PER_CENT if is_share(key) else HIGHEST):
        raise ValidationError(_("“%(text)s” cannot be right."), params={"text": text})
    if number != number.quantize(Decimal(1).scaleb(-_decimals(key))):
        wrong = _("“%(text)s” has too many decimals.") if _decimals(key) else _("“%(text)s” is to be a whole number.")
        raise ValidationError(wrong, params={"text": text})
    return kept(key, number)


def _decimals(key: str) -> int:
    """Return how many decimals a measure may be printed with."""
    return 3 if is_mean(key) else 1 if is_share(key) else 0


def _sex(text: str) -> str | None:
    """Return the sex a cell names, "" for all; None where it names none."""
    wanted = text.strip().casefold()
    if not wanted:
        return ""
    named = {str(name).casefold(): sex for sex, name in SEXES} | {sex: sex for sex, _name in SEXES}
    return named.get(wanted)


def _rows(text: str) -> Iterator[list[str]]:
    """Split a table into cells: a spreadsheet puts tabs between them, a file of text semicolons."""
    mark = "\t" if "\t" in text else ";"
    lines = (line.rstrip("\r") for line in text.lstrip("\ufeff").split("\n"))
    return ([cell.strip() for cell in line.split(mark)] for line in lines if line.strip(" \t;"))
