"""The first hour of an association that has nothing yet: three steps, and nothing else is asked."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from mellanrum.web.start.needs import State
from mellanrum.web.start.things import Place


@dataclass(frozen=True, slots=True)
class Step:
    """A step: what it gives, whether it is done, and where it can be taken, the usual way first."""

    heading: str
    text: str
    is_done: bool
    places: tuple[Place, ...]


def steps(state: State) -> tuple[Step, ...]:
    """List the three steps from nothing to a report."""
    return (_before(state), _books(state), _report(state))


def current(state: State) -> int | None:
    """Return the place of the first step that is not done, None where all are."""
    return next((place for place, step in enumerate(steps(state)) if not step.is_done), None)


def _before(state: State) -> Step:
    return Step(
        _("The figures of %(year)s") % {"year": state.year - 1},
        _(
            "The report shows the year before beside the year. Read in its SIE file, or write the figures as last "
            "year's report has them. If the books of %(year)s hold the year before as well, begin with step 2."
        )
        % {"year": state.year},
        state.has_before,
        (
            Place("economy:import", "import_books", _("Read in last year's SIE file")),
            Place("economy:reported", "edit_economy", _("Write the figures instead")),
        ),
    )


def _books(state: State) -> Step:
    return Step(
        _("The books of %(year)s") % {"year": state.year},
        _(
            "Ask whoever keeps the books for a SIE file of type 4, or a trial balance. You see what is in it before "
            "anything is saved."
        ),
        state.has_books,
        (
            Place(
                "economy:import",
                "import_books",
                _("Look at what waits") if state.desk.waiting else _("Read the books in"),
            ),
        ),
    )


def _report(state: State) -> Step:
    return Step(
        _("The annual report of %(year)s, a first draft") % {"year": state.year},
        _("The economic part as PDF and Word. The draft says itself what is left to mend before it can be signed."),
        state.report is not None,
        (Place("reports:make", "make_reports", _("Make the report"), (state.year,), does_it=True),),
    )
