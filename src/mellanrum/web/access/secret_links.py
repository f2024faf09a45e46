"""Links with a secret: who has the link may do one thing, once, until a day. Only a hash of the secret is kept."""

import secrets
from dataclasses import dataclass
from datetime import date
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Secret:
    """A new secret: `text` stands in the link that is shown once, `hash` in the database."""

    text: str
    hash: str


def new_secret() -> Secret:
    """Make a secret that nobody guesses."""
    text = secrets.token_urlsafe(32)
    return Secret(text, hash_of(text))


def hash_of(text: str) -> str:
    """Return what is kept of a secret. It is long and random, so that a quick hash hides it."""
    return sha256(text.encode()).hexdigest()


def is_over(valid_to: date, day: date) -> bool:
    """Tell whether a link's last day is past."""
    return day > valid_to
