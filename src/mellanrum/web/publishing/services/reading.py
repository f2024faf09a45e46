"""What somebody may read of a publication: all of it, or the tables of their own interventions."""

from mellanrum.web.access.models import RoleName
from mellanrum.web.access.rules import KEEPERS, READERS
from mellanrum.web.access.standing import Standing
from mellanrum.web.interventions.services.listing import counted_by, key_of_slug
from mellanrum.web.publishing.document import view_of
from mellanrum.web.publishing.models import Kind, Publication
from mellanrum.web.publishing.view import View

WHOLE = frozenset({*KEEPERS, *READERS, RoleName.DATA_PROTECTION_OFFICER})
"""Those who read all that is published. Others know the exact numbers of an intervention, or are judged by them: all
tables beside those they know would tell them more of the others than of any reader."""


def reads_all(standing: Standing) -> bool:
    """Tell whether somebody reads whole publications."""
    return bool(standing.roles & WHOLE)


def reads_whole(standing: Standing, publication: Publication) -> bool:
    """Tell whether somebody reads all of a publication: surveys are of no intervention that one may know more of."""
    return reads_all(standing) or publication.kind == Kind.SURVEYS


def readable(standing: Standing, publication: Publication) -> View:
    """Return a publication as somebody may read it."""
    view = view_of(publication.document)
    if reads_whole(standing, publication):
        return view
    own = counted_by(standing, RoleName.COORDINATOR, RoleName.PROVIDER)
    return view.only({key_of_slug(each.slug) for each in own})
