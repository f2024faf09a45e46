"""The one way out for counts to those who may not see them as they were counted."""

from typing import NoReturn

from django.utils.translation import gettext_lazy as _

from mellanrum.web.access.rules import TALLIERS, Refused
from mellanrum.web.access.standing import Standing


def protected(standing: Standing) -> NoReturn:  # noqa: ARG001 - what is let out will differ between roles
    """Hand out statistics with small numbers protected. There is no such protection yet, so everybody is refused.

    Everything that shows, hands out or mentions counts to somebody who may not read them exactly goes through here,
    and nowhere else: pages, files, charts and traces alike.
    """
    raise Refused(
        _(
            "Your role may read the statistics once small numbers in them can be protected, so that nobody can be "
            "recognised. The program cannot do that yet, and until then it shows you none of them."
        ),
        TALLIERS,
    )
