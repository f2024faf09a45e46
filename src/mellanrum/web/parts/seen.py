"""What somebody saw when a form was opened: what has been changed since then is not written over unseen."""

from collections.abc import Iterable
from hashlib import sha256


class ChangedMeanwhile(Exception):  # noqa: N818 - it is news, not an error of the program
    """Somebody else saved the same thing after the form was opened."""


def token_of(rows: Iterable[object]) -> str:
    """Make a short token of what rows hold: the same as long as nobody changes them."""
    return sha256("\n".join(map(repr, rows)).encode()).hexdigest()[:20]
