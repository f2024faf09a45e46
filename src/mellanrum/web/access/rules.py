"""Who may do what, as docs/anvandare/behorighet.md says it: `check_can_x` raises the reason, `can_x` tells whether.

The greyed button and the refusal say the same sentence, since both come from the same check.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mellanrum.web.access.models import RoleName
from mellanrum.web.access.standing import Standing

Check = Callable[[Standing], None]
Can = Callable[[Standing], bool]

R = RoleName
KEEPERS = (R.MANAGER, R.ADMINISTRATOR)
DESK = (*KEEPERS, R.ACCOUNTANT)
READERS = (*DESK, R.PREPARATORY_GROUP, R.BOARD_MEMBER, R.CHAIR, R.AUDITOR)
TALLIERS = (*KEEPERS, R.COORDINATOR)


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error of the program
    """Somebody may not do something: `what` was wanted, `who` could; `instead` is what they may open, and its name."""

    def __init__(self, what: Any, who: Iterable[RoleName], instead: tuple[str, Any] | None = None) -> None:  # noqa: ANN401 - a lazy text
        self.what = what
        self.who = tuple(who)
        self.instead = instead
        super().__init__(str(what))

    def sentence(self) -> str:
        """Say what is refused and who can, in the language of the page."""
        roles = [str(role.label).lower() for role in self.who]
        listed = (
            roles[0]
            if len(roles) == 1
            else gettext("%(some)s or %(last)s")
            % {
                "some": ", ".join(roles[:-1]),
                "last": roles[-1],
            }
        )
        return str(format_lazy("{} {}", self.what, gettext("Those who can: %(roles)s.") % {"roles": listed}))


def _check(standing: Standing, roles: tuple[RoleName, ...], refusal: Any) -> None:  # noqa: ANN401 - a lazy text
    if not standing.roles & set(roles):
        raise Refused(refusal, roles)


def _can(check: Check) -> Can:
    def can(standing: Standing) -> bool:
        try:
            check(standing)
        except Refused:
            return False
        return True

    return can


def check_can_see_association(standing: Standing) -> None:
    """Name, number, members, board: everybody who has a role there."""
    _check(standing, tuple(RoleName), _("The association's own pages are for those who have a role in it."))


def check_can_edit_association(standing: Standing) -> None:
    """Change the association's facts, members, officials and how its reports look."""
    _check(standing, KEEPERS, _("Your role does not let you change the association's facts."))


def check_can_manage_roles(standing: Standing) -> None:
    """Invite people, give roles and end them."""
    _check(standing, KEEPERS, _("Your role does not let you decide who has access."))


def check_can_read_statements(standing: Standing) -> None:
    """Read statements, notes, ratios and traces down to account and month."""
    _check(standing, READERS, _("Your role does not include the association's books and statements."))


def check_can_read_key_ratios(standing: Standing) -> None:
    """Read the key ratios; whoever reads the statements too can open them down to account and month."""
    _check(standing, (*READERS, R.NATIONAL_ANALYST), _("Your role does not include the association's key ratios."))


def check_can_read_vouchers(standing: Standing) -> None:
    """Read vouchers and their texts: they name people."""
    _check(
        standing,
        (*DESK, R.AUDITOR),
        _("Vouchers are not shown to your role, since their texts can name people."),
    )


def check_can_fetch_files(standing: Standing) -> None:
    """See the files that have been read in, and fetch them: there are vouchers in them."""
    _check(
        standing,
        (*DESK, R.AUDITOR),
        _("Your role does not include the files that have been read in, since the vouchers in them can name people."),
    )


def check_can_import_books(standing: Standing) -> None:
    """Read files of books and budgets in, and undo it."""
    _check(standing, DESK, _("Your role does not let you read in books or budgets."))


def check_can_edit_economy(standing: Standing) -> None:
    """Change account map, allocation keys, budget, figures of earlier years and limits; explain deviations."""
    _check(standing, DESK, _("Your role does not let you change account map, budget or explanations."))


def check_can_make_reports(standing: Standing) -> None:
    """Make a report."""
    _check(standing, DESK, _("Your role does not let you make reports."))


def check_can_read_reports(standing: Standing) -> None:
    """Read reports that have been made."""
    _check(standing, READERS, _("Your role does not include reports that are not published."))


def check_can_edit_interventions(standing: Standing) -> None:
    """Add interventions, describe them anew from a day, plan their year and say who counts in them."""
    _check(standing, KEEPERS, _("Your role does not let you change the association's interventions."))


def check_can_see_money(standing: Standing) -> None:
    """See what an intervention was granted and costs; coordinators and providers only of their own."""
    _check(
        standing,
        (*READERS, R.COORDINATOR, R.PROVIDER),
        _("Your role does not include what the interventions cost."),
    )


def check_can_count(standing: Standing) -> None:
    """Count participations in a form: coordinators and coaches only in their own interventions."""
    _check(standing, (*TALLIERS, R.COACH), _("Your role does not let you count participations."))


def check_can_fill_sheets(standing: Standing) -> None:
    """Fill in tick sheets, correct, and say how many are ongoing: coordinators only in their own interventions."""
    _check(standing, TALLIERS, _("Your role does not let you fill in tick sheets."))


def check_can_set_up_follow_up(standing: Standing) -> None:
    """Decide what is counted and how: periods, lists, tables, opening stock, earlier years, the carried code."""
    _check(standing, KEEPERS, _("Your role does not let you decide what is counted."))


