"""What the form asks of the carried code: whether it is used, a new one, what one says, and that it has been used.

Nothing of it is stored, logged or put in a session: a code is in the page that answers the save, and in nobody's hands
but those it is given to. A page with a slip or with an opened code is answered with `no-store`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from mellanrum.findings import Finding, Phrase, finding
from mellanrum.tallies.code import CodeFault, Layout, Opened, Reason, finding_of, layout_of, seal, unseal
from mellanrum.tallies.entries import Entry, Given
from mellanrum.tallies.scheme import Scheme
from mellanrum.tallies.sex import Sex
from mellanrum.web.counters.models import SpentCode
from mellanrum.web.counters.router import DATABASE
from mellanrum.web.interventions.models import Intervention
from mellanrum.web.interventions.services.listing import interventions_of, name_on
from mellanrum.web.parts.templatetags.parts import spoken
from mellanrum.web.register.code.decision import is_on
from mellanrum.web.register.code.drawing import square_of
from mellanrum.web.register.code.keys import key_of_year, keys_of, remember_layout
from mellanrum.web.tenancy.models import Association

__all__ = [
    "AlreadyUsed",
    "Fault",
    "ReadCode",
    "Slip",
    "free",
    "is_on",
    "months_between",
    "new_code",
    "no_room",
    "read_code",
    "slip_of",
    "spend",
]


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

    @property
    def groups(self) -> tuple[str, ...]:
        """The code by its groups, which faults name by their number."""
        return tuple(self.text.split())


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
        told = spoken(self.finding)
        return f"{told['message']} {told['mend']}"


class AlreadyUsed(Exception):  # noqa: N818 - it is news, not an error of the program
    """The code was used in between: nothing has been counted. `fault` says so."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__("used")


def new_code(association: Association, slug: str, entry: Entry, scheme: Scheme, token: str) -> Slip | None:
    """Return the code of a start or an end that has been counted in an intervention (its slug).

    `token` is the form's one-time token: the same one and the same answers give the same code, however often. None
    where the code is off, where nothing is asked again after the event, and where an end has no consent to follow-up.
    """
    layout = layout_of(scheme, entry.event)
    if layout is None or not is_on(association) or not _is_to_be_followed(entry):
        return None
    key = key_of_year(association, entry.month.year)
    remember_layout(association, key, layout)
    text = seal(entry, layout, scheme, key, token.encode(), association=association.slug, intervention=slug)
    return slip_of(text, layout)


def slip_of(text: str, layout: Layout) -> Slip:
    """Return a code as it is shown and printed."""
    path, size = square_of(text.replace(" ", ""))
    return Slip(text, path, size, layout.event, layout.left_out)


def read_code(  # noqa: PLR0913 - where it is typed takes three
    association: Association, slug: str, text: str, scheme: Scheme, event: str = "end", *, back: bool = False
) -> ReadCode | Fault:
    """Return what a code says that is typed at an event ("end", "follow_up_6") of an intervention (its slug).

    A used one is a fault, save for a correction (`back`). Called when the form is filled, and again when it is saved.
    """
    held = {each.slug: each for each in interventions_of(association)}
    slugs = (slug, *(each for each in held if each != slug))
    found = unseal(text, keys_of(association), association=association.slug, interventions=slugs, used_at=event)
    if isinstance(found, CodeFault):
        return Fault(finding_of(found))
    if not back and SpentCode.objects.of(association).filter(digest=found.used).exists():
        return _USED
    other = None if found.intervention == slug else held.get(found.intervention)
    return _as_read(found, scheme, other)


def spend(association: Association, read: ReadCode) -> None:
    """Remember that a code has been used at its event, in the transaction of the tallies (in `make`).

    AlreadyUsed where it is used already: that undoes the transaction, so nothing is counted.
    """
    try:
        with transaction.atomic(using=DATABASE):
            SpentCode(association=association, digest=read.spent).save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyUsed(_USED) from error


def free(association: Association, read: ReadCode) -> None:
    """Forget that a code has been used, as its entry is taken back by a correction, in the same transaction."""
    SpentCode.objects.of(association).filter(digest=read.spent).delete()


def months_between(start: date, end: date) -> int:
    """Count the months in the intervention, as the form's question "months" has them, from the two months."""
    return (end.year - start.year) * 12 + end.month - start.month


def no_room(scheme: Scheme) -> tuple[Finding, ...]:
    """Name the questions whose answers have no room in the code, by the lists of a scheme."""
    layouts = (layout_of(scheme, event) for event in ("start", "end"))
    left_out = dict.fromkeys(key for layout in layouts if layout for key in layout.left_out)
    return tuple(finding("code.no_room", question=Phrase(scheme.questions[key].label, {})) for key in left_out)


_USED = Fault(finding_of(CodeFault(Reason.USED)))


def _is_to_be_followed(entry: Entry) -> bool:
    return entry.event != "end" or entry.answers.get("consent") == ("yes",)


def _as_read(found: Opened, scheme: Scheme, other: Intervention | None) -> ReadCode:
    notes = (finding("code.other_intervention", name=name_on(other, timezone.localdate())),) if other else ()
    gone = frozenset(key for key, given in found.answers.items() if _is_gone(key, given, scheme))
    return ReadCode(found.sex, found.month, found.answers, gone, notes, found.used)


def _is_gone(question: str, given: Given, scheme: Scheme) -> bool:
    asked = scheme.questions.get(question)
    if asked is None:
        return True
    return isinstance(given, tuple) and not set(given) <= {answer.key for answer in asked.answers}
