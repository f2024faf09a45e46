from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from mellanrum.web.association.models import DatedRow, Function, Member, MemberKind, Official
from mellanrum.web.association.services.members import all_members, same_at_the_same_time
from mellanrum.web.parts.forms import DayInput

_DAYS: dict[str, Any] = {"first_day": DayInput(), "last_day": DayInput()}
_DAYS_HELP: dict[str, Any] = {
    "first_day": _("Leave it empty for from the beginning."),
    "last_day": _("The last day, included. Leave it empty for until further notice."),
}
_BACKWARDS = _("The last day is before the first.")


def _check_days(form: forms.BaseForm, cleaned: dict[str, Any]) -> None:
    first, last = cleaned.get("first_day"), cleaned.get("last_day")
    if first and last and last < first:
        form.add_error("last_day", _BACKWARDS)


class MemberForm(forms.ModelForm[Member]):
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=MemberKind.choices,
        widget=forms.RadioSelect,
        help_text=_("Försäkringskassan and Arbetsförmedlingen are the state together: they pay one half between them."),
    )

    class Meta:
        model = Member
        fields = ("name", "kind", "inhabitants", "agreed_share", "first_day", "last_day")
        localized_fields = ("agreed_share",)
        widgets: ClassVar[dict[str, Any]] = {
            **_DAYS,
            "inhabitants": forms.NumberInput(attrs={"class": "short"}),
            "agreed_share": forms.TextInput(attrs={"class": "short", "inputmode": "decimal"}),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            **_DAYS_HELP,
            "inhabitants": _("Needed for municipalities, where they divide their part by the number of inhabitants."),
            "agreed_share": _(
                "Needed where several share by agreement. Per cent of what members of its kind pay together."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - what Django's own takes
        super().__init__(*args, **kwargs)
        self.initial["agreed_share"] = self.instance.agreed

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        _check_days(self, cleaned)
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # the stub does not name it
        if not self.errors and same_at_the_same_time(self.instance):
            self.add_error("name", _("There is a member of that name on some of these days already."))


class OfficialForm(forms.ModelForm[Official]):
    function = forms.ChoiceField(label=_("Function"), choices=Function.choices, widget=forms.RadioSelect)

    class Meta:
        model = Official
        fields = ("name", "function", "appointed_by", "first_day", "last_day")
        widgets: ClassVar[dict[str, Any]] = {
            **_DAYS,
            # It is somebody else who is written down: the browser is not to fill in whoever sits there.
            "name": forms.TextInput(attrs={"autocomplete": "off"}),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            **_DAYS_HELP,
            "name": _("As it is to stand where the report is signed."),
            "appointed_by": _("The member that has appointed the person, if one has."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - what Django's own takes
        super().__init__(*args, **kwargs)
        members = all_members(self.instance.association)
        choices = [("", _("None")), *((member.pk, member.name) for member in members)]
        appointed_by = self.fields["appointed_by"]
        assert isinstance(appointed_by, forms.ModelChoiceField)  # noqa: S101 - as the model says
        appointed_by.queryset = Member.objects.of(self.instance.association)
        appointed_by.choices = choices

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        _check_days(self, cleaned)
        return cleaned


class EndForm(forms.Form):
    last_day = forms.DateField(label=_("Last day"), widget=DayInput(), help_text=_("The last day is included."))

    def __init__(self, row: DatedRow, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - what Django's own takes
        super().__init__(*args, **kwargs)
        self.row = row

    def clean_last_day(self) -> date:
        last_day: date = self.cleaned_data["last_day"]
        if self.row.first_day and last_day < self.row.first_day:
            raise forms.ValidationError(_BACKWARDS)
        return last_day


class DayForm(forms.Form):
    dag = forms.DateField(label=_("In office on"), widget=DayInput())
