"""The one way out: figures in, a protected view out, frozen with what it belongs to."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from mellanrum.disclosure.release.shapes import DerivedShape
from mellanrum.disclosure.tables import TableSet
from mellanrum.web.access.rules import check_can_publish
from mellanrum.web.access.standing import Standing
from mellanrum.web.parts.seen import ChangedMeanwhile
from mellanrum.web.publishing.engine import Made, Past, Wish, checked, made
from mellanrum.web.publishing.figures import digest_of
from mellanrum.web.publishing.models import Proof, Publication
from mellanrum.web.publishing.periods import Publishable
from mellanrum.web.publishing.services.published import all_of, latest
from mellanrum.web.tenancy.models import Association

AS_BEST = Wish()
Derived = Sequence[DerivedShape]


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be published: `made` is the document with its proof, `figures` a keyed hash of the numbers it is of.

    `after` is the number of the publication before it: with another one in between it is not what would be published.
    """

    subject: Publishable
    made: Made
    figures: str
    after: int


def preview(
    standing: Standing, subject: Publishable, tables: TableSet, wish: Wish = AS_BEST, derived: Derived = ()
) -> Preview:
    """Make what would be published, and save nothing. CannotBePublished says what stands in the way.

    What is `derived` stands in it where the numbers it follows may be shown.
    """
    check_can_publish(standing)
    association = standing.association
    past = past_of(association)
    after = past[-1].number if past else 0
    found = made(tables, wish, past, name_of(after + 1), subject.title, derived)
    return Preview(subject, found, digest_of(tables, derived), after)


def publish(
    standing: Standing, subject: Publishable, tables: TableSet, wish: Wish = AS_BEST, derived: Derived = ()
) -> Publication:
    """Publish figures as a protected view. CannotBePublished says what stands in the way."""
    return release(standing, preview(standing, subject, tables, wish, derived), tables, derived)


def release(standing: Standing, seen: Preview, tables: TableSet, derived: Derived = ()) -> Publication:
    """Publish what somebody has seen before, if it still is what would be: its document is read back and proved again.

    ChangedMeanwhile where the figures are others by now, or somebody else has published in between.
    """
    check_can_publish(standing)
    if seen.figures != digest_of(tables, derived):
        raise ChangedMeanwhile
    with transaction.atomic():
        association = Association.objects.select_for_update().get(pk=standing.association.pk)  # one at a time
        if latest(association) != seen.after:
            raise ChangedMeanwhile
        checked(seen.made, past_of(association))
        publication: Publication = Publication.objects.make(
            association,
            number=seen.after + 1,
            kind=seen.subject.of,
            subject=seen.subject.key,
            title=seen.subject.title,
            first_day=seen.subject.first_day,
            last_day=seen.subject.last_day,
            document=seen.made.document,
            sha256=hashlib.sha256(seen.made.document.encode()).hexdigest(),
            figures=seen.figures,
            on=standing.day,
            by=standing.user,
            role=role_of(standing),
        )
        Proof.objects.make(association, publication=publication, content=seen.made.proof)
    return publication


def past_of(association: Association) -> tuple[Past, ...]:
    """Return all that readers know: everything that has ever been published, withdrawn or not, oldest first."""
    proofs = dict(Proof.objects.of(association).values_list("publication", "content"))
    return tuple(Past(each.number, each.document, proofs[each.pk]) for each in all_of(association))


def name_of(number: int) -> str:
    """Name a publication as the engine knows it."""
    return f"{number}"


def role_of(standing: Standing) -> str:
    """Name the roles by which somebody publishes, as they are called in Swedish."""
    return ", ".join(_roles(standing))


def _roles(standing: Standing) -> Iterable[str]:
    return sorted(str(role.label) for role in standing.roles)
