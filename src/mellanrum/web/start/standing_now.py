"""How an association stands: asked of the desks below, each by its services."""

from mellanrum.web.access.rules import can_fill_sheets
from mellanrum.web.access.standing import Standing
from mellanrum.web.association.services import closed_years, members_on, signers_on
from mellanrum.web.economy.opening import YearAtDesk, open_year, years_with_books
from mellanrum.web.economy.state import has_figures_before, state_of
from mellanrum.web.parts.templatetags.parts import lang
from mellanrum.web.register.services.due import Due, due_of, watched_by
from mellanrum.web.reports.services import being_made, is_behind, latest
from mellanrum.web.start.needs import Report, State, year_at_hand
from mellanrum.web.surveys.services import open_of
from mellanrum.web.tenancy.models import Association


def state_now(standing: Standing) -> tuple[State, YearAtDesk | None]:
    """Return how the association stands today, and the year at hand opened where it has books."""
    association, day = standing.association, standing.day
    years = years_with_books(association)
    year = year_at_hand(day, years, _finished(standing), is_example=association.is_demo)
    desk = open_year(association, year) if year in years else None
    state = State(
        day,
        year,
        has_books=desk is not None,
        has_before=has_figures_before(association, desk, years, year),
        desk=state_of(association, desk, day, lang()),
        members=len(members_on(association, day)),
        signers=len(signers_on(association, day)),
        has_number=bool(association.orgnr),
        is_making=being_made(association, year) is not None,
        report=report_of(association, year),
        follow_up=follow_up_now(standing),
        surveys=surveys_waiting(standing),
    )
    return state, desk


def follow_up_now(standing: Standing) -> tuple[Due, ...]:
    """Return what is due in the interventions somebody fills in tick sheets for; nothing for others."""
    return due_of(standing, watched_by(standing)) if can_fill_sheets(standing) else ()


def surveys_waiting(standing: Standing) -> tuple[tuple[str, str], ...]:
    """Return key and name of the surveys whose days have passed and that have not been closed."""
    return tuple((each.key, each.label) for each in open_of(standing.association) if each.closes < standing.day)


def _finished(standing: Standing) -> frozenset[int]:
    last = standing.day.year - 1
    closed = closed_years(standing.association)
    is_over = standing.day > State(standing.day, last, has_books=True).due
    is_done = is_over and latest(standing.association, last) is not None
    return closed | {last} if is_done else closed


def report_of(association: Association, year: int) -> Report | None:
    """Return the newest report of a year that is ready."""
    found = latest(association, year)
    return Report(found.pk, found.on, is_behind(association, found)) if found else None
