"""The one-time token of a form: whoever sends the same form twice is counted once.

A token is random, and signed together with what it is for, so that it can be neither forged nor moved to another form.
It holds the last day it can be used on, and so long a used one is remembered: one that has been forgotten is too old
to be used, and is never counted again. Only its hash is kept, and only when it is spent.
"""

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import date

from django.core.signing import Signer

from mellanrum.web.tenancy.models import Association

_RANDOM = 16  # bytes


class TooOld(Exception):  # noqa: N818 - news for whoever sent the form
    """The token's day has passed: whether it was spent is not known any more."""


@dataclass(frozen=True, slots=True)
class Token:
    """A form's token. `random` is for what must be the same when the same form is sent again, and for nothing else."""

    last_day: date
    random: bytes = field(repr=False)

    @property
    def digest(self) -> str:
        """What is kept of it when it is spent."""
        return hashlib.sha256(b"spent" + self.random).hexdigest()


def new_token(association: Association, purpose: str, last_day: date) -> str:
    """Make a token for a form: `purpose` says which, as "coachingteamet/start"."""
    return _signer(association, purpose).sign(f"{last_day.isoformat()}.{secrets.token_urlsafe(_RANDOM)}")


def read_token(association: Association, purpose: str, text: str, day: date) -> Token:
    """Read a token that a form came back with. BadSignature for one that is not this form's; TooOld after its day."""
    told, _, random = _signer(association, purpose).unsign(text).partition(".")
    token = Token(date.fromisoformat(told), random.encode("ascii"))
    if day > token.last_day:
        raise TooOld
    return token


def _signer(association: Association, purpose: str) -> Signer:
    return Signer(salt=f"mellanrum.counters.token {association.pk} {purpose}", sep="~")
