"""What is asked for when files come, when a table's columns are not plain, and when a file is confirmed."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mellanrum.books.sheets import ColumnMap, Columns, Look
from mellanrum.web.economy.imports.importing import Question
from mellanrum.web.economy.models import Kind

_SHARED = {
    "account": _("Account"),
    "name": _("Name of the account"),
    "cost_centre": _("Cost centre"),
    "cost_centre_name": _("Name of the cost centre"),
    "project": _("Project"),
    "project_name": _("Name of the project"),
    "month": _("Month that the row is of"),
}
_OF_BOOKS = {
    **_SHARED,
    "opening": _("Opening balance"),
    "debit": _("Debit"),
    "credit": _("Credit"),
    "change": _("Change in the year"),
    "closing": _("Closing balance"),
    "budget": _("Budget"),
    "previous_change": _("Change last year"),
    "previous_closing": _("Closing balance last year"),
}
_OF_BUDGET = {**_SHARED, "area": _("Area"), "amount": _("Amount for the year")}
_LABELS = {Kind.BOOKS.value: _OF_BOOKS, Kind.BUDGET.value: _OF_BUDGET}


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:  # noqa: ANN401 - Django's own signature
        files = data if isinstance(data, list) else [data]
        return [super(FilesField, self).clean(file, initial) for file in files or [None]]


class FilesForm(forms.Form):
    """Files to look at. `whole` stands last in the page's form: without it the files were cut on their way."""

    file = FilesField(
        label=_("Choose one or more files, or drop them here"),
        allow_empty_file=True,
        widget=FilesInput(attrs={"accept": ".se,.si,.sie,.xlsx,.xlsm,.csv,.txt", "multiple": True}),
        error_messages={"required": _("Choose a file first.")},
    )
    whole = forms.CharField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own
        super().__init__(*args, **kwargs)
        told = gettext(
            "A SIE file, a trial balance or a budget as Excel (.xlsx) or CSV, at most %(limit)s MB. You see what it "
            "holds and what would change; nothing is read in until you say so."
        )
        self.fields["file"].help_text = told % {"limit": settings.LARGEST_FILE // 1_000_000}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("file") and given.get("whole") != "yes":
            self.add_error(
                "file", _("The file was cut on its way here, and nothing of it has been kept. Send it once more.")
            )
        return given


class ConfirmForm(forms.Form):
    """Yes to reading a file in: to each question of its own, and to what held when the page was made."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    adopt = forms.BooleanField(required=False)

    def __init__(self, *args: Any, asked: Sequence[Question], number: str, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own
        super().__init__(*args, **kwargs)
        for question in asked:
            self.fields[question.value] = forms.BooleanField(
                label=question.label, error_messages={"required": _("Say yes to this, or cancel.")}
            )
        if number:
            self.fields["adopt"].label = _("Save %(number)s as the association's organisation number") % {
                "number": number
            }
        else:
            del self.fields["adopt"]

    def yes(self) -> list[str]:
        """Return the questions said yes to."""
        return [question.value for question in Question if self.cleaned_data.get(question.value)]


class ColumnsForm(forms.Form):
    """Which column holds what, for a table as `look` found it."""

    kind = forms.ChoiceField(
        label=_("What the table is"),
        choices=[(Kind.BOOKS, _("Trial balance")), (Kind.BUDGET, _("Budget"))],
        widget=forms.RadioSelect,
    )
    year = forms.IntegerField(
        label=_("Year"), validators=[MinValueValidator(1994), MaxValueValidator(9998)], required=False
    )
    sheet = forms.ChoiceField(label=_("Sheet"), required=False)
    header_row = forms.IntegerField(
        label=_("The row that the headings stand on"), validators=[MinValueValidator(1)], required=False
    )
    signs = forms.ChoiceField(
        label=_("Signs"),
        required=False,
        choices=[
            ("", _("Let the totals tell")),
            ("debit_positive", _("Assets and costs positive, liabilities and income negative")),
            ("income_positive", _("Income positive and costs negative")),
            ("positive", _("Income and costs both positive (only in a budget)")),
        ],
        widget=forms.RadioSelect,
    )
    step = forms.TypedChoiceField(
        label=_("Amounts are in"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("What the headings say")), ("1", _("kronor")), ("1000", _("thousands of kronor"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, kind: str, look: Look, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own
        self.now, self.look = kind, look
        super().__init__(*args, **{"initial": _initial(kind, look), **kwargs})
        if len(look.sheets) > 1:
            self._choices("sheet", [(sheet, sheet) for sheet in look.sheets])
        else:
            del self.fields["sheet"]
        headings = [("", _("Not in the table")), *((heading, heading) for heading in look.headings)]
        for name, label in _LABELS[kind].items():
            self.fields[f"column_{name}"] = forms.ChoiceField(label=label, required=False)
            self._choices(f"column_{name}", headings)
        self.order_fields(["kind", "year", "sheet", "header_row", *(f"column_{name}" for name in _LABELS[kind])])

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def wanted(self) -> ColumnMap:
        """Return the map that was chosen; without columns where they are to be told anew.

        They are where the table is to be another kind, on another sheet, or has its headings on another row.
        """
        given, now = self.cleaned_data, self.look.columns
        base = ColumnMap(
            sheet=given.get("sheet") or now.sheet,
            header_row=given["header_row"],
            year=given["year"],
            signs=given["signs"] or None,
            step=given["step"],
        )
        is_other = given["kind"] != self.now or (base.sheet, base.header_row) != (now.sheet, now.header_row)
        return base if is_other else base.model_copy(update={"columns": self._columns()})

    def _columns(self) -> Columns:
        chosen = {name: self.cleaned_data[f"column_{name}"] for name in _LABELS[self.now]}
        named = {name: heading for name, heading in chosen.items() if heading}
        months = self.look.columns.columns.months
        kept = () if set(months) & set(named.values()) else months
        return Columns.model_validate({**named, "months": kept})


def _initial(kind: str, look: Look) -> dict[str, Any]:
    columns = look.columns
    facts = {"kind": kind, "year": columns.year, "sheet": columns.sheet, "header_row": columns.header_row}
    how = {"signs": columns.signs or "", "step": columns.step or ""}
    return {**facts, **how, **{f"column_{name}": heading for name, heading in columns.columns.stated().items()}}


def understood(kind: str, look: Look) -> Iterator[tuple[Any, str]]:
    """List what each column was taken for: a label, and the column's heading."""
    stated = look.columns.columns.stated()
    for name, label in _LABELS[kind].items():
        if name in stated:
            yield label, stated[name]
    if look.columns.columns.months:
        yield _("Months"), ", ".join(look.columns.columns.months)
