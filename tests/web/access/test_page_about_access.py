"""The page of the manual about access says what the checks say."""

from pathlib import Path

from django.utils import translation

from mellanrum.web.access.models import RoleName, User
from mellanrum.web.access.rules import (
    can_count,
    can_edit_interventions,
    can_enter_survey_forms,
    can_fetch_files,
    can_fetch_statutory_sheet,
    can_fill_sheets,
    can_publish,
    can_read_exact_counts,
    can_read_statements,
    can_read_statistics,
    can_read_survey_results,
    can_read_vouchers,
    can_run_surveys,
    can_see_money,
    can_see_what_is_stored,
    can_set_up_follow_up,
)
from mellanrum.web.access.standing import Standing, today
from mellanrum.web.tenancy.models import Association

PAGE = Path(__file__).parents[3] / "docs" / "anvandare" / "behorighet.md"
OWN = {RoleName.COORDINATOR, RoleName.PROVIDER}
"""Those who see money of their own interventions only: the check lets them in, and the page says "sina egna"."""


def _table(number: int) -> dict[str, tuple[str, ...]]:
    """The cells of one of the page's tables, by role."""
    blocks = [block.splitlines() for block in PAGE.read_text(encoding="utf-8").split("\n\n") if block[:2] == "| "]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in blocks[number][2:]]
    return {name: tuple(cells) for names, *cells in rows for name in names.split(", ")}


def _by_role() -> dict[str, Standing]:
    with translation.override("sv"):
        names = {role: str(role.label).lower() for role in RoleName}
    return {name: Standing(User(), Association(), frozenset({role}), today()) for role, name in names.items()}


def test_table_of_roles_in_the_manual_is_what_the_checks_say() -> None:
    told = {
        name: (cells[0].startswith("exakt"), cells[1] == "ja", cells[1] == "ja") for name, cells in _table(0).items()
    }

    assert told == {
        name: (can_read_statements(place), can_read_vouchers(place), can_fetch_files(place))
        for name, place in _by_role().items()
    }


def test_table_of_follow_up_in_the_manual_is_what_the_checks_say() -> None:
    told = {name: cells[:3] for name, cells in _table(1).items()}

    assert told == {name: (_money(place), _counts(place), _statistics(place)) for name, place in _by_role().items()}


def test_more_of_follow_up_in_the_manual_is_what_the_checks_say() -> None:
    told = {name: cells[3] for name, cells in _table(1).items()}

    assert told == {name: _more(place) for name, place in _by_role().items()}


def _money(place: Standing) -> str:
    if not can_see_money(place):
        return "–"
    return "sina egna" if place.roles <= OWN else "ja"


def _counts(place: Standing) -> str:
    if can_fill_sheets(place):
        return "formulär och pinnblad"
    return "formulär" if can_count(place) else "–"


def _statistics(place: Standing) -> str:
    if can_read_exact_counts(place):
        return "exakt"
    return "skyddad" if can_read_statistics(place) else "–"


def _more(place: Standing) -> str:
    said = {
        "ändra insatser": can_edit_interventions(place),
        "bestämma vad som räknas": can_set_up_follow_up(place),
        "publicera statistik": can_publish(place),
        "hålla i enkäter och läsa deras exakta resultat": can_run_surveys(place) and can_read_survey_results(place),
        "föra in enkätsvar från papper": can_enter_survey_forms(place),
        "hämta bladet till statens uppföljning": can_fetch_statutory_sheet(place),
        "se vad som lagras": can_see_what_is_stored(place),
    }
    return ", ".join(words for words, can in said.items() if can) or "–"
