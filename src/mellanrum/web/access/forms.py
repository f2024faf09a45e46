from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mellanrum.web.access.models import RoleName, User
from mellanrum.web.access.standing import today
from mellanrum.web.parts.forms import DayInput

_PASSWORD_HELP = _("At least 12 characters. A few words in a row are easy to remember and hard to guess.")
_LONGEST = 1_000  # a longer password costs the server work and makes nobody safer


class RoleForm(forms.Form):
    """A role and its days."""

    # Nothing is chosen beforehand: the first role of the list may do the most.
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Choose a role")), *RoleName.choices])
    first_day = forms.DateField(label=_("From"), widget=DayInput)
    last_day = forms.DateField(
        label=_("To"),
        widget=DayInput,
        required=False,
        help_text=_("The last day of the role. Leave it empty for until further notice."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(*args, **kwargs)
        self.fields["first_day"].initial = today

    def clean(self) -> dict[str, Any]:
        """Days in order."""
        data = super().clean() or {}
        first, last = data.get("first_day"), data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day comes before the first."))
        return data


class InviteForm(RoleForm):
    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("What the person signs in with, here and in other associations."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    field_order = ("name", "email", "role", "first_day", "last_day")


class EndForm(forms.Form):
    """When a role ends."""

    when = forms.ChoiceField(
        label=_("When does the role end?"),
        choices=[
            ("today", _("Today is the last day")),
            ("now", _("At once")),
            ("day", _("On another day, which I write below")),
        ],
        initial="today",
        widget=forms.RadioSelect,
    )
    last_day = forms.DateField(label=_("Last day"), widget=DayInput, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the day only of those who chose one."""
        data = super().clean() or {}
        if data.get("when") == "day" and not data.get("last_day") and "last_day" not in self.errors:
            self.add_error("last_day", _("Write the last day of the role."))
        return data

    def chosen_day(self) -> date:
        """Return the last day that was chosen."""
        when = self.cleaned_data["when"]
        if when == "day":
            return self.cleaned_data["last_day"]  # type: ignore[no-any-return]  # cleaned data has no types
        return today() if when == "today" else today() - timedelta(days=1)


class NewSignInForm(forms.Form):
    resets_factors = forms.BooleanField(
        label=_("Take away the second factor too"),
        required=False,
        help_text=_("For somebody whose telephone or key is lost. The person sets up a new one after signing in."),
    )


class PasswordForm(forms.Form):
    """A new password, held against the same rules everywhere."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=_LONGEST,
        help_text=_PASSWORD_HELP,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Password once more"),
        strip=False,
        max_length=_LONGEST,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        self.user = user
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Hold the password against the rules, and against its repetition."""
        data = super().clean() or {}
        password = data.get("password", "")
        if password and "again" in data and data["again"] != password:
            self.add_error("again", _("The two passwords differ."))
        if password:
            self._hold_to_rules(password, data.get("name", ""))
        return data

    def _hold_to_rules(self, password: str, name: str) -> None:
        self.user.name = name or self.user.name
        try:
            validate_password(password, self.user)
        except ValidationError as error:
            self.add_error("password", error)


class NewUserForm(PasswordForm):
    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))

    field_order = ("name", "password", "again")


class NameForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
