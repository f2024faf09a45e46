"""What each role may do, as the checks really answer: the table of roles, and who can do what I cannot."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from mellanrum.web.access.models import Role, RoleName
from mellanrum.web.access.rules import CHECKS, refusal_of
from mellanrum.web.access.standing import Standing

LABELS: dict[str, Any] = {
    "see_association": _("See the association's facts, members and board"),
    "edit_association": _("Change the association's facts"),
    "manage_roles": _("Invite people, give roles and end them"),
    "read_statements": _("Read books and statements, down to account and month"),
    "read_key_ratios": _("Read the key ratios"),
    "read_vouchers": _("Read vouchers and their texts"),
    "fetch_files": _("See and fetch the files that have been read in"),
    "import_books": _("Read in books and budgets, and undo it"),
    "edit_economy": _("Change account map, budget and explanations"),
    "make_reports": _("Make reports"),
    "read_reports": _("Read reports that have been made"),
    "edit_interventions": _("Add and change interventions, and say who counts in them"),
    "see_money": _("See what interventions were granted and cost; coordinators and providers only of their own"),
    "count": _("Count participations; coordinators and coaches only in their own interventions"),
    "fill_sheets": _("Fill in tick sheets and correct; coordinators only in their own interventions"),
    "set_up_follow_up": _("Decide what is counted, and how"),
    "read_exact_counts": _("Read exact statistics from the threshold up; coordinators only of their own interventions"),
    "read_statistics": _("Read statistics, exact or protected"),
    "publish": _("Publish statistics with small numbers protected, and withdraw it"),
    "fetch_statutory_sheet": _("Fetch the sheet for the state's follow-up"),
    "import_survey_results": _("Read in results of surveys, undo it, and say where series break"),
    "read_survey_results": _("Read exact results of surveys from the threshold up"),
    "see_what_is_stored": _("See what is stored about follow-up"),
    "run_surveys": _("Plan, run and close surveys, and write their questionnaires"),
    "enter_survey_forms": _("Enter answers to surveys from paper"),
}


@dataclass(frozen=True, slots=True)
class Ability:
    """Something one can do: for which roles it is, whether I can, and if not, why and who can."""

    label: Any
    roles: frozenset[RoleName]
    why_not: str
    who_can: tuple[str, ...]


def abilities(standing: Standing) -> tuple[Ability, ...]:
    """List every ability as it stands for somebody."""
    held = list(Role.objects.of(standing.association).on(standing.day).select_related("user").order_by("user__name"))
    return tuple(_ability(name, standing, held) for name in CHECKS)


def _ability(name: str, standing: Standing, held: Iterable[Role]) -> Ability:
    roles = frozenset(role for role in RoleName if not refusal_of(name, _only(standing, role)))
    refusal = refusal_of(name, standing)
    people = dict.fromkeys(str(role.user) for role in held if role.name in roles)
    return Ability(
        label=LABELS.get(name, name),
        roles=roles,
        why_not=str(refusal.what) if refusal else "",
        who_can=tuple(people) if refusal else (),
    )


def _only(standing: Standing, role: RoleName) -> Standing:
    """Somebody who stands in the same place with one role alone."""
    return Standing(standing.user, standing.association, frozenset({role}), standing.day)
