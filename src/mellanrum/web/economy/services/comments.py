"""The accountant's words on deviations."""

from collections.abc import Mapping

from django.db import transaction

from mellanrum.web.access.rules import check_can_edit_economy
from mellanrum.web.access.standing import Standing
from mellanrum.web.economy.desk import changed
from mellanrum.web.economy.models import Comment
from mellanrum.web.tenancy.models import Association


def comments_of(association: Association, year: int) -> Mapping[str, Comment]:
    """Return what has been said of a year's deviations, by the keys of the areas."""
    found = Comment.objects.of(association).filter(year=year).select_related("by")
    return {comment.area: comment for comment in found}


@transaction.atomic
def comment_on(standing: Standing, year: int, area: str, text: str) -> None:
    """Say why an area deviates; an empty text takes away what was said."""
    check_can_edit_economy(standing)
    own = Comment.objects.of(standing.association).filter(year=year, area=area)
    if text.strip():
        said = {"text": text.strip(), "by": standing.user, "on": standing.day}
        own.update_or_create(
            year=year, area=area, defaults=said, create_defaults={"association": standing.association, **said}
        )
    else:
        own.delete()
    changed(standing.association)
