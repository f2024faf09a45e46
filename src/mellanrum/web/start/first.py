"""Beginning: an association on a site, and the link that makes somebody its first administrator."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse

from mellanrum.web.access.invitations import invite_first
from mellanrum.web.tenancy.models import Association
from mellanrum.web.tenancy.services import make_association


class Taken(Exception):  # noqa: N818 - an answer to whoever keeps the site
    """There is an association of that name already."""


class NoAddress(Exception):  # noqa: N818 - as above
    """What was given is no e-mail address."""


@transaction.atomic
def first_association(name: str, person: str, email: str) -> str:
    """Make an association and invite its first administrator; returns the path of the link, which is kept nowhere.

    Taken where there is one of that name, NoAddress where `email` is no address; nothing is made then.
    """
    try:
        validate_email(email)
    except ValidationError:
        raise NoAddress from None
    if Association.objects.filter(name__iexact=name.strip()).exists():
        raise Taken
    association = make_association(name.strip())
    return reverse("access:accept", args=[invite_first(association, person, email)])
