"""What the form asks of the carried code: whether it is used, a new one, what one says, and that it has been used.

Nothing of it is stored, logged or put in a session: a code is in the page that answers the save, and in nobody's hands
but those it is given to. A page with a slip or with an opened code is answered with `no-store`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from mellanrum.findings import Finding
from mellanrum.tallies.entries import Entry, Given
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sex import Sex
from mellanrum.web.access.standing import Standing
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.tenancy.models import Association


@dataclass(frozen=True, slots=True)
class Slip:
    """A new code as it is shown and printed: `text` in groups of four, `qr` the path of an SVG, `size` its side.

    `event` is what it was given at ("start", "end"), `left_out` the questions whose answers had no room in it.
    Templates: `{% include "register/code_slip.html" with slip=slip %}`.
    """

    text: str = field(repr=False)
    qr: str = field(repr=False)
    size: int = 0
    event: str = "start"
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadCode:
    """What a code says, for a form to be filled by: the sex, the month of the start (or the end), answers by question.

    At the end the answers are those of the start that are asked again; at a follow-up `consented` and what else it
    needs. `gone` are questions whose answer from the code is in today's lists no more: it is counted as it was all the
    same, so that the stock ties. `notes` are findings to show above the form (the code was given in another
    intervention), never a hindrance. `spent` is what `spend` wants.
    """

    sex: Sex = field(repr=False)
    month: date = field(repr=False)
    answers: Mapping[str, Given] = field(repr=False, hash=False)
    gone: frozenset[str] = frozenset()
    notes: tuple[Finding, ...] = ()
    spent: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a code cannot be used; `sentence` is worded in the language of the page."""

    finding: Finding

    @property
    def sentence(self) -> str:
        """Say what is wrong and how to mend it."""
        raise NotImplementedError


class AlreadyUsed(Exception):  # noqa: N818 - it is news, not an error of the program
    """The code was used in between: nothing has been counted. `fault` says so."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__("used")


def is_on(association: Association) -> bool:
    """Tell whether the association has decided to use the carried code."""
    raise NotImplementedError


def new_code(association: Association, slug: str, entry: Entry, scheme: Scheme, token: str) -> Slip | None:
    """Return the code of a start or an end that has been counted in an intervention (its slug).

    `token` is the form's one-time token: the same one and the same answers give the same code, however often. None
    where the code is off, or nothing is asked again after the event.
    """
    raise NotImplementedError


def read_code(  # noqa: PLR0913 - where it is typed takes three
    association: Association, slug: str, text: str, scheme: Scheme, event: str = "end", *, back: bool = False
) -> ReadCode | Fault:
    """Return what a code says that is typed at an event ("end", "follow_up_6") of an intervention (its slug).

    A used one is a fault, save for a correction (`back`). Called when the form is filled, and again when it is saved.
    """
    raise NotImplementedError


def opened(standing: Standing, intervention: Intervention, text: str, event: str = "end") -> ReadCode | Fault:
    """Return what a code says, by the lists of today: `read_code` for whoever stands at a form."""
    raise NotImplementedError


def spend(association: Association, read: ReadCode) -> None:
    """Remember that a code has been used at its event. Within the tallies transaction (in `make`): AlreadyUsed if it is.

    That undoes the transaction, so nothing is counted.
    """
    raise NotImplementedError


def free(association: Association, read: ReadCode) -> None:
    """Forget that a code has been used: the entry was taken back by a correction, within the same transaction."""
    raise NotImplementedError


def months_between(start: date, end: date) -> int:
    """Count the months in the intervention, as the form's question "months" has them, from the two months."""
    return (end.year - start.year) * 12 + end.month - start.month
