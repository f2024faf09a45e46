"""What the sign-in library asks us: nobody signs up without an invitation, and what it says is in our words."""

import time
from io import BytesIO
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mellanrum.web.access.factor_secrets import decrypted, encrypted
from mellanrum.web.access.models import User

_TOO_MANY = _("That was wrong too many times in a row. For safety the sign-in is locked: try again in five minutes.")
_SLOWER = _("That was many tries in a short time. Wait a minute, then try again.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Accounts are made by invitation."""

    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed."),
        "email_password_mismatch": _("E-mail address and password do not go together. Check both, and try again."),
        "enter_current_password": _("That is not the password you have now."),
        "incorrect_code": _("The code is not right, or has been used. Wait for the next one and try again."),
        "incorrect_password": _("That is not your password."),
        "invalid_password_reset": _("The link is not valid."),
        "rate_limited": _SLOWER,
        "too_many_login_attempts": _TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the library's signature
        """Nobody signs up by themselves."""
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:  # noqa: ANN401 - as above
        """Ask anew who it is before the account is changed, but not of those who came in just now."""
        return super().is_reauthentication_required(app=app, **kwargs) and not _came_just_now(context.request)


def _came_just_now(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    latest = max((record["at"] for record in records), default=0)
    return bool(time.time() - latest < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # as above
    """Another service signs in those who are users already, and makes nobody a user."""

    error_messages: ClassVar[dict[str, Any]] = DefaultSocialAccountAdapter.error_messages | {
        "connected_other": _("That account of the service is connected to another user here."),
        "no_password": _("You have no password. Set one first, so that you can still sign in."),
    }

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ANN401, ARG002 - as above
        """Nobody becomes a user by another service alone."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:  # noqa: ANN401 - as above
        """Connect whom the service vouches for to the user with that address, at their first sign-in by it.

        The library's own way by address would also throw the user's password away.
        """
        if sociallogin.is_existing or sociallogin.state.get("process") == "connect":
            return
        vouched = [item.email.lower() for item in sociallogin.email_addresses if item.verified]
        user = User.objects.filter(email__in=vouched, is_active=True).first()
        if user:
            sociallogin.connect(request, user)


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # as above
    """Second factors: names and errors in our words."""

    error_messages: ClassVar[dict[str, Any]] = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_generate_recovery_codes": _("Set up an app or a passkey first."),
        "rate_limited": _SLOWER,
    }

    def encrypt(self, text: str) -> str:
        """Make a secret unreadable to whoever has the database alone."""
        return encrypted(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Read a secret back."""
        return decrypted(encrypted_text)

    def generate_authenticator_name(self, user: User, type: Any) -> str:  # noqa: A002, ANN401 - the library's signature
        """Suggest a name for a new passkey."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}

    def get_totp_picture(self, url: str) -> bytes:
        """Draw the square that an app reads: black on white in every theme, since cameras want that."""
        import qrcode  # noqa: PLC0415 - takes a while, and few ask for it
        from qrcode.image.svg import SvgPathFillImage  # noqa: PLC0415 - as above

        held = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(held)
        return held.getvalue()
