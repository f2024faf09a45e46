"""The accountant's words on deviations."""

from collections.abc import Mapping

from django.db import transaction

from mellanrum.web.access.rules import check_can_edit_economy
from mellanrum.web.access.standing import Standing
from mellanrum.web.economy.desk import changed
from mellanrum.web.economy.models import Comment
from mellanrum.web.economy.seen import ChangedMeanwhile, token_of
from mellanrum.web.tenancy.models import Association


def comments_of(association: Association, year: int) -> Mapping[str, Comment]:
    """Return what has been said of a year's deviations, by the keys of the areas."""
    found = Comment.objects.of(association).filter(year=year).select_related("by")
    return {comment.area: comment for comment in found}


def comment_token(comment: Comment | None) -> str:
    """Return a token of what has been said of an area."""
    return token_of(() if comment is None else (comment.text, comment.by_id, comment.on))


@transaction.atomic
def comment_on(standing: Standing, year: int, area: str, text: str, seen: str | None = None) -> None:
    """Say why an area deviates; an empty text takes away what was said.

    ChangedMeanwhile where somebody else has said something after the token `seen` was given; nothing is saved then.
    Without a token what was said is written over.
    """
    check_can_edit_economy(standing)
    changed(standing.association)
    own = Comment.objects.of(standing.association).filter(year=year, area=area)
    if seen is not None and comment_token(own.first()) != seen:
        raise ChangedMeanwhile
    if text.strip():
        said = {"text": text.strip(), "by": standing.user, "on": standing.day}
        own.update_or_create(
            year=year, area=area, defaults=said, create_defaults={"association": standing.association, **said}
        )
    else:
        own.delete()
