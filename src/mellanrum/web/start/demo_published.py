"""What the example has published: its follow-up of the last whole year, and the surveys of a year beside it."""

from mellanrum.web.access.models import User
from mellanrum.web.access.standing import Standing, standing_of
from mellanrum.web.publishing import follow_up
from mellanrum.web.publishing.models import Publication
from mellanrum.web.publishing.services.published import latest
from mellanrum.web.publishing.services.publishing import publish
from mellanrum.web.survey_results import publishable

INDICATORS_OF = 2023
"""The year of the example whose indicators are published as numbers."""


def publish_last_year(email: str, slug: str) -> Publication | None:
    """Publish the last year that has locked, as the manager does; None where something has been published before."""
    standing = standing_of(User.objects.get(email=email), slug)
    if standing is None or latest(standing.association):
        return None
    year = _last_year(standing)
    figures = follow_up.figures_of(standing.association, standing.day, year) if year else None
    made = publish(standing, figures.subject, figures.tables, derived=figures.derived) if figures else None
    _publish_surveys(standing)
    return made


def _publish_surveys(standing: Standing) -> None:
    """Publish the last year that has indicators told in numbers."""
    figures = publishable.figures_of(standing.association, standing.day, f"{publishable.PREFIX}{INDICATORS_OF}")
    if figures is not None:
        publish(standing, figures.subject, figures.tables, derived=figures.derived)


def _last_year(standing: Standing) -> str:
    years = (each for each in follow_up.subjects(standing.association, standing.day) if each.part is None)
    return next((each.key for each in years), "")
