"""What the reader has chosen to see: year, period, which participations, with or without ESF projects."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mellanrum.tallies.calendar import PeriodKind
from mellanrum.tallies.sex import Sex

WHATS = {
    "started": _("Started"),
    "ended": pgettext_lazy("participations", "Ended"),
    "ongoing": _("Ongoing"),
    "all": _("All during the year"),
}
SORTS = ("started", "ended", "ongoing", "all", "budgeted")
"""The columns that the list of interventions may be sorted by; else it goes by name."""
OVER = ("", Sex.WOMAN.value, Sex.MAN.value)
"""Of whom years stand beside each other: of all, or of one sex."""
_YEAR = re.compile(r"[0-9]{4}")
_YEARS = range(1994, 2101)
"""No association is older, and none plans longer."""
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_PART = re.compile(r"[1-4]")


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of the reader; `part` is a period of the year, None for the whole year. `over` is one of OVER."""

    year: int
    part: int | None = None
    what: str = "started"
    with_esf: bool = False
    sort: str = ""
    over: str = ""

    @property
    def years_sex(self) -> Sex | None:
        """The sex that years beside each other are of; None for all."""
        return Sex(self.over) if self.over else None

    def query(self, **changes: object) -> str:
        """Write the choice, with changes, as it stands in an address; what is usual is left out."""
        changed = replace(self, **changes)  # type: ignore[arg-type]  # fields by name
        said = {
            "year": changed.year,
            "part": changed.part,
            "what": "" if changed.what == "started" else changed.what,
            "esf": "1" if changed.with_esf else "",
            "sort": changed.sort,
            "over": changed.over,
        }
        return urlencode({key: value for key, value in said.items() if value})


def choice_of(query: QueryDict, newest: int, kind_of: Callable[[int], PeriodKind]) -> Choice:
    """Read the choice from an address; nothing is found for what cannot be chosen."""
    year = query.get("year") or str(newest)
    part = query.get("part") or ""
    what = query.get("what") or "started"
    over = query.get("over") or ""
    if (
        not _YEAR.fullmatch(year)
        or int(year) not in _YEARS
        or (part and not _PART.fullmatch(part))
        or what not in WHATS
        or over not in OVER
    ):
        raise Http404
    if part and int(part) > kind_of(int(year)).in_year:
        raise Http404
    sort = query.get("sort") or ""
    sort = sort if sort in SORTS else ""
    return Choice(int(year), int(part) if part else None, what, query.get("esf") == "1", sort, over)


def months_of(query: QueryDict) -> tuple[date, date] | None:
    """Read the first and last month that a trace is asked for; None where it is of the page's own time."""
    asked = (query.get("from") or "", query.get("to") or "")
    if not any(asked):
        return None
    if not all(_MONTH.fullmatch(month) and int(month[:4]) in _YEARS for month in asked):
        raise Http404
    first, last = (date(int(month[:4]), int(month[5:]), 1) for month in asked)
    if first > last:
        raise Http404
    return first, last
