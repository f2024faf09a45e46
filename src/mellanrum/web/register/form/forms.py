"""The form for one participation: made of what the association counts, and turned into an entry that nobody keeps."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mellanrum.findings import Finding, Severity
from mellanrum.tallies.cells import was_asked
from mellanrum.tallies.entries import Entry, Given
from mellanrum.tallies.rules import MISSING
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sex import STATED, Sex
from mellanrum.web.parts.templatetags.parts import spoken
from mellanrum.web.register.form.fields import PREFIX, field_of
from mellanrum.web.register.services.counting import Choice


def sex_words(sex: Sex) -> str:
    """Word a sex as the form asks for it."""
    return {Sex.WOMAN: _("Woman"), Sex.MAN: _("Man")}.get(sex, _("Other or not stated"))


def month_words(month: date) -> str:
    """Write a month with its year."""
    return date_format(month, "F Y")


class EntryForm(forms.Form):
    """Month, sex and the event's questions. `asked` are the keys of the questions that are put."""

    token = forms.CharField(required=False, widget=forms.HiddenInput)
    anyway = forms.CharField(required=False, widget=forms.HiddenInput)
    code = forms.CharField(required=False, widget=forms.HiddenInput)
    month = forms.ChoiceField()
    sex = forms.ChoiceField(widget=forms.RadioSelect({"class": "chips"}))

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - a form's
        event: str,
        scheme: Scheme,
        asked: Sequence[str],
        months: Sequence[Choice],
        back: bool = False,
        **fields: Any,  # noqa: ANN401 - as above
    ) -> None:
        super().__init__(*args, **fields)
        self.event, self.scheme, self.asked, self.months = event, scheme, asked, months
        month: Any = self.fields["month"]
        month.label = _("Month")
        month.choices = [(_value(each.month), _month_choice(each, back=back)) for each in months]
        month.initial = month.choices[0][0]
        sex: Any = self.fields["sex"]
        sex.label = _("Legal sex")
        sex.choices = [(each.value, sex_words(each)) for each in STATED]
        sex.error_messages["required"] = _("Choose one.")
        for key in asked:
            self.fields[f"{PREFIX}{key}"] = field_of(scheme.questions[key])
            self._only_if(key)

    def entry(self) -> Entry:
        """Return what was answered; what was not asked after all is left out, and so is what has a fault already.

        A month or a sex with a fault is taken as this month and as not stated, so that all other faults are found too.
        """
        data = {"month": _value(self.months[0].month), "sex": Sex.OTHER.value, **self.cleaned_data}
        answers = {key: given for key in self.asked if (given := _given(data.get(f"{PREFIX}{key}"))) is not None}
        month = date.fromisoformat(f"{data['month']}-01")
        whole = Entry(self.event, month, Sex(data["sex"]), answers)
        kept = {
            key: given for key, given in answers.items() if was_asked(self.scheme.questions[key], whole, self.scheme)
        }
        return Entry(self.event, month, whole.sex, kept)

    def tell(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Put errors beside their fields; return the warnings that have not been answered with "anyway"."""
        answered = set(self.data.get("anyway", "").split())
        waiting = []
        for each in findings:
            if each.severity is Severity.ERROR:
                words = spoken(each)
                self.add_error(self._field_of(each), f"{words['message']} {words['mend']}".strip())
            elif each.severity is Severity.WARNING and named(each) not in answered:
                waiting.append(each)
        return tuple(waiting)

    def hidden(self) -> Iterator[tuple[str, str]]:
        """Give what was answered as names and values, for a page that takes it back."""
        for name, field in self.fields.items():
            if name in {"token", "anyway"}:
                continue
            value = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            for each in value if isinstance(value, list) else [value]:
                if each:
                    yield self.add_prefix(name), str(each)

    def _only_if(self, key: str) -> None:
        wanted = self.scheme.questions[key].only_if
        if wanted:
            before, answer = wanted
            self.fields[f"{PREFIX}{key}"].widget.attrs |= {"data-only-if": f"{PREFIX}{before}={answer}"}

    def _field_of(self, each: Finding) -> str | None:
        key = each.place.key or ""
        return next((name for name in (key, f"{PREFIX}{key}") if name in self.fields), None)


def named(each: Finding) -> str:
    """Return what a warning is remembered by on the page that asks about it."""
    return f"{each.code}/{each.place.key or ''}"


def first_values(answers: Mapping[str, Given], scheme: Scheme) -> dict[str, Any]:
    """Return a form's first values from answers that are known already."""
    return {f"{PREFIX}{key}": _first(given, scheme.questions[key].kind) for key, given in answers.items()}


def _first(given: Given, kind: str) -> object:
    if isinstance(given, int):
        return given
    return list(given) if kind == "several" else next(iter(given), MISSING)


def _given(value: object) -> Given | None:
    if value in (None, "", MISSING, [MISSING]):
        return None
    if isinstance(value, int):
        return value
    return tuple(value) if isinstance(value, list) else (str(value),)


def _value(month: date) -> str:
    return month.isoformat()[:7]


def _month_choice(choice: Choice, *, back: bool) -> str:
    if not choice.is_locked:
        return month_words(choice.month)
    told = (
        _("%(month)s (locked: corrected in %(into)s)") if back else _("%(month)s (locked: counted late, in %(into)s)")
    )
    return told % {"month": month_words(choice.month), "into": month_words(choice.counted_in)}
