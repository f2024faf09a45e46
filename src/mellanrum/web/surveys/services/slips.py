"""Single-use codes on slips of paper. Nothing is kept of one until it is used, and nobody notes who got which.

A code is random letters sealed with the site's key for one survey, so that it can be neither guessed nor used in
another. Only a keyed hash of a used one is kept, without time or answers, until the survey is closed.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from mellanrum.tallies.code.writing import Slipped, grouped, typed, with_check, without_check
from mellanrum.web.access.rules import check_can_run_surveys
from mellanrum.web.access.standing import Standing
from mellanrum.web.surveys.models import Survey

_LENGTH = 12  # letters, two of them the check
_RANDOM, _SEAL = 26, 24  # bits: of a million guesses one in sixteen is right, and answering is held back
MOST = 2000
"""How many slips are made at a time."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip's code that has been read: its keyed hash, which is what is kept when it has been used."""

    digest: str = field(repr=False)


class SlipUnknown(Exception):  # noqa: N818 - news for whoever typed it, not an error of the program
    """What was typed is no slip's code. `groups`, counted from 1, are where it would be mistyped; none if unclear."""

    sentence = _("That is no code of this survey. See that every letter is as on the slip.")

    def __init__(self, groups: tuple[int, ...] = ()) -> None:
        self.groups = groups
        super().__init__()


class SlipOfAnother(SlipUnknown):
    """The code is of another survey of the same association."""

    sentence = _("The code is of another survey than this one.")


def make_slips(standing: Standing, survey: Survey, number: int) -> tuple[str, ...]:
    """Make so many new codes, in groups of four. They are kept nowhere: what is not printed is gone."""
    check_can_run_surveys(standing)
    if not 1 <= number <= MOST:
        raise ValueError(number)
    made: dict[int, None] = {}
    while len(made) < number:
        made[secrets.randbits(_RANDOM)] = None
    return tuple(_written(survey, each) for each in made)


def read_slip(survey: Survey, text: str) -> Slip:
    """Read a code as it was typed; SlipUnknown and SlipOfAnother say why it is none. If it is used, `answer` says."""
    code = typed(text)
    if len(code.text) != _LENGTH or code.strange:
        raise SlipUnknown
    bits = without_check(code.text)
    if isinstance(bits, Slipped):
        raise SlipUnknown(bits.groups)
    random, seal = bits >> _SEAL, bits & (1 << _SEAL) - 1
    if not _is_sealed(survey, random, seal):
        others = Survey.objects.of(survey.association).filter(has_slips=True).exclude(pk=survey.pk)
        raise SlipOfAnother if any(_is_sealed(each, random, seal) for each in others) else SlipUnknown
    return Slip(_keyed(survey, "spent", random).hexdigest())


def _written(survey: Survey, random: int) -> str:
    return grouped(with_check(random << _SEAL | _seal(survey, random), _LENGTH))


def _is_sealed(survey: Survey, random: int, seal: int) -> bool:
    return hmac.compare_digest(_seal(survey, random).to_bytes(4, "big"), seal.to_bytes(4, "big"))


def _seal(survey: Survey, random: int) -> int:
    return int.from_bytes(_keyed(survey, "seal", random).digest()[:3], "big")


def _keyed(survey: Survey, purpose: str, random: int) -> "hmac.HMAC":
    told = f"mellanrum survey slip {purpose} {survey.address} {random}"
    return hmac.new(settings.CODE_KEY.encode(), told.encode(), hashlib.sha256)
