"""The start page of those who do not do the economy: a part for each thing their roles need, the first thing first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from mellanrum.web.access.models import RoleName
from mellanrum.web.access.rules import can_fill_sheets, can_read_statements, refusal_of
from mellanrum.web.access.standing import Standing
from mellanrum.web.economy.opening import open_year, years_with_books
from mellanrum.web.economy.reading.views import facts
from mellanrum.web.register.form.desk import Line, lines_of
from mellanrum.web.reports.services import is_behind
from mellanrum.web.reports.state import newest_ready
from mellanrum.web.start.follow_up import follow_up_needs
from mellanrum.web.start.standing_now import follow_up_now
from mellanrum.web.start.things import Need


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page: its heading, its template and what that tells.

    `waits` where it holds nothing to do; `later` is its heading where it then stands after others, if another.
    """

    heading: str
    template: str
    told: Mapping[str, Any] = field(default_factory=dict)
    waits: bool = False
    later: str = ""


def parts_of(standing: Standing) -> tuple[Part, ...]:
    """List what somebody's roles need, all of them: what is due, forms, what there is to read; idle parts last."""
    found = [part for make in PARTS if (part := make(standing))]
    return tuple(sorted(found, key=lambda part: part.waits))


def forms_of(standing: Standing) -> tuple[Line, ...] | None:
    """List the forms of somebody who is a coach; None for others, who find theirs among what is counted."""
    return lines_of(standing) if RoleName.COACH in standing.roles else None


def allowed(standing: Standing, needs: tuple[Need, ...]) -> tuple[Need, ...]:
    """Leave out what somebody may not do."""
    return tuple(need for need in needs if refusal_of(need.place.ability, standing) is None)


def _due(standing: Standing) -> Part | None:
    if not can_fill_sheets(standing):
        return None
    needs = allowed(standing, follow_up_needs(follow_up_now(standing)))
    told = {"first": needs[:1], "needs": needs[1:], "lines": lines_of(standing)}
    return Part(_("What needs you now"), "start/part_due.html", told, waits=not needs, later=_("The follow-up"))


def _forms(standing: Standing) -> Part | None:
    lines = forms_of(standing)
    if lines is None:
        return None
    return Part(_("What would you like to count?"), "start/part_forms.html", {"lines": lines}, waits=not lines)


def _to_read(standing: Standing) -> Part | None:
    if not can_read_statements(standing):
        return None
    association = standing.association
    report = newest_ready(association)
    years = years_with_books(association)
    year = report.year if report else max(years, default=None)
    desk = open_year(association, year) if year in years and year is not None else None
    told = {
        "report": report,
        "is_behind": report is not None and is_behind(association, report),
        "year": year,
        "desk": desk,
        "facts": facts(desk) if desk else {},
    }
    is_empty = report is None and desk is None
    return Part(_year_told(year, has_report=report is not None), "start/part_read.html", told, waits=is_empty)


def _year_told(year: int | None, *, has_report: bool) -> str:
    if year is None:
        return _("Nothing to read yet")
    return (_("The annual report of %(year)s") if has_report else _("The year %(year)s")) % {"year": year}


PARTS: tuple[Callable[[Standing], Part | None], ...] = (_due, _forms, _to_read)
"""What each role may need, in the order it is needed."""
