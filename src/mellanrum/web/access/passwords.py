"""A new sign-in by a link that the association's manager makes: where mail does not come, or a telephone is lost."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from mellanrum.web.access.models import PasswordLink, Role, User
from mellanrum.web.access.roles import Impossible
from mellanrum.web.access.rules import check_can_manage_roles
from mellanrum.web.access.secret_links import hash_of, new_secret
from mellanrum.web.access.standing import Standing, today
from mellanrum.web.tenancy.models import Association

VALID = timedelta(days=3)


@transaction.atomic
def make_password_link(standing: Standing, user: User, *, resets_factors: bool = False) -> str:
    """Make a link for somebody with a role in this association and in no other; returns its secret.

    With `resets_factors`, using it takes the user's second factors away too; nobody makes such a link for themselves.
    """
    check_can_manage_roles(standing)
    if resets_factors and user == standing.user:
        raise Impossible(_("Somebody else who decides about access must do that for you."))
    if not _is_ours_alone(standing.association, user):
        raise Impossible(
            _(
                "A link can be made only for those who have a role in this association and use their account nowhere "
                "else: whoever has the link could sign in there too."
            )
        )
    PasswordLink.objects.of(standing.association).filter(user=user, used_on=None).delete()  # the latest one holds
    secret = new_secret()
    PasswordLink.objects.make(
        standing.association,
        secret_hash=secret.hash,
        user=user,
        made_by=standing.user,
        valid_to=standing.day + VALID,
        resets_factors=resets_factors,
    )
    return secret.text


def _is_ours_alone(association: Association, user: User) -> bool:
    current = Role.objects.filter(user=user).filter(Q(last_day=None) | Q(last_day__gte=today()))
    return set(current.values_list("association", flat=True)) == {association.pk}


def password_link_by(secret: str) -> PasswordLink | None:
    """Find the link that can be used; one that was used, is old, or whose person came elsewhere since cannot."""
    found = PasswordLink.objects.filter(secret_hash=hash_of(secret), used_on=None, valid_to__gte=today())
    link = found.select_related("user", "association").first()
    return link if link and link.user.is_active and _is_ours_alone(link.association, link.user) else None


@transaction.atomic
def use_password_link(link: PasswordLink, password: str) -> None:
    """Set the new password, once; whoever was signed in by the old one no longer is.

    Second factors go with it where the link says so: the user sets one up anew.
    """
    unused = PasswordLink.objects.of(link.association).filter(pk=link.pk, used_on=None)
    if unused.update(used_on=today()) != 1:
        raise Impossible(_("The link has been used."))
    link.user.set_password(password)
    link.user.save(update_fields=["password"])
    if link.resets_factors:
        Authenticator.objects.filter(user=link.user).delete()
