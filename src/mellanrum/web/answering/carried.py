"""What somebody has answered so far. It rides in the page, signed, and is nowhere else until it is counted."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.signing import BadSignature, Signer


@dataclass(frozen=True, slots=True)
class Carried:
    """The answers so far of one person, at one survey of one version, with the one-time token of the form.

    An answer that is "" was passed by. `slip` is the code it is answered with, "" for those who came by link. `text` is
    what was written in free text.
    """

    version: str
    token: str = field(repr=False)
    language: str = "sv"
    group: str = ""
    sex: str = ""
    answers: Mapping[str, str] = field(default_factory=dict, repr=False)
    slip: str = field(default="", repr=False)
    text: str = field(default="", repr=False)


def signed(carried: Carried, address: str) -> str:
    """Write what is carried, signed for the survey of an address: without a time, so that it tells none."""
    return _signer(address).sign_object(asdict(carried), compress=True)


def read(text: str, address: str) -> Carried | None:
    """Read what came back with a form; None for what was not written here, for this survey."""
    try:
        told: Any = _signer(address).unsign_object(text)
        return Carried(**told)
    except (BadSignature, TypeError, ValueError):
        return None


def _signer(address: str) -> Signer:
    return Signer(salt=f"mellanrum.answering {address}")
