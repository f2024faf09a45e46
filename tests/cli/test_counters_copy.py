"""The counters are copied and read back from the command line, and a server without their database says so."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mellanrum.tallies.ledger import empty_ledger, to_text
from support import postgres

ONE = {
    "kind": "mellanrum counters 1",
    "associations": {
        "finsam-prov": {
            "ledgers": [
                {"intervention": "coachingteamet", "year": 2026, "content": json.loads(to_text(empty_ledger(2026)))}
            ],
            "spent_tokens": {},
            "spent_codes": [],
            "surveys": {},
        }
    },
}


_OURS = ("DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE", "DATABASE_URL", "TALLIES_DATABASE_URL")


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mellanrum.cli", *words]
    env = {name: value for name, value in os.environ.items() if name not in _OURS} | environment
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A site with an association and no counters: the folder of its data."""
    folder = str(tmp_path_factory.mktemp("site"))
    made = run("site", "add", "Finsam Prov", "--person", "Robin", "--email", "r@example.org", "--data", folder)
    assert made.returncode == 0, made.stderr
    return folder


def test_copy_is_read_back_once_and_written_again_as_it_was(site: str, tmp_path: Path) -> None:
    first, second = tmp_path / "kopia.json", tmp_path / "igen.json"
    first.write_text(json.dumps(ONE), encoding="utf-8")

    read = run("site", "restore", str(first), "--data", site)
    written = run("site", "backup", str(second), "--data", site)
    again = run("site", "restore", str(first), "--data", site)

    assert (read.returncode, written.returncode, again.returncode) == (0, 0, 2)
    assert json.loads(second.read_text(encoding="utf-8")) == ONE
    assert second.stat().st_mode & 0o777 == 0o600
    assert "har redan räknare" in " ".join(again.stderr.split())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("inte en kopia", "är ingen kopia av räknarna"),
        (json.dumps(ONE).replace("finsam-prov", "finsam-annat"), "har förbund som webbplatsen inte har: finsam-annat"),
    ],
)
def test_copy_that_does_not_belong_is_refused(site: str, tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "kopia.json"
    file.write_text(text, encoding="utf-8")

    said = run("site", "restore", str(file), "--data", site)

    assert (said.returncode, told in " ".join(said.stderr.split())) == (2, True)


def test_server_without_a_database_for_the_counters_is_told_how_to_make_it(tmp_path: Path) -> None:
    words = ("site", "add", "Prov", "--person", "Robin", "--email", "r@example.org", "--data", str(tmp_path))
    with postgres.running() as url:
        said = run(*words, DATABASE_URL=url)

    assert said.returncode == 2
    assert "createdb --owner=postgres postgres_tallies" in " ".join(said.stderr.split())
