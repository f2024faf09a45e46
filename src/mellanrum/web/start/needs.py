"""What needs somebody now: small functions from how things stand to something to do, in the order it is done.

Nothing here asks the database. A check returns one thing to do, or None where there is nothing of its kind.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mellanrum.web.economy.state import DeskState
from mellanrum.web.register.services.due import Due
from mellanrum.web.start.follow_up import follow_up_needs
from mellanrum.web.start.surveys import survey_needs
from mellanrum.web.start.things import Need, Place


@dataclass(frozen=True, slots=True)
class Report:
    """The newest report of a year: which it is, and whether something has been changed since."""

    pk: int
    made_on: date
    is_behind: bool


@dataclass(frozen=True, slots=True)
class State:
    """How an association stands on a day: the year at hand and everything the start page asks about it."""

    day: date
    year: int
    has_books: bool
    has_before: bool = False
    desk: DeskState = field(default_factory=DeskState)
    members: int = 0
    signers: int = 0
    has_number: bool = False
    is_making: bool = False
    report: Report | None = None
    follow_up: tuple[Due, ...] = ()
    surveys: tuple[tuple[str, str], ...] = ()  # key and name of those whose days have passed

    @property
    def has_ended(self) -> bool:
        """Whether the year is over, and its annual report can be made."""
        return self.year < self.day.year

    @property
    def due(self) -> date:
        """The day the annual report is to be handed over: within three months of the year's end (Finsamlagen 24 §)."""
        return date(self.year + 1, 3, 31)


def _waiting(state: State) -> Need | None:
    number = state.desk.waiting
    text = ngettext(
        "%(number)s file waits for you to read it in or cancel it",
        "%(number)s files wait for you to read them in or cancel them",
        number,
    )
    return _some(number, text, Place("economy:import", "import_books", _("Look at what waits")))


def _books(state: State) -> Need | None:
    text = _("The books of %(year)s have not been read in") % {"year": state.year}
    return _some(not state.has_books, text, Place("economy:import", "import_books", _("Read the books in")))


def _unmapped(state: State) -> Need | None:
    number = state.desk.unmapped
    text = ngettext(
        "%(number)s account has no line in the statements",
        "%(number)s accounts have no line in the statements",
        number,
    )
    return _some(number, text, Place("economy:account_map", "edit_economy", _("Choose lines for them")))


def _errors(state: State) -> Need | None:
    number = state.desk.errors
    text = ngettext("%(number)s error stops signing", "%(number)s errors stop signing", number)
    place = Place("economy:findings", "read_statements", _("See what is to be mended"), (state.year,))
    return _some(number, text, place)


def _uncommented(state: State) -> Need | None:
    number = state.desk.uncommented
    text = ngettext(
        "%(number)s large deviation from the budget has no explanation",
        "%(number)s large deviations from the budget have no explanation",
        number,
    )
    return _some(number, text, Place("economy:deviations", "edit_economy", _("Explain"), (state.year,)))


def _number(state: State) -> Need | None:
    text = _("The organisation number is missing on the cover")
    is_missing = state.has_ended and not state.has_number
    return _some(is_missing, text, Place("association:edit", "edit_association", _("Write the number")))


def _members(state: State) -> Need | None:
    text = _("The members have not been written down")
    is_missing = state.has_ended and not state.members
    return _some(is_missing, text, Place("association:members", "edit_association", _("Write down the members")))


def _signers(state: State) -> Need | None:
    text = _("Nobody in the board is written down to sign the report")
    is_missing = state.has_ended and not state.signers
    return _some(is_missing, text, Place("association:officials", "edit_association", _("Write down the board")))


def _report(state: State) -> Need | None:
    is_wanted = state.has_books and state.has_ended and not state.is_making
    is_there = state.report is not None and not state.report.is_behind
    behind = _("Figures have been changed since the report was made")
    text = behind if state.report else _("The annual report has not been made yet")
    place = Place("reports:make", "make_reports", _("Make the report"), (state.year,), does_it=True)
    return _some(is_wanted and not is_there, text, place)


def _warnings(state: State) -> Need | None:
    number = state.desk.warnings
    text = ngettext("%(number)s warning is worth a look", "%(number)s warnings are worth a look", number)
    place = Place("economy:findings", "read_statements", _("See the warnings"), (state.year,))
    need = _some(number, text, place)
    return replace(need, can_wait=True) if need else None


def _some(count: int, text: str, place: Place) -> Need | None:
    return Need(text % {"number": count}, int(count), place) if count else None


CHECKS: tuple[Callable[[State], Need | None], ...] = (
    _waiting,
    _books,
    _unmapped,
    _errors,
    _uncommented,
    _number,
    _members,
    _signers,
    _report,
    _warnings,
)


def needs_of(state: State, may: Callable[[str], bool]) -> tuple[Need, ...]:
    """List what somebody who `may` do certain things has left to do, the first thing first.

    What locks soon in the follow-up comes before the economy, the rest of it after, then surveys that wait to be
    closed; none of it stops the report.
    """
    soon, later = (tuple(due for due in state.follow_up if due.is_soon is is_soon) for is_soon in (True, False))
    checked = (check(state) for check in CHECKS)
    found = (*follow_up_needs(soon), *checked, *follow_up_needs(later), *survey_needs(state.surveys))
    return tuple(need for need in found if need is not None and may(need.place.ability))


def left(needs: Iterable[Need]) -> int:
    """Count the things that are left before the report can be signed."""
    return sum(need.count for need in needs if not need.can_wait)


def year_at_hand(day: date, years: tuple[int, ...], finished: frozenset[int], *, is_example: bool = False) -> int:
    """Choose the year to work with: last year until its annual report is done, then a newer one there are books for.

    `finished` are the years whose work is over: closed ones, and after their day those that have a report. Books of
    older years alone are the figures to compare with; but nobody comes with new books for an example, however old.
    """
    last = day.year - 1
    if is_example and years and last not in years:
        return max(years)
    return last if last in years and last not in finished else max((last, *years))
