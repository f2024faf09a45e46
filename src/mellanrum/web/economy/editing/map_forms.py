"""Forms of the account map: an account's line, the map's file, notes and who pays."""

from collections.abc import Iterable, Sequence
from typing import Any, get_args

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mellanrum.books.association_map import LineKey, MemberKind, NoteKey, NoteRow
from mellanrum.web.economy.editing.fields import AccountsField
from mellanrum.web.economy.editing.map_rows import BALANCE_LINES, RESULT_LINES, line_label
from mellanrum.web.tenancy.models import Chart

MEMBERS: dict[MemberKind, Any] = {
    "state": gettext_lazy("The state"),
    "region": gettext_lazy("The region"),
    "municipalities": gettext_lazy("The municipalities"),
    "project": gettext_lazy("Project money, as ESF"),
    "other": gettext_lazy("Other income"),
}
NOTES: dict[NoteKey, Any] = {
    "revenue_note": gettext_lazy("Operating revenue"),
    "cost_note": gettext_lazy("Operating costs"),
    "receivables_note": gettext_lazy("Receivables"),
    "liabilities_note": gettext_lazy("Short-term liabilities"),
}
NOTES_BY = (
    ("area", gettext_lazy("Areas: a row for each area of the operations statement")),
    ("kind", gettext_lazy("Kinds of cost: a row for each account")),
    ("", gettext_lazy("Let the names of the cost centres decide")),
)


class LineForm(forms.Form):
    """Which line an account stands on; `chart_line` is what the chart says, where the account has a line of its own."""

    line = forms.ChoiceField(label=gettext_lazy("Line"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, suggested: LineKey | None, has_own: bool, **fields: Any) -> None:  # noqa: ANN401 - a form's
        super().__init__(*args, **fields)
        own = [("chart", _("As the chart of accounts says"))] if has_own else []
        line = self.fields["line"]
        line.choices = [  # type: ignore[attr-defined]  # a choice field has them
            *own,
            (_("Income statement"), _choices(RESULT_LINES, suggested)),
            (_("Balance sheet"), _choices(BALANCE_LINES, suggested)),
        ]
        line.error_messages["required"] = _("Choose the line the account is to stand on.")


def _choices(lines: Iterable[LineKey], suggested: LineKey | None) -> list[tuple[str, Any]]:
    marked = _("{line} (suggested)")
    return [(x, format_lazy(marked, line=line_label(x)) if x == suggested else line_label(x)) for x in lines]


class MapFileForm(forms.Form):
    """A map as a file of TOML."""

    file = forms.FileField(
        label=gettext_lazy("Account map (TOML)"),
        help_text=gettext_lazy("At most 500 kB. You see what changes before anything is saved."),
        widget=forms.ClearableFileInput(attrs={"accept": ".toml"}),
    )

    def clean_file(self) -> Any:  # noqa: ANN401 - an uploaded file
        """Refuse what is too large to be a map."""
        file = self.cleaned_data["file"]
        if file.size > 500_000:
            raise forms.ValidationError(
                _("The file is larger than 500 kB. An account map is a few thousand characters.")
            )
        return file


class NoForm(forms.Form):
    """A form that asks nothing: what is done is said on its button."""


class ChartForm(forms.Form):
    """Which chart of accounts the books are kept by."""

    chart = forms.ChoiceField(label=gettext_lazy("Chart of accounts"), choices=Chart.choices, widget=forms.RadioSelect)


class NotesByForm(forms.Form):
    """What the note of costs follows."""

    notes_by = forms.ChoiceField(
        label=gettext_lazy("The note of costs follows"), choices=NOTES_BY, widget=forms.RadioSelect, required=False
    )


class NoteRowForm(forms.Form):
    """A row of a note, made of several accounts."""

    note = forms.ChoiceField(label=gettext_lazy("Note"), choices=list(NOTES.items()), widget=forms.RadioSelect)
    label = forms.CharField(label=gettext_lazy("What the row is called"), max_length=120)
    accounts = AccountsField(
        label=gettext_lazy("Accounts"),
        help_text=gettext_lazy("Numbers, or how they begin: 17 takes every account that begins with 17."),
    )

    def row(self) -> NoteRow:
        """Make the row."""
        data = self.cleaned_data
        return NoteRow(note=data["note"], label=data["label"], prefixes=data["accounts"])


class PayersForm(forms.Form):
    """Who pays on each revenue account."""

    def __init__(self, *args: Any, accounts: Sequence[tuple[str, str]], members: Any, **fields: Any) -> None:  # noqa: ANN401 - a form's
        super().__init__(*args, **fields)
        for account, name in accounts:
            self.fields[f"payer_{account}"] = forms.ChoiceField(
                label=f"{account} {name}",
                choices=[(member, MEMBERS[member]) for member in get_args(MemberKind)],
                initial=members.get(account, "other"),
                widget=forms.RadioSelect,
            )
