"""What has been published: listing it, finding one, and withdrawing it from readers."""

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mellanrum.web.access.rules import KEEPERS, check_can_publish, check_can_read_statistics
from mellanrum.web.access.standing import Standing
from mellanrum.web.publishing.document import view_of
from mellanrum.web.publishing.models import Publication, Withdrawal
from mellanrum.web.tenancy.models import Association


class CannotBeWithdrawn(Exception):  # noqa: N818 - an answer to whoever asked
    """A publication is not withdrawn; the text is the sentence that says why."""


def all_of(association: Association) -> QuerySet[Publication]:
    """Return everything that has ever been published, oldest first: what readers know. Withdrawn or not."""
    found: QuerySet[Publication] = Publication.objects.of(association)
    return found.select_related("by", "withdrawal", "withdrawal__by").order_by("number")


def listed(standing: Standing) -> tuple[Publication, ...]:
    """List what somebody may read of what has been published, newest first, without the documents.

    Those who publish are shown what has been withdrawn, too.
    """
    check_can_read_statistics(standing)
    found = all_of(standing.association).defer("document")
    if not standing.roles & set(KEEPERS):
        found = found.filter(withdrawal=None)
    return tuple(found.order_by("-number"))


def publication_of(standing: Standing, number: int) -> Publication | None:
    """Return one publication; None where there is none that somebody may read."""
    check_can_read_statistics(standing)
    found = all_of(standing.association).filter(number=number)
    if not standing.roles & set(KEEPERS):
        found = found.filter(withdrawal=None)
    return found.first()


def latest(association: Association) -> int:
    """Return the number of the newest publication; nil where nothing has been published."""
    newest = Publication.objects.of(association).order_by("-number").values_list("number", flat=True).first()
    return newest or 0


def withdraw(standing: Standing, publication: Publication, reason: str) -> None:
    """Stop showing a publication to readers. It stays, and so does what they know."""
    check_can_publish(standing)
    if not reason.strip():
        raise CannotBeWithdrawn(_("Say why it is withdrawn."))
    try:
        with transaction.atomic():
            Withdrawal.objects.make(
                standing.association,
                publication=publication,
                on=standing.day,
                by=standing.user,
                reason=reason.strip(),
            )
    except IntegrityError:
        raise CannotBeWithdrawn(_("It has been withdrawn already.")) from None


def latest_of(association: Association) -> dict[str, Publication]:
    """Return the newest publication of each time, those that have been withdrawn among them, by its key."""
    return {each.subject: each for each in all_of(association)}


def shown_to_readers(association: Association) -> QuerySet[Publication]:
    """Return what has been published and not withdrawn, newest first."""
    return all_of(association).filter(withdrawal=None).order_by("-number")


def rounds_last(association: Association) -> bool:
    """Tell whether small numbers were rounded in what was published last: that stands until another choice is made."""
    newest = Publication.objects.of(association).order_by("-number").values_list("document", flat=True).first()
    return newest is not None and view_of(newest).is_rounded
