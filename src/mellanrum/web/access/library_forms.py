"""The sign-in library's forms in our words: a label each, no text inside the fields, help where it helps."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as factors
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from allauth.socialaccount import forms as social
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

Words = dict[str, tuple[Any, Any]]
_NEW = (_("New password"), _("At least 12 characters. A few words in a row are easy to remember and hard to guess."))
_AGAIN = (_("New password once more"), "")
_CODE = (_("Code"), _("Six digits from your app, or one of your recovery codes."))


class OurWords:
    """Gives the fields of a form the labels and the help that `words` holds."""

    words: ClassVar[Words] = {}
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the library's own
        super().__init__(*args, **kwargs)
        for name, (label, help_text) in self.words.items():
            self.fields[name].label = label
            self.fields[name].help_text = help_text
            self.fields[name].widget.attrs.pop("placeholder", None)


class SignIn(OurWords, account.LoginForm):  # type: ignore[misc]  # the library has no types
    words: ClassVar[Words] = {"login": (_("E-mail address"), ""), "password": (_("Password"), "")}


class Confirm(OurWords, account.ReauthenticateForm):  # type: ignore[misc]  # as above
    words: ClassVar[Words] = {"password": (_("Password"), "")}


class ChangePassword(OurWords, account.ChangePasswordForm):  # type: ignore[misc]  # as above
    words: ClassVar[Words] = {
        "oldpassword": (_("The password you have now"), ""),
        "password1": _NEW,
        "password2": _AGAIN,
    }


class SetPassword(OurWords, account.SetPasswordForm):  # type: ignore[misc]  # as above
    words: ClassVar[Words] = {"password1": _NEW, "password2": _AGAIN}


class NewPassword(OurWords, account.ResetPasswordKeyForm):  # type: ignore[misc]  # as above
    words: ClassVar[Words] = {"password1": _NEW, "password2": _AGAIN}


class ForgottenPassword(OurWords, account.ResetPasswordForm):  # type: ignore[misc]  # as above
    words: ClassVar[Words] = {"email": (_("E-mail address"), "")}

    def clean(self) -> dict[str, Any]:
        """Promise no mail that nobody sends."""
        if not settings.MAIL_WORKS:
            raise ValidationError(_("This site sends no mail. Ask your association's manager for a new link."))
        return dict(super().clean() or self.cleaned_data)


class Code(OurWords, factors.AuthenticateForm):  # type: ignore[misc]  # as above
    words: ClassVar[Words] = {"code": _CODE}


class CodeAgain(OurWords, factors.ReauthenticateForm):  # type: ignore[misc]  # as above
    words: ClassVar[Words] = {"code": _CODE}


class FirstCode(OurWords, totp.ActivateTOTPForm):  # type: ignore[misc]  # as above
    words: ClassVar[Words] = {
        "code": (_("Code from the app"), _("Six digits. The app makes new ones every half minute."))
    }


class NewPasskey(OurWords, webauthn.AddWebAuthnForm):  # type: ignore[misc]  # as above
    words: ClassVar[Words] = {
        "name": (_("What you call it"), _("So that you can tell several apart, as “The work telephone”.")),
        "passwordless": (_("Let it sign me in by itself, without e-mail address and password"), ""),
    }


class RenamePasskey(OurWords, webauthn.EditWebAuthnForm):  # type: ignore[misc]  # as above
    words: ClassVar[Words] = {"name": (_("What you call it"), "")}


class Disconnect(OurWords, social.DisconnectForm):  # type: ignore[misc]  # as above
    words: ClassVar[Words] = {"account": (_("Service to take away"), "")}