def check_can_read_exact_counts(standing: Standing) -> None:
    """Read statistics as they were counted, from the threshold up: coordinators only of their own interventions."""
    _check(standing, TALLIERS, _("Exact statistics are for those who count and for the manager."))


def check_can_read_statistics(standing: Standing) -> None:
    """Read statistics, exact or protected: everybody with a role in the follow-up, and those who compare."""
    readers = (*TALLIERS, *READERS, R.PROVIDER, R.DATA_PROTECTION_OFFICER, R.NATIONAL_ANALYST)
    _check(standing, tuple(dict.fromkeys(readers)), _("Your role does not include the statistics of follow-up."))


def check_can_publish(standing: Standing) -> None:
    """Publish statistics with small numbers protected, and withdraw what has been published."""
    _check(standing, KEEPERS, _("Your role does not let you publish."))


def check_can_fetch_statutory_sheet(standing: Standing) -> None:
    """Fetch the sheet for the state's follow-up: exact totals that are owed by law."""
    _check(standing, KEEPERS, _("Your role does not let you hand in figures to the state's follow-up."))


def check_can_import_survey_results(standing: Standing) -> None:
    """Read results of surveys in, undo it, say where series break, and type totals."""
    _check(standing, KEEPERS, _("Your role does not let you read in results of surveys."))


def check_can_read_survey_results(standing: Standing) -> None:
    """Read results of surveys as they were counted, from the threshold up; others read what is published of them."""
    _check(standing, KEEPERS, _("Exact results of surveys are for the manager. Others read what is published of them."))


def check_can_see_what_is_stored(standing: Standing) -> None:
    """See what is stored about follow-up, and for how long."""
    _check(
        standing,
        (*KEEPERS, R.DATA_PROTECTION_OFFICER),
        _("Your role does not include what is stored about follow-up."),
    )


def check_can_run_surveys(standing: Standing) -> None:
    """Plan surveys, print their posters and slips, close them; write questionnaires and load wordings."""
    _check(standing, KEEPERS, _("Your role does not let you plan or close surveys."))


def check_can_enter_survey_forms(standing: Standing) -> None:
    """See which surveys there are, and enter what has been answered on paper."""
    _check(standing, TALLIERS, _("Your role does not let you enter answers to surveys."))


can_see_association = _can(check_can_see_association)
can_edit_association = _can(check_can_edit_association)
can_manage_roles = _can(check_can_manage_roles)
can_read_statements = _can(check_can_read_statements)
can_read_key_ratios = _can(check_can_read_key_ratios)
can_read_vouchers = _can(check_can_read_vouchers)
can_fetch_files = _can(check_can_fetch_files)
can_import_books = _can(check_can_import_books)
can_edit_economy = _can(check_can_edit_economy)
can_make_reports = _can(check_can_make_reports)
can_read_reports = _can(check_can_read_reports)
can_edit_interventions = _can(check_can_edit_interventions)
can_see_money = _can(check_can_see_money)
can_count = _can(check_can_count)
can_fill_sheets = _can(check_can_fill_sheets)
can_set_up_follow_up = _can(check_can_set_up_follow_up)
can_read_exact_counts = _can(check_can_read_exact_counts)
can_read_statistics = _can(check_can_read_statistics)
can_publish = _can(check_can_publish)
can_fetch_statutory_sheet = _can(check_can_fetch_statutory_sheet)
can_import_survey_results = _can(check_can_import_survey_results)
can_read_survey_results = _can(check_can_read_survey_results)
can_see_what_is_stored = _can(check_can_see_what_is_stored)
can_run_surveys = _can(check_can_run_surveys)
can_enter_survey_forms = _can(check_can_enter_survey_forms)

CHECKS: dict[str, Check] = {
    "see_association": check_can_see_association,
    "edit_association": check_can_edit_association,
    "manage_roles": check_can_manage_roles,
    "read_statements": check_can_read_statements,
    "read_key_ratios": check_can_read_key_ratios,
    "read_vouchers": check_can_read_vouchers,
    "fetch_files": check_can_fetch_files,
    "import_books": check_can_import_books,
    "edit_economy": check_can_edit_economy,
    "make_reports": check_can_make_reports,
    "read_reports": check_can_read_reports,
    "edit_interventions": check_can_edit_interventions,
    "see_money": check_can_see_money,
    "count": check_can_count,
    "fill_sheets": check_can_fill_sheets,
    "set_up_follow_up": check_can_set_up_follow_up,
    "read_exact_counts": check_can_read_exact_counts,
    "read_statistics": check_can_read_statistics,
    "publish": check_can_publish,
    "fetch_statutory_sheet": check_can_fetch_statutory_sheet,
    "import_survey_results": check_can_import_survey_results,
    "read_survey_results": check_can_read_survey_results,
    "see_what_is_stored": check_can_see_what_is_stored,
    "run_surveys": check_can_run_surveys,
    "enter_survey_forms": check_can_enter_survey_forms,
}
"""Every check by name: what templates and the page of roles go through."""


def refusal_of(name: str, standing: Standing) -> Refused | None:
    """Say why somebody may not do what `name` says; None where they may."""
    try:
        CHECKS[name](standing)
    except Refused as refused:
        return refused
    return None
