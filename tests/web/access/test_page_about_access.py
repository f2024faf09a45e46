"""The page of the manual about access says what the checks say."""

from pathlib import Path

from django.utils import translation

from mellanrum.web.access.models import RoleName, User
from mellanrum.web.access.rules import can_fetch_files, can_read_statements, can_read_vouchers
from mellanrum.web.access.standing import Standing, today
from mellanrum.web.tenancy.models import Association

PAGE = Path(__file__).parents[3] / "docs" / "anvandare" / "behorighet.md"


def _told() -> dict[str, tuple[bool, bool, bool]]:
    """What the page says of each role: whether it reads books, and whether vouchers and the files with them."""
    rows = [line.strip("| ").split(" | ") for line in PAGE.read_text(encoding="utf-8").splitlines() if line[:2] == "| "]
    return {
        name: (books.startswith("exakt"), vouchers == "ja", vouchers == "ja")
        for names, books, vouchers, _ in rows[1:]
        for name in names.split(", ")
    }


def test_table_of_roles_in_the_manual_is_what_the_checks_say() -> None:
    with translation.override("sv"):
        found = {str(role.label).lower(): _stands(role) for role in RoleName}

    assert _told() == found


def _stands(role: RoleName) -> tuple[bool, bool, bool]:
    standing = Standing(User(), Association(), frozenset({role}), today())
    return can_read_statements(standing), can_read_vouchers(standing), can_fetch_files(standing)
