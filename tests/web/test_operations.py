"""The page for whoever runs a site names all that can be set: a setting nobody reads of does not exist."""

import re
from pathlib import Path

import pytest
import typer
from django.conf import settings

from mellanrum.cli.app import app
from mellanrum.web import outside
from mellanrum.web.access import invitations, passwords
from mellanrum.web.serving import Service, _Server

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "drift.md").read_text(encoding="utf-8")
READERS = ("environment.py", "outside.py")
READ = re.compile(r"""\benv(?:\.get\(|\[)"([A-Z_]+)"|\bos\.environ\b.*?\.get\("([A-Z_]+)"\)""")


def settings_read() -> list[str]:
    """The variables that the web reads, in the order of its files."""
    texts = [(ROOT / "src" / "mellanrum" / "web" / name).read_text(encoding="utf-8") for name in READERS]
    return list(dict.fromkeys(first or second for text in texts for first, second in READ.findall(text)))


def options_of(command: str) -> list[str]:
    """The options of a command, without the one for help."""
    found = typer.main.get_command(app).commands[command]  # type: ignore[attr-defined]  # ours is a group
    return [name for param in found.params for name in param.opts if name != "--help"]


def rows_of(page: str) -> set[str]:
    """What the tables of the page explain, a row each."""
    return set(re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE))


def test_settings_read_are_those_we_know() -> None:
    assert sorted(settings_read()) == [
        "DATABASE_URL",
        "MELLANRUM_DATA",
        "MELLANRUM_DEBUG",
        "MELLANRUM_HOSTS",
        "MELLANRUM_MAIL_FROM",
        "MELLANRUM_SMTP_URL",
        "TALLIES_DATABASE_URL",
    ]


def test_every_setting_has_its_row_and_every_row_its_setting() -> None:
    assert {row for row in rows_of(PAGE) if not row.startswith("--")} == set(settings_read())


def test_every_option_of_serve_has_its_row_and_every_row_its_option() -> None:
    assert {row for row in rows_of(PAGE) if row.startswith("--")} == set(options_of("serve"))


@pytest.mark.parametrize("setting", ["MELLANRUM_HOSTS", "--migrate"])
def test_row_that_is_missing_is_missed(setting: str) -> None:
    page = "".join(line for line in PAGE.splitlines(keepends=True) if not line.startswith(f"| `{setting}`"))

    assert rows_of(PAGE) - rows_of(page) == {setting}


def test_every_key_of_a_service_is_told() -> None:
    told = re.findall(r"^(\w+) = ", PAGE.split("[[oidc]]")[1].split("```")[0], re.MULTILINE)

    assert sorted(told) == sorted(outside._ALLOWED)


def test_limits_are_those_that_hold() -> None:
    limits = PAGE.split("## Gränser")[1]

    assert re.findall(r"^\| (.*?) \| (\d+) (\w+)", limits, re.MULTILINE) == [
        ("en fil med bokföring eller budget", str(settings.LARGEST_FILE // 1_000_000), "MB"),
        ("ett svar", str(_Server(Service(ROOT)).cfg.timeout), "sekunder"),
        ("en inloggning", str(settings.SESSION_COOKIE_AGE // 3600), "timmar"),
        ("en inbjudan", str(invitations.VALID.days), "dagar"),
        ("en länk för nytt lösenord", str(passwords.VALID.days), "dagar"),
    ]
