"""The carried code at a form: what it fills in, and that it is used when what it filled in is counted."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from mellanrum.findings import Finding
from mellanrum.tallies.checks import followed_findings, since_findings
from mellanrum.tallies.entries import Entry
from mellanrum.tallies.scheme import FOLLOW_UP
from mellanrum.web.register.code import services
from mellanrum.web.register.code.decision import CARRIED, EVENT
from mellanrum.web.register.code.services import Fault, ReadCode, Slip
from mellanrum.web.register.form.desk import Desk
from mellanrum.web.register.form.forms import first_values

MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Carried:
    """The code a form came with: its text, and what it says; nothing of either where it came without."""

    text: str = field(default="", repr=False)
    read: ReadCode | None = field(default=None, repr=False)

    @property
    def gone(self) -> frozenset[str]:
        """Questions that the code answers with what today's lists have no more: they are not put again."""
        return self.read.gone if self.read else frozenset()

    def along(self, desk: Desk) -> Callable[[], None]:
        """Return what is done in the transaction that counts: the code is used, or free again by a correction."""
        if self.read is None:
            return lambda: None
        return partial(services.free if desk.back else services.spend, desk.standing.association, self.read)

    def out_of_time(self, entry: Entry) -> tuple[Finding, ...]:
        """Say where an end does not agree with the start that the code is of, or a follow-up is before its end."""
        if self.read is None:
            return ()
        return (since_findings if entry.event == EVENT else followed_findings)(entry, self.read.month)

    def complete(self, entry: Entry) -> Entry:
        """Give an entry the answers that only the code has, and an end whether there was one."""
        read = self.read
        more = {key: read.answers[key] for key in read.gone} if read else {}
        if entry.event == EVENT:
            more[CARRIED] = ("yes",) if read else ("no",)
        return replace(entry, answers={**entry.answers, **more})


def takes_code(desk: Desk) -> bool:
    """Tell whether a form has a place for a code."""
    return (desk.event == "end" or desk.event.startswith(FOLLOW_UP)) and services.is_on(desk.standing.association)


def carried_by(desk: Desk, text: str, *, again: bool = False) -> Carried | Fault:
    """Read the code a form came with; one that has been used is a fault, unless it is read `again` or taken back."""
    if not text or not takes_code(desk):
        return Carried()
    standing, slug = desk.standing, desk.intervention.slug
    read = services.read_code(standing.association, slug, text, desk.scheme, desk.event, back=desk.back or again)
    return read if isinstance(read, Fault) else Carried(text, read)


def values_from(desk: Desk, carried: Carried) -> dict[str, Any]:
    """Return a form's first values from a code: nothing is counted by it until the form is sent."""
    read = carried.read
    if read is None:
        return {}
    known = {key: given for key, given in read.answers.items() if key in desk.asked and key not in read.gone}
    if MONTHS in desk.asked and MONTHS not in known:
        known[MONTHS] = services.months_between(read.month, desk.standing.day)
    return first_values(known, desk.scheme) | {"sex": read.sex.value, "code": carried.text}


def new_slip(desk: Desk, entry: Entry, token: str) -> Slip | None:
    """Return the code of what has been counted; the same one when the same form is sent again."""
    if desk.back:
        return None
    return services.new_code(desk.standing.association, desk.intervention.slug, entry, desk.scheme, token)
