"""The rows that routes are walked with: one of each kind that an association has."""

from typing import Any

from mellanrum.web.access.invitations import Wanted, invite
from mellanrum.web.access.models import Role, RoleName, User
from mellanrum.web.access.passwords import make_password_link
from mellanrum.web.access.standing import standing_of, today
from mellanrum.web.association.models import Member, Official
from mellanrum.web.economy.models import ImportedFile, Move
from mellanrum.web.tenancy.models import Association
from support.interventions import an_intervention_to_walk
from support.people import somebody


def rows_to_walk(manager: User, association: Association) -> dict[str, Any]:
    """The rows that there are, so that every page has something to read."""
    standing = standing_of(manager, association.slug)
    assert standing
    colleague = somebody("coach", association)
    invitation, secret = invite(standing, Wanted("Kim", "kim@example.org", RoleName.COACH, today()))
    rows = {
        "member": Member,
        "official": Official,
        "file": ImportedFile,
        "move": Move,
    }
    first = {name: model.objects.of(association).values_list("pk", flat=True)[0] for name, model in rows.items()}
    return first | {
        "association": association.slug,
        **an_intervention_to_walk(association, colleague),
        "invitation": invitation.pk,
        "person": colleague.pk,
        "role": Role.objects.of(association).get(user=colleague).pk,
        "secret": secret,
        "access:new_password.secret": make_password_link(standing, colleague),
    }
