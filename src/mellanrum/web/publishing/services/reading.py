"""What somebody may read of a publication: all of it, or the tables of their own interventions."""

from dataclasses import dataclass
from datetime import date

from mellanrum.web.access.models import RoleName
from mellanrum.web.access.rules import KEEPERS, READERS
from mellanrum.web.access.standing import Standing
from mellanrum.web.interventions.services.listing import counted_by, key_of_slug
from mellanrum.web.publishing.document import view_of
from mellanrum.web.publishing.models import Kind, Publication
from mellanrum.web.publishing.services.published import all_of, listed
from mellanrum.web.publishing.view import View

MOST_YEARS = 6
"""How many years stand beside each other: as many as there is room for."""
WHOLE = frozenset({*KEEPERS, *READERS, RoleName.DATA_PROTECTION_OFFICER, RoleName.NATIONAL_ANALYST})
"""Those who read all that is published. Others know the exact numbers of an intervention, or are judged by them: all
tables beside those they know would tell them more of the others than of any reader."""


def reads_all(standing: Standing) -> bool:
    """Tell whether somebody reads whole publications."""
    return bool(standing.roles & WHOLE)


def reads_whole(standing: Standing, publication: Publication) -> bool:
    """Tell whether somebody reads all of a publication: surveys are of no intervention that one may know more of."""
    return reads_all(standing) or publication.kind == Kind.SURVEYS


@dataclass(frozen=True)
class OfYear:
    """The newest publication of a whole year that is shown to readers, as somebody may read it."""

    publication: Publication
    view: View

    @property
    def year(self) -> int:
        """The year."""
        return self.publication.last_day.year


def whole_years(standing: Standing) -> tuple[OfYear, ...]:
    """Return the newest standing publication of each whole year, by kind and year: the last years of each kind."""
    found: dict[str, Publication] = {}
    for each in listed(standing):  # the newest first
        if each.is_of_year and not hasattr(each, "withdrawal"):
            found.setdefault(each.subject, each)
    kinds = {kind: [each for each in found.values() if each.kind == kind] for kind in Kind}
    last = {each.pk for of_kind in kinds.values() for each in sorted(of_kind, key=_last_day)[-MOST_YEARS:]}
    with_documents = all_of(standing.association).filter(pk__in=last).order_by("kind", "first_day")
    return tuple(OfYear(each, readable(standing, each)) for each in with_documents)


def _last_day(publication: Publication) -> date:
    return publication.last_day


def readable(standing: Standing, publication: Publication) -> View:
    """Return a publication as somebody may read it."""
    view = view_of(publication.document)
    if reads_whole(standing, publication):
        return view
    own = counted_by(standing, RoleName.COORDINATOR, RoleName.PROVIDER)
    return view.only({key_of_slug(each.slug) for each in own})
