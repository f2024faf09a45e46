"""What the example has published: its follow-up of the last whole year, so that those who read it have something to."""

from mellanrum.web.access.models import User
from mellanrum.web.access.standing import Standing, standing_of
from mellanrum.web.publishing import follow_up
from mellanrum.web.publishing.models import Publication
from mellanrum.web.publishing.services.published import latest
from mellanrum.web.publishing.services.publishing import publish


def publish_last_year(email: str, slug: str) -> Publication | None:
    """Publish the last year that has locked, as the manager does; None where something has been published before."""
    standing = standing_of(User.objects.get(email=email), slug)
    if standing is None or latest(standing.association):
        return None
    year = _last_year(standing)
    figures = follow_up.figures_of(standing.association, standing.day, year) if year else None
    return publish(standing, figures.subject, figures.tables) if figures else None


def _last_year(standing: Standing) -> str:
    years = (each for each in follow_up.subjects(standing.association, standing.day) if each.part is None)
    return next((each.key for each in years), "")
