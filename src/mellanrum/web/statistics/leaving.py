"""The one answer to those who may not see counts as they were counted: what has been published is theirs to read."""

from typing import NoReturn

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mellanrum.web.access.rules import TALLIERS, Refused
from mellanrum.web.access.standing import Standing


def protected(standing: Standing) -> NoReturn:
    """Refuse exact counts, and point to what has been published with small numbers protected.

    Everything that shows, hands out or mentions exact counts to somebody who may not read them goes through here, and
    nowhere else: pages, files, charts and traces alike. What leaves goes through `publishing.services.publishing`.
    """
    raise Refused(
        _(
            "Your role reads statistics as they have been published, with the numbers hidden that could point somebody "
            "out. This page has exact numbers."
        ),
        TALLIERS,
        instead=(reverse("publishing:list", args=[standing.association.slug]), _("What has been published")),
    )
