"""The rows that routes are walked with: one of each kind that an association has."""

from typing import Any

from django.utils import timezone

from mellanrum.web.access.invitations import Wanted, invite
from mellanrum.web.access.models import Role, RoleName, User
from mellanrum.web.access.passwords import make_password_link
from mellanrum.web.access.standing import standing_of, today
from mellanrum.web.association.models import Member, Official
from mellanrum.web.economy.models import ImportedFile, Move
from mellanrum.web.publishing.models import Draft, State
from mellanrum.web.register.code.decision import turn_on
from mellanrum.web.register.code.keys import key_of_year
from mellanrum.web.surveys.models import Survey
from mellanrum.web.tenancy.models import Association
from support.interventions import an_intervention_to_walk
from support.people import somebody
from support.published import published
from support.reported import results_to_walk
from support.setting_up import decisions_to_walk
from support.surveying import surveys_to_walk


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
    _something_published(association)
    first = {name: model.objects.of(association).values_list("pk", flat=True)[0] for name, model in rows.items()}
    return first | {
        "association": association.slug,
        **an_intervention_to_walk(association, colleague),
        "invitation": invitation.pk,
        "person": colleague.pk,
        "role": Role.objects.of(association).get(user=colleague).pk,
        "secret": secret,
        **decisions_to_walk(standing),
        "survey": (survey := surveys_to_walk(standing)),
        "address": Survey.objects.of(association).get(key=survey).address,
        **results_to_walk(standing),
        "register:destroy_code_key.year": _a_code_key(association),
        "access:new_password.secret": make_password_link(standing, colleague),
    }


def _a_code_key(association: Association) -> int:
    """Have the carried code used, with a key of this year."""
    standing = standing_of(somebody("manager", association), association.slug)
    assert standing
    turn_on(standing, "§ 14", "Inget att invända.")
    return key_of_year(association, today().year).year


def _something_published(association: Association) -> None:
    """Have a publication, and a draft of the same."""
    made = published(association)
    Draft.objects.make(
        association,
        subject=made.subject,
        state=State.DONE,
        beat=timezone.now(),
        by=made.by,
        on=made.on,
        document=made.document,
        figures=made.figures,
    )
